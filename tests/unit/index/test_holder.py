"""Which snapshot is live: built aside, swapped in one go; trouble with the next leaves the last one serving."""

import logging
import threading

import pytest

from tests.small_world import VOCABULARY
from thrive_directory.errors import SnapshotNotReady
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.holder import Holder


class Catalogue:
    """A catalogue that counts how often it is compiled, and can be broken or out of reach."""

    def __init__(self) -> None:
        self.version = 1
        self.builds = 0
        self.broken = False
        self.unreachable = False
        self.asked = threading.Event()

    def build(self):
        self.builds += 1
        if self.broken:
            raise RuntimeError("a bad record")
        return build_snapshot(self.version, [], VOCABULARY)

    def current_version(self) -> int:
        self.asked.set()
        if self.unreachable:
            raise ConnectionError("no database")
        return self.version


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def holder(catalogue):
    made = Holder(catalogue.build, catalogue.current_version)
    yield made
    made.stop()


def test_nothing_is_live_before_the_first(holder):
    with pytest.raises(SnapshotNotReady):
        _ = holder.live


def test_a_refresh_serves_the_catalogue_as_it_stands(holder, catalogue):
    holder.refresh()
    first = holder.live
    catalogue.version = 2
    assert holder.live is first
    holder.refresh()
    assert holder.live.version == 2
    assert first.version == 1


def test_a_failed_build_keeps_the_old_one(holder, catalogue, caplog):
    holder.refresh()
    first = holder.live
    catalogue.broken, catalogue.version = True, 2
    with caplog.at_level(logging.ERROR):
        holder.refresh()
    assert holder.live is first
    assert "keeping version 1" in caplog.text


def test_and_is_mended_by_the_next(holder, catalogue):
    holder.refresh()
    catalogue.broken, catalogue.version = True, 2
    holder.refresh_if_behind()
    catalogue.broken = False
    holder.refresh_if_behind()
    assert holder.live.version == 2


def test_a_failed_first_build_is_raised(holder, catalogue):
    catalogue.broken = True
    with pytest.raises(RuntimeError, match="a bad record"):
        holder.refresh()
    with pytest.raises(SnapshotNotReady):
        _ = holder.live


def test_nothing_is_built_while_the_catalogue_stands_still(holder, catalogue):
    holder.refresh()
    first = holder.live
    holder.refresh_if_behind()
    assert (holder.live, catalogue.builds) == (first, 1)


def test_another_version_is_built_even_a_lower_one(holder, catalogue):
    """A restored backup counts from an earlier version: any difference is behind."""
    catalogue.version = 5
    holder.refresh()
    catalogue.version = 3
    holder.refresh_if_behind()
    assert holder.live.version == 3


def test_the_first_is_built_when_somebody_looks(holder):
    holder.refresh_if_behind()
    assert holder.live.version == 1


def test_an_unreachable_catalogue_is_waited_out(holder, catalogue, caplog):
    holder.refresh()
    first = holder.live
    catalogue.unreachable, catalogue.version = True, 2
    with caplog.at_level(logging.WARNING):
        holder.refresh_if_behind()
    assert holder.live is first
    assert "serving version 1" in caplog.text


def test_the_catalogue_is_followed_until_it_stops(holder, catalogue):
    holder.refresh()
    catalogue.version = 2
    swapped = threading.Event()
    build = catalogue.build

    def building():
        made = build()
        swapped.set()
        return made

    holder._build = building
    holder.follow(poll_s=0.001)
    assert swapped.wait(5)
    holder.stop()
    assert holder.live.version == 2
    catalogue.asked.clear()
    assert not catalogue.asked.wait(0.02)


def test_following_twice_is_following_once(holder):
    def followers():
        """Other tests may have servers of their own that follow."""
        return [thread.name for thread in threading.enumerate()].count("follow-catalogue")

    holder.refresh()
    before = followers()
    holder.follow(poll_s=10)
    holder.follow(poll_s=10)
    assert followers() == before + 1


def test_stopping_without_following_is_nothing(holder):
    holder.stop()


def test_following_outlives_trouble(holder, catalogue):
    """Out of reach for a while, then back: the thread is still there to see it."""
    holder.refresh()
    catalogue.unreachable, catalogue.version = True, 2
    holder.follow(poll_s=0.001)
    assert catalogue.asked.wait(5)
    catalogue.unreachable = False
    for _ in range(1000):
        if holder.live.version == 2:
            break
        threading.Event().wait(0.005)
    assert holder.live.version == 2
