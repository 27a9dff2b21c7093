"""Free words: as many as a name may have, and not a whole story."""

from tests.small_world import offer, query, snapshot
from thrive_directory.search.engine import search
from thrive_directory.search.text import MOST_WORDS

CATALOGUE = snapshot(offer("a", name="Harbour Lights"), offer("b", name="Anchor"))
STORY = " ".join(f"zz{letter}q{other}" for letter in "bcdfgh" for other in "lmnp")


def test_the_first_words_are_looked_for_and_no_more():
    assert len(STORY.split()) == MOST_WORDS
    assert [hit.offer_id for hit in search(CATALOGUE, query(text=f"harbour {STORY}")).hits] == ["a"]
    assert search(CATALOGUE, query(text=f"{STORY} harbour")).total == 0
