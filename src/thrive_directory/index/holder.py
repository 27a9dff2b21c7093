"""Which snapshot is live. Builds aside, then swaps; a failed build leaves the old one serving. No HTTP."""

import logging
import threading
from collections.abc import Callable

from thrive_directory.errors import SnapshotNotReady
from thrive_directory.index.snapshot import Snapshot

logger = logging.getLogger(__name__)


class Holder:
    """Holds the live snapshot: the one thing on the read path that changes, and it changes in one assignment.

    `build` compiles the catalogue as it stands; `current_version` asks the catalogue, cheaply, what that is."""

    def __init__(self, build: Callable[[], Snapshot], current_version: Callable[[], int]) -> None:
        self._build = build
        self._current_version = current_version
        self._live: Snapshot | None = None
        self._refreshing = threading.Lock()
        self._stopping = threading.Event()
        self._follower: threading.Thread | None = None

    @property
    def live(self) -> Snapshot:
        """The snapshot being served. Raises `SnapshotNotReady` before the first."""
        if self._live is None:
            raise SnapshotNotReady("The catalogue is being prepared. Try again in a moment.")
        return self._live

    def refresh(self) -> None:
        """Compile the catalogue and serve the result. Where none is served yet, a failure is raised."""
        with self._refreshing:
            try:
                fresh = self._build()
            except Exception:
                if self._live is None:
                    raise
                logger.exception("index build failed; keeping version %d", self._live.version)
                return
            old, self._live = self._live, fresh
            if old is not None:
                old.forget()

    def refresh_if_behind(self) -> None:
        """Refresh when the catalogue has moved on. An unreachable catalogue is waited out, not failed on."""
        try:
            version = self._current_version()
        except Exception:  # noqa: BLE001 — whatever the database's trouble, what is live goes on being served
            served = "nothing yet" if self._live is None else f"version {self._live.version}"
            logger.warning("the catalogue cannot be reached; serving %s", served)
            return
        if self._live is None or version != self._live.version:
            self.refresh()

    def follow(self, poll_s: float) -> None:
        """Start a thread that looks for a new version every `poll_s` seconds until `stop`."""
        if self._follower is None:
            self._follower = threading.Thread(target=self._poll, args=(poll_s,), name="follow-catalogue", daemon=True)
            self._follower.start()

    def stop(self) -> None:
        """Stop following and wait for the thread to end."""
        self._stopping.set()
        if self._follower is not None:
            self._follower.join()

    def _poll(self, poll_s: float) -> None:
        while not self._stopping.wait(poll_s):
            try:
                self.refresh_if_behind()
            except Exception:
                # Nothing is served yet and the build failed: the next look may find the catalogue mended.
                logger.exception("the first snapshot could not be built; trying again")
