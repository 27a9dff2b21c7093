"""What the ids of a parameter stand for: terms and taxonomies by id, code or URI, organizations by id."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from uuid import UUID

from thrive_directory.api.values import nearest_of
from thrive_directory.catalogue.offer import TaxonomyName
from thrive_directory.catalogue.vocabulary import TAXONOMIES, Vocabulary, taxonomy_id
from thrive_directory.errors import BadParameter
from thrive_directory.index.registry import Registry

_URN = "urn:uuid:"


def terms_of(given: Iterable[str], registry: Registry, parameter: str) -> list[tuple[str, str]]:
    """The terms meant, as (taxonomy, code); a code that several taxonomies have means all of them.

    Raises `BadParameter` with the nearest codes for one that no vocabulary has."""
    found: list[tuple[str, str]] = []
    for text in given:
        named = registry.shelf.fields.get(_plain(text))
        found += [named] if named else _with_code(text, registry.snapshot.vocabulary, parameter)
    return found


def _with_code(text: str, vocabulary: Vocabulary, parameter: str) -> list[tuple[str, str]]:
    code = text.lower()
    found = [(str(name), code) for name in TAXONOMIES if code in vocabulary.by_taxonomy[name]]
    if found:
        return found
    codes = sorted({code for name in TAXONOMIES for code in vocabulary.codes(name)})
    message = f"{parameter} must be the id, code or URI of a term; /taxonomy_terms lists them"
    raise BadParameter(parameter, message, nearest_of(code, codes))


def taxonomies_of(given: Iterable[str], parameter: str) -> list[TaxonomyName]:
    """The taxonomies meant. Raises `BadParameter` with the nearest codes for one that there is not."""
    by_id = {taxonomy_id(name): name for name in TAXONOMIES} | {name: name for name in TAXONOMIES}
    message = f"{parameter} must be the id, code or URI of a taxonomy; /taxonomies lists them"
    found = []
    for text in given:
        name = by_id.get(_plain(text))
        if name is None:
            raise BadParameter(parameter, message, nearest_of(text.lower(), TAXONOMIES))
        found.append(name)
    return found


def organizations_of(given: Sequence[str], registry: Registry) -> list[int]:
    """The organizations meant, by position; an id that nobody has stands for none, since organizations come and go.

    Raises `BadParameter` for what is no id."""
    found = []
    for text in given:
        if not _is_uuid(text):
            message = "organization_id must be the id of an organization; /organizations lists them"
            raise BadParameter("organization_id", message)
        found.append(organization_at(text, registry))
    return [at for at in found if at is not None]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text.lower().removeprefix(_URN))
    except ValueError:
        return False
    return True


def organization_at(text: str, registry: Registry) -> int | None:
    """The position of an organization by its id; None where there is none."""
    ids = registry.organization_ids
    at = bisect_left(ids, _plain(text))
    return at if at < len(ids) and ids[at] == _plain(text) else None


def _plain(text: str) -> str:
    """An id as we write it: from a UUID in any spelling, or a URI that holds one."""
    bare = text.lower().removeprefix(_URN)
    try:
        return str(UUID(bare))
    except ValueError:
        return bare
