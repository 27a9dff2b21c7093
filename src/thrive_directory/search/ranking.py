"""What is known of the rows before any is chosen: verdicts, penalties and their sum. Values; they decide nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.rules.judgement import Judgement, Question


@dataclass(frozen=True, slots=True)
class Judged:
    """Every row that the question looks at. `no_count` counts the rules that say no; `filtered` rows fail a filter;
    `chosen` rows stand for their offer: the others are its other locations."""

    question: Question
    judgements: tuple[Judgement, ...]
    distance_km: Floats | None
    no_count: NDArray[np.int8]
    filtered: Flags
    chosen: Flags


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rows that may be shown, weighed: those that fit and near misses. `question` looks at these alone, and `at`
    is where each stands among all that were `judged`."""

    judged: Judged
    at: NDArray[np.intp]
    question: Question
    penalties: tuple[Penalty, ...]
    total: Floats
    distance_km: Floats | None
    fits: Flags
