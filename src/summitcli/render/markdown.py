"""Pages to Markdown: CommonMark with tables and footnotes, as GitHub, GitLab, Pandoc and Obsidian read it.

Footnotes are `[^1]`, in prose and in tables alike. Readers that know footnotes link them there and back; others show
the number in the text and before the source. Plain `[1]` would lead nowhere, and two of them side by side
(`[1][2]`) are one link to CommonMark. In a document of several pages the labels begin with the id of their page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..pages import blocks
from ..pages.blocks import Page, Words
from ..schema.vocabulary import SECTIONS
from ..wording import when

# What Markdown or HTML would read: characters anywhere, entities, and signs that begin a list, a rule or a heading.
_SIGNS = re.compile(r"[\\`*_\[\]<>#~]|&(?=#?\w+;)|^[-+=](?!\w)")
_NUMBER = re.compile(r"^\d{1,9}(?=[.)](?!\w))")


def format_pages(pages: Sequence[Page]) -> str:
    """Pages one under the other, in one document."""
    several = len(pages) > 1
    labels = [f"{page.id or number}-" if several else "" for number, page in enumerate(pages, 1)]
    return "\n".join(format_page(page, label=label) for page, label in zip(pages, labels, strict=True))


def format_page(page: Page, *, label: str = "") -> str:
    """A page whose footnotes are labelled by their number, after `label`."""
    lines = list(_Drawing(page, label).lines())
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).rstrip("\n") + "\n"


class _Drawing:
    """One page."""

    def __init__(self, page: Page, label: str) -> None:
        self.page, self.label = page, label
        self.sources = {source.number for source in page.sources}
        self.used: set[int] = set()

    def lines(self) -> Iterator[str]:
        """The title, each section under its heading, and the sources."""
        page = self.page
        if page.headed:
            yield f"# {escaped(page.title)}"
            yield ""
            yield from ([f"`{page.id}`", ""] if page.id else [])
            yield from ([f"**{escaped(page.notice)}**", ""] if page.notice else [])
            yield from ([escaped(page.subtitle), ""] if page.subtitle else [])
        for section in page.sections:
            yield ""
            if section.heading:
                id = f" (`{section.about.id}`)" if section.about else ""
                yield from (f"## {escaped(section.heading)}{id}", "")
            for block in section.blocks:
                yield from self._block(block)
        yield from self._sources()

    def _sources(self) -> Iterator[str]:
        """What footnotes of the page lead to; under a heading, sources that are listed without being cited here."""
        uncited = [source for source in self.page.sources if source.number not in self.used]
        yield ""
        if uncited and self.page.listed:
            yield from (f"## {SECTIONS['sources']}", "")
            yield from (f"- \\[{source.number}\\] {self._source(source)}" for source in uncited)
            yield ""
        for source in self.page.sources:
            if source.number in self.used:
                yield f"[^{self.label}{source.number}]: {self._source(source)}"

    def _source(self, source: blocks.Source) -> str:
        return f"{self._words(source.words, linked=False)}. <{source.url}>"

    def _block(self, block: blocks.Block) -> Iterator[str]:
        match block:
            case blocks.Fact():
                yield f"- **{escaped(block.label)}:** {self._words(block.words)}"
            case blocks.Point():
                yield f"- {self._words(block.words)}"
            case blocks.Paragraph():
                yield from ("", self._words(block.words), "")
            case blocks.Quotation():
                yield from (f"> “{escaped(block.text)}”", f"> — {self._words(block.credit)}", "")
            case blocks.Correction():
                yield f"- **Said:** {escaped(block.claim)}"
                yield f"  **Record:** {self._words(block.record)}"
            case blocks.Group():
                inner = (line for each in block.blocks for line in self._block(each))
                yield from _under(f"### {self._words(block.heading)}", inner)
            case blocks.Contrast():
                yield from self._contrast(block)
            case blocks.Excerpt():
                yield self._excerpt(block)
            case blocks.Contents():
                yield from (_contents(block), "")
            case _:
                yield from self._figure(block)

    def _contrast(self, block: blocks.Contrast) -> Iterator[str]:
        yield from _under(f"### {escaped(block.question)}", []) if block.question else []
        for side in block.sides:
            points = (f"- {self._words(point.words)}" for point in side.points)
            yield from _under(f"**{escaped(side.label)}**" if side.label else "", points)

    def _figure(self, block: blocks.Block) -> Iterator[str]:
        """What is a table in Markdown."""
        match block:
            case blocks.Table():
                yield from self._table(block)
            case blocks.Matrix():
                titles = ["", *(self._words(title) for title in block.titles)]
                yield from _table(titles, [[escaped(name), *self._cells(block, cells)] for name, cells in block.rows])
            case blocks.Bars():
                rows = [[self._words(row.label), str(row.number), row.remark] for row in [*block.rows, block.total]]
                yield from _table([escaped(title) for title in block.titles], rows, right=[1])
            case blocks.Axis():
                for span in block.spans:
                    events = [self._event(event) for year in span.years for event in year.events]
                    if events:
                        yield from _under(f"### {escaped(span.heading)}", _table(["Date", "Title", "Kind"], events))
            case blocks.Map():
                rows = [
                    [escaped(spot.name), ", ".join(self._words([to]) for to in spot.meetings)] for spot in block.spots
                ]
                yield from _table(["Place", "Meetings"], rows)

    def _table(self, block: blocks.Table) -> Iterator[str]:
        right = [place for place, column in enumerate(block.columns) if column.role == "number"]
        rows = [[self._words(cell) for cell in row.cells] for row in block.rows]
        yield from _table([escaped(column.title) for column in block.columns], rows, right=right)
        for column in block.columns:
            yield from ["", escaped(column.remark)] if column.remark else []

    def _event(self, event: blocks.Event) -> list[str]:
        return [when(event.start, event.end), self._words([event.title]), event.kind]

    def _cells(self, block: blocks.Matrix, cells: Sequence[Sequence[blocks.Point]]) -> list[str]:
        """The cells of a row; what is about all of the columns is in each of them."""
        texts = ["<br>".join(self._words(point.words) for point in cell) for cell in cells]
        return texts * len(block.titles) if len(texts) == 1 else texts

    def _excerpt(self, block: blocks.Excerpt) -> str:
        source = f" {self._words(block.source)};" if block.source else ""
        question = f"{self._words(block.question)} " if block.question else ""
        return f"- *{escaped(block.section)}:* {question}{self._words(block.words)}{source} `{block.command}`"

    def _words(self, words: Words, *, linked: bool = True) -> str:
        """Inline parts as one line."""
        text = ""
        for part in words:
            match part:
                case blocks.Text():
                    text += _styled(part)
                case blocks.Footnotes():
                    text += (" " if text else "") + "".join(map(self._footnote, part.numbers))
                case blocks.Reference():
                    text += escaped(part.words) + ("" if part.bare else f" (`{part.id}`)")
                case blocks.Address():
                    shown = f"<{part.url}>" if part.words == part.url else f"[{escaped(part.words)}](<{part.url}>)"
                    text += shown if linked else escaped(part.words)
        return text.lstrip()  # four spaces would make it code

    def _footnote(self, number: int) -> str:
        """A footnote, or a mere number if the page has no sources."""
        if number not in self.sources:
            return f"\\[{number}\\]"
        self.used.add(number)
        return f"[^{self.label}{number}]"


def _styled(part: blocks.Text) -> str:
    """Words in the signs of Markdown for their role; these do not work next to a space."""
    inner = part.words.strip()
    if part.role not in ("lead", "found", "code") or not inner:
        return escaped(part.words)
    before, after = part.words.split(inner, 1)
    return before + (f"`{inner}`" if part.role == "code" else f"**{escaped(inner)}**") + after


def _contents(block: blocks.Contents) -> str:
    if block.here:
        return f"**Sections:** {', '.join(f'{escaped(entry.heading)} {entry.size}' for entry in block.entries)}"
    told = ", ".join(f"`-s {entry.section}` {entry.size}" for entry in block.entries)
    return f"**More:** `{block.command}` with {told}; `--full` for all of it"


def _under(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", heading, "")
    yield from lines
    yield ""


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
    """A table of cells that are Markdown already; the columns `right` are of numbers."""
    yield ""
    yield _row(titles)
    yield f"| {' | '.join('---:' if column in right else '---' for column in range(len(titles)))} |"
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def escaped(text: str) -> str:
    """Text with what Markdown or HTML would read escaped."""
    return _NUMBER.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", text))
