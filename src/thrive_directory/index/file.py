"""A compiled snapshot as a file that processes map: no array is read before it is used, none is copied, and all
processes share what they read. Writes and reads; compiles nothing.

Arrays and JSON lie in the file as they are, each at a multiple of 64 bytes; what is left is pickled after them. A file
is read back by the program that wrote it alone (`aside` sees to that), and only classes of ours are made from it."""

import mmap
import pickle
from collections.abc import Sequence
from dataclasses import MISSING, fields
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import IO, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.errors import DataFolderError
from thrive_directory.index.blob import Blob
from thrive_directory.index.drawn import Drawn
from thrive_directory.index.snapshot import Snapshot

_MAGIC = b"thrive-directory"
_END = Struct("<qq16s")  # where the pickle begins, its length, the magic
_ALIGNED_BYTES = 64
COMPILED = [field.name for field in fields(Snapshot) if field.default_factory is MISSING and field.name != "vocabulary"]
_OTHERS = frozenset({("builtins", "frozenset"), ("builtins", "set"), ("builtins", "slice"), ("numpy", "dtype")})


def write_snapshot(snapshot: Snapshot, path: Path) -> None:
    """Write what was compiled; what is kept of questions, and the vocabulary, are left out."""
    pickled = BytesIO()
    with path.open("wb") as file:
        _Writer(file, pickled).dump({name: getattr(snapshot, name) for name in COMPILED})
        start = file.tell()
        file.write(pickled.getbuffer())
        file.write(_END.pack(start, file.tell() - start, _MAGIC))


def read_snapshot(path: Path, vocabulary: Vocabulary) -> Snapshot:
    """Map a snapshot that was written under this vocabulary. Raises `DataFolderError` for a file that is no whole
    one."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start, size, magic = _END.unpack(data[-_END.size :]) if len(data) >= _END.size else (0, 0, b"")
    if magic != _MAGIC or start + size + _END.size != len(data):
        raise DataFolderError(f"{path.name} is no whole index. Delete it: it is made again.")
    return Snapshot(vocabulary=vocabulary, **_Reader(data, start, size).load())


class _Bytes:
    """Bytes that are written as they are, one piece after another."""

    def __init__(self, pieces: Sequence[memoryview]) -> None:
        self.pieces = pieces


class _Writer(pickle.Pickler):
    """Puts arrays and JSON into the file, and pickles where they lie."""

    def __init__(self, file: IO[bytes], pickled: BytesIO) -> None:
        super().__init__(pickled, protocol=5)
        self._file = file

    def persistent_id(self, obj: Any) -> tuple[Any, ...] | None:
        """What stands for an array or bytes in the pickle."""
        if isinstance(obj, _Bytes):
            return ("bytes", self._put(*obj.pieces))
        if isinstance(obj, np.ndarray) and obj.dtype != np.object_:
            return ("array", self._put(np.ascontiguousarray(obj).data), obj.dtype.str, obj.shape)
        return None

    def reducer_override(self, obj: Any) -> Any:
        """Blobs and polygons are made again when they are read."""
        if isinstance(obj, Blob):
            return _blob, (_Bytes(obj.pieces), obj.ends)
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

    def __init__(self, data: mmap.mmap, start: int, size: int) -> None:
        super().__init__(BytesIO(memoryview(data)[start : start + size]))
        self._data = data

    def persistent_load(self, pid: Any) -> Any:
        """What the writer put into the file."""
        if pid[0] == "bytes":
            return self._data, pid[1]
        _, start, dtype, shape = pid
        count = int(np.prod(shape, dtype=np.int64))
        return np.frombuffer(self._data, dtype=dtype, count=count, offset=start).reshape(shape)

    def find_class(self, module: str, name: str) -> Any:
        """A class of this program or one of the two functions that make one. Raises `UnpicklingError` for others."""
        is_ours = module.startswith("thrive_directory.") or module == "datetime"
        found = super().find_class(module, name) if is_ours or (module, name) in _OTHERS else None
        if isinstance(found, type) or found in (_blob, _drawn):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


def _blob(where: tuple[mmap.mmap, int], ends: NDArray[np.int64]) -> Blob:
    return Blob(where[0], ends, where[1])


def _drawn(rows: Any, polygons: Sequence[bytes], whole: Any, part: Any, vast: Any) -> Drawn:
    shapes = np.array(shapely.from_wkb(polygons), dtype=object).reshape(len(polygons))
    shapely.prepare(shapes)
    return Drawn(rows, shapes, shapely.STRtree(shapes), whole, part, vast)
