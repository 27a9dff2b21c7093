"""The small app of the API's tests, as its pages: its one place is known by its token too, as real places are."""

from dataclasses import replace

import pytest

from tests.unit.api.conftest import HERE, client, lines, resolve
from tests.unit.api.conftest import parts as api_parts
from thrive_directory.api.parts import Parts
from thrive_directory.geo.place import Place

__all__ = ["api_parts", "client", "lines"]


def resolve_tokens_too(text: str, parameter: str = "near") -> Place:
    if text == "NW one":
        return replace(HERE, notes=("We took this to be NW1.",))
    return HERE if text == HERE.token else resolve(text, parameter)


@pytest.fixture
def parts(api_parts: Parts) -> Parts:
    return replace(api_parts, resolve=resolve_tokens_too)
