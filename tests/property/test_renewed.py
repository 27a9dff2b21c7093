"""An index that is made of the last one and the changes is the same as one that is made of everything."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.alike import EXAMPLES, PROFILE
from tests.property.strategies import VOCABULARY, catalogues, offers
from tests.same_snapshot import assert_same
from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.place import AreaRef
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.changes import log_of_one_version
from thrive_directory.index.file import read_snapshot, write_snapshot
from thrive_directory.index.renewed import renewed

MOST = 12
NAMES = st.sampled_from(["Anchor", "anchor", "ANCHORS", "Mind", "mind matters", "Ébène", "zebra"])
VAST = ServiceArea(AreaRef("polygon-vast", "drawn area", "polygon"), shapely.box(-6, 50, 2, 56))
Written = dict[int, tuple[int, object]]


@st.composite
def odd(draw, number):
    """An offer with a name that sorts by more than its letters, and at times an area too large for any square."""
    offer = draw(offers(number))
    return replace(offer, name=draw(NAMES), areas=(*offer.areas, *draw(st.sampled_from([(), (), (VAST,)]))))


@st.composite
def histories(draw):
    """What stands in a catalogue after each of some changes, each offer with the version in which it was written."""
    catalogue = {number: (1, offer) for number, offer in enumerate(draw(catalogues(MOST)))}
    versions = [catalogue]
    for version in range(2, 2 + draw(st.integers(1, 3))):
        gone = draw(st.sets(st.integers(0, MOST), max_size=4))
        written = {number: (version, draw(odd(number))) for number in draw(st.sets(st.integers(0, MOST), max_size=4))}
        catalogue = {number: told for number, told in catalogue.items() if number not in gone} | written
        versions.append(catalogue)
    return versions


def compiled(version: int, catalogue: Written, only: set[int] | None = None):
    told = [catalogue[number] for number in sorted(catalogue) if only is None or number in only]
    return build_snapshot(
        version,
        [offer for _, offer in told],
        VOCABULARY,
        records=[{"id": offer.id, "written in": written} for written, offer in told],
        changes=log_of_one_version(version, [offer.id for _, offer in catalogue.values()]),
        stamps={offer.id: (0, written) for written, offer in told},
    )


def fresh_file(folder: str, version: int) -> Path:
    home = Path(folder) / str(version)
    home.mkdir()
    return home / "index"


@settings(max_examples=EXAMPLES[PROFILE] // 20)
@given(histories())
def test_changes_upon_changes_make_what_is_made_afresh(versions):
    with TemporaryDirectory() as folder:
        file = fresh_file(folder, 1)
        write_snapshot(compiled(1, versions[0]), file, shelve=True)
        for at, (before, now) in enumerate(pairwise(versions), start=2):
            stays = {number for number in before if now.get(number) == before[number]}
            fresh = compiled(at, now, only=now.keys() - stays)
            whole = compiled(at, now)
            last = read_snapshot(file, VOCABULARY)
            found = renewed(last, np.array([number in stays for number in sorted(before)], dtype=bool), fresh)
            assert_same(found, whole)
            file = fresh_file(folder, at)
            write_snapshot(found, file, shelve=True)
            assert_same(read_snapshot(file, VOCABULARY), whole)
