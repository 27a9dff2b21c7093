"""Every string of the interface can be said in another language: it is gathered for translators, and it passes through
`web/language.py` when it is shown. Every page is shown here in a language in which each string stands in marks."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.messages import WEB, gathered, kept
from tests.unit.api.conftest import DROP_IN, GONE, LINE
from thrive_directory.api.languages import LANGUAGE_NAMES
from thrive_directory.geo.areas import load_areas
from thrive_directory.settings import bundled
from thrive_directory.web import about, language
from thrive_directory.web.cards import same_for_all
from thrive_directory.web.page import usual_block, way_out
from thrive_directory.web.show import vocabulary

HTML = {"accept": "text/html"}
SEEN = "aria-label title alt placeholder data-open data-name data-option data-source data-say".split()
UNREAD = {"script", "style", "code"}
CALENDAR = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December"
).split()
"""Names of days and months, which Python gives by its own locale."""
NAMES = (
    "THRIVE",
    "Local Help",
    "CSV",
    "JSON",
    "API",
    "example",
    "org",
    "https",
    "am",
    "pm",
    "kB",
    "Leaflet",
    "GOV.UK Frontend",
    "Closed",
)


AREAS = [area.name for area in load_areas(bundled("data/areas.csv")).areas.values()]


class Marked(NullTranslations):
    """A language in which each string is itself, in marks."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def marked():
    for words in (Marked(), NullTranslations()):
        language.speak(words)
        same_for_all.cache_clear()
        usual_block.cache_clear()
        way_out.cache_clear()
        if isinstance(words, Marked):
            yield


class Shown(HTMLParser):
    """The texts of a page that a person reads or hears; not scripts, and not code that a website editor copies."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in UNREAD or (tag == "textarea" and (dict(attrs).get("id") or "").startswith("copy-embed-")):
            self._unread.append(tag)
        self.texts += [value for name, value in attrs if name in SEEN and value]

    def handle_endtag(self, tag):
        if self._unread[-1:] == [tag]:
            self._unread.pop()

    def handle_data(self, data):
        if not self._unread and data.strip():
            self.texts.append(data)


def strings(value) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(each)


def unmarked(html: str, data: list[str]) -> list[str]:
    """Words that stand in no marks and are none of the data."""
    page = Shown()
    page.feed(html)
    left = "\n".join(" ".join(text.split()) for text in page.texts)
    left = re.sub(r"https?://[^\s⟦⟧]+", " ", left)
    while re.search(r"⟦[^⟦⟧]*⟧", left):
        left = re.sub(r"⟦[^⟦⟧]*⟧", " ", left)
    for text in data:
        left = re.sub(re.escape(" ".join(text.split())), " ", left, flags=re.IGNORECASE)
    return re.findall(r"[A-Za-z]{2,}", left)


@pytest.fixture
def data(client) -> list[str]:
    """What the catalogue, the vocabularies and the answers of the API say, the longest first."""
    said = [
        client.get(path).json()
        for path in ("/search?near=NW1", "/search?q=anxious", "/search?near=nowhere", "/search?near=newport")
    ]
    said += [client.get(f"/services/{each}").json() for each in (DROP_IN, LINE, GONE)]
    said += [client.get(f"/compare?id={DROP_IN}&id={LINE}").json()]
    terms = [term for terms in vocabulary().by_taxonomy.values() for term in terms.values()]
    texts = {
        *(text for each in said for text in strings(each)),
        *(text for term in terms for text in (term.plain, term.label, term.description)),
    }
    texts |= {
        *LANGUAGE_NAMES.values(),
        *CALENDAR,
        *NAMES,
        about.NAMES_ATTRIBUTION,
        about.POSTCODE_ATTRIBUTION,
        *AREAS,
    }
    texts |= {text.partition("://")[2].removeprefix("www.").rstrip("/") for text in texts if "://" in text}
    return sorted((text for text in texts if len(text) > 1), key=len, reverse=True)


PAGES = [
    "/find", "/near/NW1", "/near/anywhere", "/near/nowhere", "/near/NW1?s=changed", "/no/such/page",
    f"/offer/{DROP_IN}", f"/offer/{LINE}", f"/offer/{GONE}", "/offer/nothing", f"/offer/{DROP_IN}/report",
    f"/offer/{DROP_IN}/report/sent", "/about/privacy", "/about/stay-safe-online", "/about/accessibility",
    "/about/licences", "/about/sources", "/about/thrive", f"/compare?id={DROP_IN}&id={LINE}", f"/compare?id={DROP_IN}",
    f"/list?id={DROP_IN}&id={LINE}", "/list", "/staff", "/embed", "/embed/near/NW1", "/embed/code",
]  # fmt: skip


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("path", PAGES)
def test_every_word_of_a_page_is_the_catalogues_or_can_be_translated(client, data, path):
    page = client.get(path, headers=HTML, follow_redirects=True)
    assert "⟦" in page.text
    assert unmarked(page.text, data) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/find", {}),
        ("/find", {"near": "newport"}),
        ("/find", {"near": "nowhere", "q": "he hurts me"}),
        (
            "/find",
            {"near": "NW1", "q": "not on the phone, my son is 14", "need": ["anxiety"], "audience": "young-person"},
        ),
        (f"/offer/{DROP_IN}/report", {"line": "x" * 400}),
    ],
)
def test_so_is_every_word_of_a_page_after_a_form(client, data, path, sent):
    page = client.post(path, data=sent, headers=HTML, follow_redirects=True)
    assert unmarked(page.text, [*strings(list(sent.values())), *data]) == []


def test_a_word_without_marks_would_be_found():
    page = '<p>⟦Call⟧ Drop-in ⟦by %s⟧</p><p aria-label="Bare">⟦a ⟦b⟧⟧</p><script>no</script>'
    assert unmarked(page, ["Drop-in"]) == ["Bare"]


def test_what_translators_get_is_what_is_there():
    found, committed = ({str(each.id) for each in catalog if each.id} for catalog in (gathered(), kept()))
    assert found == committed, "run `make messages`"


def test_every_module_speaks_through_the_one_of_the_pages():
    for path in WEB.rglob("*.py"):
        if path != Path(language.__file__):
            assert not re.search(r"^(from|import) gettext", path.read_text("utf-8"), re.MULTILINE), path.name
