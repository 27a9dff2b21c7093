"""Whether a request comes from somebody who reads pages or from a program: the Accept header (RFC 9110)."""

from fastapi import Request


def reads_pages(request: Request) -> bool:
    """Whether HTML is named, and wanted at least as much as JSON. "Anything" is a program: browsers name HTML."""
    wanted = dict(_weights(request.headers.get("accept", "")))
    html = max(wanted.get("text/html", 0.0), wanted.get("application/xhtml+xml", 0.0))
    return html > 0 and html >= wanted.get("application/json", 0.0)


def _weights(accept: str) -> list[tuple[str, float]]:
    return [_weight(each) for each in accept[:1000].split(",")]


def _weight(each: str) -> tuple[str, float]:
    kind, *parameters = (part.strip().lower() for part in each.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "q":
            try:
                return kind, float(value)
            except ValueError:
                return kind, 0.0
    return kind, 1.0
