"""Tables of vocabularies and of what they are said about. Tables only; no queries."""

from datetime import date

from sqlmodel import Field

from thrive_directory.catalogue.column_types import Key
from thrive_directory.catalogue.tables_base import Table, primary_key, reference


class Taxonomy(Table, table=True):
    """A vocabulary: groupings, needs, sectors and so on. `code` is its name in code."""

    id: str = primary_key()
    code: str = Field(unique=True)
    name: str
    description: str


class TaxonomyTerm(Table, table=True):
    """A term of a vocabulary. `position` is its order there, `plain` the words for families."""

    __tablename__ = "taxonomy_term"

    id: str = primary_key()
    taxonomy_id: str = reference("taxonomy")
    parent_id: str | None = reference("taxonomy_term", optional=True)
    position: int
    code: str
    name: str
    plain: str
    description: str


class Attribute(Table, table=True):
    """A term said of a service, or of it at one location: who said so, when, on what basis, and whether it is
    suggested or confirmed. `link_id` and `link_entity` name what it is said of, as HSDS does."""

    id: str = primary_key()
    service_id: str = reference("service")
    link_id: str = Field(sa_type=Key, index=True)
    link_entity: str
    link_type: str
    taxonomy_term_id: str = reference("taxonomy_term")
    position: int
    status: str
    said_by: str
    said_on: date
    basis: str
