"""Whether the numbers in a sentence are ages, by the words around them. Reads no range and no school year."""

from collections.abc import Sequence

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.numerals import as_number, is_short_for_a_word

OLDEST_CHILD = 25.0
YEARS = frozenset("year years yr yrs y yo yrold yearold yearolds yars".split())
SHORT_UNITS = frozenset({"month", "months", "mth", "mths", "week", "weeks", "wk", "wks"})
_ONE_OF = frozenset({"is", "has", "was", "of", "wont", "cant", "doesnt", "who", "with", "isnt", "keeps"})
OLD = frozenset({"old", "olds", "o", "of"})
GENDERS = {"m": "male", "male": "male", "f": "female", "female": "female"}
_BEFORE = frozenset(
    "aged age ages turned turning im am is hes shes theyre are he she was be being who whos and at ageing".split()
)
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
GOES_ON = frozenset({"and", "but", "who", "with", "n"})
_BEING = frozenset({"im", "hes", "shes"})
_OTHERS = frozenset("friends kids children people boys girls lads brothers sisters pupils students other".split())
NEARLY = frozenset({"nearly", "almost", "turning", "turns", "approaching"})
_PARENTS = frozenset({"mum", "mam", "mom", "mother", "dad", "father", "parent", "mums", "dads"})
_YOUNGEST_PARENT = 13  # years: "mum of 17", and not "mum of 3"
_LITTLE = frozenset({"toddler", "bairn", "bairns"})
_TAIL = frozenset(
    "fr ngl lol tbh pls plz please ty thx thanks x xx xxx help innit tho rn atm ta cheers lmao idk".split()
)


class NumberReader:
    """The words of one sentence, and which of its numbers are said of somebody. Remembers a gender written with one."""

    def __init__(self, words: Sequence[str], breaks: Sequence[bool], taken: bytearray, lexicon: Lexicon) -> None:
        self.words, self.breaks, self.taken, self.lexicon = words, breaks, taken, lexicon
        self.gender: str | None = None
        self.numbers = [as_number(word) for word in words]

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) and not self.taken[at] else ""

    def _number(self, at: int) -> float | None:
        return self.numbers[at] if 0 <= at < len(self.numbers) and not self.taken[at] else None

    def _is_of_another(self, first: int, at: int) -> bool:
        """Whether a number after that of an age is none of its list: "6 and one of 9", "2 and 4 weeks"."""
        return self._is_somebody(first, at) or self._counts_others(first, at) or self._word(at + 1) in SHORT_UNITS

    def _counts_others(self, first: int, at: int) -> bool:
        """ "11 and | two lads in his class", "9 and | 3 girls": how many others come into it."""
        following = self._word(at + 1)
        closed = not following or self.breaks[at + 1]
        if closed or following in YEARS or following in ("old", "olds"):
            return False
        in_words = self.words[first][0].isdigit() and not self.words[at][0].isdigit()
        return in_words or following in _OTHERS

    def _is_somebody(self, first: int, at: int) -> bool:
        """ "twins of 13, one plays up", "6 and one of 9": no age of one year."""
        return self._word(at) == "one" and (self._word(at + 1) in _ONE_OF or self.words[first][0].isdigit())

    def _is_age(self, start: int, end: int) -> bool:
        """Whether numbers are ages, by the words around them."""
        first, before = self._number(start) or 0, self._word(start - 1)
        broken = end < len(self.words) and self.breaks[end]  # "child 4, night terrors"
        after = "" if broken or self._begins_year_group(end) else self._word(end)
        counted = after in self.lexicon.classes["not_age_after"] and not self._is_told_of_others(before, after)
        aged = after in YEARS and self._word(end + 1) == "old"  # "on the bus 10 yr old"
        if counted or (not aged and self._counts_something_else(start, before, after)):
            return False
        if any(word[0].isdigit() and word[-1] == "s" for word in self.words[start:end]):
            return True
        if after in YEARS:
            return (
                self._word(end + 1) in OLD
                or after.startswith(("yo", "yro", "yearo"))
                or self._is_person(end + 1, start)
            )
        if after in ("old", "olds"):
            return True
        if first > OLDEST_CHILD or first < 1 or not self.words[start][0].isdigit():
            return self._is_in_words(start, before, after, closed=broken or end >= len(self.words))
        if before in ("m", "f") or after in GENDERS:
            self.gender = GENDERS.get(before, self.gender)
            return True
        if self._is_now(start, end) or (after in ("she", "he") and self._word(end + 1) == "is" and self.breaks[start]):
            return True  # "… of needles, 14 she is"
        if self._is_somebodys(start, before) or before in _BEFORE | NEARLY:
            return True
        people = self._people()
        if before == "" and start > 0 and self.words[start - 1] in people:
            return True
        return self._stands_out(start, end, after)

    def _stands_out(self, start: int, end: int, after: str) -> bool:
        """A bare number by where it stands: after somebody, first of all, before somebody or alone."""
        if self._is_beside(start, end) or self._opens(start, end):
            return True
        if self.words[start] in ("2", "4") and after in self._people() and self._number(end + 1) is not None:
            return False  # "a room 4 YP 14"
        return (self._number(start) or 0) >= 4 and (after in self._people() or self._stands_alone(start, end))

    def _is_told_of_others(self, before: str, after: str) -> bool:
        """ "im 13 friends left me": an age, and others of whom more is told; nobody is thirteen friends."""
        return before in _BEING and after in _OTHERS

    def _is_in_words(self, start: int, before: str, after: str, *, closed: bool) -> bool:
        """ "she's thirteen", "granddaughter's thirteen and …": a number in words counts many things, and is an age only
        where it is said of somebody."""
        said = before in ("im", "hes", "shes", "he", "she") or self._is_somebodys(start, before)
        said = said or (before in ("am", "is", "are") and (closed or after in GOES_ON))
        number = self._number(start) or 0
        alone = closed and self.breaks[start] and start > 0 and 3 <= number < _OF_AGE and self._is_after_somebody(start)
        return alone or before in ("aged", "age") or (said and 3 < number <= OLDEST_CHILD)

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
        young_parent = whose in _PARENTS and _YOUNGEST_PARENT <= (self._number(start) or 0) <= OLDEST_CHILD
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
        if (before == "day" and self._word(start - 2) in ("all", "every") and after not in YEARS) or (
            before == "type" and (self._number(start) or 0) > _TYPES
        ):
            return False  # "i dont drink all day 11", "just wanna type 13"
        if self.breaks[start] or (before == "day" and after in ("years", "yrs", "year")):
            return False
        return before in self.lexicon.classes["not_age_before"]

    def _is_said_elsewhere(self, start: int) -> bool:
        """Whether another number is plainly an age: "im 15", "he is 12", "a 9 year old"."""
        for at, number in enumerate(self.numbers):
            if number is None or at == start or not 3 <= number <= OLDEST_CHILD or self.taken[at]:
                continue
            if self._word(at - 1) in _BEING | {"is", "am", "aged", "he", "she"} or self._word(at + 1) in YEARS:
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
        closed = closed or self._word(end) in GOES_ON
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
        return start == 0 and self._word(end) in GOES_ON and self._number(end + 1) is None

    def _stands_alone(self, start: int, end: int) -> bool:
        """A bare number in a terse question, or set off by punctuation: "son (14)", "14 anxiety NW1 8QL"."""
        if self.words[start] in ("2", "4") and end == start + 1 < len(self.words) and not self.breaks[end]:
            return self._opens(start, end)  # "an app 4 sleep", "help 2 stop"
        if len(self.words) <= 9 or (start == 0 and _LEAST_BARE <= (self._number(0) or 0) <= OLDEST_CHILD):
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
