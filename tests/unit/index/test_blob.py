"""Byte strings as one: each comes back as it went in, from memory or from a file that nobody can see."""

import mmap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thrive_directory.index.blob import build_blob, join_blobs


@given(st.lists(st.binary(max_size=20), max_size=10))
@settings(max_examples=50)
def test_each_comes_back(parts):
    blob = build_blob(parts)
    assert len(blob) == len(parts)
    assert [blob[at] for at in range(len(parts))] == parts


@pytest.mark.parametrize("parts", [[], [b""], [b"", b""], [b"a", b"", b"bc"]])
def test_a_folder_makes_no_difference_to_what_is_read(tmp_path, parts):
    blob = build_blob(parts, tmp_path)
    assert [blob[at] for at in range(len(blob))] == parts


def test_a_folder_holds_the_bytes_and_shows_no_file(tmp_path):
    blob = build_blob([b"one", b"two"], tmp_path)
    assert isinstance(blob.data, mmap.mmap)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        build_blob([b"one"], tmp_path / "nowhere")


def test_parts_may_come_one_at_a_time():
    assert build_blob(bytes([letter]) for letter in b"abc")[2] == b"c"


@given(st.lists(st.binary(max_size=5), max_size=6), st.lists(st.binary(max_size=5), max_size=3), st.data())
@settings(max_examples=100)
def test_of_two_any_are_read_where_they_lie(first, second, data):
    every = [*first, *second]
    picks = data.draw(st.permutations(range(len(every))))[: data.draw(st.integers(0, len(every)))]
    joined = join_blobs(build_blob(first), build_blob(second), np.array(picks, dtype=np.intp))
    assert list(joined) == [every[at] for at in picks]
    assert [each for run in joined.runs(4) for each in run] == list(joined)
    assert b"".join(data[start:end] for data, start, end in joined.between(0, len(joined))) == b"".join(joined)
    again = join_blobs(joined, build_blob(first), np.arange(len(joined) + len(first))[::-1])
    assert list(again) == [*first[::-1], *list(joined)[::-1]]
