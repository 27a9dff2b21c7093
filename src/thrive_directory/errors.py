"""The error tree. Knows nothing of HTTP; never holds what a person typed."""

from collections.abc import Sequence


class DirectoryError(Exception):
    """Base of every error of ours. `message` is written for the caller to read."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SettingsError(DirectoryError):
    """A setting is missing or wrong; the program cannot start."""


class BadParameter(DirectoryError):
    """A parameter cannot be used. Names the parameter and the nearest valid values, never what was typed."""

    def __init__(self, parameter: str, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.nearest = tuple(nearest)


class UnknownParameter(BadParameter):
    """No such parameter exists. `nearest` holds the names that do."""


class CursorTooOld(BadParameter):
    """The place in the feed of changes that a cursor names can no longer be told: the reader needs a full export."""


class UnknownPlace(BadParameter):
    """What was given is not a place we can read. `nearest` holds the nearest valid spellings."""

    def __init__(self, message: str, nearest: Sequence[str] = (), parameter: str = "near") -> None:
        super().__init__(parameter, message, nearest)


class PlaceNotFound(UnknownPlace):
    """Well formed, but there is no such place (a postcode whose outcode does not exist)."""


class OutsideService(UnknownPlace):
    """A known place that the directory does not serve (Channel Islands, Isle of Man, outside the UK)."""


class AmbiguousPlace(UnknownPlace):
    """One name, several places. `choices` are (label, token) pairs, likeliest first."""

    def __init__(self, message: str, choices: Sequence[tuple[str, str]], parameter: str = "near") -> None:
        super().__init__(message, [label for label, _ in choices], parameter)
        self.choices = tuple(choices)


class BadGeometry(DirectoryError):
    """A polygon or point that cannot be mended."""


class BadRecord(DirectoryError):
    """A source record that cannot be used: which record, which field, what is wrong, and its line if known."""

    def __init__(self, record: str, field: str, problem: str, line: int | None = None) -> None:
        where = f"line {line}, " if line else ""
        super().__init__(f"{where}record {record!r}, field {field!r}: {problem}")
        self.record, self.field, self.problem, self.line = record, field, problem, line


class SourceError(DirectoryError):
    """A source cannot be read at all. Holds every `BadRecord` found, so that one run shows them all."""

    def __init__(self, message: str, problems: Sequence[BadRecord] = ()) -> None:
        super().__init__("\n".join([message, *(f"  {p.message}" for p in problems)]))
        self.problems = tuple(problems)


class ServiceNotFound(DirectoryError):
    """No service has this id."""


class ServiceWithdrawn(ServiceNotFound):
    """The service was here and has been withdrawn; a tombstone says when and what replaces it, if anything."""

    def __init__(self, message: str, withdrawn_on: str, replaced_by: str | None = None) -> None:
        super().__init__(message)
        self.withdrawn_on, self.replaced_by = withdrawn_on, replaced_by


class ReportNotFound(DirectoryError):
    """No open report of a problem has this id."""


class SnapshotNotReady(DirectoryError):
    """No snapshot of the catalogue is being served yet."""


class CatalogueError(DirectoryError):
    """The database cannot be used: another version, unreachable, not ours."""


class DataFolderError(DirectoryError):
    """The data folder cannot be written or holds something broken."""
