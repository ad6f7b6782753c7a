"""Meetings on an axis of time, under the names of the leaders who met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..wording import title
from .blocks import Axis, Event, Page, Reference, Section, Span, Year
from .listing import note
from .statements import short_names

if TYPE_CHECKING:
    from ..query.datasets import About
    from ..query.meetings import Listing
    from ..schema.records import Person
    from ..schema.rows import ListedMeeting


def page(found: Listing, people: Sequence[Person], about: About) -> Page:
    """The meetings in order of time. Calls are named only if there is nothing else; they are many."""
    rows = sorted(found.rows, key=lambda row: (row["start"], row["id"]))
    sections = [Section("timeline", "", [Axis(spans(rows, short_names(people)))])] if rows else []
    return Page("Timeline", sections, headed=False, note=note(found, about))


def spans(rows: Sequence[ListedMeeting], names: Mapping[str, str]) -> list[Span]:
    """Events in the years in which they took place, under a new heading when other leaders meet."""
    calls_alone = all(row["kind"] == "call" for row in rows)
    found: list[Span] = []
    for leaders, met in _by_leaders(rows):
        events = [_event(row, named=calls_alone or row["kind"] != "call") for row in met]
        first = int(events[0].start[:4])
        before = int(found[-1].years[-1].label[:4]) if found else first
        if first > before + 1:
            found.append(Span("", [Year(_run(before + 1, first - 1), ())]))
        found.append(Span(_heading(leaders, names), list(_years(events))))
    return found


def _by_leaders(rows: Sequence[ListedMeeting]) -> Iterator[tuple[Sequence[str], list[ListedMeeting]]]:
    """Rows in runs of the same leaders; a third one who joins them does not end the run."""
    run: list[ListedMeeting] = []
    for row in rows:
        if run and not set(run[0]["leaders"]) <= set(row["leaders"]):
            yield run[0]["leaders"], run
            run = []
        run.append(row)
    if run:
        yield run[0]["leaders"], run


def _heading(leaders: Sequence[str], names: Mapping[str, str]) -> str:
    """Leaders by name: `Adams and Belov`."""
    *others, last = (names.get(id, id) for id in leaders)
    return f"{', '.join(others)} and {last}" if others else last


def _years(events: Sequence[Event]) -> Iterator[Year]:
    """The years of events, and each run of years between them that have none."""
    before = int(events[0].start[:4]) - 1
    for label, group in groupby(events, key=lambda event: event.start[:4]):
        if int(label) > before + 1:
            yield Year(_run(before + 1, int(label) - 1), ())
        before = int(label)
        yield Year(label, list(group))


def _run(first: int, last: int) -> str:
    """Years without events: `1956` or `1946-54`."""
    if first == last:
        return f"{first:04}"
    return f"{first:04}-{last % 100:02}" if first // 100 == last // 100 else f"{first:04}-{last:04}"


def _event(row: ListedMeeting, *, named: bool) -> Event:
    reference = Reference("meeting", row["id"], title(row), bare=True)
    return Event(row["start"], row["end"], row["kind"], row["status"] == "held", reference, named)
