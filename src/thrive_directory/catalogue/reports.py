"""What people report to be wrong with an offer: kept, listed, closed, forgotten. Moves no catalogue version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.scrub import scrubbed
from thrive_directory.catalogue.tables import ProblemReport, Service
from thrive_directory.errors import ReportNotFound

ProblemKind = Literal["number-wrong", "closed", "moved", "wrong-ages", "something-else"]
KINDS: Final[tuple[ProblemKind, ...]] = get_args(ProblemKind)
KEPT_DAYS: Final = 90
MOST_KEPT: Final = 10_000
"""More than this are not kept at once: somebody who floods the table must not fill the disk."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as it was reported. `line` is what was typed; it is scrubbed when it is kept, not before."""

    service_id: str
    kind: ProblemKind
    line: str
    on: date


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that nobody has dealt with. `service_name` is None for an offer that is gone altogether."""

    id: str
    service_id: str
    service_name: str | None
    kind: str
    line: str | None
    reported_on: date


def keep_report(session: Session, problem: Problem) -> bool:
    """Keep a report, its line scrubbed; False where the same is kept already, or too many are.

    The same words about the same offer are one report, however often they are sent."""
    forget_reports(session, problem.on)
    line = scrubbed(problem.line) or None
    report_id = key("problem-report", problem.service_id, problem.kind, line or "")
    if session.get(ProblemReport, report_id) is not None:
        return False
    if session.execute(select(func.count()).select_from(ProblemReport)).scalar_one() >= MOST_KEPT:
        return False
    session.add(
        ProblemReport(id=report_id, service_id=problem.service_id, kind=problem.kind, line=line, reported_on=problem.on)
    )
    return True


def open_reports(session: Session, today: date) -> Sequence[OpenReport]:
    """Every report that may still be kept, oldest first."""
    statement = (
        select(ProblemReport, col(Service.name))
        .outerjoin(Service, col(Service.id) == col(ProblemReport.service_id))
        .where(col(ProblemReport.reported_on) > _last_forgotten(today))
        .order_by(col(ProblemReport.reported_on), col(ProblemReport.id))
    )
    return [
        OpenReport(report.id, report.service_id, name, report.kind, report.line, report.reported_on)
        for report, name in session.execute(statement)
    ]


def close_report(session: Session, report_id: str) -> None:
    """Delete a report that was dealt with. Raises `ReportNotFound`."""
    found = session.get(ProblemReport, report_id)
    if found is None:
        raise ReportNotFound("There is no open report with this id: `thrive-directory reports list` shows them.")
    session.delete(found)


def forget_reports(session: Session, today: date) -> None:
    """Delete every report that was kept for 90 days."""
    session.execute(delete(ProblemReport).where(col(ProblemReport.reported_on) <= _last_forgotten(today)))


def _last_forgotten(today: date) -> date:
    return today - timedelta(days=KEPT_DAYS)
