"""Who hits whom: a grown-up's blow at a child, a teenager's at home, a small child's own. Reads no file.

What is decided here, and why, is in docs/adr/0039: a child of eleven or less who hits out has a need; a grown-up who
strikes a child, a teenager who strikes at home, and any blow that wounds or is struck with a weapon, flags."""

from collections.abc import Iterator, Mapping, Sequence

Classes = Mapping[str, frozenset[str]]

_SMALL = 11  # years
_YOUNG = 25  # years: the oldest that the directory is for
_TOTS = frozenset("toddler toddlers tantrum tantrums preschooler".split())
_TEENS = frozenset("teen teens teenage teenager teenagers".split())
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_BLOWS = frozenset(
    "hit hits hitting kick kicks kicked kicking bite bites bit biting punch punches punched punching smack smacks "
    "smacked smacking slap slaps slapped slapping scratch scratches scratching thump thumps headbutts pushes "
    "lashes".split()
)
_STRUCK = frozenset({"me", "us", "brother", "sister"})
_NOT_A_TOT = frozenset(
    "scared afraid frightened terrified unsafe bruise bruises bruised blood bleeding knife knives police secret "
    "strangles strangled chokes choked throttles man men someone somebody they says said tells told teacher teachers "
    "staff coach nan grandad childminder nanny lives gang saw sees seen watches watched hears heard front mark marks "
    "marked hammer scissors brick bat kill stairs pillow".split()
)
_SAYS = frozenset({"says", "said", "told"})
_HE, _SHE = frozenset({"he", "hes"}), frozenset({"she", "shes"})

_STRIKES = frozenset(
    "hit hits hitting smack smacks smacked smacking slap slaps slapped slapping punch punches punched punching "
    "kick kicks kicked kicking shake shakes shook shaking bite bites bit biting beat beats beating belt belted "
    "whack whacked thump thumped thumps bash bashed clout clouted wallop walloped spank spanked spanks strangle "
    "strangled choke choked throttled headbutted hurt hurts hurting".split()
)
_STRUCK_BY = frozenset(
    "hit smacked slapped punched kicked shaken beaten bitten belted whacked thumped bashed strangled choked hurt "
    "pinned dragged attacked".split()
)
_WRITER = frozenset({"i", "we", "ive", "weve"})
_ASKS = frozenset({"should", "can", "could", "may"})  # "should I smack": a question about smacking
_SO_THAT = frozenset(
    "have had just then lost it and keep kept cant stop do did sometimes often always even end ended up started start "
    "nearly almost want wanted to might could will would went accidentally so am got angry temper my really snapped "
    "been was were frustrated".split()
)
_CAUGHT = frozenset({"caught", "saw", "seen", "heard", "watched", "filmed"})
_LATELY = frozenset(
    "shouts screams and has have had just always keeps sometimes often is was then even been started".split()
)
_CARERS = frozenset(
    "teacher ta childminder minder babysitter worker carer carers coach tutor imam priest escort staff assistant "
    "lady woman man mummy mums dads stepdads hubby uncles neighbour lodger someone somebody".split()
)
_HIM = frozenset({"him", "her", "them"})
_WHOSE = frozenset(
    {"my", "our", "the", "a", "little", "baby", "old", "year", "yr", "yo", "younger", "at", "out", "autistic"}
)
# What makes of a blow another thing when it follows: "shook her hand", "beat him at chess", "kicked him out"
_NO_BLOW = {
    **dict.fromkeys(("shake", "shakes", "shook", "shaking"), frozenset({"hand", "hands", "awake", "up"})),
    **dict.fromkeys(("beat", "beats", "beating"), frozenset({"at", "in", "on", "to"})),
    **dict.fromkeys(("kick", "kicks", "kicked", "kicking"), frozenset({"out", "off", "goal", "ball"})),
    **dict.fromkeys(
        ("hurt", "hurts", "hurting"),
        frozenset({"feelings", "feeling", "confidence", "pride", "by", "back", "knee", "ankle", "foot", "hip"}),
    ),
    **dict.fromkeys(("hit", "hits", "hitting"), frozenset({"head", "knee", "toe", "funny", "limit"})),
}
_AMONG_PUPILS = frozenset(
    "excluded exclusion suspended expelled bully bullying bullied playground ball detention judo boxing karate".split()
)
_PEERS = frozenset("boy boys girl girls kid kids lad lads child children".split())
_AT_SCHOOL = frozenset("school nursery class club reception another other friend friends pupil pupils".split())
_THINGS = frozenset("ball car bike bus door van swing scooter".split())
_SIBLINGS = frozenset({"brother", "sister", "cousin", "stepbrother", "stepsister"})
_LESSER = frozenset({"little", "younger", "baby", "twin"})
_HARD = frozenset(
    "beat beats beating batters attacks attacked attacking punches punched strangles chokes headbutts".split()
)
_AT_HOME = frozenset({"me", "us", "mum", "mam", "dad", "nan", "grandma"})
_GRAVE = frozenset(
    "hammer scissors brick bat pole bottle fork saucepan kettle belt knife bruise bruises bruised bleeding stitches "
    "concussion unconscious fractured stairs".split()
)
_COPIED = frozenset("saw seen copies copying copied witnessed watched".split())
_WOUNDS = (" a and e ", " up in hospital ", " black eye ", " broke my nose ", " broke my arm ", " broke his arm ")
_ALL_BLOWS = _BLOWS | _STRIKES | _STRUCK_BY | _HARD
KNOWN = _ALL_BLOWS | _NOT_A_TOT | _GRAVE  # so that none is taken for a slip of another


def find_blows(words: Sequence[str], classes: Classes) -> Iterator[tuple[int, int]]:
    """Each blow that is danger whoever else is named, as the words from start to before end. `words` are corrected."""
    everything = frozenset(words)
    if everything.isdisjoint(_ALL_BLOWS):
        return
    grown = (classes["doers"] | classes["gran"] | _CARERS) - _SIBLINGS
    for at, word in enumerate(words):
        if word in _WRITER and _ASKS.isdisjoint(words[max(0, at - 1) : at]):
            yield from _struck(words, at, 7, _SO_THAT, classes)
        elif word in _HIM and not _CAUGHT.isdisjoint(words[max(0, at - 1) : at]):
            yield from _struck(words, at, 1, _LATELY, classes)
        elif word in grown and _ASKS.isdisjoint(words[max(0, at - 1) : at]):
            yield from _struck(words, at, 2, _LATELY, classes)
        elif word in _STRUCK_BY and words[at + 1 : at + 2] == ["by"]:
            yield from _struck_by(words, at, grown)
        elif word in _HARD or word in _BLOWS:
            yield from _childs_blow(words, at, classes)


def is_a_small_childs(words: Sequence[str], start: int, end: int, classes: Classes) -> bool:
    """Whether the blows found from `start` to before `end` are those of the writer's own small child ("my son 5 hits
    me"): a child of eleven or less is named before them, and nobody else who could have dealt them, nor fear, nor what
    blows leave behind."""
    first = next((at for at, word in enumerate(words) if word in _BLOWS), None)
    if (
        first is None
        or "by" in words[first + 1 : first + 2]
        or _STRUCK.isdisjoint(words[start : end + 3])
        or _BLOWS.isdisjoint(words[start:end])
    ):
        return False
    child = next((word for word in words[:first] if word in classes["kin"] or word in classes["children"]), None)
    if child is None and _is_years_old(words, first):
        child = "old"
    ages = _ages(words, classes)
    is_small = bool(ages) or not _TOTS.isdisjoint(words)
    if child is None or not is_small or any(age > _SMALL for age in ages):
        return False
    others = _SHE if child in classes["male"] else _HE if child in classes["female"] else frozenset()
    if any(wound in f" {' '.join(words)} " for wound in _WOUNDS):
        return False
    doers = (classes["partners"] | classes["doers"] | _NOT_A_TOT) - _STRUCK
    told_off = {words[at] for at in range(len(words) - 1) if words[at] in _SAYS and words[at + 1] in ("no", "sorry")}
    return doers.isdisjoint(frozenset(words) - told_off) and others.isdisjoint(words)


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
    words: Sequence[str], doer: int, reach: int, between: frozenset[str], classes: Classes
) -> Iterator[tuple[int, int]]:
    """A grown-up's blow at a child: "I lost it and slapped her", "the childminder smacked my two year old"."""
    for at in range(doer + 1, min(len(words), doer + reach + 2)):
        if words[at] in _STRIKES:
            end = _child_struck(words, at, classes, by_writer=words[doer] in _WRITER)
            if end is not None:
                yield doer, end
            return
        if words[at] not in between:
            return


def _child_struck(words: Sequence[str], blow: int, classes: Classes, *, by_writer: bool) -> int | None:
    """Where the child that is struck ends, if a child is."""
    if blow + 1 == len(words) and not by_writer:
        return len(words)  # "grandma hits": whom, nobody need say
    no_blow = _NO_BLOW.get(words[blow], frozenset())
    if by_writer and words[blow] in ("hit", "hitting"):
        no_blow = frozenset()  # "I hit her head" is no accident
    for at in range(blow + 1, min(len(words), blow + 7)):
        word = words[at]
        if word in _HIM or (not by_writer and word in ("me", "us")):
            is_fair = no_blow.isdisjoint(words[at + 1 : at + 2]) and _AMONG_PUPILS.isdisjoint(words)
            return at + 1 if is_fair else None
        if word in classes["kin"] or word in classes["children"] or word in _TOTS or word in ("old", "yo"):
            is_own = words[blow + 1] != "a" and no_blow.isdisjoint(words[at + 1 : at + 2])
            return at + 1 if is_own else None
        if word not in _WHOSE and not word.isdigit() and word not in _NUMBERS:
            return None
    return None


def _struck_by(words: Sequence[str], blow: int, grown: frozenset[str]) -> Iterator[tuple[int, int]]:
    """ "Gets hit by his big brother": by anybody, save little ones and pupils among themselves."""
    peers = _PEERS if (_AMONG_PUPILS | _AT_SCHOOL).isdisjoint(words) else frozenset()
    for at in range(blow + 2, min(len(words), blow + 6)):
        if words[at] in _LESSER:
            return
        if words[at] in grown or words[at] in _SIBLINGS or words[at] in peers:
            if _THINGS.isdisjoint(words[at + 1 : at + 2]):
                yield blow, at + 1
            return


def _childs_blow(words: Sequence[str], blow: int, classes: Classes) -> Iterator[tuple[int, int]]:
    """A blow at home by the writer's own child of twelve or more, or with a weapon, or that leaves a wound."""
    if not any(word in classes["kin"] or word in classes["children_of_mine"] or word == "old" for word in words[:blow]):
        return
    text = f" {' '.join(words)} "
    if " when i was " in text:
        return
    at_home = next((at for at in range(blow + 1, min(len(words), blow + 5)) if words[at] in _AT_HOME), None)
    sibling = next((at for at in range(blow + 1, min(len(words), blow + 5)) if words[at] in _SIBLINGS), None)
    if not _COPIED.isdisjoint(words) and not (classes["doers"] - _SIBLINGS).isdisjoint(words):
        yield blow, blow + 1  # "hits me when his dad has been round, he has seen it"
        return
    is_grave = not _GRAVE.isdisjoint(words) or any(wound in text for wound in _WOUNDS)
    is_teen = not _TEENS.isdisjoint(words) or any(_SMALL < age <= _YOUNG for age in _ages(words, classes))
    if at_home is not None and (is_grave or is_teen):
        yield blow, at_home + 1
    elif sibling is not None and (is_grave or (is_teen and (words[blow] in _HARD or words[sibling - 1] in _LESSER))):
        yield blow, sibling + 1
