"""From a question that was understood to what a link may carry of it, and back. The only place that decides what."""

from dataclasses import replace
from typing import Any

from thrive_directory.api.params import SearchParams
from thrive_directory.api.understand import Question
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.index.words import Postings
from thrive_directory.search.parse.understood import Understood
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.text import look_up
from thrive_directory.web.codes import Asked


def asked_of(question: Question, snapshot: Snapshot) -> Asked:
    """What was asked, without words that no offer uses, and of the place only whether it was guessed. A need that
    stands for danger ranks and never filters, and raises the flag."""
    query = question.query
    urgent_needs = {code for code in query.needs if _is_urgent(code, snapshot.vocabulary)}
    preferred = query.prefer_needs | urgent_needs
    asked = Asked(
        params=_params(query, preferred),
        prefer_need=tuple(sorted(preferred)),
        words=known_words(query.text, snapshot.postings),
        urgent=bool(question.understood["urgent"] or urgent_needs),
        urgent_kinds=question.urgent_kinds,
        dropped=bool(question.understood["unused"]),
        guessed=query.near is not None and bool(query.near.notes),
    )
    return replace(asked, urgent_kinds=("life",)) if urgent_needs and not asked.urgent_kinds else asked


def known_words(text: str, postings: Postings) -> tuple[str, ...]:
    """The stems of the words that offers use, mistakes in spelling put right."""
    return tuple(dict.fromkeys(word.found for word in look_up(postings, text) if word.found))


def words_of(asked: Asked) -> Understood:
    """What the engine is told was said in words."""
    return Understood(
        needs=asked.prefer_need,
        urgent_needs=asked.prefer_need,
        text=" ".join(asked.words),
        urgent=asked.urgent,
        urgent_kinds=asked.urgent_kinds,  # type: ignore[arg-type]  # one of the kinds: it was read from their table
    )


def _is_urgent(code: str, vocabulary: Vocabulary) -> bool:
    found = vocabulary.by_taxonomy["need"].get(code)
    return found is not None and found.urgent


def _params(query: SearchQuery, preferred: frozenset[str]) -> SearchParams:
    fields: dict[str, Any] = {
        "grouping": tuple(sorted(query.groupings)),
        "need": tuple(sorted(query.needs - preferred)),
        "age": query.ages,
        "audience": tuple(sorted(query.audiences)),
        "sector": tuple(sorted(query.sectors)),
        "mode": tuple(sorted(query.modes)),
        "not_mode": tuple(sorted(query.not_modes)),
        "language": tuple(sorted(query.languages)),
        "referral_route": tuple(sorted(query.referral_routes)),
        "access": tuple(sorted(query.access)),
        "prefer_access": tuple(sorted(query.prefer_access)),
        "circumstance": tuple(sorted(query.circumstances)),
        "free": query.free,
        "open": "now" if query.open_at == query.now else query.open_at,
        "within_km": query.within_km,
        "wait": query.wait_weeks,
        "gender": query.gender,
        "gp": query.gp,
        "school": query.school,
        "sort": query.sort,
    }
    return SearchParams.model_construct(**fields)
