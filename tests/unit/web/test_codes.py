"""What an address may carry of a question: all that was understood, nothing that reads as words, nothing changed."""

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrive_directory.api.merge import query_of
from thrive_directory.api.params import SearchParams
from thrive_directory.api.understand import understand
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.errors import BadParameter
from thrive_directory.index.words import build_postings
from thrive_directory.search.parse.understood import Understood
from thrive_directory.settings import bundled
from thrive_directory.web.asked import asked_of, words_of
from thrive_directory.web.codes import Asked, _hash, all_values, decode, encode, with_one_more, written
from thrive_directory.web.terms import with_value

VOCABULARY = load_vocabulary(bundled("data/vocabulary.yaml"))
POSTINGS = build_postings(["Harbour Music"], ["A drop-in with music and counselling"])


def again(asked: Asked) -> Asked:
    return decode(encode(asked), VOCABULARY, POSTINGS)


def some(taxonomy: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(VOCABULARY.codes(taxonomy)), unique=True, max_size=4).map(tuple)


ages = st.tuples(st.integers(0, 18), st.integers(18, 25)).map(lambda pair: ((float(pair[0]), float(pair[1])),))
questions = st.builds(
    Asked,
    params=st.builds(
        SearchParams.model_construct,
        grouping=some("grouping"),
        need=some("need"),
        not_mode=some("mode"),
        access=some("access"),
        age=st.one_of(st.just(()), ages),
        language=st.sampled_from([(), ("pl",), ("ur", "en")]),
        free=st.sampled_from([None, True, False]),
        open=st.sampled_from([None, "now", datetime(2026, 11, 24, 17, 30, tzinfo=UTC)]),
        within_km=st.sampled_from([None, 0.5, 7.5, 1000.0]),
        wait=st.sampled_from([None, 0.0, 6.0, 520.0]),
        gp=st.sampled_from([None, "A81001"]),
        school=st.sampled_from([None, "100000"]),
        gender=st.sampled_from([None, "female", "non-binary"]),
        sort=st.sampled_from([None, "distance", "name"]),
    ),
    prefer_need=some("need"),
    words=st.sampled_from([(), ("music",), ("music", "harbour")]),
    urgent=st.booleans(),
    urgent_kinds=st.sampled_from([(), ("abuse",), ("life", "missing")]),
    dropped=st.booleans(),
    guessed=st.booleans(),
    kept=st.lists(st.uuids().map(str), unique=True, max_size=8).map(tuple),
)


@given(questions)
def test_what_goes_in_comes_out(asked: Asked):
    found = again(asked)
    assert found.params.model_dump() == asked.params.model_dump()
    assert (found.prefer_need, found.words) == (asked.prefer_need, asked.words)
    assert (found.urgent, found.urgent_kinds) == (asked.urgent, asked.urgent_kinds)
    assert (found.dropped, found.guessed) == (asked.dropped, asked.guessed)


@given(questions)
def test_what_is_added_to_the_text_is_what_is_added_to_the_question(asked: Asked):
    for name in ("mode", "access", "grouping"):
        value = VOCABULARY.codes(name)[0]
        if value not in getattr(asked.params, name):
            found = decode(with_one_more(asked)(name, value), VOCABULARY, POSTINGS)
            assert found.params.model_dump() == with_value(again(asked), name, value).params.model_dump()
    kept = (str(uuid.UUID(int=1)), str(uuid.UUID(int=2)))
    assert written(asked)(kept) == encode(replace(asked, kept=kept))


def test_nothing_asked_is_no_text():
    assert encode(Asked()) == ""


def test_no_two_values_share_a_code():
    values = [(name, value) for name, found in all_values(VOCABULARY) for value in found]
    assert len({_hash(*pair) for pair in values}) == len(values)


def test_a_history_shows_no_word_and_no_number_of_what_was_asked():
    params = SearchParams.read({"need": "self-harm", "gp": "A81001", "school": "100000", "age": "14"})
    text = encode(Asked(params=params, words=("music",), urgent=True, urgent_kinds=("abuse",)))
    assert re.fullmatch(r"[\w-]+", text)
    for word in ("self", "harm", "A81001", "100000", "music", "abuse", "urgent"):
        assert word not in text


@given(st.text(min_size=1, max_size=60))
def test_any_other_text_is_refused_in_plain_words(text: str):
    with pytest.raises(BadParameter, match="end of this link"):
        decode(text, VOCABULARY, POSTINGS)


@pytest.mark.parametrize("at", range(0, 18, 3))
def test_a_changed_letter_is_noticed(at):
    text = encode(Asked(params=SearchParams.read({"need": "anxiety", "age": "14"})))
    other = "A" if text[at] != "A" else "B"
    with pytest.raises(BadParameter):
        decode(text[:at] + other + text[at + 1 :], VOCABULARY, POSTINGS)


def test_a_word_that_the_catalogue_no_longer_has_is_left_out():
    text = encode(Asked(words=("music",)))
    assert decode(text, VOCABULARY, build_postings(["Other"], ["Things"])).words == ()


@pytest.mark.parametrize(("needs", "filtered"), [(("anxiety", "domestic-abuse"),) * 2, (("domestic-abuse",), ())])
def test_needs_of_danger_come_back_as_they_went(parts, needs, filtered):
    """Beside another need they widen what is shown, alone they shut nothing out; a page's address says the same."""
    said = Understood(needs=needs, urgent_needs=("domestic-abuse",), urgent=True, urgent_kinds=("abuse",))
    question = understand(
        SearchParams.read({"q": "words"}), parts.snapshots.live, replace(parts, parse=lambda _q, _now: said)
    )
    asked = asked_of(question, parts.snapshots.live)
    back = query_of(asked.params, words_of(asked), None, now=question.query.now, limit=20, offset=0)
    for query in (question.query, back):
        assert query.needs == set(filtered)
        assert query.prefer_needs == {"domestic-abuse"}
