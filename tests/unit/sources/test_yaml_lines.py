"""YAML as plain text with line numbers."""

import pytest

from thrive_directory.errors import SourceError
from thrive_directory.sources.yaml_lines import parse_document, read_document


def test_every_scalar_stays_the_text_that_was_written():
    document = parse_document("a: 0800 1111\nb: 10:30\nc: no\nd: 0123\ne: 2026-11-21\nf: '999'\n", "x.yaml")
    assert document.value == {
        "a": "0800 1111",
        "b": "10:30",
        "c": "no",
        "d": "0123",
        "e": "2026-11-21",
        "f": "999",
    }


def test_nothing_written_is_none():
    assert parse_document("a:\nb: ~\n", "x.yaml").value == {"a": None, "b": None}
    assert parse_document("", "x.yaml").value is None


def test_each_node_has_its_line_and_an_absent_one_that_of_its_parent():
    document = parse_document("offers:\n  - id: one\n    age: {minimum: 3}\n\n  - id: two\n", "x.yaml")
    assert document.line(("offers", 0, "age", "minimum")) == 3
    assert document.line(("offers", 1)) == 5
    assert document.line(("offers", 1, "summary")) == 5
    assert document.line(("nothing",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\na: 2\n", 2, "given twice"),
        ("a: &x [1]\nb: *x\n", 2, "alias"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "not allowed"),
        ("a: 1\nb: !!binary abcd\n", 2, "not allowed"),
        ("? [a, b]\n: 1\n", 1, "plain text"),
        ("a: {<<: {b: 1}}\n", 1, "plain text"),
    ],
)
def test_what_could_surprise_is_a_fault_with_its_line(text, line, problem):
    (fault,) = parse_document(text, "x.yaml").faults
    assert fault.line == line
    assert problem in fault.problem


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1, 2\nb: 3\n", 2), ("a: 'open\n", 2), ("a:\n\t- b\n", 2), ("a: 1\n---\nb: 2\n", 2)],
)
def test_broken_yaml_is_one_error_with_its_line(text, line):
    with pytest.raises(SourceError) as caught:
        parse_document(text, "x.yaml")
    (problem,) = caught.value.problems
    assert problem.record == "x.yaml"
    assert problem.line == line


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.mkdir(), lambda p: p.write_bytes(b"\xff\xfe\xfa")])
def test_a_file_that_cannot_be_read_is_named(tmp_path, make):
    path = tmp_path / "seed.yaml"
    make(path)
    with pytest.raises(SourceError, match=r"seed\.yaml cannot be read"):
        read_document(path)
