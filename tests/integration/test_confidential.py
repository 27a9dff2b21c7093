"""A confidential location leaves by no door: not in a record, not in the feed, not in any export."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.catalogue_records import rich
from tests.integration.conftest import Take, bundled_vocabulary, register
from tests.unit.api.conftest import Holder, lines, parts
from thrive_directory.api.app import create_app
from thrive_directory.api.exports.forms import FORMS
from thrive_directory.api.parts import Parts
from thrive_directory.index.compile import compile_catalogue

__all__ = ["lines", "parts"]  # fixtures
SECRETS = ("SECRET", "Hidden Lane", "HX7", "53.74", "-2.01")


def test_nothing_tells_where_it_is(take: Take, catalogue: Engine, parts: Parts) -> None:
    take(rich())
    snapshot = compile_catalogue(catalogue, bundled_vocabulary(), register(), None)
    with TestClient(create_app(replace(parts, snapshots=Holder(snapshot)))) as client:
        answers = [client.get(path).content for path in ("/changes", f"/services/{snapshot.offer_ids[0]}")]
    answers += [b"".join(_unpacked(name, form.pieces(snapshot, None))) for name, form in FORMS.items()]
    for answer in answers:
        text = answer.decode()
        assert "Quayside" in text  # the offer itself is there
        assert "Quay Street" in text
        assert not [secret for secret in SECRETS if secret in text]


def _unpacked(name: str, pieces: Iterable[bytes]) -> list[bytes]:
    content = b"".join(pieces)
    if name != "zip":
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(each) for each in archive.namelist()]
