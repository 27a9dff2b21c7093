"""The vocabularies as Open Referral's taxonomies and terms. Made from the vocabulary alone; knows no offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from thrive_directory.catalogue.hsds import term_record
from thrive_directory.catalogue.vocabulary import TAXONOMIES, TAXONOMY_TEXT, Vocabulary, taxonomy_id, term_id


class _Taxonomy(NamedTuple):
    """What `term_record` asks of a taxonomy."""

    id: str
    name: str
    description: str


class _Term(NamedTuple):
    """What `term_record` asks of a term."""

    id: str
    code: str
    name: str
    description: str
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class TermShelf:
    """Every taxonomy and every term, in the order of the vocabulary, as records.

    `fields` maps the id of a term to its taxonomy's name and its code, as the columns of the index know it."""

    taxonomies: tuple[dict[str, Any], ...]
    terms: tuple[dict[str, Any], ...]
    fields: Mapping[str, tuple[str, str]]


def term_shelf(vocabulary: Vocabulary) -> TermShelf:
    """The records of a vocabulary."""
    taxonomies, terms, fields = [], [], {}
    for name in TAXONOMIES:
        taxonomy = _Taxonomy(taxonomy_id(name), *TAXONOMY_TEXT[name])
        taxonomies.append(taxonomy._asdict() | {"uri": f"urn:uuid:{taxonomy.id}"})
        for term in vocabulary.terms(name):
            parent = term_id(name, term.broader) if term.broader else None
            row = _Term(term.id, term.code, term.label, term.description, parent)
            terms.append(term_record(row, taxonomy))
            fields[term.id] = (name, term.code)
    return TermShelf(tuple(taxonomies), tuple(terms), fields)
