"""Words of danger and their kinds. When in doubt it flags: only a clear, unhedged "not" takes a flag away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thrive_directory.search.parse.danger_blows import find_blows, is_a_small_childs
from thrive_directory.search.parse.danger_score import is_harmless, score_danger
from thrive_directory.search.parse.danger_words_file import AroundWords
from thrive_directory.search.parse.lexicon import Frame, Lexicon
from thrive_directory.search.parse.trie import longest
from thrive_directory.search.query import UrgentKind

_DISGUISES = str.maketrans("01345$@", "oieassa")
_DISGUISED = re.compile(r"[a-z]+[0-9][a-z0-9]*|[0-9]+[a-z][a-z0-9]*[a-z]")
_TOO_MANY = 10
_YOUNGEST, _CONSENT, _GROWN = 10, 16, 18  # years; sixteen is the age of consent (Sexual Offences Act 2003)
_LOOK_BACK = 4
_LOOK_AHEAD = 4
_TAUGHT_REACH = 7


@dataclass(frozen=True, slots=True)
class Found:
    """One danger phrase, from word `start` to before word `end`."""

    start: int
    end: int
    kind: UrgentKind
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DangerFound:
    """All that was found; `denied` are the spans clearly said not to be so."""

    found: tuple[Found, ...]
    denied: tuple[tuple[int, int], ...]
    shielded: tuple[tuple[int, int], ...]


def find_danger(words: Sequence[str], breaks: Sequence[bool], lexicon: Lexicon) -> DangerFound:
    """Every phrase of danger in the corrected words."""
    plain, origin = _undisguised(words, lexicon)
    found, denied, shielded = _phrases(words, plain, origin, breaks, lexicon)
    hidden = {at for start, end in (*shielded, *denied) for at in range(start, end)}
    found += _age_gaps(plain, origin, lexicon)
    framed = (*_poisonings(plain, origin, lexicon), *_in_frames(plain, origin, lexicon))
    found += (one for one in framed if one.start not in hidden and one.end - 1 not in hidden)
    harmless = [one for one in found if is_harmless(words, one.kind, one.start, one.end, lexicon.score)]
    if harmless:
        found = [one for one in found if one not in harmless]
        hidden |= {at for one in harmless for at in range(one.start, one.end)}
    if not found:
        scored = _by_score(plain, origin, hidden, lexicon)
        found += (one for one in scored if not is_harmless(words, one.kind, one.start, one.end, lexicon.score))
    found = [one for one in found if not _is_a_small_childs(words, one, lexicon)]
    found += (Found(start, end, "abuse", ()) for start, end in find_blows(words, lexicon.classes, lexicon.score.blows))
    if any(one.kind == "missing" for one in found) and _is_back(words, lexicon):
        found = [one for one in found if one.kind != "missing"]
    return DangerFound(tuple(found), tuple(denied), tuple(shielded))


def _phrases(
    words: Sequence[str], plain: Sequence[str], origin: Sequence[int], breaks: Sequence[bool], lexicon: Lexicon
) -> tuple[list[Found], list[tuple[int, int]], list[tuple[int, int]]]:
    """The phrases of danger that count, the spans of those denied, and of those that are another thing."""
    found: list[Found] = []
    denied: list[tuple[int, int]] = []
    shielded: list[tuple[int, int]] = []
    at = 0
    while at < len(plain):
        end, danger = longest(lexicon.dangers, plain, at, lexicon.softeners)
        # No shield reaches over a stop: "my son is missing. their dad is looking for him".
        stop = next((to for to in range(at + 1, len(plain)) if breaks[origin[to]]), len(plain))
        shielded_to, shield = longest(lexicon.not_dangers, plain[:stop], at, lexicon.softeners)
        if shield is not None and shielded_to >= end and shield.holds_in(plain):
            shielded.append((origin[at], origin[shielded_to - 1] + 1))
            at = shielded_to  # its words are no danger; dangers themselves may overlap
            continue
        if danger is not None:
            start, last = origin[at], origin[end - 1] + 1
            if _is_another_thing(plain, at, end, lexicon, negatable=danger.negatable):
                shielded.append((start, last))
            elif danger.negatable and _is_clearly_denied(words, breaks, start, last, lexicon):
                denied.append((start, last))
            else:
                found.append(Found(start, last, danger.kind, danger.needs))
        at += 1
    return found, denied, shielded


def _is_another_thing(words: Sequence[str], start: int, end: int, lexicon: Lexicon, *, negatable: bool) -> bool:
    return _is_defused(words, end, lexicon) or (negatable and _is_taught(words, start, lexicon.score.around))


def _is_a_small_childs(words: Sequence[str], found: Found, lexicon: Lexicon) -> bool:
    if found.kind != "abuse" or found.needs not in ((), ("domestic-abuse",)):
        return False
    return is_a_small_childs(words, found.start, found.end, lexicon.classes, lexicon.score.blows)


def _is_back(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether somebody who was gone is home again ("ran away twice, back home now"), and not "not going back home",
    nor "came back and has gone again"."""
    for at in range(len(words) - 1):
        if f"{words[at]} {words[at + 1]}" in lexicon.classes["returned"]:
            before = words[max(0, at - 4) : at]
            if not lexicon.score.around.others_back.isdisjoint(before[-1:]):
                continue  # "her phone is back on"
            return (
                lexicon.score.around.gone_again.isdisjoint(words[at + 2 :])
                and (lexicon.negators | lexicon.need_negators).isdisjoint(before)
                and lexicon.classes["not_returned"].isdisjoint(before)
            )
    return False


def _by_score(words: Sequence[str], origin: Sequence[int], hidden: set[int], lexicon: Lexicon) -> Iterator[Found]:
    """Danger that no phrase and no frame names, by what the words say together."""
    open_words = ["" if at in hidden else word for word, at in zip(words, origin, strict=True)] if hidden else words
    scored = score_danger(open_words, lexicon.score)
    if scored is not None:
        yield Found(origin[scored.start], origin[scored.end - 1] + 1, scored.kind, ())


def _poisonings(words: Sequence[str], origin: Sequence[int], lexicon: Lexicon) -> Iterator[Found]:
    """ "taken all my mum's pills": something swallowed, and what, a few words apart. To "take" takes a large number."""
    for at, word in enumerate(words):
        may_be = word in lexicon.score.around.may_swallow
        if not may_be and word not in lexicon.classes["swallowed"]:
            continue
        for end in range(at + 1, min(len(words), at + 9)):
            if words[end] in lexicon.classes["poisons"]:
                if may_be and not any(_is_many(one, lexicon) for one in words[at + 1 : end]):
                    break
                yield Found(origin[at], origin[end] + 1, "life", ())
                break


def _age_gaps(words: Sequence[str], origin: Sequence[int], lexicon: Lexicon) -> Iterator[Found]:
    """A child of fifteen or less and a partner grown up: "she's 13 and her boyfriend is 24". A parent's own partner is
    another matter."""
    ages = {at: int(word) for at, word in enumerate(words) if len(word) == 2 and word.isascii() and word.isdigit()}
    if not any(_YOUNGEST <= age < _CONSENT for age in ages.values()):
        return
    for at, word in enumerate(words):
        if word in lexicon.classes["partners"] and not (words[at - 1 : at] == ["my"] and _names_child(words, lexicon)):
            grown = next((step for step in range(at + 1, at + 4) if ages.get(step, 0) >= _GROWN), None)
            if grown is not None:
                yield Found(origin[at], origin[grown] + 1, "abuse", ("sexual-abuse",))


def _names_child(words: Sequence[str], lexicon: Lexicon) -> bool:
    return not lexicon.classes["kin"].isdisjoint(words)


def _in_frames(words: Sequence[str], origin: Sequence[int], lexicon: Lexicon) -> Iterator[Found]:
    """Danger said in several words with others between: "standing right on the edge of the bridge"."""
    everything = frozenset(words)
    for at, word in enumerate(words):
        for frame in lexicon.frames.get(word, ()):
            end = _end_of(frame, words, at) if _is_there(frame, everything) else None
            first = at + 1 if frame.then else max(0, at - 3)
            if end is not None and not frame.unless.intersection(words[first : end + 3]):
                yield Found(origin[at], origin[end] + 1, frame.danger.kind, frame.danger.needs)


def _is_there(frame: Frame, everything: frozenset[str]) -> bool:
    """Whether every part is somewhere in the sentence: a quick no for nearly all."""
    for part in frame.then:
        if part.isdisjoint(everything):
            return False
    return frame.never.isdisjoint(everything)


def _end_of(frame: Frame, words: Sequence[str], start: int) -> int | None:
    """Where the last part stands, each part as soon as it can."""
    at, last = start, min(len(words), start + frame.within + 1)
    for part in frame.then:
        found = next((step for step in range(at + 1, last) if words[step] in part), None)
        if found is None:
            return None
        at = found
    return at


def _is_many(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.score.around.many or (
        word.isascii() and word.isdigit() and len(word) <= 3 and int(word) >= _TOO_MANY
    )


def _undisguised(words: Sequence[str], lexicon: Lexicon) -> tuple[list[str], list[int]]:
    """Words with digits read as letters ("su1cide") and spelt-out letters joined, with where each came from."""
    plain: list[str] = []
    origin: list[int] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and len(words[end]) == 1 and words[end].isalpha():
            end += 1
        if end - at >= 4:
            plain.append(lexicon.corrected("".join(words[at:end])))
            origin.append(at)
            at = end
            continue
        word = words[at]
        if len(word) > 2 and _DISGUISED.fullmatch(word):  # "s1" is Sheffield, not "si"
            word = lexicon.corrected(word.translate(_DISGUISES))
        plain.append(word)
        origin.append(at)
        at += 1
    return plain, origin


def _is_defused(words: Sequence[str], end: int, lexicon: Lexicon) -> bool:
    """Whether the words right after make it another thing: "run away from the noise", "end the friendship"."""
    ahead = words[end : end + _LOOK_AHEAD]
    if words[end - 1] in ("away", "off"):
        is_near = ahead[:1] == ["from"] and bool(lexicon.classes["harmless"].intersection(ahead))
        return is_near and "home" not in ahead and lexicon.score.around.still_gone.isdisjoint(words[end:])
    return words[end - 1] in lexicon.score.around.ends and bool(lexicon.classes["ended"].intersection(ahead[:3]))


def _is_taught(words: Sequence[str], start: int, around: AroundWords) -> bool:
    """Whether a danger is only what a lesson is about: "training for our staff on sextortion", and not "I need to talk
    about suicide", "of course she thinks of it". Between the two stand only whom it is for and what it is on."""
    for at in range(start - 1, max(-1, start - _TAUGHT_REACH - 1), -1):
        if words[at] in around.lessons and _is_a_lesson(words, at, around):
            is_subject = not around.before_subject.isdisjoint(words[at + 1 : start])
            return is_subject and around.lesson_told.isdisjoint(words[start + 1 :])
        if words[at] not in around.before_subject and words[at] not in around.for_whom and not words[at].isdigit():
            return False
    return False


def _is_a_lesson(words: Sequence[str], at: int, around: AroundWords) -> bool:
    before = words[at - 1] if at else ""
    if words[at] == "talk":
        return before in around.a_talk or (not before and words[1:2] == ["for"])
    return words[at] != "course" or before != "of"


def _said_of_it(words: Sequence[str], end: int, around: AroundWords) -> list[str]:
    """The three words after a denial, without the measure of what is so instead: "not suicidal just really sad"."""
    after = list(words[end : end + 3])
    at = after.index("just") if "just" in after else len(after)
    return after[:at] + [word for word in after[at:] if word not in around.measures]


def _is_clearly_denied(words: Sequence[str], breaks: Sequence[bool], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a "not" governs the phrase, with nothing near it that takes some of the "not" back."""
    said = lexicon.score.around
    around = [*words[max(0, start - _LOOK_BACK) : start], *_said_of_it(words, end, said)]
    if lexicon.hedges.intersection(around) or not said.belied.isdisjoint((*words[:start], *words[end:])):
        return False
    for back in range(1, _LOOK_BACK + 1):
        at = start - back
        if at < 0 or breaks[at + 1]:
            return False
        if words[at] in lexicon.need_negators:
            is_doubled = at > 0 and words[at - 1] in lexicon.need_negators  # "not not"
            return not is_doubled and said.not_only.isdisjoint(words[at + 1 : start])
        if words[at] not in lexicon.negation_fillers:
            return False
    return False
