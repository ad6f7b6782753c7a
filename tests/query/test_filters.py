"""Filters: what each one keeps, and the algebra of all of them together."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitcli.errors import Ambiguous, NotFound, UsageError
from summitcli.query import meetings as query
from summitcli.query.filters import FILTERS, Filters
from summitcli.wording import day_span

from ..conftest import Summit, bundled_record
from ..synthetic import dataset

MEETINGS = bundled_record()["meetings"]
HELD_IN_PERSON = [m for m in MEETINGS if m["status"] == "held" and m["kind"] != "call"]
DEFAULT = [m for m in HELD_IN_PERSON if m["series"] == "trump-putin"]
OF_SERIES = [m for m in MEETINGS if m["series"] == "trump-putin"]
SECTIONS = ("outcomes", "accounts", "quotes", "corrections", "context", "aims", "reactions", "aftermath")


def span(meeting) -> tuple[str, str]:
    """First and last day of a meeting dated to any precision."""
    return meeting["start"] + "-01-01"[len(meeting["start"]) - 4 :], meeting["end"] + "-12-31"[
        len(meeting["end"]) - 4 :
    ]


def topics(meeting) -> set[str]:
    """The topics that any statement of a meeting is about."""
    listed = {topic for section in SECTIONS for each in meeting.get(section, []) for topic in each.get("topics", [])}
    return listed | {each["topic"] for each in meeting.get("discussed", [])}


TOPICS = sorted({topic for meeting in MEETINGS for topic in topics(meeting)})


def listed(summit: Summit, *args: str) -> list[str]:
    done = summit("list", "--ids", *args)
    assert (done.code, done.err) == (0, "")
    return sorted(done.out.split())


def those(meetings, keep) -> list[str]:
    return sorted(meeting["id"] for meeting in meetings if keep(meeting))


def on(topic: str, meeting) -> bool:
    return topic in topics(meeting)


def within(first: str, last: str, meeting) -> bool:
    return span(meeting)[0] <= last and span(meeting)[1] >= first


def places(meeting, key: str) -> set[Any]:
    return {each.get(key) for each in [meeting.get("place") or {}, *meeting.get("further_places", [])]}


def present(person: str, meeting) -> bool:
    named = [p["person"] for p in meeting.get("participants", [])] + [q["speaker"] for q in meeting.get("quotes", [])]
    return person in [*named, *meeting["leaders"]]


def came(meeting) -> set[str]:
    return {outcome["type"] for outcome in meeting.get("outcomes", [])}


# Each row: the filter, from which records it chooses (a filter replaces its own default only), and which it keeps.
ROWS = {
    "--topic syria": (DEFAULT, partial(on, "syria")),
    "--topic meddling": (DEFAULT, partial(on, "election-interference")),
    "--topic syria,iran": (DEFAULT, lambda m: on("syria", m) or on("iran", m)),
    "--topic syria --topic iran": (DEFAULT, lambda m: on("syria", m) and on("iran", m)),
    "--kind summit --kind bilateral": (DEFAULT, lambda m: m["kind"] in ("summit", "bilateral")),
    "--status cancelled --status proposed": (
        OF_SERIES,
        lambda m: m["status"] in ("cancelled", "proposed") and m["kind"] != "call",
    ),
    "--country finland --country germany": (HELD_IN_PERSON, lambda m: places(m, "country") & {"FI", "DE"}),
    "--city hamburg --city osaka": (HELD_IN_PERSON, lambda m: places(m, "city") & {"Hamburg", "Osaka"}),
    "--year 2017 --year 2019": (HELD_IN_PERSON, lambda m: m["start"][:4] in ("2017", "2019")),
    "--person lavrov --person rubio": (
        HELD_IN_PERSON,
        lambda m: present("sergei-lavrov", m) and present("marco-rubio", m),
    ),
    "--kind summit": (DEFAULT, lambda m: m["kind"] == "summit"),
    "--kind call": (OF_SERIES, lambda m: m["status"] == "held" and m["kind"] == "call"),
    "--kind pull-aside,bilateral": (DEFAULT, lambda m: m["kind"] in ("pull-aside", "bilateral")),
    "--status cancelled": (OF_SERIES, lambda m: m["status"] == "cancelled" and m["kind"] != "call"),
    "--status disputed --kind call": (OF_SERIES, lambda m: m["status"] == "disputed" and m["kind"] == "call"),
    "--series us-soviet": (HELD_IN_PERSON, lambda m: m["series"] == "us-soviet"),
    "--series us-soviet,us-russia": (HELD_IN_PERSON, lambda m: m["series"] != "trump-putin"),
    "--leader putin": (HELD_IN_PERSON, lambda m: "vladimir-putin" in m["leaders"]),
    "--leader gorbachev": (HELD_IN_PERSON, lambda m: "mikhail-gorbachev" in m["leaders"]),
    "--leader king-salman --kind call": (MEETINGS, lambda m: m["status"] == "held" and "king-salman" in m["leaders"]),
    "--person lavrov": (HELD_IN_PERSON, partial(present, "sergei-lavrov")),
    "--country finland": (HELD_IN_PERSON, lambda m: "FI" in places(m, "country")),
    "--country FI,de": (HELD_IN_PERSON, lambda m: places(m, "country") & {"FI", "DE"}),
    "--country usa": (HELD_IN_PERSON, lambda m: "US" in places(m, "country")),
    "--city hamburg": (HELD_IN_PERSON, lambda m: "Hamburg" in places(m, "city")),
    "--city BUENOS-AIRES": (HELD_IN_PERSON, lambda m: "Buenos Aires" in places(m, "city")),
    "--city livadia": (HELD_IN_PERSON, lambda m: m["id"] == "yalta-1945"),
    "--event g20": (DEFAULT, lambda m: "G20" in (m.get("host_event") or "")),
    "--event apec": (DEFAULT, lambda m: "APEC" in (m.get("host_event") or "")),
    "--year 2018": (HELD_IN_PERSON, partial(within, "2018-01-01", "2018-12-31")),
    "--year 1985": (HELD_IN_PERSON, lambda m: m["id"] == "geneva-1985"),
    "--year 2017,2019": (HELD_IN_PERSON, lambda m: m["start"][:4] in ("2017", "2019")),
    "--year 2018..2019": (HELD_IN_PERSON, lambda m: m["start"][:4] in ("2018", "2019")),
    "--year 2019..": (HELD_IN_PERSON, lambda m: m["start"] >= "2019"),
    "--year ..1949": (HELD_IN_PERSON, lambda m: m["start"] < "1950"),
    "--since 2018-11": (HELD_IN_PERSON, lambda m: span(m)[1] >= "2018-11-01"),
    "--since 2018-11-12": (HELD_IN_PERSON, lambda m: span(m)[1] >= "2018-11-12"),
    "--until 1959-09": (HELD_IN_PERSON, lambda m: span(m)[0] <= "1959-09-30"),
    "--until 1945-02-04": (HELD_IN_PERSON, lambda m: span(m)[0] <= "1945-02-04"),
    "--since 2017-11-11 --until 2017-11-11": (HELD_IN_PERSON, lambda m: m["id"] == "da-nang-2017"),
    "--outcome none": (DEFAULT, lambda m: "none" in came(m)),
    "--outcome document --outcome agreement": (DEFAULT, lambda m: came(m) & {"document", "agreement"}),
    "--series us-soviet --outcome open": (HELD_IN_PERSON, lambda m: m["series"] == "us-soviet" and "open" in came(m)),
    "--all --year 2018": (MEETINGS, partial(within, "2018-01-01", "2018-12-31")),
    "--all --since 2025-08-20 --until 2025-08-20": (MEETINGS, partial(within, "2025-08-20", "2025-08-20")),
    "--all --kind call --topic ukraine": (MEETINGS, lambda m: m["kind"] == "call" and on("ukraine", m)),
    "--all": (MEETINGS, lambda m: True),
}


@pytest.mark.parametrize("arguments", ROWS)
def test_filter_keeps_what_the_record_says(summit: Summit, arguments):
    meetings, keep = ROWS[arguments]
    assert listed(summit, *arguments.split()) == those(meetings, keep)


# Where the record must answer something, so that the rows above are not true of nothing.
@pytest.mark.parametrize("arguments", ROWS)
def test_rows_above_are_about_something(arguments):
    meetings, keep = ROWS[arguments]
    assert those(meetings, keep)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--topic", "syira"], "no topic 'syira'"),
        (["--kind", "sumit"], "no kind 'sumit'"),
        (["--outcome", "documents"], "no outcome 'documents'"),
        (["--country", "finnland"], "no country 'finnland'"),
        (["--person", "lavrof"], "no person 'lavrof'"),
        (["--city", "helsinky"], "no city 'helsinky'"),
    ],
)
def test_unknown_value_is_not_found_with_a_suggestion(summit: Summit, arguments, named):
    done = summit("list", *arguments)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"error: {named}\nDid you mean ")
    assert "  summit list " in done.err.splitlines()[2]


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


def test_a_comma_may_be_part_of_a_name(summit: Summit):
    data = dataset()
    data["meetings"][2] |= {"status": "held", "start": "2033-06-01", "end": "2033-06-01"}
    data["meetings"][2]["place"] = {"city": "Springfield, W.V.", "country": "US"}
    assert summit("list", "--city", "Springfield, W.V.", "--ids", data=data).out == "oslo-2033\n"
    assert summit("list", "--city", "genève,Springfield, W.V.", "--ids", data=data).out.split() == [
        *("geneva-2031", "oslo-2033")
    ]
    assert summit("list", "--city", "genève,springfield w.v.", "--ids", data=data).out.split() == [
        *("geneva-2031", "oslo-2033")
    ]


@pytest.mark.parametrize(
    ("option", "value"), [("--year", "2031,"), ("--topic", "ice,"), ("--city", "oslo,"), ("--event", "lake forum,")]
)
def test_hundreds_of_alternatives_are_no_matter(summit: Summit, option, value):
    asked = summit("list", "--all", option, (value * 600).rstrip(","), "--ids", data=dataset())
    assert (asked, asked.code) == (summit("list", "--all", option, value.rstrip(","), "--ids", data=dataset()), 0)


def test_hundreds_of_years_that_differ_are_no_matter(summit: Summit):
    years = [str(year) for year in range(1000, 2030, 2)]
    kept = those(HELD_IN_PERSON, lambda m: {span(m)[0][:4], span(m)[1][:4]} & {*years})
    assert listed(summit, "--year", ",".join(years)) == kept


# What the default view leaves out


@pytest.mark.parametrize("option", ["--topic", "--kind", "--status", "--event"])
def test_a_filter_that_says_nothing_of_a_series_leaves_the_default_one(summit: Summit, option):
    value = {"--topic": "arms-control", "--kind": "summit", "--status": "held", "--event": "g20"}[option]
    rows = json.loads(summit("list", option, value, "--json").out)
    assert {row["series"] for row in rows} == {"trump-putin"}


def test_the_note_counts_what_is_of_other_series(summit: Summit):
    noted = " ".join(summit("list", "--kind", "summit", tty=100).err.split())
    others = those(MEETINGS, lambda m: m["kind"] == "summit" and m["series"] != "trump-putin")
    assert f" {len(others)} of other series; --all shows them." in noted


def test_own_data_without_series_has_no_default_one(summit: Summit):
    data = dataset()
    del data["series"]
    for meeting in data["meetings"]:
        del meeting["series"]
        for key in ("initiative", "participants", "aims", "accounts", "reactions", "quotes"):
            meeting.pop(key, None)
    data["people"] = [person for person in data["people"] if person["id"] != "cara-cole"]
    listed_all = summit("list", "--ids", data=data)
    assert (listed_all.code, listed_all.out) == (0, "geneva-2031\n")


# The algebra, on the real record, in-process.

many = partial(st.lists, max_size=2)
YEARS = [*map(str, range(2016, 2028)), "1985", "2017..2019", "2025..", "..2018"]
DATES = ["2017", "2018-07", "2018-07-16", "2019-06-28", "2020-04-12", "2025", "2025-08", "2025-08-15", "2026"]
filters = st.builds(
    Filters,
    topic=many(st.sampled_from(TOPICS)),
    kind=many(st.sampled_from(["summit", "bilateral", "pull-aside", "call"])),
    status=many(st.sampled_from(["held", "cancelled", "proposed", "disputed"])),
    series=many(st.sampled_from(["trump-putin", "us-russia", "us-soviet"])),
    leader=many(st.sampled_from(["donald-trump", "vladimir-putin", "king-salman", "gorbachev"])),
    person=many(st.sampled_from(["sergei-lavrov", "yuri-ushakov", "marco-rubio", "donald-trump"])),
    country=many(st.sampled_from(["DE", "finland", "US", "vn"])),
    city=many(st.sampled_from(["Hamburg", "helsinki", "Anchorage"])),
    event=many(st.sampled_from(["g20", "apec"])),
    outcome=many(st.sampled_from(["document", "agreement", "open", "none"])),
    year=many(st.sampled_from(YEARS)),
    since=st.none() | st.sampled_from(DATES),
    until=st.none() | st.sampled_from(DATES),
    all=st.booleans(),
).filter(lambda asked: not (asked.since and asked.until) or day_span(asked.since)[0] <= day_span(asked.until)[1])
LIFTING = ("leader", "person", "city", "country", "year", "since", "until")
"""Filters, beside --series and --all, for which every series is looked at."""
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
        series=asked.series or ([] if any(getattr(asked, each) for each in LIFTING) else ["trump-putin"]),
        all=True,
    )
    assert found(store, asked._replace(all=False)) == found(store, view)


@properties
@given(field=st.sampled_from(LISTS), asked=filters)
def test_repeating_a_filter_is_all_of_topics_and_people_and_any_of_the_rest(store, field, asked):
    values = getattr(asked, field)
    sets = [set(found(store, only(field, [value]))) for value in values]
    everything = set(found(store, Filters(all=True)))
    together = set().union(*sets) if values and not FILTERS[field].every else everything.intersection(*sets)
    assert set(found(store, only(field, values))) == together


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
@given(asked=filters, sort=st.sampled_from(sorted(query.SORTS)), reverse=st.booleans(), limit=st.integers(1, 200))
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
    listing = query.view_of(store, asked, query.rows(store, asked))
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
