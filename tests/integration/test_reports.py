"""Reports of problems: one each, scrubbed, kept until they are closed or for 90 days; on each database."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, inspect

from tests.catalogue_records import plain
from tests.integration.conftest import Take
from thrive_directory.catalogue import reports
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.queries import catalogue_version
from thrive_directory.catalogue.reports import Problem, close_report, forget_reports, keep_report, open_reports
from thrive_directory.catalogue.session import reading, writing
from thrive_directory.catalogue.withdraw import withdraw
from thrive_directory.errors import ReportNotFound

OFFER, DAY = key("test", "service", "a"), date(2026, 11, 22)


def tell(engine: Engine, line: str = "", kind: reports.ProblemKind = "number-wrong", on: date = DAY) -> bool:
    with writing(engine) as session:
        return keep_report(session, Problem(OFFER, kind, line, on))


def kept(engine: Engine, today: date = DAY) -> list[tuple[str, str | None]]:
    with reading(engine) as session:
        return [(each.kind, each.line) for each in open_reports(session, today)]


def test_a_report_is_kept_with_its_line_scrubbed(take: Take, catalogue: Engine) -> None:
    take(plain("a"))
    tell(catalogue, "It rings out, try 020 7946 0000 or jo@example.org at NW1 8QL")
    with reading(catalogue) as session:
        (report,) = open_reports(session, DAY)
    assert (report.service_id, report.service_name, report.kind) == (OFFER, "Offer a", "number-wrong")
    assert report.line == "It rings out, try … or … at …"
    assert report.reported_on == DAY


def test_nothing_else_is_kept_of_it(catalogue: Engine) -> None:
    columns = {column["name"] for column in inspect(catalogue).get_columns("problem_report")}
    assert columns == {"id", "service_id", "kind", "line", "reported_on"}


def test_the_same_sent_twice_is_one_report(catalogue: Engine) -> None:
    assert tell(catalogue, "It rings out")
    assert not tell(catalogue, " It rings   out ")
    assert not tell(catalogue, "It rings out", on=DAY + timedelta(1))
    assert tell(catalogue, "It rings out", kind="closed")
    assert tell(catalogue)
    assert not tell(catalogue)
    assert len(kept(catalogue)) == 3


def test_a_report_is_no_change_of_the_catalogue(take: Take, catalogue: Engine) -> None:
    before = take(plain("a")).catalogue_version
    tell(catalogue, "closed")
    with reading(catalogue) as session:
        assert catalogue_version(session) == before


def test_closing_deletes_it(catalogue: Engine) -> None:
    tell(catalogue, "It rings out")
    with reading(catalogue) as session:
        (report,) = open_reports(session, DAY)
    with writing(catalogue) as session:
        close_report(session, report.id)
    assert kept(catalogue) == []
    with pytest.raises(ReportNotFound), writing(catalogue) as session:
        close_report(session, report.id)


@pytest.mark.parametrize(("days", "still"), [(89, 1), (90, 0), (400, 0)])
def test_after_ninety_days_it_is_neither_shown_nor_there(catalogue: Engine, days: int, still: int) -> None:
    tell(catalogue, "It rings out")
    later = DAY + timedelta(days)
    assert len(kept(catalogue, later)) == still
    with writing(catalogue) as session:
        forget_reports(session, later)
    assert len(kept(catalogue, DAY)) == still


def test_a_new_report_takes_the_old_ones_with_it(catalogue: Engine) -> None:
    tell(catalogue, "old")
    tell(catalogue, "new", on=DAY + timedelta(90))
    assert kept(catalogue, DAY) == [("number-wrong", "new")]


def test_a_flood_does_not_fill_the_disk(catalogue: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_KEPT", 2)
    assert [tell(catalogue, word) for word in ("this", "that", "those")] == [True, True, False]


def test_a_report_outlives_the_offer_it_is_about(take: Take, catalogue: Engine) -> None:
    take(plain("a"))
    tell(catalogue, "closed", kind="closed")
    with writing(catalogue) as session:
        withdraw(session, OFFER, "closed", "a steward")
    assert kept(catalogue) == [("closed", "closed")]
