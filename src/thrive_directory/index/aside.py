"""The index of a large catalogue, compiled in a process of its own and kept as a file that every process maps.

Compiling makes millions of small objects, and what a process once took for them it seldom gives back: done aside, the
memory goes with the process, requests are answered meanwhile without waiting for it, and the next start finds the file.
A small catalogue is compiled where it is asked for, which takes less than starting a process."""

import fcntl
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from pickle import UnpicklingError

from sqlalchemy import Engine

import thrive_directory
from thrive_directory.catalogue import queries, queries_feed
from thrive_directory.catalogue.session import engine_at, reading
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.errors import CatalogueError, DataFolderError
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.swap import current_folder, swapped_in
from thrive_directory.index.compile import compile_catalogue
from thrive_directory.index.file import read_snapshot, write_snapshot
from thrive_directory.index.snapshot import Snapshot

MANY_OFFERS = 2_000  # fewer are compiled in about a second
_FILE, _KEY = "snapshot", "made-from"

logger = logging.getLogger(__name__)


def compiled(engine: Engine, vocabulary: Vocabulary, areas: AreaRegister, folder: Path) -> Snapshot:
    """The catalogue of a database as it stands, mapped from `folder` where it is large.

    Raises `CatalogueError` where compiling aside fails, and why is told by the process that did it; `DataFolderError`
    where the folder cannot be written."""
    with reading(engine) as session:
        is_small = queries.count_services(session) < MANY_OFFERS
    if is_small:
        return compile_catalogue(engine, vocabulary, areas, folder)
    home = folder / "index"
    return _mapped(home, engine, vocabulary, areas) or _made(home, engine, vocabulary, areas)


def _mapped(home: Path, engine: Engine, vocabulary: Vocabulary, areas: AreaRegister) -> Snapshot | None:
    """What was kept, where that is of the catalogue as it stands, made by this program, and whole."""
    try:
        kept = current_folder(home)
        if kept is None or (kept / _KEY).read_text() != _key(engine, vocabulary, areas):
            return None
        return read_snapshot(kept / _FILE, vocabulary)
    except (FileNotFoundError, NotADirectoryError):  # swept away meanwhile by whoever made a newer one
        return None
    except (DataFolderError, UnpicklingError, ValueError, EOFError, OSError):
        logger.warning("the index in %s cannot be read; it is made again", home)
        return None


def _made(home: Path, engine: Engine, vocabulary: Vocabulary, areas: AreaRegister) -> Snapshot:
    """Compile aside and map it. Of several processes one compiles, and the others wait for what it makes."""
    with _one_at_a_time(home):
        found = _mapped(home, engine, vocabulary, areas)
        if found is not None:
            return found
        last = _last(home, engine, vocabulary, areas)
        with swapped_in(home) as aside:
            key = _key(engine, vocabulary, areas)  # if the catalogue moves on meanwhile, the next look makes it again
            url = engine.url.render_as_string(hide_password=False)
            _run(url, vocabulary, areas, aside, last)
            (aside / _KEY).write_text(key)
            return read_snapshot(aside / _FILE, vocabulary)


def _last(home: Path, engine: Engine, vocabulary: Vocabulary, areas: AreaRegister) -> Path | None:
    """The file of the version before, where this program made it of this database by these words and areas."""
    try:
        kept = current_folder(home)
        was = (kept / _KEY).read_text().partition(" ")[0] if kept else ""
    except OSError:
        return None
    return kept / _FILE if kept and was == _key(engine, vocabulary, areas).partition(" ")[0] else None


def _run(url: str, vocabulary: Vocabulary, areas: AreaRegister, aside: Path, last: Path | None) -> None:
    terms = Vocabulary(
        {name: dict(of.items()) for name, of in vocabulary.by_taxonomy.items()}
    )  # plain, to be handed on
    process = get_context("spawn").Process(target=compile_to, args=(url, terms, areas, aside, last), daemon=True)
    process.start()
    process.join()
    if process.exitcode:
        raise CatalogueError(f"The index was not compiled: the process that does it ended with {process.exitcode}.")


def compile_to(url: str, vocabulary: Vocabulary, areas: AreaRegister, aside: Path, last: Path | None = None) -> None:
    """What the other process does: compile the catalogue of a database into a folder, out of the last version and what
    has changed since where that can be done."""
    engine = engine_at(url)
    try:
        before = None if last is None else read_snapshot(last, vocabulary)
        snapshot = compile_catalogue(engine, vocabulary, areas, aside, before)
    except Exception:
        if last is None:
            raise
        logger.exception("the last index cannot be made into the new one; all is compiled again")
        snapshot = compile_catalogue(engine, vocabulary, areas, aside)
    write_snapshot(snapshot, aside / _FILE, shelve=True)
    engine.dispose()


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "compiling").open("w")
    except OSError as error:
        raise DataFolderError(f"The index cannot be written to {home}: {error.strerror}.") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _key(engine: Engine, vocabulary: Vocabulary, areas: AreaRegister) -> str:
    """Two digests: one that changes with the program, with what it reads the catalogue by and with the run of versions,
    and one that changes with each version. A database that was brought back from a copy counts its versions again from
    there: when each was made tells them apart."""
    with reading(engine) as session:
        version, identity = queries.catalogue_version(session), queries_feed.feed_identity(session)
        told = [version, identity and tuple(identity), queries_feed.last_published(session)]
    read_by = [_program(), vocabulary, areas.version, identity and identity.epoch]
    return " ".join(hashlib.sha256(repr(part).encode()).hexdigest() for part in (read_by, told))


@cache
def _program() -> str:
    """The digest of every module of this program."""
    home, digest = Path(thrive_directory.__file__).parent, hashlib.sha256()
    for path in sorted(home.rglob("*.py")):
        digest.update(str(path.relative_to(home)).encode() + path.read_bytes())
    return digest.hexdigest()
