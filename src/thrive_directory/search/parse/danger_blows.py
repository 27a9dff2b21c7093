"""Who hits whom: a grown-up's blow at a child, a teenager's at home, a small child's own. Reads no file.

What is decided here, and why, is in docs/adr/0039: a child of eleven or less who hits out has a need; a grown-up who
strikes a child, a teenager who strikes at home, and any blow that wounds or is struck with a weapon, flags. The words
are in `data/danger_score.yaml`; only pronouns and numbers stand here."""

from collections.abc import Iterator, Mapping, Sequence

from thrive_directory.search.parse.danger_words_file import BlowWords

Classes = Mapping[str, frozenset[str]]

_SMALL = 11  # years
_YOUNG = 25  # years: the oldest that the directory is for
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_HE, _SHE = frozenset({"he", "hes"}), frozenset({"she", "shes"})
_HIM = frozenset({"him", "her", "them"})
_OF_A_GENDER = {"her": "male", "him": "female"}  # who may have struck somebody so called, and not be that one
_GO_ON = frozenset(
    {"and", "but", "so", "when", "if", "every", "at", "in", "on", "for", "again", "all", "today", "last"}
)
_WRITER = frozenset({"i", "we", "ive", "weve"})


def find_blows(words: Sequence[str], classes: Classes, said: BlowWords) -> Iterator[tuple[int, int]]:
    """Each blow that is danger whoever else is named, as the words from start to before end. `words` are corrected."""
    everything = frozenset(words)
    if everything.isdisjoint(said.blows):
        return
    grown = (classes["doers"] | classes["gran"] | said.carers) - said.siblings
    for at, word in enumerate(words):
        if word in _WRITER and said.asks.isdisjoint(words[max(0, at - 1) : at]):
            yield from _struck(words, at, 7, said.so_that, classes, said)
        elif word in _HIM and not said.caught.isdisjoint(words[max(0, at - 1) : at]):
            yield from _struck(words, at, 1, said.lately, classes, said)
        elif word in grown and said.asks.isdisjoint(words[max(0, at - 1) : at]):
            yield from _struck(words, at, 2, said.lately, classes, said)
        elif word in said.struck_by and words[at + 1 : at + 2] == ["by"]:
            yield from _struck_by(words, at, grown, said)
        elif word in said.hard or word in said.small_blows:
            yield from _childs_blow(words, at, classes, said)


def is_a_small_childs(words: Sequence[str], start: int, end: int, classes: Classes, said: BlowWords) -> bool:
    """Whether the blows found from `start` to before `end` are those of the writer's own small child ("my son 5 hits
    me"): a child of eleven or less is named before them, and nobody else who could have dealt them, nor fear, nor what
    blows leave behind."""
    first = next((at for at, word in enumerate(words) if word in said.small_blows), None)
    if (
        first is None
        or "by" in words[first + 1 : first + 2]
        or said.struck.isdisjoint(words[start : end + 3])
        or said.small_blows.isdisjoint(words[start:end])
    ):
        return False
    if words[max(0, first - 1)] in ("gets", "got", "getting", "being", "been"):
        return False  # "my toddler gets hit": nobody need say by whom
    child = next((word for word in words[:first] if word in classes["kin"] or word in classes["children"]), None)
    if child is not None and _is_struck(words, first, child, classes):
        return False  # "my daughter is 5 my tenant hit her"
    if child is None and _is_years_old(words, first):
        child = "old"
    ages = _ages(words, classes)
    is_small = bool(ages) or not said.tots.isdisjoint(words)
    if child is None or not is_small or any(age > _SMALL for age in ages):
        return False
    others = _SHE if child in classes["male"] else _HE if child in classes["female"] else frozenset()
    if any(wound in f" {' '.join(words)} " for wound in said.spaced_wounds):
        return False
    doers = (classes["partners"] | classes["doers"] | said.not_small) - said.struck
    told_off = {
        words[at] for at in range(len(words) - 1) if words[at] in said.says and words[at + 1] in ("no", "sorry")
    }
    return doers.isdisjoint(frozenset(words) - told_off) and others.isdisjoint(words)


def _is_struck(words: Sequence[str], blow: int, child: str, classes: Classes) -> bool:
    """Whether the one who is struck may be the child: "hit her", and not "hit her brother"."""
    others = _OF_A_GENDER.get(words[blow + 1]) if blow + 1 < len(words) else None
    stands_alone = not words[blow + 2 : blow + 3] or words[blow + 2] in _GO_ON
    return others is not None and child not in classes[others] and stands_alone


def _is_years_old(words: Sequence[str], first: int) -> bool:
    """Whether a child is named by years alone and strikes at once: "my 4 year old hits me", and not "my 4 year old and
    he hits me", which may be of another."""
    before = words[:first]
    return bool({"old", "yo", "yr"}.intersection(before)) and not (_HE | _SHE | {"i", "and"}).intersection(before)


def _ages(words: Sequence[str], classes: Classes) -> list[int]:
    """The years that stand in the sentence, by digits and, before "year", by name."""
    found = []
    for at, word in enumerate(words):
        follows = words[at + 1 : at + 2]
        if len(word) <= 2 and word.isascii() and word.isdigit():
            if classes["not_age_after"].isdisjoint(follows):  # "18 months"
                found.append(int(word))
        elif word in _NUMBERS and follows and follows[0] in ("year", "yr", "yo"):
            found.append(_NUMBERS[word])
    return found


def _struck(
    words: Sequence[str], doer: int, reach: int, between: frozenset[str], classes: Classes, said: BlowWords
) -> Iterator[tuple[int, int]]:
    """A grown-up's blow at a child: "I lost it and slapped her", "the childminder smacked my two year old"."""
    for at in range(doer + 1, min(len(words), doer + reach + 2)):
        if words[at] in said.strikes:
            end = _child_struck(words, at, classes, said, by_writer=words[doer] in _WRITER)
            if end is not None:
                yield doer, end
            return
        if words[at] not in between:
            return


def _child_struck(words: Sequence[str], blow: int, classes: Classes, said: BlowWords, *, by_writer: bool) -> int | None:
    """Where the child that is struck ends, if a child is."""
    if blow + 1 == len(words) and not by_writer:
        return len(words)  # "grandma hits": whom, nobody need say
    no_blow = said.after_blow.get(words[blow], frozenset())
    if by_writer and words[blow] in ("hit", "hitting"):
        no_blow = frozenset()  # "I hit her head" is no accident
    for at in range(blow + 1, min(len(words), blow + 7)):
        word = words[at]
        if word in _HIM or (not by_writer and word in ("me", "us")):
            is_fair = no_blow.isdisjoint(words[at + 1 : at + 2]) and said.among_pupils.isdisjoint(words)
            return at + 1 if is_fair else None
        if word in classes["kin"] or word in classes["children"] or word in said.tots or word in ("old", "yo"):
            is_own = words[blow + 1] != "a" and no_blow.isdisjoint(words[at + 1 : at + 2])
            return at + 1 if is_own else None
        if word not in said.whose and not word.isdigit() and word not in _NUMBERS:
            return None
    return None


def _struck_by(words: Sequence[str], blow: int, grown: frozenset[str], said: BlowWords) -> Iterator[tuple[int, int]]:
    """ "Gets hit by his big brother": by anybody, save little ones and pupils among themselves."""
    peers = said.peers if (said.among_pupils | said.at_school).isdisjoint(words) else frozenset()
    for at in range(blow + 2, min(len(words), blow + 6)):
        if words[at] in said.lesser:
            return
        if words[at] in grown or words[at] in said.siblings or words[at] in peers:
            if said.things.isdisjoint(words[at + 1 : at + 2]):
                yield blow, at + 1
            return


def _childs_blow(words: Sequence[str], blow: int, classes: Classes, said: BlowWords) -> Iterator[tuple[int, int]]:
    """A blow at home by the writer's own child of twelve or more, or with a weapon, or that leaves a wound."""
    if not any(word in classes["kin"] or word in classes["children_of_mine"] or word == "old" for word in words[:blow]):
        return
    text = f" {' '.join(words)} "
    if " when i was " in text:
        return
    at_home = next((at for at in range(blow + 1, min(len(words), blow + 5)) if words[at] in said.at_home), None)
    sibling = next((at for at in range(blow + 1, min(len(words), blow + 5)) if words[at] in said.siblings), None)
    if not said.copied.isdisjoint(words) and not (classes["doers"] - said.siblings).isdisjoint(words):
        yield blow, blow + 1  # "hits me when his dad has been round, he has seen it"
        return
    is_grave = not said.grave.isdisjoint(words) or any(wound in text for wound in said.spaced_wounds)
    is_teen = not said.teens.isdisjoint(words) or any(_SMALL < age <= _YOUNG for age in _ages(words, classes))
    if at_home is not None and (is_grave or is_teen):
        yield blow, at_home + 1
    elif sibling is not None and (
        is_grave or (is_teen and (words[blow] in said.hard or words[sibling - 1] in said.lesser))
    ):
        yield blow, sibling + 1
