"""Hostile and broken text: a safe answer or a clear error, in linear time, and nothing typed in the error."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.test_plain_words import ROOT, FewTowns, FileVocabulary
from thrive_directory.errors import BadParameter
from thrive_directory.search.parse import Understood, load_lexicon, parse

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())
HOSTILE = (
    "",
    " ",
    "\x00\x01\x02\x1b[31m",
    "'; DROP TABLE services; --",
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "\u202emih rof tnaw i\u202c \u200bsui\u200bcide\u200b",
    "أريد المساعدة لابني",
    "我想要帮助",
    "😭" * 125,
    "a" * 500,
    "a " * 250,
    "1 " * 250,
    "my " * 166,
    "not " * 125,
    "kill " * 100,
    "year 9 " * 70,
    "11 and " * 70,
    "in reading " * 45,
    "near wolverhampstock bridgewatery " * 14,  # forgiving the spelling of a place's name, over and over
    "dont want to " * 38,
    "anxeity depresion sucidal " * 19,
    "abcdefghijklmnopqrstuvwx " * 20,
    "counzelling anxeitous teenagger referrall embarassd overwhelmd concentraton psycholgist " * 5,  # all misspelt
    "qwkzjxvbnmpl trbvcxzlkjhg plmoknijbuhv " * 12,  # words that nobody knows
    "'" * 500,
    "a'" * 250,
    "½ ² ٣ १४ ⑭ 14 yo",
    "9" * 500,
    "-" * 500,
    "%s %d {0} {self} ${jndi:ldap://x}",
    "\ud83d lone surrogate",
)


@pytest.mark.parametrize("q", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gets_a_safe_answer(q):
    assert isinstance(parse(q, LEXICON, FewTowns(), NOW), Understood)


@pytest.mark.parametrize("length", [501, 20_000])
def test_over_500_characters_is_a_clear_error_that_echoes_nothing(length):
    with pytest.raises(BadParameter) as raised:
        parse("zebra " * (length // 5), LEXICON, FewTowns(), NOW)
    assert raised.value.parameter == "q"
    assert "500" in raised.value.message
    assert "zebra" not in raised.value.message


def test_hidden_characters_do_not_hide_danger():
    for q in (
        "i feel sui\u200bcidal",
        "s u i c i d e",
        "su1cidal",
        "SUICIDAL",
        "suicidal\u00ad",
        "i want to k1ll myself",
    ):
        assert parse(q, LEXICON, FewTowns(), NOW).urgent_kinds == ("life",), ascii(q)


@given(st.text(max_size=500))
@settings(max_examples=150, deadline=None)
def test_any_text_is_understood_somehow(q):
    understood = parse(q, LEXICON, FewTowns(), NOW)
    assert understood.urgent == bool(understood.urgent_kinds)
    assert set(understood.urgent_needs) <= set(understood.needs)
    assert not set(understood.modes) & set(understood.not_modes)


WORDS = sorted(LEXICON.known | {"14", "6", "year", "nw1", "8ql", "leeds", "in", "and", "not", "no", "m14", "pm"})


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_known_words_is_understood_somehow(q):
    understood = parse(q[:500], LEXICON, FewTowns(), NOW)
    assert all(0 <= low <= high <= 120 for low, high in understood.ages)
    assert parse(q[:500], LEXICON, FewTowns(), NOW) == understood
