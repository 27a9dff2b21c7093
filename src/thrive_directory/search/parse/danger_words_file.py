"""The words of danger that rules read, as they are written in `data/danger_score.yaml`: who strikes whom, and what
stands around a phrase. Reads no file and decides nothing."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _split(listed: object) -> object:
    """Words and phrases stand one after another, separated by semicolons."""
    return frozenset(" ".join(part.split()) for part in listed.split(";")) if isinstance(listed, str) else listed


Phrase = Annotated[str, Field(min_length=1, pattern="^[a-z0-9 ]+$")]
Word = Annotated[str, Field(min_length=1, pattern="^[a-z0-9]+$")]
Phrases = Annotated[frozenset[Phrase], BeforeValidator(_split), Field(min_length=1)]
Words = Annotated[frozenset[Word], BeforeValidator(_split), Field(min_length=1)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NoBlow(_Section):
    """What makes of the blows `said` another thing when it follows them: "shook her hand"."""

    said: Words
    after: Words


class BlowWords(_Section):
    """Who strikes whom; what each list is for is said in the file. `wounds` may be phrases, the others are words."""

    tots: Words
    teens: Words
    small_blows: Words
    struck: Words
    not_small: Words
    says: Words
    strikes: Words
    struck_by: Words
    asks: Words
    so_that: Words
    caught: Words
    lately: Words
    carers: Words
    whose: Words
    among_pupils: Words
    peers: Words
    at_school: Words
    things: Words
    siblings: Words
    lesser: Words
    hard: Words
    at_home: Words
    grave: Words
    copied: Words
    wounds: Phrases
    no_blow: tuple[NoBlow, ...]

    @cached_property
    def blows(self) -> frozenset[str]:
        """Every word of a blow: a quick no for nearly all sentences."""
        return self.small_blows | self.strikes | self.struck_by | self.hard

    @cached_property
    def known(self) -> frozenset[str]:
        """So that none is taken for a slip of another."""
        return self.blows | self.not_small | self.grave

    @cached_property
    def after_blow(self) -> Mapping[str, frozenset[str]]:
        """What makes another thing of each blow."""
        return {word: entry.after for entry in self.no_blow for word in entry.said}

    @cached_property
    def spaced_wounds(self) -> tuple[str, ...]:
        """Each wound between spaces, to be looked for in a whole sentence."""
        return tuple(f" {wound} " for wound in sorted(self.wounds))


class AroundWords(_Section):
    """What stands around a phrase of danger and makes it more, or another thing."""

    may_swallow: Words
    many: Words
    lessons: Words
    a_talk: Words
    before_subject: Words
    for_whom: Words
    gone_again: Words
    ends: Words
    measures: Words
    not_only: Words
    belied: Words
    still_gone: Words
    others_back: Words
    lesson_told: Words
