"""What the record is: how far it reaches, what is counted, who is speaking, on what terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..wording import long_date
from .blocks import Block, Column, Fact, Group, Page, Paragraph, Row, Section, Table, plain
from .statistics import counting_rule, standings

if TYPE_CHECKING:
    from ..query.datasets import File
    from ..schema.rows import CountingRule, StandingCount

SPEAKING = (
    "Each source says what kind of publisher it has. The class says what a publisher is, and not whether it is right. "
    "A copy is a text that was read on somebody else's page. A statement counts under its best source."
)
FORMATS = (
    "Beside the page of each meeting is the same as JSON and as Markdown, by the same name. The paragraph sign after a "
    "statement is a permanent link to it."
)
ARCHIVED = (
    "Each source has a link that asks the Internet Archive for the copy nearest to its date. The address is computed: "
    "nobody has looked whether there is a copy."
)


def page(files: Sequence[File], rules: Sequence[CountingRule], counts: Sequence[StandingCount], counted: str) -> Page:
    """All that a reader should know before relying on it. `counted` is what the counts are of."""
    rule, why = counting_rule(rules).sections
    [speaking] = standings(counts).sections
    sections = [
        Section("coverage", "What it covers", list(_coverage(files))),
        Section("counting", "What counts as a meeting", [Paragraph(plain(f"{counted}.")), *rule.blocks, *why.blocks]),
        Section("speaking", "Who is speaking", [Paragraph(plain(SPEAKING)), *speaking.blocks]),
        Section("links", "Links and formats", [Paragraph(plain(FORMATS)), Paragraph(plain(ARCHIVED))]),
        Section("terms", "Licence", [Paragraph(plain(_terms(files)))]),
        Section("files", "Files", [_files(files)]),
    ]
    return Page("About this record", sections)


def _coverage(files: Sequence[File]) -> Iterator[Block]:
    for file in files:
        told: list[Block] = [
            Paragraph(plain(file.description)),
            Fact("Reaches from", plain(long_date(file.since))),
            Fact("Reaches to", plain(long_date(file.until))),
            Fact("Records", plain(str(file.meetings))),
            Paragraph(plain(file.note)),
        ]
        yield from [Group(plain(file.title), told)] if len(files) > 1 else told


def _terms(files: Sequence[File]) -> str:
    licences = list(dict.fromkeys(file.license for file in files))
    return f"The data is published under {' and '.join(licences)}. What is quoted remains that of its authors."


def _files(files: Sequence[File]) -> Table:
    columns = [Column("File", "word"), Column("Reaches", "date"), Column("Meetings", "number"), Column("SHA-256")]
    rows = [Row([*map(plain, (file.file, file.until, str(file.meetings), file.sha256))]) for file in files]
    return Table(columns, rows)
