"""The pipeline from a sentence to what was understood of it. Each step reads the words and takes those it used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from thrive_directory.errors import BadParameter
from thrive_directory.search.parse.ages import find_ages
from thrive_directory.search.parse.danger import find_danger
from thrive_directory.search.parse.lexicon import Lexicon, Sense, longest
from thrive_directory.search.parse.negation import is_about_where, is_absent, is_refused
from thrive_directory.search.parse.people import find_people, own_roles
from thrive_directory.search.parse.places import PlaceNames, find_place
from thrive_directory.search.parse.stages import find_stages
from thrive_directory.search.parse.tokens import Sentence, read
from thrive_directory.search.parse.understood import Term, Understood
from thrive_directory.search.parse.when import find_when
from thrive_directory.search.query import UrgentKind

MAX_CHARACTERS = 500
_MOST_WORDS = 130
_FEW = 4  # words: a question as short as this may be a service's name
_KM_PER_MILE = 1.609344
_WEEKS = {"week": 1, "weeks": 1, "wks": 1, "month": 4, "months": 4}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_WAITS = frozenset({"wait", "waits", "waiting", "seen"})
_AT_MOST = frozenset({"than", "under", "within", "most", "max", "maximum", "below", "to"})
_LIKED = frozenset({"prefer", "preferably", "prefers", "ideally", "possible", "rather", "nice"})


def parse(q: str, lexicon: Lexicon, names: PlaceNames, now: datetime) -> Understood:
    """What a sentence asks for. `now` (aware) is what "tonight" counts from. Raises `BadParameter` over 500
    characters. Time grows with the length of the sentence only. Words after the 130th, more
    than people put into 500 characters, are read for danger alone."""
    if len(q) > MAX_CHARACTERS:
        raise BadParameter("q", f"q may hold at most {MAX_CHARACTERS} characters")
    reading = _Reading.of(read(q), lexicon)
    if not reading.words:
        return Understood()
    _take_danger(reading)
    reading.cut(_MOST_WORDS)
    _take_place(reading, names)
    _take_distance(reading)
    _take_wait(reading)
    _take_time(reading, now)
    _take_ages(reading)
    roles = own_roles(reading.words, reading.breaks, lexicon)
    referring = _take_phrases(reading, roles)
    _take_people(reading, roles, referring)
    return _understood(reading)


@dataclass(slots=True)
class _Reading:
    """The sentence in work: words as corrected, which are taken, and the values found so far. `meant` are spans that
    said something and may say more: they are taken at the end only."""

    sentence: Sentence
    lexicon: Lexicon
    words: list[str]
    breaks: list[bool]
    taken: bytearray
    values: dict[str, list[str]] = field(default_factory=dict)
    terms: list[tuple[int, Term]] = field(default_factory=list)
    ages: list[tuple[float, float]] = field(default_factory=list)
    text: list[tuple[int, str]] = field(default_factory=list)
    near_text: str | None = None
    within_km: float | None = None
    open_at: datetime | None = None
    gender: str | None = None
    meant: list[tuple[int, int]] = field(default_factory=list)
    shielded: tuple[tuple[int, int], ...] = ()
    weak: list[tuple[Sense, int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, sentence: Sentence, lexicon: Lexicon) -> "_Reading":
        corrected = {word: lexicon.corrected(word) for word in {token.word for token in sentence.tokens}}
        words = [corrected[token.word] for token in sentence.tokens]
        breaks = [token.breaks for token in sentence.tokens]
        return cls(sentence, lexicon, words, breaks, bytearray(len(words)))

    def cut(self, most: int) -> None:
        """Leave out the words after so many."""
        if len(self.words) > most:
            self.sentence = replace(self.sentence, tokens=self.sentence.tokens[:most])
            self.words, self.breaks, self.taken = self.words[:most], self.breaks[:most], self.taken[:most]
            self.meant = [(start, min(end, most)) for start, end in self.meant if start < most]

    def take(self, start: int, end: int) -> None:
        for at in range(start, end):
            self.taken[at] = 1

    def add(self, name: str, codes: Iterable[str], start: int, end: int) -> None:
        """Note codes of a field, once each, and the words that gave them."""
        values = self.values.setdefault(name, [])
        words = self.sentence.typed(start, end)
        source = {"not_mode": "mode", "prefer_access": "access"}.get(name, name)
        for code in codes:
            if code not in values:
                values.append(code)
                self.terms.append((start, Term(words, name, code, self.lexicon.label(source, code))))


def _take_danger(reading: _Reading) -> None:
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


def _take_place(reading: _Reading, names: PlaceNames) -> None:
    found = find_place(reading.sentence, reading.words, names, reading.lexicon)
    if found is None:
        return
    for start, end in found.others:
        reading.take(start, end)
    reading.near_text = reading.sentence.typed(found.start, found.end)
    reading.terms.append((found.start, Term(reading.near_text, "near", "", reading.near_text)))
    reading.take(found.lead, found.end)


def _take_distance(reading: _Reading) -> None:
    """ "within 5 miles", "10 km away"."""
    for at in range(len(reading.words) - 1):
        number, unit = reading.words[at], reading.words[at + 1]
        if reading.taken[at] or unit not in ("mile", "miles", "km", "kms", "kilometres", "k"):
            continue
        if number.isascii() and number.isdigit() and 0 < int(number) <= 500:
            reading.within_km = round(int(number) * (_KM_PER_MILE if unit.startswith("mile") else 1), 2)
            start = at - 1 if at and reading.words[at - 1] in ("within", "under", "in") else at
            words = reading.sentence.typed(start, at + 2)
            reading.terms.append((start, Term(words, "within_km", f"{reading.within_km:g}", words)))
            reading.take(start, at + 2)
            return


def _take_wait(reading: _Reading) -> None:
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


def _take_time(reading: _Reading, now: datetime) -> None:
    found = find_when(reading.words, reading.breaks, reading.taken, now)
    if found:
        reading.open_at = found.at
        words = reading.sentence.typed(found.start, found.end)
        label = f"open {found.at:%A %H:%M}"
        reading.terms.append((found.start, Term(words, "open", found.at.isoformat(timespec="minutes"), label)))
        reading.take(found.start, found.end)


def _take_ages(reading: _Reading) -> None:
    found = find_ages(reading.words, reading.breaks, reading.taken, reading.lexicon)
    reading.gender = found.gender
    stages = () if found.spans else tuple(find_stages(reading.words, reading.breaks))
    reading.meant.extend((start, end) for start, end, _ in stages)
    for start, end, _ in found.spans:
        reading.take(start, end)
    for start, end, (low, high) in (*found.spans, *stages):
        if (low, high) not in reading.ages:
            reading.ages.append((low, high))
            code = f"{low:g}" if low == high else f"{low:g}-{high:g}"
            reading.terms.append((start, Term(reading.sentence.typed(start, end), "age", code, f"age {code}")))


def _take_phrases(reading: _Reading, roles: set[int]) -> set[int]:
    """Everything the lexicon has a meaning for, left to right, the longest phrase first; not the asker's own role.
    Returns the positions of words about referral."""
    lexicon, words, at = reading.lexicon, reading.words, 0
    refused: set[int] = set()
    referring: set[int] = set()
    for role in roles:
        reading.taken[role] = 1
    while at < len(words):
        end, sense = (at, None) if reading.taken[at] else longest(lexicon.senses, words, at, lexicon.softeners)
        if sense is None or any(reading.taken[at:end]):
            at += 1
            continue
        _take_sense(reading, sense, at, end, refused)
        if sense.field == "referral_route":
            referring.update(range(at, end))
        reading.take(at, end)
        at = end
    for sense, start, end in () if reading.values.get("need") else reading.weak:
        reading.add("need", sense.codes, start, end)
    return referring


def _take_sense(reading: _Reading, sense: Sense, at: int, end: int, refused: set[int]) -> None:
    if sense.field == "need":
        _take_need(reading, sense, at, end)
    elif sense.field == "weak_need":
        reading.weak.append((sense, at, end))
    elif sense.field == "text":
        reading.text.append((at, sense.codes[0]))
    elif sense.field == "mode" and end == at + 1 and _is_in_a_name(reading, at):
        reading.text.append((at, reading.words[at]))
    elif sense.field != "ignore" and not (sense.field == "grouping" and _is_only_talk(reading, at, end)):
        _take_choice(reading, sense, at, end, refused)


def _take_need(reading: _Reading, sense: Sense, at: int, end: int) -> None:
    if is_about_where(reading.words, at, end, reading.lexicon):
        reading.add("not_mode", ["in-school"], at, end)
    elif sense.codes == ("running-away",) and any(start <= at < last for start, last in reading.shielded):
        return
    elif not is_absent(reading.words, reading.breaks, at, end, reading.lexicon):
        reading.add("need", sense.codes, at, end)


def _take_choice(reading: _Reading, sense: Sense, at: int, end: int, refused: set[int]) -> None:
    """A way of being helped: wanted, liked or refused."""
    words = reading.words
    if is_refused(words, reading.breaks, at, end, refused, reading.lexicon):
        refused.update(range(at, end))
        _refuse(reading, sense, at, end)
    else:
        liked = sense.field == "access" and _LIKED.intersection(words[max(0, at - 4) : end + 3])
        reading.add("prefer_access" if liked else sense.field, sense.codes, at, end)


def _is_in_a_name(reading: _Reading, at: int) -> bool:
    """Whether a word such as "online" ends what seems to be a service's name ("starling online"): at the end of a few
    words, right after a word that no rule knows or the name of a known service."""
    if not at or reading.breaks[at] or at + 1 < len(reading.words) or at >= _FEW:
        return False
    before = reading.words[at - 1]
    if reading.taken[at - 1]:
        return before in reading.lexicon.classes["named_services"]
    return before not in reading.lexicon.known and before.isalpha() and len(before) > 2


def _is_only_talk(reading: _Reading, at: int, end: int) -> bool:
    """Whether "getting help" is meant as everybody says it: in mid-sentence and without the name's capitals."""
    if at == 0 or reading.breaks[at] or reading.words[at:end] != ["getting", "help"]:
        return False
    return reading.sentence.shouts or not all(token.capital for token in reading.sentence.tokens[at:end])


def _refuse(reading: _Reading, sense: Sense, at: int, end: int) -> None:
    """Only a way of being helped can be refused; "no referral" and the like are phrases of their own."""
    if sense.field == "mode":
        reading.add("not_mode", sense.codes, at, end)
        if "phone" in sense.codes:
            reading.add("prefer_access", ["phone-free"], at, end)


def _take_people(reading: _Reading, roles: set[int], referring: set[int]) -> None:
    age = min((low for low, _ in reading.ages), default=None)
    people = find_people(reading.words, reading.breaks, roles, referring, age, reading.lexicon)
    if people.audience:
        first = min(people.positions, default=0)
        reading.add("audience", [people.audience], first, first + 1)
    reading.gender = reading.gender or people.gender
    for at in people.positions:
        reading.taken[at] = 1


def _understood(reading: _Reading) -> Understood:
    for start, end in reading.meant:  # only now: the same words may name a need, a person or a time
        reading.take(start, end)
    unused = _left_over(reading)
    rest = sorted([*reading.text, *unused])
    values = {name: tuple(codes) for name, codes in reading.values.items()}
    not_modes = values.get("not_mode", ())
    return Understood(
        near_text=reading.near_text,
        groupings=values.get("grouping", ()),
        needs=values.get("need", ()),
        ages=tuple(reading.ages),
        audiences=values.get("audience", ()),
        sectors=values.get("sector", ()),
        modes=tuple(mode for mode in values.get("mode", ()) if mode not in not_modes),
        not_modes=not_modes,
        languages=values.get("language", ()),
        referral_routes=values.get("referral_route", ()),
        free=True if values.get("free") else None,
        access=values.get("access", ()),
        prefer_access=values.get("prefer_access", ()),
        open_at=reading.open_at,
        within_km=reading.within_km,
        wait_weeks=float(values["wait"][0]) if values.get("wait") else None,
        gender=reading.gender,
        text=" ".join(dict.fromkeys(word for _, word in rest)),
        urgent=bool(values.get("urgent")),
        urgent_kinds=cast("tuple[UrgentKind, ...]", values.get("urgent", ())),
        urgent_needs=_only_from_danger(reading, values.get("urgent_need", ())),
        unused=tuple(dict.fromkeys(word for _, word in unused)),
        terms=tuple(term for _, term in sorted(reading.terms, key=lambda pair: pair[0]) if term.field != "urgent_need"),
    )


def _left_over(reading: _Reading) -> list[tuple[int, str]]:
    """Words that carry meaning and that no rule took, as typed: what they may be a slip of, the index knows better. A
    word that often ends a name ("place") is kept after one that no rule knows. In a sentence longer than a name, where
    something else was understood, the words of a story ("huge", "yesterday") are left out."""
    lexicon, tokens = reading.lexicon, reading.sentence.tokens
    is_story = len(reading.words) > _FEW and bool(reading.terms)
    found: list[tuple[int, str]] = []
    for at, word in enumerate(reading.words):
        if reading.taken[at]:
            continue
        if is_story and (word in lexicon.classes["story"] or _is_telling(word)):
            continue
        if word not in lexicon.empty:
            if len(word) > 1 or not word.isascii():
                found.append((at, word if tokens[at].word in lexicon.respelt else tokens[at].word))
        elif word in lexicon.classes["name_ends"] and _follows_a_name(reading, at):
            found.append((at, word))
    return found


def _is_telling(word: str) -> bool:
    """Whether a word tells what happened or how ("rejected", "suddenly"), by its ending, or when ("4am")."""
    return word[0].isdigit() or (len(word) > 5 and word.endswith(("ed", "ly")))


def _follows_a_name(reading: _Reading, at: int) -> bool:
    before = at > 0 and not reading.breaks[at] and not reading.taken[at - 1]
    return before and len(reading.words) <= _FEW and reading.words[at - 1] not in reading.lexicon.empty


def _only_from_danger(reading: _Reading, needs: Sequence[str]) -> tuple[str, ...]:
    by_danger = {term.words for _, term in reading.terms if term.field == "urgent_need"}
    named = {term.code: term.words for _, term in reading.terms if term.field == "need"}
    return tuple(need for need in needs if named.get(need) in by_danger)
