"""Words of danger in what was typed into a form that needs another look, however long it is. Keeps nothing of it."""

from thrive_directory.api.parts import Parts

_PIECE, _OVERLAP = 500, 60  # characters: what a question may hold, and longer than any phrase of danger
_MOST = 20_000


def danger_in(words: str, parts: Parts) -> tuple[str, ...] | None:
    """The kinds of danger that the words name, perhaps none of them; None where they hold no danger.

    Too many words are refused as a question, but a call for help at their end is still heard."""
    pieces = [words[at : at + _PIECE] for at in range(0, min(len(words), _MOST), _PIECE - _OVERLAP)]
    heard = [said for said in (parts.parse(piece, parts.clock()) for piece in pieces if piece.strip()) if said.urgent]
    return tuple(dict.fromkeys(kind for said in heard for kind in said.urgent_kinds)) if heard else None
