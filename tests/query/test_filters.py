"""Filters: what each one keeps, and the algebra of all of them together."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitcli import query
from summitcli.errors import Ambiguous, NotFound, UsageError
from summitcli.query import Filters
from summitcli.records import day_span

from ..conftest import RECORD, Summit

MEETINGS = json.loads(RECORD.read_text(encoding="utf-8"))["meetings"]
TOPICS = sorted({each["topic"] for meeting in MEETINGS for each in meeting.get("discussed", [])})
HELD_IN_PERSON = [m for m in MEETINGS if m["status"] == "held" and m["kind"] != "call"]


def span(meeting) -> tuple[str, str]:
    """First and last day of a meeting dated to any precision."""
    return meeting["start"] + "-01-01"[len(meeting["start"]) - 4 :], meeting["end"] + "-12-31"[
        len(meeting["end"]) - 4 :
    ]


def listed(summit: Summit, *args: str) -> list[str]:
    done = summit("list", "--ids", *args)
    assert (done.code, done.err) == (0, "")
    return sorted(done.out.split())


def those(meetings, keep) -> list[str]:
    return sorted(meeting["id"] for meeting in meetings if keep(meeting))


def on(topic: str, meeting) -> bool:
    return any(each["topic"] == topic for each in meeting.get("discussed", []))


def place(meeting, key: str):
    return (meeting.get("place") or {}).get(key)


# Each row: the filter, from which records it chooses (a filter replaces its own default only), and which it keeps.
ROWS = {
    "--topic syria": (HELD_IN_PERSON, partial(on, "syria")),
    "--topic meddling": (HELD_IN_PERSON, partial(on, "election-interference")),
    "--topic syria,iran": (HELD_IN_PERSON, lambda m: on("syria", m) or on("iran", m)),
    "--topic syria --topic iran": (HELD_IN_PERSON, lambda m: on("syria", m) and on("iran", m)),
    "--kind summit": (HELD_IN_PERSON, lambda m: m["kind"] == "summit"),
    "--kind call": (MEETINGS, lambda m: m["status"] == "held" and m["kind"] == "call"),
    "--kind pull-aside,bilateral": (HELD_IN_PERSON, lambda m: m["kind"] in ("pull-aside", "bilateral")),
    "--status cancelled": (MEETINGS, lambda m: m["status"] == "cancelled" and m["kind"] != "call"),
    "--status disputed --kind call": (MEETINGS, lambda m: m["status"] == "disputed" and m["kind"] == "call"),
    "--series us-russia": (HELD_IN_PERSON, lambda m: m["series"] == "us-russia"),
    "--leader putin": (HELD_IN_PERSON, lambda m: "vladimir-putin" in m["leaders"]),
    "--leader king-salman --kind call": (MEETINGS, lambda m: m["status"] == "held" and "king-salman" in m["leaders"]),
    "--person lavrov": (
        HELD_IN_PERSON,
        lambda m: (
            "sergei-lavrov"
            in [*(p["person"] for p in m.get("participants", [])), *(q["speaker"] for q in m.get("quotes", []))]
        ),
    ),
    "--country finland": (HELD_IN_PERSON, lambda m: place(m, "country") == "FI"),
    "--country FI,de": (HELD_IN_PERSON, lambda m: place(m, "country") in ("FI", "DE")),
    "--country usa": (HELD_IN_PERSON, lambda m: place(m, "country") == "US"),
    "--city hamburg": (HELD_IN_PERSON, lambda m: place(m, "city") == "Hamburg"),
    "--city BUENOS-AIRES": (HELD_IN_PERSON, lambda m: place(m, "city") == "Buenos Aires"),
    "--event g20": (HELD_IN_PERSON, lambda m: "G20" in (m.get("host_event") or "")),
    "--event apec": (HELD_IN_PERSON, lambda m: "APEC" in (m.get("host_event") or "")),
    "--year 2018": (HELD_IN_PERSON, lambda m: m["start"][:4] == "2018"),
    "--year 2017,2019": (HELD_IN_PERSON, lambda m: m["start"][:4] in ("2017", "2019")),
    "--year 2018..2019": (HELD_IN_PERSON, lambda m: m["start"][:4] in ("2018", "2019")),
    "--year 2019..": (HELD_IN_PERSON, lambda m: m["start"] >= "2019"),
    "--year ..2017": (HELD_IN_PERSON, lambda m: m["start"] < "2018"),
    "--since 2018-11": (HELD_IN_PERSON, lambda m: m["end"] >= "2018-11-01"),
    "--since 2018-11-12": (HELD_IN_PERSON, lambda m: m["end"] >= "2018-11-12"),
    "--until 2018-07": (HELD_IN_PERSON, lambda m: m["start"] <= "2018-07-31"),
    "--until 2017-07-07": (HELD_IN_PERSON, lambda m: m["start"] <= "2017-07-07"),
    "--since 2017-11-11 --until 2017-11-11": (HELD_IN_PERSON, lambda m: m["id"] == "da-nang-2017"),
    "--all --year 2018": (MEETINGS, lambda m: span(m)[0] <= "2018-12-31" and span(m)[1] >= "2018-01-01"),
    "--all --since 2025-08-20 --until 2025-08-20": (
        MEETINGS,
        lambda m: span(m)[0] <= "2025-08-20" and span(m)[1] >= "2025-08-20",
    ),
    "--all --kind call --topic ukraine": (MEETINGS, lambda m: m["kind"] == "call" and on("ukraine", m)),
    "--all": (MEETINGS, lambda m: True),
}


@pytest.mark.parametrize("arguments", ROWS)
def test_filter_keeps_what_the_record_says(summit: Summit, arguments):
    meetings, keep = ROWS[arguments]
    assert listed(summit, *arguments.split()) == those(meetings, keep)


# Where the record must answer something, so that the rows above are not true of nothing.
@pytest.mark.parametrize("arguments", [each for each in ROWS if each != "--series us-russia"])
def test_rows_above_are_about_something(arguments):
    meetings, keep = ROWS[arguments]
    assert those(meetings, keep)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--topic", "syira"], "no topic 'syira'"),
        (["--kind", "sumit"], "no kind 'sumit'"),
        (["--country", "finnland"], "no country 'finnland'"),
        (["--person", "lavrof"], "no person 'lavrof'"),
        (["--city", "helsinky"], "no city 'helsinky'"),
    ],
)
def test_unknown_value_is_not_found_with_a_suggestion(summit: Summit, arguments, named):
    done = summit("list", *arguments)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"error: {named}\nDid you mean ")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--year", bad] for bad in ("2019..2017", "18", "2018..2019..2020", "..", "2018-07", "twenty", "٢٠١٨", "")),
        *(["--since", bad] for bad in ("2018-02-31", "0000", "2018-13", "2018-7-1", "yesterday", "20180716", "")),
        *(["--until", bad] for bad in ("2018-07-32", "16.07.2018")),
        ["--since", "2019", "--until", "2018-07"],
        *(["--topic", bad] for bad in ("", "syria,", ",", "syria,,iran")),
        *(["--limit", bad] for bad in ("0", "-1", "many")),
        ["--sort", "size"],
    ],
    ids=" ".join,
)
def test_value_that_is_none_is_a_usage_error(summit: Summit, arguments):
    done = summit("list", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")


@pytest.mark.parametrize("command", [["list"], ["search", "syria"]], ids=" ".join)
def test_a_limit_beyond_all_numbers_is_none(summit: Summit, command):
    assert summit(*command, "--limit", "9" * 23) == summit(*command)


# The algebra, on the real record, in-process.

many = partial(st.lists, max_size=2)
YEARS = [*map(str, range(2016, 2028)), "2017..2019", "2025..", "..2018"]
DATES = ["2017", "2018-07", "2018-07-16", "2019-06-28", "2020-04-12", "2025", "2025-08", "2025-08-15", "2026"]
filters = st.builds(
    Filters,
    topic=many(st.sampled_from(TOPICS)),
    kind=many(st.sampled_from(["summit", "bilateral", "pull-aside", "call"])),
    status=many(st.sampled_from(["held", "cancelled", "proposed", "disputed"])),
    series=many(st.sampled_from(["trump-putin", "us-russia"])),
    leader=many(st.sampled_from(["donald-trump", "vladimir-putin", "king-salman"])),
    person=many(st.sampled_from(["sergei-lavrov", "yuri-ushakov", "marco-rubio", "donald-trump"])),
    country=many(st.sampled_from(["DE", "finland", "US", "vn"])),
    city=many(st.sampled_from(["Hamburg", "helsinki", "Anchorage"])),
    event=many(st.sampled_from(["g20", "apec"])),
    year=many(st.sampled_from(YEARS)),
    since=st.none() | st.sampled_from(DATES),
    until=st.none() | st.sampled_from(DATES),
    all=st.booleans(),
).filter(lambda asked: not (asked.since and asked.until) or day_span(asked.since)[0] <= day_span(asked.until)[1])
LISTS = [field for field in Filters._fields if field not in ("since", "until", "all")]
properties = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def only(field: str, value: Any) -> Filters:
    """One filter alone, without the default view."""
    return Filters(all=True)._replace(**{field: value})


def found(store, asked: Filters, **options) -> list[str]:
    return [row["id"] for row in query.rows(store, asked, **options)]


@properties
@given(asked=filters)
def test_any_filter_keeps_a_part_of_all_in_the_order_of_all(store, asked):
    kept = found(store, asked)
    assert kept == [id for id in found(store, Filters(all=True)) if id in kept]


@properties
@given(asked=filters)
def test_filters_together_are_the_intersection_of_each_alone(store, asked):
    alone = [only(field, getattr(asked, field)) for field in Filters._fields if field != "all"]
    sets = [set(found(store, each)) for each in alone]
    assert set(found(store, asked._replace(all=True))) == set.intersection(*sets)


@properties
@given(asked=filters)
def test_default_view_is_the_intersection_with_its_own_filters(store, asked):
    view = asked._replace(
        kind=asked.kind or ["summit,bilateral,pull-aside"],
        status=asked.status or ["held"],
        series=asked.series or ([] if asked.leader else ["trump-putin"]),
        all=True,
    )
    assert found(store, asked._replace(all=False)) == found(store, view)


@properties
@given(field=st.sampled_from(LISTS), asked=filters)
def test_repeating_a_filter_is_the_intersection(store, field, asked):
    values = getattr(asked, field)
    sets = [set(found(store, only(field, [value]))) for value in values]
    everything = set(found(store, Filters(all=True)))
    assert set(found(store, only(field, values))) == everything.intersection(*sets)


@properties
@given(field=st.sampled_from(LISTS), asked=filters)
def test_comma_is_the_union(store, field, asked):
    values = getattr(asked, field)
    sets = [set(found(store, only(field, [value]))) for value in values]
    joined = [",".join(values)] if values else []
    expected = set().union(*sets) if values else set(found(store, Filters(all=True)))
    assert set(found(store, only(field, joined))) == expected


@properties
@given(asked=filters, data=st.data())
def test_order_and_duplicates_of_values_do_not_matter(store, asked, data):
    shuffled = {
        field: data.draw(st.permutations([*getattr(asked, field), *getattr(asked, field)]), label=field)
        for field in LISTS
    }
    assert found(store, asked._replace(**shuffled)) == found(store, asked)


@properties
@given(asked=filters, sort=st.sampled_from(sorted(query.SORTS)), reverse=st.booleans(), limit=st.integers(1, 70))
def test_limit_is_a_prefix(store, asked, sort, reverse, limit):
    order = {"sort": sort, "reverse": reverse}
    assert found(store, asked, **order, limit=limit) == found(store, asked, **order)[:limit]


@properties
@given(asked=filters, sort=st.sampled_from(sorted(query.SORTS)), reverse=st.booleans())
def test_order_neither_adds_nor_drops(store, asked, sort, reverse):
    assert sorted(found(store, asked, sort=sort, reverse=reverse)) == sorted(found(store, asked))


@properties
@given(asked=filters)
def test_what_is_shown_and_left_out_is_what_matches(store, asked):
    listing = query.counted(store, asked, query.rows(store, asked))
    assert len(listing.rows) + sum(listing.left_out.values()) == listing.matching


@properties
@given(text=st.text(max_size=12), field=st.sampled_from([*LISTS, "since", "until"]))
def test_anything_typed_is_answered_or_refused(store, text, field):
    value = text if field in ("since", "until") else [text]
    try:
        found(store, only(field, value))
        candidates = []
    except (UsageError, NotFound) as error:
        candidates = error.candidates
    except Ambiguous:
        candidates = []
    assert len(candidates) <= 3
