"""The small app of the API's tests, as its pages."""

from tests.unit.api.conftest import client, lines, parts

__all__ = ["client", "lines", "parts"]
