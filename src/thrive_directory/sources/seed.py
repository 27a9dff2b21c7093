"""The seed: our own hand-checked offers, urgent-help lines and tombstones, from three YAML files. Writes nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from thrive_directory.errors import BadRecord, SourceError
from thrive_directory.sources.record import SourceRecord, TombstoneRecord, UrgentHelpRecord
from thrive_directory.sources.seed_rules import Codes, Problem, offer_problems, urgent_help_problems
from thrive_directory.sources.seed_shape import (
    Defaults,
    SeedOffer,
    SeedTombstone,
    SeedUrgentHelp,
    source_record,
    tombstone_record,
    urgent_help_record,
)
from thrive_directory.sources.yaml_lines import Document, NodePath, read_document

Spelling = TypeVar("Spelling", bound=BaseModel)
Record = TypeVar("Record", bound=BaseModel)


class SeedSource:
    """The seed files as a `Source`. Reads a file when asked, whole or not at all.

    `vocabulary_codes` holds the valid codes by taxonomy ("need", "referral_route", …) and `area_codes` the valid
    ONS codes; without them codes are not checked. `urgent_help.yaml` and `tombstones.yaml` lie beside the offers
    unless other paths are given. Every reading raises `SourceError` with each fault's record, field and line.
    """

    name = "seed"
    licence = (
        "Written and selected by the thrive-directory maintainers, MIT like the code. The facts are those of the "
        "services themselves; each names the public page it was read on."
    )

    def __init__(
        self,
        path: Path,
        vocabulary_codes: Codes | None = None,
        area_codes: Collection[str] | None = None,
        *,
        urgent_help_path: Path | None = None,
        tombstones_path: Path | None = None,
    ) -> None:
        self._path = path
        self._urgent_help_path = urgent_help_path or path.with_name("urgent_help.yaml")
        self._tombstones_path = tombstones_path or path.with_name("tombstones.yaml")
        self._vocabulary = vocabulary_codes or {}
        self._areas = {*area_codes, "K02000001"} if area_codes is not None else None

    def records(self) -> Iterator[SourceRecord]:
        """Every offer, in the order of the file."""
        return iter(_read(self._path, "offers", SeedOffer, source_record, self._offer_problems))

    def urgent_help(self) -> tuple[UrgentHelpRecord, ...]:
        """Every line of urgent help, in the order of the file."""
        return _read(self._urgent_help_path, "lines", SeedUrgentHelp, urgent_help_record, self._line_problems)

    def tombstones(self) -> tuple[TombstoneRecord, ...]:
        """Every offer that must not come back, in the order of the file."""
        return _read(self._tombstones_path, "tombstones", SeedTombstone, tombstone_record, lambda _: ())

    def _offer_problems(self, offer: SeedOffer) -> Iterable[Problem]:
        return offer_problems(offer, self._vocabulary, self._areas)

    def _line_problems(self, line: SeedUrgentHelp) -> Iterable[Problem]:
        return urgent_help_problems(line, self._areas)


@dataclass(frozen=True, slots=True)
class _File:
    """A parsed seed file and the key under which its records lie."""

    document: Document
    name: str
    key: str

    def items(self) -> list[Any]:
        value = self.document.value.get(self.key) if isinstance(self.document.value, dict) else None
        return value if isinstance(value, list) else []

    def problem(self, path: NodePath, problem: str) -> BadRecord:
        """The fault at a place of the tree, named by record, field and line."""
        inside = len(path) >= 2 and path[0] == self.key and isinstance(path[1], int)
        field = ".".join(map(str, path[2:] if inside else path)) or "record"
        return BadRecord(self._record(path[1]) if inside else self.name, field, problem, self.document.line(path))

    def _record(self, index: int | str) -> str:
        item = self.items()[int(index)]
        given = item.get("id") if isinstance(item, dict) else None
        return given if isinstance(given, str) else f"{self.key} {int(index) + 1}"


def _read(
    path: Path,
    key: str,
    spelling: type[Spelling],
    expand: Callable[[Spelling, Defaults], Record],
    rules: Callable[[Spelling], Iterable[Problem]],
) -> tuple[Record, ...]:
    """The records of a file, or `SourceError` with everything that is wrong with it."""
    file = _File(read_document(path), path.name, key)
    problems = [BadRecord(*_where(file, fault.path), fault.problem, fault.line) for fault in file.document.faults]
    defaults = _defaults(file, problems)
    spelled = [_valid(file, index, spelling, rules, problems) for index in range(len(file.items()))]
    problems += _repeated_ids(file)
    if problems or defaults is None:
        unique = {(p.line or 0, p.record, p.field, p.problem): p for p in problems}
        raise SourceError(f"{path.name} cannot be used; nothing was taken from it", [unique[k] for k in sorted(unique)])
    return tuple(expand(item, defaults) for item in spelled if item is not None)


def _where(file: _File, path: NodePath) -> tuple[str, str]:
    named = file.problem(path, "")
    return named.record, named.field


def _defaults(file: _File, problems: list[BadRecord]) -> Defaults | None:
    """What the file says for all its records. Adds to `problems` when its top level is not as it should be."""
    top = file.document.value
    if not isinstance(top, dict) or not isinstance(top.get(file.key), list):
        problems.append(file.problem((), f"must hold `defaults` and a list called `{file.key}`"))
        return None
    problems += [file.problem((key,), "no such field") for key in top if key not in {"defaults", file.key}]
    return _validated(file, ("defaults",), top.get("defaults"), Defaults, problems)


def _valid(
    file: _File,
    index: int,
    spelling: type[Spelling],
    rules: Callable[[Spelling], Iterable[Problem]],
    problems: list[BadRecord],
) -> Spelling | None:
    place: NodePath = (file.key, index)
    item = _validated(file, place, file.items()[index], spelling, problems)
    if item is not None:
        problems += [file.problem((*place, *path), problem) for path, problem in rules(item)]
    return item


def _validated(
    file: _File, place: NodePath, value: Any, model: type[Spelling], problems: list[BadRecord]
) -> Spelling | None:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        problems += [file.problem((*place, *_inside(fault["loc"])), _plain(fault["msg"])) for fault in faults]
        return None


def _inside(loc: NodePath) -> NodePath:
    """Pydantic's path without its mark for "the key itself", which no file holds."""
    return tuple(step for step in loc if step != "[key]")


def _plain(message: str) -> str:
    """Pydantic's sentence in the words of somebody editing a file."""
    return {"Extra inputs are not permitted": "no such field", "Field required": "missing"}.get(message, message)


def _repeated_ids(file: _File) -> list[BadRecord]:
    first: dict[str, int] = {}
    found = []
    for index, item in enumerate(file.items()):
        given = item.get("id") if isinstance(item, Mapping) else None
        if isinstance(given, str) and first.setdefault(given, index) != index:
            line = file.document.line((file.key, first[given]))
            found.append(file.problem((file.key, index, "id"), f"already used by the record on line {line}"))
    return found
