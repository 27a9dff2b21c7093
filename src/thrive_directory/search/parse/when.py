"""When it must be open: "tonight", "open Saturday", "after school", against a given now. Reads no clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from thrive_directory.search.parse.numerals import as_number

LONDON = ZoneInfo("Europe/London")

_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday weds wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_HOURS = {
    "morning": 10, "mornings": 10, "lunchtime": 12, "lunch": 12, "afternoon": 15, "afternoons": 15,
    "evening": 19, "evenings": 19, "eve": 19, "eves": 19, "lunchtimes": 12, "night": 21, "nights": 21, "late": 21,
}  # fmt: skip
_HALVES = {"am": 10, "pm": 15}  # "sat am"
_NAMED_HOURS = {"midnight": 0, "noon": 12, "midday": 12}
_PARTS = frozenset("evening evenings eves mornings afternoons lunchtime lunchtimes late".split())
_SOON = {"today": 0, "tonight": 0, "tonite": 0, "tomorrow": 1}
_ANY = frozenset({"only", "mornings", "afternoons", "evenings", "lunchtimes"})
_ASKS = frozenset(
    "only there open opens opening available appointment appointments session sessions somewhere something someone "
    "anything "
    "anyone drop clinic call ring phone text talk speak see chat visit help support "
    "accessible running group groups go course courses class classes workshop workshops activity activities club clubs "
    "counselling counsellor therapy therapist football sport sports swimming tutor".split()
)
_NOW_AFTER = frozenset(
    "open available help someone somebody anyone talk speak chat call ring text see somewhere support to advice".split()
)
_NOT_SATURDAY = frozenset(
    "in on at there down with next by here up around alone across opposite".split()
)  # "sat in front of"
_LEAVING = frozenset("gonna gona going leg legging leaving running runaway".split())
_TOLD = frozenset("since last third every happened was were had went did wakes woke waking wake awake up".split())
_STARTS = frozenset(
    "right rite just now open today tonight tonite 2nite this tomorrow after all middle weekend weekends week".split()
).union(_DAYS, (day + "s" for day in _DAYS), _PARTS, ("weekday", "weekdays"), _NAMED_HOURS)
_OFFERS = frozenset("group groups club clubs course courses class classes workshop workshops programme".split())
_SORTS = frozenset("school evening evenings afternoon morning lunchtime weekend weekday after".split()).union(_DAYS)
_MANY = frozenset({"mornings", "afternoons", "evenings", "lunchtimes"})
_FIRST_HOUR = 8
_NOON = 12
_TONIGHT = frozenset({"tonight", "tonite", "2nite"})
_SITS = frozenset("she he they we i who just and always mum dad all".split())
_LATE_IN = frozenset("always im is was am hes shes being too are so of gets in up out stays got get home".split())
_DOERS = frozenset({"i", "he", "she", "they"})
_DAILY = frozenset(
    "do does feed feeds wash washes cook cooks clean cleans get gets make makes give gives dress".split()
)
_WHOM = ["him"], ["her"], ["them"], ["us"], ["brother"], ["sister"], ["home"]
_IN_THE_DAY = 11  # a day without an hour: most of what opens that day is open then, mornings-only too


@dataclass(frozen=True, slots=True)
class Found:
    """The moment, and the words that said so. `kind` is the word for a sort of offer ("evening" of "evening course"),
    which is no time that somebody must have."""

    start: int
    end: int
    at: datetime
    kind: str = ""


def find_when(words: Sequence[str], breaks: Sequence[bool], taken: bytearray, now: datetime) -> Found | None:
    """The first time asked for, as a moment in London."""
    local = now.astimezone(LONDON)
    for at in range(len(words)):
        if taken[at] or not _may_start(words[at]):
            continue
        found = _now(words, at, local) or _fixed(words, at, local) or _day(words, breaks, at, local)
        found = found or _clock(words, at, local)
        if found:
            start = at - 1 if at and words[at - 1] in ("open", "opens", "on", "this", "opening", "at") else at
            start = start - 1 if start and words[start - 1] == "open" else start
            return Found(start, found[0], found[1], _kind(words, breaks, start, found[0]))
    return None


def _kind(words: Sequence[str], breaks: Sequence[bool], start: int, end: int) -> str:
    """The word for the time of a sort of offer: "evening course", "saturday club"; not of "open saturdays"."""
    if end >= len(words) or breaks[end] or words[end] not in _OFFERS or not _SORTS.issuperset(words[start:end]):
        return ""
    return words[start] if words[start] != "after" else "after school"


def _may_start(word: str) -> bool:
    """Whether a time can begin here at all: asked of every word, so it must be quick."""
    return word in _STARTS or word[:1].isdigit()


def _now(words: Sequence[str], at: int, local: datetime) -> tuple[int, datetime] | None:
    end = at + 2 if words[at] in ("right", "rite", "just") and words[at + 1 : at + 2] == ["now"] else at + 1
    if words[end - 1] == "now" and words[at - 2 : at] == ["refer", "to"]:
        return None  # "what can parents refer to now"
    if words[end - 1] == "now" and at and words[at - 1] in _NOW_AFTER:
        return end, local
    if words[at] == "open" and words[at + 1 : at + 2] in (["today"], ["atm"], ["rn"]):
        clock = _hour(words, at + 3 if words[at + 2 : at + 3] == ["at"] else at + 2)
        return (clock[0], _not_before(local, _on(local, 0, clock[1]))) if clock else (at + 2, local)
    return None


def _fixed(words: Sequence[str], at: int, local: datetime) -> tuple[int, datetime] | None:
    """Words that name a time by themselves."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in _TONIGHT and _LEAVING.isdisjoint(words[max(0, at - 4) : at]):
        end, hour = _tonight(words, at)
        return end, _not_before(local, _on(local, 0, hour))
    if word == "this" and following in ("evening", "afternoon", "morning"):
        return at + 2, _not_before(local, _on(local, 0, _HOURS[following]))
    if word in ("today", "tomorrow") and (
        _is_appointed(words, at) or words[at + 1 : at + 2] == ["at"] or (word == "tomorrow" and _is_asked(words, at))
    ):
        end, hour = _part_of_day(words, at + 1)
        return end, _not_before(local, _on(local, _SOON[word], hour))
    if word == "after" and following in ("school", "college") and not _is_of_a_day(words, at):
        return at + 2, _next_weekday(local, 16)
    if word == "after" and following == "work":
        return at + 2, _next_weekday(local, 18)
    if (word, following) in (("24", "7"), ("24", "hours"), ("24", "hour")) or (
        (word, following) == ("all", "night") and _is_asked(words, at)
    ):
        return at + 2, _next(local, 3)
    if word in ("24hr", "24hrs"):
        return at + 1, _next(local, 3)
    if word == "middle" and list(words[at + 1 : at + 4]) == ["of", "the", "night"] and _is_asked(words, at):
        return at + 4, _next(local, 3)
    return None


def _day(words: Sequence[str], breaks: Sequence[bool], at: int, local: datetime) -> tuple[int, datetime] | None:
    """ "open Saturday", "Saturdays", "this weekend", "open evenings": where something is asked of the day."""
    word = words[at]
    single = word.removesuffix("s") if word not in _DAYS and len(word) > 4 else word  # "sats" are exams
    is_weekend = single == "weekend" or (word in ("week",) and words[at + 1 : at + 2] in (["end"], ["ends"]))
    is_weekday = single == "weekday"
    if not is_weekend and not is_weekday and single not in _DAYS and word not in _PARTS:
        return None
    if word == "sat" and not _is_saturday(words, at):
        return None
    if word == "late" and not _is_late_opening(words, at):
        return None
    if word in _PARTS and at and as_number(words[at - 1]) is not None:
        return None  # "managed only four mornings"
    if not _is_asked(words, at) and not _is_any(words, breaks, at) and not _is_appointed(words, at):
        return None
    end = at + (2 if word == "week" else 1)
    if word in _PARTS:
        return end, _next_weekday(local, _HOURS[word])
    end, hour = _part_of_day(words, end)
    if is_weekday:
        return end, _next_weekday(local, hour)
    if is_weekend:
        if local.weekday() >= 5:
            return end, local
        return end, _on(local, 5 - local.weekday(), hour)
    return end, _not_before(local, _on(local, (_DAYS[single] - local.weekday()) % 7, hour))


def _tonight(words: Sequence[str], at: int) -> tuple[int, int]:
    """Past "tonight", with its hour where one is said ("tonight at 10", "tonight 9pm"), and that hour."""
    after = at + 2 if words[at + 1 : at + 2] == ["at"] else at + 1
    clock = _hour(words, after)
    if clock and clock[1] >= _NOON:
        return clock
    bare = _bare_hour(words, after) if after == at + 2 else None
    return (bare[0], _in_the_evening(bare[1])) if bare else (at + 1, 19)


def _in_the_evening(hour: int) -> int:
    """The hour of the evening that a bare one means: 10 is 22."""
    return hour + _NOON if hour < _NOON else hour


def _is_saturday(words: Sequence[str], at: int) -> bool:
    """Whether "sat" is the day: not "sat at the back", "sat in front of", "she sat at 2pm", but "on sat at 2pm"."""
    if words[at + 1 : at + 2] == ["at"] and _hour(words, at + 2) is not None:
        return _SITS.isdisjoint(words[max(0, at - 1) : at])
    return not _NOT_SATURDAY.intersection(words[at + 1 : at + 2])


def _is_late_opening(words: Sequence[str], at: int) -> bool:
    """Whether "late" is when something is open ("open late", "late appointments"): nobody who is "always late"."""
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return not _LATE_IN.intersection(beside[:1]) and not _ASKS.isdisjoint(beside)


def _is_of_a_day(words: Sequence[str], at: int) -> bool:
    """Whether "after school" tells of somebody's day ("i wash him after school", "i do dads tea after college"), and
    asks for nothing then."""
    if _is_narrative(words, at):
        return True
    told = words[at - 1 : at] in _WHOM or bool(_DOERS.intersection(words[:at]) and _DAILY.intersection(words[:at]))
    return told and not _is_asked(words, at)


def _is_appointed(words: Sequence[str], at: int) -> bool:
    """Whether an hour of the clock follows a day ("sunday 2pm"), of which nobody tells what happened then."""
    after = at + 2 if words[at + 1 : at + 2] == ["at"] else at + 1
    return _hour(words, after) is not None and not _is_narrative(words, at)


def _is_any(words: Sequence[str], breaks: Sequence[bool], at: int) -> bool:
    """Whether any such day or hour is meant ("on a Saturday", "…, evenings only"), as only who asks says."""
    if _is_narrative(words, at) or words[at + 1 : at + 3] == ["if", "possible"]:
        return False
    if words[at - 2 : at] == ["on", "a"] or words[at - 2 : at] == ["to", "be"]:
        return True  # "on a Saturday", "it would have to be evenings"
    if words[at + 1 : at + 2] and words[at + 1] in _MANY and words[max(0, at - 1) : at] in ([], ["on"]):
        return True  # "sunday afternoons", "… in Coventry on Sunday afternoons"
    if words[at] in _PARTS and at + 1 == len(words) and words[at].endswith("s") and at and _is_place(words[at - 1]):
        return True  # "lonely BS16 evenings"
    return at > 0 and breaks[at] and (words[at].endswith("s") or bool(_ANY.intersection(words[at + 1 : at + 2])))


def _is_place(word: str) -> bool:
    """Whether a word is half a postcode."""
    return word[0].isalpha() and word[-1].isdigit()


def _part_of_day(words: Sequence[str], at: int) -> tuple[int, int]:
    """Past the words for an hour that follow a day, and that hour: "morning", "after school", "2pm"."""
    after = list(words[at : at + 2])
    if after in (["after", "school"], ["after", "college"]):
        return at + 2, 16
    if after == ["after", "work"]:
        return at + 2, 18
    if after[:1] and after[0] in _HALVES:
        return at + 1, _HALVES[after[0]]
    if after[:1] and after[0] in _HOURS:
        return at + 1, _HOURS[after[0]]
    if after[:1] == ["at"]:
        return _hour(words, at + 1) or _bare_hour(words, at + 1) or (at, _IN_THE_DAY)
    return _hour(words, at) or (at, _IN_THE_DAY)


def _bare_hour(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """ "tomorrow at 4": in the day, from eight in the morning on."""
    word = words[at] if at < len(words) else ""
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= 12 or len(word) > 2:
        return None
    return at + 1, int(word) + (12 if int(word) < _FIRST_HOUR else 0)


def _hour(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Past a time of the clock ("9pm", "9 pm"), and its hour."""
    word = words[at] if at < len(words) else ""
    half = word[-2:] if word[-2:] in ("am", "pm") else ""
    digits, end = word.removesuffix(half) if half else word, at + 1
    if not half and end < len(words) and words[end] in ("am", "pm"):
        half, end = words[end], at + 2
    if not digits.isascii() or not digits.isdigit() or len(digits) > 2 or not half or not 1 <= int(digits) <= 12:
        return None
    return end, int(digits) % 12 + (12 if half == "pm" else 0)


def _clock(words: Sequence[str], at: int, local: datetime) -> tuple[int, datetime] | None:
    """ "open at 6pm", "open until 8pm", "at 3am", "10am on saturday"."""
    if words[at] in _NAMED_HOURS and words[at - 1 : at] == ["at"] and _is_asked(words, at):
        return at + 1, _next(local, _NAMED_HOURS[words[at]])
    bare = _bare_hour(words, at) if words[at - 1 : at] == ["at"] else None
    if bare and words[at + 1 : at + 2] and words[at + 1] in _TONIGHT:
        return at + 2, _not_before(local, _on(local, 0, _in_the_evening(bare[1])))
    found = _hour(words, at)
    day = _day_after(words, found[0]) if found else None
    if found and day and _TOLD.isdisjoint(words[max(0, at - 4) : at]):
        return day[0], _not_before(local, _on(local, day[1](local), found[1]))
    until = words[at - 1 : at] in (["until"], ["till"], ["til"])
    if found is None or (until and "open" not in words[max(0, at - 3) : at]):
        return None  # "on his phone til 2am"
    if "open" not in words[max(0, at - 3) : at] and not _is_asked(words, at):
        return None
    end, hour = found
    return end, _next(local, hour - 1 if until and hour else hour)


def _day_after(words: Sequence[str], at: int) -> tuple[int, Callable[[datetime], int]] | None:
    """Past the day that follows an hour ("on saturday", "tonight"), and how many days away it is."""
    at += words[at : at + 1] == ["on"]
    word = words[at] if at < len(words) else ""
    single = word if word in _DAYS else word.removesuffix("s")
    if single in _DAYS:
        return at + 1, lambda local: (_DAYS[single] - local.weekday()) % 7
    if word in _SOON:
        return at + 1, lambda _: _SOON[word]
    return None


def _is_asked(words: Sequence[str], at: int) -> bool:
    """Whether the words around ask for something at that time, rather than tell what happened then."""
    if _is_narrative(words, at):
        return False
    return any(word in _ASKS for word in words[max(0, at - 4) : at + 4])


def _is_narrative(words: Sequence[str], at: int) -> bool:
    return any(word in _TOLD for word in words[max(0, at - 2) : at])


def _on(local: datetime, days: int, hour: int) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), time(hour), LONDON)


def _next(local: datetime, hour: int) -> datetime:
    """The next time the clock shows this hour."""
    today = _on(local, 0, hour)
    return today if today >= local else _on(local, 1, hour)


def _next_weekday(local: datetime, hour: int) -> datetime:
    """The next school or working day's hour."""
    days = 0 if _on(local, 0, hour) >= local else 1
    while (local.weekday() + days) % 7 >= 5:
        days += 1
    return _on(local, days, hour)


def _not_before(local: datetime, wanted: datetime) -> datetime:
    return max(local, wanted)
