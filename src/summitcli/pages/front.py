"""The first page of a site: every meeting of the record, the default series before the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..schema.vocabulary import IN_PERSON
from ..wording import long_date, when
from .blocks import Block, Column, Group, Page, Paragraph, Reference, Row, Section, Table, Words, plain
from .statements import short_names

if TYPE_CHECKING:
    from ..query.datasets import About
    from ..schema.answers import ListedMeeting
    from ..schema.records import Person

CLOSEST = "In person"
CALLS = "By telephone"
UNHELD = "Not held, or disputed"


class Gathering(NamedTuple):
    """What belongs together: a series, or all that belong to none."""

    id: str
    label: str
    description: str
    meetings: Sequence[ListedMeeting]


def page(gathered: Sequence[Gathering], leaders: Sequence[Person], about: About) -> Page:
    """A section for each series: what was held in person, calls, and what was not held or is disputed."""
    names = short_names(leaders)
    reach = f"The record reaches {long_date(about.until)}."
    intro = Paragraph(plain(f"{about.description} {reach}{f' {about.brief}' if about.brief else ''}"))
    sections = [Section("", "", [intro])]
    for each in gathered:
        blocks = [*_described(each), *_groups(each.meetings, names)]
        sections.append(Section(each.id, each.label, blocks))
    return Page(about.title, sections)


def _described(each: Gathering) -> Iterator[Block]:
    if each.description:
        yield Paragraph(plain(each.description if each.description.endswith(".") else f"{each.description}."))


def _groups(rows: Sequence[ListedMeeting], names: Mapping[str, str]) -> Iterator[Group]:
    held = [row for row in rows if row["status"] == "held"]
    groups = {
        CLOSEST: [row for row in held if row["kind"] in IN_PERSON],
        CALLS: [row for row in held if row["kind"] not in IN_PERSON],
        UNHELD: [row for row in rows if row["status"] != "held"],
    }
    with_leaders = len({tuple(row["leaders"]) for row in rows}) > 1
    for heading, found in groups.items():
        if found:
            table = _table(found, names, with_leaders=with_leaders, placed=heading != CALLS)
            yield Group(plain(f"{heading}"), [table])


def _table(rows: Sequence[ListedMeeting], names: Mapping[str, str], *, with_leaders: bool, placed: bool) -> Table:
    """Columns that say the same in every row are left out."""
    all_held = all(row["status"] == "held" for row in rows)
    columns = {
        Column("Date", "date"): lambda row: plain(when(row["start"], row["end"])),
        Column("Meeting", "title"): _title,
        Column("Leaders", rank=1): lambda row: plain(_leaders(row, names)) if with_leaders else (),
        Column("Place", "word"): lambda row: plain(row["city"] or "") if placed else (),
        Column("Kind", "word"): lambda row: plain(row["kind"]) if placed else (),
        Column("Length" if all_held else "Status", "word"): lambda row: plain(
            row["length"] or "" if all_held else row["status"]
        ),
    }
    cells = [[draw(row) for draw in columns.values()] for row in rows]
    kept = [place for place in range(len(columns)) if any(row[place] for row in cells)]
    heads = list(columns)
    return Table(
        [heads[place] for place in kept],
        [
            Row([each[place] for place in kept], unheld=row["status"] != "held")
            for row, each in zip(rows, cells, strict=True)
        ],
    )


def _title(row: ListedMeeting) -> Words:
    return (Reference("meeting", row["id"], row["title"], bare=True),)


def _leaders(row: ListedMeeting, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(id, id) for id in row["leaders"])
