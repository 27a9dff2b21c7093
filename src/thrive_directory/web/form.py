"""The form of `/find`: what it asks, how it is read, and how it looks when something needs another look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, Request

from thrive_directory.api.body import MAX_BODY_BYTES
from thrive_directory.api.problems import BodyTooLarge
from thrive_directory.errors import AmbiguousPlace, BadParameter, UnknownPlace
from thrive_directory.web.gathered import Gathered, gathered_of, ids_in
from thrive_directory.web.language import gettext as _
from thrive_directory.web.show import term

FIELDS = ("near", "q", "audience", "age", "need", "s", "id", "instead")
"""Names of the form's fields: those of the search itself, `s` for what was asked on the page before, `id` for offers
that are on a list already, `instead` for a place that was offered in place of one that nobody knows."""
AGES = ("0-4", "5-7", "8-10", "11-13", "14-15", "16-17", "18-25")
NEEDS = (
    "anxiety low-mood anger-behaviour self-harm suicidal-thoughts bereavement bullying friendships loneliness "
    "family-relationships domestic-abuse school-attendance exam-stress sleep eating trauma autism adhd-attention "
    "identity-lgbt drugs-alcohol young-carer parenting wellbeing"
).split()
"""Needs in the order in which they are offered: a choice short enough to read. Words find the others."""
Given = Mapping[str, Sequence[str]]


async def read_form(request: Request) -> dict[str, list[str]]:
    """The fields of the form of `/find` that were filled in. Raises `BodyTooLarge`."""
    return await read_fields(request, FIELDS)


async def read_fields(request: Request, names: Sequence[str]) -> dict[str, list[str]]:
    """Those of the named fields of a posted form that were filled in. Raises `BodyTooLarge`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLarge(_("That was too long to read. Use fewer words."))
    pairs = parse_qs(body.decode("utf-8", "replace"), max_num_fields=200) if body.count(b"&") < 200 else {}
    return {name: pairs[name] for name in names if any(value.strip() for value in pairs.get(name, ()))}


def first_of(given: Given, name: str) -> str:
    """What was given as this field, the first time where there are several; empty where there is nothing."""
    return "".join(given.get(name, ())[:1])


FormDep = Annotated[dict[str, list[str]], Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Form:
    """What the template shows of the form. `errors` holds a message by field, `choices` places of one name, `nearest`
    places that may be meant where none was found, `list` the list that what is found may join, with its `kept` ids."""

    near: str
    q: str
    steps: tuple[dict[str, Any], ...]
    errors: Mapping[str, str]
    summary: tuple[dict[str, str], ...] = ()
    choices: tuple[dict[str, Any], ...] = ()
    nearest: tuple[dict[str, Any], ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def list(self) -> Gathered | None:
        """The list so far, where there is one."""
        return gathered_of(self.kept)


def form_of(given: Given, error: BadParameter | None = None) -> Form:
    """The form with what was filled in, and what needs another look."""
    errors = {} if error is None else {_field(error): _message(error)}
    choices: tuple[dict[str, Any], ...] = ()
    if isinstance(error, AmbiguousPlace):
        choices = tuple({"value": token, "text": label} for label, token in error.choices)
    unknown = error if isinstance(error, UnknownPlace) and not choices else None
    return Form(
        near=first_of(given, "near"),
        q=first_of(given, "q"),
        steps=_steps(given),
        errors=errors,
        summary=tuple({"text": message, "href": f"#{field}"} for field, message in errors.items()),
        choices=choices,
        nearest=tuple({"value": name, "text": name} for name in unknown.nearest) if unknown else (),
        kept=ids_in(given.get("id", ())),
    )


def _field(error: BadParameter) -> str:
    """The field to look at: a place that the plain words named is asked for in its own box."""
    if isinstance(error, AmbiguousPlace):
        return "near"
    return error.parameter if error.parameter in FIELDS else "near"


def _message(error: BadParameter) -> str:
    if error.parameter == "q" and not isinstance(error, AmbiguousPlace) and not error.nearest:
        return error.message.replace("q must", _("Your words must"), 1)
    if not error.nearest or isinstance(error, AmbiguousPlace):
        return error.message
    return _("%(message)s The nearest we know: %(nearest)s.") % {
        "message": error.message,
        "nearest": ", ".join(error.nearest),
    }


def _steps(given: Given) -> tuple[dict[str, Any], ...]:
    return (
        {
            "name": "audience",
            "title": _("1. Who is the help for?"),
            "several": False,
            "choices": _choices(
                given,
                "audience",
                (
                    ("young-person", _("Me")),
                    ("parent-carer", _("My child, or a child I look after")),
                    ("professional", _("Somebody I work with")),
                ),
            ),
        },
        {
            "name": "age",
            "title": _("2. How old are they, or you?"),
            "several": False,
            "choices": _choices(given, "age", tuple((age, _age_label(age)) for age in AGES)),
        },
        {
            "name": "need",
            "title": _("3. What is going on?"),
            "hint": _("Choose as many as you like."),
            "several": True,
            "choices": _choices(given, "need", tuple((code, term(code, "need")) for code in NEEDS)),
        },
    )


def _choices(given: Given, name: str, options: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    chosen = given.get(name, ())
    return [{"value": value, "text": text, "checked": value in chosen} for value, text in options]


def _age_label(age: str) -> str:
    low, _dash, high = age.partition("-")
    return _("Under 5") if low == "0" else _("%(low)s to %(high)s") % {"low": low, "high": high}
