"""The topics and the people of the record in tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..wording import Labels
from .blocks import Column, Page, Reference, Row, Section, Table, plain

if TYPE_CHECKING:
    from ..schema.answers import ListedPerson, ListedTopic


def topics(rows: Sequence[ListedTopic]) -> Page:
    """The vocabulary with its counts."""
    columns = [
        Column("Topic", "id"),
        Column("Label", "title"),
        Column("Records", "number"),
        Column("Statements", "number", rank=1),
        Column("What falls under it", rank=2),
    ]
    cells = [
        Row(
            [
                plain(row["id"]),
                (Reference("topic", row["id"], row["label"], bare=True),),
                plain(str(row["meetings"])),
                plain(str(row["statements"])),
                plain(row["description"]),
            ]
        )
        for row in rows
    ]
    note = "" if rows else "The record has no topics."
    return Page("Topics", [Section("topics", "", [Table(columns, cells)])], headed=False, note=note)


def people(rows: Sequence[ListedPerson], labels: Labels) -> Page:
    """Everybody named, with their offices."""
    columns = [
        Column("Name", "title"),
        Column("ID", "id", rank=2),
        Column("Country", rank=3),
        Column("Office", rank=1),
        Column("Records", "number"),
        Column("Quoted", "number", rank=4),
    ]
    table = Table(columns, [_person(row, labels) for row in rows])
    note = "" if rows else "The record names nobody."
    return Page("People", [Section("people", "", [table])], headed=False, note=note)


def _person(row: ListedPerson, labels: Labels) -> Row:
    return Row(
        [
            (Reference("person", row["id"], row["name"], bare=True),),
            plain(row["id"]),
            plain(labels.countries.get(row["country"], row["country"])),
            plain("; ".join(row["roles"])),
            plain(str(row["meetings"])),
            plain(str(row["quotes"])),
        ]
    )
