"""Answers as pages: what stands where, before any format. `tables` draws a page, `render` writes it as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from .query import Labels, Listing, section_of
from .records import length

Row = Mapping[str, Any]
Marks = tuple[int, ...]  # footnote numbers, from 1

SIDES = {"us": "United States", "russia": "Russia", "both": "Both", "other": "Others"}
PARTS = {
    "whole": "whole meeting",
    "one-on-one": "one-on-one",
    "small-group": "small group",
    "expanded": "expanded session",
    "press-conference": "press conference",
}
KINDS = {
    "summit": "summit, convened for its own sake",
    "bilateral": "bilateral, scheduled beside another event",
    "pull-aside": "pull-aside, an unscheduled or informal contact",
    "call": "telephone call",
}
STATUSES = {
    "held": "held",
    "cancelled": "cancelled: agreed or announced, then dropped",
    "proposed": "proposed, never agreed",
    "disputed": "disputed: claimed by one, denied or unconfirmed by others",
}
OUTCOMES = {
    "document": "Document",
    "agreement": "Agreement",
    "intention": "Intention",
    "follow-up": "Follow-up",
    "none": "None",
}
UNCUT = ("id", "start", "end")  # fields that are never cut or wrapped
PRESS = {"joint": "Joint", "separate": "Separate", "none": "None"}


class Fact(NamedTuple):
    """A labelled line."""

    label: str
    text: str
    marks: Marks
    by: str | None = None


class Point(NamedTuple):
    """A statement with its footnotes, and who says so; `lead` stands out before it, with its own punctuation."""

    text: str
    by: str | None = None
    marks: Marks = ()
    lead: str | None = None


class Paragraph(NamedTuple):
    """A statement that stands on its own, without a bullet."""

    text: str
    by: str | None
    marks: Marks


class Quotation(NamedTuple):
    text: str
    speaker: str
    marks: Marks


class Correction(NamedTuple):
    claim: str
    record: str
    marks: Marks


class Contrast(NamedTuple):
    """Points side by side under their headings; `question` may be empty."""

    question: str
    columns: list[tuple[str, list[Point]]]


class Column(NamedTuple):
    """A column of a table. `whole`: never cut or wrapped. `rank`: where room is short the highest goes; 0 stays."""

    title: str
    whole: bool = False
    rank: int = 0
    right: bool = False
    style: str = ""


class Grid(NamedTuple):
    """A table. On very narrow screens each row becomes a record, its first two cells the heading."""

    columns: list[Column]
    rows: list[list[str]]


class Group(NamedTuple):
    title: str
    blocks: list[Block]


class Reference(NamedTuple):
    number: int
    text: str
    url: str


Block = Fact | Point | Paragraph | Quotation | Correction | Contrast | Grid | Group | Reference


class Section(NamedTuple):
    name: str
    title: str
    blocks: list[Block]


class Page(NamedTuple):
    title: str
    subtitle: str
    sections: list[Section]
    note: str = ""  # for a reader at a terminal, on stderr


def listing(found: Listing, *, reach: str) -> Page:
    """One row a meeting."""
    columns = [
        Column("Date", whole=True),
        Column("Title", style="bold"),
        Column("ID", whole=True, rank=1, style="cyan"),
        Column("Place", whole=True, rank=4),
        Column("Kind", whole=True, rank=2),
        Column("Length", whole=True, rank=3),
        Column("Topics", rank=5, style="dim"),
    ]
    rows = [
        [
            _days(row),
            _title(row),
            row["id"],
            row["city"] or "",
            row["kind"],
            row["length"] or "",
            _some(row["topics"]),
        ]
        for row in found.rows
    ]
    return Page("", "", [Section("list", "", [Grid(columns, rows)])], listing_note(found, reach))


def listing_note(found: Listing, reach: str) -> str:
    """What the view leaves out and how to see it, and how far the record reaches."""
    shown = (
        f"{len(found.rows)} of {found.matching} records" if len(found.rows) < found.matching else _count(found.matching)
    )
    left_out = ", ".join(f"{count} {what}" for what, count in found.left_out.items())
    more = f" Left out: {left_out}; --all shows them." if left_out else ""
    return f"{shown}.{more} The record reaches {long_date(reach)}."


def _count(number: int) -> str:
    return "1 record" if number == 1 else f"{number} records"


def validated(rows: Sequence[Row]) -> Page:
    """What each valid file holds."""
    columns = [Column("File", whole=True), *(Column(kind.capitalize(), right=True) for kind in list(rows[0])[2:])]
    cells = [[row["file"], *(str(count) for count in list(row.values())[2:])] for row in rows]
    return Page("", "", [Section("files", "", [Grid(columns, cells)])])


def selection(fields: Sequence[str], cells: list[list[str]]) -> Page:
    """The fields that the caller chose, none of which gives way: a column each, or a line each of a single record."""
    if len(cells) == 1:
        pairs = [[field, value] for field, value in zip(fields, cells[0], strict=True)]
        return Page("", "", [Section("selection", "", [Grid([Column("Field", whole=True), Column("Value")], pairs)])])
    columns = [Column(field, whole=field in UNCUT) for field in fields]
    return Page("", "", [Section("selection", "", [Grid(columns, cells)])])


def fields(rows: Sequence[Row], *, named: bool) -> Page:
    """The fields of every output, or of the one that was `named`."""
    columns = [Column("Output"), Column("Field", whole=True, style="cyan"), Column("Type", rank=2), Column("Meaning")]
    cells = [[str(value) for value in row.values()] for row in rows]
    first = 1 if named else 0
    return Page("", "", [Section("fields", "", [Grid(columns[first:], [row[first:] for row in cells])])])


def topics(rows: Sequence[Row]) -> Page:
    """The vocabulary with its counts."""
    columns = [
        Column("Topic", whole=True, style="cyan"),
        Column("Label", style="bold"),
        Column("Meetings", right=True),
        Column("Statements", right=True, rank=1),
        Column("What falls under it", rank=2, style="dim"),
    ]
    cells = [
        [row["id"], row["label"], str(row["meetings"]), str(row["statements"]), row["description"]] for row in rows
    ]
    return Page("", "", [Section("topics", "", [Grid(columns, cells)])])


def topic(record: Row, labels: Labels) -> Page:
    """What was said on a topic, meeting by meeting."""
    numbers = _numbers(record["cited"])
    sections = [
        Section(meeting["id"], f"{_title(meeting)}, {_when(meeting)}", _points(meeting["discussed"], numbers))
        for meeting in record["meetings"]
    ]
    sections.append(Section("sources", "Sources", list(_references(record["cited"], numbers, labels))))
    return Page(record["label"], record["description"], sections)


def meeting(record: Row, labels: Labels, *, sections: Sequence[str] = ()) -> Page:
    """The whole meeting, or the named sections of it with the same footnote numbers."""
    numbers = _numbers(record["cited"])
    names = {person["id"]: person["name"] for person in record["people"]}
    built = [
        Section("overview", "", list(_overview(record, labels, names, numbers))),
        Section("times", "Clock times", list(_times(record, numbers))),
        Section("durations", "How long", list(_durations(record, numbers))),
        Section("participants", "Who took part", list(_participants(record, names, numbers))),
        Section("summary", "Summary", [Paragraph(*_point(record["summary"], numbers)[:3])]),
        Section("context", "Background", _points(record["context"], numbers)),
        Section("aims", "Stated aims", list(_by_side(record["aims"], numbers))),
        Section("discussed", "What was discussed", list(_by_topic(record, numbers))),
        Section(
            "outcomes", "What came of it", [_fact(OUTCOMES[each["type"]], each, numbers) for each in record["outcomes"]]
        ),
        Section("press", "Press", [_fact(PRESS[each["form"]], each, numbers) for each in [record["press"]] if each]),
        Section("accounts", "Where accounts differ", [_account(each, numbers) for each in record["accounts"]]),
        Section("quotes", "In their words", [_quotation(each, names, numbers) for each in record["quotes"]]),
        Section("reactions", "Reactions", [_reaction(each, numbers) for each in record["reactions"]]),
        Section("aftermath", "What followed", _points(record["aftermath"], numbers)),
        Section("corrections", "Commonly got wrong", [_correction(each, numbers) for each in record["corrections"]]),
    ]
    kept = [section for section in built if section.blocks and (not sections or section.name in sections)]
    cited = section_of(record, sections)["cited"]
    kept.append(Section("sources", "Sources", list(_references(cited, numbers, labels))))
    return Page(_title(record), record["id"], kept)


def _overview(record: Row, labels: Labels, names: Mapping[str, str], numbers: Mapping[str, int]) -> Iterator[Block]:
    marks = _marks(record, numbers)
    place = record["place"]
    yield Fact("When", _when(record, weekday=True), marks)
    if place:
        parts = [place["venue"], place["city"], labels.countries.get(place["country"], place["country"])]
        yield Fact("Where", ", ".join(filter(None, parts)), marks)
    if record["host_event"]:
        yield Fact("Beside", record["host_event"], marks)
    yield Fact("Format", KINDS[record["kind"]].capitalize(), marks)
    yield Fact("Status", STATUSES[record["status"]].capitalize(), marks)
    yield Fact("Leaders", ", ".join(names[leader] for leader in record["leaders"]), marks)
    if record["initiative"]:
        yield _fact("Initiative", record["initiative"], numbers)
    for other in record["see_also"]:
        yield Fact("See also", f"{_title(other)}, {long_date(other['start'])}: {other['id']}", ())


def _times(record: Row, numbers: Mapping[str, int]) -> Iterator[Block]:
    times = record["times"]
    offsets = {each["at"][16:] for each in times}
    shared = f", UTC{offsets.pop()}" if len(offsets) == 1 else ""
    columns = [
        Column(f"Local time{shared}", whole=True),
        Column("What"),
        Column("According to", rank=1),
        Column("Sources"),
    ]
    rows = [
        [
            " ".join(filter(None, [each["qualifier"], each["at"][11:16], "" if shared else f"UTC{each['at'][16:]}"])),
            each["event"],
            each["by"] or "",
            footnotes(_marks(each, numbers)),
        ]
        for each in times
    ]
    if rows:
        yield Grid(columns, rows)


def _durations(record: Row, numbers: Mapping[str, int]) -> Iterator[Block]:
    columns = [
        *(Column("Length", whole=True, style="bold"), Column("Part"), Column("Basis")),
        *(Column("According to", rank=1), Column("Sources")),
    ]
    rows = [
        [length(each), PARTS[each["part"]], each["basis"], each["by"] or "", footnotes(_marks(each, numbers))]
        for each in record["durations"]
    ]
    if rows:
        yield Grid(columns, rows)


def _participants(record: Row, names: Mapping[str, str], numbers: Mapping[str, int]) -> Iterator[Block]:
    columns = []
    for side, heading in SIDES.items():
        points = [
            Point(
                each["role"] + (f" ({each['part']})" if each["part"] else ""),
                None,
                _marks(each, numbers),
                f"{names[each['person']]},",
            )
            for each in record["participants"]
            if each["side"] == side
        ]
        if points:
            columns.append((heading, points))
    if columns:
        yield Contrast("", columns)


def _by_side(aims: Sequence[Row], numbers: Mapping[str, int]) -> Iterator[Block]:
    columns = [
        (heading, [_point(aim, numbers) for aim in aims if aim["side"] == side])
        for side, heading in SIDES.items()
        if any(aim["side"] == side for aim in aims)
    ]
    if columns:
        yield Contrast("", columns)


def _by_topic(record: Row, numbers: Mapping[str, int]) -> Iterator[Block]:
    for topic in record["topics"]:
        yield Group(
            topic["label"], _points([each for each in record["discussed"] if each["topic"] == topic["id"]], numbers)
        )


def _account(account: Row, numbers: Mapping[str, int]) -> Contrast:
    positions = account["positions"]
    columns = [
        (heading, [_point(each, numbers) for each in positions if each["side"] == side])
        for side, heading in SIDES.items()
        if any(each["side"] == side for each in positions)
    ]
    return Contrast(account["question"], columns)


def _quotation(quote: Row, names: Mapping[str, str], numbers: Mapping[str, int]) -> Quotation:
    said = [names[quote["speaker"]], long_date(quote["said_on"]), "in translation" if quote["translated"] else None]
    return Quotation(quote["text"], ", ".join(filter(None, said)), _marks(quote, numbers))


def _correction(correction: Row, numbers: Mapping[str, int]) -> Correction:
    return Correction(correction["claim"], correction["record"], _marks(correction, numbers))


def _point(statement: Row, numbers: Mapping[str, int]) -> Point:
    return Point(statement["text"], _unnamed(statement), _marks(statement, numbers))


def _fact(label: str, statement: Row, numbers: Mapping[str, int]) -> Fact:
    return Fact(label, statement["text"], _marks(statement, numbers), _unnamed(statement))


def _reaction(reaction: Row, numbers: Mapping[str, int]) -> Point:
    return Point(reaction["text"], None, _marks(reaction, numbers), f"{reaction['by']}:")


def _points(statements: Sequence[Row], numbers: Mapping[str, int]) -> list[Block]:
    return [_point(each, numbers) for each in statements]


def _unnamed(statement: Row) -> str | None:
    """Who says so, unless the text itself names them."""
    by = statement["by"]
    return by if by and by.split(",")[0].split()[-1] not in statement["text"] else None


def _numbers(cited: Sequence[Row]) -> dict[str, int]:
    return {source["id"]: number for number, source in enumerate(cited, 1)}


def _marks(record: Row, numbers: Mapping[str, int]) -> Marks:
    return tuple(numbers[source] for source in record["sources"])


def footnotes(marks: Marks) -> str:
    """`[1][4]`"""
    return "".join(f"[{number}]" for number in marks)


def _references(cited: Sequence[Row], numbers: Mapping[str, int], labels: Labels) -> Iterator[Reference]:
    for source in cited:
        yield Reference(numbers[source["id"]], reference(source, labels), source["url"])


def reference(source: Row, labels: Labels) -> str:
    """A source in words: publisher, title, date, who reproduced it, language and kind."""
    title = source["title"] if source["title"].startswith("[") else f"“{source['title']}”"
    language = labels.languages.get(source["language"], source["language"])
    notes = [source["kind"], *([f"in {language}"] if source["language"] != "en" else [])]
    parts = [source["publisher"], title, long_date(source["date"]) if source["date"] else "undated"]
    parts += [f"via {source['via']}"] if source["via"] else []
    return f"{', '.join(parts)} ({', '.join(notes)})"


def long_date(partial: str, *, weekday: bool = False) -> str:
    """`2018-07-16` as `16 July 2018`, `2018-07` as `July 2018`, `2018` as `2018`."""
    if len(partial) < 8:
        return partial if len(partial) == 4 else f"{date.fromisoformat(partial + '-01'):%B %Y}"
    day = date.fromisoformat(partial)
    return f"{day:%A} {day.day} {day:%B %Y}" if weekday else f"{day.day} {day:%B %Y}"


def _when(record: Row, *, weekday: bool = False) -> str:
    start, end = record["start"], record["end"]
    if start == end:
        return long_date(start, weekday=weekday)
    return f"{long_date(start, weekday=weekday)} to {long_date(end, weekday=weekday)}"


def _title(row: Row) -> str:
    """The title, with the status of what was not held."""
    return row["title"] if row["status"] == "held" else f"{row['title']} ({row['status']})"


def _days(row: Row) -> str:
    """The start date, and the last day of a longer meeting: `2017-11-10/11`."""
    start, end = row["start"], row["end"]
    if start == end:
        return str(start)
    return f"{start}/{end[8:]}" if start[:7] == end[:7] and len(start) == 10 else f"{start}/{end}"


def _some(topics: Sequence[str], most: int = 2) -> str:
    more = len(topics) - most
    return ", ".join(topics[:most]) + (f", +{more}" if more > 0 else "")
