"""What goes with every copy of the catalogue: terms, attribution, urgent help, and who is no longer in it."""

from typing import Any

from thrive_directory.api.feed_cursor import encode
from thrive_directory.api.feed_json import tombstone_json
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.urgent import urgent_help_for

LICENCE = "Each record names the terms of its source in its attribute data_licence (the column Licence)."
PROVENANCE = (
    "Each record names the page that every fact was read on, and when, in metadata (the columns Sources and Read on)."
)
ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data © Crown "
    "copyright and database right. Contains Royal Mail data © Royal Mail copyright and database right."
)
REPORT_ERRORS = (
    "Tell whoever runs this directory the id of the record and what is wrong; they can withdraw an offer from every "
    "answer at once. A service in danger of being misused is withdrawn first and checked afterwards."
)


def about_json(snapshot: Snapshot) -> dict[str, Any]:
    """Everything to be known about a copy of this catalogue, the forms it comes in apart."""
    log = snapshot.changes
    return {
        "catalogue_version": snapshot.version,
        "changed_at": log.last_changed_at().isoformat(),
        "offers": len(snapshot.offer_ids),
        "changes_cursor": encode(log.epoch, log.end()),
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "provenance": PROVENANCE,
        "report_errors": REPORT_ERRORS,
        "urgent_help": urgent_help_json(snapshot.urgent_help),
        "tombstones": [tombstone_json(stone) for stone in snapshot.tombstones.values()],
    }


def urgent_words(snapshot: Snapshot) -> str:
    """The lines of urgent help for somebody's life, as one sentence for a table."""
    lines = [line for line in urgent_help_for(snapshot.urgent_help) if line.kind == "life"]
    return "; ".join(dict.fromkeys(_named(line.name, line.phone or line.sms or line.url) for line in lines))


def _named(name: str, reach: str | None) -> str:
    return name if reach in (None, name) else f"{name}: {reach}"


def read_me(snapshot: Snapshot) -> str:
    """The page of words that goes into a package."""
    return "\n\n".join(
        (
            f"Catalogue version {snapshot.version}, {len(snapshot.offer_ids)} offers.",
            f"In an emergency: {urgent_words(snapshot)}. Show this beside the offers.",
            LICENCE,
            ATTRIBUTION,
            PROVENANCE,
            "tombstones.csv lists the offers that are gone: take them out of your copy.",
            REPORT_ERRORS,
            "",
        )
    )
