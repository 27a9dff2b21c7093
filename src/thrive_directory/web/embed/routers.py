"""The routers of the embedded finder, in the order in which their addresses are tried."""

from thrive_directory.web.embed import code, element, pages

EMBED = (element.router, code.router, pages.router)
"""The last takes every address that is left below `/embed`."""
