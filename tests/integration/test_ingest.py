"""What an import keeps, leaves alone, refuses and reports; on each database."""

import json
from collections.abc import Mapping

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from tests.catalogue_records import CAMDEN, UK, ListSource, contact, plain, rich, tags, tombstone, urgent
from tests.integration.conftest import Take
from thrive_directory.catalogue.ingest import ingest
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.queries import catalogue_version, published, tombstones, urgent_help
from thrive_directory.catalogue.reference import seed_areas, seed_vocabulary
from thrive_directory.catalogue.session import reading, writing
from thrive_directory.catalogue.tables import metadata
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.errors import BadRecord, CatalogueError
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.grid import to_grid
from thrive_directory.geo.place import Place, Point
from thrive_directory.sources.record import AreaRecord, LocationRecord, SourceRecord


def version(engine: Engine) -> int:
    with reading(engine) as session:
        return catalogue_version(session)


def names(engine: Engine, areas: AreaRegister) -> list[str]:
    with reading(engine) as session:
        return sorted(one.offer.name for one in published(session, areas))


def content(engine: Engine) -> Mapping[str, list[str]]:
    """Every row of every table, the log of runs apart."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select()).mappings()))
            for table in metadata.sorted_tables
            if table.name != "import_run"
        }


def at(postcode: str | None = "NW1 8QL", **more: object) -> SourceRecord:
    """An offer at one location."""
    return plain(locations=(LocationRecord(source_id="there", postcode=postcode, **more),))


def test_a_second_run_changes_nothing_at_all(take: Take, catalogue: Engine) -> None:
    lines = {"tombstones": [tombstone(numbers=("0800 1111",))], "urgent_help": [urgent()]}
    first = take(rich(), plain(), **lines)
    before = content(catalogue)
    second = take(rich(), plain(), **lines)
    assert (first.new, first.tombstones, first.urgent_help) == (2, 1, 1)
    assert (second.new, second.changed, second.unchanged) == (0, 0, 2)
    assert (second.tombstones, second.urgent_help) == (0, 0)
    assert second.catalogue_version == first.catalogue_version
    assert content(catalogue) == before


def test_seeding_the_vocabulary_again_changes_nothing(
    catalogue: Engine, areas: AreaRegister, vocabulary: Vocabulary
) -> None:
    before = content(catalogue)
    with writing(catalogue) as session:
        assert not seed_vocabulary(session, vocabulary)
        assert not seed_areas(session, areas)
    assert content(catalogue) == before


def test_a_changed_record_is_updated_and_its_history_kept(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    before = take(rich(), plain()).catalogue_version
    report = take(rich(name="Quayside Talking", contacts=(contact("phone", "0800 1111"),)), plain())
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    assert report.catalogue_version == before + 1
    with reading(catalogue) as session:
        offers = {one.offer.name: one.offer for one in published(session, areas)}
        history = session.execute(
            text("SELECT action, before, after, catalogue_version FROM revision ORDER BY id")
        ).all()
    assert [contact.value for contact in offers["Quayside Talking"].contacts] == ["0800 1111"]
    last = history[-1]
    assert (last.action, last.catalogue_version) == ("updated", report.catalogue_version)
    told = [json.loads(words) if isinstance(words, str) else words for words in (last.before, last.after)]
    assert [words["name"] for words in told] == ["Quayside Counselling", "Quayside Talking"]


def test_the_archive_does_not_know_where_a_refuge_is(take: Take, catalogue: Engine) -> None:
    take(rich())
    stored = json.dumps(content(catalogue))
    assert "Quay Street" in stored
    for secret in ("SECRET", "HX7 8AD", "53.74"):
        assert secret not in stored


def test_nothing_is_kept_when_a_run_breaks_off(catalogue: Engine, areas: AreaRegister) -> None:
    class Breaking(ListSource):
        def records(self):  # type: ignore[no-untyped-def]
            for number in range(600):
                yield plain(str(number))
            raise KeyboardInterrupt

    before = content(catalogue)
    with pytest.raises(KeyboardInterrupt), writing(catalogue) as session:
        ingest(session, Breaking([]), areas=areas)
    assert content(catalogue) == before


@pytest.mark.parametrize(
    ("record", "field", "problem"),
    [
        (at(None, lon=0.0, lat=0.0), "locations", "not in the UK"),
        (at(None, lon=51.5, lat=-0.1), "locations", "wrong way round"),
        (plain(needs=tags("no-such-need")), "needs", "no need 'no-such-need'"),
        (plain(areas=("E99999999",)), "areas", "no area has the code E99999999"),
        (plain(contacts=(contact("phone", "0800 1111 or 0800 2222"),)), "contacts", "is not one number"),
        (plain(contacts=(contact("phone", "020 7974 444"),)), "contacts", "no number in use"),
    ],
)
def test_a_record_that_cannot_be_right_is_named_and_the_rest_taken(
    record: SourceRecord, field: str, problem: str, take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    report = take(record, plain("other"))
    (rejected,) = report.rejected
    assert (rejected.record, rejected.field) == ("plain", field)
    assert problem in rejected.problem
    assert names(catalogue, areas) == ["Offer other"]


def test_a_bad_polygon_is_refused_and_a_crossed_one_mended(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    bow = [[[-0.2, 51.5], [-0.1, 51.6], [-0.1, 51.5], [-0.2, 51.6], [-0.2, 51.5]]]
    line = [[[-0.2, 51.5], [-0.1, 51.5], [-0.2, 51.5], [-0.2, 51.5]]]
    drawn = [AreaRecord(polygon={"type": "Polygon", "coordinates": ring}) for ring in (bow, line)]
    report = take(plain("bow", areas=()).model_copy(update={"areas": (drawn[0],)}))
    assert (report.new, report.rejected) == (1, ())
    assert report.repaired == {"an outline that crossed itself": 1}
    with reading(catalogue) as session:
        (one,) = published(session, areas)
    assert one.offer.areas[0].polygon is not None
    assert one.offer.areas[0].polygon.is_valid
    report = take(plain("line", areas=()).model_copy(update={"areas": (drawn[1],)}))
    assert [problem.problem for problem in report.rejected] == ["The outline encloses nothing and cannot be mended."]


def test_a_postcode_gives_a_point_only_when_it_is_known_exactly(
    take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    point = Point(-0.15, 51.54)
    exact = Place("NW1 8QL", "postcode", "t", None, "England", frozenset(), point=point, grid=to_grid(point))
    guessed = Place(
        "NW1 8QL", "postcode", "t", None, "England", frozenset(), point=point, grid=to_grid(point), notes=("new",)
    )
    for place, expected in ((None, None), (guessed, None), (exact, point)):
        report = take(at(), locate=lambda _, place=place: place)
        assert report.repaired == ({} if expected else {"a postcode without a known point": 1})
        with reading(catalogue) as session:
            (one,) = published(session, areas)
        assert (one.offer.locations[0].postcode, one.offer.locations[0].point) == ("NW1 8QL", expected)


def test_a_local_offer_waits_until_its_area_is_known(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    report = take(plain("nowhere", areas=()), plain("kooth", areas=(), found_by_name_only=True))
    assert report.held == (("nowhere", "no area is known"),)
    assert names(catalogue, areas) == ["Offer kooth"]
    take(plain("nowhere"))
    assert names(catalogue, areas) == ["Offer kooth", "Offer nowhere"]


def test_an_offer_that_its_source_closes_is_no_longer_published(
    take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    before = take(plain()).catalogue_version
    report = take(plain(status="temporarily closed"))
    assert names(catalogue, areas) == []
    assert report.catalogue_version == before + 1


def test_an_id_told_twice_counts_once(take: Take) -> None:
    report = take(plain(), plain(name="Another name"))
    assert (report.new, [problem.field for problem in report.rejected]) == (1, ["source_id"])


def test_a_record_that_is_no_longer_told_is_reported_and_stays(
    take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    take(plain("a"), plain("b"))
    assert take(plain("a")).missing == ("b",)
    assert names(catalogue, areas) == ["Offer a", "Offer b"]


@pytest.mark.parametrize(
    "record",
    [
        plain("gone", name="Under its old id"),
        plain("new-id", name="  GONE, offer! "),
        plain("new-id", contacts=(contact("phone", "+44 161 716 3600"),)),
    ],
    ids=["same id", "same name", "withdrawn number"],
)
def test_what_a_tombstone_covers_cannot_be_imported(
    record: SourceRecord, take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    grave = tombstone(numbers=("0161 716 3600",))
    report = take(record, plain("other"), tombstones=[grave])
    assert [problem.record for problem in report.refused] == [record.source_id]
    again = take(record, source="test")
    assert len(again.refused) == 1
    assert names(catalogue, areas) == ["Offer other"]


def test_what_replaces_an_offer_may_carry_its_name_but_not_its_number(
    take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    grave = tombstone(numbers=("0161 716 3600",), replaced_by="heir")
    heir = plain("heir", name="Gone Offer")
    number = (contact("phone", "0161 716 3600"),)
    assert take(heir.model_copy(update={"contacts": number}), tombstones=[grave]).refused
    assert not take(heir, tombstones=[grave]).refused
    assert names(catalogue, areas) == ["Gone Offer"]


def test_a_new_tombstone_takes_out_what_other_sources_published(
    take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    before = take(plain("theirs", name="Gone offer"), plain("other"), source="council").catalogue_version
    report = take(tombstones=[tombstone()], source="seed")
    assert report.catalogue_version == before + 1
    assert names(catalogue, areas) == ["Offer other"]
    with reading(catalogue) as session:
        gone = {grave.id for grave in tombstones(session)}
    assert gone == {key("seed", "service", "gone"), key("council", "service", "theirs")}


def test_urgent_help_comes_back_and_follows_its_source(take: Take, catalogue: Engine) -> None:
    take(urgent_help=[urgent(), urgent("shout", phone=None, sms="85258", position=5)])
    with reading(catalogue) as session:
        lines = urgent_help(session)
    assert [(line.sms, line.tel, line.area_code) for line in lines] == [("85258", None, UK), (None, "999", UK)]
    assert take(plain()).urgent_help == 0  # a source that says nothing of urgent help leaves it
    before = version(catalogue)
    assert take(urgent_help=[urgent()]).urgent_help == 1
    assert version(catalogue) == before + 1
    with reading(catalogue) as session:
        assert [line.phone for line in urgent_help(session)] == ["999"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (urgent(phone="call us"), "is not one number"),
        (urgent(area="E99999999"), "no area"),
        (urgent(phone="0161 716 3600"), "was withdrawn"),
    ],
)
def test_a_wrong_line_of_urgent_help_stops_the_run(line: object, problem: str, take: Take, catalogue: Engine) -> None:
    before = content(catalogue)
    with pytest.raises(BadRecord, match=problem):
        take(plain(), tombstones=[tombstone(numbers=("0161 716 3600",))], urgent_help=[line])
    assert content(catalogue) == before


@pytest.mark.parametrize("table", ["phone", "contact", "url", "urgent_help", "provenance"])
@pytest.mark.parametrize("column", ["source_url", "provenance", "collected_on"])
def test_no_contact_is_stored_without_its_source_and_date(
    table: str, column: str, take: Take, catalogue: Engine
) -> None:
    take(rich(), urgent_help=[urgent()])
    with pytest.raises(IntegrityError), writing(catalogue) as session:
        session.execute(text(f"UPDATE {table} SET {column} = NULL"))


def test_every_number_shown_is_the_number_rung(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(rich())
    with reading(catalogue) as session:
        (one,) = published(session, areas)
    for shown in one.offer.contacts:
        if shown.tel is not None:
            assert shown.tel.removeprefix("+44")[-7:] in shown.value.replace(" ", "")


def test_a_source_needs_the_vocabularies_first(database: Engine, areas: AreaRegister) -> None:
    with pytest.raises(CatalogueError, match="vocabularies"), writing(database) as session:
        ingest(session, ListSource([plain(areas=(CAMDEN,))]), areas=areas)


def test_progress_is_told_as_records_are_read(take: Take) -> None:
    told: list[int] = []
    take(*(plain(str(number)) for number in range(1200)), progress=told.append)
    assert told == [500, 1000, 1200]
