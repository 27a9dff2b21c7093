"""Room and waiting in words: how long the wait is, whether referrals are taken. Stale in weeks, so each has its day."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from thrive_directory.catalogue.assemble import TAKES_REFERRALS, WAITING_WEEKS
from thrive_directory.catalogue.hsds import not_known_after
from thrive_directory.search.rules.waiting import wait_text
from thrive_directory.web.language import gettext as _
from thrive_directory.web.show import day, years


def room_lines(record: Mapping[str, Any], today: date) -> Iterator[str]:
    """What the provider told, on which day, and until when it may be believed. What is past that on `today` is not
    known any more, and left out; without a day to go by, everything is told."""
    for each in record.get("capacities", ()):
        until = not_known_after(each)
        if today <= until:
            told = {"what": _said(each), "day": day(each["updated"][:10]), "until": day(until)}
            yield _("%(what)s (told on %(day)s; after %(until)s ask again)") % told


def _said(capacity: Mapping[str, Any]) -> str:
    name, count = capacity["unit"]["name"], capacity["available"]
    if name == WAITING_WEEKS:
        return wait_text(count)
    if name == TAKES_REFERRALS:
        return _("Takes referrals") if count else _("Takes no referrals at the moment")
    return f"{name}: {years(count)}"
