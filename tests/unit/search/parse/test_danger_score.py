"""What the word score of danger adds up, what takes points back, and what its file may not say."""

from pathlib import Path

import pytest

from thrive_directory.errors import SourceError
from thrive_directory.search.parse.danger_score import is_harmless, score_danger
from thrive_directory.search.parse.danger_score_file import load_danger_score

FILE = """
threshold: 4
classes:
  means: pill[s]; tablet[s]
  hidden: drawer; sock
  fear: scared; afraid
signs:
  - {kind: life, points: 4, within: 3, of: "{means} {hidden}", unless: doctor}
  - {kind: abuse, points: 2, within: 4, ordered: "true", of: "{fear} home"}
  - {kind: abuse, points: 2, within: 4, of: "dad shouts"}
damping:
  - {points: 2, of: "exam|exams"}
harmless:
  - {said: dying; dies, beside: ["minecraft; (in|of) the game"], never: want}
  - {kind: missing, beside: [ran off; got lost, years ago], never: again}
"""
DATA = (Path(__file__).parents[4] / "data/danger_score.yaml").read_text()
FILE += DATA[DATA.index("blows:\n") :]  # who strikes whom, and what stands around a phrase, as committed


@pytest.fixture
def score(tmp_path: Path):
    path = tmp_path / "score.yaml"
    path.write_text(FILE)
    return load_danger_score(path)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("pills in her drawer", "life"),
        ("the drawer has tablets", "life"),
        ("pills and then much later a drawer", None),
        ("the doctor has pills in his drawer", None),
        ("pills in her drawer before exams", None),
        ("scared of home", None),
        ("home and scared", None),
        ("scared at home dad shouts", "abuse"),
        ("pills in her drawer scared at home dad shouts before the exam", "life"),
        ("pills", None),
        ("", None),
    ],
)
def test_signs_add_up_and_damping_takes_away(score, sentence, kind):
    scored = score_danger(sentence.split(), score)
    assert (scored.kind if scored else None) == kind


def test_the_strongest_sign_says_where_it_stands(score):
    scored = score_danger("my sister has pills in a drawer".split(), score)
    assert scored is not None
    assert (scored.start, scored.end) == (3, 7)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{means} {hidden}", "{means} {nowhere}", "signs.0: {nowhere} is no class"),
        ("  fear: scared", "  joy: glad\n  fear: scared", "classes.joy: no sign names it"),
        ("points: 4", "points: many", "signs.0.points"),
        ("kind: life", "kind: death", "signs.0.kind"),
        ("threshold: 4", "threshold: 0", "threshold"),
        ("  teens: teen", "  teens: Teen!", "blows.teens"),
        ("  lesser: ", "  least: ", "blows.lesser"),
        ("  measures: ", "  lengths: ", "around.lengths"),
    ],
)
def test_a_broken_file_names_the_entry(tmp_path, old, new, named):
    path = tmp_path / "score.yaml"
    path.write_text(FILE.replace(old, new, 1))
    with pytest.raises(SourceError, match=named.replace("{", r"\{").replace("}", r"\}")):
        load_danger_score(path)


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        load_danger_score(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("sentence", "kind", "is_so"),
    [
        ("keeps dying on minecraft", "life", True),
        ("keeps dying on minecraft", "abuse", True),
        ("dies in the game", "life", True),
        ("dies in the end of a game", "life", False),
        ("dying to play and i want minecraft", "life", False),
        ("minecraft and a rope", "life", False),
        ("ran off years ago", "missing", True),
        ("ran off years ago", "abuse", False),
        ("ran off years ago and again today", "missing", False),
        ("ran off", "missing", False),
    ],
)
def test_what_stands_beside_a_danger_makes_it_harmless_unless_there_is_doubt(score, sentence, kind, is_so):
    words = sentence.split()
    assert is_harmless(words, kind, 0, len(words), score) == is_so


def test_only_the_words_of_the_danger_itself_are_made_harmless(score):
    words = "she took tablets and he is dying on minecraft".split()
    assert not is_harmless(words, "life", 0, 3, score)
    assert is_harmless(words, "life", 5, 7, score)
