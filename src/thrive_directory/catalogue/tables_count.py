"""The tables of what is counted of the directory's use, and of the sites whose openings are counted. No queries."""

from datetime import date

from sqlalchemy import BigInteger
from sqlmodel import Field

from thrive_directory.catalogue.tables_base import Table


class UsageCount(Table, table=True):
    """One sum of a month: see `counts.Counted`. There is no row for a request, and nothing that came with one.

    `subject` is no foreign key: a sum outlives the offer, the site or the area that it is of."""

    __tablename__ = "usage_count"

    month: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    grouping: str = Field(primary_key=True)
    age_band: str = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)


class Site(Table, table=True):
    """A website that shows the finder: the key it was given, and what the operator calls it."""

    __tablename__ = "site"

    key: str = Field(primary_key=True)
    name: str
    added_on: date
