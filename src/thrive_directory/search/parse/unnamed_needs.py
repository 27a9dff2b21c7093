"""Which needs are meant, once phrases and frames have named theirs: those that share their words give way, and what is
only weakly said or hinted at counts where nothing is said more plainly. Names no need itself."""

from thrive_directory.search.parse.need_contest import outdone
from thrive_directory.search.parse.need_hints import find_hinted
from thrive_directory.search.parse.reading import FEW, Reading

_SEVERAL = 2
_ASKED_FOR = frozenset("grouping sector mode not_mode referral_route access prefer_access free wait".split())
_LIKELY, _SURE = 2, 3  # points that name a need
_WAITS = frozenset({"wait", "waits", "waiting", "seen"})
_ALSO = frozenset({"plus", "also"})
_ON_TOP = ["on", "top", "of"]


def settle(reading: Reading) -> None:
    """Drop the needs that only share the words of others; none that words of danger named too."""
    if len(reading.values.get("need", ())) < _SEVERAL:
        return
    lexicon, urgent = reading.lexicon, reading.values.get("urgent_need", ())
    for need in outdone(reading.named, lexicon.classes["own_needs"]):
        if need not in urgent:
            reading.drop("need", need)


def take_unnamed(reading: Reading, said: bytearray, *, is_about_help: bool) -> None:
    """Where nothing named a need: what the words surely speak for, else what is weakly named, else what they may speak
    for. Where a way of being helped is asked for, or refused, there may be no need to name, and a likely one is not
    taken. Where somebody is in danger, only what is weakly named."""
    urgent = bool(reading.values.get("urgent"))
    if not urgent and not _has_trouble(reading):
        _take_hinted(reading, said, _SURE)
    if not _has_trouble(reading):
        for sense, start, end in reading.weak:
            if reading.words[end - 1] in _WAITS and reading.values.get("wait"):
                continue  # "cant wait months" is no restlessness
            reading.add("need", sense.codes, start, end)
    else:
        _take_other_half(reading)
    asked = bool(reading.text or reading.weak_modes or is_about_help) or not _ASKED_FOR.isdisjoint(reading.values)
    if not urgent and not asked and not reading.values.get("need"):
        _take_hinted(reading, said, _LIKELY)


def _take_other_half(reading: Reading) -> None:
    """What is weakly named in the half of a sentence that names no need otherwise: "checks the locks ten times, also
    cries most nights"."""
    named = [at for at, term in reading.terms if term.field == "need"]
    halves = [at for at, word in enumerate(reading.words) if word in _ALSO or reading.words[at : at + 3] == _ON_TOP]
    first, last = min(named, default=0), max(named, default=0)
    for sense, start, end in reading.weak:
        if any(last < at < start or end <= at <= first for at in halves):
            reading.add("need", sense.codes, start, end)


def _has_trouble(reading: Reading) -> bool:
    """Whether a need is said that is more than who somebody is ("foster mum", "new mum")."""
    return not reading.lexicon.classes["not_trouble"].issuperset(reading.values.get("need", ()))


def _take_hinted(reading: Reading, said: bytearray, enough: int) -> None:
    """What the words that said nothing else speak for together. A few words may be a name: they stay text too, and
    beside a word that nobody knows they only are ("second skin")."""
    hinted = find_hinted(reading.words, reading.lexicon.need_hints, said, enough)
    if hinted is None or (hinted.need == "speech-language" and reading.values.get("language")):
        return  # "he speaks arabic"
    if len(reading.words) > FEW:
        reading.meant.extend((at, at + 1) for at in hinted.at)
    elif any(_may_name(reading, at) for at in range(len(reading.words))):
        return
    reading.add("need", [hinted.need], hinted.at[0], hinted.at[-1] + 1)


def _may_name(reading: Reading, at: int) -> bool:
    """Whether a word is one of which no rule makes anything."""
    word, lexicon = reading.words[at], reading.lexicon
    people = (lexicon.classes[name] for name in ("clients", "children", "kin", "relatives", "people", "roles"))
    said = word in lexicon.empty or word in lexicon.need_hints.points or any(word in one for one in people)
    return not reading.taken[at] and not said
