"""What a row costs and how many rules refuse it, as one whole number a row: to add either up is one addition.

The low bits hold the cost in billionths, so that a sum does not depend on its order; above them refusals are counted,
then those of filters, and a last bit says that another location of the offer stands for it.
"""

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Flags, Floats

Marks = NDArray[np.int64]
UNITS = 10**9
_COST_BITS, _COUNT_BITS = 40, 8
REFUSED = 1 << _COST_BITS
FILTERED = REFUSED | 1 << (_COST_BITS + _COUNT_BITS)
SET_ASIDE = 1 << (_COST_BITS + 2 * _COUNT_BITS)
_ONE, _ONE_FILTER = REFUSED >> _COST_BITS, FILTERED >> _COST_BITS


def units(costs: Floats) -> Marks:
    """Costs in billionths."""
    return np.rint(costs * UNITS).astype(np.int64)


def whole(cost: float) -> int:
    """One cost in billionths."""
    return round(cost * UNITS)


def fitting(marks: Marks) -> Flags:
    """The rows that no rule refuses and that stand for their offer."""
    return np.asarray(marks < REFUSED)


def missing_one(marks: Marks) -> Flags:
    """The rows that one rule of eligibility refuses, and no filter."""
    return np.asarray(marks >> _COST_BITS == _ONE)


def refused_once(marks: Marks) -> Flags:
    """The rows that one rule refuses, a filter or not."""
    above = marks >> _COST_BITS
    return np.asarray((above == _ONE) | (above == _ONE_FILTER))


def refusals(marks: Marks) -> Marks:
    """How many rules refuse each row."""
    return (marks >> _COST_BITS) & ((1 << _COUNT_BITS) - 1)


def cost(marks: Marks) -> Floats:
    """What each row costs, refused or not."""
    return (marks & (REFUSED - 1)) / UNITS
