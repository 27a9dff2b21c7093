"""What is taken out of the one line that a report of a problem may hold, before anything is kept."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thrive_directory.catalogue.scrub import TAKEN_OUT, scrubbed

TABLE = """
    The line rings out                                  | The line rings out
    It says 11 to 18 now                                | It says … to … now
    Ring 020 7946 0000 instead                          | Ring … instead
    Ring +44 (0)20-7946-0000 instead                    | Ring … instead
    My number is 07700900123.                           | My number is …
    my number is oh double seven oh oh nine one         | my number is …
    one of the two numbers is wrong                     | one of the two numbers is wrong
    write to jo@example.org please                      | write to … please
    write to jo.bloggs+x@mail.example.org, thanks       | write to … thanks
    I am jo at example dot com                          | I am …
    I am jo (at) example.co.uk                          | I am …
    I am @jo_bloggs there                               | I am … there
    I live at NW1 8QL and it is shut                    | I live at … and it is shut
    i live at nw18ql and it is shut                     | i live at … and it is shut
    I live at N W 1 8 Q L now                           | I live at … now
    in SW1A 2AA.                                        | in ….
    in GIR 0AA or M1 1AE                                | in … or …
    in NWl 8QL                                          | in NWl …
    in NW1                                              | in …
    12a High Street                                     | … High Street
    ring ０７７００ ９００１２３                              | ring …
    ring ①②③                                            | ring …
    they have moved to the hall                         | they have moved to the hall
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("line", "kept"), ROWS, ids=[line for line, _ in ROWS])
def test_numbers_addresses_and_postcodes_are_taken_out(line, kept):
    assert scrubbed(line) == kept


def test_it_becomes_one_line():
    assert scrubbed("  wrong\r\nnumber\x00\u2028there\t ") == "wrong number there"


LINES = st.text(max_size=300) | st.text("abNW1 8QL@.-,oh\n…", max_size=300)


@settings(max_examples=200)
@given(LINES)
def test_nothing_is_left_that_could_be_dialled_or_written_to(line):
    kept = scrubbed(line)
    assert not any(each.isdecimal() for each in kept)
    assert "@" not in kept
    assert len(kept) <= 300


@settings(max_examples=200)
@example(".A00AA")
@given(LINES)
def test_doing_it_again_changes_nothing(line):
    assert scrubbed(scrubbed(line)) == scrubbed(line)


def test_what_was_taken_out_shows():
    assert TAKEN_OUT in scrubbed("call 123")
