"""A compiled snapshot as a file that processes map: no array is read before it is used, none is copied, and all
processes share what they read. Writes and reads; compiles nothing.

Arrays and JSON lie in the file as they are, each at a multiple of 64 bytes; what is left is pickled after them. A file
is read back by the program that wrote it alone (`aside` sees to that), and only classes of ours are made from it."""

import mmap
import os
import pickle
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import IO, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.errors import DataFolderError
from thrive_directory.index.blob import Blob, Piece, Pieces
from thrive_directory.index.drawn import Drawn
from thrive_directory.index.snapshot import Snapshot

_MAGIC = b"thrive-directory"
_END = Struct("<qq16s")  # where the pickle begins, its length, the magic
_ALIGNED_BYTES = 64
_SHELF = "records"
COMPILED = [field.name for field in fields(Snapshot) if field.default_factory is MISSING and field.name != "vocabulary"]
_OTHERS = frozenset({("builtins", "frozenset"), ("builtins", "set"), ("builtins", "slice"), ("numpy", "dtype")})


class Shelf(mmap.mmap):
    """A file of records that several versions share, each by a name of its own in its folder. Never written to again:
    what changed after it was made lies in the version's own file."""

    path: Path


def write_snapshot(snapshot: Snapshot, path: Path, *, shelve: bool = False) -> None:
    """Write what was compiled; what is kept of questions, and the vocabulary, are left out. `shelve` puts the records,
    which are most of it, into a file beside it, or leaves them in that of the version from which they were taken."""
    pickled = BytesIO()
    parts: dict[str, Any] = {name: getattr(snapshot, name) for name in COMPILED}
    if shelve and snapshot.records.size:
        parts["records"] = _shelved(snapshot.records, path.with_name(_SHELF))
    with path.open("wb") as file:
        _Writer(file, pickled).dump(parts)
        start = file.tell()
        file.write(pickled.getbuffer())
        file.write(_END.pack(start, file.tell() - start, _MAGIC))
        file.flush()
        os.fsync(file.fileno())  # or it could be named before it is there, where the power fails


def read_snapshot(path: Path, vocabulary: Vocabulary) -> Snapshot:
    """Map a snapshot that was written under this vocabulary. Raises `DataFolderError` for a file that is no whole
    one."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start, size, magic = _END.unpack(data[-_END.size :]) if len(data) >= _END.size else (0, 0, b"")
    if magic != _MAGIC or start + size + _END.size != len(data):
        raise DataFolderError(f"{path.name} is no whole index. Delete it: it is made again.")
    return Snapshot(vocabulary=vocabulary, **_Reader(data, start, size, path.with_name(_SHELF)).load())


@dataclass(frozen=True, slots=True)
class _OnShelf:
    """What stands for the shelf beside a file, and how long that is."""

    size: int


@dataclass(frozen=True, slots=True)
class _Shelved:
    """Records of which most lie on the shelf: pieces without data, at their places there."""

    shelf: _OnShelf
    pieces: Sequence[Piece]
    ends: NDArray[np.int64]


def _shelved(records: Blob, path: Path) -> _Shelved:
    """Put records on a shelf, unless most of them lie on one and are most of what does: then that is named again."""
    lying = records.between(0, len(records))
    there = [piece for piece in lying if isinstance(piece.data, Shelf)]
    kept = sum(piece.end - piece.start for piece in there)
    shelf = there[0].data if there else None
    if isinstance(shelf, Shelf) and 2 * kept >= max(records.size, len(shelf)) and _named(shelf, path):
        pieces = [piece._replace(data=b"") if isinstance(piece.data, Shelf) else piece for piece in lying]
        return _Shelved(_OnShelf(len(shelf)), pieces, records.ends)
    with path.open("xb") as file:
        for data, start, end in lying:
            file.write(memoryview(data)[start:end])
    return _Shelved(_OnShelf(records.size), [Piece(b"", 0, records.size)], records.ends)


def _named(shelf: Shelf, path: Path) -> bool:
    """Give a shelf a further name; says whether its file system can."""
    try:
        path.hardlink_to(shelf.path)
    except OSError:
        return False
    return True


class _Bytes:
    """Bytes that are written as they are, one piece after another."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = [memoryview(data)[start:end] for data, start, end in pieces]


class _Writer(pickle.Pickler):
    """Puts arrays and JSON into the file, and pickles where they lie."""

    def __init__(self, file: IO[bytes], pickled: BytesIO) -> None:
        super().__init__(pickled, protocol=5)
        self._file = file

    def persistent_id(self, obj: Any) -> tuple[Any, ...] | None:
        """What stands for an array or bytes in the pickle."""
        if isinstance(obj, _Bytes):
            return ("bytes", self._put(*obj.pieces))
        if isinstance(obj, _OnShelf):
            return ("shelf", obj.size)
        if isinstance(obj, np.ndarray) and obj.dtype != np.object_:
            return ("array", self._put(np.ascontiguousarray(obj).data), obj.dtype.str, obj.shape)
        return None

    def reducer_override(self, obj: Any) -> Any:
        """Blobs and polygons are made again when they are read."""
        if isinstance(obj, Blob):
            return _blob, (_Bytes(obj.between(0, len(obj))), obj.ends)
        if isinstance(obj, _Shelved):
            places = [(not data, start, end) for data, start, end in obj.pieces]
            return _unshelved, (obj.shelf, _Bytes([each for each in obj.pieces if each.data]), places, obj.ends)
        if isinstance(obj, Drawn):
            return _drawn, (obj.rows, shapely.to_wkb(obj.polygons).tolist(), obj.whole, obj.part, obj.vast)
        return NotImplemented

    def _put(self, *pieces: Any) -> int:
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNED_BYTES))
        start = self._file.tell()
        for piece in pieces:
            self._file.write(piece)
        return start


class _Reader(pickle.Unpickler):
    """Gives arrays that are views of the mapped file. Makes nothing but classes of this program."""

    def __init__(self, data: mmap.mmap, start: int, size: int, shelf: Path) -> None:
        super().__init__(BytesIO(memoryview(data)[start : start + size]))
        self._data, self._shelf = data, shelf

    def persistent_load(self, pid: Any) -> Any:
        """What the writer put into the file."""
        if pid[0] == "bytes":
            return self._data, pid[1]
        if pid[0] == "shelf":
            return _opened(self._shelf, pid[1])
        _, start, dtype, shape = pid
        count = int(np.prod(shape, dtype=np.int64))
        return np.frombuffer(self._data, dtype=dtype, count=count, offset=start).reshape(shape)

    def find_class(self, module: str, name: str) -> Any:
        """A class of this program or one of the functions that make one. Raises `UnpicklingError` for others."""
        is_ours = module.startswith("thrive_directory.") or module == "datetime"
        found = super().find_class(module, name) if is_ours or (module, name) in _OTHERS else None
        if isinstance(found, type) or found in (_blob, _unshelved, _drawn):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


def _blob(where: tuple[mmap.mmap, int], ends: NDArray[np.int64]) -> Blob:
    return Blob(where[0], ends, where[1])


def _opened(path: Path, size: int) -> Shelf:
    with path.open("rb") as file:
        if path.stat().st_size != size:
            raise DataFolderError(f"{path.name} does not hold the records of the index beside it.")
        shelf = Shelf(file.fileno(), 0, access=mmap.ACCESS_READ)
    shelf.path = path
    return shelf


def _unshelved(
    shelf: Shelf, own: tuple[mmap.mmap, int], places: Sequence[tuple[bool, int, int]], ends: NDArray[np.int64]
) -> Blob:
    data, at = own
    pieces = []
    for is_shelved, start, end in places:
        pieces.append(Piece(shelf, start, end) if is_shelved else Piece(data, at, at + end - start))
        at += 0 if is_shelved else end - start
    return Blob(Pieces(pieces), ends)


def _drawn(rows: Any, polygons: Sequence[bytes], whole: Any, part: Any, vast: Any) -> Drawn:
    shapes = np.array(shapely.from_wkb(polygons), dtype=object).reshape(len(polygons))
    shapely.prepare(shapes)
    return Drawn(rows, shapes, shapely.STRtree(shapes), whole, part, vast)
