"""How people write at work, and what frightened children tell of others: short times, where it happens, whose age."""

import pytest

from tests.spec.test_plain_words import NOW, ROOT, FewTowns, FileVocabulary
from thrive_directory.search.parse import load_lexicon, parse


@pytest.fixture(scope="module")
def understood():
    lexicon = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())
    return lambda q: parse(q, lexicon, FewTowns(), NOW)


@pytest.mark.parametrize(
    ("q", "ages"),
    [
        ("14 f anxiety 6/12", [(14, 14)]),
        ("low mood 6/52 17f", [(17, 17)]),
        ("low mood 3/7, 17f", [(17, 17)]),
        ("baby 3/12 old, mum low", [(0.2, 0.2)]),
        ("yr 6/7 transition worries", [(10, 11), (11, 12)]),
        ("yr 11/12 exam stress", [(15, 16), (16, 17)]),
        ("y5/6 girl, worries", [(9, 10), (10, 11)]),
        ("kids aged 9/12", [(9, 9), (12, 12)]),
        ("needs help 24/7, 15", [(15, 15)]),
    ],
)
def test_days_weeks_and_months_as_surgeries_write_them_are_no_ages(understood, q, ages):
    assert list(understood(q).ages) == ages


@pytest.mark.parametrize("q", ["panic attacks in school, 13", "self harming in school toilets", "bullied in school"])
def test_where_it_happens_is_not_where_help_must_be(understood, q):
    assert understood(q).modes == ()


@pytest.mark.parametrize("q", ["counselling in school", "counselling for anxiety in school", "13, anxious, in school"])
def test_help_in_school_is_still_asked_for(understood, q):
    assert understood(q).modes == ("in-school",)


@pytest.mark.parametrize(
    ("q", "ages"),
    [
        ("my bf 19 hits me", []),
        ("im 15 my boyfriend is 24", [(15, 15)]),
        ("someone online wants to meet me he is 24", []),
        ("my son hits me he is 16", [(16, 16)]),
        ("worried about my girlfriend she is 17", [(17, 17)]),
    ],
)
def test_the_age_of_who_does_harm_is_not_the_childs(understood, q, ages):
    assert list(understood(q).ages) == ages


def test_a_phone_of_somebodys_is_no_wish_for_a_call(understood):
    assert understood("14 yo boy, watched porn on his sister's phone").modes == ()


def test_somebody_online_is_not_help_online(understood):
    found = understood("someone online wants to meet me")
    assert (found.modes, found.needs) == ((), ("online-harm",))


@pytest.mark.parametrize("q", ["y9 girl, parents must not know", "15, parents should not know"])
def test_parents_who_must_not_know_are_not_who_it_is_for(understood, q):
    found = understood(q)
    assert "parent-carer" not in found.audiences
    assert found.prefer_access == ("anonymous",)


@pytest.mark.parametrize(
    "q",
    [
        "i want to run away from my foster home",
        "i hate my foster carers",
        "my foster dad is horrible",
        "i get bad thoughts about hurting my baby sister, 14",
    ],
)
def test_a_foster_home_or_a_baby_sister_is_told_of_by_a_child(understood, q):
    assert understood(q).audiences == ("young-person",)


@pytest.mark.parametrize("q", ["my foster son wont sleep", "my baby cries all night", "my baby girl cries all night"])
def test_a_foster_son_or_a_baby_is_told_of_by_a_parent(understood, q):
    assert understood(q).audiences == ("parent-carer",)


@pytest.mark.parametrize("q", ["baby 6 months, mum low", "wife low since baby, 6 weeks"])
def test_help_around_a_birth_is_for_the_parent(understood, q):
    assert understood(q).audiences == ("parent-carer",)


def test_a_father_with_little_english_is_heard(understood):
    found = understood("daughter 13 school no want go. english no good. speak Polish. Luton")
    assert (found.needs, found.languages, found.access) == (("school-attendance",), ("pl",), ("interpreter",))


@pytest.mark.parametrize("q", ["17, ED clinic", "referral to the ED team, 17"])
def test_ed_beside_a_clinic_or_a_team_is_eating(understood, q):
    assert understood(q).needs == ("eating",)
