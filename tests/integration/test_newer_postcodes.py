"""A postcode newer than the table: asked of a postcodes.io where the operator named one, and of nobody otherwise."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.ready_folder import ready_folder
from thrive_directory.api.main import compose

NEW = "NW1 8ZZ"  # an outcode that exists, an inward code that does not yet


@pytest.fixture
def postcodes_io():
    """A server that speaks as postcodes.io does, and remembers what it was asked."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body = {"result": {"longitude": -0.142, "latitude": 51.539, "codes": {"admin_district": "E09000007"}}}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_by_default_nobody_is_asked(tmp_path):
    place = compose(ready_folder(tmp_path)).resolve(NEW, "near")
    assert place.notes
    assert place.partial  # the outcode, which lies in more than one authority


def test_where_one_is_named_it_is_asked(tmp_path, postcodes_io):
    address, asked = postcodes_io
    settings = ready_folder(tmp_path)
    settings.storage = settings.storage.model_copy(update={"postcodes_io_url": address})
    place = compose(settings).resolve(NEW, "near")
    assert (place.area.name, place.partial) == ("Camden", frozenset())
    assert asked == ["/postcodes/NW18ZZ"]


def test_an_outage_never_fails_a_search(tmp_path):
    settings = ready_folder(tmp_path)
    settings.storage = settings.storage.model_copy(update={"postcodes_io_url": "http://127.0.0.1:9"})
    assert compose(settings).resolve(NEW, "near").notes
