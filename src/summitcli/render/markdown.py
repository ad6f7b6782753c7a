"""Pages to Markdown (CommonMark with tables), for pipes and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from . import pages
from .pages import Page, axis, footnotes


def format_page(page: Page) -> str:
    """A page in CommonMark; footnotes as [1], the sources as a list with the same numbers."""
    lines = list(_lines(page))
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).rstrip("\n") + "\n"


def _lines(page: Page) -> Iterator[str]:
    if page.title:
        yield f"# {_inline(page.title)}"
        yield ""
        yield f"`{page.subtitle}`" if page.is_id else _inline(page.subtitle.lstrip())
    for section in page.sections:
        if page.title:
            yield ""
        if section.title:
            yield f"## {_inline(section.title)}"
            yield ""
        for block in section.blocks:
            yield from _block(block)


def _block(block: pages.Block) -> Iterator[str]:
    match block:
        case pages.Grid():
            right = [place for place, column in enumerate(block.columns) if column.right]
            cells = [[_inline(cell) for cell in row] for row in block.rows]
            yield from _table([column.title for column in block.columns], cells, right=right)
            for column in block.columns:
                yield from ["", _inline(column.remark)] if column.remark else []
        case pages.Fact():
            yield f"- **{_inline(block.label)}:** {_said(block)}"
        case pages.Point():
            yield f"- {_said(block)}"
        case pages.Paragraph():
            yield ""
            yield _said(block)
        case pages.Group():
            yield from _under(f"### {_inline(block.title)}", (line for each in block.blocks for line in _block(each)))
        case pages.Quotation():
            yield f"> “{_inline(block.text)}”"
            yield f"> — {_inline(block.speaker)} {footnotes(block.marks)}"
            yield ""
        case pages.Correction():
            yield f"- **Said:** {_inline(block.claim)}"
            yield f"  **Record:** {_inline(block.record)} {footnotes(block.marks)}"
        case pages.Contrast():
            yield from _under(f"### {_inline(block.question)}", []) if block.question else []
            for title, points in block.columns:
                yield from _under(f"**{title}**", (f"- {_said(point)}" for point in points))
        case pages.Excerpt():
            said = "".join(f"**{_inline(text)}**" if found else _inline(text) for text, found in block.pieces)
            yield f"- *{block.section}:* {said}" + (f" — {_inline(block.by)}" if block.by else "")
        case pages.Matrix():
            yield from _table(
                ["", *map(_inline, block.titles)], [[label, *_cells(block, cells)] for label, cells in block.rows]
            )
        case pages.Bars():
            rows = [[_inline(row.label), str(row.number), row.note] for row in [*block.rows, block.total]]
            yield from _table(list(block.titles), rows, right=[1])
        case pages.Axis():
            yield "```"
            yield from ("".join(text for text, _ in line) for line in axis.lines(block, 80, ascii=False))
            yield "```"
        case pages.Link():
            yield f"- **{_inline(block.label)}:** <{block.url}>"
        case pages.Reference():
            yield f"- [{block.number}] {_inline(block.text)}. <{block.url}>"


def _under(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield heading
    yield ""
    yield from lines
    yield ""


def _table(titles: list[str], rows: list[list[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
    """A table of cells that are Markdown already; the columns `right` are of numbers."""
    yield f"| {' | '.join(title.replace('|', chr(92) + '|') for title in titles)} |"
    yield f"| {' | '.join('---:' if column in right else '---' for column in range(len(titles)))} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _cells(block: pages.Matrix, cells: list[list[pages.Point]]) -> list[str]:
    """The cells of a row: what goes for all columns in each of them, several points parted by a line break."""
    texts = ["<br>".join(_said(point) for point in cell) for cell in cells]
    return texts * len(block.titles) if len(texts) == 1 else texts


def _said(point: pages.Fact | pages.Point | pages.Paragraph) -> str:
    lead = f"**{_inline(point.lead)}** " if isinstance(point, pages.Point) and point.lead else ""
    by = f" — {_inline(point.by)}" if point.by else ""
    marks = f" {footnotes(point.marks)}" if point.marks else ""
    return f"{lead}{_inline(point.text.lstrip())}{by}{marks}"  # four spaces would make it code


# What Markdown or HTML would read: characters anywhere, entities, and signs that begin a list, a rule or a heading.
SIGNS = re.compile(r"[\\`*_\[\]<>#~]|&(?=#?\w+;)|^[-+=](?!\w)")
NUMBER = re.compile(r"^\d{1,9}(?=[.)](?!\w))")


def _inline(text: str) -> str:
    """Text with what Markdown or HTML would read escaped."""
    return NUMBER.sub(r"\g<0>\\", SIGNS.sub(r"\\\g<0>", text))
