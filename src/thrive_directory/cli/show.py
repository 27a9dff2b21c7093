"""An answer to a search as a person reads it in a terminal, made from the API's own JSON. Asks and decides nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

Json = Mapping[str, Any]


def show_answer(console: Console, answer: Json) -> None:
    """Print what was understood, urgent help, the options in order with reasons and asks, and the near misses."""
    for part in _parts(answer):
        console.print(part)


def _parts(answer: Json) -> Iterator[RenderableType]:
    yield Text.assemble("Understood: ", (understood_line(answer["understood"]), "bold"))
    for note in answer["notes"]:
        yield Text(note, style="yellow")
    urgent = _urgent(answer["urgent_help"], in_full=answer["understood"]["urgent"])
    yield Panel(urgent, title="If it is urgent", title_align="left", border_style="red")
    for widened in answer["relaxed"]:
        yield Text(widened["text"], style="yellow")
    if not answer["results"]:
        yield Text("No option was found for this.")
    for number, result in enumerate(answer["results"], 1):
        yield from _option(number, result)
    yield Text(f"\n{len(answer['results'])} of {answer['total']} options", style="bold")
    for ask in answer["asks"]:
        yield Text(ask["text"])
    if answer["near_misses"]:
        yield Text("\nNot shown, and why", style="bold")
    for miss in answer["near_misses"]:
        yield Text.assemble("  ", miss["service"]["name"], (f"  {miss['failed']['text']}", "dim"))


def understood_line(understood: Json) -> str:
    """What was understood in one line, such as "near NW1 8QL (Camden) · getting-advice · age 14"."""
    terms = []
    if near := understood["near"]:
        area = near["area"]
        terms.append(f"near {near['label']}" + (f" ({area['name']})" if area else ""))
    for name in ("grouping", "need", "sector", "mode", "language", "referral_route", "access", "circumstance"):
        terms += understood[name]
    terms += [f"not {code}" for code in understood["not_mode"]]
    if understood["age"] is not None:
        terms.append(f"age {_age(understood['age'])}")
    for name in ("audience", "gender", "open", "text"):
        if understood[name]:
            terms.append(f"{name} {understood[name]}")
    if understood["free"]:
        terms.append("free")
    terms += [f"(not understood: {word})" for word in understood["unused"]]
    return " · ".join(terms) or "everything"


def _age(age: Any) -> str:
    if isinstance(age, list):
        return " and ".join(_age(each) for each in age)
    return f"{age['min']} to {age['max']}" if isinstance(age, Mapping) else str(age)


def _urgent(lines: list[Json], *, in_full: bool) -> Text:
    """A line for each way to get help at once; `in_full` adds what each is for."""
    text = Text()
    for number, line in enumerate(lines):
        ways = " · ".join(filter(None, [line["phone"], line["sms"] and f"text {line['sms']}"])) or line["url"]
        text.append("\n" if number else "")
        text.append(f"{line['name']}  ", style="bold")
        text.append(ways or "")
        if in_full:
            text.append(f"  {line['text']}", style="dim")
    return text


def _option(number: int, result: Json) -> Iterator[RenderableType]:
    service = result["service"]
    km = result["distance_km"]
    distance = "" if km is None else f"  {km} km"
    yield Text.assemble(
        "\n",
        (f"{number:>2}. ", "bold"),
        (service["name"], "bold cyan"),
        f"  {service['organization']['name']}",
        distance,
    )
    yield Padding(Text("\n").join(_lines(result)), (0, 0, 0, 4))


def _lines(result: Json) -> Iterator[Text]:
    service = result["service"]
    if service["summary"]:
        yield Text(service["summary"])
    ways = [f"{contact['value']}" for contact in service["contacts"]]
    if ways:
        yield Text(" · ".join(ways), style="bold")
    if result["trade"]:
        yield Text(result["trade"], style="italic")
    if result["reasons"]:
        yield Text("Why: " + " · ".join(reason["text"] for reason in result["reasons"]), style="green")
    if result["asks"]:
        yield Text("Ask: " + " · ".join(ask["text"] for ask in result["asks"]), style="yellow")
    if result.get("penalties"):
        parts = (f"{name} {value}" for name, value in sorted(result["penalties"].items(), key=lambda item: -item[1]))
        yield Text("Penalties: " + ", ".join(parts), style="dim")
