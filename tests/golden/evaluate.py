"""Puts the golden queries to the program and to two simple searches, and prints how near each comes to the judgements.

`python -m tests.golden.evaluate` (`--worst N` shows the N worst answers in full). The program is asked as over HTTP:
the same parameters, the same JSON."""

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tests.golden.catalogue import Golden, build
from tests.golden.judgements import (
    FITTED,
    THIRD,
    TRIED,
    UNSEEN,
    Judged,
    grade,
    load_queries,
    load_regraded,
    load_sentences,
)
from tests.golden.measures import Bm25, kappa, ndcg, share
from thrive_directory.api.params import SearchParams
from thrive_directory.api.search_json import answer_search
from thrive_directory.catalogue.offer import Offer
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.errors import DirectoryError
from thrive_directory.geo.grid import distance_km
from thrive_directory.geo.place import Place
from thrive_directory.settings import bundled

PAGE = 20
FOURTH = "queries_fourth.yaml"
"""The fourth judge's questions, to which nothing may be fitted. Their first reading stands for what nobody has seen."""
SEARCHES = ("program", "distance only", "text only")
HEADINGS = {
    FITTED: "First judge, whose set the weights were fitted to",
    UNSEEN: "Second judge, whose faults have been mended by classes",
    THIRD: "Third judge, whose faults in reading words have been mended by classes",
    FOURTH: "Fourth judge, whose faults in reading words have been mended by classes",
    TRIED: "Classes of fault in rank, to try changes on",
}


@dataclass(frozen=True)
class Outcome:
    """One query answered by each search. `scores` is nDCG@10 by search; `missing` the musts not on the first page;
    `sectors` how many the page spans, of those that right offers could span."""

    query: Judged
    ranked: Mapping[str, Sequence[str]]
    grades: Mapping[str, int]
    scores: Mapping[str, float]
    missing: Sequence[str]
    sectors: tuple[int, int]
    flagged_rightly: bool
    problem: str | None


@dataclass(frozen=True)
class Sentences:
    """Shares of the sentences that must flag and did with the right kind, and of those that must not and did."""

    recall: float
    false_alarms: float
    wrong: Sequence[str]


@dataclass(frozen=True)
class Agreement:
    """The two judges over the queries that both graded: weighted kappa over the offers that either graded above 0, and
    the program's nDCG@10 by the grades of each."""

    queries: int
    pairs: int
    kappa: float
    first: float
    second: float


def evaluate(golden: Golden, name: str = FITTED) -> list[Outcome]:
    """Every query of a file, by every search."""
    return _outcomes(golden, load_queries(list(golden.offers), name))


def agreement(golden: Golden) -> Agreement:
    """How near the second judge comes to the first."""
    both = [_outcomes(golden, judged) for judged in zip(*load_regraded(list(golden.offers)), strict=True)]
    pairs = [
        (one.grades.get(key, 0), other.grades.get(key, 0))
        for one, other in zip(*both, strict=True)
        for key in one.grades | other.grades
    ]
    first, second = (mean(outcomes, "program") for outcomes in both)
    return Agreement(len(both[0]), len(pairs), kappa(pairs), first, second)


def _outcomes(golden: Golden, queries: Sequence[Judged]) -> list[Outcome]:
    texts = Bm25({name: _words(_text_of(offer)) for name, offer in golden.offers.items()})
    return [_outcome(golden, query, texts) for query in queries]


def sentences(golden: Golden) -> Sentences:
    """The words of danger, and those that only look like them."""
    must, must_not = load_sentences()
    found = [(_kinds(golden, line["q"]) & set(line["kind"]), line["q"]) for line in must]
    alarms = [(_kinds(golden, line), line) for line in must_not]
    wrong = [f"not flagged: {q}" for kinds, q in found if not kinds] + [f"flagged: {q}" for kinds, q in alarms if kinds]
    return Sentences(share([bool(kinds) for kinds, _ in found]), share([bool(kinds) for kinds, _ in alarms]), wrong)


def _kinds(golden: Golden, q: str) -> set[str]:
    try:
        answer, _ = _ask(golden, {"q": q})
    except DirectoryError:  # such as a place's name with two meanings: the problem answer has no understood
        return set(golden.parts.parse(q, golden.parts.clock()).urgent_kinds)
    return set(answer["urgent_kinds"])


def _ask(golden: Golden, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What was understood, and the keys of the first page."""
    answer = orjson.loads(answer_search(SearchParams.read({**given, "limit": PAGE}), golden.parts))
    return answer["understood"], [golden.key_of[result["service"]["id"]] for result in answer["results"]]


def _outcome(golden: Golden, query: Judged, texts: Bm25) -> Outcome:
    place = _place(golden, query)
    vocabulary = load_vocabulary(bundled("data/vocabulary.yaml"))
    every = {name: grade(query, name, offer, place, vocabulary) for name, offer in golden.offers.items()}
    grades = {name: value for name, value in every.items() if value > 0}
    problem, understood, page = None, {"urgent_kinds": []}, list[str]()
    try:
        understood, page = _ask(golden, query.ask)
    except DirectoryError as error:
        problem = error.message
    ranked = dict(zip(SEARCHES, (page, nearest(golden, place), texts.rank(asked_words(query, place))), strict=True))
    return Outcome(
        query=query,
        ranked=ranked,
        grades=grades,
        scores={name: ndcg(keys, grades) for name, keys in ranked.items()},
        missing=[name for name in query.must if name not in page],
        sectors=(_sectors(golden, page), _sectors(golden, list(grades))),
        flagged_rightly=query.urgent is None or _agrees(query.urgent, understood["urgent_kinds"]),
        problem=problem,
    )


def _agrees(expected: Sequence[str], kinds: Sequence[str]) -> bool:
    return bool(set(expected) & set(kinds)) if expected else not kinds


def _place(golden: Golden, query: Judged) -> Place | None:
    near = query.means.get("near")
    return golden.parts.resolve(near, "near") if near else None


def _sectors(golden: Golden, keys: Sequence[str]) -> int:
    return len({tag.code for name in keys for tag in golden.offers[name].sectors})


def nearest(golden: Golden, place: Place | None) -> list[str]:
    """Distance only: what has a point, nearest first, then everything else by key."""

    def km(offer: Offer) -> float:
        grids = [location.grid for location in offer.locations if location.grid]
        if place is None or place.grid is None or not grids:
            return float("inf")
        return min(distance_km(place.grid, grid) for grid in grids)

    return sorted(golden.offers, key=lambda name: (km(golden.offers[name]), name))


def asked_words(query: Judged, place: Place | None) -> list[str]:
    """What a text search would be given: the words typed, or the values of the parameters, and the place's name."""
    typed = query.ask.get("q") or " ".join(str(value) for name, value in query.ask.items() if name != "near")
    where = place.area.name if place and place.area else ""
    return _words(f"{typed} {where}")


def _text_of(offer: Offer) -> str:
    areas = " ".join(area.area.name for area in offer.areas)
    return f"{offer.name} {offer.organization_name} {offer.summary} {offer.description} {areas}"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def report(heading: str, outcomes: Sequence[Outcome], worst: int) -> str:
    """What is printed of one set."""
    graded = sum(len(outcome.grades) for outcome in outcomes)
    heads = "".join(f"{name:>16}" for name in SEARCHES)
    lines = [f"{heading}: {len(outcomes)} queries, {graded} grades above 0", ""]
    lines += [f"{'nDCG@10':<14}{heads}{'must-haves':>14}{'three sectors':>16}"]
    groups = ["all", "in words", "parameters", *dict.fromkeys(outcome.query.who for outcome in outcomes)]
    lines += [_line(group, [o for o in outcomes if group in _groups(o.query)]) for group in groups]
    lines += [f"flag of {o.query.id} is wrong" for o in outcomes if not o.flagged_rightly]
    lines += [f"must-have missing: {o.query.id}: {', '.join(o.missing)}" for o in outcomes if o.missing]
    lines += [f"no answer: {o.query.id}: {o.problem}" for o in outcomes if o.problem]
    for outcome in sorted(outcomes, key=lambda o: o.scores["program"])[:worst]:
        lines += ["", *_in_full(outcome)]
    return "\n".join(lines)


def _groups(query: Judged) -> set[str]:
    return {"all", query.who, "in words" if "q" in query.ask else "parameters"}


def report_of_rest(judges: Agreement, said: Sentences) -> str:
    """What is printed once, below the sets."""
    pairs = f"{judges.pairs} grades of {judges.queries} queries graded twice"
    lines = [f"judges: quadratic kappa {judges.kappa:.3f} over {pairs},"]
    lines += [f"        nDCG@10 {judges.first:.3f} by the first judge's, {judges.second:.3f} by the second's"]
    lines += [f"urgent words: recall {said.recall:.1%}, false alarms {said.false_alarms:.1%}", *said.wrong]
    return "\n".join(lines)


def mean(outcomes: Sequence[Outcome], search: str) -> float:
    """Mean nDCG@10 of a search."""
    return sum(outcome.scores[search] for outcome in outcomes) / len(outcomes)


def must_recall(outcomes: Sequence[Outcome]) -> float:
    """Share of must-haves that are on the first page."""
    return 1 - sum(len(o.missing) for o in outcomes) / sum(len(o.query.must) for o in outcomes)


def three_sectors(outcomes: Sequence[Outcome]) -> float:
    """Share of first pages that span three sectors, of those whose right offers could."""
    return share([shown >= 3 for shown, could in (o.sectors for o in outcomes) if could >= 3])


def _line(who: str, outcomes: Sequence[Outcome]) -> str:
    scores = "".join(f"{mean(outcomes, search):>16.3f}" for search in SEARCHES)
    return f"{who:<14}{scores}{must_recall(outcomes):>14.1%}{three_sectors(outcomes):>16.1%}"


def _in_full(outcome: Outcome) -> list[str]:
    page, grades = outcome.ranked["program"], outcome.grades
    best = sorted((key for key in grades if grades[key] > 1 and key not in page[:10]), key=lambda key: -grades[key])
    return [
        f"{outcome.scores['program']:.3f} {outcome.query.id} {dict(outcome.query.ask)}",
        *(f"   {rank:>2} [{grades.get(name, 0)}] {name}" for rank, name in enumerate(page[:10], start=1)),
        *(f"    lower or absent [{grades[name]}] {name}" for name in best),
    ]


def main() -> None:
    """Build, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst answers in full")
    worst = options.parse_args().worst
    with tempfile.TemporaryDirectory() as folder:
        golden = build(Path(folder))
        sets = [report(heading, evaluate(golden, name), worst) for name, heading in HEADINGS.items()]
        sys.stdout.write("\n\n".join([*sets, report_of_rest(agreement(golden), sentences(golden))]) + "\n")


if __name__ == "__main__":
    main()
