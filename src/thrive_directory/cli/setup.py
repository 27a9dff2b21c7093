"""Makes a data folder and a database ready to serve: whatever is missing, in an order that a second run can mend."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine

from thrive_directory.catalogue import queries
from thrive_directory.catalogue.ingest import ImportReport, ingest
from thrive_directory.catalogue.reference import seed_areas, seed_vocabulary
from thrive_directory.catalogue.session import engine_for, migrate, reading, writing
from thrive_directory.catalogue.vocabulary import TAXONOMIES, Vocabulary, load_vocabulary
from thrive_directory.cli.progress import Report
from thrive_directory.errors import DataFolderError, UnknownPlace
from thrive_directory.geo.place import Place
from thrive_directory.geo.postcode import Postcode
from thrive_directory.geo.resolve import Places, build_places, open_places
from thrive_directory.settings import Settings, bundled
from thrive_directory.sources.seed import SeedSource


def ensure_ready(settings: Settings, report: Report) -> Engine:
    """Make everything ready to serve; a catalogue that holds nothing yet takes in the seed. Raises as `prepare`."""
    engine, places = prepare(settings, report)
    with reading(engine) as session:
        is_new = queries.catalogue_version(session) == 0
    if is_new:
        import_seed(engine, places, report)
    return engine


def prepare(settings: Settings, report: Report) -> tuple[Engine, Places]:
    """Migrate the database and build the tables of places, each only where it is needed.

    What cannot work is found out first, before anything that takes long. Raises `DataFolderError`, `CatalogueError`
    or `SourceError`."""
    check_data_folder(settings.storage.data_dir)
    engine = engine_for(settings)
    migrate(engine)
    return engine, ready_places(settings, report)


def check_data_folder(folder: Path) -> None:
    """Make the folder where it is missing. Raises `DataFolderError` when nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise DataFolderError(f"The data folder {folder} cannot be written: {error.strerror}.") from None


def ready_places(settings: Settings, report: Report) -> Places:
    """Everything known about places, built first where it is missing or older than what it is made from."""
    folder, northern = settings.storage.data_dir, settings.storage.northern_ireland_postcodes
    build_places(folder, bundled("data"), include_northern_ireland=northern, progress=report)
    return open_places(folder, bundled("data"))


def import_seed(engine: Engine, places: Places, report: Report) -> ImportReport:
    """Take in the vocabularies, the areas and the seed, in one transaction. Doing it again changes nothing."""
    vocabulary = load_vocabulary(bundled("data/vocabulary.yaml"))
    seed = seed_source(vocabulary, places)
    report("Reading the seed", 0.0)
    with writing(engine) as session:
        seed_vocabulary(session, vocabulary)
        seed_areas(session, places.register)
        return ingest(
            session,
            seed,
            areas=places.register,
            locate=lambda text: locate(places, text),
            tombstones=seed.tombstones(),
            urgent_help=seed.urgent_help(),
        )


def seed_source(vocabulary: Vocabulary, places: Places) -> SeedSource:
    """The seed that ships with the program, checked against the vocabularies and the areas."""
    codes: dict[str, frozenset[str]] = {taxonomy: frozenset(vocabulary.codes(taxonomy)) for taxonomy in TAXONOMIES}
    return SeedSource(bundled("data/seed_services.yaml"), codes, frozenset(places.register.areas))


def locate(places: Places, text: str) -> Place | None:
    """The place of a full postcode, or None where it is none or is not in the table."""
    try:
        return places.postcode(Postcode.parse(text))
    except UnknownPlace:
        return None
