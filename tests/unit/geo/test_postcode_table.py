"""The table against its own source, row by row; building it, stopping half-way, and opening what is broken."""

import random

import numpy as np
import pytest

from tests.places_fixture import BUNDLED_DATA, shared_postcode_folder
from thrive_directory.errors import DataFolderError, OutsideService
from thrive_directory.geo import resolve
from thrive_directory.geo.areas import CROWN_DEPENDENCY_CODES, load_areas
from thrive_directory.geo.grid import irish_to_british
from thrive_directory.geo.placing import NO_POSITION, Atlas
from thrive_directory.geo.postcode import Postcode
from thrive_directory.geo.postcode_build import build_postcode_table, write_postcode_table
from thrive_directory.geo.postcode_source import (
    PACKAGE,
    PostcodeColumns,
    SourceVersion,
    package_columns,
    package_version,
)
from thrive_directory.geo.postcode_table import has_postcode_table, open_postcode_table
from thrive_directory.geo.resolve import Places, build_places

REGISTER = load_areas(BUNDLED_DATA / "areas.csv")
VERSION = SourceVersion("test", "1")
SAMPLE = 10_000
ROWS = 2_720_556


def columns(*rows):
    postcode, authority, easting_m, northing_m = zip(*rows, strict=True)
    return PostcodeColumns(
        np.array([f"{p.split()[0]:<4}{p.split()[1]}" for p in postcode]),
        np.array(authority),
        np.array(easting_m, np.float64),
        np.array(northing_m, np.float64),
    )


TOWN = columns(
    ("BT1 5GS", "N09000003", 333832, 374014),
    ("BT9 9ZZ", "", np.nan, np.nan),
)
COUNTRY = columns(
    ("NW1 8QL", "E09000007", 528905, 183900),
    ("S1 1AA", "E08000019", 435732, 387312),
)


def respelt(postcode: str, chance: random.Random) -> str:
    """The postcode as somebody might type it."""
    bare = postcode.replace(" ", "")
    spaced = f"{bare[:-3]}{chance.choice(['', ' ', '  ', '-'])}{bare[-3:]}"
    return chance.choice([str.upper, str.lower, str.title])(f"{chance.choice(['', ' '])}{spaced}")


def test_ten_thousand_random_postcodes_resolve_to_their_authority_and_grid_reference(places):
    """Slow (4 s): it reads the whole package, which is the one truth to compare with."""
    chance = random.Random(20261122)  # noqa: S311 - a sample, not a secret
    wanted = set(chance.sample(range(ROWS), SAMPLE))
    seen = at = 0
    for source, _ in package_columns():
        rows = [row - at for row in wanted if at <= row < at + len(source.postcode)]
        at += len(source.postcode)
        for row in rows:
            seen += check_row(places, source, row, chance)
    assert at == ROWS
    assert seen > SAMPLE * 0.98


def check_row(places, source: PostcodeColumns, row: int, chance: random.Random) -> bool:
    """Compare one row of the package with what its postcode resolves to; False where the service does not reach."""
    code, text = str(source.authority[row]), str(source.postcode[row])
    if code in CROWN_DEPENDENCY_CODES:
        return False
    place = places.resolve(respelt(text, chance))
    assert place.label == f"{text[:4].strip()} {text[4:]}"
    if np.isnan(source.easting_m[row]):
        assert place.grid is None
        assert NO_POSITION in place.notes
        return False
    assert place.area.code == REGISTER.resolve(code)[0]
    assert REGISTER.covering(code) <= place.covering
    easting_m, northing_m = source.easting_m[row], source.northing_m[row]
    if code.startswith("N"):
        easting_m, northing_m = irish_to_british(easting_m, northing_m)
    assert abs(place.grid.easting_m - easting_m) <= 1
    assert abs(place.grid.northing_m - northing_m) <= 1
    return True


def test_the_table_is_small_enough_to_share():
    files = [file for file in (shared_postcode_folder() / "postcodes").rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 35_000_000


def test_old_codes_and_the_irish_grid_are_converted_on_build(tmp_path):
    write_postcode_table(tmp_path, [(TOWN, 0.5), (COUNTRY, 1.0)], VERSION, REGISTER)
    table = open_postcode_table(tmp_path)
    sheffield = table.locate(Postcode("S1", "1AA"))
    belfast = table.locate(Postcode("BT1", "5GS"))
    assert sheffield.authority == "E08000039"
    assert (belfast.grid.easting_m, belfast.grid.northing_m) == (146239, 529486)
    assert table.locate(Postcode("BT9", "9ZZ")).grid is None
    assert table.locate(Postcode("BT9", "9ZY")) is None
    assert table.locate(Postcode("ZZ9", "9ZY")) is None


def test_northern_ireland_can_be_left_out(tmp_path):
    write_postcode_table(tmp_path, [(TOWN, 0.5), (COUNTRY, 1.0)], VERSION, REGISTER, include_northern_ireland=False)
    table = open_postcode_table(tmp_path)
    assert table.locate(Postcode("BT1", "5GS")) is None
    assert table.locate(Postcode("NW1", "8QL")).authority == "E09000007"


def test_left_out_postcodes_are_refused_by_name(tmp_path, places):
    write_postcode_table(tmp_path, [(COUNTRY, 1.0)], VERSION, REGISTER, include_northern_ireland=False)
    without = Places(Atlas(REGISTER, open_postcode_table(tmp_path)), places.gazetteer)
    for text in ("BT1 5GS", "BT1"):
        with pytest.raises(OutsideService, match="Northern Ireland"):
            without.resolve(text)


def test_a_table_is_built_again_only_when_what_it_is_made_from_changes(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr(resolve, "build_postcode_table", lambda *_, **options: built.append(options))
    monkeypatch.setattr(resolve, "names_are_fresh", lambda *_: True)
    write_postcode_table(tmp_path, [(COUNTRY, 1.0)], VERSION, REGISTER)
    build_places(tmp_path, BUNDLED_DATA)
    assert built == []  # imported: kept
    write_postcode_table(tmp_path, [(COUNTRY, 1.0)], package_version(), REGISTER)
    build_places(tmp_path, BUNDLED_DATA)
    build_places(tmp_path, BUNDLED_DATA, include_northern_ireland=True)
    assert built == []
    build_places(tmp_path, BUNDLED_DATA, include_northern_ireland=False)
    assert [options["include_northern_ireland"] for options in built] == [False]
    write_postcode_table(tmp_path, [(COUNTRY, 1.0)], SourceVersion(PACKAGE, "2020.1"), REGISTER)
    build_places(tmp_path, BUNDLED_DATA)
    assert len(built) == 2


def test_a_build_that_stops_half_way_leaves_the_old_table_and_the_next_one_mends_it(tmp_path):
    write_postcode_table(tmp_path, [(COUNTRY, 1.0)], VERSION, REGISTER)

    def interrupted():
        yield TOWN, 0.5
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_postcode_table(tmp_path, interrupted(), VERSION, REGISTER)
    assert open_postcode_table(tmp_path).locate(Postcode("NW1", "8QL"))
    write_postcode_table(tmp_path, [(TOWN, 1.0)], VERSION, REGISTER)
    assert open_postcode_table(tmp_path).locate(Postcode("BT1", "5GS"))
    assert sum(path.is_dir() for path in (tmp_path / "postcodes").iterdir()) == 1


def test_an_open_table_keeps_answering_while_another_takes_its_place(tmp_path):
    write_postcode_table(tmp_path, [(COUNTRY, 1.0)], VERSION, REGISTER)
    before = open_postcode_table(tmp_path)
    write_postcode_table(tmp_path, [(TOWN, 1.0)], VERSION, REGISTER)
    assert before.locate(Postcode("NW1", "8QL")).authority == "E09000007"


def test_an_unordered_or_empty_directory_is_refused(tmp_path):
    with pytest.raises(DataFolderError, match="not in order"):
        write_postcode_table(tmp_path, [(COUNTRY, 0.5), (COUNTRY, 1.0)], VERSION, REGISTER)
    with pytest.raises(DataFolderError, match="no postcodes"):
        write_postcode_table(tmp_path, [], VERSION, REGISTER)


def test_a_missing_broken_or_foreign_table_is_said_plainly(tmp_path):
    with pytest.raises(DataFolderError, match="not been built"):
        open_postcode_table(tmp_path)
    write_postcode_table(tmp_path, [(COUNTRY, 1.0)], VERSION, REGISTER)
    (meta,) = (tmp_path / "postcodes").glob("*/meta.json")
    meta.write_text('{"format": 0}')
    with pytest.raises(DataFolderError, match="another version"):
        open_postcode_table(tmp_path)
    meta.write_text("{")
    with pytest.raises(DataFolderError, match="broken"):
        open_postcode_table(tmp_path)
    meta.unlink()
    with pytest.raises(DataFolderError, match="broken"):
        open_postcode_table(tmp_path)
    assert not has_postcode_table(tmp_path)


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataFolderError, match="cannot be written"):
        build_postcode_table(tmp_path / "file", REGISTER)
