"""What pages are made of. `tables` and `markdown` draw each of these."""

from __future__ import annotations

from typing import NamedTuple

# Of ids, headings and footnote numbers. Of the eight ANSI colours magenta alone has a contrast of 3 or more on every
# palette tried, dark and light: xterm, GNOME, Solarized, VGA (cyan on white: 2.0; dim text on Solarized light: 1.9).
# Dim is for lines, which nobody reads.
ACCENT = "magenta"

Marks = tuple[int, ...]  # footnote numbers, from 1


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
    """A column of a table. `whole`: never cut or wrapped. `rank`: where room is short the highest goes; 0 stays.

    `remark` stands under the table where the column is drawn.
    """

    title: str
    whole: bool = False
    rank: int = 0
    right: bool = False
    style: str = ""
    remark: str = ""


class Grid(NamedTuple):
    """A table. On very narrow screens each row becomes a record, its first two texts the heading."""

    columns: list[Column]
    rows: list[list[str]]


class Excerpt(NamedTuple):
    """A statement that a search found: where it stands, and its text in pieces, those that were found marked."""

    section: str
    pieces: list[tuple[str, bool]]
    by: str | None


class Matrix(NamedTuple):
    """Things side by side: a column for each of `titles`, and in each row a list of points for each column.

    A row with one list only goes for all columns.
    """

    titles: list[str]
    rows: list[tuple[str, list[list[Point]]]]


class Bar(NamedTuple):
    label: str
    number: int
    note: str


class Bars(NamedTuple):
    """Counts as bars of one scale, and their total, which has none."""

    titles: tuple[str, str, str]
    rows: list[Bar]
    total: Bar


class Event(NamedTuple):
    """A point in time: `day` is an ISO date, which may lack its day or month."""

    day: str
    kind: str
    held: bool
    title: str
    named: bool  # has its title beside the axis, and not its sign alone


class Year(NamedTuple):
    """A year, or a run of years without events, with the first days of the terms that begin in it."""

    label: str
    events: list[Event]
    terms: list[tuple[str, str]]


class Axis(NamedTuple):
    years: list[Year]


class Group(NamedTuple):
    title: str
    blocks: list[Block]


class Link(NamedTuple):
    """An address, by what is to be read there."""

    label: str
    url: str


class Reference(NamedTuple):
    number: int
    text: str
    url: str


Block = (
    Fact
    | Point
    | Paragraph
    | Quotation
    | Correction
    | Contrast
    | Grid
    | Group
    | Link
    | Reference
    | Excerpt
    | Matrix
    | Bars
    | Axis
)


class Section(NamedTuple):
    name: str
    title: str
    blocks: list[Block]


class Page(NamedTuple):
    title: str
    subtitle: str
    sections: list[Section]
    is_id: bool = False  # the subtitle, to be typed as it stands
    note: str = ""  # for a reader at a terminal, on stderr


def footnotes(marks: Marks) -> str:
    """`[1][4]`"""
    return "".join(f"[{number}]" for number in marks)
