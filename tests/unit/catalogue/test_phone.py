"""The number shown is the number rung, or it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrive_directory.catalogue.phone import NotANumber, dialled


@pytest.mark.parametrize(
    ("shown", "target"),
    [
        ("999", "999"),
        ("111", "111"),
        ("116 123", "116123"),
        ("116 000", "116000"),
        ("85258", "85258"),
        ("0800 1111", "+448001111"),
        ("020 7974 4444", "+442079744444"),
        ("(0161) 716-3600", "+441617163600"),
        ("+44 20 7974 4444", "+442079744444"),
        ("07984 392700", "+447984392700"),
        ("18001 111", "18001111"),
        ("18001 0808 800 5000", "1800108088005000"),
    ],
)
def test_what_is_dialled(shown: str, target: str) -> None:
    assert dialled(shown) == target


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "call us",
        "0800 1111 or 0800 2222",
        "0800 1111 ext 3",
        "020 7974 444",
        "12",
        "0123",
        "18001",
        "01234567890123",
    ],
)
def test_what_is_no_number_is_refused(shown: str) -> None:
    with pytest.raises(NotANumber):
        dialled(shown)


@given(st.text(alphabet="0123456789 +-()x", max_size=20))
def test_nothing_but_digits_is_ever_dialled_and_dialling_again_is_the_same(shown: str) -> None:
    try:
        target = dialled(shown)
    except NotANumber:
        return
    assert target.removeprefix("+").isdigit()
    assert dialled(target) == target
