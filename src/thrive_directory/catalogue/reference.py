"""Stores what all offers refer to: the vocabularies and the register of areas. Commits stay with the caller."""

from typing import Any

from sqlmodel import Session

from thrive_directory.catalogue.queries import area_rows, taxonomy_rows, term_rows
from thrive_directory.catalogue.vocabulary import TAXONOMIES, TAXONOMY_TEXT, Term, Vocabulary, taxonomy_id, term_id
from thrive_directory.catalogue.write import bump_version, upsert
from thrive_directory.geo.areas import AreaRegister


def seed_vocabulary(session: Session, vocabulary: Vocabulary) -> bool:
    """Make the stored terms those of the vocabulary; says whether that changed anything.

    A term that the vocabulary no longer has stays, because offers may still be tagged with it."""
    taxonomies = _changed([_taxonomy(name) for name in TAXONOMIES], taxonomy_rows(session))
    rows = [_term(term, position) for name in TAXONOMIES for position, term in enumerate(vocabulary.terms(name))]
    rows.sort(key=lambda row: row["parent_id"] is not None)  # a broader term before its narrower ones
    terms = _changed(rows, term_rows(session))
    upsert(session, "taxonomy", taxonomies)
    upsert(session, "taxonomy_term", terms)
    if taxonomies or terms:
        bump_version(session)
    return bool(taxonomies or terms)


def seed_areas(session: Session, areas: AreaRegister) -> bool:
    """Make the stored areas in force those of the register, outlines untouched; says whether that changed anything."""
    rows = [{"code": area.code, "name": area.name, "kind": area.kind} for area in areas.current()]
    changed = _changed(rows, area_rows(session), by="code")
    upsert(session, "area", changed, by="code")
    return bool(changed)


def _changed(wanted: list[dict[str, Any]], stored: Any, by: str = "id") -> list[dict[str, Any]]:
    there = {getattr(row, by): row for row in stored}
    return [
        row
        for row in wanted
        if row[by] not in there or any(getattr(there[row[by]], column) != value for column, value in row.items())
    ]


def _taxonomy(name: Any) -> dict[str, Any]:
    title, description = TAXONOMY_TEXT[name]
    return {"id": taxonomy_id(name), "code": name, "name": title, "description": description}


def _term(term: Term, position: int) -> dict[str, Any]:
    return {
        "id": term.id,
        "taxonomy_id": taxonomy_id(term.taxonomy),
        "parent_id": term_id(term.taxonomy, term.broader) if term.broader else None,
        "position": position,
        "code": term.code,
        "name": term.label,
        "plain": term.plain,
        "description": term.description,
    }
