"""Stores what all offers refer to: the vocabularies and the register of areas. Commits stay with the caller."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from thrive_directory.catalogue.publication import touch
from thrive_directory.catalogue.queries import area_rows, taxonomy_rows, term_rows
from thrive_directory.catalogue.queries_feed import covering, tagged, told_area_codes
from thrive_directory.catalogue.vocabulary import TAXONOMIES, TAXONOMY_TEXT, Term, Vocabulary, taxonomy_id, term_id
from thrive_directory.catalogue.write import bump_version, upsert
from thrive_directory.errors import UnknownPlace
from thrive_directory.geo.areas import AreaRegister

_SHOWN_OF_A_TERM = ("taxonomy_id", "parent_id", "code", "name", "description")
"""What a published record shows of a term; its order among others and its plain words are for search alone."""


def seed_vocabulary(session: Session, vocabulary: Vocabulary) -> bool:
    """Make the stored terms those of the vocabulary; says whether that changed anything.

    A term that the vocabulary no longer has stays, because offers may still be tagged with it. Offers that show a term
    which is described anew have changed with it."""
    taxonomies = _changed([_taxonomy(name) for name in TAXONOMIES], taxonomy_rows(session))
    rows = [_term(term, position) for name in TAXONOMIES for position, term in enumerate(vocabulary.terms(name))]
    rows.sort(key=lambda row: row["parent_id"] is not None)  # a broader term before its narrower ones
    terms = _changed(rows, term_rows(session))
    affected = tagged(session, _shown_anew(terms, taxonomies, session))
    upsert(session, "taxonomy", taxonomies)
    upsert(session, "taxonomy_term", terms)
    if taxonomies or terms:
        touch(session, affected, bump_version(session), "vocabulary", datetime.now(UTC))
    return bool(taxonomies or terms)


def seed_areas(session: Session, areas: AreaRegister) -> bool:
    """Make the stored areas in force those of the register, outlines untouched; says whether that changed anything.

    Offers that show an area by a name which it had not before have changed with it."""
    rows = [{"code": area.code, "name": area.name, "kind": area.kind} for area in areas.current()]
    changed = _changed(rows, area_rows(session), by="code")
    upsert(session, "area", changed, by="code")
    affected = covering(session, _codes_that_mean(changed, told_area_codes(session), areas)) if changed else None
    if affected:
        touch(session, affected, bump_version(session), "areas", datetime.now(UTC))
    return bool(changed)


def _shown_anew(terms: list[dict[str, Any]], taxonomies: list[dict[str, Any]], session: Session) -> set[str]:
    """The terms that offers will show differently: their own words changed, or those of their vocabulary."""
    there = {row.id: row for row in term_rows(session)}
    anew = {
        row["id"]
        for row in terms
        if row["id"] in there and any(getattr(there[row["id"]], name) != row[name] for name in _SHOWN_OF_A_TERM)
    }
    vocabularies = {row["id"] for row in taxonomies}
    return anew | {row.id for row in there.values() if row.taxonomy_id in vocabularies}


def _codes_that_mean(changed: list[dict[str, Any]], told: Iterable[str], areas: AreaRegister) -> list[str]:
    """The codes in use that stand for any of these areas today: an abolished one stands for its successors."""
    anew = {row["code"] for row in changed}

    def stands_for(code: str) -> tuple[str, ...]:
        try:
            return areas.resolve(code)
        except UnknownPlace:
            return ()

    return [code for code in told if anew.intersection(stands_for(code))]


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
