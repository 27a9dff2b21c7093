"""What the app is made of: a frozen value of its parts. Tests pass others; nothing here is global."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from thrive_directory.api.access_log import WriteLine
from thrive_directory.api.counters import Counters
from thrive_directory.api.daily_limit import DailyLimit
from thrive_directory.catalogue.reports import Problem
from thrive_directory.geo.institutions import Institution
from thrive_directory.geo.place import Place
from thrive_directory.index.registry import Registries
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer
from thrive_directory.search.parse.understood import Understood
from thrive_directory.search.query import SearchQuery
from thrive_directory.settings import BrandSettings, SearchSettings, ServerSettings


class Snapshots(Protocol):
    """What is asked of the holder of the live snapshot."""

    @property
    def live(self) -> Snapshot:
        """The snapshot being served. Raises `SnapshotNotReady`."""
        ...

    def refresh(self) -> None:
        """Compile the catalogue and serve the result."""
        ...

    def follow(self, poll_s: float) -> None:
        """Start to look for a new version of the catalogue, every `poll_s` seconds."""
        ...

    def stop(self) -> None:
        """Stop watching."""
        ...


Resolve = Callable[[str, str], Place]
Suggest = Callable[[str], list[dict[str, Any]]]
Parse = Callable[[str, datetime], Understood]
KeepReport = Callable[[Problem], None]
Search = Callable[[Snapshot, SearchQuery], Answer]


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a request may need.

    `resolve` takes a text and the name of its parameter; `suggest` takes the beginning of a name; `parse` takes plain
    words and the time; `clock` tells the time with its zone; `write_line` takes a line of the access log;
    `registries` gives what Open Referral's lists need of a snapshot; `brand` is what the pages are called and look
    like."""

    snapshots: Snapshots
    search: Search
    resolve: Resolve
    suggest: Suggest
    parse: Parse
    clock: Callable[[], datetime]
    limits: SearchSettings
    server: ServerSettings
    write_line: WriteLine
    registries: Registries = field(default_factory=Registries)
    folder: Path | None = None
    """Where what must be written aside goes; None is the system's own folder for that."""
    brand: BrandSettings = field(default_factory=BrandSettings)
    practices: Mapping[str, Institution] = field(default_factory=dict)
    """GP practices by ODS code, where a register of them was imported."""
    keep_report: KeepReport | None = None
    """Keeps a report of a problem; None where nothing can be kept."""
    forget_old: Callable[[], None] | None = None
    """Deletes the reports and counts whose time is over. Called once a day while the app runs."""
    report_limit: DailyLimit = field(default_factory=DailyLimit)
    """How many reports one network address may send in a day."""
    counters: Counters = field(default_factory=Counters)
    """Counts searches, views, copies, prints and embeds; those of tests, and those switched off, count nothing."""
    count_limit: DailyLimit = field(default_factory=partial(DailyLimit, most=1000, most_in_all=100_000))
    """How many copies and prints one network address may have counted in a day: a whole school may share one."""
