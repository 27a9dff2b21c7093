"""Names of places and what each may mean, likeliest first: exact, by prefix, or with a slip forgiven. Pure lookups.

Names come from GeoNames, the register of areas, OS Open Names where imported, and our own reviewed list.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from thrive_directory.geo.areas import normal_name
from thrive_directory.geo.place import Point

# An area of the name is what people mean unless something else of the name has a tenth of its people; a town must be a
# hundred times larger than its namesakes. Nearer than that, we ask (docs/adr, names).
_AREA_MARGIN, _TOWN_MARGIN = 10, 100
WIDE_AREAS = ("region", "combined authority", "care board")  # contexts that say what kind of area it is
_LONGEST_KEPT = 16  # letters: longer beginnings are seldom typed, and looked for afresh
_SMALLEST = 500  # people, where a source gives no figure: GeoNames lists nothing smaller


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One thing that a name may mean. `context` tells it from its namesakes; `token` names it in a URL.

    `areas` are the codes it stands for: its authority, or the area itself. `point` is None for an area, whose middle
    the postcode table knows. `is_word` is set by `longest_name` when the name is an ordinary word too ("Street",
    "Hope"): a reader of sentences should take it for a place only after "in" or "near".
    """

    name: str
    context: str
    token: str
    areas: tuple[str, ...]
    is_area: bool = False
    population: int = 0
    point: Point | None = None
    aliases: tuple[str, ...] = ()
    is_word: bool = False
    is_former: bool = False

    @property
    def label(self) -> str:
        """Name and context, as "Brixton, Lambeth, London" or "West Midlands (region)"."""
        if self.is_area and self.context in WIDE_AREAS:
            return f"{self.name} ({self.context})"
        return f"{self.name}, {self.context}" if self.context else self.name

    @property
    def weight(self) -> int:
        """How many people may mean it."""
        return max(self.population, _SMALLEST)


@dataclass(frozen=True)
class Gazetteer:
    """Every named place, and the names that are ordinary words too."""

    places: tuple[NamedPlace, ...]
    ordinary_words: frozenset[str] = frozenset()

    def named(self, text: str) -> tuple[NamedPlace, ...]:
        """What exactly this name may mean, likeliest first; case, accents and punctuation apart."""
        return self._by_name.get(normal_name(text), ())

    def named_in(self, text: str) -> tuple[NamedPlace, ...]:
        """What "Newport, Isle of Wight" may mean: a name, and after the comma some of what its context says, or a group
        of areas that it is in ("Harrow, Middlesex")."""
        name, _, wanted = text.partition(",")
        inside = normal_name(wanted)
        if not inside:
            return ()
        around = frozenset(code for place in self.named(wanted) if len(place.areas) > 1 for code in place.areas)
        return tuple(
            place
            for place in self.named(name)
            if inside in normal_name(place.context) or around.issuperset(place.areas)
        )

    def by_token(self, token: str) -> NamedPlace | None:
        """The place with this token."""
        return self._by_token.get(token)

    def longest_name(self, words: Sequence[str], start: int = 0) -> tuple[tuple[NamedPlace, ...], int] | None:
        """(what it may mean, how many words) for the longest name that starts at `words[start]`, or None.

        Exact names only: no slip is forgiven inside a sentence."""
        first = normal_name(words[start])
        for length in range(min(self._longest.get(first.split(" ")[0], 0), len(words) - start), 0, -1):
            key = first if length == 1 else normal_name(" ".join(words[start : start + length]))
            if key in self._by_name:
                is_word = key in self.ordinary_words
                return tuple(replace(place, is_word=is_word) for place in self._by_name[key]), length
        return None

    def suggest(self, text: str, limit: int = 10) -> list[NamedPlace]:
        """Places whose name, or a word of it, begins with the text, largest first; failing that, those whose name
        begins with something similar, and last the most similar."""
        key = normal_name(text)
        if not key:
            return []
        starting = self._beginning(self._starts, key, limit)
        if len(starting) < limit:
            inside = self._beginning(self._inner_starts, key, limit)
            starting = list(dict.fromkeys(chain(starting, inside)))[:limit]
        alike = starting or self._beginning_alike(key, limit)
        return alike or [places[0] for places in self.similar(text)][:limit]

    def _beginning_alike(self, key: str, limit: int) -> list[NamedPlace]:
        """Places whose name begins with the key but for a slip or two, fewest slips and largest first. The first letter
        must be right. A person chooses from these, so that a wrong one does no harm."""
        allowed = _slips_allowed(key)
        if not allowed:
            return []
        fewest: dict[NamedPlace, float] = {}
        for length in range(len(key) - 1, len(key) + 2):
            beginnings = self._beginnings(key[0], length)
            found = process.extract(key, beginnings.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=limit * 2)
            for beginning, slips, _ in found:
                for name in beginnings[beginning]:
                    place = self._by_name[name][0]
                    fewest[place] = min(slips, fewest.get(place, slips))
        return sorted(fewest, key=lambda place: (fewest[place], -place.weight, place.token))[:limit]

    def _beginnings(self, letter: str, length: int) -> Mapping[str, Sequence[str]]:
        """The first so many letters of every name that begins with the letter, each with the names. Kept: there are a
        few hundred of these at most, however much is asked."""
        kept = self._kept_beginnings.get((letter, length))
        if kept is None:
            first, last = (bisect_left(self._starts, (edge,)) for edge in (letter, letter + "\uffff"))
            kept = {}
            for _, name in self._starts[first:last]:
                kept.setdefault(name[:length], []).append(name)
            if length <= _LONGEST_KEPT:
                self._kept_beginnings[letter, length] = kept
        return kept

    @cached_property
    def _kept_beginnings(self) -> dict[tuple[str, int], dict[str, list[str]]]:
        return {}

    def closest(self, text: str) -> list[NamedPlace]:
        """What the names with the fewest slips may mean, largest first: a second-best spelling is not a rival. The
        first letter must be right: Caversham is not a slip of Faversham, a hundred miles away."""
        first = normal_name(text)[:1]
        names = [(name, slips) for name, slips in self._similar_names(text, None) if name[:1] == first]
        fewest = min((slips for _, slips in names), default=0)
        places = chain.from_iterable(self._by_name[name] for name, slips in names if slips == fewest)
        present = dict.fromkeys(place for place in places if not place.is_former)
        return sorted(present, key=lambda place: (-place.weight, place.token))

    def similar(self, text: str, slips: int | None = None) -> list[tuple[NamedPlace, ...]]:
        """What names within a slip or two may mean, most similar and largest first. None under five letters."""
        return [self._by_name[name] for name, _ in self._similar_names(text, slips)]

    def _similar_names(self, text: str, slips: int | None) -> list[tuple[str, int]]:
        key = normal_name(text)
        allowed = slips if slips is not None else _slips_allowed(key)
        if not allowed:
            return []
        near_lengths = (self._by_length.get(len(key) + by, ()) for by in range(-allowed, allowed + 1))
        # Where two slips are forgiven the first letter must be right: Yorkshire is not Berkshire.
        pool = [name for name in chain.from_iterable(near_lengths) if allowed < 2 or name[:1] == key[:1]]
        found = process.extract(key, pool, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        ranked = sorted(found, key=lambda hit: (hit[1], -self._by_name[hit[0]][0].weight, hit[0]))
        return [(name, int(distance)) for name, distance, _ in ranked]

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[NamedPlace, ...]]:
        found: dict[str, list[NamedPlace]] = {}
        for place in self.places:
            for key in dict.fromkeys(normal_name(name) for name in (place.name, *place.aliases)):
                found.setdefault(key, []).append(place)
        return {key: likeliest_first(places) for key, places in found.items() if key}

    @cached_property
    def _by_token(self) -> Mapping[str, NamedPlace]:
        return {place.token: place for place in self.places}

    @cached_property
    def _longest(self) -> Mapping[str, int]:
        """The most words of any name by its first word."""
        longest: dict[str, int] = {}
        for key in self._by_name:
            first, *rest = key.split(" ")
            longest[first] = max(longest.get(first, 0), len(rest) + 1)
        return longest

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        lengths: dict[int, list[str]] = {}
        for key in self._by_name:
            lengths.setdefault(len(key), []).append(key)
        return lengths

    @cached_property
    def _starts(self) -> list[tuple[str, str]]:
        """(text, key) in order: every name from its first word."""
        return sorted((key, key) for key in self._by_name)

    @cached_property
    def _inner_starts(self) -> list[tuple[str, str]]:
        """(text, key) in order: every name from each word after its first."""
        pieces = ((key.split(" "), key) for key in self._by_name)
        return sorted((" ".join(words[at:]), key) for words, key in pieces for at in range(1, len(words)))

    def _beginning(self, starts: list[tuple[str, str]], key: str, limit: int) -> list[NamedPlace]:
        first = bisect_left(starts, (key,))
        last = bisect_left(starts, (key + "\uffff",))
        keys = dict.fromkeys(name for _, name in starts[first:last])
        places = dict.fromkeys(chain.from_iterable(self._by_name[name] for name in keys))
        exact = self._by_name[key] if key in keys else ()
        return nlargest(limit, places, key=lambda place: (place in exact, place.weight, place.label))


def likeliest_first(places: Iterable[NamedPlace]) -> tuple[NamedPlace, ...]:
    """Namesakes in the order in which people may mean them; former areas only when nothing else has the name."""
    every = sorted(places, key=lambda place: (place.is_former, -place.weight, not place.is_area, place.token))
    present = [place for place in every if not place.is_former]
    return tuple(present or every)


def meant(places: Sequence[NamedPlace]) -> NamedPlace | None:
    """The one that people mean by the name, or None when it must be asked. `places` likeliest first."""
    first, *others = places
    margin = _AREA_MARGIN if first.is_area else _TOWN_MARGIN
    return first if all(first.weight >= margin * other.weight for other in others) else None


def _slips_allowed(key: str) -> int:
    """A wrong council's numbers harm a family: two slips are forgiven only in names too long for chance."""
    return 0 if len(key) < 5 else 1 if len(key) < 10 else 2
