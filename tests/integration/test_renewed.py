"""After a change the index is made of the last one, and what comes of it is what all compiled afresh would be."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.catalogue_records import CALDERDALE, CAMDEN, ListSource, plain, rich, tags, tombstone, urgent
from tests.integration.conftest import Take, bundled_vocabulary, register
from tests.same_snapshot import assert_same
from thrive_directory.catalogue import queries
from thrive_directory.catalogue.ingest import ingest
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.publication import forget_departures, restart_feed
from thrive_directory.catalogue.reference import seed_vocabulary
from thrive_directory.catalogue.session import writing
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.catalogue.withdraw import withdraw
from thrive_directory.geo.swap import current_folder
from thrive_directory.index import aside
from thrive_directory.index.compile import compile_catalogue
from thrive_directory.index.registry import build_registry
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.sources.record import LocationRecord, OrganizationRecord

HOUSE = LocationRecord(source_id="h", name="House", city="London", lon=-0.15, lat=51.54)
ELSEWHERE = OrganizationRecord(source_id="other", name="Another")
RECORDS = (
    plain("a", needs=tags("anxiety"), locations=(HOUSE,)),
    plain("b", locations=(HOUSE,), languages=("pl",)),
    plain("c", areas=(CALDERDALE,), organization=ELSEWHERE),
    rich("d"),
)
A, B, C, D = (key("test", "service", each) for each in "abcd")


class Kept:
    """A catalogue of these records whose index is kept in a folder, and which offers are read for it."""

    def __init__(self, catalogue: Engine, folder: Path, read: list[set[str] | None]) -> None:
        self.catalogue, self.folder, self.read = catalogue, folder, read

    def compiled(self, vocabulary: Vocabulary | None = None) -> Snapshot:
        self.read.clear()
        return aside.compiled(self.catalogue, vocabulary or bundled_vocabulary(), register(), self.folder)

    def assert_as_afresh(self, found: Snapshot) -> None:
        afresh = compile_catalogue(self.catalogue, bundled_vocabulary(), register(), None)
        assert_same(found, afresh)
        one, other = build_registry(found), build_registry(afresh)
        assert one.modified_us.tolist() == other.modified_us.tolist()
        assert (one.organization_ids, one.places.tolist()) == (other.organization_ids, other.places.tolist())


@pytest.fixture
def kept(take: Take, catalogue: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.setattr(aside, "MANY_OFFERS", 1)
    monkeypatch.setattr(aside, "_run", aside.compile_to)
    read: list[set[str] | None] = []
    published = queries.published

    def noted(session: Any, areas: Any, only: Any = None) -> Any:
        read.append(None if only is None else set(only))
        return published(session, areas, only)

    monkeypatch.setattr(queries, "published", noted)
    take(*RECORDS, urgent_help=[urgent()])
    found = Kept(catalogue, tmp_path, read)
    found.compiled()
    assert read == [None]
    return found


def relabel(take: Take, catalogue: Engine) -> None:
    needs = dict(bundled_vocabulary().by_taxonomy["need"])
    needs["anxiety"] = replace(needs["anxiety"], label="Worry")
    terms = {**bundled_vocabulary().by_taxonomy, "need": MappingProxyType(needs)}
    with writing(catalogue) as session:
        seed_vocabulary(session, Vocabulary(MappingProxyType(terms)))


def relicense(take: Take, catalogue: Engine) -> None:
    source = ListSource(RECORDS)
    source.licence = "OGL 3.0"
    with writing(catalogue) as session:
        ingest(session, source, areas=register())


def take_out(take: Take, catalogue: Engine) -> None:
    with writing(catalogue) as session:
        withdraw(session, B, "closed", "a steward")


def forget(take: Take, catalogue: Engine) -> None:
    take(tombstones=[tombstone("z")])
    with writing(catalogue) as session:
        forget_departures(session, datetime.now(UTC))


def and_back(take: Take, catalogue: Engine) -> None:
    take(plain("a", status="inactive"))
    take(*RECORDS)


SEVERAL = ("a place is renamed", "offers come", "an offer is withdrawn", "an offer moves", "a departure is forgotten")
CHANGES: dict[str, tuple[Callable[[Take, Engine], Any], set[str] | None]] = {
    # What is done, and which offers are read then; None where none has stayed the same, so that all are.
    "an offer is renamed": (lambda take, _: take(plain("c", name="Aardvark", organization=ELSEWHERE)), {C}),
    "offers come": (
        lambda take, _: take(plain("0"), plain("e", areas=(CALDERDALE,))),
        {key("test", "service", s) for s in "0e"},
    ),
    "another source comes": (lambda take, _: take(plain("a"), source="two"), {key("two", "service", "a")}),
    "an offer moves": (lambda take, _: take(plain("c", areas=(CAMDEN,), organization=ELSEWHERE)), {C}),
    "a language comes and one goes": (lambda take, _: take(plain("b", languages=("ar",), locations=(HOUSE,))), {B}),
    "an offer is no longer published": (lambda take, _: take(plain("c", status="inactive")), set()),
    "an offer is withdrawn": (take_out, set()),
    "a departure is forgotten": (forget, set()),
    "an offer goes and comes back": (and_back, {A}),
    "a tombstone comes": (lambda take, _: take(tombstones=[tombstone("c", name="Offer c")]), set()),
    "a line of urgent help changes": (lambda take, _: take(urgent_help=[urgent(text="Ring.")]), set()),
    "an organization is renamed": (
        lambda take, _: take(plain("a", organization=OrganizationRecord(source_id="org", name="New"))),
        {A, B},
    ),
    "a place is renamed": (
        lambda take, _: take(plain("a", locations=(HOUSE.model_copy(update={"name": "Home"}),))),
        {A, B},
    ),
    "a place becomes confidential": (
        lambda take, _: take(plain("b", locations=(HOUSE.model_copy(update={"confidential": True}),))),
        {A, B},
    ),
    "a term is described anew": (relabel, {A, D}),
    "the terms of use change": (relicense, None),
    "several things, one after another": (
        lambda take, catalogue: [CHANGES[each][0](take, catalogue) for each in SEVERAL],
        {A, C, key("test", "service", "0"), key("test", "service", "e")},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_only_what_changed_is_read_and_all_is_as_afresh(name: str, take: Take, kept: Kept) -> None:
    change, changed = CHANGES[name]
    change(take, kept.catalogue)
    found = kept.compiled()
    assert kept.read == [changed]
    kept.assert_as_afresh(found)


def test_change_upon_change_stays_as_afresh(take: Take, kept: Kept) -> None:
    for each in SEVERAL:
        CHANGES[each][0](take, kept.catalogue)
        found = kept.compiled()
        assert kept.read != [None]
        kept.assert_as_afresh(found)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_database_brought_back_from_a_copy_that_counts_its_versions_again(kept: Kept, take: Take) -> None:
    """The same version is told twice, of different offers and of one offer differently, and nothing else tells so. The
    copy is made as SQLite makes one."""
    copy = sqlite3.connect(":memory:")
    with sqlite3.connect(kept.catalogue.url.database or "") as live:
        live.backup(copy)
        take(plain("c", name="Once"), plain("a", name="Once"))
        kept.compiled()
        copy.backup(live)
    take(plain("c", name="Again"), plain("b", name="Again"))
    found = kept.compiled()
    assert kept.read == [{A, B, C}]
    kept.assert_as_afresh(found)


def test_what_changes_while_all_is_compiled_is_taken_in_then_or_next(
    kept: Kept, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*given: Any) -> None:
        take(plain("e"))
        aside.compile_to(*given)
        take(plain("f"))

    take(plain("c", name="First"))
    with monkeypatch.context() as patch:
        patch.setattr(aside, "_run", meanwhile)
        kept.compiled()
    found = kept.compiled()
    assert kept.read == [{key("test", "service", "f")}]
    kept.assert_as_afresh(found)


def other_words(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Vocabulary:
    return Vocabulary({**bundled_vocabulary().by_taxonomy, "grouping": {}})


def other_program(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_program", lambda: "a later one")


def other_feed(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(kept.catalogue) as session:
        restart_feed(session)


@pytest.mark.parametrize("other", [other_words, other_program, other_feed])
def test_nothing_is_taken_over_from_what_was_made_otherwise(
    other: Callable[[Kept, pytest.MonkeyPatch], Any], kept: Kept, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(plain("c", name="Changed"))
    kept.compiled(other(kept, monkeypatch))
    assert kept.read == [None]


def test_nothing_is_taken_over_under_another_register_of_areas(kept: Kept, take: Take) -> None:
    take(plain("c", name="Changed"))
    kept.read.clear()
    aside.compiled(kept.catalogue, bundled_vocabulary(), replace(register(), version="later"), kept.folder)
    assert kept.read == [None]


@pytest.mark.parametrize("spoilt", [b"", b"cut short"])
def test_of_a_spoilt_file_nothing_is_taken_over(
    spoilt: bytes, kept: Kept, take: Take, caplog: pytest.LogCaptureFixture
) -> None:
    take(plain("c", name="Changed"))
    _file(kept).write_bytes(spoilt)
    found = kept.compiled()
    assert "all is compiled again" in caplog.text
    kept.assert_as_afresh(found)


def test_where_the_two_cannot_be_joined_all_is_compiled_again(
    kept: Kept, take: Take, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    take(plain("c", name="Changed"))
    monkeypatch.setattr("thrive_directory.index.compile.renewed", lambda *_: 1 // 0)
    found = kept.compiled()
    assert kept.read == [{C}, None]
    assert "all is compiled again" in caplog.text
    kept.assert_as_afresh(found)


def test_a_crash_leaves_the_last_index_and_the_next_try_is_made_of_it(
    kept: Kept, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(plain("c", name="Changed"))
    was = _file(kept)
    with monkeypatch.context() as patch:
        patch.setattr(aside, "_run", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            kept.compiled()
    assert _file(kept) == was
    found = kept.compiled()
    assert kept.read == [{C}]
    kept.assert_as_afresh(found)


def _file(kept: Kept) -> Path:
    home = current_folder(kept.folder / "index")
    assert home is not None
    return home / "snapshot"


def test_records_that_stay_are_not_written_again_until_most_have_changed(kept: Kept, take: Take) -> None:
    shelves = [_file(kept).with_name("records").stat().st_ino]
    for more in (RECORDS[:1], RECORDS[:2], RECORDS):
        take(*(each.model_copy(update={"summary": f"Of {len(more)}"}) for each in more))
        kept.assert_as_afresh(kept.compiled())
        shelves.append(_file(kept).with_name("records").stat().st_ino)
    assert shelves[0] == shelves[1] == shelves[2] != shelves[3]


def test_a_file_system_without_further_names_has_records_written_again(
    kept: Kept, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    take(plain("c", name="Changed"))
    kept.assert_as_afresh(kept.compiled())


@pytest.mark.parametrize("spoil", [Path.unlink, lambda records: os.truncate(records, 10)])
def test_without_its_records_an_index_is_compiled_again(
    spoil: Callable[[Path], None], kept: Kept, take: Take, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(_file(kept).with_name("records"))
    kept.assert_as_afresh(kept.compiled())
    assert kept.read[0] is None
    take(plain("c", name="Changed"))
    spoil(_file(kept).with_name("records"))
    kept.assert_as_afresh(kept.compiled())
