"""Which offers are something to do and nobody to talk to, by their own words: clubs, sport, shelves. Ranks none."""

from thrive_directory.catalogue.offer import Offer
from thrive_directory.index.words import stem, words_of

GENERAL_NEED = "wellbeing"
"""The need that a general offer names."""
REMOTE_MODES = frozenset({"phone", "text-message", "web-chat", "video", "email", "online-self-help", "app"})
"""Ways to meet that need no place, in which somebody, or something, answers: no club is met so."""


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_DOING = _stems(
    "club sport football rugby netball basketball cricket tennis badminton judo karate boxing swimming athletics "
    "running cycling climbing skating rowing gymnastics yoga dance drama theatre choir singing song music band "
    "art craft film photography radio cooking baking gardening allotment walking camp campfire scouts guides "
    "cadets chess game gaming pool play toys book library shelf farm animals"
)
"""Words by which an offer says that it is something to do, or to read."""
_HELPING = _stems(
    "talk talking conversation listen listener listening chat ear counselling counsellor therapy psychologist "
    "psychology psychotherapy psychiatrist cbt mindfulness advice advise adviser advisor advocate advocacy "
    "guidance information signposting support supporter help helpline mentor mentoring coach coaching befriender "
    "befriending nurse doctor clinic assessment treatment treat mental intervention practitioner specialist "
    "casework keyworker key one"
)
"""Words by which it says that somebody talks, listens, advises or treats ("key" workers, "one" to one)."""


def is_pastime(offer: Offer) -> bool:
    """Does a general offer speak of something to do, and of nobody who talks, listens, advises or helps? One that can
    be used from afar is none, and one that says neither is none: what a record leaves out is not held against it."""
    is_general = any(tag.code == GENERAL_NEED for tag in offer.needs)
    if not is_general or any(tag.code in REMOTE_MODES for tag in offer.modes):
        return False
    said = frozenset(map(stem, words_of(f"{offer.name} {offer.organization_name} {offer.summary} {offer.description}")))
    return not said.isdisjoint(_DOING) and said.isdisjoint(_HELPING)
