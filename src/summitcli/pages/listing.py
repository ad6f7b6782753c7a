"""Meetings in a table, and what is said under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..wording import counted, long_date
from .blocks import Column, Page, Reference, Row, Section, Table, plain

if TYPE_CHECKING:
    from ..query.datasets import About
    from ..query.meetings import Listing
    from ..schema.rows import ListedMeeting

MOST_TOPICS = 2


def page(found: Listing, about: About) -> Page:
    """One row for each meeting. What did not take place, or is disputed, says so in place of a length."""
    rows = found.rows
    all_held = all(row["status"] == "held" for row in rows)
    columns = [
        Column("Date", "date"),
        Column("Title", "title", rank=5),
        Column("ID", "id"),
        Column("Place", "place", rank=2),
        Column("Kind", "word", rank=4),
        Column("Length" if all_held else "Length/status", "word", rank=1, remark=_parts(rows)),
        Column("Topics", rank=6),
    ]
    table = Table(columns, [_row(row) for row in rows])
    return Page("Meetings", [Section("list", "", [table])], headed=False, note=note(found, about))


def _row(row: ListedMeeting) -> Row:
    held = row["status"] == "held"
    cells = [
        plain(days(row)),
        (Reference("meeting", row["id"], row["title"], bare=True),),
        plain(row["id"]),
        plain(row["city"] or ""),
        plain(row["kind"]),
        plain(_brief(row["length"] or "") if held else row["status"]),
        plain(_some(row["topics"])),
    ]
    return Row(cells, unheld=not held)


def days(row: ListedMeeting) -> str:
    """The first day with talks, and the last one of a longer meeting as ISO 8601 has it: `2017-11-10/11`."""
    start, end = (row["days"][0], row["days"][-1]) if row["days"] else (row["start"], row["end"])
    if start == end:
        return start
    shared = 8 if start[:7] == end[:7] else 5 if start[:4] == end[:4] else 0
    return f"{start}/{end[shared if len(start) == 10 else 0 :]}"


def _brief(length: str) -> str:
    """A length without the part of the meeting that it is of, but with a sign that it is of one."""
    minutes, comma, _ = length.partition(", ")
    return f"{minutes} *" if comma else minutes


def _parts(rows: Sequence[ListedMeeting]) -> str:
    """Which lengths are those of a part, and of which."""
    ids: dict[str, list[str]] = {}
    for row in rows:
        _, comma, part = (row["length"] or "").partition(", ")
        if comma:
            ids.setdefault(part, []).append(row["id"])
    parts = [f"{part} ({', '.join(of)})" for part, of in ids.items()]
    return f"* Length of a part: {'; '.join(parts)}" if parts else ""


def _some(topics: Sequence[str]) -> str:
    more = len(topics) - MOST_TOPICS
    return ", ".join(topics[:MOST_TOPICS]) + (f", +{more}" if more > 0 else "")


def note(found: Listing, about: About) -> str:
    """What the view leaves out and how to see it, how far the record reaches, and where it is thin."""
    if not found.matching:
        return nothing(about)
    view = found.matching - sum(found.left_out.values())
    if len(found.rows) < view:
        shown = f"{len(found.rows)} of {view} shown (--limit)"
    else:
        shown = f"{view} of {counted(found.matching, 'record')}" if view < found.matching else counted(view, "record")
    return f"{shown}.{_left_out(found.left_out)} {reach(about)}"


def nothing(about: About) -> str:
    """What to do if nothing matches."""
    reach = f"{long_date(about.since)} to {long_date(about.until)}"
    return f"Nothing matches. The record is of {reach}; `summit list --all` shows all of it."


def reach(about: About) -> str:
    """How far the record reaches, and where it is thin."""
    return f"The record reaches {long_date(about.until)}.{f' {about.brief}' if about.brief else ''}"


def _left_out(counts: Mapping[str, int]) -> str:
    words = ", ".join(
        "1 call" if (count, what) == (1, "calls") else f"{count} {what}" for what, count in counts.items()
    )
    return f" Left out: {words}; --all shows them." if words else ""
