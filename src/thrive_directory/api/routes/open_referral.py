"""Open Referral UK's lists by URL and by body. Translates HTTP and decides nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from thrive_directory.api.caching import UNCHANGED
from thrive_directory.api.open_referral import lists, params, shapes
from thrive_directory.api.open_referral.answer import by_body, by_url
from thrive_directory.api.open_referral.describe import json_body, page_answer, url_parameters
from thrive_directory.api.openapi import problems_of
from thrive_directory.api.routes.bare import BareRoute

router = APIRouter(route_class=BareRoute)


@dataclass(frozen=True, slots=True)
class ListRoute:
    """One list: its path, what it holds, how it is asked for and what a page of it looks like."""

    path: str
    what: str
    tag: str
    takes: type[params.ListParams]
    build: lists.List
    page: type[shapes.Page]


LISTS = (
    ListRoute("/services", "services", "services", params.ServiceParams, lists.services, shapes.ServicePage),
    ListRoute(
        "/service_at_locations",
        "services at a location",
        "services",
        params.PlaceParams,
        lists.service_at_locations,
        shapes.PlacePage,
    ),
    ListRoute(
        "/organizations",
        "organizations",
        "organizations",
        params.OrganizationParams,
        lists.organizations,
        shapes.OrganizationPage,
    ),
    ListRoute("/taxonomies", "taxonomies", "taxonomies", params.TaxonomyParams, lists.taxonomies, shapes.TaxonomyPage),
    ListRoute(
        "/taxonomy_terms", "taxonomy terms", "taxonomies", params.TermParams, lists.taxonomy_terms, shapes.TermPage
    ),
)
_MEANING = "Parameters narrow together; of several values of one, any will do. The order is stable."


def _add(each: ListRoute) -> None:
    """The list by URL, and its twin by body."""
    name = each.path.removeprefix("/")
    tags: list[Any] = [each.tag] if name == "services" else [each.tag, "optional"]
    answer = page_answer(each.page, each.what)
    router.add_api_route(
        each.path,
        _endpoint(by_url, each),
        methods=["GET"],
        tags=tags,
        operation_id=name,
        summary=f"List {each.what}",
        description=_MEANING,
        responses={**answer, 304: UNCHANGED, **problems_of(404, 406, 422, 503)},
        openapi_extra={"parameters": url_parameters(each.takes)},
    )
    router.add_api_route(
        each.path,
        _endpoint(by_body, each),
        methods=["POST"],
        tags=[each.tag, "optional"],
        operation_id=f"{name}_by_body",
        summary=f"List {each.what}, with nothing in the URL",
        description=_MEANING,
        responses={**answer, **problems_of(400, 404, 406, 413, 415, 422, 503)},
        openapi_extra={"requestBody": json_body(each.takes)},
    )


def _endpoint(ask: Callable[..., Awaitable[Response]], each: ListRoute) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await partial(ask, params=each.takes, build=each.build)(request)

    return endpoint


for _each in LISTS:
    _add(_each)
