"""Urgent help as every page shows it: a short row of numbers, and all of it. Chooses by kind, never leaves any out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Urgent:
    """What the block of urgent help shows: a few lines in short, and every line in full. `first` makes it large."""

    short: tuple[dict[str, Any], ...]
    lines: tuple[dict[str, Any], ...]
    first: bool


def urgent_of(lines: Sequence[dict[str, Any]], *, urgent: bool) -> Urgent:
    """The block of these `urgent_help` lines, in their order. In short: those for a life in danger, then one to talk
    to and one to text, so that nobody has to speak."""
    life = [line for line in lines if line["kind"] == "life" and line["tel"]]
    talk = next((line for line in lines if line["kind"] == "talk" and line["tel"]), None)
    text = next((line for line in lines if line["kind"] == "talk" and line["sms"]), None)
    return Urgent((*life[:2], *(line for line in (talk, text) if line)), tuple(lines), urgent)
