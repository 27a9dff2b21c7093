"""Every environment variable, in small typed groups. A bad value stops the start with its name; nothing else
reads the environment."""

from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from thrive_directory.errors import SettingsError

_PACKAGE = Path(__file__).parent


class StorageSettings(BaseSettings):
    """Where the program keeps what it writes, and which database holds the catalogue."""

    model_config = SettingsConfigDict(env_prefix="THRIVE_", extra="ignore")

    data_dir: Path = Field(Path("var"), description="Folder of every file the program writes; made when missing.")
    database_url: str | None = Field(
        None,
        description="postgresql+psycopg://… for production; unset: a SQLite file in the data folder.",
    )
    northern_ireland_postcodes: bool = Field(
        True, description="Include BT postcodes, which carry Land & Property Services' own terms."
    )
    postcodes_io_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s\"'<>]+$",
        description="A postcodes.io to ask for postcodes newer than the table: it is told them. Unset: none.",
    )


class SearchSettings(BaseSettings):
    """Limits of a search."""

    model_config = SettingsConfigDict(env_prefix="THRIVE_SEARCH_", extra="ignore")

    default_limit: int = Field(20, ge=1, le=100, description="Results on a page when none is asked for.")
    max_limit: int = Field(100, ge=1, le=1000, description="The most results a page may hold.")


class ServerSettings(BaseSettings):
    """How the HTTP server presents itself."""

    model_config = SettingsConfigDict(env_prefix="THRIVE_", extra="ignore")

    public_url: str = Field(
        "http://127.0.0.1:8000", description="Address that links in answers start with, no slash at the end."
    )
    publisher: str | None = Field(
        None,
        min_length=1,
        max_length=120,
        description="Who publishes this directory. Unset: the brand's name.",
    )
    poll_s: float = Field(0.5, gt=0, le=60, description="Seconds between looks for a new catalogue version.")
    count: bool = Field(True, description="Count searches, views, copies, prints and embeds, as sums by month.")
    count_flush_s: float = Field(60, gt=0, le=3600, description="Seconds between two writings of the counts.")


class BrandSettings(BaseSettings):
    """Whose directory this is, as its pages show it."""

    model_config = SettingsConfigDict(env_prefix="THRIVE_BRAND_", extra="ignore")

    name: str = Field("Local Help", min_length=1, max_length=60, description="Name at the top of every page.")
    colour: str = Field(
        "#0b4f5c",
        pattern=r"^#[0-9a-fA-F]{6}$",
        description="Colour of the bands and the name; dark enough to be read on white.",
    )
    exit_url: str = Field(
        "https://www.bbc.co.uk/weather",
        pattern=r"^https://[^\s\"'<>]+$",
        description="Where “Exit this page” goes: an everyday page that says nothing about this one.",
    )

    @field_validator("colour")
    @classmethod
    def _is_readable(cls, colour: str) -> str:
        if contrast_on_white(colour) < 4.5:
            raise ValueError("must stand out from white by 4.5 to 1 or more; choose a darker colour")
        return colour


def contrast_on_white(colour: str) -> float:
    """The contrast of `#rrggbb` with white, from 1 to 21, as WCAG 2.2 defines it (relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class Settings:
    """All groups, read once at start. Raises `SettingsError` that names the variable at fault."""

    def __init__(self) -> None:
        try:
            self.storage = StorageSettings()
            self.search = SearchSettings()
            self.server = ServerSettings()
            self.brand = BrandSettings()
        except ValidationError as error:
            prefixes = {"SearchSettings": "THRIVE_SEARCH_", "BrandSettings": "THRIVE_BRAND_"}
            prefix = prefixes.get(error.title, "THRIVE_")
            first = error.errors(include_input=False)[0]
            name = prefix + str(first["loc"][0]).upper()
            raise SettingsError(f"{name}: {first['msg']}") from None


def bundled(name: str) -> Path:
    """Path of a file or folder that ships with the program (`data/...`, `alembic`, `alembic.ini`)."""
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.exists() else _PACKAGE.parents[1] / name
