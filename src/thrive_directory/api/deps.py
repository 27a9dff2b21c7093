"""What routes ask for by type, all of it from the app's parts."""

from typing import Annotated, cast

from fastapi import Depends, Request

from thrive_directory.api.parts import Parts
from thrive_directory.index.snapshot import Snapshot


def parts_of(request: Request) -> Parts:
    """The parts of the app that answers."""
    return cast("Parts", request.app.state.parts)


PartsDep = Annotated[Parts, Depends(parts_of)]


def live_snapshot(parts: PartsDep) -> Snapshot:
    """The snapshot being served. Raises `SnapshotNotReady`."""
    return parts.snapshots.live


SnapshotDep = Annotated[Snapshot, Depends(live_snapshot)]
