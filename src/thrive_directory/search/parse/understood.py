"""What was understood of a sentence: a frozen value, term by term. No rules here."""

from dataclasses import dataclass
from datetime import datetime

from thrive_directory.search.query import UrgentKind


@dataclass(frozen=True, slots=True)
class Term:
    """Words as typed, and what they were taken to mean. `code` is a vocabulary code or a plain value ("14")."""

    words: str
    field: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Understood:
    """Fields are those of `SearchQuery`; empty and None mean "not said". Codes are in the order they were said.

    `near_text` is the place as typed, for the caller to resolve. `urgent_needs` are those of `needs` that only words
    of danger named. `text` is the rest, spelling corrected; `unused` are the words of it that no rule knows (the
    caller keeps those that match nothing). A sort of offer ("a parents' group", "an evening course") is no must: the
    `liked_modes` among `modes`, and `open_at` where `open_is_liked`, shut nothing out; `liked_text` is looked for.

    `is_told_of`: the young person or child of `audiences` is told of ("lad 14", "pupil in year 9") and says nothing of
    themselves, so that somebody else may be asking; or the professional of `audiences` asks for one ("SENCO, boy of 9
    who hits others") and not for themselves ("training on anger")."""

    near_text: str | None = None
    groupings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    ages: tuple[tuple[float, float], ...] = ()
    audiences: tuple[str, ...] = ()
    is_told_of: bool = False
    sectors: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    liked_modes: tuple[str, ...] = ()
    not_modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    referral_routes: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    free: bool | None = None
    access: tuple[str, ...] = ()
    prefer_access: tuple[str, ...] = ()
    open_at: datetime | None = None
    open_is_liked: bool = False
    within_km: float | None = None
    wait_weeks: float | None = None
    gender: str | None = None
    text: str = ""
    liked_text: str = ""
    urgent: bool = False
    urgent_kinds: tuple[UrgentKind, ...] = ()
    urgent_needs: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
