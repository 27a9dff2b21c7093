"""Every environment variable, in small typed groups. A bad value stops the start with its name; nothing else
reads the environment."""

from pathlib import Path

from pydantic import Field, ValidationError
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
    poll_s: float = Field(0.5, gt=0, le=60, description="Seconds between looks for a new catalogue version.")


class Settings:
    """All groups, read once at start. Raises `SettingsError` that names the variable at fault."""

    def __init__(self) -> None:
        try:
            self.storage = StorageSettings()
            self.search = SearchSettings()
            self.server = ServerSettings()
        except ValidationError as error:
            prefix = {"SearchSettings": "THRIVE_SEARCH_"}.get(error.title, "THRIVE_")
            first = error.errors(include_input=False)[0]
            name = prefix + str(first["loc"][0]).upper()
            raise SettingsError(f"{name}: {first['msg']}") from None


def bundled(name: str) -> Path:
    """Path of a file or folder that ships with the program (`data/...`, `alembic`, `alembic.ini`)."""
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.exists() else _PACKAGE.parents[1] / name
