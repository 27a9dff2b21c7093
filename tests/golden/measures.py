"""What is measured, as plain formulas over ranked lists. Knows no offers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, log2

_K1, _B = 1.2, 0.75


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain with gain 2^grade - 1 (Burges 2005). `grades` holds every offer above 0,
    and at least one."""
    gains = [2 ** grades.get(key, 0) - 1 for key in ranked[:depth]]
    best = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:depth]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 2) for rank, gain in enumerate(gains))


def kappa(pairs: Sequence[tuple[int, int]], grades: int = 4) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968) of two judges' grades, each 0 to `grades` - 1: 1 where they are
    the same throughout, 0 where they agree no better than chance would."""
    one, other = (Counter(side) for side in zip(*pairs, strict=True))
    seen = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    chance = sum((a - b) ** 2 * one[a] * other[b] for a in range(grades) for b in range(grades)) / len(pairs) ** 2
    return 1 - seen / chance if chance else 1.0


def share(parts: Sequence[bool]) -> float:
    """The share that is true; 1 of none."""
    return sum(parts) / len(parts) if parts else 1.0


class Bm25:
    """Documents by how well their words fit a question's (Robertson and Zaragoza 2009, k1 1.2, b 0.75)."""

    def __init__(self, documents: Mapping[str, Sequence[str]]) -> None:
        self._counts = {key: Counter(words) for key, words in documents.items()}
        self._lengths = {key: len(words) for key, words in documents.items()}
        self._mean = sum(self._lengths.values()) / len(documents)
        self._holding = Counter(word for counts in self._counts.values() for word in counts)

    def rank(self, words: Sequence[str]) -> list[str]:
        """Keys of the documents with any of the words, best first, ties by key."""
        scores = {key: self._score(key, words) for key in self._counts}
        return sorted((key for key, score in scores.items() if score > 0), key=lambda key: (-scores[key], key))

    def _score(self, key: str, words: Sequence[str]) -> float:
        counts, size = self._counts[key], len(self._counts)
        damping = _K1 * (1 - _B + _B * self._lengths[key] / self._mean)
        return sum(
            log(1 + (size - self._holding[word] + 0.5) / (self._holding[word] + 0.5))
            * counts[word] * (_K1 + 1) / (counts[word] + damping)
            for word in words
        )  # fmt: skip
