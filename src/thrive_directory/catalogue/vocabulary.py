"""The controlled vocabularies as frozen values, read from one file. Knows no offers; `seed_vocabulary` stores them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from rapidfuzz import fuzz, process, utils

from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.offer import TaxonomyName
from thrive_directory.errors import BadParameter, BadRecord, SourceError

TAXONOMIES: tuple[TaxonomyName, ...] = get_args(TaxonomyName)
TAXONOMY_TEXT: Mapping[TaxonomyName, tuple[str, str]] = MappingProxyType(
    {
        "grouping": ("THRIVE needs-based groupings", "The five needs-based groupings of the THRIVE Framework."),
        "need": ("Needs", "What a person may want help with, in plain words. A need is not a diagnosis."),
        "sector": ("Sectors", "The field that an offer belongs to."),
        "mode": ("Delivery modes", "How the help is given."),
        "audience": ("Audiences", "Whom the offer speaks to or works with."),
        "access": ("Access features", "What makes an offer usable for those who need it so."),
        "referral_route": ("Referral routes", "Who can ask for the help."),
        "circumstance": ("Circumstances", "Groups of people that an offer is for or is made with. Never a score."),
    }
)
"""Name and description of each taxonomy."""
_LIKENESS = 60  # out of 100; below it a suggestion puzzles more than it helps


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `label` is the official name, `plain` the words for families, `broader` the code of a wider term.

    `urgent` terms raise the urgent flag when they are asked for. `specialist` needs take a skill that general offers
    seldom have."""

    id: str
    taxonomy: TaxonomyName
    code: str
    label: str
    plain: str
    description: str
    aliases: tuple[str, ...] = ()
    broader: str | None = None
    urgent: bool = False
    specialist: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every term by taxonomy and code, in the order of the file: that order gives the index its bit positions."""

    by_taxonomy: Mapping[str, Mapping[str, Term]]

    def terms(self, taxonomy: str) -> tuple[Term, ...]:
        """Every term of a taxonomy, in the order of the file."""
        return tuple(self.by_taxonomy[taxonomy].values())

    def codes(self, taxonomy: str) -> tuple[str, ...]:
        """Every code of a taxonomy, in the order of the file."""
        return tuple(self.by_taxonomy[taxonomy])

    def term(self, taxonomy: str, code: str) -> Term:
        """The term with this code. Raises `BadParameter` with the nearest codes."""
        found = self.by_taxonomy[taxonomy].get(code)
        if found is None:
            raise BadParameter(taxonomy, "There is no such code.", self.nearest(taxonomy, code))
        return found

    def nearest(self, taxonomy: str, text: str, limit: int = 3) -> tuple[str, ...]:
        """Codes whose code, label or alias is most like `text`, likest first; all codes when nothing is like it
        and they are few enough to read."""
        best: dict[str, float] = {}
        for code, words in self._spellings(taxonomy):
            like = process.extractOne(text, words, scorer=fuzz.WRatio, processor=utils.default_process)
            best[code] = like[1]
        near = sorted((code for code in best if best[code] >= _LIKENESS), key=lambda code: -best[code])
        if near:
            return tuple(near[:limit])
        return tuple(best) if len(best) <= 2 * limit else ()

    def _spellings(self, taxonomy: str) -> Iterator[tuple[str, list[str]]]:
        for term in self.by_taxonomy[taxonomy].values():
            yield term.code, [term.code.replace("-", " "), term.label, term.plain, *term.aliases]


class _TermEntry(BaseModel):
    """A term as the file holds it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    label: str = Field(min_length=1)
    description: str = Field(min_length=1)
    plain: str | None = None
    aliases: tuple[str, ...] = ()
    broader: str | None = None
    urgent: bool = False
    specialist: bool = False


_Entries = dict[TaxonomyName, dict[str, _TermEntry]]
_FILE = TypeAdapter(_Entries)


def load_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary in a YAML file laid out as `data/vocabulary.yaml`.

    Raises `SourceError` with every term that is wrong, or says that the file cannot be read."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
        entries = _FILE.validate_python(raw)
    except OSError as error:
        raise SourceError(f"The vocabulary {path.name} cannot be read: {error.strerror}.") from None
    except yaml.YAMLError as error:
        raise SourceError(f"The vocabulary {path.name} is not YAML: {error}") from None
    except ValidationError as error:
        raise SourceError(f"The vocabulary {path.name} is wrong.", _problems(error)) from None
    problems = [*_missing(entries), *_links(entries)]
    if problems:
        raise SourceError(f"The vocabulary {path.name} is wrong.", problems)
    return Vocabulary(MappingProxyType({name: MappingProxyType(_terms(name, entries[name])) for name in TAXONOMIES}))


def taxonomy_id(taxonomy: str) -> str:
    """The UUID of a taxonomy, the same in every directory that uses this vocabulary."""
    return key("vocabulary", taxonomy)


def term_id(taxonomy: str, code: str) -> str:
    """The UUID of a term, the same in every directory that uses this vocabulary."""
    return key("vocabulary", taxonomy, code)


def _terms(taxonomy: TaxonomyName, entries: Mapping[str, _TermEntry]) -> dict[str, Term]:
    return {
        code: Term(
            id=term_id(taxonomy, code),
            taxonomy=taxonomy,
            code=code,
            label=term.label,
            plain=term.plain or term.label,
            description=term.description,
            aliases=term.aliases,
            broader=term.broader,
            urgent=term.urgent,
            specialist=term.specialist,
        )
        for code, term in entries.items()
    }


def _problems(error: ValidationError) -> list[BadRecord]:
    return [
        BadRecord(".".join(map(str, problem["loc"][:2])), ".".join(map(str, problem["loc"][2:])) or "-", problem["msg"])
        for problem in error.errors(include_input=False)
    ]


def _missing(entries: _Entries) -> list[BadRecord]:
    return [BadRecord(name, "terms", "missing or empty") for name in TAXONOMIES if not entries.get(name)]


def _links(entries: _Entries) -> list[BadRecord]:
    """Broader terms that are not there, or that are themselves narrower: one level is all that ranking knows."""
    problems = []
    for name, terms in entries.items():
        for code, term in terms.items():
            if term.broader is None:
                continue
            wider = terms.get(term.broader)
            if wider is None or wider.broader is not None:
                problems.append(BadRecord(f"{name}.{code}", "broader", "must name a term that has no broader one"))
    return problems
