"""A council's own page of offers, kept in step by the feed of changes alone.

    python show_offers.py http://127.0.0.1:8000 E09000007 page.html

Run it from time to time, say every five minutes. The first run takes in everything; later ones take what changed, which
is usually nothing. The copy and the cursor lie in one small database beside the page. Needs httpx, and nothing else.
"""

import html
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import httpx

PAGE = """<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Help for children and young people</title>
<h1>Help for children and young people</h1>
<section><h2>Urgent help</h2><ul>{urgent}</ul></section>
<ul>{offers}</ul>
<footer><p>{attribution}</p><p>Something wrong? Tell us the number at the end of the offer.</p></footer></html>
"""


def follow(directory: httpx.Client, copy: sqlite3.Connection) -> int:
    """Bring the copy up to date; how many offers changed. Safe to stop at any moment and to run again."""
    changed = 0
    while True:
        cursor = copy.execute("SELECT cursor FROM reader").fetchone()
        answer = directory.get("/changes", params={"limit": 500} | ({"since": cursor[0]} if cursor else {}))
        if answer.status_code == httpx.codes.GONE:  # away for too long: take everything, and go on from there
            changed += start_again(directory, copy, answer.json()["full_export"])
            continue
        page = answer.raise_for_status().json()
        with copy:  # the page and its cursor are kept together, or neither
            for change in page["changes"]:
                if change["kind"] == "withdrawn":
                    copy.execute("DELETE FROM offer WHERE id = ?", (change["id"],))
                else:
                    keep(copy, change["service"])
            keep_cursor(copy, page["next_cursor"])
        changed += len(page["changes"])
        if not page["has_more"]:
            return changed


def start_again(directory: httpx.Client, copy: sqlite3.Connection, export: str) -> int:
    """Replace the copy by a full export; how many offers there are."""
    with copy, directory.stream("GET", export) as answer:
        answer.raise_for_status()
        copy.execute("DELETE FROM offer")
        for line in answer.iter_lines():
            keep(copy, json.loads(line))
        keep_cursor(copy, answer.headers["Changes-Cursor"])
        return int(copy.execute("SELECT count(*) FROM offer").fetchone()[0])


def keep(copy: sqlite3.Connection, service: dict) -> None:
    """Put one record in the place of the one before."""
    copy.execute("INSERT OR REPLACE INTO offer VALUES (?, ?)", (service["id"], json.dumps(service)))


def keep_cursor(copy: sqlite3.Connection, cursor: str) -> None:
    """Remember how far we have read."""
    copy.execute("INSERT OR REPLACE INTO reader VALUES (1, ?)", (cursor,))


def open_copy(path: str) -> sqlite3.Connection:
    """Our copy, made when it is not there yet."""
    copy = sqlite3.connect(path)
    copy.execute("CREATE TABLE IF NOT EXISTS offer (id TEXT PRIMARY KEY, record TEXT NOT NULL)")
    copy.execute("CREATE TABLE IF NOT EXISTS reader (id INTEGER PRIMARY KEY CHECK (id = 1), cursor TEXT NOT NULL)")
    return copy


def covers(service: dict, area: str) -> bool:
    """Whether the offer covers this authority, England or the whole UK."""
    codes = {place.get("uri", "").rpartition("/")[2] for place in service.get("service_areas", [])}
    return not codes.isdisjoint({area, "E92000001", "K02000001"})


def offer_html(service: dict) -> str:
    """One offer: what it is, how to reach it, how sure we are, and whose record it is."""
    phones = " · ".join(phone["number"] for phone in service.get("phones", []))
    facts = {each["link_type"]: each.get("value", "") for each in service.get("attributes", [])}
    parts = [service.get("description", ""), phones, service.get("url", "")]
    small = f"{facts.get('verification_status', '')} · {facts.get('data_licence', '')} · {service['id']}"
    lines = "".join(f"<p>{html.escape(part)}</p>" for part in parts if part)
    return f"<li><h2>{html.escape(service['name'])}</h2>{lines}<small>{html.escape(small)}</small></li>"


def page_html(copy: sqlite3.Connection, about: dict, area: str) -> str:
    """The page: urgent help first, then the offers of the area by name."""
    services = [json.loads(record) for (record,) in copy.execute("SELECT record FROM offer")]
    shown = sorted((one for one in services if covers(one, area)), key=lambda one: one["name"].casefold())
    urgent = [f"<li>{html.escape(line['name'])}: {html.escape(line['text'])}</li>" for line in about["urgent_help"]]
    return PAGE.format(
        urgent="".join(urgent),
        offers="".join(map(offer_html, shown)),
        attribution=html.escape(about["attribution"]),
    )


def main(address: str, area: str, page: str) -> None:
    """Follow the feed, then write the page."""
    with httpx.Client(base_url=address, timeout=60) as directory, closing(open_copy(f"{page}.sqlite3")) as copy:
        print(follow(directory, copy), "changes")  # noqa: T201
        about = directory.get("/exports").raise_for_status().json()
        Path(page).write_text(page_html(copy, about, area), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
