"""A website of somebody else's, on an origin of its own: it guards itself strictly, and records every key that it hears
as the tools do that replay visits."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LISTENER = """
window.heard = []
window.told = []
const kinds = "keydown keyup keypress beforeinput input change compositionstart compositionupdate compositionend " +
  "paste copy submit formdata click mousedown pointerdown touchstart"
const note = (event) => heard.push([event.type, event.key, event.data, event.target.value].join(" "))
for (const kind of kinds.split(" ")) for (const each of [window, document]) each.addEventListener(kind, note, true)
addEventListener("message", ({ data }) => told.push(JSON.stringify(data)))
"""


@dataclass
class Website:
    """Where it is, the lines in the middle of its page, and its content security policy."""

    url: str = ""
    lines: str = ""
    policy: str = ""
    whole: str = ""
    """A page that takes the place of the usual one."""

    def show(self, lines: str, *allowed: str) -> None:
        """Put the lines on the page. `allowed` is added to a policy that lets nothing else in."""
        self.lines, self.whole = lines, ""
        self.policy = "; ".join(("default-src 'none'", *allowed))

    def page(self) -> str:
        """The whole page: a link and a box before and a link after."""
        return self.whole or (
            '<!doctype html><html lang="en"><head><title>Hill School</title>'
            '<meta name="viewport" content="width=device-width"><script src="/listener.js"></script></head>'
            '<body><main><h1>Hill School</h1><p><a id="before" href="#x">Before</a></p>'
            f'<p><label>Search our website <input id="own"></label></p>{self.lines}'
            '<p><a id="after" href="#x">After</a></p></main></body></html>'
        )


@contextmanager
def served() -> Iterator[Website]:
    """Serve it until the block ends. `localhost` and `127.0.0.1` are two origins, whatever the port."""
    website = Website()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_script = self.path == "/listener.js"
            body = (LISTENER if is_script else website.page()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if is_script else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", website.policy)
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    website.url = f"http://localhost:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield website
    server.shutdown()
    server.server_close()
    thread.join(10)
