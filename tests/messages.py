"""Gathers every string of the interface, from the pages' templates and modules, for translators. Run: make messages

It writes src/thrive_directory/web/locale/messages.pot, which a test compares with what is there."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parents[1] / "src" / "thrive_directory" / "web"
TEMPLATE = WEB / "locale" / "messages.pot"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {
    "templates/**.html": {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
}
KEYWORDS = {**DEFAULT_KEYWORDS, "later": None}


def gathered() -> Catalog:
    """Every string, each once, with where it stands."""
    catalog = Catalog(project="thrive-directory", charset="utf-8")
    for file, line, text, comments, context in extract_from_dir(WEB, METHODS, OPTIONS, KEYWORDS):
        catalog.add(text, locations=[(file, line)], auto_comments=comments, context=context)
    return catalog


def kept() -> Catalog:
    """What was gathered the last time."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def main() -> None:
    """Write the file, in an order and form that change only where the strings do."""
    out = BytesIO()
    write_po(out, gathered(), no_location=True, omit_header=True, sort_output=True, width=120)
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(HEAD.encode() + out.getvalue().lstrip(b"\n"))


HEAD = """# Every string of the pages, for translators. Written by `make messages`: do not edit.
# A translation ships once a speaker has reviewed it: wrong words about safety are a hazard.
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

"""

if __name__ == "__main__":
    main()
