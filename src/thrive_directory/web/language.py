"""The language that the pages speak: every string of the interface passes here. Only English ships.

A text in another language ships once a speaker has reviewed it, since wrong words about safety are a hazard. The
strings stand in locale/messages.pot, which `make messages` writes. Python's own functions look for files of words each
time that they are asked, at 40 µs; these ask once."""

from functools import cache
from gettext import NullTranslations

_spoken: list[NullTranslations] = [NullTranslations()]


def speak(words: NullTranslations) -> None:
    """Speak with these words from now on, in the whole process. HTML that was kept before is in the language before."""
    _spoken[0] = words
    gettext.cache_clear()


@cache
def gettext(text: str) -> str:
    """A string of the interface. Each is one of the program's own, so that what is kept here is bounded."""
    return _spoken[0].gettext(text)


def ngettext(one: str, several: str, count: int) -> str:
    """A string that goes by a number."""
    return _spoken[0].ngettext(one, several, count)


def later(text: str) -> str:
    """Marks a string that stands in a table: it is said in the language of the page when it is shown."""
    return text
