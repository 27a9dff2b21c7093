"""The terminal: one file a group of commands. Translates arguments; decides nothing.

Exit codes: 0 done; 1 the data folder, the database, the network or the data is not as it must be; 2 an argument or
parameter cannot be used; 130 stopped by Ctrl-C."""

import sys


def main() -> None:
    """The program. Errors of ours become one line on stderr and an exit code.

    The commands are imported here, since that takes a second, in which a person may already press Ctrl-C."""
    try:
        from thrive_directory.cli.app import app  # noqa: PLC0415
        from thrive_directory.cli.failing import run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(app))
