"""What each list holds for its parameters: positions in a stable order, and how an item is written. Pages nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thrive_directory.api.open_referral.codes import taxonomies_of, terms_of
from thrive_directory.api.open_referral.filters import Scene, rows_of, with_terms, with_words
from thrive_directory.api.open_referral.items import (
    Item,
    organization_item,
    place_item,
    service_item,
    taxonomy_item,
    term_item,
)
from thrive_directory.api.open_referral.params import (
    ListParams,
    OrganizationParams,
    PlaceParams,
    ServiceParams,
    TaxonomyParams,
    TermParams,
)
from thrive_directory.catalogue.vocabulary import taxonomy_id, term_id
from thrive_directory.index.columns import Flags
from thrive_directory.index.words import build_postings


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a list, in order. `one_page` lists come whole unless a page's length is asked for."""

    positions: Sequence[int] | NDArray[np.integer]
    item: Item
    one_page: bool = False


List = Callable[[Any, Scene], Listing]
"""What makes a list of parameters of its own kind."""


def services(params: ServiceParams, scene: Scene) -> Listing:
    """Services in order of id."""
    offers = np.zeros(len(scene.snapshot.offer_ids), dtype=np.bool_)
    offers[scene.snapshot.columns.offer[rows_of(params, scene)]] = True
    item = service_item(scene.registry, full=params.full is True, minimal=params.minimal is True)
    return Listing(np.flatnonzero(offers), item, one_page=params.minimal is True)


def service_at_locations(params: PlaceParams, scene: Scene) -> Listing:
    """Services at a location in order of service, then as the service told them."""
    rows = rows_of(params, scene) & (scene.snapshot.columns.location >= 0)
    in_order = scene.snapshot.rows_by_offer
    item = place_item(scene.registry, full=params.full is True)
    return Listing(in_order[rows[in_order]], item)


def organizations(params: OrganizationParams, scene: Scene) -> Listing:
    """Organizations in order of id."""
    registry = scene.registry
    found = np.ones(len(registry.organization_ids), dtype=np.bool_)
    if params.search:
        found &= with_words(registry.organization_words, params.search, found.size)
    for rows in with_terms(params, registry):
        found &= _providers(rows, scene)
    item = organization_item(registry, full=params.full is True, full_service=params.full_service is True)
    return Listing(np.flatnonzero(found), item)


def _providers(rows: Flags, scene: Scene) -> Flags:
    found = np.zeros(len(scene.registry.organization_ids), dtype=np.bool_)
    found[scene.registry.organization[scene.snapshot.columns.offer[rows]]] = True
    return found


def taxonomies(params: TaxonomyParams, scene: Scene) -> Listing:
    """Taxonomies in the order of the vocabulary."""
    found = _with_words(params, scene.registry.shelf.taxonomies)
    return Listing(found, taxonomy_item(scene.registry, full=False))


def taxonomy_terms(params: TermParams, scene: Scene) -> Listing:
    """Terms in the order of the vocabulary."""
    shelf = scene.registry.shelf
    kept = {taxonomy_id(name) for name in taxonomies_of(params.taxonomy_id, "taxonomy_id")}
    parents = _ids_of(params.parent_id, scene)
    found = [
        at
        for at in _with_words(params, shelf.terms)
        if (not kept or shelf.terms[at]["taxonomy_id"] in kept)
        and (parents is None or shelf.terms[at].get("parent_id") in parents)
        and not (params.top_only and "parent_id" in shelf.terms[at])
    ]
    return Listing(found, term_item(scene.registry))


def _ids_of(term: str | None, scene: Scene) -> set[str] | None:
    if term is None:
        return None
    return {term_id(name, code) for name, code in terms_of([term], scene.registry, "parent_id")}


def _with_words(params: ListParams, records: Sequence[dict[str, Any]]) -> list[int]:
    """Positions of the few records that hold every word asked for."""
    if not params.search:
        return list(range(len(records)))
    names = [f"{each['name']} {each.get('code', '').replace('-', ' ')}" for each in records]
    postings = build_postings(names, [each["description"] for each in records])
    return np.flatnonzero(with_words(postings, params.search, len(records))).tolist()
