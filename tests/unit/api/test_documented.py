"""Documentation that cannot rot: every setting and every route is in docs/settings.md, with its default and methods."""

import re
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from tests.unit.api.conftest import served_routes
from thrive_directory import settings as module
from thrive_directory.api.app import create_app

PAGE = (Path(__file__).parents[3] / "docs" / "settings.md").read_text("utf-8")
GROUPS = [
    group
    for group in vars(module).values()
    if isinstance(group, type) and issubclass(group, BaseSettings) and group is not BaseSettings
]
SETTINGS = [
    (f"{group.model_config['env_prefix']}{name.upper()}", field)
    for group in GROUPS
    for name, field in group.model_fields.items()
]


@pytest.mark.parametrize(("variable", "field"), SETTINGS, ids=[variable for variable, _ in SETTINGS])
def test_every_setting_is_documented_with_its_default(variable, field):
    row = re.search(rf"^\| `{variable}` \| (.+?) \| .+ \|$", PAGE, re.MULTILINE)
    assert row, f"{variable} is missing"
    if variable not in {"THRIVE_PUBLIC_URL", "THRIVE_DATABASE_URL"}:
        assert row[1].lower() == f"`{str(field.default).lower()}`"


def test_no_setting_is_documented_that_does_not_exist():
    assert set(re.findall(r"^\| `(THRIVE_\w+)`", PAGE, re.MULTILINE)) == {variable for variable, _ in SETTINGS}


def test_every_route_is_documented_with_its_methods(parts):
    served: dict[str, set[str]] = {}
    for route in served_routes(create_app(parts).routes):
        served.setdefault(route.path, set()).update(route.methods - {"HEAD"})
    documented = {
        path: set(methods.split(", ")) for path, methods in re.findall(r"^\| `(/[^`]*)` \| ([A-Z, ]+) \|", PAGE, re.M)
    }
    assert documented == served
