"""Looking for garbage is put off while an index is made, and taken up again whatever happens."""

import gc

import pytest

from thrive_directory.index.collecting import no_collecting


def test_it_is_put_off_and_taken_up_again():
    assert gc.isenabled()
    with no_collecting():
        assert not gc.isenabled()
        with no_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_taken_up_again_after_a_failure():
    with pytest.raises(ValueError, match="no index"), no_collecting():
        raise ValueError("no index")
    assert gc.isenabled()
