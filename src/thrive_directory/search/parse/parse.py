"""The pipeline from a sentence to what was understood of it. Each step reads the words and takes those it used."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from thrive_directory.errors import BadParameter
from thrive_directory.search.parse.ages import find_ages
from thrive_directory.search.parse.babies import is_around_a_birth
from thrive_directory.search.parse.choices import (
    is_beside_a_name,
    is_in_a_name,
    is_no_wish,
    is_only_talk,
    take_choice,
    take_modes_within,
)
from thrive_directory.search.parse.circumstances import find_circumstances, with_companions
from thrive_directory.search.parse.danger import find_danger
from thrive_directory.search.parse.left_over import left_over
from thrive_directory.search.parse.lexicon import Lexicon, Sense
from thrive_directory.search.parse.need_frames import find_needs
from thrive_directory.search.parse.negation import is_about_where, is_absent, refusal_of
from thrive_directory.search.parse.numerals import as_number
from thrive_directory.search.parse.people import find_people, own_roles
from thrive_directory.search.parse.places import PlaceNames, find_place
from thrive_directory.search.parse.reading import Reading
from thrive_directory.search.parse.stages import find_stages
from thrive_directory.search.parse.state_words import is_no_state
from thrive_directory.search.parse.tokens import read
from thrive_directory.search.parse.trie import longest
from thrive_directory.search.parse.understood import Term, Understood
from thrive_directory.search.parse.unnamed_needs import settle, take_unnamed
from thrive_directory.search.parse.when import find_when
from thrive_directory.search.parse.whose import is_anothers_age, parents_need
from thrive_directory.search.query import UrgentKind

MAX_CHARACTERS = 500
_MOST_WORDS = 130
_KM_PER_MILE = 1.609344
_WEEKS = {"week": 1, "weeks": 1, "wks": 1, "month": 4, "months": 4}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_WAITS = frozenset({"wait", "waits", "waiting", "seen"})
_AT_MOST = frozenset({"than", "under", "within", "most", "max", "maximum", "below", "to"})
_OF_NAMES = frozenset({"quiet-space", "anonymous"})  # access whose words begin names too; "bsl" is asked for
_TODDLER, _YOUNGEST_PARENT = 2, 14  # years
_OF_A_BABY = frozenset("baby newborn weeks week wks wk months month mths mth days".split())
_HAPPENED = frozenset("died buried passed happened fell left started hit attacked arrested funeral".split())


def parse(q: str, lexicon: Lexicon, names: PlaceNames, now: datetime) -> Understood:
    """What a sentence asks for. `now` (aware) is what "tonight" counts from. Raises `BadParameter` over 500
    characters. Time grows with the length of the sentence only. Words after the 130th, more
    than people put into 500 characters, are read for danger alone."""
    if len(q) > MAX_CHARACTERS:
        raise BadParameter("q", f"q may hold at most {MAX_CHARACTERS} characters")
    reading = Reading.of(read(q), lexicon)
    if not reading.words:
        return Understood()
    _take_danger(reading)
    reading.cut(_MOST_WORDS)
    _take_place(reading, names)
    _take_distance(reading)
    _take_wait(reading)
    _take_time(reading, now)
    _take_ages(reading)
    _take_figures(reading)
    _take_frames(reading)
    roles = own_roles(reading.words, reading.breaks, lexicon)
    referring = _take_phrases(reading, roles)
    _take_people(reading, roles, referring)
    for start, end, code in find_circumstances(reading.words, lexicon):
        reading.add("circumstance", [code], start, end)
    return _understood(reading)


def _take_danger(reading: Reading) -> None:
    danger = find_danger(reading.words, reading.breaks, reading.lexicon)
    for start, end in danger.denied:
        reading.take(start, end)
    reading.meant.extend(danger.shielded)
    reading.shielded = danger.shielded
    for found in danger.found:
        reading.meant.append((found.start, found.end))
        reading.add("urgent", [found.kind], found.start, found.end)
        reading.add("urgent_need", found.needs, found.start, found.end)
        reading.add("need", found.needs, found.start, found.end)


def _take_place(reading: Reading, names: PlaceNames) -> None:
    found = find_place(reading.sentence, reading.words, names, reading.lexicon)
    if found is None:
        return
    for start, end in found.others:
        reading.take(start, end)
    reading.near_text = reading.sentence.typed(found.start, found.end)
    reading.terms.append((found.start, Term(reading.near_text, "near", "", reading.near_text)))
    reading.take(found.lead, found.end)


def _take_distance(reading: Reading) -> None:
    """ "within 5 miles", "10 km away"."""
    for at in range(len(reading.words) - 1):
        number, unit = reading.words[at], reading.words[at + 1]
        if reading.taken[at] or unit not in ("mile", "miles", "km", "kms", "kilometres", "k"):
            continue
        count = as_number(number) or (int(number) if number.isascii() and number.isdigit() else 0)
        if 0 < count <= 500:
            reading.within_km = round(count * (_KM_PER_MILE if unit.startswith("mile") else 1), 2)
            start = at - 1 if at and reading.words[at - 1] in ("within", "under", "in") else at
            words = reading.sentence.typed(start, at + 2)
            reading.terms.append((start, Term(words, "within_km", f"{reading.within_km:g}", words)))
            reading.take(start, at + 2)
            return


def _take_wait(reading: Reading) -> None:
    """ "waiting no more than 4 weeks", "a wait of under 2 months", "within a month": a month is four weeks."""
    words = reading.words
    for at in range(1, len(words) - 1):
        weeks, count = _WEEKS.get(words[at + 1]), _COUNTS.get(words[at])
        if count is None and words[at].isascii() and words[at].isdigit():
            count = int(words[at])
        if weeks is None or count is None or not 0 < count <= 52:
            continue
        before = words[max(0, at - 5) : at]
        around = [*before, *words[at + 2 : at + 4]]
        if before[-1] != "within" and (_WAITS.isdisjoint(around) or _AT_MOST.isdisjoint(before)):
            continue
        start = next(place for place in range(max(0, at - 5), at) if words[place] in _WAITS | _AT_MOST)
        reading.add("wait", [str(count * weeks)], start, at + 2)
        reading.take(start, at + 2)
        return


def _take_time(reading: Reading, now: datetime) -> None:
    found = find_when(reading.words, reading.breaks, reading.taken, now)
    if found and not _HAPPENED.intersection(reading.words[max(0, found.start - 1) : found.start + 1]):
        reading.open_at = found.at
        if found.kind:
            reading.kinds.append(("open", found.kind))
        words = reading.sentence.typed(found.start, found.end)
        label = f"open {found.at:%A %H:%M}"
        reading.terms.append((found.start, Term(words, "open", found.at.isoformat(timespec="minutes"), label)))
        reading.take(found.start, found.end)


def _take_ages(reading: Reading) -> None:
    found = find_ages(reading.words, reading.breaks, reading.taken, reading.lexicon)
    reading.gender = found.gender
    stages = () if found.spans else tuple(find_stages(reading.words, reading.breaks))
    reading.meant.extend((start, end) for start, end, _ in stages)
    for start, end in (*((start, end) for start, end, _ in found.spans), *found.repeated):
        reading.take(start, end)
    harmed = "abuse" in reading.values.get("urgent", ())
    for start, end, (low, high) in (*found.spans, *stages):
        if harmed and is_anothers_age(reading.words, start, low, reading.lexicon):
            continue
        if (low, high) not in reading.ages:
            reading.ages.append((low, high))
            code = f"{low:g}" if low == high else f"{low:g}-{high:g}"
            reading.terms.append((start, Term(reading.sentence.typed(start, end), "age", code, f"age {code}")))


def _take_figures(reading: Reading) -> None:
    """Take figures of speech ("mad about horses", "crying out for a group") before anything names a need."""
    at = 0
    while at < len(reading.words):
        end, _ = longest(reading.lexicon.figures, reading.words, at, reading.lexicon.softeners)
        reading.take(at, end)
        at = max(end, at + 1)


def _take_frames(reading: Reading) -> None:
    """Needs said in several words with others between. Their words may say more."""
    free = reading.taken
    for found in find_needs(reading.words, reading.breaks, lambda at: not free[at], reading.lexicon.need_frames):
        start, end = found.at[0], found.at[-1] + 1
        if is_absent(reading.words, reading.breaks, start, end, reading.lexicon):
            continue
        if "speech-language" in found.needs and any(_is_of_a_language(reading, at + 1) for at in found.at):
            continue  # "he only speaks farsi"
        if any(is_no_state(reading.words, reading.breaks, at, at + 1, reading.lexicon) for at in found.at):
            continue  # "the house is | so | empty"
        if found.weak:
            reading.weak.append((Sense("need", _whose(reading, found.needs, start, end)), start, end))
        else:
            needs = _whose(reading, found.needs, start, end)
            reading.name(needs, found.at, by_frame=True, instead=found.instead)
        for at in found.at:
            reading.meant.append((at, at + 1))


def _take_phrases(reading: Reading, roles: set[int]) -> set[int]:
    """Everything the lexicon has a meaning for, left to right, the longest phrase first; not the asker's own role.
    Returns the positions of words about referral."""
    lexicon, words, at = reading.lexicon, reading.words, 0
    refused: set[int] = set()
    referring: set[int] = set()
    for role in roles:
        reading.taken[role] = 1
    said = bytearray(reading.taken)
    while at < len(words):
        end, sense = (at, None) if reading.taken[at] else longest(lexicon.senses, words, at, lexicon.softeners)
        if sense is None or any(reading.taken[at:end]):
            at += 1
            continue
        _take_sense(reading, sense, at, end, refused)
        if sense.field != "ignore":
            said[at:end] = b"\x01" * (end - at)
        if sense.field == "referral_route":
            referring.update(range(at, end))
        reading.take(at, end)
        at = end
    small = next((at for at, word in enumerate(words) if word in _OF_A_BABY), None)
    if small is not None and _has_a_baby(reading):
        reading.add("need", ["perinatal"], small, small + 1)
    _take_birth(reading)
    settle(reading)
    take_unnamed(reading, said, is_about_help=bool(refused))
    if not reading.values.get("mode"):
        for sense, start, end in reading.weak_modes:
            take_choice(reading, Sense("mode", sense.codes), start, end, refused)
    return referring


def _take_birth(reading: Reading) -> None:
    """Help around a birth, where a baby is told of and how a parent feels."""
    if not is_around_a_birth(reading.words, reading.ages):
        return
    start, end = next((at, at + len(term.words.split())) for at, term in reading.terms if term.field == "age")
    reading.add("need", ["perinatal"], start, min(end, len(reading.words)))


def _take_sense(reading: Reading, sense: Sense, at: int, end: int, refused: set[int]) -> None:
    if sense.field in ("need", "weak_need"):
        _take_trouble(reading, sense, at, end)
        take_modes_within(reading, at, end, refused)
    elif sense.field == "weak_mode":
        reading.weak_modes.append((sense, at, end))
    elif sense.field == "text":
        refusal = refusal_of(reading.words, reading.breaks, at, end, refused)
        if refusal is None:
            reading.text.append((at, sense.codes[0]))
        else:
            refused.update(range(at, end))
            reading.take(refusal, at)
    elif _begins_names(sense) and end == at + 1 and is_beside_a_name(reading, at):
        reading.text.append((at, reading.words[at]))
    elif is_no_wish(reading, sense, at, end):
        return
    elif sense.field == "mode" and end == at + 1 and is_in_a_name(reading, at):
        reading.text.append((at, reading.words[at]))
    elif sense.field != "ignore" and not (sense.field == "grouping" and is_only_talk(reading, at, end)):
        take_choice(reading, sense, at, end, refused)


def _take_trouble(reading: Reading, sense: Sense, at: int, end: int) -> None:
    """A need that a phrase names, at once or only where no other is named."""
    if is_no_state(reading.words, reading.breaks, at, end, reading.lexicon):
        return
    if sense.field == "need":
        _take_need(reading, sense, at, end)
    else:
        reading.weak.append((Sense("need", _whose(reading, sense.codes, at, end)), at, end))


def _begins_names(sense: Sense) -> bool:
    return sense.field in ("grouping", "sector") or _OF_NAMES.issuperset(sense.codes)


def _take_need(reading: Reading, sense: Sense, at: int, end: int) -> None:
    if is_about_where(reading.words, reading.breaks, at, end, reading.lexicon):
        reading.add("not_mode", ["in-school"], at, end)
    elif _means_no_trouble(reading, sense, at, end):
        return
    elif not is_absent(reading.words, reading.breaks, at, end, reading.lexicon):
        reading.name(_whose(reading, sense.codes, at, end), range(at, end))


def _means_no_trouble(reading: Reading, sense: Sense, at: int, end: int) -> bool:
    """Whether words that mostly name a need tell of a language, or stand where danger was denied."""
    if "speech-language" in sense.codes and (_is_of_a_language(reading, end) or _is_of_a_call(reading, end)):
        return True
    return sense.codes == ("running-away",) and any(start <= at < last for start, last in reading.shielded)


def _is_of_a_call(reading: Reading, at: int) -> bool:
    """ "wont speak | on the phone", "wont talk | to a man": whom or how somebody will not speak, and who can."""
    following = reading.words[at : at + 2]
    return following in (["on", "the"], ["over", "the"], ["by", "phone"], ["to", "a"], ["to", "camhs"], ["to", "men"])


def _is_of_a_language(reading: Reading, at: int) -> bool:
    """Whether the name of a language stands at a position: "doesnt speak | polish" tells of that and of no trouble."""
    if at >= len(reading.words) or reading.breaks[at]:
        return False
    sense = reading.lexicon.senses.get(reading.words[at], {}).get("")
    return reading.words[at] == "english" or (sense is not None and sense.field == "language")


def _whose(reading: Reading, needs: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """The needs that words from `start` on name, as the young person's own."""
    return parents_need(reading.words, reading.breaks, start, end, needs, reading.lexicon)


def _take_people(reading: Reading, roles: set[int], referring: set[int]) -> None:
    age = min((low for low, _ in reading.ages), default=None)
    people = find_people(reading.words, reading.breaks, roles, referring, age, reading.lexicon)
    if people.audience:
        first = min(people.positions, default=0)
        is_parents = people.audience == "child" and "perinatal" in reading.values.get("need", ())
        is_parents = is_parents or (people.audience == "child" and _has_a_baby(reading))
        reading.add("audience", ["parent-carer" if is_parents else people.audience], first, first + 1)
        reading.is_told_of = people.is_told_of and not is_parents
    reading.gender = reading.gender or people.gender
    for at in people.positions:
        reading.taken[at] = 1


def _has_a_baby(reading: Reading) -> bool:
    """Whether the ages are those of a baby and of one who may be its mother or father: "19F baby 8/52"."""
    lows = [low for low, _ in reading.ages]
    return bool(lows) and min(lows) < _TODDLER and max(lows) >= _YOUNGEST_PARENT


def _understood(reading: Reading) -> Understood:
    for start, end in reading.meant:  # only now: the same words may name a need, a person or a time
        reading.take(start, end)
    unused = left_over(reading)
    rest = sorted([*reading.text, *unused])
    values = {name: tuple(codes) for name, codes in reading.values.items()}
    not_modes = values.get("not_mode", ())
    modes = tuple(mode for mode in values.get("mode", ()) if mode not in not_modes)
    liked = {code: word for code, word in reading.kinds if code not in reading.outright}
    return Understood(
        near_text=reading.near_text,
        groupings=values.get("grouping", ()),
        needs=values.get("need", ()),
        ages=tuple(reading.ages),
        audiences=values.get("audience", ()),
        is_told_of=reading.is_told_of,
        sectors=values.get("sector", ()),
        modes=modes,
        liked_modes=tuple(mode for mode in modes if mode in liked),
        not_modes=not_modes,
        languages=values.get("language", ()),
        referral_routes=values.get("referral_route", ()),
        circumstances=with_companions(values.get("circumstance", ()), values.get("need", ())),
        free=True if values.get("free") else None,
        access=values.get("access", ()),
        prefer_access=values.get("prefer_access", ()),
        open_at=reading.open_at,
        open_is_liked="open" in liked,
        within_km=reading.within_km,
        wait_weeks=float(values["wait"][0]) if values.get("wait") else None,
        gender=reading.gender,
        text=" ".join(dict.fromkeys(word for _, word in rest)),
        liked_text=" ".join(liked.values()),
        urgent=bool(values.get("urgent")),
        urgent_kinds=cast("tuple[UrgentKind, ...]", values.get("urgent", ())),
        urgent_needs=_only_from_danger(reading, values.get("urgent_need", ())),
        unused=tuple(dict.fromkeys(word for _, word in unused)),
        terms=tuple(term for _, term in sorted(reading.terms, key=lambda pair: pair[0]) if term.field != "urgent_need"),
    )


def _only_from_danger(reading: Reading, needs: Sequence[str]) -> tuple[str, ...]:
    by_danger = {term.words for _, term in reading.terms if term.field == "urgent_need"}
    named = {term.code: term.words for _, term in reading.terms if term.field == "need"}
    return tuple(need for need in needs if named.get(need) in by_danger)
