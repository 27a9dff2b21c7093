"""A blob read from end to end: every string once, in order, in runs of a given size, from memory and from a file."""

import pytest

from thrive_directory.index.blob import build_blob

PARTS = [b"x" * size for size in (10, 0, 5000, 3, 100_000, 1, 1, 1, 4096)]


@pytest.mark.parametrize("in_a_file", [False, True])
@pytest.mark.parametrize("run_bytes", [1, 5, 5000, 10_000_000])
def test_runs_hold_everything_in_order(tmp_path, in_a_file, run_bytes):
    blob = build_blob(PARTS, tmp_path if in_a_file else None)
    runs = list(blob.runs(run_bytes))
    assert [part for run in runs for part in run] == PARTS
    assert all(len(run) == 1 or sum(map(len, run)) <= run_bytes for run in runs)
    assert blob[4] == PARTS[4]


def test_an_empty_blob_has_no_runs():
    assert list(build_blob([]).runs(100)) == []
