"""What pages are made of: blocks of inline parts. They say what a thing is; renderers decide how it looks."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, cast

Role = Literal["", "lead", "by", "found", "code", "standing"]
"""What words are: `lead` opens a statement, `by` says whose it is, `found` is what a search asked for, `code` is to
be typed as it is, `standing` says what kind of source it is."""


class Text(NamedTuple):
    """Words."""

    words: str
    role: Role = ""


class Footnotes(NamedTuple):
    """Footnote numbers, from 1: each leads to the source of the page that has that number."""

    numbers: tuple[int, ...]


class Reference(NamedTuple):
    """A record that has a page of its own. A reader who cannot follow a link is told its id, unless it is `bare`."""

    kind: Literal["meeting", "topic", "person", "publisher", "comparison"]
    id: str
    words: str
    bare: bool = False


class Address(NamedTuple):
    """A web address by what is to be read there. `language` is the code of that of the words, if it is not English."""

    url: str
    words: str
    language: str = ""


Part = Text | Footnotes | Reference | Address
Words = Sequence[Part]


class Fact(NamedTuple):
    """A labelled line."""

    label: str
    words: Words
    ref: str = ""


class Point(NamedTuple):
    """A statement among others. `ref` is its permanent name in its meeting, of this block and of others."""

    words: Words
    ref: str = ""


class Paragraph(NamedTuple):
    """A statement by itself."""

    words: Words
    ref: str = ""


class Quotation(NamedTuple):
    """Verbatim words, and who said them, when and where."""

    text: str
    credit: Words
    ref: str = ""


class Correction(NamedTuple):
    """What is commonly said, and what the sources show."""

    claim: str
    record: Words
    ref: str = ""


class Side(NamedTuple):
    """The points of one side."""

    label: str
    points: Sequence[Point]


class Contrast(NamedTuple):
    """Sides beside each other, on a `question` if it has one."""

    sides: Sequence[Side]
    question: str = ""


class Column(NamedTuple):
    """A column of a table. When room is short, the column with the highest `rank` goes first; 0 stays.

    Ids, numbers, dates and words are never broken, places only between their words.

    `remark` is printed under the table if the column is shown. `leads`: where there is no room for columns, its value
    comes before all others.
    """

    title: str
    role: Literal["id", "title", "number", "date", "word", "place", "text"] = "text"
    rank: int = 0
    remark: str = ""
    leads: bool = False


class Row(NamedTuple):
    """A row of a table. `unheld`: it is about something that did not take place, or is disputed."""

    cells: Sequence[Words]
    ref: str = ""
    unheld: bool = False


class Table(NamedTuple):
    """Rows under columns. On a very narrow screen each row becomes a record, headed by its first two cells."""

    columns: Sequence[Column]
    rows: Sequence[Row]


class Excerpt(NamedTuple):
    """A statement that a search found: its section, its words, its best source, the command that opens it, and the
    question on which it is one side's account.
    """

    section: str
    words: Words
    source: Words
    command: str
    ref: str = ""
    question: Words = ()


class Matrix(NamedTuple):
    """Things side by side, one column for each of `titles`; a row with one list of points only is about them all."""

    titles: Sequence[Words]
    rows: Sequence[tuple[str, Sequence[Sequence[Point]]]]


class Bar(NamedTuple):
    """One count, and a remark on it."""

    label: Words
    number: int
    remark: str


class Bars(NamedTuple):
    """Counts as bars of one scale, and their total, which has no bar."""

    titles: tuple[str, str, str]
    rows: Sequence[Bar]
    total: Bar


class Event(NamedTuple):
    """Something on a time axis. Its days are ISO dates, which may lack their day or month.

    `named`: its title is printed, and not its sign alone.
    """

    start: str
    end: str
    kind: str
    held: bool
    title: Reference
    named: bool


class Year(NamedTuple):
    """A year, or a run of years in which nothing happened."""

    label: str
    events: Sequence[Event]


class Span(NamedTuple):
    """Years under one heading: those in which the same leaders met."""

    heading: str
    years: Sequence[Year]


class Axis(NamedTuple):
    """Events on an axis of years and months."""

    spans: Sequence[Span]


class Spot(NamedTuple):
    """A place on the map, in decimal degrees north and east, and what took place there."""

    name: str
    latitude: float
    longitude: float
    meetings: Sequence[Reference]


class Map(NamedTuple):
    """Places on a map of the world."""

    spots: Sequence[Spot]


class Entry(NamedTuple):
    """A section that a page has or could have, and how many entries it has."""

    section: str
    heading: str
    size: int


class Contents(NamedTuple):
    """What there is to read of a record. `here`: on this page; if not, `command` and an option show it."""

    entries: Sequence[Entry]
    command: str
    here: bool


class Group(NamedTuple):
    """Blocks under a heading of their own."""

    heading: Words
    blocks: Sequence["Block"]


Block = (
    Fact
    | Point
    | Paragraph
    | Quotation
    | Correction
    | Contrast
    | Table
    | Excerpt
    | Matrix
    | Bars
    | Axis
    | Map
    | Contents
    | Group
)


class Section(NamedTuple):
    """Blocks under a heading. `key` names the section, as `--section` does; `about` is the record that it is about."""

    key: str
    heading: str
    blocks: Sequence[Block]
    about: Reference | None = None


class Source(NamedTuple):
    """What a footnote leads to: in words, with its address and the address that asks for an archived copy."""

    number: int
    words: Words
    url: str
    archived: str
    id: str


class Page(NamedTuple):
    """An answer for readers.

    `headed`: its title is printed in a terminal, too; a table alone says what it is.
    `listed`: the sources are part of the page; if not, only a format that can lead to them shows them.
    `note` is for a reader at a terminal, and is not part of the answer.
    """

    title: str
    sections: Sequence[Section]
    id: str = ""
    subtitle: str = ""
    notice: str = ""
    headed: bool = True
    sources: Sequence[Source] = ()
    listed: bool = True
    citations: Sequence[tuple[str, str]] = ()
    note: str = ""


def unsourced(page: Page) -> Page:
    """The page without its sources, and without what leads to them."""
    return cast("Page", _unsourced(page))._replace(sources=())


def _unsourced(node: Any) -> Any:
    if isinstance(node, Contents) and node.here:
        return node._replace(entries=[entry for entry in node.entries if entry.section != "sources"])
    if isinstance(node, list | tuple):
        if hasattr(node, "_fields"):
            return type(node)(*map(_unsourced, node))
        return [_unsourced(each) for each in node if not isinstance(each, Footnotes)]
    return node


def plain(words: str, role: Role = "") -> Words:
    """Words alone; none for no text."""
    return (Text(words, role),) if words else ()


def text_of(words: Words) -> str:
    """What is said, without its footnotes."""
    return "".join(part.words for part in words if not isinstance(part, Footnotes))


def marked(words: Words) -> str:
    """What is said, with the footnotes as they are printed in text."""
    numbers = "".join(f"[{number}]" for part in words if isinstance(part, Footnotes) for number in part.numbers)
    return f"{text_of(words)} {numbers}"
