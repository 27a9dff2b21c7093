"""Runs the readable table in places.yaml: what people say, and the place, note or refusal that it must give."""

from pathlib import Path

import pytest
import yaml

from thrive_directory import errors

TABLE = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text(encoding="utf-8"))
PLACED = [row for rows in TABLE.values() for row in rows if "error" not in row]
REFUSED = [row for rows in TABLE.values() for row in rows if "error" in row]


def test_the_table_is_long_enough():
    assert len(PLACED) + len(REFUSED) >= 150


@pytest.mark.parametrize("row", PLACED, ids=lambda row: row["say"])
def test_what_is_said_gives_its_place(places, row):
    place = places.resolve(row["say"])
    for field in ("kind", "label", "token", "nation"):
        assert getattr(place, field) == row.get(field, getattr(place, field))
    if "area" in row:
        assert place.area is not None
        assert place.area.name == row["area"]
    partial = {places.register.ref(code).name for code in place.partial}
    assert set(row.get("partial", ())) <= partial
    assert (place.point is None) == row.get("no_point", False)
    assert (place.grid is None) == (place.point is None)
    assert row.get("note", "") in " ".join(place.notes)
    if "note" not in row:
        assert not place.notes


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["say"])
def test_what_cannot_be_placed_is_refused_by_name(places, row):
    with pytest.raises(getattr(errors, row["error"])) as caught:
        places.resolve(row["say"], parameter="place")
    error = caught.value
    assert type(error).__name__ == row["error"]
    assert error.parameter == "place"
    assert row.get("says", "") in error.message
    said = row["say"].strip().casefold()
    assert len(said) < 3 or said not in error.message.casefold()
    assert list(error.nearest)[: len(row.get("nearest", ()))] == row.get("nearest", [])
    for beginning, (label, token) in zip(row.get("choices", ()), getattr(error, "choices", ()), strict=False):
        assert label.startswith(beginning)
        assert places.resolve(token).token == token
    assert len(getattr(error, "choices", ())) >= len(row.get("choices", ()))
