"""The inner loops of a search in compiled code (`kernel.c`), called as those of `arrays` are. Decides nothing else.

Where the code was not compiled, or a catalogue is beyond what it was made for, `arrays` does the work.
"""

import ctypes
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from struct import Struct
from typing import NamedTuple

import numpy as np

from thrive_directory.geo.grid import CENTRAL_EASTING_M, CENTRAL_SCALE, CURVATURE
from thrive_directory.geo.place import Place
from thrive_directory.index.hood import Block, Hood, Hoods
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import arrays
from thrive_directory.search import weights as share
from thrive_directory.search.arrays import Chosen, Seen, Wanted
from thrive_directory.search.findings import Findings
from thrive_directory.search.lying import Parts, facets_of, lying_of, parts_of
from thrive_directory.search.marks import whole
from thrive_directory.search.memory import Moment
from thrive_directory.search.room import room
from thrive_directory.search.weights import VARIETY_MARGIN, VARIETY_PLACES, VARIETY_POOL, Weights

_LOOK, _CHOICE = Struct("=21q7d6q"), Struct("=23qd3q")
# Rows that variety chooses among, families, facets and bytes of a facet: kernel.c has room for so many. The codes of a
# row come in parts of 16 bytes.
_MOST_POOL, _MOST_FAMILIES, _MOST_FACETS, _MOST_BYTES, _PART = 64, 16, 16, 64, 16

HERE = Path(__file__).parent


def load(folder: Path) -> ctypes.CDLL | None:
    """The compiled code of a folder; None where there is none, or it was made from another source than lies there."""
    try:
        library = ctypes.CDLL(str(folder / "_kernel.so"))
    except OSError:
        return None
    library.made_from.restype = ctypes.c_char_p
    if library.made_from().decode() != sha256((folder / "kernel.c").read_bytes()).hexdigest():
        return None
    library.look.argtypes = library.choose.argtypes = [ctypes.c_char_p]
    library.look.restype = library.choose.restype = ctypes.c_int
    return library


LIBRARY = load(HERE)


def _serves(snapshot: Snapshot) -> bool:
    """Whether the compiled code has room for a catalogue of this shape, looked at once."""
    served: bool = snapshot.found.get(_serves, lambda: _has_room(snapshot))
    return served


def _has_room(snapshot: Snapshot) -> bool:
    kinds = snapshot.kinds
    fits = snapshot.facet_bytes.shape[1] % _PART == 0 and VARIETY_POOL <= _MOST_POOL
    few = kinds.of.shape[1] <= _MOST_FAMILIES and len(kinds.codes) <= _MOST_FACETS
    few = few and all(codes.shape[1] <= _MOST_BYTES for codes in kinds.codes.values())
    return fits and few and kinds.of.dtype == np.uint16


def look(
    place: Place | None,
    found: Sequence[Findings],
    moment: Moment,
    snapshot: Snapshot,
    weights: Weights,
    *,
    sifted: bool,
) -> Seen:
    """What `arrays.look` gives, in another order of rows."""
    if LIBRARY is None or not _serves(snapshot):
        return arrays.look(place, found, moment, snapshot, weights, sifted=sifted)
    block = snapshot.block(place) if place else snapshot.everything
    parts = parts_of(place, snapshot) if place else Parts([], ())
    both = enumerate(zip(found, moment.usual, strict=True))
    beyond = [(number, mine.beyond(usual)) for number, (mine, usual) in both if mine is not usual]
    asked = [number for family, (_, lies_at) in beyond for number in (family, lies_at)]
    wide, has_point = len(block), place is not None and place.grid is not None
    size = wide + sum(parts.numbers[1::3])
    # As little as will do: of a million rows each array more takes a tenth of the time.
    measured, sharing, is_block = size if has_point else 0, block.shared.size + size - wide, size == wide
    eights, area = room(2 + size + measured + sharing), np.empty(size - wide, np.int8)
    rows = block.hood.rows if is_block else np.empty(size, np.int32)
    lies_at = _Lies(eights.ctypes.data, 0 if is_block else rows.ctypes.data, area.ctypes.data, size, measured)
    numbers = (len(beyond), len(parts.numbers) // 3, *asked, *parts.numbers)
    question = _question(place, block, moment, snapshot, weights, lies_at, sifted=sifted)
    if not LIBRARY.look(question + _numbers(len(numbers)).pack(*numbers)):
        raise MemoryError
    count, shared = eights[:2].tolist()
    marks, km, positions = eights[2 : 2 + size], eights[2 + size :][:measured], eights[2 + size + measured :]
    local = Hood(rows[wide:count], area[: count - wide] if place else None, snapshot.columns)
    hoods = Hoods(block, local, rows[:count], snapshot.columns)
    return Seen(hoods, marks[:count], km[:count].view(np.float64) if has_point else None, positions[:shared])


class _Lies(NamedTuple):
    """Where the results go, for how many rows there is room, and for how many distances. No rows are written where
    they are those of the block."""

    eights: int
    rows: int
    area: int
    size: int
    measured: int


def _question(
    place: Place | None,
    block: Block,
    moment: Moment,
    snapshot: Snapshot,
    weights: Weights,
    lies_at: _Lies,
    *,
    sifted: bool,
) -> bytes:
    """The structure `Look`, whose results go to `lies_at`."""
    lying, grid = lying_of(snapshot), place.grid if place else None
    eights, rows, area, size, measured = lies_at
    wide_rows, wide_shared, held = block.lies_at
    return _LOOK.pack(
        len(block),
        block.pointless,
        wide_rows,
        wide_shared,
        block.shared.size,
        held,
        moment.lies_at,
        moment.open_lies_at,
        moment.not_open,
        lying.kinds,
        lying.families,
        lying.easting_m,
        lying.northing_m,
        lying.has_siblings,
        len(snapshot.columns),
        place is not None,
        grid is not None,
        sifted,
        whole(weights.unknown_area),
        whole(weights.distance * share.REMOTE_SHARE),
        whole(weights.distance * share.TYPICAL_SHARE),
        grid.easting_m if grid else 0.0,
        grid.northing_m if grid else 0.0,
        place.travel_km if place else 0.0,
        weights.distance,
        CENTRAL_EASTING_M,
        CENTRAL_SCALE,
        CURVATURE,
        rows,
        eights + 8 * 2,
        eights + 8 * (2 + size) if measured else 0,
        area,
        eights + 8 * (2 + size + measured),
        eights,
    )


@cache
def _numbers(count: int) -> Struct:
    return Struct(f"={count}q")


def choose(seen: Seen, found: Sequence[Findings], snapshot: Snapshot, wanted: Wanted) -> Chosen:
    """What `arrays.choose` gives."""
    if LIBRARY is None or not _serves(snapshot):
        return arrays.choose(seen, found, snapshot, wanted)
    count, misses, key, open_now = wanted
    hoods, marks, distance_km, shared = seen
    lying = lying_of(snapshot)
    size, bits = len(hoods), 8 * lying.bytes_a_row
    count = min(count, size)
    facets = facets_of(found, lying)
    eights = -(-size // 2)  # for positions of four bytes each
    made = room(3 + eights + count + misses + bits)
    at, fits, best, missed = made.ctypes.data, 3, 3 + eights, 3 + eights + count
    counts = missed + misses
    made[counts:] = 0
    question = _CHOICE.pack(
        size,
        count,
        misses,
        marks.ctypes.data,
        hoods.rows.ctypes.data,
        0 if distance_km is None else distance_km.ctypes.data,
        lying.offer,
        lying.order,
        shared.ctypes.data,
        shared.size,
        lying.codes,
        lying.bytes_a_row,
        lying.kinds,
        lying.families,
        at,
        at + 8 * fits,
        at + 8 * best,
        at + 8 * missed,
        at + 8 * counts,
        lying.sorts,
        0 if open_now is None else open_now.ctypes.data,
        VARIETY_POOL,
        VARIETY_PLACES,
        VARIETY_MARGIN,
        len(lying.refused_at),
        len(snapshot.columns),
        0 if key is None else key.ctypes.data,
    )
    if not LIBRARY.choose(question + _numbers(len(facets)).pack(*facets)):
        raise MemoryError
    n_fits, n_best, n_missed = made[:3].tolist()
    found_best, found_missed = made[best : best + n_best], made[missed : missed + n_missed]
    return Chosen(made[fits:best].view(np.int32)[:n_fits], found_best, found_missed, made[counts:])
