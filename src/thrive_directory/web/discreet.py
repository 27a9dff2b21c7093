"""What may stand on a slip that says nothing to whoever finds it: numbers, hours, days. No name of an offer, and no
word of a record that could give it away.

No list of words catches every name ("Kooth", "Winston's Wish"), so names, web and e-mail addresses are left out always;
the list is for the few words that a person needs beside a number, such as when it answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from thrive_directory.web.language import gettext as _
from thrive_directory.web.urgent import urgent_of

Json = Mapping[str, Any]
TELLING = re.compile(
    r"mental|health|camhs|mind|psych|psiq|therap|counsel|suicid|harm|anxi|depress|wellbeing|well-being|crisis|emotion|"
    r"bereav|grie|abuse|violen|eating|mood|trauma|distress|disorder|addict|drug|alcohol|self-|shout|samarit|thriv|"
    r"child|parent|young|pupil|school|social|safeguard|care|help|support|service|team|refer|triage|clinic|nurse|autis|adhd|"
    r"send|lgbt|gender|chat",
    re.IGNORECASE,
)
"""Parts of words that tell what a number is for, or whom. Rather too many: what is left out is on the page."""


def neutral(text: str | None) -> str | None:
    """The text, if it gives nothing away."""
    return None if not text or TELLING.search(text) else text


def discreet_contacts(card: Json) -> list[Json]:
    """The ways to call and to text an offer. One whose label must be left out may not be for everybody: it is left out
    too, where there is another."""
    found = [each for each in card["contacts"] if each["kind"] in {"phone", "text"}]
    return [each for each in found if not each["label"] or neutral(each["label"])] or found


def discreet_numbers(card: Json) -> Iterator[str]:
    """Their numbers, with what each is for where that gives nothing away; else that it is to be looked up."""
    for each in discreet_contacts(card):
        value = _("text %s") % each["value"] if each["kind"] == "text" else each["value"]
        label = neutral(each["label"]) or (_("look it up first") if each["label"] else None)
        yield f"{value} ({label})" if label else value


def discreet_number(card: Json) -> str | None:
    """The first of them; None where there is none."""
    return next(discreet_numbers(card), None)


def discreet_urgent(lines: Sequence[dict[str, Any]]) -> str:
    """The numbers of urgent help that stand at the top of every page, in a line that does not say whose they are."""
    numbers = (line["phone"] or _("text %s") % line["sms"] for line in urgent_of(lines, None).shown)
    return _("If it is urgent: %s") % ", ".join(numbers)
