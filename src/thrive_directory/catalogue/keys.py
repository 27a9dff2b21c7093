"""How every key is made: the same source and source id always give the same UUID. Pure."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("9f0b1c52-6a35-5b0c-8f3e-2d1f4b6a7c10")


def key(*parts: object) -> str:
    """UUID (version 5) of what names a thing, outermost first: source, kind, the source's own id.

    The parts are joined by a character that no name holds, so ("a", "bc") and ("ab", "c") differ."""
    return str(uuid5(_NAMESPACE, "\x1f".join(str(part) for part in parts)))
