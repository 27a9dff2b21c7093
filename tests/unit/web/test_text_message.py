"""How many text messages a text takes. The figures are those of 3GPP TS 23.038 and 23.040."""

import pytest

from thrive_directory.web.text_message import Length, length_of, plain


@pytest.mark.parametrize(
    ("text", "characters", "parts"),
    [
        ("", 0, 1),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("£é@ñÆß?\n", 8, 1),
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        ("a" * 152 + "€" * 77, 306, 3),  # the sign that takes two does not fit into the one place left: 152, 152, 2
    ],
)
def test_in_the_alphabet_of_phones(text, characters, parts):
    assert length_of(text) == Length(characters, parts, fits_gsm=True)


@pytest.mark.parametrize(
    ("text", "characters", "parts"),
    [
        ("ŵ" + "a" * 69, 70, 1),
        ("ŵ" + "a" * 70, 71, 2),
        ("ŵ" * 134, 134, 2),
        ("ŵ" * 135, 135, 3),
        ("😀" * 35, 70, 1),
        ("😀" * 67, 134, 3),  # 33 pairs to a part: a pair is never split
    ],
)
def test_outside_of_it_a_message_holds_less_than_half(text, characters, parts):
    assert length_of(text) == Length(characters, parts, fits_gsm=False)


def test_typographic_marks_become_those_of_a_phone():
    typographic = "“It’s – fine…” — 9\u00a0to\u00a05"
    assert not length_of(typographic).fits_gsm
    assert plain(typographic) == '"It\'s - fine..." - 9 to 5'
    assert length_of(plain(typographic)).fits_gsm
