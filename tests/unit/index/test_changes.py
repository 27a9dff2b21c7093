"""The feed in memory: order, kinds, places in it, and what is too old."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

from thrive_directory.index.changes import START, Position, change_log, log_of_one_version

A, B, C, D = (f"00000000-0000-5000-8000-00000000000{letter}" for letter in "abcd")


TIMES = {version: datetime(2026, 11, version, tzinfo=UTC) for version in range(1, 6)}
TOLD = [(A, 3, 3), (B, 3, 1), (C, 3, None), (D, 5, 4)]
LOG = change_log(SimpleNamespace(epoch="e", forgotten_to=2), TOLD, TIMES)


def kinds(since, limit=10):
    return [(change.kind, change.at.offer_id) for change in LOG.after(since, limit)]


def test_who_starts_from_nothing_gets_every_offer_as_new():
    assert kinds(START) == [("created", A), ("created", B), ("withdrawn", C), ("created", D)]


def test_an_offer_that_was_there_before_the_cursor_is_updated():
    assert kinds(Position(2, A)) == [("created", A), ("updated", B), ("withdrawn", C), ("created", D)]
    assert kinds(Position(4, D)) == [("updated", D)]


def test_pages_meet_within_one_version_without_gap_or_overlap():
    seen, at = [], START
    while page := LOG.after(at, 1):
        seen += [change.at.offer_id for change in page]
        at = page[-1].at
    assert seen == [A, B, C, D]
    assert at == LOG.end()


def test_an_offer_of_a_first_import_is_new_on_every_page_of_it():
    log = log_of_one_version(1, [A, B])
    first = log.after(START, 1)[-1].at
    assert [change.kind for change in log.after(first, 1)] == ["created"]


def test_a_cursor_from_before_forgotten_departures_is_too_old_unless_it_is_the_start():
    assert LOG.is_too_old(Position(1, D))
    assert LOG.is_too_old(Position(2, A))
    assert not LOG.is_too_old(Position(3, A))
    assert not LOG.is_too_old(START)


def test_each_offer_knows_when_it_changed():
    assert LOG.changed_s_of({A: 0, D: 1}).tolist() == [
        datetime(2026, 11, 3, tzinfo=UTC).timestamp(),
        datetime(2026, 11, 5, tzinfo=UTC).timestamp(),
    ]
    assert LOG.last_changed_at() == datetime(2026, 11, 5, tzinfo=UTC)


def test_an_empty_catalogue_has_an_empty_feed():
    log = change_log(None, [], {})
    assert (log.after(START, 5), log.end(), log.last_changed_at().year) == ([], START, 1970)
    assert not replace(log, forgotten_to=9).is_too_old(START)


def test_who_stands_at_the_end_is_never_too_old():
    for log in (LOG, replace(LOG, forgotten_to=9), change_log(SimpleNamespace(epoch="e", forgotten_to=3), [], {})):
        assert not log.is_too_old(log.end())
        assert log.after(log.end(), 1) == []
