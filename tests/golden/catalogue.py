"""The seed and the town in a catalogue of their own, and the parts of an app that serves it at a fixed moment."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tests.ready_folder import ready_folder
from thrive_directory.api.main import compose
from thrive_directory.api.parts import Parts
from thrive_directory.catalogue import queries
from thrive_directory.catalogue.ingest import ingest
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.offer import Offer
from thrive_directory.catalogue.session import engine_for, reading, writing
from thrive_directory.catalogue.vocabulary import TAXONOMIES, load_vocabulary
from thrive_directory.cli.setup import locate
from thrive_directory.geo.resolve import Places, open_places
from thrive_directory.opening.hours import LONDON
from thrive_directory.settings import Settings, bundled
from thrive_directory.sources.record import AreaRecord, SourceRecord
from thrive_directory.sources.seed import SeedSource

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 16, 30, tzinfo=LONDON)
"""Tuesday afternoon, after school: the moment of asking."""


class TownSource(SeedSource):
    """The invented town, spelled as the seed is, with the areas that only a polygon can say."""

    name = "golden-town"
    licence = "Invented."

    def records(self) -> Iterator[SourceRecord]:
        """Every offer of the town."""
        drawn = json.loads((HERE / "polygons.geojson").read_text(encoding="utf-8"))["features"]
        polygons = {feature["id"]: feature["geometry"] for feature in drawn}
        for record in super().records():
            shape = polygons.get(record.source_id)
            yield record.model_copy(update={"areas": (AreaRecord(polygon=shape),)}) if shape else record


@dataclass(frozen=True)
class Golden:
    """The app's parts, and every published offer by the key that its source knows it by."""

    parts: Parts
    places: Places
    offers: Mapping[str, Offer]
    key_of: Mapping[str, str]


def build(folder: Path) -> Golden:
    """Set up a data folder with the seed and the town, and compile it."""
    settings = ready_folder(folder)
    places = open_places(settings.storage.data_dir, bundled("data"))
    _take_in_town(settings, places)
    with reading(engine_for(settings)) as session:
        stored = [queries.stored_records(session, key("source", name)) for name in (SeedSource.name, TownSource.name)]
        key_of = {service: record.record_id for records in stored for service, record in records.items()}
        offers = {key_of[each.offer.id]: each.offer for each in queries.published(session, places.register)}
    parts = replace(compose(settings), clock=lambda: NOW)
    parts.snapshots.refresh()
    return Golden(parts, places, offers, key_of)


def _take_in_town(settings: Settings, places: Places) -> None:
    vocabulary = load_vocabulary(bundled("data/vocabulary.yaml"))
    codes = {taxonomy: frozenset(vocabulary.codes(taxonomy)) for taxonomy in TAXONOMIES}
    town = TownSource(HERE / "town.yaml", codes, frozenset(places.register.areas))
    with writing(engine_for(settings)) as session:
        report = ingest(session, town, areas=places.register, locate=lambda text: locate(places, text))
    if report.rejected or report.refused:
        raise ValueError("\n".join(problem.message for problem in (*report.rejected, *report.refused)))
