"""A list as a page, or whole as lines: the envelope and the `Link` header. Filters nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import orjson

from thrive_directory.api.open_referral.lists import Listing
from thrive_directory.api.open_referral.params import ListParams
from thrive_directory.api.open_referral.values import DEFAULT_PER_PAGE
from thrive_directory.api.problems import PageNotFound

NDJSON = "application/x-ndjson"
_CHUNK_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `number` of `count`, the items from `start` to `stop` of `total`."""

    number: int
    count: int
    start: int
    stop: int
    total: int


def page_of(listing: Listing, params: ListParams) -> Page:
    """The page asked for. Raises `PageNotFound` past the end; a list of nothing has one page, which is empty."""
    total = len(listing.positions)
    length = params.per_page or (max(total, 1) if listing.one_page else DEFAULT_PER_PAGE)
    count = max(1, -(-total // length))
    number = params.page or 1
    if number > count:
        raise PageNotFound("page", f"page is past the end: the last page is {count}", [str(count)])
    start = (number - 1) * length
    return Page(number, count, start, min(start + length, total), total)


def page_bytes(listing: Listing, page: Page) -> bytes:
    """The envelope with its items, as JSON text.

    Fields: https://docs.openreferral.org/en/v3.1/hsds/api_reference.html#lists"""
    head = {
        "total_items": page.total,
        "total_pages": page.count,
        "page_number": page.number,
        "size": page.stop - page.start,
        "first_page": page.number == 1,
        "last_page": page.number == page.count,
        "empty": page.start == page.stop,
    }
    items = b",".join(listing.item(int(at)) for at in listing.positions[page.start : page.stop])
    return orjson.dumps(head)[:-1] + b',"contents":[' + items + b"]}"


def links(page: Page, url: str, asked: list[tuple[str, str]]) -> str:
    """The `Link` header (RFC 8288) of a page asked for by URL: first, prev, next and last, as they apply."""
    kept = [(name, value) for name, value in asked if name != "page"]
    numbers = {"first": 1, "prev": page.number - 1, "next": page.number + 1, "last": page.count}
    return ", ".join(
        f'<{url}?{urlencode([*kept, ("page", str(number))])}>; rel="{relation}"'
        for relation, number in numbers.items()
        if 1 <= number <= page.count
    )


def lines(listing: Listing) -> Iterator[bytes]:
    """Every item, one a line, in pieces of about 64 kB, so that memory does not grow with the list."""
    piece = bytearray()
    for at in listing.positions:
        piece += listing.item(int(at))
        piece += b"\n"
        if len(piece) >= _CHUNK_BYTES:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
