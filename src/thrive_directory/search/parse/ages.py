"""Ages in a sentence: "14 yo", "aged 6 and 11", "year 9", "sixth form", "15F". Numbers only; not who is asking."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thrive_directory.search.parse.age_signs import (
    GENDERS,
    GOES_ON,
    NEARLY,
    OLD,
    OLDEST_CHILD,
    SHORT_UNITS,
    YEARS,
    NumberReader,
)
from thrive_directory.search.parse.ages_kept import kept
from thrive_directory.search.parse.lexicon import Lexicon

Range = tuple[float, float]

_BABIES = frozenset({"baby", "babies", "newborn", "infant", "bub", "bubs", "babys"})
_YEAR_GROUP = frozenset({"year", "years", "yr", "yrs", "y", "yeargroup"})
_GLUED_YEAR = re.compile(r"(?:y|yr|year)(\d{1,2})s?")
_GLUED_GENDER = re.compile(r"([mf])(\d{1,2})")
_KEY_STAGES = {"1": (5.0, 7.0), "2": (7.0, 11.0), "3": (11.0, 14.0), "4": (14.0, 16.0), "5": (16.0, 18.0)}
_STARTS = _YEAR_GROUP | frozenset(
    "sixth 6th sixthform sixthformer reception key primary secondary under below over above up".split()
)
_JOINS = frozenset({"and", "to", "or", "n", "until", "till"})
_AT = frozenset({"of", "at", "in", "into", "uni", "university", "undergrad"})
_UNIS = frozenset("uni university degree college nursing apprenticeship masters phd undergrad course".split())
_BEING_TOLD = frozenset({"hes", "shes", "only", "he", "she"})
_WILL = frozenset({"will", "ll", "hell", "shell", "ill", "to", "gonna"})


@dataclass(frozen=True, slots=True)
class Found:
    """Ages, the word positions they took, a gender where it was glued on ("15F"), and words that only repeat an age."""

    spans: tuple[tuple[int, int, Range], ...]
    gender: str | None
    repeated: tuple[tuple[int, int], ...] = ()


def find_ages(words: Sequence[str], breaks: Sequence[bool], taken: bytearray, lexicon: Lexicon) -> Found:
    """Every age said of somebody, in years, in order."""
    reader = _Reader(words, breaks, taken, lexicon)
    spans: list[tuple[int, int, Range]] = []
    at = 0
    while at < len(words):
        found = reader.read(at) if not taken[at] and reader.may_start(at) else None
        if found is None:
            at += 1
            continue
        end, ranges = found
        spans += [(at, end, one) for one in ranges]
        at = end
    said, dropped = kept(words, spans, lexicon.classes["relatives"])
    return Found(tuple(said), reader.gender, tuple((start, end) for start, end, _ in dropped))


class _Reader(NumberReader):
    """Reads one age at a position; remembers a gender that was written with one."""

    def read(self, at: int) -> tuple[int, list[Range]] | None:
        return self._stage(at) or self._year_group(at) or self._bound(at) or self._numbers(at)

    def may_start(self, at: int) -> bool:
        """Whether an age can begin here at all: asked of every word, so it must be quick."""
        word = self.words[at]
        return self.numbers[at] is not None or word in _STARTS or word[-1:].isdigit() or word[-2:-1].isdigit()

    def _stage(self, at: int) -> tuple[int, list[Range]] | None:
        """School stages that have names."""
        word, following, before = self._word(at), self._word(at + 1), self._word(at - 1)
        if word in ("sixth", "6th") and following in ("form", "former", "formers"):
            return at + 2, [(16.0, 18.0)]
        if word in ("sixthform", "sixthformer"):
            return at + 1, [(16.0, 18.0)]
        if word == "reception" and not self._is_front_desk(before, following):
            return at + (2 if following in ("class", "child", "year", "aged", "age") else 1), [(4.0, 5.0)]
        if word in ("ks1", "ks2", "ks3", "ks4", "ks5"):
            return at + 1, [_KEY_STAGES[word[-1]]]
        if word == "key" and following == "stage" and self._word(at + 2) in _KEY_STAGES:
            return at + 3, [_KEY_STAGES[self._word(at + 2)]]
        if word in ("primary", "secondary") and following in ("age", "aged", "school"):
            end = at + (3 if self._word(at + 2) in ("age", "aged", "child", "children", "kid", "kids") else 2)
            if following != "school" or end == at + 3:
                return end, [(4.0, 11.0) if word == "primary" else (11.0, 16.0)]
        return None

    def _is_front_desk(self, before: str, following: str) -> bool:
        desks = ("gp", "surgery", "practice", "doctors", "hospital", "medical", "clinic", "school", "front", "warm")
        return before in desks or following in ("staff", "desk", "team", "here", "at", "area", "asking", "manager")

    def _year_group(self, at: int) -> tuple[int, list[Range]] | None:
        """ "year 9", "y9", "years 5 and 6", "years 7 to 9": year n is ages n+4 to n+5 (England)."""
        glued = _GLUED_YEAR.fullmatch(self._word(at))
        if glued and 1 <= int(glued[1]) <= 13:
            return at + 1, [(int(glued[1]) + 4.0, int(glued[1]) + 5.0)]
        first = self._number(at + 1)
        if self._word(at) not in _YEAR_GROUP or first is None or self.breaks[at + 1] or not 1 <= first <= 13:
            return None
        if self._is_of_uni(at + 2):
            return None
        counted = self._number(at - 1) is not None and not self.breaks[at]
        if counted or self._word(at + 2) in ("old", "olds", "months", "weeks", "ago"):
            return None
        end, years = at + 2, [first]
        if self._word(at + 2) in ("and", "or", "to") and (second := self._number(at + 3)) and first < second <= 13:
            if self._word(at + 4) not in YEARS and self._word(at + 4) not in OLD:
                if self._word(at + 2) == "to":
                    return at + 4, [(first + 4, second + 5)]
                end, years = at + 4, [first, second]
        elif self._word(at) == "years" and self._is_range(at + 1):
            return at + 3, [(first + 4, (self._number(at + 2) or first) + 5)]
        return end, [(year + 4, year + 5) for year in years]

    def _is_of_uni(self, at: int) -> bool:
        """ "year 2 | of uni", "year 3 | at university", "year 1 | of my degree": no year of school."""
        return self._word(at) in _AT and not _UNIS.isdisjoint(self.words[at + 1 : at + 4])

    def _is_range(self, at: int) -> bool:
        """Two numbers with nothing or a dash between them, as in "11-16"."""
        low, high = self._number(at), self._number(at + 1)
        return low is not None and high is not None and low < high

    def _bound(self, at: int) -> tuple[int, list[Range]] | None:
        """ "under 5s", "over 16", "16+", "up to 25", "18 and over"."""
        word = self._word(at)
        start = at + 2 if word == "up" and self._word(at + 1) == "to" else at + 1
        if start < len(self.words) and self.breaks[start]:
            return None  # "talk it over. 14"
        number = self._number(start)
        if number is None and self._word(start).rstrip("s").isdigit() and len(self._word(start)) <= 3:
            number = float(self._word(start).rstrip("s"))
        if number is not None and self._word(start + 1) in ("weeks", "miles", "months", "minutes", "hours", "km"):
            return None
        if word in ("under", "below") and number and number <= OLDEST_CHILD + 1:
            return self._past_years(start + 1), [(0.0, number - 1)]
        if word in ("over", "above") and number and 4 < number <= OLDEST_CHILD:
            return self._past_years(start + 1), [(number, OLDEST_CHILD)]
        if start == at + 2 and number and number <= OLDEST_CHILD:
            return self._past_years(start + 1), [(0.0, number)]
        return None

    def _past_years(self, at: int) -> int:
        while self._word(at) in YEARS or self._word(at) in OLD:
            at += 1
        return at

    def _numbers(self, at: int) -> tuple[int, list[Range]] | None:
        """A number or several, with what makes them ages."""
        glued = _GLUED_GENDER.fullmatch(self._word(at))
        if glued and 3 <= int(glued[2]) <= 25 and self._word(at - 1) != "the":  # "on the m6"
            self.gender = GENDERS[glued[1]]
            return at + 1, [(float(glued[2]), float(glued[2]))]
        first = self._number(at)
        if first is None or first > 99:
            return None
        if self._word(at + 1) in SHORT_UNITS and (self._word(at + 2) in ("old", "olds") or self._is_of_a_baby(at)):
            years = first / (12 if self._word(at + 1).startswith("m") else 52)
            return at + (3 if self._word(at + 2) in ("old", "olds") else 2), [(round(years, 1), round(years, 1))]
        return self._several(at, first)

    def _is_of_a_baby(self, at: int) -> bool:
        """ "baby 4 months", "my baby is 10 weeks", "nothing for the baby, she's 5 weeks": small children are counted in
        months without "old"."""
        before = self.words[max(0, at - 2) : at]
        if not before:
            return False
        if before[-1] in _BABIES or (before[-1] in ("is", "aged", "now") and before[0] in _BABIES):
            return True
        closed = at + 2 >= len(self.words) or self.breaks[at + 2] or self._word(at + 2) in GOES_ON
        said = before[-1] in _BEING_TOLD or before in (["he", "is"], ["she", "is"])
        return said and closed and not _BABIES.isdisjoint(self.words)

    def _several(self, at: int, first: float) -> tuple[int, list[Range]] | None:
        values, end, is_range = [first], at + 1, False
        while len(values) < 6:
            gap = 1 if self._word(end) in _JOINS else 0
            further = self._number(end + gap)
            if further is None or self._is_of_another(at, end + gap):
                break
            if not gap and not self._joins_by_punctuation(end, further, values[-1]):
                break
            is_range = is_range or self._word(end) in ("to", "until", "till") or (not gap and not self.breaks[end])
            is_range = is_range or (self._word(end) == "and" and self._word(at - 1) == "between")
            values.append(further)
            end += gap + 1
        if self._word(end) == "and" and self._word(end + 1) in ("a", "over", "above", "up", "under"):
            if self._word(end + 1) in ("over", "above", "up"):
                return end + 2, [(first, OLDEST_CHILD)]
            if self._word(end + 2) == "half" and self._is_age(at, end + 3):
                return self._past_years(end + 3), [(first + 0.5, first + 0.5)]
        if not (is_range and (self._is_between(at, end) or self._is_for(at, end))) and not self._is_age(at, end):
            return None
        end = self._unit(end)
        if is_range and len(values) == 2 and values[0] < values[1]:
            return end, [(values[0], values[1])]
        values = [value for value in values if value <= 120]
        if self._is_nearly(at):
            values = [value - 1 for value in values]
        return end, [(value, value) for value in values]

    def _is_nearly(self, at: int) -> bool:
        """ "nearly 12", "close to 12", "will be 17 in March"."""
        before, earlier = self._word(at - 1), self._word(at - 2)
        return (
            before in NEARLY
            or (before, earlier) in (("to", "about"), ("to", "close"))
            or (before == "be" and earlier in _WILL)
        )

    def _is_between(self, start: int, end: int) -> bool:
        """ "children between 5 and 8", and no count of something else after it."""
        if self._word(start - 1) != "between" or (self._number(end - 1) or 99) > OLDEST_CHILD:
            return False
        return self._word(end) not in self.lexicon.classes["not_age_after"]

    def _is_for(self, start: int, end: int) -> bool:
        """ "a club for 13-19 near York": a range of whom it is for, not of hours or sessions."""
        low, high = self._number(start) or 0, self._number(end - 1) or 99
        if self._word(start - 1) not in ("for", "aged", "ages", "") or self.breaks[start] or not low < high:
            return False
        return 8 <= high <= OLDEST_CHILD and self._word(end) not in self.lexicon.classes["not_age_after"]

    def _joins_by_punctuation(self, at: int, further: float, last: float) -> bool:
        return self.breaks[at] or (last < further <= 25)

    def _unit(self, end: int) -> int:
        if self._word(end) in GENDERS:
            self.gender = GENDERS[self._word(end)]
            return end + 1
        return self._past_years(end)
