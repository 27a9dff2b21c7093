"""What a page weighs on its way to a browser: itself, its styles, its scripts. Bytes as sent, compressed."""

import re

from starlette.testclient import TestClient

_LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"|from "(/static/[^"]+)"')


def heaviest(client: TestClient, paths: list[str]) -> dict[str, float]:
    """kB of the heaviest of the pages as a browser gets it, compressed: itself, its styles, its scripts and all."""
    pages = {path: client.get(path, headers={"accept-encoding": "identity"}).text for path in paths}
    path = max(paths, key=lambda each: weight(client, each))
    linked = {found for pair in _LINKED.findall(pages[path]) for found in pair if found}
    parts = {each: weight(client, each) for each in sorted(linked)}
    css = sum(size for each, size in parts.items() if each.endswith(".css"))
    return {
        "page_kb": round(weight(client, path) / 1000, 1),
        "css_kb": round(css / 1000, 1),
        "with_css_kb": round((weight(client, path) + css) / 1000, 1),
        "with_everything_kb": round((weight(client, path) + sum(parts.values())) / 1000, 1),
    }


def weight(client: TestClient, path: str) -> int:
    """Bytes of one answer on the way to a browser that reads Brotli."""
    with client.stream("GET", path, headers={"accept-encoding": "br"}) as response:
        assert response.status_code == 200, path
        assert response.headers["content-encoding"] == "br", path
        return sum(map(len, response.iter_raw()))
