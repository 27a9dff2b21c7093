"""Documents that cannot rot: links lead somewhere, names are those of the code, and what is cited exists."""

import re
from html import unescape
from pathlib import Path

import pytest

from thrive_directory.api.params import SearchParams
from thrive_directory.search.rules import tags

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("data/*.md"), *ROOT.glob("docs/**/*.md")])
ADR = ROOT / "docs" / "adr"
SOURCE = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
_FENCED = re.compile(r"^\s*```.*?^\s*```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", document.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_every_link_leads_to_something(document):
    for link in _LINK.findall(_FENCED.sub("", document.read_text("utf-8"))):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{link} leads nowhere"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{link}: there is no such heading"


def test_the_readme_names_the_two_commands_and_make_has_them():
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    every_page = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    named = set(re.findall(r"(?:`|^)make ([a-z][a-z-]+)", every_page, re.MULTILINE))
    readme = text_of("README.md")
    assert "make serve" in readme
    assert "make test" in readme
    assert named <= targets, f"no such target: {named - targets}"


def test_the_map_of_the_tree_is_true():
    tree = re.search(r"^## The tree\n+```\n(.*?)```", text_of("README.md"), re.MULTILINE | re.DOTALL)
    assert tree is not None
    folder = ROOT
    for line in tree[1].splitlines():
        name = line.split()[0]
        indented = line.startswith("  ")
        path = (folder if indented else ROOT) / name
        assert path.exists(), name
        folder = folder if indented else path
    package = {path.name for path in (ROOT / "src" / "thrive_directory").iterdir() if path.is_dir()}
    shown = {line.split()[0].rstrip("/") for line in tree[1].splitlines() if line.startswith("  ")}
    assert package - {"__pycache__"} <= shown


def test_the_readme_counts_the_offers_that_there_are():
    offers = len(re.findall(r"^  - id: ", text_of("data/seed_services.yaml"), re.MULTILINE))
    for name in ("README.md", "CHANGELOG.md"):
        assert f"{offers} real offers" in text_of(name), name


def test_every_decision_is_numbered_and_in_the_index():
    pages = {path.name for path in ADR.glob("*.md")} - {"README.md"}
    listed = re.findall(r"^\| \[(\d{4})\]\((.+?)\) \| (.+?) \|", text_of("docs/adr/README.md"), re.MULTILINE)
    assert {file for _, file, _ in listed} == pages
    for at, (number, file, title) in enumerate(listed, 1):
        first, *rest = (ADR / file).read_text("utf-8").splitlines()
        assert int(number) == at
        assert file.startswith(f"{number}-")
        assert first == f"# {title}"
        assert any(line.startswith("**Decided**") for line in rest)


def test_every_word_of_the_glossary_is_used():
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", text_of("docs/glossary.md"), re.MULTILINE)
    elsewhere = "\n".join(path.read_text("utf-8") for path in DOCUMENTS if path.name != "glossary.md")
    used = f"{elsewhere}\n{SOURCE}\n{text_of('data/vocabulary.yaml')}".lower()
    assert len(words) > 30
    unused = [word for entry in words for word in entry.lower().split(", ") if word not in used]
    assert not unused


def test_the_api_page_knows_every_parameter():
    section = text_of("docs/api.md").partition("## Parameters")[2].partition("\n## ")[0]
    named = {
        name for cell in re.findall(r"^\| (`.+?) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    }
    assert named == set(SearchParams.model_fields)


def test_the_api_page_knows_every_reason_and_ask():
    page = text_of("docs/api.md")
    codes = set(re.findall(r"\b(?:Reason|Ask)\(\s*\"([a-z-]+)\"", SOURCE)) - {"unknown"}
    rules = [rule for rule in vars(tags).values() if isinstance(rule, tags.TagRule)]
    codes |= {rule.reason for rule in rules}
    codes |= {f"{rule.rule.replace('_', '-')}-unknown" for rule in rules}
    assert len(codes) > 40
    assert not [code for code in sorted(codes) if f"`{code}`" not in page]


def _cited() -> list[tuple[str, str]]:
    log = text_of("docs/safety/hazard-log.md") + text_of("docs/privacy/README.md")
    return sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", log)))


@pytest.mark.parametrize(("file", "test"), _cited())
def test_every_test_that_the_hazard_log_cites_exists(file, test):
    assert (ROOT / file).is_file()
    if test:
        assert f"def {test}(" in text_of(file)


def test_every_file_that_the_hazard_log_names_exists():
    for line in re.findall(r"^\| .+? \| (`.+?) \| `tests/", text_of("docs/safety/hazard-log.md"), re.MULTILINE):
        for name in re.findall(r"`([\w/.]+)`", line):
            assert (ROOT / name).exists() or (ROOT / "src" / "thrive_directory" / name).exists(), name


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").rglob("*.svg")), ids=lambda path: path.name)
def test_pictures_ask_no_other_host(picture):
    drawn = re.sub(r"<text.*?</text>", "", picture.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"(?:url\(|href=|src=)[\"']?https?:", drawn)


def test_the_container_is_made_by_steps_that_make_runs():
    steps = re.findall(r"^RUN (.+)$", text_of("Dockerfile"), re.MULTILINE)
    assert "make setup" in steps
    assert not [step for step in steps if re.search(r"\bpip\b|\bcurl\b|\bwget\b", step)]
    assert re.search(r"^USER (?!root)", text_of("Dockerfile"), re.MULTILINE)
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", text_of("Dockerfile"), re.MULTILINE)
        for name in line.split()[:-1]
    }
    let_in = {name[1:] for name in text_of(".dockerignore").splitlines() if name.startswith("!")}
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


def test_the_picture_of_a_result_shows_offers_that_are_still_there():
    """A withdrawn offer must not live on in a picture; `docs/images/make.py` makes it anew."""
    drawn = re.findall(r"<text[^>]*>(.*?)</text>", text_of("docs/images/search.svg"), re.DOTALL)
    said = [unescape(text).replace("\xa0", " ").strip() for text in drawn]
    names = [said[at + 1] for at, text in enumerate(said) if re.fullmatch(r"\d+\.", text)]
    seeded = set(re.findall(r"^    name: ['\"]?(.+?)['\"]?$", text_of("data/seed_services.yaml"), re.MULTILINE))
    assert len(names) >= 3
    assert set(names) <= seeded
