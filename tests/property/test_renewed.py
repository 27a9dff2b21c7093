"""An index that is made of the last one and the changes is the same as one that is made of everything."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.alike import EXAMPLES, PROFILE
from tests.property.strategies import VOCABULARY, catalogues, offers
from tests.same_snapshot import assert_same
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.changes import log_of_one_version
from thrive_directory.index.renewed import renewed

MOST = 12
NAMES = st.sampled_from(["Anchor", "anchor", "ANCHORS", "Mind", "mind matters", "Ébène", "zebra"])
Written = dict[int, tuple[int, object]]


@st.composite
def histories(draw):
    """What stands in a catalogue after each of some changes, each offer with the version in which it was written."""
    catalogue = {number: (1, offer) for number, offer in enumerate(draw(catalogues(MOST)))}
    versions = [catalogue]
    for version in range(2, 2 + draw(st.integers(1, 3))):
        gone = draw(st.sets(st.integers(0, MOST), max_size=4))
        written = {
            number: (version, replace(draw(offers(number)), name=draw(NAMES)))
            for number in draw(st.sets(st.integers(0, MOST), max_size=4))
        }
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


@settings(max_examples=EXAMPLES[PROFILE] // 5)
@given(histories())
def test_changes_upon_changes_make_what_is_made_afresh(versions):
    last = compiled(1, versions[0])
    for at, (before, now) in enumerate(pairwise(versions), start=2):
        stays = {number for number in before if now.get(number) == before[number]}
        fresh = compiled(at, now, only=now.keys() - stays)
        whole = compiled(at, now)
        last = renewed(last, np.array([number in stays for number in sorted(before)], dtype=bool), fresh, None)
        assert_same(last, whole)
