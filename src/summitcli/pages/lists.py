"""Tables of meetings, topics and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..query import Labels, Listing
from ..records import long_date
from .blocks import ACCENT, Column, Grid, Page, Section

Row = Mapping[str, Any]
UNCUT = ("id", "start", "end")  # fields that are never cut or wrapped


def listing(found: Listing, *, reach: str) -> Page:
    """One row a meeting."""
    parts = [f"{row['id']} ({row['length'].partition(', ')[2]})" for row in found.rows if ", " in (row["length"] or "")]
    remark = f"* Length of a part: {', '.join(parts)}" if parts else ""
    columns = [
        Column("Date", whole=True),
        Column("Title", style="bold"),
        Column("ID", whole=True, style=ACCENT),
        Column("Place", whole=True, rank=4),
        Column("Kind", whole=True, rank=2),
        Column("Length", whole=True, rank=3, remark=remark),
        Column("Topics", rank=5),
    ]
    rows = [
        [
            days(row),
            title(row),
            row["id"],
            row["city"] or "",
            row["kind"],
            _brief(row["length"] or ""),
            _some(row["topics"]),
        ]
        for row in found.rows
    ]
    return Page("", "", [Section("list", "", [Grid(columns, rows)])], note=listing_note(found, reach))


def _brief(length: str) -> str:
    """A length without the part of the meeting that it is of, but with a sign that it is of one."""
    minutes, comma, _ = length.partition(", ")
    return f"{minutes} *" if comma else minutes


def listing_note(found: Listing, reach: str) -> str:
    """What the view leaves out and how to see it, and how far the record reaches."""
    view = found.matching - sum(found.left_out.values())
    if len(found.rows) < view:
        shown = f"{len(found.rows)} of {view} shown (--limit)"
    else:
        shown = f"{view} of {_count(found.matching)}" if view < found.matching else _count(view)
    left_out = ", ".join(_so_many(count, what) for what, count in found.left_out.items())
    more = f" Left out: {left_out}; --all shows them." if left_out else ""
    return f"{shown}.{more} The record reaches {long_date(reach)}."


def _so_many(count: int, what: str) -> str:
    return "1 call" if (count, what) == (1, "calls") else f"{count} {what}"


def _count(number: int) -> str:
    return "1 record" if number == 1 else f"{number} records"


def validated(rows: Sequence[Row]) -> Page:
    """What each valid file holds."""
    columns = [Column("File", whole=True), *(Column(kind.capitalize(), right=True) for kind in list(rows[0])[2:])]
    cells = [[row["file"], *(str(count) for count in list(row.values())[2:])] for row in rows]
    return Page("", "", [Section("files", "", [Grid(columns, cells)])])


def versions(about: Row) -> Page:
    """What runs, and a row each file of the dataset."""
    runs = f"Python {about['python']}, SQLite {about['sqlite']}, schema {about['schema_version']}"
    columns = [
        *(Column("File", whole=True), Column("Title", rank=1), Column("Reaches", whole=True)),
        *(Column("Meetings", right=True, rank=2), Column("SHA-256")),
    ]
    cells = [[str(file[key]) for key in ("file", "title", "until", "meetings", "sha256")] for file in about["datasets"]]
    return Page(f"summit {about['version']}", runs, [Section("files", "", [Grid(columns, cells)])])


def selection(fields: Sequence[str], cells: list[list[str]]) -> Page:
    """The fields that the caller chose, none of which gives way: a column each, or a line each of a single record."""
    if len(cells) == 1:
        pairs = [[field, value] for field, value in zip(fields, cells[0], strict=True)]
        return Page("", "", [Section("selection", "", [Grid([Column("Field", whole=True), Column("Value")], pairs)])])
    columns = [Column(field, whole=field in UNCUT) for field in fields]
    return Page("", "", [Section("selection", "", [Grid(columns, cells)])])


def fields(rows: Sequence[Row], *, named: bool) -> Page:
    """The fields of every output, or of the one that was `named`."""
    columns = [Column("Output"), Column("Field", whole=True, style=ACCENT), Column("Type", rank=2), Column("Meaning")]
    cells = [[str(value) for value in row.values()] for row in rows]
    first = 1 if named else 0
    return Page("", "", [Section("fields", "", [Grid(columns[first:], [row[first:] for row in cells])])])


def topics(rows: Sequence[Row]) -> Page:
    """The vocabulary with its counts."""
    columns = [
        Column("Topic", whole=True, style=ACCENT),
        Column("Label", style="bold"),
        Column("Records", right=True),
        Column("Statements", right=True, rank=1),
        Column("What falls under it", rank=2),
    ]
    cells = [
        [row["id"], row["label"], str(row["meetings"]), str(row["statements"]), row["description"]] for row in rows
    ]
    return Page("", "", [Section("topics", "", [Grid(columns, cells)])])


def people(rows: Sequence[Row], labels: Labels) -> Page:
    """Everybody named, with their offices."""
    columns = [
        *(Column("Name", style="bold"), Column("ID", whole=True, rank=2, style=ACCENT)),
        *(Column("Country", rank=3), Column("Office", rank=1), Column("Records", right=True)),
        Column("Quoted", right=True, rank=4),
    ]
    cells = [
        [
            row["name"],
            row["id"],
            labels.countries.get(row["country"], row["country"]),
            "; ".join(row["roles"]),
            str(row["meetings"]),
            str(row["quotes"]),
        ]
        for row in rows
    ]
    return Page("", "", [Section("people", "", [Grid(columns, cells)])])


def sources(rows: Sequence[Row]) -> Page:
    """Sources with how often each is cited; numbered where they are those of one meeting."""
    numbered = bool(rows) and "number" in rows[0]
    columns = [
        *([Column("No", right=True, whole=True)] if numbered else []),
        *(Column("Cited", right=True, whole=True), Column("Publisher", style="bold"), Column("Title")),
        *(
            Column("Date", whole=True, rank=1),
            Column("Kind", whole=True, rank=2),
            Column("ID", whole=True, rank=3, style=ACCENT),
        ),
    ]
    cells = [
        [
            *([str(row["number"])] if numbered else []),
            *(str(row["times"]), row["publisher"], row["title"], row["date"] or "", row["kind"], row["id"]),
        ]
        for row in rows
    ]
    return Page("", "", [Section("sources", "", [Grid(columns, cells)])])


def title(row: Row) -> str:
    """The title, with the status of what was not held, unless it says so itself."""
    said = row["status"] == "held" or f"({row['status']}" in row["title"]
    return str(row["title"]) if said else f"{row['title']} ({row['status']})"


def days(row: Row) -> str:
    """The start date, and the last day of a longer meeting: `2017-11-10/11`."""
    start, end = row["start"], row["end"]
    if start == end:
        return str(start)
    return f"{start}/{end[8:]}" if start[:7] == end[:7] and len(start) == 10 else f"{start}/{end}"


def _some(topics: Sequence[str], most: int = 2) -> str:
    more = len(topics) - most
    return ", ".join(topics[:most]) + (f", +{more}" if more > 0 else "")
