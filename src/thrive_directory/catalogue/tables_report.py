"""The table of what people report to be wrong: the one place where a person's own words are kept. No queries."""

from datetime import date

from sqlmodel import Field

from thrive_directory.catalogue.column_types import Key
from thrive_directory.catalogue.tables_base import Table, primary_key


class ProblemReport(Table, table=True):
    """One problem of one offer. Says nothing of who reported it: a day, not a time; no address; a scrubbed line.

    `service_id` is no foreign key: what becomes of the offer must not depend on who complained of it."""

    __tablename__ = "problem_report"

    id: str = primary_key()
    service_id: str = Field(sa_type=Key)
    kind: str
    line: str | None = None
    reported_on: date = Field(index=True)
