"""Fuller registers, in small files laid out as their publishers do: read, counted, and refused when broken."""

import zipfile
from datetime import date
from pathlib import Path

import httpx
import orjson
import pytest

from tests.places_fixture import BUNDLED_DATA, shared_places, shared_postcode_folder
from thrive_directory.errors import SourceError
from thrive_directory.geo.areas import load_areas
from thrive_directory.geo.boundaries import import_boundaries, open_boundaries
from thrive_directory.geo.gazetteer_build import build_gazetteer, imported_settlements, open_gazetteer, read_names
from thrive_directory.geo.institutions import import_practices, import_schools, open_institutions
from thrive_directory.geo.onspd import import_onspd
from thrive_directory.geo.open_names import import_open_names
from thrive_directory.geo.place import GridPoint
from thrive_directory.geo.placing import Atlas
from thrive_directory.geo.postcode import Postcode
from thrive_directory.geo.postcode_table import Located, open_postcode_table
from thrive_directory.geo.postcodes_io import look_up
from thrive_directory.geo.resolve import Places
from thrive_directory.geo.swap import swapped_in
from thrive_directory.geo.versions import versions

PLACES = shared_places()
REGISTER = load_areas(BUNDLED_DATA / "areas.csv")
BOARD = "E54000028"
NEW_HEADER = "pcd7,pcd8,pcds,dointr,doterm,lad25cd,wd25cd,east1m,north1m,ctry25cd,lsoa21cd,icb23cd"
OLD_HEADER = "pcd,pcd2,pcds,dointr,doterm,oslaua,osward,oseast1m,osnrth1m,ctry,lsoa11,icb"
ROWS = [
    "BT1 5GS,BT1  5GS,BT1 5GS,199606,,N09000003,N08000301,333832,374014,N92000002,95GG01S1,N99999999",
    "JE2 3AB,JE2  3AB,JE2 3AB,199606,,L99999999,L99999999,,,L93000001,L99999999,L99999999",
    f"NW1 8QL,NW1  8QL,NW1 8QL,198001,,E09000007,E05013654,528905,183900,E92000001,E01000859,{BOARD}",
    f"NW1 8QN,NW1  8QN,NW1 8QN,198001,201905,E09000007,E05013654,528905,183900,E92000001,E01000859,{BOARD}",
    "W1A 1AA,W1A  1AA,W1A 1AA,198001,,E09000033,E05013792,529000,181000,E92000001,E01033595,E54000027",
]


def onspd_csv(folder: Path, header: str = NEW_HEADER, rows: list[str] | None = None) -> Path:
    file = folder / "ONSPD_NOV_2025_UK.csv"
    file.write_text("\n".join([header, *(ROWS if rows is None else rows)]) + "\n", encoding="utf-8")
    return file


def onspd_zip(folder: Path) -> Path:
    file = folder / "ONSPD_NOV_2025.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(onspd_csv(folder), "Data/ONSPD_NOV_2025_UK.csv")
        names = f"ICB23CD,ICB23CDH,ICB23NM\n{BOARD},QMJ,NHS North Central London\n"
        archive.writestr("Documents/ICB names and codes EN as at 04_23.csv", names)
    return file


def places_in(folder: Path) -> Places:
    table = open_postcode_table(folder)
    return Places(Atlas(REGISTER.with_areas(table.boards()), table), PLACES.gazetteer)


@pytest.mark.parametrize("header", [NEW_HEADER, OLD_HEADER])
def test_a_full_directory_adds_boards_wards_and_ended_postcodes(tmp_path, header):
    steps = []
    file = onspd_csv(tmp_path, header)
    version = import_onspd(tmp_path, file, REGISTER, progress=lambda step, share: steps.append((step, share)))
    table = open_postcode_table(tmp_path)
    assert version.edition == "2025-11"
    assert steps[-1] == ("Postcode table ready", 1.0)
    assert table.further_codes(Postcode("NW1", "8QN")) == {
        "icb": BOARD,
        "ward": "E05013654",
        "lsoa": "E01000859",
        "country": "E92000001",
        "terminated": "2019-05",
    }
    assert "icb" not in table.further_codes(Postcode("BT1", "5GS"))
    assert table.further_codes(Postcode("NW1", "9ZZ")) == {}


def test_boards_cover_postcodes_and_partly_cover_wider_places(tmp_path):
    import_onspd(tmp_path, onspd_zip(tmp_path), REGISTER)
    places = places_in(tmp_path)
    assert BOARD in places.resolve("NW1 8QL").covering
    assert BOARD in places.resolve("NW1").covering
    assert BOARD in places.resolve("Camden").covering
    assert BOARD in places.resolve("London").partial
    board = places.resolve(BOARD)
    assert (board.label, board.area.kind) == ("NHS North Central London", "icb")
    assert "E09000007" in board.partial
    assert board.covering == {BOARD, "E92000001", "K02000001"}


def test_ended_postcodes_resolve_and_do_not_count_for_tokens(tmp_path):
    import_onspd(tmp_path, onspd_csv(tmp_path), REGISTER)
    places = places_in(tmp_path)
    ended = places.resolve("NW1 8QN")
    assert ended.area.name == "Camden"
    assert ended.notes == ("This postcode went out of use in 2019-05; we used where it was.",)
    assert places.resolve("NW1 8QL").notes == ()
    assert places.table.count_in_square("E09000007", 1, 528, 183) == 1


def broken_zip(folder: Path) -> Path:
    file = folder / "ONSPD.zip"
    file.write_bytes(b"PK not a zip")
    return file


def empty_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    return folder / "other.zip"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda folder: folder / "missing.csv", "cannot be read"),
        (broken_zip, "cannot be read"),
        (empty_zip, "holds no postcode directory"),
        (lambda folder: onspd_csv(folder, "pcd7,lad25cd", ["NW1 8QL,E09000007"]), "no column for easting, northing"),
        (lambda folder: onspd_csv(folder, rows=["NW1 8QL,x"]), "Line 2"),
        (lambda folder: onspd_csv(folder, rows=[ROWS[2], ROWS[0], ROWS[3]]), "not in order"),
    ],
)
def test_a_broken_directory_is_refused_and_the_old_table_stays(tmp_path, make, problem):
    import_onspd(tmp_path, onspd_csv(tmp_path), REGISTER)
    with pytest.raises(SourceError, match=problem):
        import_onspd(tmp_path, make(tmp_path), REGISTER)
    assert open_postcode_table(tmp_path).locate(Postcode("NW1", "8QL"))


def open_names_csv(folder: Path) -> Path:
    def row(name, kind, local, easting, northing, other=""):
        return ",".join(["osgb1", "http://x", name, "", other, "", kind, local, str(easting), str(northing), "1", "2"])

    file = folder / "SJ89.csv"
    rows = [
        row("Gorse Hill Park", "populatedPlace", "Suburban Area", 381000, 396000, "Gors"),
        row("High Street", "transportNetwork", "Named Road", 381000, 396000),
        row("Somewhere Odd", "populatedPlace", "Mystery", 381000, 396000),
    ]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_open_names_settlements_join_the_gazetteer(tmp_path):
    archive = tmp_path / "opname_csv_gb.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.write(open_names_csv(tmp_path), "Data/SJ89.csv")
        zipped.writestr("Doc/OS_Open_Names_Header.csv", "ID,NAMES_URI")
    assert import_open_names(tmp_path, archive) == 1
    assert [settlement.name for settlement in imported_settlements(tmp_path)] == ["Gorse Hill Park"]
    build_gazetteer(tmp_path, BUNDLED_DATA, PLACES.atlas)
    (found,) = open_gazetteer(tmp_path).named("gorse hill park")
    assert found.context == "Trafford, North West"
    assert open_gazetteer(tmp_path).named("gors")


@pytest.mark.parametrize("text", ["", "a,b,c\n"])
def test_open_names_without_settlements_is_refused(tmp_path, text):
    (tmp_path / "names.csv").write_text(text)
    with pytest.raises(SourceError):
        import_open_names(tmp_path, tmp_path / "names.csv")
    with pytest.raises(SourceError):
        import_open_names(tmp_path, tmp_path / "missing.zip")


def boundaries_file(folder: Path, *features) -> Path:
    file = folder / "LAD_DEC_2024.geojson"
    file.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": features}))
    return file


def feature(code: str, ring) -> dict:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"LAD24CD": code, "LAD24NM": "X"}, "geometry": geometry}


SQUARE = [[-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.6], [-0.2, 51.6], [-0.2, 51.5]]
BOW_TIE = [[-0.2, 51.5], [-0.1, 51.6], [-0.1, 51.5], [-0.2, 51.6], [-0.2, 51.5]]
METRES = [[528000, 183000], [529000, 183000], [529000, 184000], [528000, 184000], [528000, 183000]]


def test_boundaries_are_kept_by_code_mended_and_turned_into_degrees(tmp_path):
    file = boundaries_file(tmp_path, feature("E09000007", SQUARE), feature("E09000033", BOW_TIE), feature("X1", SQUARE))
    result = import_boundaries(tmp_path, file, REGISTER)
    assert (result.kept, result.mended, result.unknown) == (2, 1, ("X1",))
    import_boundaries(tmp_path, boundaries_file(tmp_path, feature("E09000001", METRES)), REGISTER)
    outlines = open_boundaries(tmp_path)
    assert set(outlines) == {"E09000007", "E09000033", "E09000001"}
    assert outlines["E09000001"].centroid.x == pytest.approx(-0.149, abs=0.01)


def test_a_boundary_that_cannot_be_mended_is_refused_by_record(tmp_path):
    flat = feature("E09000007", [[-0.2, 51.5], [-0.1, 51.6], [-0.2, 51.5], [-0.2, 51.5]])
    with pytest.raises(SourceError) as caught:
        import_boundaries(tmp_path, boundaries_file(tmp_path, flat, feature("E09000033", SQUARE)), REGISTER)
    assert [problem.record for problem in caught.value.problems] == ["E09000007"]
    assert open_boundaries(tmp_path) == {}
    (tmp_path / "not.geojson").write_text("[]")
    with pytest.raises(SourceError, match="feature collection"):
        import_boundaries(tmp_path, tmp_path / "not.geojson", REGISTER)


def test_a_part_of_a_directory_is_refused_and_the_table_stays(tmp_path):
    import_onspd(tmp_path, onspd_csv(tmp_path), REGISTER)
    before = open_postcode_table(tmp_path).meta
    with pytest.raises(SourceError, match="a whole directory has more than"):
        import_onspd(tmp_path, onspd_csv(tmp_path), REGISTER, least_rows=2_000_000)
    assert open_postcode_table(tmp_path).meta == before


def practice(code: str, postcode: str, status: str = "A", setting: str = "4") -> str:
    fields = [""] * 27
    fields[0], fields[1], fields[9], fields[12], fields[25] = code, f"SURGERY {code}", postcode, status, setting
    return ",".join(fields)


def test_practices_that_are_open_are_kept_with_their_areas(tmp_path):
    rows = [
        practice("F83003", "NW1 8QL"),
        practice("F83004", "NW1 8QL", status="C"),
        practice("Y1", "NW1 8QL", setting="9"),
    ]
    (tmp_path / "epraccur.csv").write_text("\n".join([*rows, practice("F83005", "")]) + "\n")
    assert import_practices(tmp_path, tmp_path / "epraccur.csv", PLACES) == 2
    practices = open_institutions(tmp_path, "practices")
    assert practices["F83003"].areas >= {"E09000007", "E92000001"}
    assert practices["F83005"].areas == frozenset()
    assert open_institutions(tmp_path, "schools") == {}


def test_schools_that_are_open_are_kept_with_their_areas(tmp_path):
    header = "URN,EstablishmentName,EstablishmentStatus (name),Postcode"
    rows = ['100000,"Ysgol Sant Siôn, Upper",Open,HX7 8AD', "100001,Old School,Closed,HX7 8AD"]
    with zipfile.ZipFile(tmp_path / "extract.zip", "w") as archive:
        archive.writestr("edubasealldata20261101.csv", "\n".join([header, *rows]).encode("cp1252"))
    assert import_schools(tmp_path, tmp_path / "extract.zip", PLACES) == 1
    school = open_institutions(tmp_path, "schools")["100000"]
    assert school.name == "Ysgol Sant Siôn, Upper"
    assert "E08000033" in school.areas


@pytest.mark.parametrize("importer", [import_practices, import_schools])
def test_a_register_of_another_kind_is_refused(tmp_path, importer):
    for name, text in (("other.csv", "a,b\n1,2\n"), ("empty.csv", "")):
        (tmp_path / name).write_text(text)
        with pytest.raises(SourceError):
            importer(tmp_path, tmp_path / name, PLACES)
    with pytest.raises(SourceError, match="cannot be read"):
        importer(tmp_path, tmp_path / "missing.csv", PLACES)


ANSWER = {"result": {"longitude": -0.1427, "latitude": 51.5393, "codes": {"admin_district": "E09000007"}}}


def slow(request):
    raise httpx.ReadTimeout("too slow", request=request)


@pytest.mark.parametrize(
    "answer",
    [
        slow,
        lambda _: httpx.Response(404, json={"status": 404}),
        lambda _: httpx.Response(500),
        lambda _: httpx.Response(302, headers={"location": "http://elsewhere.test"}),
        lambda _: httpx.Response(200, text="<html>"),
        lambda _: httpx.Response(200, json={"result": None}),
        lambda _: httpx.Response(200, json={"result": {**ANSWER["result"], "longitude": None}}),
        lambda _: httpx.Response(200, json=[]),
    ],
)
def test_an_outage_of_postcodes_io_never_fails_a_search(answer):
    client = httpx.Client(base_url="http://postcodes.test", transport=httpx.MockTransport(answer))
    places = Places(PLACES.atlas, PLACES.gazetteer, newer=lambda postcode: look_up(client, postcode))
    assert places.resolve("NW1 8ZZ").kind == "postcode"
    assert places.resolve("NW1 8ZZ").partial


def test_postcodes_io_places_a_new_postcode_and_is_not_asked_for_a_known_one():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=ANSWER)

    client = httpx.Client(base_url="http://postcodes.test", transport=httpx.MockTransport(answer))
    places = Places(PLACES.atlas, PLACES.gazetteer, newer=lambda postcode: look_up(client, postcode))
    assert places.resolve("NW1 8QL").notes == ()
    assert asked == []
    place = places.resolve("NW1 8ZZ")
    assert (place.area.name, place.partial, place.notes) == ("Camden", frozenset(), ())
    assert asked == ["/postcodes/NW18ZZ"]


def test_an_area_that_only_the_service_knows_is_not_trusted():
    places = Places(PLACES.atlas, PLACES.gazetteer, newer=lambda _: Located("E09999999", GridPoint(1, 1)))
    assert places.resolve("NW1 8ZZ").partial


def test_doctor_learns_every_version_and_its_age(tmp_path):
    assert versions(tmp_path) == []
    import_onspd(tmp_path, onspd_csv(tmp_path), REGISTER)
    import_boundaries(tmp_path, boundaries_file(tmp_path, feature("E09000007", SQUARE)), REGISTER)
    found = {version.name: version for version in versions(tmp_path, today=date(2026, 11, 22))}
    assert set(found) == {"Postcodes", "Boundaries"}
    assert (found["Postcodes"].edition, found["Postcodes"].age_days) == ("2025-11", 386)
    names = {version.name: version for version in versions(shared_postcode_folder())}["Names of places"]
    assert names.version.startswith("GeoNames")
    assert names.age_days >= 0


def test_names_that_cannot_be_read_are_as_good_as_none(tmp_path):
    with swapped_in(tmp_path / "names") as aside:
        (aside / "names.json").write_text("{")
    assert read_names(tmp_path) is None
