"""The websites whose openings of the finder are counted. A key is no secret and opens nothing: it names a sum."""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import delete, select
from sqlmodel import Session, col

from thrive_directory.catalogue.tables import Site
from thrive_directory.errors import BadParameter

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that nobody mistakes for another when they are read out."""


def add_site(session: Session, name: str, today: date) -> Site:
    """A new site with a key of its own, made from its name. Raises `BadParameter` for a name that cannot be used."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 100:
        raise BadParameter("name", "The name of a site has 1 to 100 characters.")
    site = Site(key=_key(name), name=name, added_on=today)
    session.add(site)
    return site


def all_sites(session: Session) -> Sequence[Site]:
    """Every site, by name."""
    return session.scalars(select(Site).order_by(col(Site.name), col(Site.key))).all()


def site_keys(session: Session) -> frozenset[str]:
    """The keys that count."""
    return frozenset(session.scalars(select(col(Site.key))))


def remove_site(session: Session, site_key: str) -> None:
    """Count this site no longer. The sums that there are stay. Raises `BadParameter` for a key that no site has."""
    gone = session.execute(delete(Site).where(col(Site.key) == site_key).returning(col(Site.key))).all()
    if not gone:
        raise BadParameter("key", "No site has this key: `thrive-directory sites list` shows them.")


def _key(name: str) -> str:
    """Letters of the name, so that people know whose it is, and four at random, so that nobody guesses it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "site"
    return f"{words}-{''.join(secrets.choice(_LETTERS) for _ in range(4))}"
