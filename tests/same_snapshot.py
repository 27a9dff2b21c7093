"""Whether two compiled snapshots are the same: every array, every text, every table, each by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import shapely

from thrive_directory.index.blob import Blob
from thrive_directory.index.file import COMPILED
from thrive_directory.index.snapshot import Snapshot


def assert_same(one: Snapshot, other: Snapshot) -> None:
    """Fails with the names of all that differs."""
    found = [at for name in COMPILED for at in _unlike(name, getattr(one, name), getattr(other, name))]
    assert found == []


def _unlike(at: str, one: Any, other: Any) -> Iterator[str]:
    if type(one) is not type(other):
        yield f"{at}: {type(one)}, {type(other)}"
    elif isinstance(one, Blob):
        yield from () if list(one) == list(other) else [f"{at}: {list(one)}, {list(other)}"]
    elif isinstance(one, shapely.STRtree):
        yield from _unlike(f"{at}.geometries", one.geometries, other.geometries)
    elif isinstance(one, np.ndarray):
        yield from () if _alike(one, other) else [f"{at}: {one.dtype} {one}, {other.dtype} {other}"]
    elif is_dataclass(one):
        for field in fields(one):
            yield from _unlike(f"{at}.{field.name}", getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, Mapping):
        yield from _unlike(f"{at}'s keys", sorted(one), sorted(other))
        for key in one.keys() & other.keys():
            yield from _unlike(f"{at}[{key}]", one[key], other[key])
    elif isinstance(one, tuple) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from _unlike(f"{at}[{number}]", *pair)
    elif one != other:
        yield f"{at}: {one}, {other}"


def _alike(one: np.ndarray, other: np.ndarray) -> bool:
    if one.dtype == np.object_:
        return shapely.to_wkb(one).tolist() == shapely.to_wkb(other).tolist()
    # Padding apart: ids are as wide as the longest that ever was among them.
    is_same_kind = one.dtype == other.dtype or {one.dtype.kind, other.dtype.kind} == {"S"}
    return (
        is_same_kind and one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    )
