"""The first page of a site: every meeting of the record, the default series before the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..schema.vocabulary import IN_PERSON
from ..wording import long_date, when
from .blocks import Block, Column, Group, Page, Paragraph, Reference, Row, Section, Table, Words, plain
from .statements import short_names

if TYPE_CHECKING:
    from ..query.datasets import About
    from ..schema.records import Person
    from ..schema.rows import ListedMeeting

CLOSEST = "In person"
CALLS = "By telephone"
UNHELD = "Not held, or disputed"
ALWAYS = 2
"""Columns that are always there."""


class Gathering(NamedTuple):
    """What belongs together: a series, or all that belong to none."""

    id: str
    label: str
    description: str
    meetings: Iterable[ListedMeeting]


def page(gathered: Iterable[Gathering], leaders: Sequence[Person], about: About) -> Page:
    """A section for each series: what was held in person, calls, and what was not held or is disputed."""
    names = short_names(leaders)
    reach = f"The record reaches {long_date(about.until)}."
    subtitle = f"{about.description} {reach}{f' {about.brief}' if about.brief else ''}"
    sections = [Section(each.id, each.label, [*_described(each), *_groups(each.meetings, names)]) for each in gathered]
    return Page(about.title, sections, subtitle=subtitle)


def _described(each: Gathering) -> Iterator[Block]:
    if each.description:
        yield Paragraph(plain(each.description if each.description.endswith(".") else f"{each.description}."))


def _groups(rows: Iterable[ListedMeeting], names: Mapping[str, str]) -> Iterator[Group]:
    groups: dict[str, list[Row]] = {CLOSEST: [], CALLS: [], UNHELD: []}
    for row in rows:
        is_held = row["status"] == "held"
        heading = UNHELD if not is_held else CLOSEST if row["kind"] in IN_PERSON else CALLS
        groups[heading].append(Row(_cells(row, names), unheld=not is_held))
    for heading, found in groups.items():
        if found:
            yield Group(plain(heading), [_table(found)])


def _table(rows: Sequence[Row]) -> Table:
    """A row for each meeting. A column that says the same of all, or nothing, is left out."""
    columns = [
        Column("Date", "date"),
        Column("Meeting", "title"),
        Column("Leaders", rank=1),
        Column("Place", "word"),
        Column("Kind", "word"),
        Column("Length", "word"),
        Column("Status", "word"),
    ]
    kept = [place for place in range(len(columns)) if place < ALWAYS or len({row.cells[place] for row in rows}) > 1]
    return Table(
        [columns[place] for place in kept],
        [row._replace(cells=[row.cells[place] for place in kept]) for row in rows],
    )


def _cells(row: ListedMeeting, names: Mapping[str, str]) -> tuple[Words, ...]:
    return (
        plain(when(row["start"], row["end"], row["days"])),
        (Reference("meeting", row["id"], row["title"], bare=True),),
        plain(", ".join(names.get(id, id) for id in row["leaders"])),
        plain(row["city"] or ""),
        plain(row["kind"]),
        plain(row["length"] or ""),
        plain(row["status"]),
    )
