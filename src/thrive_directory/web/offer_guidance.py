"""What is told of an offer beforehand, as rows of its page: what happens, who is told, how to refer. Adds nothing: what
nobody has told is a question, ready to be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thrive_directory.web.language import gettext as _

Json = Mapping[str, Any]
FORM = "referral_form"


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: its lines, or, where there are none, a question to put to the provider. `link` is an address and what
    it is called. `still` keeps the question where something is known, because one sentence does not settle it."""

    title: str
    lines: tuple[str, ...]
    ask: str
    link: tuple[str, str] | None = None
    still: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return bool(self.lines or self.link)


def guidance_of(record: Json) -> dict[str, Json]:
    """The attributes of a record that hold what is told beforehand, by kind."""
    kinds = _titles()
    return {each["link_type"]: each for each in record.get("attributes", ()) if each["link_type"] in kinds}


def title_of(kind: str) -> str:
    """What a kind of guidance is called on the page."""
    return _titles()[kind]


def family_rows(guidance: Mapping[str, Json], *, nameless: bool) -> Iterator[Row]:
    """What a young person or a family may want to know first. `nameless`: nobody has to give a name.

    That something is confidential never says when it is not, so that question always stands."""
    yield _row(guidance, "what_happens", _("What will happen when I call, write or come?"))
    yield _row(guidance, "what_to_expect", _("What is it like, how often, and for how long?"))
    told = _row(
        guidance, "who_is_told", _("Who will you tell? Will my parents know? When would you have to tell somebody?")
    )
    more = (_("You do not have to give your name."),) if nameless else ()
    yield Row(told.title, tuple(dict.fromkeys((*told.lines, *more))), told.ask, still=True)
    yield _row(guidance, "limits", _("What can you not help with?"))
    yield _row(guidance, "if_it_does_not_help", _("What happens if this does not help me? How does it end?"))


def referral_rows(guidance: Mapping[str, Json], routes: tuple[str, ...]) -> Iterator[Row]:
    """What somebody who refers may want to know first. `routes` says who can."""
    yield Row(_("Who can refer"), routes, _("Who can refer, and how?"))
    yield _row(guidance, "how_to_refer", _("How do I refer, and what do you need from me?"))
    form = guidance.get(FORM)
    link = (form["value"], form["label"]) if form else None
    yield Row(title_of(FORM), (), _("Is there a form, and where?"), link)
    yield _row(guidance, "consent", _("Whose consent do you need, and how is it recorded?"))
    yield _row(guidance, "threshold", _("When would you say no, and what happens then?"))


def _row(guidance: Mapping[str, Json], kind: str, ask: str) -> Row:
    told = guidance.get(kind)
    return Row(title_of(kind), (told["value"],) if told else (), ask)


def _titles() -> dict[str, str]:
    return {
        "what_happens": _("What happens when you get in touch"),
        "what_to_expect": _("What to expect"),
        "who_is_told": _("Who is told, and what stays private"),
        "limits": _("What it cannot do"),
        "if_it_does_not_help": _("If it does not help"),
        "how_to_refer": _("How to refer"),
        FORM: _("Form"),
        "consent": _("Consent"),
        "threshold": _("Threshold"),
    }
