"""How the program's own log lines look: when, how grave, what. A traceback says where, never with which values."""

import logging
import sys
import traceback
from types import TracebackType

from thrive_directory.errors import DirectoryError

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def private_trace(error: BaseException) -> str:
    """An exception as its type and the places it passed through, as file:line and function; its causes are left out.

    So is its message, since other people's exceptions quote what they were given; ours never do."""
    words = f": {error.message}" if isinstance(error, DirectoryError) else ""
    frames = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return "\n".join([f"{type(error).__name__}{words}", *frames])


class PrivateFormatter(logging.Formatter):
    """Writes exceptions that any library logs as private traces."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; what another formatter made of the exception is not reused."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802  # the name is logging's
        """The private trace."""
        return private_trace(ei[1]) if ei[1] else ""


def set_up_logs(level: int = logging.INFO) -> None:
    """Send every logger's lines to stderr in our format. Libraries are heard from warnings on: what they chat may quote
    an address that was asked for, with a postcode in it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("thrive_directory").setLevel(level)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def write_access_line(line: str) -> None:
    """One line of the access log to stdout, at once. A reader that went away stops nobody's search."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        pass
