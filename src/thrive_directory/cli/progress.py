"""Progress on stderr: a bar for a person, a line a step for a log. Knows no step by name."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

Report = Callable[[str, float], None]
"""Told the step that is under way and the share of it that is done, 0 to 1."""


@contextmanager
def progress() -> Iterator[Report]:
    """What long work reports to."""
    if sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task("", total=1.0)
            yield lambda step, share: bar.update(task, description=step, completed=share)
    else:
        yield _lines()


def _bar() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _lines() -> Report:
    told: set[str] = set()

    def report(step: str, _share: float) -> None:
        if step not in told:
            told.add(step)
            print(f"{step} …", file=sys.stderr, flush=True)  # noqa: T201

    return report
