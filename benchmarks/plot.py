"""One picture of search time by size beside its targets, as plain SVG. Draws; measures nothing."""

from collections.abc import Mapping, Sequence
from math import log10
from pathlib import Path
from typing import Any

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "search-time.svg"
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 320, 70, 40
_LOW_US, _HIGH_US = 100, 1_000_000
_TARGETS = {10_000: 200, 100_000: 300, 1_000_000: 1200}


def plot(sizes: Sequence[Mapping[str, Any]]) -> None:
    """Write the picture: both axes in tens, a line for p50, p99 and the target at p50."""
    PICTURE.parent.mkdir(exist_ok=True)
    series = {
        "p50": ("#1d70b8", [(each["size"], each["warm"]["p50_us"]) for each in sizes]),
        "p99": ("#d4351c", [(each["size"], each["warm"]["p99_us"]) for each in sizes]),
        "target p50": ("#505a5f", list(_TARGETS.items())),
    }
    lines = "".join(_line(name, colour, points) for name, (colour, points) in series.items())
    PICTURE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12" role="img" aria-label="Search time by number of offers, with its targets">'
        f'<rect width="100%" height="100%" fill="#fff"/>{_grid()}{lines}</svg>\n',
        "utf-8",
    )


def _x(size: float) -> float:
    return _LEFT + (log10(size) - 4) / 2 * (_WIDTH - _LEFT - 90)


def _y(us: float) -> float:
    share = (log10(us) - log10(_LOW_US)) / (log10(_HIGH_US) - log10(_LOW_US))
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - 20)


def _grid() -> str:
    marks = {100: "0.1 ms", 1_000: "1 ms", 10_000: "10 ms", 100_000: "100 ms", 1_000_000: "1 s"}
    rows = "".join(
        f'<path d="M{_LEFT} {_y(us):.0f}H{_WIDTH - 90}" stroke="#ddd"/>'
        f'<text x="{_LEFT - 8}" y="{_y(us) + 4:.0f}" text-anchor="end">{label}</text>'
        for us, label in marks.items()
    )
    return rows + "".join(
        f'<text x="{_x(size):.0f}" y="{_HEIGHT - 15}" text-anchor="middle">{size:,} offers</text>' for size in _TARGETS
    )


def _line(name: str, colour: str, points: Sequence[tuple[float, float]]) -> str:
    path = "L".join(f"{_x(size):.0f} {_y(us):.0f}" for size, us in points)
    x, y = points[-1]
    dash = ' stroke-dasharray="4 4"' if name.startswith("target") else ""
    return (
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        f'<text x="{_x(x) + 8:.0f}" y="{_y(y) + 4:.0f}" fill="{colour}">{name}</text>'
    )
