"""The description of the API as it is committed in docs/openapi.json. `python -m tests.openapi_document` writes it."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

from thrive_directory.api.app import create_app
from thrive_directory.settings import SearchSettings

COMMITTED = Path(__file__).parents[1] / "docs" / "openapi.json"


def document() -> dict[str, Any]:
    """The document. No part of the program says anything in it but the limits, which are as they are left alone."""
    return create_app(Mock(limits=SearchSettings())).openapi()


def as_text(content: dict[str, Any]) -> str:
    """The document as it is committed: its order kept, two spaces, so that a change reads well."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    COMMITTED.write_text(as_text(document()), "utf-8")
