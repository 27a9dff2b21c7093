"""Who the help is for, and their gender if said: from the words for people. Ages are only read, never found, here."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from thrive_directory.search.parse.gender import are_in_the_tale, are_plural, by_pronoun, is_of_a_helper, said_gender
from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.told_of import find_told_of, gender_by_carer
from thrive_directory.search.parse.trie import longest

_OLDEST_CHILD_GROUP = 11
_YOUNGEST_WRITER = 5
_HAVING = frozenset({"having", "had", "expecting", "lost", "want", "wants", "losing"})
_PARENTS = frozenset({"mum", "dad", "mam", "mother", "father", "parent", "mummy", "daddy", "carer"})
_OF_MINE = frozenset("a an one two three twins 2 3".split())
_TELLS = frozenset("has have says said will could would told thinks reckons refused agreed offered cant".split())
_BEING = frozenset({"a", "new", "young", "single", "teen", "teenage", "im", "worried", "time"})
_SHORT = 3  # words before a trade that opens a sentence
_YOUNGEST_TELLER, _OLDEST_TELLER = 7, 25
_REACH = 6
_OLD = frozenset({"old", "olds", "yo", "yearold", "y"})
_ONLY_ASKS = frozenset({"need", "refer", "hope", "would", "can", "could", "like", "am", "wonder"})
_MY_PLACE = frozenset("area postcode town home house street local village city school schools".split())
_HELPED_TO = frozenset("be b feel stop sleep cope deal calm get understand eat focus sort work stay make relax".split())
_TO_ME = frozenset({"near", "help", "tell", "show", "give", "send", "let", "advise", "around", "by"})
_CAN = frozenset({"can", "do", "could", "should", "would", "where", "may", "who"})
_ASKED_FOR = frozenset(
    {"refer", "find", "get", "access", "contact", "go", "call", "ring", "just", "take", "send", "book"}
)
_ROLE_FOLLOWS = frozenset(
    {"looking", "seeking", "asking", "needing", "wanting", "working", "supporting", "trying", "needs"}
)
_TRADES = frozenset(
    {"worker", "nurse", "officer", "practitioner", "coordinator", "manager", "lead", "leader", "adviser", "visitor"}
)
_OF_ONESELF = frozenset({"i", "im", "me", "my", "ive", "we", "our"})
_OF_AGE = 18  # years
_MYSELF = frozenset("i im me my ive id ill myself mine".split())
_TELLERS = frozenset("i im me my ive id ill we our us were weve".split())
_MANY = frozenset("people persons teenagers adolescents youngsters former formers pts yps cyp clients patients".split())

_ENDS_MY = frozenset({"my", "our", "has", "have", "had"})  # "our choir has a girl"
_OF_SOMEBODY = frozenset("my his her their our your the any find see want need to with from by for".split())
_PUPILS = frozenset({"pupil", "student", "patient", "client"})  # whom only those who work with them call so
_WHERE = frozenset({"in", "at", "from", "with", "on", "re", "regarding"})


@dataclass(frozen=True, slots=True)
class People:
    """The audience code and gender, each None when unsaid, the positions of the words that said so, and whether the
    audience is one young person of whom somebody tells, with no word of the teller, or somebody at work who asks for
    those they work with."""

    audience: str | None
    gender: str | None
    positions: frozenset[int]
    is_told_of: bool


def find_people(
    words: Sequence[str],
    breaks: Sequence[bool],
    role: set[int],
    referring: set[int],
    age: float | None,
    lexicon: Lexicon,
) -> People:
    """`role` holds the positions of `own_roles`, `referring` those of words about referral ("refer myself"), `age`
    the lowest age said."""
    said = _said(words, lexicon)
    said["role"] = _bare_roles(words, breaks, lexicon)
    own = _own_children(words, breaks, lexicon, has_age=age is not None)
    clients = {at for at, word in enumerate(words) if word in lexicon.classes["clients"]} - own
    clients -= {at for at in clients if is_of_a_helper(words, at)}
    if role:
        own -= _of_those_worked_with(words, lexicon)
    children = {at for at, word in enumerate(words) if word in lexicon.classes["children"]} - own
    children -= {at for at in children if words[at] == "baby" and _HAVING.intersection(words[max(0, at - 2) : at])}
    first_person = {at for at in _first_person(words, lexicon) if at not in referring}
    pupils = {at for at in clients if words[at] in _PUPILS and "a" in words[max(0, at - 2) : at]}
    own_age = _own_age(words)
    mine = {at for at, word in enumerate(words) if word in ("my", "our")}
    told_of = find_told_of(words, breaks, lexicon)
    if told_of and told_of.by_carer:
        said.setdefault("parent-carer", set()).add(told_of.at)
    if not own and clients | children and _TELLERS.isdisjoint(words):
        said["parent-carer"] = said.get("parent-carer", set()) - referring  # "child 5 … parent referral"
    audience, why = _audience(said, own, role, clients, children, first_person, own_age, pupils, age, mine)
    gender, told = said_gender(words, breaks, lexicon, of_oneself=bool(own_age) and not own)
    if gender is None and own and not own_age:
        gender, told = said_gender(words, breaks, lexicon, own)  # "my girl 14 … some boys": of the child that is meant
    if gender and _is_not_meant(words, told, own, role, own_age, lexicon):
        gender, told = None, set()
    positions = frozenset(why | told | own | clients | children)
    if own_age and own:
        return People(audience, None, positions, is_told_of=False)
    if gender is None and not told:
        named = clients | children or ({max(role, default=0)} if age is not None else set())
        unsaid = own or role or _OF_ONESELF.isdisjoint(words)
        own_is_meant = bool(own_age) and words[max(own_age) + 1] == f"{age or 0:g}"  # and no younger sister's age
        gender = by_pronoun(words, {0} if own else named, lexicon) if unsaid else None
        gender = gender or (told_of.gender if told_of and not own_is_meant else None) or gender_by_carer(words)
    return People(
        audience,
        gender,
        positions,
        _is_told_of(words, audience, why, age, lexicon, for_work="for-work" in said),
    )


def _is_not_meant(
    words: Sequence[str], told: Set[int], own: Set[int], role: Set[int], own_age: Set[int], lexicon: Lexicon
) -> bool:
    """Whether the gender at the positions `told` is that of somebody who only comes into it."""
    if own_age and all(words[at] in ("himself", "herself") for at in told):
        return True  # "my girlfriend is cutting herself, im 13"
    if not told <= own and not _OF_ONESELF.isdisjoint(words) and are_plural(words, told, lexicon):
        return True  # "lads at school laugh at me"
    return not own and not role and are_in_the_tale(words, told)  # "a boy is sending my pictures round, 14"


def _is_told_of(
    words: Sequence[str],
    audience: str | None,
    why: set[int],
    age: float | None,
    lexicon: Lexicon,
    *,
    for_work: bool,
) -> bool:
    """Whether only a third person says whom help is for ("lad 14, low mood"): no word of oneself anywhere, and nothing
    that says for whom an offer must be ("a club for girls", "young people"). Of whom is of age, others seldom ask.
    Somebody at work asks for a child or a family, unless for themselves (`for_work`: training, an advice line)."""
    if audience == "professional":
        return not for_work
    if (age or 0) >= _OF_AGE or audience not in ("young-person", "child"):
        return False
    if not _MYSELF.isdisjoint(words) and not _is_named_with_age(words, lexicon):
        return False
    several, said = lexicon.classes["plural_people"] | _MANY, {words[at] for at in why}
    one = (lexicon.classes["clients"] | lexicon.classes["children"]) - several
    return several.isdisjoint(said) or not one.isdisjoint(said)


def _is_named_with_age(words: Sequence[str], lexicon: Lexicon) -> bool:
    """ "I'm a lorry driver, lad 14 …": another than the writer, who says what they are; not "girl 14, … my mum"."""
    people = lexicon.classes["clients"] | lexicon.classes["children"]
    mine = next((at for at, word in enumerate(words[:-1]) if word == "im" and words[at + 1] == "a"), len(words))
    told = (at for at, word in enumerate(words[:-1]) if word in people and words[at + 1].isdigit())
    return any(at > mine + 2 for at in told)


def own_roles(words: Sequence[str], breaks: Sequence[bool], lexicon: Lexicon) -> set[int]:
    """Positions of the words by which somebody says what they work as."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if word in lexicon.classes["roles"] and _is_own_role(words, breaks, at, lexicon):
            found.add(at)
            found.update(range(_role_start(words, breaks, at, lexicon), at))
    return found


def _said(words: Sequence[str], lexicon: Lexicon) -> dict[str, set[int]]:
    """Positions of each code of the lexicon's `person` phrases; a phrase may have two."""
    said: dict[str, set[int]] = {}
    at = 0
    while at < len(words):
        end, sense = longest(lexicon.people, words, at)
        for code in sense.codes if sense is not None else ():
            said.setdefault(code, set()).update(range(at, end))
        at = max(end, at + 1)
    return said


def _first_person(words: Sequence[str], lexicon: Lexicon) -> set[int]:
    """Positions where somebody speaks of themselves, and does not only ask ("can I get", "I need")."""
    found = set()
    for at, word in enumerate(words):
        if word not in lexicon.classes["first_person"] and word != "my":
            continue
        before, following = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if word == "me" and before in _TO_ME and not (before == "help" and following in _HELPED_TO):
            continue
        if word == "my" and (following in _MY_PLACE or following in lexicon.classes["clients"]):
            continue
        asking = (following in _ONLY_ASKS and (word, following) != ("i", "like")) or (
            before in _CAN and following in _ASKED_FOR
        )
        if not (word in ("i", "we", "id") and asking) and not (
            word == "im" and following in ("looking", "after", "trying")
        ):
            found.add(at)
    return found


def _audience(
    said: dict[str, set[int]],
    own: set[int],
    role: set[int],
    clients: set[int],
    children: set[int],
    first_person: set[int],
    own_age: set[int],
    pupils: set[int],
    age: float | None,
    mine: set[int],
) -> tuple[str | None, set[int]]:
    """First rule that holds: own child (with a "my" of `mine`, where a worker writes: "GP surgery, mum rang, daughter
    14"), professional, parent, young person, child, first person."""
    professional = role | said.get("professional", set())
    asks_how = said.get("asks-how", set()) | said.get("for-work", set()) - said.get("workplace", set())
    named_role = said.get("role", set())
    parent = said.get("parent-carer", set())
    young = said.get("young-person", set())
    if own and not (professional and own.isdisjoint(mine)):
        return "parent-carer", own
    if professional:
        return "professional", professional
    if asks_how and (pupils or said.get("workplace") or named_role):
        return "professional", said.get("workplace") or pupils or named_role
    if own_age:
        return "young-person", own_age
    if parent:
        return "parent-carer", parent
    if young and (age is None or age >= _YOUNGEST_WRITER):
        return "young-person", young
    if first_person and age is not None and age < _YOUNGEST_WRITER:
        return "parent-carer", first_person
    if clients | children:
        return _by_age("young-person" if clients else "child", age), clients | children
    if first_person:
        return "young-person", first_person
    return ("professional", said["workplace"]) if said.get("workplace") else (None, set())


def _own_age(words: Sequence[str]) -> set[int]:
    """Positions of "im 13", "i am 17": a child or young person speaks, and no young parent ("im 18 and a new mum")."""
    found: set[int] = set()
    if any(word in _PARENTS and words[at] in _BEING for at, word in enumerate(words[1:])) or _has_a_child(words):
        return found
    for at, word in enumerate(words):
        is_me = words[at - 1 : at] == ["im"] or list(words[max(0, at - 2) : at]) in (["i", "am"], ["i", "m"])
        if is_me and word.isdigit() and len(word) <= 2 and _YOUNGEST_TELLER <= int(word) <= _OLDEST_TELLER:
            found.add(at - 1)
        if is_me and word == "in" and at + 2 < len(words) and _is_a_class(words[at + 1], words[at + 2]):
            found.add(at - 1)
    return found


def _has_a_child(words: Sequence[str]) -> bool:
    """ "im 18 and mum of a baby", "… dad to twins"."""
    return any(
        word in _PARENTS and words[at + 1] in ("of", "to") and words[at + 2] in _OF_MINE
        for at, word in enumerate(words[:-2])
    )


def _is_a_class(word: str, following: str) -> bool:
    """ "im in | year 9", "… | y9", "… | sixth form"."""
    if word in ("year", "yr", "y"):
        return following.isdigit()
    return (word, following) in (("sixth", "form"), ("6th", "form")) or (word[0] == "y" and word[-1].isdigit())


def _by_age(word: str, age: float | None) -> str:
    """An age says more than the word: under 11 is a child, from 11 on a young person."""
    if age is None:
        return word
    return "child" if age < _OLDEST_CHILD_GROUP else "young-person"


def _own_children(words: Sequence[str], breaks: Sequence[bool], lexicon: Lexicon, *, has_age: bool) -> set[int]:
    """Positions of "son", "my anxious 14 year old", "our little girl"; not "my pupil"."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if word in lexicon.classes["kin"] and (breaks[at] or not _is_somebody_elses(words, at)):
            found.add(at)
        elif word in ("my", "our"):
            found |= _after_my(words, breaks, at, lexicon, has_age=has_age)
    return found


def _of_those_worked_with(words: Sequence[str], lexicon: Lexicon) -> set[int]:
    """Positions of "our girls" in "one of our girls", as those say who work with them."""
    several = lexicon.classes["plural_people"]
    starts = (at for at in range(len(words) - 3) if list(words[at : at + 2]) == ["one", "of"])
    return {place for at in starts if words[at + 3] in several for place in (at + 2, at + 3)}


def _after_my(words: Sequence[str], breaks: Sequence[bool], at: int, lexicon: Lexicon, *, has_age: bool) -> set[int]:
    """The child that "my" at a position leads to, a few words on, if it leads to one."""
    ours = lexicon.classes["children_of_mine"]
    children = lexicon.classes["children"] | ours
    others = lexicon.classes["clients"] - ours | lexicon.classes["relatives"]
    for place in range(at + 1, min(len(words), at + _REACH)):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        if word == "baby" and following in lexicon.classes["relatives"]:
            return set()  # "my baby sister"
        if word in children:
            return {at, place}
        if has_age and word in _OLD and place > at + 1 and following not in others:
            return {at, place}
        if word in others or breaks[place] or word in _ENDS_MY:
            return set()
    return set()


def _is_somebody_elses(words: Sequence[str], at: int) -> bool:
    before = words[at - 1] if at else ""
    return before in ("their", "his", "her", "whose") or (
        before in ("a", "the") and at >= 2 and words[at - 2] in ("am", "im")
    )


def _is_own_role(words: Sequence[str], breaks: Sequence[bool], at: int, lexicon: Lexicon) -> bool:
    """ "I am a teacher", "as a school nurse", "SENCO here", or a role that opens the sentence."""
    following = words[at + 1] if at + 1 < len(words) else ""
    is_where = following in _WHERE
    if following == "here" or following in _TELLS:
        return following == "here"  # "paediatrician has said he will refer us"
    start = _role_start(words, breaks, at, lexicon)
    opens = at <= _SHORT and not any(breaks[1 : at + 1]) and lexicon.stop.isdisjoint(words[:at])
    named = not start and _breaks(breaks, at + 2)  # "health visitor Torquay: …"
    if opens and at and words[at] in _TRADES and (_breaks(breaks, at + 1) or is_where or named):
        return True  # "refuge worker, …", "youth offending worker, …": whatever trade is named
    if opens and at and words[at] not in lexicon.classes["loose_roles"] and (_breaks(breaks, at + 1) or is_where):
        return True  # "Y1 teacher, …", "Ealing SENCO, …"
    if opens and at and words[at] not in lexicon.classes["loose_roles"] and following in _ROLE_FOLLOWS:
        return True  # "PRU teacher looking for …"
    if start == 0 and (following in _WHERE or (following == "for" and at)) and words[at] in _TRADES:
        return True
    if start == 0 or (start == 1 and words[0] in ("hi", "hello", "hey", "a")):
        return words[at] not in lexicon.classes["loose_roles"] or following in _ROLE_FOLLOWS or _breaks(breaks, at + 1)
    before = list(words[max(0, start - 3) : start])
    before = before[:-1] if before[-1:] in (["a"], ["an"], ["the"]) else before
    return before[-1:] in (["im"], ["as"], ["am"]) or before[-2:] in (["work", "as"], ["i", "m"], ["we", "are"])


def _bare_roles(words: Sequence[str], breaks: Sequence[bool], lexicon: Lexicon) -> set[int]:
    """Positions of roles that are nobody's in particular, nor looked for: "TA in Luton", not "my teacher"."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if word in lexicon.classes["roles"] and _OF_SOMEBODY.isdisjoint(words[max(0, at - 3) : at]):
            found.update(range(_role_start(words, breaks, at, lexicon), at + 1))
    return found


def _role_start(words: Sequence[str], breaks: Sequence[bool], at: int, lexicon: Lexicon) -> int:
    """Where the words that say what kind of worker begin: "detached youth worker"."""
    while at and words[at - 1] in lexicon.classes["role_adjectives"] and not breaks[at]:
        at -= 1
    return at


def _breaks(breaks: Sequence[bool], at: int) -> bool:
    return at < len(breaks) and breaks[at]
