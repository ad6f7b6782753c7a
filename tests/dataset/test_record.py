"""The record: what must be true of it whatever its words. Structure, ids and counts; no prose."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from ..conftest import RECORD, ROOT

IN_PERSON = {
    "hamburg-2017": "bilateral",
    "hamburg-dinner-2017": "pull-aside",
    "da-nang-2017": "pull-aside",
    "helsinki-2018": "summit",
    "paris-2018": "pull-aside",
    "buenos-aires-2018": "pull-aside",
    "osaka-2019": "bilateral",
    "anchorage-2025": "summit",
}
FORMAL = ["hamburg-2017", "helsinki-2018", "osaka-2019", "anchorage-2025"]
SECTIONS = [
    *("times", "durations", "participants", "context", "aims", "discussed", "outcomes", "press", "accounts"),
    *("quotes", "reactions", "aftermath", "corrections"),
]
TRIPS = {
    "hamburg-2017": 3738,
    "helsinki-2018": 3817,
    "paris-2018": 3818,
    "buenos-aires-2018": 3819,
    "osaka-2019": 3889,
    "da-nang-2017": 3898,
}
# Lengths that the published accounts do not agree on.
DISPUTED_LENGTHS = [
    *("hamburg-2017", "hamburg-dinner-2017", "helsinki-2018", "buenos-aires-2018", "osaka-2019", "anchorage-2025"),
    *("call-2017-11-21", "call-2019-05-03", "call-2025-03-18", "call-2025-06-04", "call-2025-06-14"),
    "call-2025-12-28",
]
# What Putin said in English.
SPOKEN_IN_ENGLISH = {
    ("osaka-2019", "We also have. It's the same."),
    ("anchorage-2025", "Next time in Moscow."),
    ("moscow-2025", "Next time in Moscow."),
}
WEAK = re.compile(r"\bweak (sources|accounts)\b|\btertiary\b|\bsingle source\b", re.IGNORECASE)


@pytest.fixture(scope="session")
def meetings(record) -> dict[str, Any]:
    return {meeting["id"]: meeting for meeting in record["meetings"]}


@pytest.fixture(scope="session")
def kinds(record) -> dict[str, str]:
    """Whether each source is primary, secondary or tertiary."""
    return {source["id"]: source["kind"] for source in record["sources"]}


def those(meetings: dict[str, Any], **values: str) -> list[Any]:
    return [each for each in meetings.values() if all(each[key] == value for key, value in values.items())]


def calls_between(meetings: dict[str, Any], since: str, until: str, leader: str = "vladimir-putin") -> list[str]:
    """The ids of the calls held from `since` to `until`, both included, with `leader` on the line."""
    held = those(meetings, kind="call", status="held")
    return [each["id"] for each in held if since <= each["start"] <= until and leader in each["leaders"]]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(child)


def test_eight_were_held_in_person(meetings):
    held = {each["id"]: each["kind"] for each in those(meetings, status="held") if each["kind"] != "call"}
    assert held == IN_PERSON


def test_thirty_two_calls_were_held(meetings):
    assert len(those(meetings, kind="call", status="held")) == 32


def test_calls_by_year(meetings):
    years = Counter(each["start"][:4] for each in those(meetings, kind="call", status="held"))
    assert years == {"2016": 1, "2017": 6, "2018": 2, "2019": 3, "2020": 8, "2025": 10, "2026": 2}


def test_seventeen_did_not_happen_and_seven_are_disputed(meetings):
    statuses = Counter(each["status"] for each in meetings.values())
    assert statuses["cancelled"] + statuses["proposed"] == 17
    assert statuses["disputed"] == 7


def test_miami_is_proposed(meetings):
    assert [meetings["miami-2026"][key] for key in ("status", "start", "end")] == [
        *("proposed", "2026-12-14", "2026-12-15")
    ]


def test_two_calls_were_three_way_with_king_salman(meetings):
    assert [id for id, each in meetings.items() if "king-salman" in each["leaders"]] == [
        *("call-2020-04-09", "call-2020-04-12")
    ]


def test_everybody_else_met_in_pairs(meetings):
    pairs = [id for id, each in meetings.items() if set(each["leaders"]) != {"donald-trump", "vladimir-putin"}]
    assert pairs == ["call-2020-04-09", "call-2020-04-12"]


# Published tallies: how many, who counted, and the span (and the third leader) that was counted.
TALLIES = {
    "TASS, February 2025: the first term and the call of 2016": (20, "2016-11-09", "2021-01-20", "vladimir-putin"),
    "TASS, February 2025: 2016": (1, "2016-01-01", "2016-12-31", "vladimir-putin"),
    "TASS, February 2025: 2017": (6, "2017-01-01", "2017-12-31", "vladimir-putin"),
    "TASS, February 2025: 2018": (2, "2018-01-01", "2018-12-31", "vladimir-putin"),
    "TASS, February 2025: 2019": (3, "2019-01-01", "2019-12-31", "vladimir-putin"),
    "TASS, February 2025: 2020": (8, "2020-01-01", "2020-12-31", "vladimir-putin"),
    "CNN, June 2018: in office": (8, "2017-01-20", "2018-06-30", "vladimir-putin"),
    "TASS, 7 May 2020: sixth of the year": (6, "2020-01-01", "2020-05-07", "vladimir-putin"),
    "Axios, July 2020: since February": (8, "2020-02-01", "2020-07-31", "vladimir-putin"),
    "TASS, September 2020: of the year": (8, "2020-01-01", "2020-09-30", "vladimir-putin"),
    "TASS, September 2020: three-way": (2, "2020-01-01", "2020-09-30", "king-salman"),
    "TASS: none of the first term after 23 July 2020": (0, "2020-07-24", "2021-01-20", "vladimir-putin"),
    "TASS: one on 23 July 2020": (1, "2020-07-23", "2020-07-23", "vladimir-putin"),
    "Ushakov: third of the second term": (3, "2025-01-20", "2025-05-19", "vladimir-putin"),
    "Ushakov: fourth of the second term": (4, "2025-01-20", "2025-06-04", "vladimir-putin"),
    "AP, AFP and The New York Times: sixth": (6, "2025-01-20", "2025-07-03", "vladimir-putin"),
    "TASS and BNO News: eighth": (8, "2025-01-20", "2025-10-16", "vladimir-putin"),
    "WION: ninth": (9, "2025-01-20", "2025-12-28", "vladimir-putin"),
    "Ushakov, 29 December 2025: of the year": (10, "2025-01-01", "2025-12-29", "vladimir-putin"),
    "EFE, Zvezda and Bloomberg: first of 2026": (1, "2026-01-01", "2026-03-09", "vladimir-putin"),
}


@pytest.mark.parametrize("tally", TALLIES)
def test_published_tally_holds(meetings, tally):
    figure, since, until, leader = TALLIES[tally]
    assert len(calls_between(meetings, since, until, leader)) == figure


# The lengths of the calls of 2025 that TASS listed on 16 December 2025; dates as in Washington.
TASS_LENGTHS = {
    "call-2025-02-12": (90, "almost"),
    "call-2025-03-18": (120, "about"),
    "call-2025-05-19": (120, "about"),
    "call-2025-06-04": (70, None),
    "call-2025-06-14": (50, None),
    "call-2025-07-03": (60, "almost"),
    "call-2025-08-18": (40, None),
    "call-2025-10-16": (150, "about"),
}


@pytest.mark.parametrize("call", TASS_LENGTHS)
def test_length_that_tass_listed_is_kept(meetings, call):
    by_tass = [each for each in meetings[call]["durations"] if "TASS" in (each.get("by") or "")]
    assert TASS_LENGTHS[call] in [(each["minutes"], each.get("qualifier")) for each in by_tass]


@pytest.mark.parametrize("name", FORMAL)
def test_formal_meeting_has_every_section(meetings, name):
    assert [section for section in SECTIONS if not meetings[name].get(section)] == []


@pytest.mark.parametrize("name", FORMAL)
def test_formal_meeting_has_aims_and_participants_of_both_sides(meetings, name):
    for section in ("aims", "participants"):
        assert {"us", "russia"} <= {each["side"] for each in meetings[name][section]}
    for account in meetings[name]["accounts"]:
        assert len(account["positions"]) >= 2


@pytest.mark.parametrize("name", FORMAL)
def test_leaders_of_a_formal_meeting_are_participants_with_an_office(meetings, name):
    present = {each["person"] for each in meetings[name]["participants"] if each["role"]}
    assert set(meetings[name]["leaders"]) <= present


@pytest.mark.parametrize("name", DISPUTED_LENGTHS)
def test_disputed_length_keeps_both_figures(meetings, name):
    actual = [each for each in meetings[name]["durations"] if each["basis"] == "actual"]
    figures = {(each["minutes"], each.get("qualifier")) for each in actual}
    assert len(figures) >= 2


def test_call_ids_are_their_dates(meetings):
    held = those(meetings, kind="call", status="held")
    assert [each["id"] for each in held if not re.fullmatch(rf"call-{each['start']}(-2)?", each["id"])] == []


def test_calls_last_no_longer_than_a_day(meetings):
    assert [each["id"] for each in those(meetings, kind="call", status="held") if each["start"] != each["end"]] == []


def test_records_stand_in_order_of_date(record):
    spans = [each["start"] for each in record["meetings"]]
    assert spans == sorted(spans)


def test_every_meeting_held_in_person_has_coordinates(meetings):
    assert [name for name in IN_PERSON if meetings[name]["place"].get("latitude") is None] == []


@pytest.mark.parametrize(("name", "trip"), TRIPS.items())
def test_trip_numbers_of_the_state_department(meetings, name, trip):
    assert meetings[name]["links"]["history_state_gov"] == trip


def test_no_other_trip_numbers(meetings):
    numbered = {id for id, each in meetings.items() if each.get("links", {}).get("history_state_gov")}
    assert numbered - {"hamburg-dinner-2017"} == set(TRIPS)


def test_quotations_are_under_forty_words(meetings):
    quotes = [quote["text"] for each in meetings.values() for quote in each.get("quotes", [])]
    assert [text for text in quotes if len(text.split()) >= 40] == []
    assert quotes


def test_quotations_have_no_quotation_marks_around_them(meetings):
    quotes = [quote["text"] for each in meetings.values() for quote in each.get("quotes", [])]
    assert [text for text in quotes if text[0] in "“\"'" and text[-1] in "”\"'"] == []


def test_quotations_from_russian_say_that_they_are_translated(record, meetings):
    russians = {person["id"] for person in record["people"] if person["country"] == "RU"}
    untranslated = {
        (id, quote["text"])
        for id, each in meetings.items()
        for quote in each.get("quotes", [])
        if quote["speaker"] in russians and not quote["translated"]
    }
    assert untranslated == SPOKEN_IN_ENGLISH


def test_quotations_of_americans_are_not_translated(record, meetings):
    americans = {person["id"] for person in record["people"] if person["country"] == "US"}
    translated = [
        (id, quote["speaker"])
        for id, each in meetings.items()
        for quote in each.get("quotes", [])
        if quote["speaker"] in americans and quote["translated"]
    ]
    assert translated == []


def test_every_statement_has_a_source(record):
    keys = ("text", "minutes", "at", "claim", "role")
    stated = [node for meeting in record["meetings"] for node in nodes(meeting) if any(key in node for key in keys)]
    assert [node for node in stated if not node["sources"]] == []
    assert len(stated) > 1500


def test_every_source_is_cited(record):
    cited = {id for meeting in record["meetings"] for node in nodes(meeting) for id in node.get("sources", [])}
    assert {source["id"] for source in record["sources"]} - cited == set()


def test_every_meeting_has_a_source_that_is_not_tertiary_or_says_so(meetings, kinds):
    weak = [
        id
        for id, each in meetings.items()
        if all(kinds[source] == "tertiary" for node in nodes(each) for source in node.get("sources", []))
        and not WEAK.search(each["summary"]["text"])
    ]
    assert weak == []


def test_every_meeting_that_was_held_says_what_was_discussed_or_that_only_weak_sources_exist(meetings):
    silent = [each for each in those(meetings, status="held") if not each.get("discussed")]
    assert [each["id"] for each in silent if not WEAK.search(each["summary"]["text"])] == []


def test_every_disputed_claim_has_accounts_or_names_who_says_so(meetings):
    silent = [
        each["id"]
        for each in those(meetings, status="disputed")
        if not each.get("accounts") and not any(node.get("by") for node in nodes(each))
    ]
    assert silent == []


def test_no_two_sources_are_one_page(record):
    addresses = Counter(source["url"] for source in record["sources"])
    assert [url for url, count in addresses.items() if count > 1] == []


def test_no_source_is_newer_than_the_coverage(record):
    until = record["coverage"]["until"]
    newer = [source["id"] for source in record["sources"] if (source.get("date") or "")[:10] > until]
    assert newer == []


def test_coverage_reaches_the_last_meeting_held(record, meetings):
    held = those(meetings, status="held")
    assert record["coverage"]["since"] == min(each["start"] for each in held)
    assert record["coverage"]["until"] >= max(each["end"] for each in held)


def test_texts_end_with_a_full_stop(meetings):
    sections = ["context", "aims", "discussed", "outcomes", "reactions", "aftermath", "corrections"]
    texts = [
        (id, node.get("text") or node.get("record"))
        for id, each in meetings.items()
        for node in [each["summary"], *(node for section in sections for node in each.get(section, []))]
    ]
    assert [(id, text) for id, text in texts if not re.search(r"[.!?][”’)]*$", text or "")] == []


def test_record_is_in_canonical_form():
    command = [sys.executable, str(ROOT / "scripts" / "format_data.py"), "--check", str(RECORD)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
