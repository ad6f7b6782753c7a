"""The record: what must be true of it whatever its words. Structure, ids and counts; no prose.

`tests/dataset/test_history.py` has what is true of the meetings before, and `test_sourcing.py` what they rest on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..conftest import HISTORY, RECORD, ROOT

FILES = [RECORD, HISTORY]
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
    **dict.fromkeys(["hamburg-2017", "hamburg-dinner-2017"], "3738"),
    "helsinki-2018": "3817",
    "paris-2018": "3818",
    "buenos-aires-2018": "3819",
    "osaka-2019": "3889",
    "da-nang-2017": "3898",
}
# Lengths that the published accounts do not agree on.
DISPUTED_LENGTHS = [
    *("hamburg-2017", "hamburg-dinner-2017", "helsinki-2018", "buenos-aires-2018", "osaka-2019", "anchorage-2025"),
    *("call-2017-11-21", "call-2019-05-03", "call-2025-03-18", "call-2025-06-04", "call-2025-06-14"),
    "call-2025-12-28",
]
# Meetings at which Russians said in English what is quoted.
SPOKEN_IN_ENGLISH = [
    *("anchorage-2025", "call-2025-08-18", "hamburg-dinner-2017", "leningrad-1968", "moscow-2025", "osaka-2019"),
    "seoul-2012",
]
# What an American said, quoted from a Soviet note of it.
TRANSLATED_BACK = [("helsinki-1975", "gerald-ford")]
WEAK = re.compile(r"\bweak (sources|accounts)\b|\btertiary\b|\bsingle source\b", re.IGNORECASE)


@pytest.fixture(scope="session")
def meetings() -> dict[str, Any]:
    """Those of Trump and Putin, by id."""
    return {meeting["id"]: meeting for meeting in read(RECORD)["meetings"]}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


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


def test_thirty_three_calls_were_held(meetings):
    assert len(those(meetings, kind="call", status="held")) == 33


def test_calls_by_year(meetings):
    years = Counter(each["start"][:4] for each in those(meetings, kind="call", status="held"))
    assert years == {"2016": 1, "2017": 6, "2018": 2, "2019": 3, "2020": 8, "2025": 10, "2026": 3}


def test_how_many_did_not_happen_and_are_disputed(meetings):
    statuses = Counter(each["status"] for each in meetings.values())
    assert statuses == {"held": 41, "cancelled": 4, "proposed": 14, "disputed": 8}


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
    listed = [each for each in meetings[call]["durations"] if "tass-2025-12-16" in each["sources"]]
    assert TASS_LENGTHS[call] in [(each["minutes"], each.get("qualifier")) for each in listed]


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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_meetings_are_in_order_of_date(path):
    spans = [each["start"] for each in read(path)["meetings"]]
    assert spans == sorted(spans)


def test_every_meeting_held_in_person_has_coordinates(meetings):
    assert [name for name in IN_PERSON if meetings[name]["place"].get("latitude") is None] == []


def test_trip_numbers_of_the_state_department(meetings):
    identifiers = {id: each.get("links", {}).get("identifiers", []) for id, each in meetings.items()}
    scheme = "US State Department, Foreign Travels of the President"
    assert {id: found for id, found in identifiers.items() if found} == {
        id: [{"scheme": scheme, "value": trip}] for id, trip in TRIPS.items()
    }


def test_quotations_have_no_quotation_marks_around_them(record):
    quotes = [quote["text"] for each in record["meetings"] for quote in each.get("quotes", [])]
    assert [text for text in quotes if text[0] in "“\"'" and text[-1] in "”\"'"] == []
    assert len(quotes) > 300


def test_quotations_say_whether_they_are_translated(record):
    """Russians are translated, and Americans are not, but where somebody spoke the other's language."""
    country = {person["id"]: person["country"] for person in record["people"]}
    quoted = [(each["id"], quote) for each in record["meetings"] for quote in each.get("quotes", [])]
    in_english = {id for id, quote in quoted if country[quote["speaker"]] in ("RU", "SU") and not quote["translated"]}
    translated = [
        (id, quote["speaker"]) for id, quote in quoted if country[quote["speaker"]] == "US" and quote["translated"]
    ]
    assert (sorted(in_english), translated) == (SPOKEN_IN_ENGLISH, TRANSLATED_BACK)


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


def test_no_source_is_newer_than_the_coverage():
    until = read(RECORD)["coverage"]["until"]
    assert [source["id"] for source in read(RECORD)["sources"] if (source.get("date") or "")[:10] > until] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_coverage_reaches_from_the_first_meeting_held_to_the_last(path):
    coverage, held = read(path)["coverage"], [each for each in read(path)["meetings"] if each["status"] == "held"]
    assert coverage["since"] == min(each["start"] for each in held)
    assert coverage["until"] >= max(each["end"] for each in held)


def test_texts_end_with_a_full_stop(record):
    sections = ["context", "aims", "discussed", "outcomes", "reactions", "aftermath", "corrections"]
    texts = [
        (each["id"], node.get("text") or node.get("record"))
        for each in record["meetings"]
        for node in [each["summary"], *(node for section in sections for node in each.get(section, []))]
    ]
    assert [(id, text) for id, text in texts if not re.search(r"[.!?][”’)]*$", text or "")] == []


def test_both_files_are_in_canonical_form():
    command = [sys.executable, str(ROOT / "scripts" / "format_data.py"), "--check", *map(str, FILES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_both_files_need_is_defined_once(record):
    for kind in ("publishers", "series", "people", "topics", "sources", "meetings"):
        names = Counter(each.get("id", each.get("name")) for each in record[kind])
        assert [name for name, count in names.items() if count > 1] == []


def test_the_first_file_is_valid_by_itself(summit):
    assert json.loads(summit("validate", str(RECORD), "--json").out)[0]["valid"] is True


def test_every_meeting_that_another_refers_to_is_in_the_record(record):
    known = {meeting["id"] for meeting in record["meetings"]}
    seen = {id for meeting in record["meetings"] for node in nodes(meeting) for id in node.get("see", [])}
    assert seen - known == set()
    assert len(seen) > 10


def test_no_meeting_refers_to_itself(record):
    assert [
        meeting["id"]
        for meeting in record["meetings"]
        for node in nodes(meeting)
        if meeting["id"] in node.get("see", [])
    ] == []
