"""How often one network address may do something in a day. In memory alone; an address is never stored or logged."""

import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from datetime import date
from threading import Lock


@dataclass(slots=True)
class DailyLimit:
    """Counts by a keyed hash. The key is made up anew each day and forgotten, and the counts with it, so that not even
    what is in memory tells on another day who it was. `most_in_all` bounds the memory, and a flood from everywhere."""

    most: int = 10
    most_in_all: int = 1000
    _day: date | None = None
    _key: bytes = b""
    _counts: dict[bytes, int] = field(default_factory=dict)
    _total: int = 0
    _lock: Lock = field(default_factory=Lock)

    def allows(self, address: str, today: date) -> bool:
        """Count one more from this address; False, and not counted, where it has had its share, or all have."""
        with self._lock:
            if today != self._day:
                self._day, self._key, self._total = today, secrets.token_bytes(32), 0
                self._counts.clear()
            name = hmac.digest(self._key, _network(address).encode(), "sha256")
            count = self._counts.get(name, 0)
            if count >= self.most or self._total >= self.most_in_all:
                return False
            self._counts[name] = count + 1
            self._total += 1
            return True


def _network(address: str) -> str:
    """An IPv6 address as one customer's network (its first 64 bits), since each has billions; others as they are."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
