"""Urgent help as every page shows it: a short row of numbers, and all of it. Chooses by kind, never leaves any out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Urgent:
    """What the block of urgent help shows. Not first: `shown` in a short row. First: `shown` in full, and large. `more`
    is every other line (not first: every line), in full, one step away."""

    shown: tuple[dict[str, Any], ...]
    more: tuple[dict[str, Any], ...]
    first: bool


def urgent_of(lines: Sequence[dict[str, Any]], kinds: Collection[str] | None) -> Urgent:
    """The block of these `urgent_help` lines, in their order. `kinds` are those that words of danger named, or None
    where there were no such words.

    In short: those for a life in danger, then one to talk to and one to text, so that nobody has to speak. With words
    of danger: a life in danger, the kinds that were named, and somebody to talk to."""
    if kinds is not None:
        named = {"life", "talk", *kinds}
        shown = tuple(line for line in lines if line["kind"] in named)
        return Urgent(shown, tuple(line for line in lines if line["kind"] not in named), first=True)
    life = [line for line in lines if line["kind"] == "life" and line["tel"]]
    talk = next((line for line in lines if line["kind"] == "talk" and line["tel"]), None)
    text = next((line for line in lines if line["kind"] == "talk" and line["sms"]), None)
    return Urgent((*life[:2], *(line for line in (talk, text) if line)), tuple(lines), first=False)
