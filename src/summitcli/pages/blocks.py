"""What pages are made of. `tables` and `markdown` draw each of these."""

from __future__ import annotations

from typing import NamedTuple

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


def footnotes(marks: Marks) -> str:
    """`[1][4]`"""
    return "".join(f"[{number}]" for number in marks)
