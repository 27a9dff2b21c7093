"""Who works with children and asks for one of them shuts out no offer to the child or the parent; who asks for
themselves (training, an advice line) asks for what is there for professionals."""

import pytest

from tests.spec.test_plain_words import NOW, ROOT, FewTowns, FileVocabulary
from thrive_directory.api.merge import asked_for
from thrive_directory.search.parse import load_lexicon, parse


@pytest.fixture(scope="module")
def understood():
    lexicon = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())
    return lambda q: parse(q, lexicon, FewTowns(), NOW)


@pytest.mark.parametrize(
    "q",
    [
        "after school club leader, boy of 8 swears at everyone",
        "TA here, girl in my class cries every day",
        "GP surgery: mum rang, daughter 14 self harming",
        "fostering panel: sibling pair 6 and 9, both wet the bed",
        "speech therapist, 5 year old with a stammer, Leeds",
        "nursery nurse, toilet training, boy 4",
    ],
)
def test_a_worker_who_asks_for_a_child_shuts_out_nobody(understood, q):
    assert asked_for(understood(q)) == set()


@pytest.mark.parametrize(
    "q",
    [
        "training for school staff on trauma",
        "advice line for teachers please",
        "SENCO, how do I support a year 4 pupil who is a selective mute",
        "youth worker wants consultation about a lad of 15",
        "resources for my class about worry",
        "supervision for school counsellors",
    ],
)
def test_a_worker_who_asks_for_themselves_gets_what_is_for_professionals(understood, q):
    assert asked_for(understood(q)) == {"professional"}
