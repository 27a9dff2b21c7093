"""The app as a function of its parts. Holds the order of what wraps what; routes live in `routes/`."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI

from thrive_directory.api.access_log import AccessLog
from thrive_directory.api.deps import known_parameters
from thrive_directory.api.handlers import add_handlers
from thrive_directory.api.head import Head
from thrive_directory.api.headers import Envelope
from thrive_directory.api.ids import CanonicalIds
from thrive_directory.api.logs import private_trace
from thrive_directory.api.openapi import DESCRIPTION, TAGS, describe
from thrive_directory.api.parts import Parts
from thrive_directory.api.routes import (
    changes,
    choose,
    docs,
    exports,
    health,
    open_referral,
    open_referral_records,
    places,
    root,
    search,
    services,
)
from thrive_directory.api.version import VERSION
from thrive_directory.web.page import load_templates
from thrive_directory.web.routers import PAGES

logger = logging.getLogger("thrive_directory.api")
_MINUTE_S, _DAY_S = 60, 24 * 60 * 60


def create_app(parts: Parts) -> FastAPI:
    """Everything served, from these parts. While it runs it follows the catalogue."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        parts.snapshots.follow(parts.server.poll_s)
        load_templates()
        tasks = [asyncio.create_task(work(parts)) for work in (_forget_daily, _flush_counts)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            parts.snapshots.stop()
            await asyncio.to_thread(parts.counters.flush)

    app = FastAPI(
        title="thrive-directory",
        version=VERSION,
        summary=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(known_parameters)],
        lifespan=lifespan,
    )
    app.state.parts = parts
    for part in (
        search,
        choose,
        places,
        services,
        open_referral,
        open_referral_records,
        changes,
        exports,
        root,
        health,
        docs,
    ):
        app.include_router(part.router)
    for router in PAGES:
        app.include_router(router)
    add_handlers(app)
    app.add_middleware(Head)
    app.add_middleware(CanonicalIds)
    app.add_middleware(Envelope)
    app.add_middleware(AccessLog, write_line=parts.write_line)
    describe(app)
    return app


async def _forget_daily(parts: Parts) -> None:
    """Delete what may no longer be kept: a minute after the start, when the program is ready, and then once a day.
    A database that is busy or away is asked again the day after."""
    wait_s = _MINUTE_S
    while parts.forget_old is not None:
        await asyncio.sleep(wait_s)
        wait_s = _DAY_S
        try:
            await asyncio.to_thread(parts.forget_old)
        except Exception as error:  # noqa: BLE001  # whatever it is, the app goes on serving
            logger.error("old reports and counts were not deleted: %s", private_trace(error))  # noqa: TRY400


async def _flush_counts(parts: Parts) -> None:
    """Hand the counts on at intervals, aside from all requests. A crash loses at most one interval's."""
    while parts.counters.enabled:
        await asyncio.to_thread(parts.counters.flush)
        await asyncio.sleep(parts.server.count_flush_s)
