"""Pages about summit itself: versions, files, fields, chosen fields, an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .blocks import Address, Column, Page, Paragraph, Row, Section, Table, plain

if TYPE_CHECKING:
    from ..schema.answers import Versions
    from ..schema.rows import OpenedLink, OutputField, ValidFile

UNCUT = ("id", "start", "end")  # fields that are never cut or wrapped


def versions(about: Versions) -> Page:
    """What runs, and one row for each file of the dataset."""
    runs = f"Python {about['python']}, SQLite {about['sqlite']}, schema {about['schema_version']}"
    columns = [
        Column("File", "word"),
        Column("Title", rank=1),
        Column("Reaches", "date"),
        Column("Meetings", "number", rank=2),
        Column("SHA-256"),
    ]
    rows = [
        _row(file["file"], file["title"], file["until"], str(file["meetings"]), file["sha256"])
        for file in about["datasets"]
    ]
    return Page(f"summit {about['version']}", [Section("files", "", [Table(columns, rows)])], subtitle=runs)


def validated(files: Sequence[ValidFile]) -> Page:
    """What each valid file holds."""
    numbers = ("Meetings", "People", "Topics", "Sources", "Publishers")
    columns = [Column("File", "word"), *(Column(title, "number") for title in numbers)]
    rows = [
        _row(
            file["file"],
            *map(str, (file["meetings"], file["people"], file["topics"], file["sources"], file["publishers"])),
        )
        for file in files
    ]
    return Page("Valid files", [Section("files", "", [Table(columns, rows)])], headed=False)


def fields(rows: Sequence[OutputField], *, named: bool) -> Page:
    """The fields of every output, or of the one that was `named`."""
    columns = [Column("Output", "word"), Column("Field", "id"), Column("Type", rank=2), Column("Meaning")]
    first = 1 if named else 0
    cells = [(row["output"], row["field"], row["type"], row["description"]) for row in rows]
    table = Table(columns[first:], [_row(*row[first:]) for row in cells])
    return Page("Fields", [Section("fields", "", [table])], headed=False)


def selection(names: Sequence[str], cells: Sequence[Sequence[str]]) -> Page:
    """The fields that the caller chose, none of which gives way: a column each, or a line each of a single record."""
    if len(cells) == 1:
        pairs = [_row(*pair) for pair in zip(names, cells[0], strict=True)]
        table = Table([Column("Field", "word"), Column("Value")], pairs)
    else:
        table = Table(
            [Column(name, "word" if name in UNCUT else "text") for name in names], [_row(*row) for row in cells]
        )
    return Page("Selected fields", [Section("selection", "", [table])], headed=False)


def link(found: OpenedLink) -> Page:
    """The address alone."""
    address = Address(found["url"], found["url"])
    return Page(found["title"], [Section("link", "", [Paragraph((address,))])], headed=False)


def _row(*cells: str) -> Row:
    return Row([plain(cell) for cell in cells])
