"""The templates: every word of the interface goes through gettext, and every template compiles."""

import re

import pytest

from thrive_directory.web.page import environment

OURS = sorted(name for name in environment().list_templates() if not name.startswith("govuk"))
_NOT_SHOWN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("name", OURS)
def test_no_word_stands_bare(name):
    source = environment().loader.get_source(environment(), name)[0]
    bare = _NOT_SHOWN.sub(" ", "".join(untranslated(source)))
    assert re.findall(r"[A-Za-z]{2,}", bare) == []


def untranslated(source):
    """The text of a template between its tags, but for what stands inside {% trans %}."""
    in_trans = False
    for _line, kind, value in environment().lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            in_trans = value == "trans"
        if kind == "data" and not in_trans:
            yield value


@pytest.mark.parametrize("name", OURS)
def test_it_compiles(name):
    assert environment().get_template(name)


def test_a_link_to_elsewhere_tells_nobody_where_it_was_followed():
    """Elsewhere lead addresses that stand in a template, and those that records hold: their `url` or `value`."""
    sources = [environment().loader.get_source(environment(), name)[0] for name in OURS]
    outward = r'<a\b[^>]*href="(?:https?:|{{ (?:\w+\.)*(?:url|value) )[^>]*>'
    tags = [tag for source in sources for tag in re.findall(outward, source)]
    assert len(tags) > 1
    assert [tag for tag in tags if 'rel="noreferrer"' not in tag] == []
