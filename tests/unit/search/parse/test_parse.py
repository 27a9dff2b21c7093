"""What is told of each thing understood, and what the lexicon refuses."""

from datetime import UTC, datetime

import pytest

from tests.spec.test_plain_words import ROOT, FewTowns, FileVocabulary
from thrive_directory.errors import SourceError
from thrive_directory.search.parse import load_lexicon, parse

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 10, tzinfo=UTC)
LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())


def understood(q: str, now: datetime = NOW):
    return parse(q, LEXICON, FewTowns(), now)


def test_every_term_says_which_words_gave_it():
    terms = understood("Anxeity help for my 14 yo near NW1 8QL, step free, not online").terms
    assert [(term.words, term.field, term.code) for term in terms if term.field != "not_mode"] == [
        ("Anxeity", "need", "anxiety"),
        ("my", "audience", "parent-carer"),
        ("14 yo", "age", "14"),
        ("NW1 8QL", "near", ""),
        ("step free", "access", "step-free"),
    ]
    assert {term.words for term in terms if term.field == "not_mode"} == {"online"}
    assert next(term.label for term in terms if term.code == "anxiety") == "Anxiety and worry"


def test_words_no_rule_knows_are_text_and_listed():
    one = understood("camhs zebra workshops quokka")
    assert one.text == "camhs zebra quokka"
    assert one.unused == ("zebra", "quokka")


def test_needs_that_only_danger_named_are_told_apart():
    one = understood("my daughter is anxious and suicidal")
    assert one.needs == ("suicidal-thoughts", "anxiety")
    assert one.urgent_needs == ("suicidal-thoughts",)


def test_circumstances_are_read_where_they_are_named_and_never_guessed_from_a_need():
    assert understood("our adopted boy is angry").circumstances == ("adopted-kinship",)
    assert understood("young mum feeling low").circumstances == ("parents-under-25",)
    assert understood("autistic boy, trans girl, evicted, looked after").circumstances == ()


def test_a_circumstance_does_not_keep_an_autistic_child_from_what_is_only_for_special_needs():
    assert understood("adopted and autistic, 9").circumstances == ("adopted-kinship", "send")


@pytest.mark.parametrize(
    ("q", "urgent"),
    [
        ("not suicidal just sad", False),
        ("no suicidal thoughts", False),
        ("denies suicidal ideation", False),
        ("not really suicidal", True),
        ("not suicidal yet", True),
        ("not currently suicidal", True),
        ("i dont think shes suicidal", True),
        ("not suicidal but wants to die", True),
        ("suicidal? no", True),
        ("she was suicidal last year", True),
    ],
)
def test_only_a_clear_no_takes_the_flag_away(q, urgent):
    assert understood(q).urgent is urgent


def test_the_weekend_is_now_when_it_is_the_weekend():
    assert understood("open this weekend", SATURDAY).open_at == SATURDAY
    assert understood("open this weekend").open_at == datetime(2026, 11, 21, 11, tzinfo=UTC)


def test_an_ordinary_word_is_never_corrected_into_another():
    words = "princess purse skiing operation ingest winning thrashing innocent widows"
    assert [LEXICON.corrected(word) for word in words.split()] == words.split()
    assert understood("colour painting aware foster carer").text.split()[0] == "colour"
    assert LEXICON.corrected("overcome") == "overcome"
    assert [LEXICON.corrected(word) for word in ("harmin", "washin", "cabin", "again")] == [
        "harming",
        "washing",
        "cabin",
        "again",
    ]
    assert LEXICON.corrected("overdoze") == "overdose"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("  anxiety: anxiety;", "  anxietyy: anxiety;", "need.anxietyy"),
        ('negatable: "true"', "negatable: perhaps", "danger.0.negatable"),
        ("kind: missing", "kind: lost", "danger"),
        ("free: >-\n", "free: >-\n  {nobody} pays;\n", "nobody"),
    ],
)
def test_a_broken_lexicon_names_the_entry(tmp_path, old, new, named):
    text = (ROOT / "data/lexicon.yaml").read_text()
    assert old in text
    broken = tmp_path / "lexicon.yaml"
    broken.write_text(text.replace(old, new, 1))
    with pytest.raises(SourceError, match=named):
        load_lexicon(broken, FileVocabulary())


def test_a_missing_lexicon_is_a_clear_error(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        load_lexicon(tmp_path / "none.yaml", FileVocabulary())


@pytest.mark.parametrize(
    ("q", "ages"),
    [
        ("youth group for 13-19 near York", ((13, 19),)),
        ("want to talk it over. 14, bury", ((14, 14),)),
        ("young dad 19, low", ((19, 19),)),
        ("dd7 hates school", ((7, 7),)),
        ("LS11 6 year old bereaved", ((6, 6),)),
        ("19 not eating much since the break up with her boyfriend", ((19, 19),)),
        ("my little one, 2, bangs her head on the floor when told no", ((2, 2),)),
        ("our y11s need a workshop", ((15, 16),)),
    ],
)
def test_whom_a_range_or_a_number_beside_somebody_is_for(q, ages):
    assert understood(q).ages == ages


@pytest.mark.parametrize(
    ("q", "audience"),
    [
        ("my parents argue all the time, our family is a mess. im 13", ("young-person",)),
        ("im 18 and a new mum", ("parent-carer",)),
        ("21 expecting a baby and worried", ()),
    ],
)
def test_who_says_their_own_age_speaks_for_themselves(q, audience):
    assert understood(q).audiences == audience


@pytest.mark.parametrize(
    ("q", "gender"),
    [
        ("year 11 student in bits about her GCSEs", "female"),
        ("pupil worried about his mum", "male"),
        ("pupil whose mum says she cannot cope", None),  # the mother
        ("lads at school make monkey noises at me, im 14", None),
        ("14, someone was horrible to me, touched by a lad at a party", None),
        ("counselling for a young woman", "female"),
        ("my 16 year old wont come out of his room", "male"),
        ("his dad and I have split up and my 8 year old is stuck in the middle", "male"),
        ("my husband shouts and my 8 year old cries when he does", None),  # the husband
        ("year 3 pupil whose big sister died, can someone see him", "male"),
    ],
)
def test_a_pronoun_tells_the_gender_of_the_one_pupil_named(q, gender):
    assert understood(q).gender == gender


@pytest.mark.parametrize(
    ("q", "near"),
    [
        ("mocks r killing me, im yr 11, stoke on trent", "stoke on trent"),
        ("mood swings 15 gloucester road bristol", "bristol"),
        ("postnatal depression 21 Bootle", "Bootle"),  # a slip of "bottle" otherwise
    ],
)
def test_a_place_after_a_comma_or_with_a_capital_is_no_slip_and_a_street_no_town(q, near):
    assert understood(q).near_text == near


def test_a_phone_that_somebody_owns_is_no_way_of_being_helped():
    assert understood("gambling on his phone all night").modes == ()
    assert understood("help by phone").modes == ("phone",)


def test_a_day_with_an_hour_asks_for_that_hour():
    assert understood("sunday 2pm youth cafe").open_at == datetime(2026, 11, 22, 14, tzinfo=UTC)
    assert understood("it happened last sunday at 2pm").open_at is None
    assert understood("always on his phone til 2am").open_at is None


@pytest.mark.parametrize(
    ("q", "when"),
    [
        ("open today 3pm", datetime(2026, 11, 18, 15, tzinfo=UTC)),
        ("open at 10am on saturday", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("tomorrow 4pm face to face", datetime(2026, 11, 19, 16, tzinfo=UTC)),
        ("he was excluded at 2pm on monday", None),
    ],
)
def test_an_hour_belongs_to_the_day_beside_it(q, when):
    assert understood(q).open_at == when


@pytest.mark.parametrize(
    ("q", "ages"),
    [
        ("sixth former, 17, low", ((17, 17),)),
        ("year 9 or year 10", ((13, 14), (14, 15))),
        ("mugged when i was 13, now 15", ((15, 15),)),
        ("text line 15", ((15, 15),)),
        ("cries if she gets less than a 9, year 10", ((14, 15),)),
    ],
)
def test_years_say_more_than_a_stage_and_now_more_than_then(q, ages):
    assert understood(q).ages == ages


def test_gender_is_that_of_the_child_who_is_meant():
    assert understood("my girl 14, boys made a fake instagram of her").gender == "female"
    assert understood("my son and daughter argue").gender is None


def test_a_group_of_ones_own_is_no_way_of_being_helped():
    assert understood("fallen out with her whole friendship group").modes == ()
    assert understood("group for friendship troubles").modes == ("group",)


def test_who_did_something_is_not_asked_for():
    assert understood("council has put me in a hostel").sectors == ()
    assert understood("council support, hostel").sectors == ("social-care",)


@pytest.mark.parametrize(
    ("q", "needs"),
    [
        ("my bestie isnt talking to me anymore", ("friendships",)),
        ("3 year old isnt talking", ("speech-language",)),
        ("tummy ache every monday, worrying about the week", ("anxiety",)),
        ("tummy ache every monday", ("physical-health",)),
        ("panicking before gcses", ("exam-stress",)),
        ("my son keeps panicking", ("panic",)),
    ],
)
def test_how_a_need_shows_is_no_need_beside_it(q, needs):
    assert understood(q).needs == needs


@pytest.mark.parametrize(
    ("q", "urgent"),
    [
        ("my son 5 hits me when he cant have his ipad", False),
        ("my son is 5 and he hits me, i have bruises", True),
        ("my daughter is 5, he hits me in front of her", True),
        ("my son 5 saw my partner hit me", True),
    ],
)
def test_blows_of_a_small_child_are_told_from_those_of_others(q, urgent):
    assert understood(q).urgent is urgent


def test_not_in_school_refuses_the_school_unless_somebody_is_not_there():
    assert understood("not in school, everyone would know. im 14").not_modes == ("in-school",)
    assert understood("he is not in school").needs == ("school-attendance",)


@pytest.mark.parametrize(
    ("q", "urgent"),
    [
        ("i ran away twice, back home now but want to talk", False),
        ("he ran away and is not back home", True),
        ("training for our staff on sextortion", False),
        ("staff say she is being sextorted, sextortion", True),
        ("panic attacks my daughter 14", False),
        ("he attacks my daughter", True),
    ],
)
def test_who_is_back_and_what_is_only_taught_are_not_flagged(q, urgent):
    assert understood(q).urgent is urgent


def test_of_a_story_only_what_is_asked_for_is_searched_as_text():
    told = "my daughter is 16 and awake til 4 every nite, walks round like a zombie and moans about trolleys"
    assert understood(told).text == ""
    assert "hydrotherapy" in understood(told + ", any hydrotherapy sessions").text
    for place in (", Nowhereham", ". Nowhereham"):  # a place that no gazetteer has is told of, not dropped
        assert understood(told + place).unused == ("nowhereham",)
