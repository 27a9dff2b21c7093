"""What the word score of danger adds up, what takes points back, and what its file may not say."""

from pathlib import Path

import pytest

from thrive_directory.errors import SourceError
from thrive_directory.search.parse.danger_score import score_danger
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
"""


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
