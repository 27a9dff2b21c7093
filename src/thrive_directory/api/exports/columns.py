"""One offer as one row that a person can read: columns of words, made from its HSDS record. Opens no file.

A confidential location has no address in its record, so it has none here."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

Record = Mapping[str, Any]
Cell = str | float | None


class Column(NamedTuple):
    """A column: its name in JSON, its heading, and how it is read from a record."""

    name: str
    heading: str
    read: Callable[[Record], Cell]


def _plain(field: str) -> Callable[[Record], Cell]:
    return lambda record: record.get(field)


def _terms(link_type: str, *, with_status: bool = False) -> Callable[[Record], Cell]:
    """The names of the terms of one vocabulary; with whether they are confirmed, where a reader must know."""

    def read(record: Record) -> Cell:
        found = [each for each in record.get("attributes", ()) if each["link_type"] == link_type and _is_term(each)]
        return _joined(
            f"{each['taxonomy_term']['name']} ({each['value']})" if with_status else each["taxonomy_term"]["name"]
            for each in found
        )

    return read


def _extra(link_type: str) -> Callable[[Record], Cell]:
    """A fact that HSDS has no field for; several are joined."""
    return lambda record: _joined(
        str(each["value"])
        for each in record.get("attributes", ())
        if each["link_type"] == link_type and not _is_term(each)
    )


def _is_term(attribute: Record) -> bool:
    return "taxonomy_term" in attribute


def _phones(*kinds: str) -> Callable[[Record], Cell]:
    return lambda record: _joined(
        f"{each['number']} ({each['description']})" if "description" in each else each["number"]
        for each in record.get("phones", ())
        if each["type"] in kinds
    )


def _items(field: str, item: str) -> Callable[[Record], Cell]:
    return lambda record: _joined(each[item] for each in record.get(field, ()) if each.get(item))


def _organization(record: Record) -> Cell:
    return str(record["organization"]["name"])


def locations(record: Record) -> list[Record]:
    """Where it happens."""
    return [each["location"] for each in record.get("service_at_locations", ())]


def _addresses(record: Record) -> Cell:
    return _joined(
        ", ".join(
            part
            for part in (place.get("name"), *(address[name] for name in ("address_1", "city", "postal_code")))
            if part
        )
        for place in locations(record)
        for address in place.get("addresses", ())
    )


def _hours(record: Record) -> Cell:
    told = _extra("opening_hours_text")(record)
    return told or _joined(_opening(each) for each in record.get("schedules", ()))


def _opening(schedule: Record) -> str:
    hours = "–".join(schedule[name] for name in ("opens_at", "closes_at") if name in schedule)
    monthly = "monthly" if schedule["freq"] == "MONTHLY" else ""
    return " ".join(part for part in (monthly, schedule.get("byday", ""), hours) if part)


def _waiting(record: Record) -> Cell:
    return _joined(
        f"{each['unit']['name']}: {each['available']:g}, told {each['updated'][:10]}. {each['description']}"
        for each in record.get("capacities", ())
    )


def _sources(record: Record) -> Cell:
    return _joined(dict.fromkeys(each["replacement_value"] for each in record.get("metadata", ())))


def _read_on(record: Record) -> Cell:
    return max((each["last_action_date"] for each in record.get("metadata", ())), default=None)


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


COLUMNS = (
    Column("id", "ID", _plain("id")),
    Column("name", "Name", _plain("name")),
    Column("organisation", "Organisation", _organization),
    Column("description", "What it is", _plain("description")),
    Column("groupings", "THRIVE groupings", _terms("thrive_needs_based_grouping", with_status=True)),
    Column("needs", "Needs", _terms("need")),
    Column("circumstances", "Circumstances", _terms("circumstance")),
    Column("audiences", "For", _terms("audience")),
    Column("minimum_age", "Age from", _plain("minimum_age")),
    Column("maximum_age", "Age to", _plain("maximum_age")),
    Column("ages", "Ages in words", _plain("eligibility_description")),
    Column("areas", "Areas covered", _items("service_areas", "name")),
    Column("coverage", "Coverage in words", _extra("coverage_text")),
    Column("addresses", "Where it happens", _addresses),
    Column("modes", "How it is given", _terms("mode")),
    Column("phone", "Phone", _phones("voice", "textphone")),
    Column("text", "Text message", _phones("text")),
    Column("email", "Email", _items("contacts", "email")),
    Column("web_page", "Web page", _plain("url")),
    Column("further_pages", "Further pages", _items("additional_urls", "url")),
    Column("no_contact_advice", "If there is no contact", _extra("no_contact_advice")),
    Column("referral_routes", "Who can ask for it", _terms("referral_route")),
    Column("how_to_refer", "How to refer", _extra("how_to_refer")),
    Column("referral_form", "Referral form", _extra("referral_form")),
    Column("threshold", "When they say yes", _extra("threshold")),
    Column("consent", "Whose consent is needed", _extra("consent")),
    Column("what_happens", "What happens when you get in touch", _extra("what_happens")),
    Column("what_to_expect", "What to expect", _extra("what_to_expect")),
    Column("who_is_told", "Who is told, and what stays private", _extra("who_is_told")),
    Column("limits", "What it cannot do", _extra("limits")),
    Column("if_it_does_not_help", "If it does not help", _extra("if_it_does_not_help")),
    Column("opening_hours", "Opening hours", _hours),
    Column("waiting", "Waiting", _waiting),
    Column("cost", "Cost", _items("cost_options", "option")),
    Column("cost_words", "Cost in words", _plain("fees_description")),
    Column("languages", "Languages", _items("languages", "code")),
    Column("access", "Access", _terms("access")),
    Column("sectors", "Sector", _terms("sector")),
    Column("verification", "Checked", _extra("verification_status")),
    Column("verified_on", "Checked with the provider on", _plain("assured_date")),
    Column("read_on", "Read on", _read_on),
    Column("sources", "Sources", _sources),
    Column("licence", "Licence", _extra("data_licence")),
    Column("last_modified", "Last changed", _plain("last_modified")),
)


def row_of(record: Record) -> dict[str, Cell]:
    """Every column of an offer by its name; None where nothing is known."""
    return {column.name: column.read(record) for column in COLUMNS}
