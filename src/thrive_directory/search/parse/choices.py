"""Ways of being helped that a sentence speaks of: wanted, liked or refused. Finds no words itself."""

from thrive_directory.search.parse.lexicon import Sense
from thrive_directory.search.parse.negation import is_refused, is_under_a_no
from thrive_directory.search.parse.reading import FEW, Reading

_DEVICES = frozenset({"phone", "phones", "mobile", "telephone", "texts", "messages", "text"})
_OWNERS = frozenset({"my", "his", "her", "their", "our", "hers", "daughters", "sons", "that"})
_CHATS = frozenset({"chat", "chats"})
_ONLINE = frozenset({"online-self-help", "app"})
_DONE_ONLINE = frozenset(
    "betting gambling casino dating gaming game games play plays playing played porn bullied bullying shopping spends "
    "spent spending money met trolled abused groomed blackmailed hours".split()
)
_MET_ONLINE = frozenset(
    "man men guy bloke boy boys girl girls lad lads stranger strangers people person friends mates".split()
)
_TALKING = frozenset("talk speak chat message someone somebody counsellor see meeting help support via".split())
_DOORS = frozenset(
    "open opens opening opened answer answers lock locks locked slam slams slammed leave out past outside our".split()
)
_KEPT_UP = frozenset("keeps keep kept he she they ex dad mum police always never".split())
_THE_OTHERS = frozenset("everyone everybody others they".split())
_STILL = frozenset("so too gone went been is was really always he she hes shes unusually dead deathly".split())
_IN_QUIET = frozenset("boy girl lad lass child kid son daughter teen teenager person one since lately now".split())
_OTHERS_DO = frozenset(
    "is are was were has have had said says say told took take takes want wants wont will think thinks keep keeps put "
    "puts closed closing discharged refused rejected moved got came wouldnt didnt dont doesnt involved stopped".split()
)
_MATES, _WHOLE = (
    frozenset({"friend", "friendship", "friends", "mates", "whatsapp"}),
    frozenset({"whole", "entire", "own", "old"}),
)
_TOLD_OF_SCHOOL = frozenset(
    "speaking speaks eats eating hits fights bullied trouble lonely friends adult adults".split()
)
_UNDER = frozenset({"under", "called", "named", "grouping", "offers"})
_TERSE = 8  # words
_LIKED = frozenset({"prefer", "preferably", "prefers", "ideally", "possible", "rather", "nice"})
_CALLS = frozenset({"phone", "text-message", "email", "home-visit"})
_HOMES = frozenset({"home", "school", "house", "work", "college"})
_OUTRIGHT = frozenset("therapy therapies sessions session counselling based setting only".split())


def take_choice(reading: Reading, sense: Sense, at: int, end: int, refused: set[int]) -> None:
    """A way of being helped: wanted, liked or refused."""
    words = reading.words
    if sense.field == "mode" and _is_of_others(reading, sense, at, end):
        refused.update(range(at, end))
    elif is_refused(words, reading.breaks, at, end, refused, reading.lexicon):
        refused.update(range(at, end))
        _refuse(reading, sense, at, end)
    else:
        liked = sense.field == "access" and _LIKED.intersection(words[max(0, at - 4) : end + 3])
        reading.add("prefer_access" if liked else sense.field, sense.codes, at, end)
        if "group" in sense.codes and sense.field == "mode":
            _like_group(reading, at, end)


def _is_of_others(reading: Reading, sense: Sense, at: int, end: int) -> bool:
    """Whether a call is one that nobody should make ("dont want anyone ringing my mum"), or a way stands so far under
    a "dont want" that it is no wish: neither asks for that way nor refuses it."""
    words = reading.words
    under_no = is_under_a_no(words, reading.breaks, at)
    if not under_no:
        return False
    whom = words[end : end + 2]
    relatives = reading.lexicon.classes["relatives"]
    to_others = bool(whom) and (whom[0] in relatives | _HOMES or (whom[0] in _OWNERS and len(whom) > 1))
    if to_others and not _CALLS.isdisjoint(sense.codes):
        return True
    return not is_refused(words, reading.breaks, at, end, set(), reading.lexicon)


def _like_group(reading: Reading, at: int, end: int) -> None:
    """Whether a group is how somebody must be helped ("in a group", "group therapy", "groups only") or the sort of
    thing that is looked for ("a parents group", "meet others"), which must shut nothing out."""
    words = reading.words
    near = {*words[at : end + 1], *words[max(0, at - 1) : at]}
    if not _OUTRIGHT.isdisjoint(near) or list(words[max(0, at - 2) : at]) == ["in", "a"]:
        reading.outright.add("group")
    reading.kinds.append(("group", "workshop" if words[at].startswith("workshop") else "group"))


def take_modes_within(reading: Reading, start: int, end: int, refused: set[int]) -> None:
    """The group in "parents group", which names a need too."""
    for at in range(start + 1, end):
        sense = reading.lexicon.senses.get(reading.words[at], {}).get("")
        if sense is not None and sense.codes == ("group",) and not is_owned(reading, at, at + 1):
            take_choice(reading, sense, at, at + 1, refused)


def is_no_wish(reading: Reading, sense: Sense, at: int, end: int) -> bool:
    """Whether words for a way of meeting, a language or a need of access tell a story and ask for nothing."""
    if sense.field == "sector":
        return end < len(reading.words) and not reading.breaks[end] and reading.words[end] in _OTHERS_DO
    if sense.field == "language":
        return _is_from_there(reading, at, end)
    if sense.field == "access":
        return _is_only_told(reading, sense, at, end)
    if sense.field == "referral_route":
        return _is_asked_whether(reading, sense, at)
    if sense.field != "mode":
        return False
    told = is_owned(reading, at, end) or _is_where_it_happens(reading, at, end)
    return told or _is_of_the_trouble(reading, sense, at)


def _is_from_there(reading: Reading, at: int, end: int) -> bool:
    """Whether a language says where somebody is from: "cos im chinese", "being polish"; not "im polish speaking"."""
    if reading.words[max(0, at - 1) : at] not in (["im"], ["being"], ["am"], ["hes"], ["shes"]):
        return False
    return end == len(reading.words) or reading.words[end] not in ("speaking", "speaker", "only", "and")


def _is_asked_whether(reading: Reading, sense: Sense, at: int) -> bool:
    """Whether a way in is only asked about ("do I have to go through the school?") or is a door ("open the front
    door")."""
    before = reading.words[max(0, at - 5) : at]
    if sense.codes == ("single-point-of-access",) and reading.words[at] == "front":
        return not _DOORS.isdisjoint(before)
    return "have" in before and not {"do", "does", "must"}.isdisjoint(before)


def is_owned(reading: Reading, at: int, end: int) -> bool:
    """Whether a phone or a group is somebody's ("checks my phone", "her whole friendship group") rather than a way of
    being helped."""
    if not at or reading.breaks[at] or end > at + 1:
        return False
    before, following = reading.words[max(0, at - 3) : at], reading.words[at + 1 : at + 2]
    if reading.words[at] == "group":
        mates = before[-1] in _MATES or not _CHATS.union({"without"}).isdisjoint(following)
        others = not _THE_OTHERS.isdisjoint(reading.words[max(0, at - 7) : at]) and before[-1] == "a"
        ours = before[-1] in ("our", "my", "nurture")
        return mates or ours or others or (before[-1] in _WHOLE and not _OWNERS.isdisjoint(before))
    if reading.words[at] == "whatsapp" and following in (["group"], ["groups"]):
        return True
    possessive = reading.sentence.tokens[at - 1].name != reading.sentence.tokens[at - 1].word  # "sister's phone"
    return reading.words[at] in _DEVICES and (possessive or before[-1] in _OWNERS)


def _is_of_the_trouble(reading: Reading, sense: Sense, at: int) -> bool:
    """Whether a way of meeting is a part of what happened and no wish: "a betting app", "a man he met online", "plays
    on the computer", "his ex keeps turning up"."""
    if not at or reading.breaks[at]:
        return False
    before = reading.words[at - 1]
    if sense.codes == ("drop-in",):
        return reading.words[at] in ("turn", "turning") and before in _KEPT_UP
    if reading.words[at] in ("line", "lines") and sense.codes == ("phone",):
        return before in ("i", "he", "she", "they", "to", "must")  # "i line my stuff up"
    if _ONLINE.isdisjoint(sense.codes):
        return False
    talks = not _TALKING.isdisjoint(reading.words[max(0, at - 5) : at])
    return (before in _DONE_ONLINE or before in _MET_ONLINE) and not talks


def _is_only_told(reading: Reading, sense: Sense, at: int, end: int) -> bool:
    """Whether "quiet" tells of somebody or of a house ("so quiet now", "a quiet boy") rather than asks for a place."""
    if sense.codes != ("quiet-space",) or reading.words[at:end] != ["quiet"]:
        return False
    before = reading.words[at - 1] if at and not reading.breaks[at] else ""
    following = reading.words[end] if end < len(reading.words) and not reading.breaks[end] else ""
    asked = "where" in reading.words[max(0, at - 2) : at]
    return (before in _STILL and not asked) or following in _IN_QUIET


def _is_where_it_happens(reading: Reading, at: int, end: int) -> bool:
    """Whether "in school" says where the trouble is ("panic attacks in school") rather than where help should be: right
    after words that name a need, with none before them that ask for help ("counselling for anxiety in school")."""
    if reading.words[at:end] != ["in", "school"] or not at or reading.breaks[at]:
        return False
    if reading.lexicon.classes["help_after"].intersection(reading.words[end : end + 1]):
        return False  # "bereavement in school sessions"
    around = reading.words[max(0, at - 5) : at]
    if not _TOLD_OF_SCHOOL.isdisjoint(around) and _TALKING.isdisjoint(around):
        return True  # "not speaking to any adult in school"
    helps = reading.lexicon.classes["asks_before"] | reading.lexicon.classes["help_after"]
    if not helps.isdisjoint(reading.words[:at]) or reading.text:
        return False
    return any(at - 1 in named.at for named in reading.named) or any(last == at for _, last in reading.meant)


def is_in_a_name(reading: Reading, at: int) -> bool:
    """Whether a word such as "online" ends what seems to be a service's name ("starling online"): at the end of a few
    words, right after a word that no rule knows or the name of a known service."""
    if not at or reading.breaks[at] or at + 1 < len(reading.words) or at >= FEW:
        return False
    before = reading.words[at - 1]
    if reading.taken[at - 1]:
        return before in reading.lexicon.classes["named_services"]
    return before not in reading.lexicon.known and before.isalpha() and len(before) > 2


def is_beside_a_name(reading: Reading, at: int) -> bool:
    """Whether a word such as "quiet" or "thriving" begins what seems to be an offer's name ("quiet badgers open"): in a
    few words, right before one that no rule knows, or right after it."""
    if len(reading.words) > FEW:
        return False
    for other, apart in ((at + 1, at + 1), (at - 1, at)):
        if 0 <= other < len(reading.words) and not reading.taken[other] and not reading.breaks[apart]:
            word = reading.words[other]
            if word not in reading.lexicon.known and word.isalpha() and len(word) > 2:
                return True
    return False


def is_only_talk(reading: Reading, at: int, end: int) -> bool:
    """Whether "getting help" is meant as everybody says it: in mid-sentence and without the name's capitals."""
    if at == 0 or reading.breaks[at] or reading.words[at:end] != ["getting", "help"]:
        return False
    if reading.words[at - 1] in _UNDER or (len(reading.words) <= _TERSE and reading.taken[at - 1]):
        return False  # "look under getting help", "BD5 getting help 9 yr old phobia"
    return reading.sentence.shouts or not all(token.capital for token in reading.sentence.tokens[at:end])


def _refuse(reading: Reading, sense: Sense, at: int, end: int) -> None:
    """Only a way of being helped can be refused; "no referral" and the like are phrases of their own."""
    if sense.field == "mode":
        reading.add("not_mode", sense.codes, at, end)
        if "phone" in sense.codes:
            reading.add("prefer_access", ["phone-free"], at, end)
