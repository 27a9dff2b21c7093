"""Tombstones: what is gone, and whether a record would bring it back. Withdrawing is in `withdraw`."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from thrive_directory.geo.areas import normal_name


class Graveyard:
    """Every tombstone, arranged for the question that an import asks of each record."""

    def __init__(self, graves: Iterable[Any]) -> None:
        self._by_id: dict[str, Any] = {}
        self._by_name: dict[str, list[Any]] = defaultdict(list)
        self._by_number: dict[str, Any] = {}
        for grave in graves:
            self._by_id[grave.service_id] = grave
            self._by_name[normal_name(grave.name)].append(grave)
            self._by_number |= dict.fromkeys(grave.numbers, grave)

    def covering(
        self, service_id: str, name: str, organization_name: str, numbers: Collection[str]
    ) -> tuple[Any, str] | None:
        """The tombstone that forbids this offer, and why; None when nothing does.

        A tombstone that knows its organization forbids the name there only: two organizations may both have a
        "Counselling". What replaces an offer may carry its name on, but not its numbers."""
        if service_id in self._by_id:
            return self._by_id[service_id], "it was withdrawn"
        for grave in self._by_name.get(normal_name(name), ()):
            same_organization = grave.organization_name is None or (
                normal_name(grave.organization_name) == normal_name(organization_name)
            )
            if same_organization and grave.replaced_by != service_id:
                return grave, "an offer of this name was withdrawn"
        retired = next((number for number in numbers if number in self._by_number), None)
        return None if retired is None else (self._by_number[retired], f"its number {retired} was withdrawn")
