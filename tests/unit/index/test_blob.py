"""Byte strings as one: each comes back as it went in, from memory or from a file that nobody can see."""

import mmap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thrive_directory.index.blob import build_blob


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
