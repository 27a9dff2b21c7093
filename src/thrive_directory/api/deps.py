"""What routes ask for by type, all of it from the app's parts."""

from typing import Annotated, cast

from fastapi import Depends, Request

from thrive_directory.api.params import no_such_parameter
from thrive_directory.api.parts import Parts
from thrive_directory.index.snapshot import Snapshot


def parts_of(request: Request) -> Parts:
    """The parts of the app that answers."""
    return cast("Parts", request.app.state.parts)


PartsDep = Annotated[Parts, Depends(parts_of)]


def known_parameters(request: Request) -> None:
    """Refuse a parameter that the route does not have: ignoring it would answer another question than was asked.

    A page lets it pass: what other sites add to a link must not keep anybody from help."""
    if getattr(request.scope["route"], "ignores_unknown_parameters", False):
        return
    names = [field.alias for field in request.scope["route"].dependant.query_params]
    for name in request.query_params:
        if name not in names:
            raise no_such_parameter(name, names)


def live_snapshot(parts: PartsDep) -> Snapshot:
    """The snapshot being served. Raises `SnapshotNotReady`."""
    return parts.snapshots.live


SnapshotDep = Annotated[Snapshot, Depends(live_snapshot)]
