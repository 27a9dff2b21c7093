"""Ages in a sentence: "14 yo", "aged 6 and 11", "year 9", "sixth form", "15F". Numbers only; not who is asking."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thrive_directory.search.parse.ages_kept import kept
from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.numerals import as_number, is_short_for_a_word

Range = tuple[float, float]

_OLDEST_CHILD = 25.0
_YEARS = frozenset("year years yr yrs y yo yrold yearold yearolds yars".split())
_SHORT_UNITS = frozenset({"month", "months", "mth", "mths", "week", "weeks", "wk", "wks"})
_BABIES = frozenset({"baby", "babies", "newborn", "infant", "bub", "bubs", "babys"})
_ONE_OF = frozenset({"is", "has", "was", "of", "wont", "cant", "doesnt", "who", "with", "isnt", "keeps"})
_OLD = frozenset({"old", "olds", "o", "of"})
_YEAR_GROUP = frozenset({"year", "years", "yr", "yrs", "y", "yeargroup"})
_GLUED_YEAR = re.compile(r"(?:y|yr|year)(\d{1,2})s?")
_GLUED_GENDER = re.compile(r"([mf])(\d{1,2})")
_KEY_STAGES = {"1": (5.0, 7.0), "2": (7.0, 11.0), "3": (11.0, 14.0), "4": (14.0, 16.0), "5": (16.0, 18.0)}
_GENDERS = {"m": "male", "male": "male", "f": "female", "female": "female"}
_BEFORE = frozenset(
    "aged age ages turned turning im am is hes shes theyre are he she was be being who whos and at ageing".split()
)
_STARTS = _YEAR_GROUP | frozenset(
    "sixth 6th sixthform sixthformer reception key primary secondary under below over above up".split()
)
_JOINS = frozenset({"and", "to", "or", "n", "until", "till"})
_WAITS = frozenset(
    {
        "assessment",
        "assesment",
        "assessments",
        "appointment",
        "list",
        "lists",
        "wait",
        "waits",
        "waiting",
        "waited",
        "lasts",
        "takes",
        "took",
    }
)
_SMALL = frozenset("the to of by than for in on least about around room number".split())
_AT = frozenset({"of", "at", "in", "into", "uni", "university", "undergrad"})
_UNIS = frozenset("uni university degree college nursing apprenticeship masters phd undergrad course".split())
_QUEUES = frozenset("wait waits waiting list lists backlog queue delay waitlist waitinglist".split())
_PAST = frozenset(
    "threw thrown kicked chucked split happened came arrived started began had adopted died diagnosed left born lost "
    "moved placed fostered was".split()
)
_SPANNED = frozenset("for last past about over within in on after lasted been another every".split())
_WAKES = frozenset("wake wakes waking woke awake up".split())
_LINES = frozenset({"line", "phone", "text"})
_YOUNGEST_NOW = 4  # years: "now 2" counts something else
_OF_AGE = 18
_TYPES = 3  # of diabetes
_LEAST_BARE = 10  # years: what a sentence that begins with a bare number can mean
_UP_TO_THEN = frozenset({"when", "till", "until", "til", "since"})
_GOES_ON = frozenset({"and", "but", "who", "with", "n"})
_BEING = frozenset({"im", "hes", "shes"})
_BEING_TOLD = frozenset({"hes", "shes", "only", "he", "she"})
_OTHERS = frozenset("friends kids children people boys girls lads brothers sisters pupils students other".split())
_NEARLY = frozenset({"nearly", "almost", "turning", "turns", "approaching"})
_WILL = frozenset({"will", "ll", "hell", "shell", "ill", "to", "gonna"})
_PARENTS = frozenset({"mum", "mam", "mom", "mother", "dad", "father", "parent", "mums", "dads"})
_YOUNGEST_PARENT = 13  # years: "mum of 17", and not "mum of 3"
_LITTLE = frozenset({"toddler", "bairn", "bairns"})
_TAIL = frozenset(
    "fr ngl lol tbh pls plz please ty thx thanks x xx xxx help innit tho rn atm ta cheers lmao idk".split()
)


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


class _Reader:
    """Reads one age at a position; remembers a gender that was written with one."""

    def __init__(self, words: Sequence[str], breaks: Sequence[bool], taken: bytearray, lexicon: Lexicon) -> None:
        self.words, self.breaks, self.taken, self.lexicon = words, breaks, taken, lexicon
        self.gender: str | None = None
        self.numbers = [as_number(word) for word in words]

    def read(self, at: int) -> tuple[int, list[Range]] | None:
        return self._stage(at) or self._year_group(at) or self._bound(at) or self._numbers(at)

    def may_start(self, at: int) -> bool:
        """Whether an age can begin here at all: asked of every word, so it must be quick."""
        word = self.words[at]
        return self.numbers[at] is not None or word in _STARTS or word[-1:].isdigit() or word[-2:-1].isdigit()

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) and not self.taken[at] else ""

    def _number(self, at: int) -> float | None:
        return self.numbers[at] if 0 <= at < len(self.numbers) and not self.taken[at] else None

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
            if self._word(at + 4) not in _YEARS and self._word(at + 4) not in _OLD:
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
        if word in ("under", "below") and number and number <= _OLDEST_CHILD + 1:
            return self._past_years(start + 1), [(0.0, number - 1)]
        if word in ("over", "above") and number and 4 < number <= _OLDEST_CHILD:
            return self._past_years(start + 1), [(number, _OLDEST_CHILD)]
        if start == at + 2 and number and number <= _OLDEST_CHILD:
            return self._past_years(start + 1), [(0.0, number)]
        return None

    def _past_years(self, at: int) -> int:
        while self._word(at) in _YEARS or self._word(at) in _OLD:
            at += 1
        return at

    def _numbers(self, at: int) -> tuple[int, list[Range]] | None:
        """A number or several, with what makes them ages."""
        glued = _GLUED_GENDER.fullmatch(self._word(at))
        if glued and 3 <= int(glued[2]) <= 25 and self._word(at - 1) != "the":  # "on the m6"
            self.gender = _GENDERS[glued[1]]
            return at + 1, [(float(glued[2]), float(glued[2]))]
        first = self._number(at)
        if first is None or first > 99:
            return None
        if self._word(at + 1) in _SHORT_UNITS and (self._word(at + 2) in ("old", "olds") or self._is_of_a_baby(at)):
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
        closed = at + 2 >= len(self.words) or self.breaks[at + 2] or self._word(at + 2) in _GOES_ON
        said = before[-1] in _BEING_TOLD or before in (["he", "is"], ["she", "is"])
        return said and closed and not _BABIES.isdisjoint(self.words)

    def _several(self, at: int, first: float) -> tuple[int, list[Range]] | None:
        values, end, is_range = [first], at + 1, False
        while len(values) < 6:
            gap = 1 if self._word(end) in _JOINS else 0
            further = self._number(end + gap)
            if further is None or self._is_somebody(at, end + gap) or self._word(end + gap + 1) in _SHORT_UNITS:
                break
            if self._counts_others(at, end + gap):
                break
            if not gap and not self._joins_by_punctuation(end, further, values[-1]):
                break
            is_range = is_range or self._word(end) in ("to", "until", "till") or (not gap and not self.breaks[end])
            is_range = is_range or (self._word(end) == "and" and self._word(at - 1) == "between")
            values.append(further)
            end += gap + 1
        if self._word(end) == "and" and self._word(end + 1) in ("a", "over", "above", "up", "under"):
            if self._word(end + 1) in ("over", "above", "up"):
                return end + 2, [(first, _OLDEST_CHILD)]
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
            before in _NEARLY
            or (before, earlier) in (("to", "about"), ("to", "close"))
            or (before == "be" and earlier in _WILL)
        )

    def _is_somebody(self, first: int, at: int) -> bool:
        """ "twins of 13, one plays up", "6 and one of 9": no age of one year."""
        return self._word(at) == "one" and (self._word(at + 1) in _ONE_OF or self.words[first][0].isdigit())

    def _counts_others(self, first: int, at: int) -> bool:
        """ "11 and | two lads in his class", "9 and | 3 girls": how many others come into it."""
        following = self._word(at + 1)
        closed = not following or self.breaks[at + 1]
        if closed or following in _YEARS or following in _OLD:
            return False
        in_words = self.words[first][0].isdigit() and not self.words[at][0].isdigit()
        return in_words or following in _OTHERS

    def _is_between(self, start: int, end: int) -> bool:
        """ "children between 5 and 8", and no count of something else after it."""
        if self._word(start - 1) != "between" or (self._number(end - 1) or 99) > _OLDEST_CHILD:
            return False
        return self._word(end) not in self.lexicon.classes["not_age_after"]

    def _is_for(self, start: int, end: int) -> bool:
        """ "a club for 13-19 near York": a range of whom it is for, not of hours or sessions."""
        low, high = self._number(start) or 0, self._number(end - 1) or 99
        if self._word(start - 1) not in ("for", "aged", "ages", "") or self.breaks[start] or not low < high:
            return False
        return 8 <= high <= _OLDEST_CHILD and self._word(end) not in self.lexicon.classes["not_age_after"]

    def _joins_by_punctuation(self, at: int, further: float, last: float) -> bool:
        return self.breaks[at] or (last < further <= 25)

    def _unit(self, end: int) -> int:
        if self._word(end) in _GENDERS:
            self.gender = _GENDERS[self._word(end)]
            return end + 1
        return self._past_years(end)

    def _is_age(self, start: int, end: int) -> bool:
        """Whether numbers are ages, by the words around them."""
        first, before = self._number(start) or 0, self._word(start - 1)
        broken = end < len(self.words) and self.breaks[end]  # "child 4, night terrors"
        after = "" if broken or self._begins_year_group(end) else self._word(end)
        counted = after in self.lexicon.classes["not_age_after"] and not self._is_told_of_others(before, after)
        if counted or self._counts_something_else(start, before, after):
            return False
        if any(word[0].isdigit() and word[-1] == "s" for word in self.words[start:end]):
            return True
        if after in _YEARS:
            return (
                self._word(end + 1) in _OLD
                or after.startswith(("yo", "yro", "yearo"))
                or self._is_person(end + 1, start)
            )
        if after in ("old", "olds"):
            return True
        if first > _OLDEST_CHILD or first < 1 or not self.words[start][0].isdigit():
            return self._is_in_words(start, before, after, closed=broken or end >= len(self.words))
        if before in ("m", "f") or after in _GENDERS:
            self.gender = _GENDERS.get(before, self.gender)
            return True
        if self._is_now(start, end) or (after in ("she", "he") and self._word(end + 1) == "is" and self.breaks[start]):
            return True  # "… of needles, 14 she is"
        if self._is_somebodys(start, before) or before in _BEFORE | _NEARLY:
            return True
        people = self._people()
        if before == "" and start > 0 and self.words[start - 1] in people:
            return True
        return (
            self._is_beside(start, end)
            or self._opens(start, end)
            or (first >= 4 and (after in people or self._stands_alone(start, end)))
        )

    def _is_told_of_others(self, before: str, after: str) -> bool:
        """ "im 13 friends left me": an age, and others of whom more is told; nobody is thirteen friends."""
        return before in _BEING and after in _OTHERS

    def _is_in_words(self, start: int, before: str, after: str, *, closed: bool) -> bool:
        """ "she's thirteen", "granddaughter's thirteen and …": a number in words counts many things, and is an age only
        where it is said of somebody."""
        said = before in ("im", "hes", "shes", "he", "she") or self._is_somebodys(start, before)
        said = said or (before in ("am", "is", "are") and (closed or after in _GOES_ON))
        number = self._number(start) or 0
        alone = closed and self.breaks[start] and start > 0 and 3 <= number < _OF_AGE and self._is_after_somebody(start)
        return alone or before in ("aged", "age") or (said and 3 < number <= _OLDEST_CHILD)

    def _is_after_somebody(self, start: int) -> bool:
        """ "The little one we foster, three, …": no number of a count beside it, and somebody told of before."""
        beside = (self.numbers[at] for at in (start - 1, start + 1) if 0 <= at < len(self.words))
        somebody = self.lexicon.classes["somebody"] | self.lexicon.classes["children"] | self._people() | {"little"}
        return all(number is None for number in beside) and not somebody.isdisjoint(self.words[:start])

    def _people(self) -> frozenset[str]:
        classes = self.lexicon.classes
        return classes["kin"] | classes["people"] | classes["plural_people"] | _LITTLE

    def _is_somebodys(self, start: int, before: str) -> bool:
        """A number right after somebody: "granddaughter 13", "a lad of 11"."""
        people, whose = self._people(), self._word(start - 2)
        if before != "of":
            return before in people
        several = whose == "group" and self._word(start - 3) in people  # "a sibling group of 3, 5 and 6"
        young_parent = whose in _PARENTS and _YOUNGEST_PARENT <= (self._number(start) or 0) <= _OLDEST_CHILD
        return whose in people or several or young_parent

    def _is_beside(self, start: int, end: int) -> bool:
        """A number right after somebody, before a comma: "young dad 19, low"."""
        closed = end >= len(self.words) or self.breaks[end]
        if closed and self.words[max(0, start - 2) : start] == ["little", "one"]:
            return True
        if closed and start > 2 and self.words[start - 2] in ("to", "of") and self.words[start - 3] in _PARENTS:
            return self._word(start - 1) not in self.lexicon.known  # "mum to Leo, 3"
        return closed and not self.breaks[start] and self._word(start - 1) in self.lexicon.classes["relatives"]

    def _counts_something_else(self, start: int, before: str, after: str) -> bool:
        """ "bus 14", "phone 18"; not across a full stop ("he checks my phone. 17"), nor in "every day 15 years". And
        "adopted at 3", "moved here at 5": how old somebody was then."""
        if is_short_for_a_word(self.words[start], before, after):
            return True
        told = before == "at" and _PAST.intersection(self.words[max(0, start - 6) : start])
        if told or self._is_when_young(start, before):
            return any(number is not None for at, number in enumerate(self.numbers) if at != start)
        if before == "at" and (self._word(start - 2) in _WAKES or self._is_said_elsewhere(start)):
            return True  # "wakes at 3", "im 15 … at 10"
        if before in _LINES and len(self.words[start]) == len("15") and (self._number(start) or 0) >= _LEAST_BARE:
            return False  # "text line 15", and not "line 2"
        if (before, self._word(start - 2)) == ("day", "all") or (
            before == "type" and (self._number(start) or 0) > _TYPES
        ):
            return False  # "i dont drink all day 11", "just wanna type 13"
        if self.breaks[start] or (before == "day" and after in ("years", "yrs", "year")):
            return False
        return before in self.lexicon.classes["not_age_before"]

    def _is_said_elsewhere(self, start: int) -> bool:
        """Whether another number is plainly an age: "im 15", "he is 12", "a 9 year old"."""
        for at, number in enumerate(self.numbers):
            if number is None or at == start or not 3 <= number <= _OLDEST_CHILD or self.taken[at]:
                continue
            if self._word(at - 1) in _BEING | {"is", "am", "aged"} or self._word(at + 1) in _YEARS:
                return True
        return False

    def _begins_year_group(self, at: int) -> bool:
        """ "gets less than a 9, year 10": the year is not of the number before it."""
        return self._word(at) == "year" and self.breaks[at] and self._number(at + 1) is not None

    def _is_now(self, start: int, end: int) -> bool:
        """ "she is only 7", "moved here at 4, now 11"."""
        before, closed = self._word(start - 1), end >= len(self.words) or self.breaks[end]
        if self._word(end) == "now" and (self.breaks[start] or before in _BEFORE):
            return (self._number(start) or 0) >= _YOUNGEST_NOW
        if before in ("only", "just", "now", "still") and self._word(start - 2) in _BEFORE:
            return True
        if before == "only" and closed and self.breaks[start - 1]:
            return True  # "lost her mam, only 6, …"
        closed = closed or self._word(end) in _GOES_ON
        return before == "now" and closed and (self._number(start) or 0) >= _YOUNGEST_NOW

    def _is_when_young(self, start: int, before: str) -> bool:
        """ "when i was 9", "till i was 17": how old somebody was."""
        return before in ("was", "were") and not _UP_TO_THEN.isdisjoint(self.words[max(0, start - 4) : start - 1])

    def _is_person(self, at: int, start: int) -> bool:
        """ "14 yr" counts where a person or nothing to measure follows, not in "for 2 years", "the wait is 2 years"."""
        before = self._word(start - 1)
        if _WAITS.intersection(self.words[max(0, start - 4) : start]) or self._word(at) in _QUEUES:
            return False  # "the wait is 2 years", "a 3 year wait"
        if not self.words[start][0].isdigit() and self._word(at) not in self._people():
            return False  # "it went on two years"
        return before not in _SPANNED and self._word(at) != "ago"

    def _opens(self, start: int, end: int) -> bool:
        """ "4 and hardly says a word": nothing else begins so."""
        return start == 0 and self._word(end) in _GOES_ON and self._number(end + 1) is None

    def _stands_alone(self, start: int, end: int) -> bool:
        """A bare number in a terse question, or set off by punctuation: "son (14)", "14 anxiety NW1 8QL"."""
        if self.words[start] in ("2", "4") and end == start + 1 < len(self.words) and not self.breaks[end]:
            return self._opens(start, end)  # "an app 4 sleep", "help 2 stop"
        if len(self.words) <= 9 or (start == 0 and _LEAST_BARE <= (self._number(0) or 0) <= _OLDEST_CHILD):
            return True  # "19 not eating much since the break up"
        least = 10 if end == len(self.words) else 4  # "wont sit still 8 Bradford": a place is the rest
        over = all(self.taken[at] or self.words[at] in _TAIL for at in range(end, len(self.words)))
        comes_in = self._word(start - 1) == "in" and self._word(start - 2) in ("drop", "walk")
        if over and comes_in and (self._number(start) or 0) >= least:
            return True  # "if i go drop in 14 leeds"
        if over and (self._number(start) or 0) >= least and self._word(start - 1) not in _SMALL:
            return True  # the last word of all
        closed = end >= len(self.words) or self.breaks[end] or (start == 0 and self._word(end) in ("and", "n"))
        closed = closed or bool(self.taken[end] and self.breaks[start])  # "can I turn up? 21 Brighton"
        return closed and (start == 0 or self.breaks[start])
