"""The table for spreadsheets: no cell works as a formula, and every cell can be had back as it was."""

import csv
import io
from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.api.conftest import snapshot_of
from thrive_directory.api.exports.columns import COLUMNS, row_of
from thrive_directory.api.exports.map import geojson
from thrive_directory.api.exports.table import HEADINGS, safe, unsafe
from thrive_directory.index.blob import build_blob

HOSTILE = [
    "=1+1",
    "+44 20 7946 0000",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    '=HYPERLINK("x")',
    "'=1",
    "''=1",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_is_taken_for_a_formula(cell):
    shown = safe(cell)
    assert shown == f"'{cell}"
    assert unsafe(shown) == cell


@pytest.mark.parametrize("cell", ["Quayside", "'Allo", "a=b", "", 4.5, -0.14, None])
def test_other_cells_are_left_alone(cell):
    assert safe(cell) == cell


@given(st.text())
def test_every_text_comes_back_and_none_starts_like_a_formula(text):
    shown = safe(text)
    assert unsafe(shown) == text
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_a_row_survives_the_file(cells):
    file = io.StringIO()
    csv.writer(file).writerow([safe(cell) for cell in cells])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert [unsafe(cell) for cell in row] == cells


def test_headings_are_words_and_differ():
    assert len(set(HEADINGS)) == len(HEADINGS)
    assert all(heading[0].isupper() for heading in HEADINGS)


def test_the_least_that_is_known_makes_a_row():
    row = row_of({"id": "x", "name": "Drop-in", "organization": {"name": "Trust"}})
    assert {name: cell for name, cell in row.items() if cell is not None} == {
        "id": "x",
        "name": "Drop-in",
        "organisation": "Trust",
    }
    assert list(row) == [column.name for column in COLUMNS]


def test_an_empty_catalogue_is_still_a_map():
    empty = replace(snapshot_of(), records=build_blob([]))
    assert orjson.loads(b"".join(geojson(empty)))["features"] == []
