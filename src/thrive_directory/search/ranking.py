"""What is known of the rows before any is chosen: verdicts, penalties and their sum. Values; they decide nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.index.hood import Hoods
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.penalties import Plain, Weighed
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import Finding, Positions, Question


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the rows that a question looks at, and what was found there: by the rules, by name; by each penalty
    that goes by what was asked; and the sum of all that a row costs."""

    question: Question
    findings: Mapping[str, Finding]
    penalties: tuple[Weighed, ...]
    total: Floats

    def __len__(self) -> int:
        return len(self.question.hood)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every row that the question looks at, part after part. `no_count` counts the rules that say no; `filtered` rows
    fail a filter; `chosen` rows stand for their offer, the others are its other locations: None where all do."""

    query: SearchQuery
    snapshot: Snapshot
    hoods: Hoods
    parts: tuple[Part, ...]
    plain: Plain
    no_count: NDArray[np.int8]
    filtered: Flags
    chosen: Flags | None
    fits: Flags
    total: Floats
    distance_km: Floats | None

    def places(self, positions: Positions) -> Iterator[tuple[Part, int]]:
        """Each position as its part and the position there."""
        wide = len(self.parts[0])
        for at in positions.tolist():
            yield (self.parts[0], at) if at < wide else (self.parts[1], at - wide)
