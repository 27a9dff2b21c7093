"""A snapshot that went through its file answers as the one that was compiled, and shares the file's pages."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from tests.small_world import VOCABULARY, offer, query, snapshot
from thrive_directory.errors import DataFolderError
from thrive_directory.index import file
from thrive_directory.index.file import read_snapshot, write_snapshot
from thrive_directory.search.engine import search

OFFERS = [
    offer("a", name="Harbour", needs="anxiety", at="camden + 1 km", areas="camden", hours="MO-FR 09:00-17:00"),
    offer("b", name="Anchor", at=["camden", "haringey"], areas="within 3 km of camden", asks="Do you see siblings?"),
    offer("ć", name="Ćevap", areas="uk", modes="phone", languages="pl"),
    offer("d", areas="unknown", hours="always", age="0-25"),
]
QUESTIONS = [
    {},
    {"near": "camden", "age": 14},
    {"near": "haringey", "need": "anxiety", "text": "harbor"},
    {"near": "NW1", "open": "now", "sort": "distance"},
    {"near": "camden", "age": 22, "language": "pl", "explain": True},
]


@pytest.fixture
def compiled():
    return snapshot(*OFFERS)


def test_every_answer_is_the_same_and_every_text(tmp_path, compiled):
    write_snapshot(compiled, tmp_path / "index")
    mapped = read_snapshot(tmp_path / "index", VOCABULARY)
    for asked in QUESTIONS:
        assert search(mapped, query(**asked)) == search(compiled, query(**asked))
    assert list(mapped.offer_ids) == list(compiled.offer_ids)
    rows = range(len(compiled.columns))
    assert [mapped.card(row) for row in rows] == [compiled.card(row) for row in rows]
    assert [mapped.schedules(row) for row in rows] == [compiled.schedules(row) for row in rows]
    assert [list(run) for run in mapped.cards.runs(10)] == [list(run) for run in compiled.cards.runs(10)]
    assert mapped.offer_index.get("ć") == compiled.offer_index["ć"]


def test_what_is_kept_of_questions_stays_behind(tmp_path, compiled):
    search(compiled, query(near="camden", age=14))
    write_snapshot(compiled, tmp_path / "index")
    assert compiled.found.found
    assert not read_snapshot(tmp_path / "index", VOCABULARY).found.found


def test_no_column_is_copied_and_none_can_be_written_to(tmp_path, compiled):
    write_snapshot(compiled, tmp_path / "index")
    mapped = read_snapshot(tmp_path / "index", VOCABULARY)
    for name in ("easting_m", "verified_day", "has_contact"):
        column = getattr(mapped.columns, name)
        assert not column.flags.owndata
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0


@pytest.mark.parametrize("spoilt", [lambda data: data[:-1], lambda data: data[:10], lambda data: data + b"\0"])
def test_half_a_file_is_refused(tmp_path, compiled, spoilt):
    path = tmp_path / "index"
    write_snapshot(compiled, path)
    path.write_bytes(spoilt(path.read_bytes()))
    with pytest.raises(DataFolderError, match="no whole index"):
        read_snapshot(path, VOCABULARY)


class Trap:
    """What a file from elsewhere might ask to be called."""

    def __reduce__(self):
        return print, ("called",)


@pytest.mark.parametrize("trap", [Trap(), np.float64(1)])
def test_nothing_but_our_own_classes_is_made_from_a_file(tmp_path, compiled, trap):
    write_snapshot(replace(compiled, verifiers=(trap,)), tmp_path / "index")
    with pytest.raises(pickle.UnpicklingError, match="has no place in an index"):
        read_snapshot(tmp_path / "index", VOCABULARY)


def test_every_part_that_is_compiled_is_written():
    """A part with a default is kept of questions, and only those: a new one must not be lost without a word."""
    kept = {"vocabulary", "found", "told", "told_now", "_blocks", "_large", "_openings", "_reachable", "_closings"}
    assert set(file.COMPILED) | kept == set(type(snapshot(*OFFERS[:1])).__dataclass_fields__)
