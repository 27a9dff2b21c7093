"""How the program fails: one clear line to stderr and an exit code. Knows no command."""

import sys
from collections.abc import Callable
from typing import Final

from thrive_directory.errors import AmbiguousPlace, BadParameter, DirectoryError

CANNOT: Final = 1  # the data folder, the database, the network or the data is not as it must be
MISUSED: Final = 2  # an argument or parameter cannot be used
INTERRUPTED: Final = 130  # Ctrl-C, as shells have it


def run(command: Callable[[], object]) -> int:
    """Run the program; the exit code. Errors of ours become one line; anything unforeseen is a bug and shows itself."""
    try:
        command()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else CANNOT if end.code else 0
        if code == INTERRUPTED:
            _say("stopped. What was begun is done again at the next start.")
        return code
    except BadParameter as error:
        _say(misuse_line(error))
        return MISUSED
    except DirectoryError as error:
        _say(error.message)
        return CANNOT
    return 0


def misuse_line(error: BadParameter) -> str:
    """What was wrong with a parameter, and what would work."""
    message = error.message if error.message.startswith(error.parameter) else f"{error.parameter}: {error.message}"
    if isinstance(error, AmbiguousPlace):
        choices = "; ".join(f"{label} ({token})" for label, token in error.choices)
        return f"{message} Choose one: {choices}"
    nearest = f" Nearest: {', '.join(error.nearest)}." if error.nearest else ""
    return f"{message.rstrip('.')}.{nearest}"


def _say(line: str) -> None:
    print(f"thrive-directory: {line}", file=sys.stderr)  # noqa: T201
