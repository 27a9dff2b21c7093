"""What questions alike work out, kept for the next, and bounded. Knows nothing of what is kept.

Threads share it: two may both make the same; either result is right, and nobody may write to it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")
MISSING: Any = object()
"""What is not kept: None may be."""
_MOST = 4_096


@dataclass(frozen=True, slots=True)
class Kept:
    """Kept under keys of any sort. When it is full, the older half goes."""

    most: int
    found: dict[Hashable, Any] = field(default_factory=dict)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, or what `make` gives."""
        found: T = self.found.get(key, MISSING)
        if found is MISSING:
            found = make()
            if len(self.found) >= self.most:
                for older in list(self.found)[: -(-self.most // 2)]:
                    self.found.pop(older, None)
            self.found[key] = found
        return found


class Made(dict[K, T]):
    """Made by one function of the key when it is first asked for: `made[key]`. When it is full, it starts afresh."""

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> T:
        """Make it once."""
        made = self._make(key)
        if len(self) >= _MOST:
            self.clear()
        self[key] = made
        return made
