"""Large arrays are used again, and never while somebody still looks at them."""

import threading

import pytest

from thrive_directory.search import room as rooms
from thrive_directory.search.room import room

LARGE = rooms._LARGE


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(rooms, "_kept", [])


def test_what_nobody_looks_at_any_more_serves_again():
    first = room(LARGE)
    lay_at = first.ctypes.data
    del first
    assert room(LARGE).ctypes.data == lay_at


def test_a_view_of_a_part_keeps_it_all():
    part = room(LARGE)[10:20]
    part[:] = 7
    others = [room(LARGE) for _ in range(6)]
    for other in others:
        other[:] = 1
    assert part.tolist() == [7] * 10
    assert len({each.ctypes.data for each in others}) == 6
    assert len(rooms._kept) == rooms._MOST


def test_no_more_than_twice_what_is_needed_is_taken():
    room(8 * LARGE)
    assert room(LARGE).base.size < 2 * LARGE


def test_small_ones_are_had_anew():
    assert room(LARGE - 1).base is None
    assert not rooms._kept


def test_threads_never_share():
    wrong = []

    def work(mark: int) -> None:
        for _ in range(200):
            mine = room(LARGE)
            mine[::4096] = mark
            if (mine[::4096] != mark).any():
                wrong.append(mark)

    threads = [threading.Thread(target=work, args=(mark,)) for mark in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
