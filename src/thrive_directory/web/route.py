"""The route of a page: whatever goes wrong behind it becomes a page too, with urgent help on it. No JSON here."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response

from thrive_directory import errors
from thrive_directory.api.logs import private_trace
from thrive_directory.api.problems import kind_of
from thrive_directory.web.language import gettext as _
from thrive_directory.web.page import OURS, Setting, page

logger = logging.getLogger("thrive_directory.web")
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(APIRoute):
    """Answers errors of ours with a page in plain words."""

    ignores_unknown_parameters = True

    def setting(self, request: Request) -> Setting:  # noqa: ARG002  # for routes whose setting depends on it
        """What a page of this route stands in."""
        return OURS

    def get_route_handler(self) -> Handler:
        """The route's own handler with its errors turned into pages."""
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await inner(request)
            except errors.DirectoryError as error:
                if kind_of(error).status == 500:
                    logger.error("a page failed: %s", private_trace(error))  # noqa: TRY400
                found = error
            except RequestValidationError:
                found = errors.BadParameter("address", "The address cannot be read.")
            except HTTPException:
                raise
            except Exception as error:  # noqa: BLE001  # whatever it is, a person needs a page, and urgent help
                logger.error("a page failed: %s", private_trace(error))  # noqa: TRY400  # without its words
                found = errors.DirectoryError("")
            return error_page(request, found, self.setting(request))

        return handle


def error_page(request: Request, error: errors.DirectoryError, setting: Setting = OURS) -> Response:
    """What went wrong and what to do, in plain words; never what was typed."""
    status = kind_of(error).status
    title, text = _words(error, status)
    answer = page(request, "error.html", status=status, private=True, setting=setting, title=title, text=text)
    if status == 503:
        answer.headers["Retry-After"] = "2"
    return answer


def no_such_page(request: Request) -> Response:
    """The page for an address that is none of ours."""
    return error_page(request, errors.ServiceNotFound(_("Check that the address is right, or start again below.")))


def _words(error: errors.DirectoryError, status: int) -> tuple[str, str]:
    if isinstance(error, errors.SnapshotNotReady):
        return _("We are just starting up"), _("Try again in a few seconds. Urgent help is below, and works now.")
    if status >= 500:
        return _("Something went wrong on our side"), _("It is not your fault. Try again in a minute.")
    if status == 413:
        return _("That was too long"), error.message
    if status == 404:
        return _("We cannot find that page"), error.message
    return _("That link does not work"), error.message
