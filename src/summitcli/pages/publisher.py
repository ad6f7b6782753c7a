"""Pages on who is speaking: one publisher with what the record rests on of it, and all of them by standing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..schema.vocabulary import STANDINGS
from ..wording import Labels, capitalized, counted, is_description
from .blocks import Address, Block, Column, Fact, Page, Paragraph, Reference, Row, Section, Table, Text, Words, plain
from .statements import to_meeting

if TYPE_CHECKING:
    from ..query.publishers import ListedPublisher, PublishedSource

NOT_LISTED = "the dataset does not say what kind of publisher it is"
UNKNOWN = "Not listed"


def page(publisher: ListedPublisher, sources: Sequence[PublishedSource], labels: Labels) -> Page:
    """What a publisher is, the sources that it wrote, and the copies that were read at its place."""
    wrote = [each for each in sources if each.source["publisher"] == publisher.name]
    copied = [each for each in sources if each.source["publisher"] != publisher.name]
    tables = {
        "wrote": ("What it wrote", wrote),
        "copied": ("Copies of what others wrote", copied),
    }
    sections = [Section("publisher", "", list(_facts(publisher, sources, labels)))]
    sections += [
        Section(key, heading, [_table(key, found, labels)]) for key, (heading, found) in tables.items() if found
    ]
    return Page(publisher.name, sections, subtitle=_sentence(publisher.about))


def _facts(publisher: ListedPublisher, sources: Sequence[PublishedSource], labels: Labels) -> Iterator[Block]:
    standing = publisher.standing
    told = f"{capitalized(standing)}: {STANDINGS[standing]}" if standing else f"{UNKNOWN}: {NOT_LISTED}"
    yield Fact("Standing", plain(told))
    if publisher.country:
        yield Fact("Country", plain(labels.countries.get(publisher.country, publisher.country)))
    meetings = {meeting["id"] for each in sources for meeting in each.meetings}
    times = sum(each.times for each in sources)
    cite = "cites" if times == 1 else "cite"
    told = f"{counted(times, 'statement')} of {counted(len(meetings), 'meeting')} {cite} it."
    yield Fact("In the record", plain(told))


def _table(key: str, sources: Sequence[PublishedSource], labels: Labels) -> Table:
    columns = [
        Column("Date", "date"),
        Column("Title", "title"),
        Column("Read at" if key == "wrote" else "Written by", rank=2),
        Column("Kind", "word", rank=3),
        Column("Cited", "number", rank=1),
        Column("In"),
    ]
    if all(_elsewhere(key, each) is None for each in sources):
        del columns[2]
    return Table(columns, [Row(_cells(key, each, labels, len(columns))) for each in sources])


def _cells(key: str, each: PublishedSource, labels: Labels, columns: int) -> list[Words]:
    source = each.source
    ours = is_description(source["title"])
    language = "" if ours or source["language"] == "en" else source["language"]
    spoken = labels.languages.get(source["language"], source["language"])
    elsewhere = _elsewhere(key, each)
    cells: list[Words] = [
        plain(source["date"] or ""),
        (Address(source["url"], source["title"], language),),
        (Reference("publisher", elsewhere, elsewhere, bare=True),) if elsewhere else (),
        plain(source["kind"] if source["language"] == "en" else f"{source['kind']}, in {spoken}"),
        plain(str(each.times)),
        _joined([to_meeting(meeting, bare=True) for meeting in each.meetings]),
    ]
    return cells if columns == len(cells) else [*cells[:2], *cells[3:]]


def _elsewhere(key: str, each: PublishedSource) -> str | None:
    """Where a source of the publisher was read if not with it; or who wrote what was read there."""
    return each.source.get("via") if key == "wrote" else each.source["publisher"]


def _joined(references: Sequence[Reference]) -> Words:
    return tuple(part for each in references for part in (Text("; "), each))[1:]


def index(publishers: Sequence[ListedPublisher], labels: Labels) -> Page:
    """Every publisher under its standing, with what that means."""
    sections = []
    for standing, meaning in [*STANDINGS.items(), (None, NOT_LISTED)]:
        found = [each for each in publishers if each.standing == standing]
        if found:
            heading = capitalized(standing or UNKNOWN)
            blocks: list[Block] = [Paragraph(plain(_sentence(meaning))), _listed(found, labels)]
            sections.append(Section(standing or "unknown", heading, blocks))
    subtitle = (
        "Who wrote the sources, and where copies were read. A class says what a publisher is, not whether it is right."
    )
    return Page("Publishers", sections, subtitle=subtitle)


def _listed(publishers: Sequence[ListedPublisher], labels: Labels) -> Table:
    columns = [
        Column("Publisher", "title"),
        Column("What it is"),
        Column("Country", rank=1),
        Column("Sources", "number"),
        Column("Copies", "number", rank=2),
    ]
    rows = [
        Row(
            [
                (Reference("publisher", each.name, each.name, bare=True),),
                plain(each.about),
                plain(labels.countries.get(each.country, each.country) if each.country else ""),
                plain(_unless_none(each.wrote)),
                plain(_unless_none(each.copied)),
            ]
        )
        for each in publishers
    ]
    return Table(columns, rows)


def _unless_none(ids: Sequence[str]) -> str:
    return str(len(ids)) if ids else ""


def _sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return f"{capitalized(words)}." if words else ""
