"""An answer as a person reads it in a terminal."""

import pytest
from rich.console import Console

from thrive_directory.cli.show import show_answer, understood_line

NOTHING = {
    "near": None,
    **{name: [] for name in ("grouping", "need", "sector", "mode", "not_mode", "language", "referral_route", "access")},
    **dict.fromkeys(("age", "audience", "gender", "open", "free")),
    "circumstance": [],
    "text": "",
    "urgent": False,
    "urgent_kinds": [],
    "unused": [],
}
LINES = [
    {"name": "Emergency services", "phone": "999", "sms": None, "url": None, "text": "If a life is in danger."},
    {"name": "Shout", "phone": None, "sms": "85258", "url": None, "text": "Text to talk."},
    {"name": "A page", "phone": None, "sms": None, "url": "https://example.org", "text": "Read."},
]
RESULT = {
    "service": {
        "name": "Drop-in [Camden]",
        "organization": {"name": "A Trust"},
        "summary": "Someone to talk to.",
        "contacts": [{"value": "020 7946 0000"}],
    },
    "location": None,
    "distance_km": 1.3,
    "reasons": [{"text": "Covers Camden"}, {"text": "Free"}],
    "asks": [{"text": "Ask them which ages they see"}],
    "trade": "Sooner, but by phone",
    "penalties": {"distance": 0.1, "age": 0.3},
}
ANSWER = {
    "understood": NOTHING,
    "notes": ["The catalogue has changed."],
    "urgent_help": LINES,
    "results": [RESULT],
    "near_misses": [{"service": {"name": "Line 18"}, "failed": {"text": "Only for people aged 18 and over"}}],
    "relaxed": [{"text": "Shown further away too"}],
    "asks": [{"text": "12 more may be step-free: ask them"}],
    "total": 31,
}


def shown(answer):
    console = Console(width=100, record=True, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    with console.file:
        show_answer(console, answer)
    return console.export_text()


@pytest.mark.parametrize(
    "words",
    [
        "Emergency services  999",
        "Shout  text 85258",
        "A page  https://example.org",
        " 1. Drop-in [Camden]  A Trust  1.3 km",
        "020 7946 0000",
        "Why: Covers Camden · Free",
        "Ask: Ask them which ages they see",
        "Sooner, but by phone",
        "Penalties: age 0.3, distance 0.1",
        "1 of 31 options",
        "Line 18  Only for people aged 18 and over",
        "Shown further away too",
        "12 more may be step-free: ask them",
        "The catalogue has changed.",
    ],
)
def test_everything_is_shown(words):
    assert words in shown(ANSWER)


def test_words_of_danger_show_urgent_help_in_full():
    assert "If a life is in danger." not in shown(ANSWER)
    assert "If a life is in danger." in shown({**ANSWER, "understood": {**NOTHING, "urgent": True}})


def test_no_option_says_so():
    assert "No option was found" in shown({**ANSWER, "results": []})


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({}, "everything"),
        ({"near": {"label": "NW1 8QL", "area": {"name": "Camden"}}, "age": 14}, "near NW1 8QL (Camden) · age 14"),
        ({"near": {"label": "BF1", "area": None}, "free": True}, "near BF1 · free"),
        ({"age": [6, {"min": 10, "max": 11}], "not_mode": ["phone"]}, "not phone · age 6 and 10 to 11"),
        ({"need": ["anxiety"], "unused": ["xylophone"]}, "anxiety · (not understood: xylophone)"),
    ],
)
def test_what_was_understood_in_one_line(said, line):
    assert understood_line({**NOTHING, **said}) == line
