"""The page of results beside the JSON it is made from: what showing twenty options costs, and what the page weighs.

Both are asked for in turns, in process, over the seed: the whole way of `/near/{place}` from its address to compressed
HTML, and the whole way of `/search` to JSON. Their difference is the page's own. It is given twice: with the parts of
the cards kept from before, as they are in a server, and with none kept. `.venv/bin/python -m benchmarks.rendering`
prints the figures and writes them to benchmarks/results/rendering.json and docs/benchmarks.md."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.testclient import TestClient

from benchmarks.measure import Times, interleaved, machine
from benchmarks.report import write
from tests.page_weight import heaviest
from tests.ready_folder import ready_folder
from thrive_directory.api.app import create_app
from thrive_directory.api.main import compose
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import answer_search
from thrive_directory.api.understand import understand
from thrive_directory.web.asked import asked_of
from thrive_directory.web.cards import same_for_all
from thrive_directory.web.codes import encode
from thrive_directory.web.near import results_page

OPTIONS = 20
ROUNDS = 15
PLACES = ("CH41", "NW1", "HX7", "M1 1AE", "LS1", "Camden", "Leeds", "B1", "NE1 4ST", "BS1", "Hebden Bridge", "EX1")
ASKED: tuple[Mapping[str, Any], ...] = ({}, {"age": "14"}, {"need": "anxiety"}, {"need": "low-mood", "age": "16"})


def questions(parts: Parts) -> list[SearchParams]:
    """What is asked: each has at least as many options as a page holds."""
    asked = [SearchParams.read({"near": place, **more}) for place in PLACES for more in ASKED]
    return [each for each in asked if answer_search(each, parts).count(b'{"service":') >= OPTIONS]


def address(params: SearchParams, parts: Parts) -> tuple[str, str]:
    """(place token, codes) of the page that answers these parameters."""
    snapshot = parts.snapshots.live
    question = understand(params, snapshot, parts)
    assert question.query.near is not None
    return question.query.near.token, encode(asked_of(question, snapshot))


def measured(parts: Parts) -> dict[str, Any]:
    """Both ways, in turns, and the difference."""
    app = create_app(replace(parts, write_line=lambda _line: None))
    scope = {"type": "http", "app": app, "method": "GET", "path": "/", "query_string": b""}
    request = Request({**scope, "headers": [(b"accept-encoding", b"br")]})
    asked = [(params, *address(params, parts)) for params in questions(parts)]

    def page(each: tuple[SearchParams, str, str]) -> object:
        return results_page(request, parts, each[1], each[2], "1")

    def page_of_new_cards(each: tuple[SearchParams, str, str]) -> object:
        same_for_all.cache_clear()
        return page(each)

    def json(each: tuple[SearchParams, str, str]) -> object:
        return answer_search(each[0], parts)

    times = interleaved({"json": json, "page": page}, asked, ROUNDS)
    afresh = interleaved({"json": json, "page": page_of_new_cards}, asked, ROUNDS)
    return {
        "questions": len(asked),
        "json_ms": _p50_ms(times["json"]),
        "page_ms": _p50_ms(times["page"]),
        "over_json_ms": _p50_ms(times["page"] - times["json"]),
        "over_json_new_cards_ms": _p50_ms(afresh["page"] - afresh["json"]),
        "weight": heaviest(TestClient(app), [f"/near/{token}?s={codes}" for _, token, codes in asked]),
    }


def _p50_ms(times: Times) -> float:
    return round(float(np.median(times)) / 1000, 2)


def main() -> None:
    """Measure, print, keep."""
    with tempfile.TemporaryDirectory() as name:
        parts = compose(ready_folder(Path(name)))
        parts.snapshots.refresh()
        write("rendering", {"machine": machine(), **measured(parts)})


if __name__ == "__main__":
    main()
