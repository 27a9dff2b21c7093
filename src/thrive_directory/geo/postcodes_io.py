"""Asks postcodes.io for a postcode newer than the table. Off unless an operator turns it on: it tells another host the
postcode. Whatever goes wrong, the answer is None, and the search goes on with the outcode."""

import httpx

from thrive_directory.geo.grid import to_grid
from thrive_directory.geo.place import Point
from thrive_directory.geo.postcode import Postcode
from thrive_directory.geo.postcode_table import Located

ADDRESS = "https://api.postcodes.io"
TIMEOUT_S = 1.0


def postcodes_io_client(address: str = ADDRESS, timeout_s: float = TIMEOUT_S) -> httpx.Client:
    """A client that gives up soon and follows no redirect. The caller closes it."""
    return httpx.Client(base_url=address, timeout=timeout_s, follow_redirects=False)


def look_up(client: httpx.Client, postcode: Postcode) -> Located | None:
    """Authority and position of the postcode, or None: unknown there, no answer in time, or not readable."""
    try:
        response = client.get(f"/postcodes/{postcode.outcode}{postcode.inward}")
        if response.status_code != httpx.codes.OK:
            return None
        result = response.json()["result"]
        point = Point(float(result["longitude"]), float(result["latitude"]))
        return Located(str(result["codes"]["admin_district"]), to_grid(point))
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None
