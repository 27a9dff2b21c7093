"""What is known of every row before any is chosen: verdicts, penalties and their sum. A value; it decides nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Floats
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.rules.judgement import Judgement, Question


@dataclass(frozen=True, slots=True)
class Ranking:
    """One entry a row of the hood. `no_count` counts the rules that say no; `filtered` rows fail a filter; `chosen`
    rows stand for their offer: the others are its other locations."""

    question: Question
    judgements: tuple[Judgement, ...]
    penalties: tuple[Penalty, ...]
    total: Floats
    distance_km: Floats | None
    no_count: NDArray[np.int8]
    filtered: NDArray[np.bool_]
    chosen: NDArray[np.bool_]
