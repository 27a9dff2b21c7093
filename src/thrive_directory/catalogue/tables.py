"""Every table of the catalogue in one place, for migrations and queries. Tables only; no queries."""

from thrive_directory.catalogue.tables_base import Table
from thrive_directory.catalogue.tables_count import Site, UsageCount
from thrive_directory.catalogue.tables_history import (
    CatalogueVersion,
    ImportRun,
    Provenance,
    Revision,
    Source,
    StoredRecord,
    Tombstone,
)
from thrive_directory.catalogue.tables_location import Address, Area, Location, ServiceAtLocation
from thrive_directory.catalogue.tables_offer import (
    Contact,
    CostOption,
    Guidance,
    Language,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceCapacity,
    Unit,
    UrgentHelp,
    Url,
)
from thrive_directory.catalogue.tables_publication import Feed, Publication
from thrive_directory.catalogue.tables_report import ProblemReport
from thrive_directory.catalogue.tables_terms import Attribute, Taxonomy, TaxonomyTerm

metadata = Table.metadata

__all__ = [
    "Address",
    "Area",
    "Attribute",
    "CatalogueVersion",
    "Contact",
    "CostOption",
    "Feed",
    "Guidance",
    "ImportRun",
    "Language",
    "Location",
    "Organization",
    "Phone",
    "ProblemReport",
    "Provenance",
    "Publication",
    "Revision",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "Site",
    "Source",
    "StoredRecord",
    "Table",
    "Taxonomy",
    "TaxonomyTerm",
    "Tombstone",
    "Unit",
    "UrgentHelp",
    "Url",
    "UsageCount",
    "metadata",
]
