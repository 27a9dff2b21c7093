"""The one place where the program is put together: from settings to parts to the app. Sets nothing up on disk."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from thrive_directory.api.app import create_app
from thrive_directory.api.counters import Counters
from thrive_directory.api.logs import set_up_logs, write_access_line
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import answer_search
from thrive_directory.api.suggest import suggest_places
from thrive_directory.catalogue import queries
from thrive_directory.catalogue.counts import Sums, add_counts, forget_counts
from thrive_directory.catalogue.reports import Problem, forget_reports, keep_report
from thrive_directory.catalogue.session import engine_for, reading, writing
from thrive_directory.catalogue.sites import site_keys
from thrive_directory.catalogue.vocabulary import Vocabulary, load_vocabulary
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.gazetteer import meant
from thrive_directory.geo.institutions import open_institutions
from thrive_directory.geo.postcodes_io import look_up, postcodes_io_client
from thrive_directory.geo.resolve import Places, open_places
from thrive_directory.index.aside import compiled
from thrive_directory.index.holder import Holder
from thrive_directory.index.registry import Registries
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.parse import load_lexicon, parse
from thrive_directory.search.parse.understood import Understood
from thrive_directory.search.relax import search_widened
from thrive_directory.settings import Settings, bundled


@dataclass(frozen=True, slots=True)
class Names:
    """Places as the reader of plain words needs them: how long a name is, whether it is a word too, and outcodes."""

    places: Places

    def longest_name(self, tokens: Sequence[str], start: int, /) -> int:
        """How many tokens from `start` on form the longest known name."""
        found = self.places.gazetteer.longest_name(tokens, start)
        return found[1] if found else 0

    def is_word(self, name: str, /) -> bool:
        """Whether this name is an ordinary word too."""
        return name in self.places.gazetteer.ordinary_words

    def nearly_names(self, text: str, /) -> bool:
        """Whether one place is most likely meant by this misspelt name."""
        alike = self.places.gazetteer.closest(text)
        return bool(alike) and meant(alike) is not None

    def is_outcode(self, text: str, /) -> bool:
        """Whether there is such an outcode."""
        return text in self.places.table.outcodes


def compose(settings: Settings, engine: Engine | None = None) -> Parts:
    """The parts of an app over a data folder and a database that have been set up. Serves no snapshot yet.

    Raises `DataFolderError`, `CatalogueError` or `SourceError` where something is missing or broken."""
    places = _places(settings)
    vocabulary = load_vocabulary(bundled("data/vocabulary.yaml"))
    registries = Registries()
    engine = engine or engine_for(settings)
    return Parts(
        snapshots=holder_of(engine, vocabulary, places.register, settings, registries.prepare),
        search=search_widened,
        resolve=places.resolve,
        suggest=partial(suggest_places, places),
        parse=_reader(vocabulary, places),
        clock=_this_minute,
        limits=settings.search,
        server=settings.server,
        write_line=write_access_line,
        registries=registries,
        folder=settings.storage.data_dir,
        brand=settings.brand,
        practices=open_institutions(settings.storage.data_dir, "practices"),
        keep_report=partial(_keep_report, engine),
        forget_old=partial(_forget_old, engine),
        counters=_counters(engine) if settings.server.count else Counters(),
    )


def _keep_report(engine: Engine, problem: Problem) -> None:
    with suppress(IntegrityError), writing(engine) as session:  # the same, sent twice at once
        keep_report(session, problem)


def _forget_old(engine: Engine) -> None:
    with writing(engine) as session:
        forget_reports(session, datetime.now(UTC).date())
        forget_counts(session, datetime.now(UTC).date())


def _counters(engine: Engine) -> Counters:
    """What counts into this database, and knows its sites."""

    def write(sums: Sums) -> None:
        with writing(engine) as session:
            add_counts(session, sums)

    def sites() -> frozenset[str]:
        with reading(engine) as session:
            return site_keys(session)

    return Counters(write, sites)


def _places(settings: Settings) -> Places:
    """Everything known about places; a postcodes.io is asked for newer postcodes only where the settings name one."""
    places = open_places(settings.storage.data_dir, bundled("data"))
    address = settings.storage.postcodes_io_url
    return places if address is None else replace(places, newer=partial(look_up, postcodes_io_client(address)))


def holder_of(
    engine: Engine,
    vocabulary: Vocabulary,
    areas: AreaRegister,
    settings: Settings,
    prepare: Callable[[Snapshot], None],
) -> Holder:
    """What compiles the catalogue of this database and knows when it has moved on. `prepare` is done to each snapshot
    before it is served."""

    def build() -> Snapshot:
        snapshot = compiled(engine, vocabulary, areas, settings.storage.data_dir)
        prepare(snapshot)
        return snapshot

    def version() -> int:
        with reading(engine) as session:
            return queries.catalogue_version(session)

    return Holder(build, version)


def _this_minute() -> datetime:
    """The time to the minute, as finely as opening hours are told: the same question within it has the same answer."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


def _reader(vocabulary: Vocabulary, places: Places) -> Any:
    lexicon = load_lexicon(bundled("data/lexicon.yaml"), vocabulary)
    names = Names(places)

    def read(q: str, now: datetime) -> Understood:
        return parse(q, lexicon, names, now)

    return read


def ready(parts: Parts) -> Parts:
    """Compile the catalogue, ask a first question and look up a misspelt town, so that the first person does not wait
    for what is made once."""
    parts.snapshots.refresh()
    parts.parse("near hebdon bridge", parts.clock())
    parts.suggest("hebdon b")
    answer_search(SearchParams(q="getting advice near NW1", age=[14]), parts)
    return parts


def app() -> FastAPI:
    """The app of this environment, for a server that wants a factory:
    `uvicorn --factory thrive_directory.api.main:app --no-access-log`. Everything must have been set up."""
    set_up_logs()
    return create_app(ready(compose(Settings())))
