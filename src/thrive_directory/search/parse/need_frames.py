"""Needs said in several words with others between: "will not even get on the bus to school". Reads no file and knows
no need: frames, their words and what they mean stand in the lexicon."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from thrive_directory.search.parse.inflect import forms
from thrive_directory.search.parse.lexicon_file import NeedFrameEntry, Phrases

_AROUND = 2  # words before and after a frame in which `unless` counts too


@dataclass(frozen=True, slots=True)
class NeedFrame:
    """One bit for each part, in order; `mask` has them all."""

    needs: tuple[str, ...]
    within: int
    ordered: bool
    weak: bool
    across: bool
    instead: tuple[str, ...]
    bits: tuple[int, ...]
    mask: int
    unless: int


@dataclass(frozen=True, slots=True)
class NeedFrames:
    """The frames and the bits that each word sets."""

    bits: Mapping[str, int]
    frames: tuple[NeedFrame, ...]


@dataclass(frozen=True, slots=True)
class FoundNeed:
    """Need codes and the positions of the words, in order, that said so."""

    needs: tuple[str, ...]
    weak: bool
    at: tuple[int, ...]
    instead: tuple[str, ...] = ()


def compile_frames(entries: Sequence[NeedFrameEntry], words: Mapping[str, Phrases]) -> NeedFrames:
    """Ready to match. `words` are the classes that the entries name."""
    parts: dict[str, int] = {}
    frames = tuple(_frame(entry, parts) for entry in entries)
    bits: dict[str, int] = {}
    for part, bit in parts.items():
        for word in _words(part, words):
            bits[word] = bits.get(word, 0) | bit
    return NeedFrames(bits, frames)


def find_needs(
    words: Sequence[str], breaks: Sequence[int], is_free: Callable[[int], bool], frames: NeedFrames
) -> Iterator[FoundNeed]:
    """Each frame at the first place where all its parts stand: no punctuation between them, and no word of them
    taken."""
    bits = frames.bits
    masks = [bits.get(word, 0) for word in words]
    everything = 0
    for mask in masks:
        everything |= mask
    unbroken = bytes(len(words))
    for frame in frames.frames:
        if frame.mask & everything == frame.mask:
            at = _place(frame, masks, unbroken if frame.across else breaks, is_free)
            if at is not None:
                yield FoundNeed(frame.needs, frame.weak, at, frame.instead)


def _place(
    frame: NeedFrame, masks: Sequence[int], breaks: Sequence[int], is_free: Callable[[int], bool]
) -> tuple[int, ...] | None:
    orders = (frame.bits,) if frame.ordered else (frame.bits, frame.bits[::-1])
    for bits in orders:
        for first, mask in enumerate(masks):
            if mask & bits[0] and is_free(first):
                at = _rest(bits, first, frame.within, masks, breaks, is_free)
                if at is not None and not _is_spoilt(frame, at, masks, breaks):
                    return at
    return None


def _rest(
    bits: tuple[int, ...],
    first: int,
    within: int,
    masks: Sequence[int],
    breaks: Sequence[int],
    is_free: Callable[[int], bool],
) -> tuple[int, ...] | None:
    """Where the other parts stand, each as soon as it can."""
    at = [first]
    place, last = first, min(len(masks), first + within + 1)
    for bit in bits[1:]:
        place += 1
        while place < last and not breaks[place] and not (masks[place] & bit and is_free(place)):
            place += 1
        if place >= last or breaks[place]:
            return None
        at.append(place)
    return tuple(at)


def _is_spoilt(frame: NeedFrame, at: tuple[int, ...], masks: Sequence[int], breaks: Sequence[int]) -> bool:
    """Whether a word of `unless` stands among the parts or right beside them."""
    if not frame.unless:
        return False
    start, end = at[0], at[-1] + 1
    for _ in range(_AROUND):
        if start and not breaks[start]:
            start -= 1
        if end < len(masks) and not breaks[end]:
            end += 1
    return any(mask & frame.unless for mask in masks[start:end])


def _frame(entry: NeedFrameEntry, parts: dict[str, int]) -> NeedFrame:
    bits = tuple(parts.setdefault(part, 1 << len(parts)) for part in entry.of.split())
    mask = 0
    for bit in bits:
        mask |= bit
    unless = parts.setdefault("|".join(entry.unless), 1 << len(parts)) if entry.unless else 0
    return NeedFrame(
        entry.needs, entry.within, entry.ordered, entry.weak, entry.across, entry.instead, bits, mask, unless
    )


def _words(part: str, classes: Mapping[str, Phrases]) -> Iterator[str]:
    for word in part.split("|"):
        if word.startswith("{"):
            for one in classes[word[1:-1]]:
                yield from _words(one, classes)
        else:
            yield from forms(word)
