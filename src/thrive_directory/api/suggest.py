"""Places for a box that completes what is being typed: names that begin so, or the postcode itself. Keeps nothing."""

from typing import Any

from thrive_directory.errors import UnknownPlace
from thrive_directory.geo.resolve import Places

LIMIT = 10


def suggest_places(places: Places, text: str) -> list[dict[str, Any]]:
    """Up to ten places as `{label, kind, place}`, likeliest first; `place` is a token that holds no full postcode.

    A text with a digit is read as a postcode or part of one; where it is none, nothing is suggested."""
    if not any(letter.isdigit() for letter in text):
        return [
            {"label": named.label, "kind": "area" if named.is_area else "name", "place": named.token}
            for named in places.gazetteer.suggest(text, LIMIT)
        ]
    try:
        place = places.resolve(text, "q")
    except UnknownPlace:
        return []
    return [{"label": place.label, "kind": place.kind, "place": place.token}]
