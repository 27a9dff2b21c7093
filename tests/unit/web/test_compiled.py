"""Templates are compiled once, ahead of anybody's page, and never served stale."""

import pytest
from jinja2 import DictLoader, Environment

from thrive_directory.web import page
from thrive_directory.web.compiled import Compiled, load_all

TEMPLATES = {"a.html": '{% extends "b.html" %}{% from "other/c.html" import c %}', "b.html": "old", "other/c.html": "c"}


class NeverCompiles(Environment):
    """Only reads what has been compiled."""

    def compile(self, *_args, **_named):
        raise AssertionError("a template was compiled")


def environment(folder, templates=TEMPLATES, kind=Environment):
    return kind(loader=DictLoader(templates), bytecode_cache=Compiled(folder), autoescape=True)


@pytest.fixture(autouse=True)
def writing(monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def test_what_one_program_compiled_the_next_only_reads(tmp_path):
    assert load_all(environment(tmp_path), "other") == 3
    assert load_all(environment(tmp_path, kind=NeverCompiles), "other") == 3


def test_a_template_that_has_changed_is_compiled_again(tmp_path):
    load_all(environment(tmp_path), "other")
    changed = environment(tmp_path, TEMPLATES | {"b.html": "new"})
    assert changed.get_template("a.html").render() == "new"


def test_nothing_is_written_where_python_writes_no_code_either(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    load_all(environment(tmp_path), "other")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path):
    absent = tmp_path / "absent" / "folder"  # its parent is missing, so it cannot be made
    assert environment(absent).get_template("b.html").render() == "old"


def test_every_template_is_ready_before_the_first_page(client):
    assert client.get("/healthz").status_code == 200
    loaded = {name for _loader, name in page.environment().cache}
    assert set(page.environment().list_templates(["html"])) & {n for n in loaded if not n.startswith("govuk")}
    missing = [n for n in page.environment().list_templates(["html"]) if not n.startswith("govuk") and n not in loaded]
    assert missing == []
