"""Checks codes against the vocabularies. Names the parameter and the nearest valid codes, never what was given."""

from collections.abc import Iterable, Mapping

from thrive_directory.api.languages import LANGUAGE_NAMES
from thrive_directory.api.params import SearchParams
from thrive_directory.api.values import nearest_of
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.errors import BadParameter

TAXONOMY_OF: Mapping[str, str] = {
    "grouping": "grouping",
    "need": "need",
    "audience": "audience",
    "sector": "sector",
    "mode": "mode",
    "not_mode": "mode",
    "referral_route": "referral_route",
    "access": "access",
    "prefer_access": "access",
    "circumstance": "circumstance",
}


def check_codes(params: SearchParams, vocabulary: Vocabulary) -> None:
    """Raise `BadParameter` for the first code that is in no vocabulary."""
    for parameter, taxonomy in TAXONOMY_OF.items():
        codes: tuple[str, ...] = getattr(params, parameter)
        if codes:
            _check(parameter, codes, vocabulary, taxonomy)
    for code in params.language:
        if code not in LANGUAGE_NAMES:
            raise _refusal("language", "two-letter ISO 639-1 code", _nearest_languages(code))


def _check(parameter: str, codes: Iterable[str], vocabulary: Vocabulary, taxonomy: str) -> None:
    known = vocabulary.by_taxonomy[taxonomy]
    for code in codes:
        if code not in known:
            nearest = vocabulary.nearest(taxonomy, code[:100]) or nearest_of(code, known)
            raise _refusal(parameter, "code of its vocabulary", nearest)


def _refusal(parameter: str, what: str, nearest: Iterable[str]) -> BadParameter:
    return BadParameter(parameter, f"{parameter} must be a {what}; the nearest are listed", tuple(nearest))


def _nearest_languages(text: str) -> list[str]:
    names = {name.lower(): code for code, name in LANGUAGE_NAMES.items()}
    return [names[name] for name in nearest_of(text, names)]
