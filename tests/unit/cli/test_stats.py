"""The operator's commands about use: figures as a table, as lines and as JSON; sites."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from tests.ready_folder import settings_for
from thrive_directory.catalogue.counts import Counted, add_counts, month_before, month_of
from thrive_directory.catalogue.session import engine_for, writing
from thrive_directory.errors import BadParameter

NOW = month_of(datetime.now(UTC).date())
BEFORE = month_before(NOW, 1)


@pytest.fixture(scope="module")
def counted(folder):
    """A folder with two months of counts."""
    with writing(engine_for(settings_for(folder))) as session:
        for month in (BEFORE, NOW):
            add_counts(
                session,
                {
                    Counted(month, "search", "E09000007", "getting-advice", "11-15"): 31,
                    Counted(month, "search", "E09000007", "", ""): 3,
                    Counted(month, "search-nothing", "E09000007", "getting-advice", "11-15"): 11,
                    Counted(month, "copy", "no-longer-there"): 13,
                },
            )
    return folder


def test_a_table_for_people(call, counted):
    told = call("stats").stdout
    assert f"{BEFORE:%B %Y}\n" in told
    assert f"{NOW:%B %Y}, so far\n" in told
    (row, *_) = [line for line in told.splitlines() if line.startswith("Camden")]
    assert row.split("  ")[0] == "Camden"
    assert row.split()[-2:] == ["30", "10"]
    assert "all that is shown" in told
    assert "no-longer-there" in told
    assert "–" in told.splitlines()[-1]


def test_lines_to_pass_on_hold_finished_months_alone(call, counted):
    told = call("stats", "--csv")
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert {row["month"] for row in rows} == {f"{BEFORE:%Y-%m}"}
    assert [row["count"] for row in rows if row["kind"] == "search"] == ["30"]
    assert "is not over and is left out" in told.stderr
    with_now = list(csv.DictReader(io.StringIO(call("stats", "--csv", "--so-far").stdout)))
    assert len(with_now) == 2 * len(rows)


def test_the_same_as_json_for_chosen_months(call, counted):
    month = f"{BEFORE:%Y-%m}"
    found = json.loads(call("stats", "--json", "--from", month, "--to", month).stdout)
    assert {each["kind"]: each["count"] for each in found} == {"search": 30, "search-nothing": 10, "copy": 15}
    assert found[1]["name"] == "Camden"


@pytest.mark.parametrize(
    "arguments",
    [["--csv", "--json"], ["--from", "2026"], ["--to", "november"], ["--from", "2026-12", "--to", "2026-11"]],
)
def test_what_cannot_be_asked_is_said(call, arguments):
    with pytest.raises(BadParameter):
        call("stats", *arguments)


def test_where_nothing_was_counted_it_says_so(call):
    assert "Nothing was counted ten times" in call("stats", "--from", "2020-01", "--to", "2020-02").stdout


def test_a_site_is_added_listed_and_removed(call):
    key = call("sites", "add", "Oak School").stdout.split()[0]
    assert key.startswith("oak-school-")
    assert f"{key}  " in call("sites", "list").stdout
    call("sites", "remove", key)
    assert call("sites", "list").stdout == ""
    with pytest.raises(BadParameter):
        call("sites", "remove", key)
