"""`summit stats` and `summit timeline`: what is counted and drawn is what is listed."""

import csv
import json
from io import StringIO

import pytest

from summitcli.query.counts import GROUPINGS

from ..conftest import SAMPLE, Summit
from ..synthetic import dataset

ONCE = [key for key in GROUPINGS if key not in ("topic", "leader")]
"""Groupings under which a meeting counts once."""


@pytest.mark.parametrize("by", ONCE)
@pytest.mark.parametrize("filters", [[], ["--all"], ["--kind", "call"], ["--series", "us-soviet"]], ids=" ".join)
def test_counts_add_up_to_the_listing(ask: Summit, by, filters):
    counts = json.loads(ask("stats", "--by", by, *filters, "--json").out)
    listed = json.loads(ask("list", *filters, "--json").out)
    assert sum(count["meetings"] for count in counts) == len(listed)
    assert sum(count["minutes"] for count in counts) == sum(row["minutes"] or 0 for row in listed)
    assert sum(count["timed"] for count in counts) == sum(row["minutes"] is not None for row in listed)


@pytest.mark.parametrize(("by", "values"), [("topic", "topics"), ("leader", "leaders")])
def test_a_meeting_counts_under_each_of_its_topics_and_leaders(ask: Summit, by, values):
    counts = json.loads(ask("stats", "--by", by, "--all", "--json", data=SAMPLE).out)
    listed = json.loads(ask("list", "--all", "--json", data=SAMPLE).out)
    under = {
        value: [row for row in listed if value in (row[values] or [None])]
        for value in {value for row in listed for value in (row[values] or [None])}
    }
    assert {row["value"]: (row["meetings"], row["minutes"]) for row in counts} == {
        value: (len(rows), sum(row["minutes"] or 0 for row in rows)) for value, rows in under.items()
    }


def test_a_count_has_these_keys(ask: Summit):
    assert json.loads(ask("stats", "--by", "topic", "--json", data=SAMPLE).out)[0] == {
        "by": "topic",
        "value": "fishing",
        "label": "Fishing",
        "meetings": 2,
        "minutes": 190,
        "timed": 2,
        "partial": 0,
        "hedged": 1,
    }


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("initiator", [("not known", 1), ("Russia", 1), ("United States", 1)]),
        ("pair", [("Donald Trump and Vladimir Putin", 3)]),
        ("decade", [("2010s", 2), ("2020s", 1)]),
        ("series", [("Trump and Putin", 3)]),
        ("country", [("Finland", 2), ("Viet Nam", 1)]),
        ("kind", [("bilateral", 1), ("pull-aside", 1), ("summit", 1)]),
        ("status", [("held", 3)]),
        ("year", [("2017", 2), ("2025", 1)]),
    ],
)
def test_values_go_by_their_names(ask: Summit, by, expected):
    rows = json.loads(ask("stats", "--by", by, "--json", data=SAMPLE).out)
    told = [(row["label"].replace("Vietnam", "Viet Nam"), row["meetings"]) for row in rows]
    assert told == expected


def test_years_are_counted_if_no_key_is_named(ask: Summit):
    assert ask("stats", "--json") == ask("stats", "--by", "year", "--json")


def test_an_unknown_grouping_suggests(ask: Summit):
    failed = json.loads(ask("stats", "--by", "yaer", "--json").err)["error"]
    assert (failed["code"], failed["commands"][0]) == ("usage", "summit stats --by year --json")


def test_statements_are_counted_by_the_standing_of_their_best_source(ask: Summit):
    rows = json.loads(ask("stats", "--by", "standing", "--json", data=dataset()).out)
    counted = {row["standing"]: (row["statements"], row["sources"]) for row in rows}
    statements = list(
        csv.DictReader(StringIO(ask("show", "geneva", "call-2032-01-02", "oslo-2033", "-f", "csv", data=dataset()).out))
    )
    resting = [row["sources"] for row in statements if row["ref"]]
    assert counted["press"] == (sum("gazette-2031" in sources for sources in resting), 1)
    assert counted["specialist"] == (sum(sources == "palace-2031" for sources in resting), 1)


# What counts as a meeting


def test_the_counting_rule_names_the_meetings(ask: Summit):
    rule = json.loads(ask("stats", "--explain", "--json", data=SAMPLE).out)
    assert {row["count"]: row["ids"] for row in rule} == {
        "encounters": ["alpha-2017", "beta-2017", "omega-2025"],
        "formal": ["alpha-2017", "omega-2025"],
        "summits": ["alpha-2017"],
        "calls": ["call-2016-12-01"],
        "not-held": ["gamma-2018"],
        "disputed": ["delta-2022"],
    }


def test_the_bundled_record_has_eight_encounters_and_four_formal_meetings(ask: Summit):
    rule = json.loads(ask("stats", "--explain", "--json").out)
    assert {row["count"]: row["meetings"] for row in rule[:3]} == {"encounters": 8, "formal": 4, "summits": 2}


def test_the_rule_is_one_whatever_is_counted_by(ask: Summit):
    refused = ask("stats", "--explain", "--by", "kind")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "error: --explain and --by do not go together")


# The timeline


def test_the_timeline_is_of_what_was_held_calls_too(ask: Summit):
    rows = json.loads(ask("timeline", "--json", data=SAMPLE).out)
    assert [row["id"] for row in rows] == ["call-2016-12-01", "alpha-2017", "beta-2017", "omega-2025"]


def test_the_timeline_without_filters_is_of_the_default_series(ask: Summit):
    assert {row["series"] for row in json.loads(ask("timeline", "--json").out)} == {"trump-putin"}


def test_the_rows_of_a_timeline_and_of_a_map_are_those_of_a_list(ask: Summit):
    assert ask("timeline", "--kind", "summit,bilateral,pull-aside") == ask("list") == ask("map")


def test_a_sum_is_as_rough_as_its_figures(ask: Summit):
    data = dataset()
    exact = dataset()
    exact["meetings"][0]["durations"][0]["qualifier"] = None
    drawn = [ask("stats", "--color", "never", tty=80, data=each).out for each in (data, exact)]
    assert [text.splitlines()[-1].split("  ")[-1] for text in drawn] == ["about 2 h 10 min", "2 h 10 min"]
