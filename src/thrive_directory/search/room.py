"""Room for the results of the compiled loops, used again from question to question. Holds no result itself.

A new array of many megabytes is cleared by the kernel page by page before it is written to, which takes as long as what
is written. Those that nobody looks at any more serve the next question."""

from sys import getrefcount

import numpy as np
from numpy.typing import NDArray

_LARGE = 2**17  # numbers of eight bytes: what is smaller is quickly had
_MOST = 4  # arrays that are kept: one question needs two
_FREE = 2  # references: the name here, and the argument of the count
_kept: list[NDArray[np.int64]] = []


def room(count: int) -> NDArray[np.int64]:
    """So many numbers, of any value. Nobody else has them while a view of them is held."""
    if count < _LARGE:
        return np.empty(count, dtype=np.int64)
    for _ in range(len(_kept)):
        try:
            found = _kept.pop(0)  # one thread has it now
        except IndexError:
            break
        is_free = getrefcount(found) <= _FREE
        _kept.append(found)  # whoever takes it up from here sees that it is in use
        if is_free and count <= found.size <= 2 * count:
            return found[:count]
    found = np.empty(count + count // 8, dtype=np.int64)
    _kept.append(found)
    del _kept[:-_MOST]
    return found[:count]
