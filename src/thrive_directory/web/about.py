"""`/about/…`: who keeps what, staying safe, how well the pages work, whose data this is, how fresh, what THRIVE is."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.catalogue.counts import KEPT_MONTHS
from thrive_directory.catalogue.reports import KEPT_DAYS
from thrive_directory.geo.gazetteer_build import ATTRIBUTION as NAMES_ATTRIBUTION
from thrive_directory.geo.postcode_source import ATTRIBUTION as POSTCODE_ATTRIBUTION
from thrive_directory.web.freshness import MONTHS, NOT_SAID, Freshness, Share, freshness
from thrive_directory.web.language import gettext as _
from thrive_directory.web.page import page
from thrive_directory.web.policy import OURS_ALONE
from thrive_directory.web.route import PageRoute
from thrive_directory.web.show import term, vocabulary

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One row of the table of freshness: a name, how many, and shares as whole percentages."""

    name: str
    offers: int
    verified: tuple[str, ...]
    read: tuple[str, ...]


@router.get("/about")
def about(request: Request) -> Response:  # noqa: ARG001  # a page needs no request to send somebody on
    """Everything about the directory starts with what it keeps."""
    return RedirectResponse("/about/privacy", 303, headers=dict(OURS_ALONE))


@router.get("/about/privacy")
def privacy(request: Request) -> Response:
    """What is kept about whoever asks (nothing), in words for a ten-year-old."""
    return page(request, "about/privacy.html", kept_days=KEPT_DAYS, counts_kept_months=KEPT_MONTHS)


@router.get("/about/stay-safe-online")
def stay_safe_online(request: Request) -> Response:
    """What leaving the page does and does not do, and how to clear a history."""
    return page(request, "about/stay_safe_online.html")


@router.get("/about/accessibility")
def accessibility(request: Request) -> Response:
    """The accessibility statement: how the pages are tested, and what nobody has tested yet."""
    return page(request, "about/accessibility.html")


@router.get("/about/licences")
def licences(request: Request) -> Response:
    """Whose data and whose code this is, with the words that must go with it."""
    return page(
        request, "about/licences.html", postcode_attribution=POSTCODE_ATTRIBUTION, names_attribution=NAMES_ATTRIBUTION
    )


@router.get("/about/sources")
def sources(request: Request, parts: PartsDep) -> Response:
    """Where the records come from and how lately they were checked, from the catalogue as it is served now."""
    snapshot = parts.snapshots.live
    found = freshness(snapshot, parts.clock().date())
    return page(request, "about/sources.html", months=MONTHS, tables=_tables(found), found=found)


@router.get("/about/thrive")
def thrive(request: Request) -> Response:
    """What the THRIVE Framework is, and each of its groupings in plain words."""
    return page(request, "about/thrive.html", groupings=vocabulary().terms("grouping"))


def _tables(found: Freshness) -> tuple[dict[str, Any], ...]:
    whole = _row(found.everything, _("All offers"))
    return (
        {
            "title": _("By sector"),
            "note": _("An offer that belongs to two sectors counts in both."),
            "rows": (*(_row(each, _sector(each.code)) for each in found.sectors), whole),
        },
        {
            "title": _("By how large an area it serves"),
            "note": _("An offer counts by the widest area that it names."),
            "rows": (*(_row(each, _area_kind(each.code)) for each in found.area_kinds), whole),
        },
    )


def _row(share: Share, name: str) -> ShareRow:
    def percent(count: int) -> str:
        return _("%(share)d%% (%(count)d)") % {"share": _whole_percent(count, share.offers), "count": count}

    return ShareRow(name, share.offers, tuple(map(percent, share.verified)), tuple(map(percent, share.read)))


def _whole_percent(count: int, of: int) -> int:
    """Rounded down, so that 100% is said of all alone."""
    return 100 * count // of if of else 0


def _sector(code: str) -> str:
    return _("Nobody has said") if code == NOT_SAID else term(code, "sector")


def _area_kind(code: str) -> str:
    names = {
        "everywhere": _("The whole United Kingdom"),
        "nation": _("A nation, such as England"),
        "region": _("A region"),
        "combined-authority": _("A combined authority"),
        "icb": _("An NHS area (integrated care board)"),
        "county": _("A county"),
        "local-authority": _("A council's area"),
        "polygon": _("An area drawn on a map"),
    }
    return names.get(code, _("Nobody has said"))
