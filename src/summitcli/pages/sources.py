"""Sources in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .blocks import Address, Column, Page, Row, Section, Table, Words, plain
from .statements import publisher

if TYPE_CHECKING:
    from ..schema.answers import ListedSource, NumberedSource


def page(rows: Sequence[ListedSource]) -> Page:
    """Every source, with how often it is cited."""
    table = Table(_columns(), [Row(_cells(row)) for row in rows])
    return Page("Sources", [Section("sources", "", [table])], headed=False)


def of_meeting(rows: Sequence[NumberedSource]) -> Page:
    """The sources of one meeting, with the numbers that they have on its page."""
    table = Table(
        [Column("No", "number", leads=True), *_columns()],
        [Row([plain(str(row["number"])), *_cells(row)]) for row in rows],
    )
    return Page("Sources", [Section("sources", "", [table])], headed=False)


def _columns() -> list[Column]:
    return [
        Column("Cited", "number", rank=2),
        Column("Publisher", "title"),
        Column("Title"),
        Column("Date", "date", rank=1),
        Column("Kind", "word", rank=3),
        Column("ID", "id"),
    ]


def _cells(row: ListedSource | NumberedSource) -> list[Words]:
    return [
        plain(str(row["times"])),
        publisher(row),
        (Address(row["url"], row["title"]),),
        plain(row["date"] or ""),
        plain(row["kind"]),
        plain(row["id"]),
    ]
