"""A key is a UUID of version 5 that never changes."""

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from thrive_directory.catalogue.keys import _NAMESPACE, key


def test_a_key_is_the_same_for_ever() -> None:
    assert key("seed", "service", "childline") == "77939cd9-cf97-58a4-8724-fb6d9adf95d5"


def test_where_a_part_ends_matters() -> None:
    assert key("a", "bc") != key("ab", "c")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_it_is_what_the_standard_library_makes(parts: list[str]) -> None:
    assert key(*parts) == str(uuid5(UUID(bytes=_NAMESPACE), "\x1f".join(parts)))
