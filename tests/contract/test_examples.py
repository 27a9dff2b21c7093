"""The questions that the documents tell people to try, put to the real app over the real seed."""

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]


def _commands(page: str) -> list[str]:
    """Every curl command of a page's code blocks, with continued lines joined."""
    text = (ROOT / page).read_text("utf-8").replace("\\\n", " ")
    return re.findall(r"^curl .+$", text, re.MULTILINE)


EXAMPLES = [
    (page, command) for page in ("README.md", "docs/api.md") for command in _commands(page) if "/search" in command
]


def _asked(api, command):
    words = shlex.split(command)
    url = urlsplit("http://" + next(word for word in words[1:] if "127.0.0.1" in word))
    if "-d" not in words:
        return api.get(f"{url.path}?{url.query}")
    header = words[words.index("-H") + 1].split(": ")
    return api.post(url.path, content=words[words.index("-d") + 1], headers=dict([header]))


def test_the_readme_has_three_questions():
    assert len(_commands("README.md")) == 3


@pytest.mark.parametrize(("page", "command"), EXAMPLES)
def test_every_example_gives_options_with_reasons(api, page, command):
    response = _asked(api, command)
    assert response.status_code == 200
    answer = response.json()
    assert answer["results"]
    assert all(result["reasons"] for result in answer["results"])
    assert answer["urgent_help"][0]["tel"] == "999"


def test_the_example_answer_has_the_members_of_a_real_one(api):
    blocks = re.findall(r"^```json\n(.*?)^```", (ROOT / "docs/api.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    shown = json.loads(blocks[0])
    real = api.get("/search", params={"near": "NW1 8QL", "grouping": "getting-advice", "age": 14}).json()
    assert shown.keys() == real.keys()
    assert shown["understood"].keys() <= real["understood"].keys()
    assert shown["results"][0].keys() == real["results"][0].keys()
    assert shown["results"][0]["service"].keys() <= real["results"][0]["service"].keys()
    assert shown["near_misses"][0].keys() == real["near_misses"][0].keys()


def test_the_example_problem_is_what_comes_back(api):
    blocks = re.findall(r"^```json\n(.*?)^```", (ROOT / "docs/api.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    real = api.get("/search", params={"near": "NW1", "grupping": "getting-advice"}).json()
    assert real.pop("urgent_help")
    assert real == json.loads(blocks[1])
