"""What docs/api.md tells those who keep a copy to run, run against a real server: curl, Python and JavaScript."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright._impl._driver import compute_driver_executable

from tests.ready_folder import ready_folder
from tests.running_server import serving

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
HERE = "127.0.0.1:8000"


def block(language):
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return found


COMMANDS = [line for line in re.findall(r"^curl .+$", PAGE, re.MULTILINE) if "/search" not in line]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    ready_folder(folder)
    with serving(folder, tmp_path_factory.mktemp("logs")) as running:
        yield running


def run(arguments, text=None):
    done = subprocess.run(arguments, input=text, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_commands_to_try():
    assert len(COMMANDS) == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_answered(server, command):
    words = shlex.split(command)
    address = next(word for word in words if HERE in word).replace(HERE, server.url)
    assert httpx.get(address).status_code == 200


def test_the_python_ends_with_every_offer(server):
    offers = httpx.get(f"{server.url}/exports").json()["offers"]
    assert run([sys.executable, "-"], block("python").replace(f"http://{HERE}", server.url)) == f"{offers} offers\n"


def test_the_javascript_ends_with_every_offer(server):
    node = shutil.which("node") or compute_driver_executable()[0]
    offers = httpx.get(f"{server.url}/exports").json()["offers"]
    script = block("js").replace(f"http://{HERE}", server.url)
    assert run([node, "--input-type=module", "-"], script) == f"{offers} offers\n"
