"""Results as JSON and as the tables of docs/benchmarks.md, each beside its target. Measures nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "benchmarks.md"
_BEGIN, _END = "<!-- {name}: written by the benchmark, do not edit -->", "<!-- end of {name} -->"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure beside its target. `at_least` says that more is better."""

    what: str
    value: float | None
    target: float | None
    unit: str
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """How far from the target: "met", or how many times off."""
        if self.value is None:
            return "not measured"
        if self.target is None:
            return ""
        off = self.target / self.value if self.at_least else self.value / self.target
        return "met" if off <= 1 else f"{off:.1f}× off"


def write(name: str, found: Mapping[str, Any]) -> None:
    """Keep the results, put the table into the page, and print it."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    lines = list(_LINES[name](found))
    print("\n".join(f"{line.what:<66} {_shown(line):>12}   {_aim(line):<14} {line.verdict}" for line in lines))
    if name == "quick":
        print("answers that differ from SQL:", found["sql"]["answers_that_differ"])
    _put(name, _table(found["machine"], lines))


def _table(machine: Mapping[str, Any], lines: Iterable[Line]) -> str:
    head = (
        f"{machine['on']} · {machine['cores']} cores, shared, load {machine['load']} at the start · "
        f"Python {machine['python']}, numpy {machine['numpy']}"
    )
    rows = (f"| {line.what} | {_shown(line)} | {_aim(line)} | {line.verdict} |" for line in lines)
    return "\n".join([head, "", "| | measured | target | |", "|---|---:|---:|---|", *rows])


def _shown(line: Line) -> str:
    return "–" if line.value is None else f"{line.value:,.{_digits(line.value)}f} {line.unit}".strip()


def _aim(line: Line) -> str:
    if line.target is None:
        return ""
    return f"{'≥' if line.at_least else '≤'} {line.target:,.{_digits(line.target)}f} {line.unit}".strip()


def _digits(value: float) -> int:
    return 0 if value >= 100 or float(value).is_integer() else 1 if value >= 10 else 2


def _put(name: str, table: str) -> None:
    """Replace what stands between the page's two marks."""
    begin, end = _BEGIN.format(name=name), _END.format(name=name)
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(begin)
    PAGE.write_text(f"{before}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}", "utf-8")


def _quick(found: Mapping[str, Any]) -> Iterable[Line]:
    sql, http, start, postcode = found["sql"], found["http"], found["start"], found["postcode"]
    size = f"{found['offers']:,} offers"
    yield Line("postcode → place, in process, p50", postcode["p50_us"]["table"], 3, "µs")
    yield Line(
        "the same against an indexed SQLite table", postcode["times_faster_than_sqlite"], None, "×", at_least=True
    )
    yield Line(f"search in process, {size}, p50", found["search"]["p50_us"], 300, "µs")
    yield Line(f"search in process, {size}, p99", found["search"]["p99_us"], 1000, "µs")
    for name, label, target in (("postgis", "PostGIS", 8), ("sqlite", "SQLite", None)):
        for what, named, aim in (
            ("the same twenty and facets", name, target),
            ("ids alone", f"{name}, ids alone", None),
        ):
            ratio = sql["times_faster_than"].get(named)
            yield Line(f"search against one {label} statement ({what}), p50", ratio, aim, "×", at_least=True)
    for name, target in (("search", 20), ("postcode", None)):
        share = http[name]["share_of_static"] * 100
        yield Line(f"{name} over HTTP, share of the same bytes served static", share, target, "%", at_least=True)
    for name in ("search", "postcode"):
        yield Line(f"{name} over HTTP, processor time a request", http[name]["cpu_us"]["ours"], None, "µs")
        yield Line("the static ceiling's", http[name]["cpu_us"]["static"], None, "µs")
    yield Line(f"cold start from the database, {size}", start["ready_s"], 4, "s")
    yield Line(f"index from its file, {size}", start["again"]["index_s"], 0.5, "s")
    yield Line(f"one changed offer of {size}, until it is served", start["changed"]["seen_s"], 1, "s")
    yield Line("against plain SQL that reads the same rows", start["ready_s"] / start["plain_read_s"], None, "×")
    yield Line("memory of the index, private, per 100,000 offers", _per_100k(found), 20, "MB")


def _per_100k(found: Mapping[str, Any]) -> float:
    return float(found["index"]["private_mb"]) / int(found["offers"]) * 100_000


_SIZES = {10_000: (200, 500), 100_000: (300, 1000), 1_000_000: (1200, 5000)}


def _full(found: Mapping[str, Any]) -> Iterable[Line]:
    sizes = {each["size"]: each for each in found["sizes"]}
    for size, each in sizes.items():
        p50, p99 = _SIZES.get(size, (None, None))
        yield Line(f"{size:,} offers: the mix of questions, p50", each["warm"]["p50_us"], p50, "µs")
        yield Line(f"{size:,} offers: the mix of questions, p99", each["warm"]["p99_us"], p99, "µs")
        yield Line(f"{size:,} offers: asked for the first time, p50", each["cold"]["p50_us"], None, "µs")
        yield Line(f"{size:,} offers: everything asked at once, p50", each["everything"]["p50_us"], None, "µs")
        yield Line(f"{size:,} offers: slowest hostile question over p50", each["slowest_hostile_over_p50"], 20, "×")
        yield Line(f"{size:,} offers: rows looked at, p50", each["rows_looked_at"], None, "")
        yield Line(f"{size:,} offers: compiling the index", each["build_s"], None, "s")
        yield Line(f"{size:,} offers: mapping it from its file", each["mapped"]["read_s"], None, "s")
        aim = 20 if size >= 100_000 else None  # fewer are mostly what any index takes
        yield Line(f"{size:,} offers: private memory per 100,000", each["private_mb_per_100k"], aim, "MB")
    if {100_000, 1_000_000} <= sizes.keys():
        growth = sizes[1_000_000]["warm"]["p50_us"] / sizes[100_000]["warm"]["p50_us"]
        yield Line("growth from 100,000 to 1,000,000 offers, p50", growth, 4, "×")


def _rendering(found: Mapping[str, Any]) -> Iterable[Line]:
    weight = found["weight"]
    yield Line("page of 20 options over the JSON, in process, p50", found["over_json_ms"], 3, "ms")
    yield Line("the same where no part of a card was kept", found["over_json_new_cards_ms"], None, "ms")
    yield Line("the whole page, search included, p50", found["page_ms"], None, "ms")
    yield Line("the JSON, search included, p50", found["json_ms"], None, "ms")
    yield Line("the heaviest page with its styles, compressed", weight["with_css_kb"], 60, "kB")
    yield Line("the same with its scripts and icon", weight["with_everything_kb"], None, "kB")


_LINES = {"quick": _quick, "full": _full, "rendering": _rendering}
