"""Plain words into a query: rules and a reviewed lexicon. Looks no place up, reads no clock, keeps nothing."""

from thrive_directory.search.parse.lexicon import Lexicon, load_lexicon
from thrive_directory.search.parse.parse import MAX_CHARACTERS, parse
from thrive_directory.search.parse.places import PlaceNames
from thrive_directory.search.parse.understood import Term, Understood

__all__ = ["MAX_CHARACTERS", "Lexicon", "PlaceNames", "Term", "Understood", "load_lexicon", "parse"]
