"""The vocabularies: what they hold, what is nearest to a wrong code, and how a broken file is refused."""

from pathlib import Path
from uuid import UUID

import pytest
import yaml

from thrive_directory.catalogue.vocabulary import TAXONOMIES, Vocabulary, load_vocabulary
from thrive_directory.errors import BadParameter, SourceError

BUNDLED = Path(__file__).parents[3] / "data" / "vocabulary.yaml"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(BUNDLED)


def test_there_are_five_groupings_in_the_order_of_the_framework(vocabulary: Vocabulary) -> None:
    assert vocabulary.codes("grouping") == (
        "thriving",
        "getting-advice",
        "getting-help",
        "getting-more-help",
        "getting-risk-support",
    )
    assert vocabulary.term("grouping", "getting-advice").label == "Getting Advice and Signposting"


def test_every_term_has_what_a_reader_needs(vocabulary: Vocabulary) -> None:
    terms = [term for taxonomy in TAXONOMIES for term in vocabulary.terms(taxonomy)]
    assert len({term.id for term in terms}) == len(terms) > 100
    for term in terms:
        assert UUID(term.id).version == 5
        assert term.label
        assert term.plain
        assert term.description.endswith("."), term.code


def test_ids_of_terms_never_change(vocabulary: Vocabulary) -> None:
    assert vocabulary.term("grouping", "getting-help").id == "38a32cc1-76d6-518e-8fe2-8d833ca18397"


def test_only_thoughts_of_suicide_are_urgent_by_themselves(vocabulary: Vocabulary) -> None:
    assert [term.code for term in vocabulary.terms("need") if term.urgent] == ["suicidal-thoughts"]


@pytest.mark.parametrize(
    ("taxonomy", "typed", "first"),
    [
        ("need", "anxeity", "anxiety"),
        ("need", "depression", "low-mood"),
        ("grouping", "getting advise", "getting-advice"),
        ("grouping", "getting_help", "getting-help"),
        ("mode", "face to face", "in-person"),
        ("access", "wheelchair", "step-free"),
    ],
)
def test_the_nearest_code_comes_first(vocabulary: Vocabulary, taxonomy: str, typed: str, first: str) -> None:
    assert vocabulary.nearest(taxonomy, typed)[0] == first


def test_nonsense_is_near_to_nothing_or_to_all_of_a_few(vocabulary: Vocabulary) -> None:
    assert vocabulary.nearest("need", "zzzz") == ()
    assert vocabulary.nearest("sector", "zzzz") == vocabulary.codes("sector")


def test_an_unknown_code_is_refused_with_the_nearest_and_never_repeated(vocabulary: Vocabulary) -> None:
    with pytest.raises(BadParameter) as caught:
        vocabulary.term("need", "anxeity")
    assert (caught.value.parameter, caught.value.nearest[0]) == ("need", "anxiety")
    assert "anxeity" not in caught.value.message


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"need": None}, "need"),
        ({"need": {}}, "record 'need', field 'terms'"),
        ({"colour": {"red": {"label": "Red", "description": "Red."}}}, "colour"),
        ({"need": {"a": {"label": "A"}}}, "record 'need.a', field 'description'"),
        ({"need": {"a": {"label": "A", "description": "A.", "wide": "b"}}}, "record 'need.a', field 'wide'"),
        ({"need": {"a": {"label": "A", "description": "A.", "broader": "b"}}}, "record 'need.a', field 'broader'"),
    ],
)
def test_a_broken_file_names_the_term_and_field(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(BUNDLED.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(SourceError) as caught:
        load_vocabulary(path)
    assert complaint in caught.value.message


@pytest.mark.parametrize("content", [None, "need: {a: [", "just words"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "vocabulary.yaml"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(SourceError, match=r"vocabulary\.yaml"):
        load_vocabulary(path)
