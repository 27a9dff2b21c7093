"""The inner loops of a search in compiled code (`kernel.c`), called as those of `arrays` are. Decides nothing else.

Where the code was not compiled, or a catalogue is beyond what it was made for, `arrays` does the work.
"""

import ctypes
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from struct import Struct
from typing import NamedTuple

import numpy as np

from thrive_directory.geo.grid import CENTRAL_EASTING_M, CENTRAL_SCALE, TWICE_RADIUS_SQUARED_M2
from thrive_directory.geo.place import Place
from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Hoods
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import arrays
from thrive_directory.search import weights as share
from thrive_directory.search.arrays import Chosen, lifts
from thrive_directory.search.findings import Findings
from thrive_directory.search.marks import Marks, whole
from thrive_directory.search.memory import Moment
from thrive_directory.search.weights import Weights

_SCORE, _CHOICE = Struct("=14q7d3q"), Struct("=19q")
_MOST_BYTES = 64  # of codes a row: kernel.c counts them in so many


def _load() -> ctypes.CDLL | None:
    path = Path(__file__).with_name("_kernel.so")
    if not path.exists():
        return None
    library = ctypes.CDLL(str(path))
    library.score.argtypes = library.choose.argtypes = [ctypes.c_char_p]
    library.score.restype, library.choose.restype = None, ctypes.c_int
    return library


LIBRARY = _load()


class _Lying(NamedTuple):
    """Where the arrays of a snapshot lie in memory."""

    kinds: int
    families: int
    easting_m: int
    northing_m: int
    offer: int
    order: int
    has_siblings: int
    codes: int
    bytes_a_row: int


def _lying(snapshot: Snapshot) -> _Lying:
    columns, kinds = snapshot.columns, snapshot.kinds.of
    return _Lying(
        kinds.ctypes.data,
        kinds.shape[1],
        columns.easting_m.ctypes.data,
        columns.northing_m.ctypes.data,
        columns.offer.ctypes.data,
        columns.order.ctypes.data,
        columns.has_siblings.ctypes.data,
        snapshot.facet_bytes.ctypes.data,
        snapshot.facet_bytes.shape[1],
    )


def _serves(snapshot: Snapshot) -> bool:
    return snapshot.kinds.of.dtype == np.uint16 and snapshot.facet_bytes.shape[1] <= _MOST_BYTES


def score(
    hoods: Hoods, place: Place | None, found: Sequence[Findings], moment: Moment, snapshot: Snapshot, weights: Weights
) -> tuple[Marks, Floats | None]:
    """What `arrays.score` gives."""
    if LIBRARY is None or not _serves(snapshot):
        return arrays.score(hoods, place, found, moment, snapshot, weights)
    lying = snapshot.found.get(_lying, lambda: _lying(snapshot))
    count, block, grid = len(hoods), hoods.block, place.grid if place else None
    made = np.empty(2 * count, dtype=np.int64)
    at = made.ctypes.data
    asked = [
        number
        for each, (mine, usual) in enumerate(zip(found, moment.usual, strict=True))
        if mine is not usual
        for number in (each, mine.lies_at, usual.lies_at)
    ]
    question = _SCORE.pack(
        count,
        len(block),
        block.pointless,
        hoods.rows.ctypes.data,
        0 if hoods.local.area is None else hoods.local.area.ctypes.data,
        moment.lies_at,
        lying.kinds,
        lying.families,
        lying.easting_m,
        lying.northing_m,
        whole(weights.unknown_area),
        whole(weights.distance * share.REMOTE_SHARE),
        whole(weights.distance * share.TYPICAL_SHARE),
        grid is not None,
        grid.easting_m if grid else 0.0,
        grid.northing_m if grid else 0.0,
        place.travel_km if place else 0.0,
        weights.distance,
        CENTRAL_EASTING_M,
        CENTRAL_SCALE,
        TWICE_RADIUS_SQUARED_M2,
        at,
        at + 8 * count,
        len(asked) // 3,
    )
    LIBRARY.score(question + _numbers(len(asked)).pack(*asked))
    return made[:count], made[count:].view(np.float64) if grid else None


@cache
def _numbers(count: int) -> Struct:
    return Struct(f"={count}q")


def choose(
    hoods: Hoods,
    marks: Marks,
    distance_km: Floats | None,
    found: Sequence[Findings],
    snapshot: Snapshot,
    count: int,
    misses: int,
) -> Chosen:
    """What `arrays.choose` gives."""
    if LIBRARY is None or not _serves(snapshot):
        return arrays.choose(hoods, marks, distance_km, found, snapshot, count, misses)
    lying = snapshot.found.get(_lying, lambda: _lying(snapshot))
    size, bits = len(hoods), 8 * lying.bytes_a_row
    count = min(count, size)
    lifted = list(_lifted(found, snapshot))
    made = np.empty(3 + size + count + misses + bits * (1 + len(lifted)), dtype=np.int64)
    at = made.ctypes.data
    fits, best, missed = 3, 3 + size, 3 + size + count
    counts = missed + misses
    made[counts:] = 0
    asked = [
        number
        for each, (family, refused, codes) in enumerate(lifted)
        for number in (
            family,
            refused,
            codes.start // 8,
            -(-codes.stop // 8),
            at + 8 * (counts + bits * (1 + each)),
        )
    ]
    question = _CHOICE.pack(
        size,
        count,
        misses,
        marks.ctypes.data,
        hoods.rows.ctypes.data,
        0 if distance_km is None else distance_km.ctypes.data,
        lying.offer,
        lying.order,
        lying.has_siblings,
        lying.codes,
        lying.bytes_a_row,
        lying.kinds,
        lying.families,
        at,
        at + 8 * fits,
        at + 8 * best,
        at + 8 * missed,
        at + 8 * counts,
        len(lifted),
    )
    if not LIBRARY.choose(question + _numbers(len(asked)).pack(*asked)):
        raise MemoryError
    n_fits, n_best, n_missed = made[:3].tolist()
    total = made[counts : counts + bits]
    for each, (_, _, codes) in enumerate(lifted):
        first = counts + bits * (1 + each) + codes.start % 8
        total[codes] += made[first : first + codes.stop - codes.start]
    return Chosen(made[fits : fits + n_fits], made[best : best + n_best], made[missed : missed + n_missed], total)


def _lifted(found: Sequence[Findings], snapshot: Snapshot) -> Iterator[tuple[int, int, slice]]:
    for number, facet, _ in lifts(found):
        yield number, found[number].lifts_lie_at[facet], snapshot.facet_bits.slices[facet]
