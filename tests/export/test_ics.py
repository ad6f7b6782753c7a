"""The calendar, as icalendar and vobject read it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]

from summitcli.query.filters import Filters
from summitcli.query.meetings import record

from ..synthetic import dataset
from .conftest import text_of
from .hostile import TITLE, hostile


def events_of(text: str) -> Any:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_icalendar_and_vobject_read_the_same(record_store):
    text = text_of(record_store, "ics")
    ours = [(str(event["UID"]), str(event["SUMMARY"]), event["DTSTART"].dt) for event in events_of(text)]
    others = [(each.uid.value, each.summary.value, each.dtstart.value) for each in vobject.readOne(text).vevent_list]
    assert ours == others
    assert len({uid for uid, *_ in ours}) == len(ours)


def test_every_record_with_a_day_has_its_days_and_ends_the_day_after(store):
    ids = [id for (id,) in store.execute("SELECT id FROM meetings WHERE length(start) = 10 ORDER BY number")]
    days: dict[str, list[str]] = {}
    for event in events_of(text_of(store, "ics")):
        length = (event["DTEND"].dt - event["DTSTART"].dt).days
        own = [(event["DTSTART"].dt + timedelta(days=each)).isoformat() for each in range(length)]
        days.setdefault(str(event["UID"]).partition("@")[0].partition(".")[0], []).extend(own)
    assert list(days) == ids
    for id in ids:
        meeting = record(store, id)
        start, end = date.fromisoformat(meeting["start"]), date.fromisoformat(meeting["end"])
        every = [(start + timedelta(days=each)).isoformat() for each in range((end - start).days + 1)]
        assert days[id] == (meeting["days"] or every)


def test_no_line_is_longer_than_75_bytes_or_breaks_a_character(record_store):
    content = text_of(record_store, "ics").encode()
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.count(b"\n") == content.count(b"\r\n")
    for line in content.split(b"\r\n"):
        line.decode()


def test_text_of_any_length_fits_its_lines(opened):
    """Also if what is left for the last line is as long as a first line may be."""
    data = dataset()
    data["meetings"] += [
        data["meetings"][0] | {"id": f"m-{n}", "aliases": [], "title": "x" * n} for n in range(60, 220)
    ]
    content = text_of(opened(data), "ics").encode()
    assert max(map(len, content.split(b"\r\n"))) == 75


def test_days_with_gaps_between_them_are_events_of_their_own(opened):
    events = events_of(text_of(opened(hostile()), "ics"))[:2]
    assert [(str(each["UID"]), each["DTSTART"].dt, each["DTEND"].dt) for each in events] == [
        ("first@summitcli", date(2031, 3, 4), date(2031, 3, 5)),
        ("first.2031-03-07@summitcli", date(2031, 3, 7), date(2031, 3, 9)),
    ]


def test_texts_and_places_arrive_as_they_are(opened):
    event = events_of(text_of(opened(hostile()), "ics"))[0]
    assert str(event["SUMMARY"]) == TITLE
    assert str(event["LOCATION"]) == (
        "=1+1, Genève (-Geneva, =Genf), Switzerland; Oslo; Bergen, Norway; Nowhere, Norway"
    )
    assert event["GEO"].to_ical() == "0.0;0.0"
    assert "\n\nSources:\nThe Gazette (press)" in str(event["DESCRIPTION"])


def test_coordinates_are_those_of_the_first_place_that_has_any(store):
    [event] = events_of(text_of(store, "ics", Filters(city=["helsinki"], status=["held"], year=["2018"])))
    assert (event["GEO"].to_ical(), str(event["LOCATION"]).endswith("Helsinki, Finland")) == ("60.16952;24.93545", True)


def test_the_last_day_there_is_stands_in_the_calendar(opened):
    data = dataset()
    data["meetings"][0] |= {"start": "9999-12-30", "end": "9999-12-31", "times": [], "quotes": []}
    [event, _] = sorted(events_of(text_of(opened(data), "ics")), key=lambda each: each["UID"], reverse=True)
    assert (event["dtstart"].dt, event["duration"].dt) == (date(9999, 12, 30), timedelta(days=2))


def stamps(store: Any) -> tuple[Any, Any]:
    event = events_of(text_of(store, "ics"))[0]
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    return int(event["SEQUENCE"]), event["DTSTAMP"].dt


@pytest.mark.parametrize("key", ["title", "summary", "minutes", "place"])
def test_a_record_that_changes_has_another_stamp_and_no_lower_sequence(opened, key):
    before, after = dataset(), dataset()
    [meeting, *_] = after["meetings"]
    match key:
        case "title":
            meeting["title"] = "Geneva Summit"
        case "summary":
            meeting["summary"]["text"] += "!"
        case "minutes":
            meeting["durations"][0]["minutes"] += 1
        case "place":
            meeting["place"]["venue"] = "Villa La Grangé"
    (old_sequence, old_stamp), (sequence, stamp) = stamps(opened(before)), stamps(opened(after))
    assert (old_sequence == sequence, old_stamp != stamp) == (True, True)


def test_a_record_that_grows_has_a_later_stamp(opened):
    grown = dataset()
    grown["meetings"][0]["context"].append({"text": "It snowed.", "sources": ["gazette-2031"]})
    assert stamps(opened(grown))[1] > stamps(opened(dataset()))[1]


def test_a_later_edition_has_a_higher_sequence_even_if_the_record_shrinks(opened):
    later = dataset()
    later["coverage"]["until"] = "2034-01-01"
    later["meetings"][0]["context"] = []
    (old_sequence, old_stamp), (sequence, stamp) = stamps(opened(dataset())), stamps(opened(later))
    assert (sequence > old_sequence, stamp > old_stamp) == (True, True)


def test_one_record_that_changes_leaves_the_others_as_they_are(opened):
    changed = dataset()
    changed["meetings"][0]["title"] = "Other"
    before, after = (events_of(text_of(opened(each), "ics")) for each in (dataset(), changed))
    assert [one.to_ical() == other.to_ical() for one, other in zip(before, after, strict=True)] == [False, True]


def test_the_status_is_said(opened):
    data = dataset()
    data["meetings"][1]["status"] = "disputed"
    event = events_of(text_of(opened(data), "ics"))[1]
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("TENTATIVE", "Call of 2 January 2032 (disputed)")
