"""Which sums may be shown, and how: none under ten, all rounded to five, nothing to be had by taking one from another.

What is too small alone is added to what is beside it, and counted there as "others"; what is too small even so goes one
step wider, and so on; what is left of the whole in the end is not shown at all. Every figure so stands for a group of
ten or more, no two of which overlap, and totals are sums of figures that are shown. Whatever is subtracted from
whatever, groups of ten or more are all that comes out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

LEAST: Final = 10
STEP: Final = 5
OTHERS: Final = "*"
"""Stands in a key for all that is too small to be named."""
Key = tuple[str, ...]


def figures(sums: Mapping[Key, int]) -> dict[Key, int]:
    """The figures to show of these sums, by key. Keys are of one length, and go from wide to fine: area, grouping, age.
    The finest part is the first to be given up."""
    groups, _too_few = _groups(sums.items(), 0)
    return {key: rounded(count) for key, count in sorted(groups.items())}


def rounded(count: int) -> int:
    """To the nearest five; half-way there is none, since counts are whole."""
    return STEP * ((count + STEP // 2) // STEP)


def _groups(cells: Iterable[tuple[Key, int]], depth: int) -> tuple[dict[Key, int], int]:
    """The groups among cells that are alike up to `depth`, and how many are in none."""
    cells = list(cells)
    if not cells or depth == len(cells[0][0]):
        total = sum(count for _key, count in cells)
        return ({cells[0][0]: total}, 0) if total >= LEAST else ({}, total)
    beside: defaultdict[str, list[tuple[Key, int]]] = defaultdict(list)
    for key, count in cells:
        beside[key[depth]].append((key, count))
    found: dict[Key, int] = {}
    left = 0
    for each in beside.values():
        groups, too_few = _groups(each, depth + 1)
        found |= groups
        left += too_few
    if left >= LEAST:
        prefix, length = cells[0][0][:depth], len(cells[0][0])
        return {**found, prefix + (OTHERS,) * (length - depth): left}, 0
    return found, left
