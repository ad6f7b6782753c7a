"""Pages to the terminal, with Rich. Data is text, never markup: cells are `Text`, and no style comes from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from . import pages
from .pages import ACCENT, Page, axis, footnotes
from .screen import Screen, spell_plainly

MAX_WIDTH = 100  # of running text; longer lines are hard to read (Bringhurst gives 45 to 75 characters a column)
RECORDS_BELOW = 50
COLUMNS_FROM = 72
WRAPS_IN = 18
LABEL = 11
HANGING = 2
SIDE_BY_SIDE = 76  # cells that a comparison in columns needs


def format_page(page: Page, screen: Screen) -> str:
    """The page as it stands on `screen`, with escape sequences only where the screen has colour."""
    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        height=screen.height,
        force_terminal=True,
        color_system="standard" if screen.color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        safe_box=False,
        _environ={},
    )
    for block in _page(page, screen):
        console.print(block, soft_wrap=False)
    text = spell_plainly(out.getvalue()) if screen.ascii else out.getvalue()
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join(lines) + "\n" if any(lines) else ""


def _page(page: Page, screen: Screen) -> Iterator[RenderableType]:
    width = min(screen.width, MAX_WIDTH)
    if page.title:
        yield Text.assemble((page.title, "bold"), "  " + page.subtitle)
    for section in page.sections:
        if page.title:
            yield Text("")
        if section.title:
            yield Text(section.title, style=f"bold {ACCENT}")
        for block in section.blocks:
            running = page.title and not isinstance(block, pages.Matrix)
            yield _block(block, width if running else screen.width, screen, indent=2 if section.title else 0)


def _block(block: pages.Block, width: int, screen: Screen, *, indent: int) -> RenderableType:
    match block:
        case pages.Grid():
            drawn = _grid(block, width - indent)
        case pages.Fact():
            drawn = _Pair(Text(block.label, style="bold"), LABEL, _said(block))
        case pages.Point():
            drawn = _bullet(block)
        case pages.Paragraph():
            drawn = _said(block)
        case pages.Group():
            drawn = Group(
                Text(block.title, style="bold"),
                *(_block(each, width - indent, screen, indent=0) for each in block.blocks),
            )
        case pages.Quotation():
            words = Text.assemble("“", block.text, "”")
            credit = Text.assemble("— " + block.speaker, " ", _marks(block.marks))
            drawn = Group(words, Padding(credit, (0, 0, 0, 2)))
        case pages.Correction():
            claim = _Pair(Text("Said", style="bold"), 6, Text(block.claim))
            record = _Pair(Text("Record", style="bold"), 6, Text.assemble(block.record, " ", _marks(block.marks)))
            drawn = Group(claim, record)
        case pages.Contrast():
            drawn = _contrast(block, width - indent)
        case pages.Reference():
            number = Text(f"[{block.number}]", style=ACCENT, no_wrap=True)
            drawn = _Pair(number, 5, Text(block.text), _address(block.url, screen))
        case pages.Link():
            drawn = _Pair(Text(block.label, style="bold"), LABEL, _address(block.url, screen))
        case pages.Excerpt():
            drawn = _Pair(Text(block.section), 12, _excerpt(block))
        case pages.Matrix():
            drawn = _matrix(block, width - indent)
        case pages.Bars():
            drawn = _bars(block, width - indent, sign="#" if screen.ascii else "█")
        case pages.Axis():
            drawn = Group(*(Text.assemble(*line) for line in axis.lines(block, width - indent, ascii=screen.ascii)))
    return Padding(drawn, (0, max(0, screen.width - width), 0, indent))


def _said(point: pages.Fact | pages.Point | pages.Paragraph) -> Text:
    text = Text(point.text)
    if point.by:
        text.append(f" — {point.by}")
    if point.marks:
        text.append(" ").append_text(_marks(point.marks))
    return text


def _address(url: str, screen: Screen) -> Text:
    address = Text(url, overflow="fold")
    if screen.color and screen.hyperlinks:
        address.stylize(f"link {url}")
    return address


def _marks(marks: pages.Marks) -> Text:
    return Text(footnotes(marks), style=ACCENT)


class _Pair:
    """A hanging indent: `head` in `first` cells, the texts of the body beside it.

    Most of a page is made of these: with tables of two columns in their place it takes half as long again.
    """

    def __init__(self, head: Text, first: int, *body: Text) -> None:
        self.head, self.first, self.body = head, first, body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        margin = max(self.first, self.head.cell_len) + 1
        room = max(1, options.max_width - margin)
        lines = [line for text in self.body for line in text.wrap(console, room, overflow="fold")]
        drawn, start = Text(no_wrap=True, overflow="ignore"), self.head
        for line in lines or [Text()]:
            drawn.append_text(start).append(" " * (margin - start.cell_len)).append_text(line).append("\n")
            start = Text()
        drawn.right_crop()
        yield drawn


def _contrast(block: pages.Contrast, width: int) -> RenderableType:
    """Columns side by side where there is room for them, else one under the other."""
    heading = [Text(block.question, style="bold")] if block.question else []
    if width < COLUMNS_FROM or len(block.columns) == 1:
        parts: list[RenderableType] = []
        for title, points in block.columns:
            parts += [Text.assemble((title, "underline")), *(_bullet(point) for point in points)]
        return Group(*heading, *parts)
    grid = Table.grid(padding=(0, 2), expand=True)
    for _ in block.columns:
        grid.add_column(ratio=1, overflow="fold")
    grid.add_row(*(Text.assemble((title, "underline")) for title, _ in block.columns))
    for row in zip_longest(*(points for _, points in block.columns)):
        grid.add_row(*(_bullet(point) if point else Text("") for point in row))
    return Group(*heading, grid)


def _bullet(point: pages.Point) -> RenderableType:
    return _Pair(Text("-"), 1, _led(point))


def _led(point: pages.Point) -> Text:
    lead = Text.assemble((point.lead, "bold"), " ") if point.lead else Text()
    return lead + _said(point)


def _excerpt(block: pages.Excerpt) -> Text:
    said = Text.assemble(*((text, "bold" if found else "") for text, found in block.pieces))
    return said.append(f" — {block.by}") if block.by else said


def _matrix(block: pages.Matrix, width: int) -> RenderableType:
    """Side by side, or on a narrow screen one under the other. What goes for all columns spans them."""
    if width < SIDE_BY_SIDE:
        return _stacked(block)
    drawn = [_matrix_row(Text(), [Text(title, style=f"bold {ACCENT}") for title in block.titles])]
    for label, cells in block.rows:
        drawn.append(_matrix_row(Text(label, style="bold"), [_cell(cell) for cell in cells]))
    return Group(*drawn)


def _matrix_row(label: Text, cells: Sequence[RenderableType]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column(width=LABEL + 1)
    for _ in cells:
        table.add_column(ratio=1, overflow="fold")
    table.add_row(label, *cells)
    return table


def _stacked(block: pages.Matrix) -> RenderableType:
    drawn: list[RenderableType] = []
    for label, cells in block.rows:
        drawn.append(Text(label, style=f"bold {ACCENT}"))
        titles = block.titles if len(cells) > 1 else [""]
        for title, cell in zip(titles, cells, strict=True):
            drawn += [Text(f"  {title}", style="bold")] if title and cell else []
            drawn += [Padding(_cell(cell), (0, 0, 0, 4 if title else 2))] if cell else []
    return Group(*drawn)


def _cell(points: list[pages.Point]) -> RenderableType:
    """One point as it stands, several with bullets, none as a dash."""
    if len(points) > 1:
        return Group(*map(_bullet, points))
    return _led(points[0]) if points else Text("-")


def _bars(block: pages.Bars, width: int, *, sign: str) -> RenderableType:
    """Labels and counts aligned, a bar for each, and what is noted beside it."""
    rows = [*block.rows, block.total]
    label = max(cell_len(text) for text in [block.titles[0], *(row.label for row in rows)])
    note = max(cell_len(text) for text in [block.titles[2], *(row.note for row in rows)])
    room = max(4, width - min(label, 34) - len(block.titles[1]) - note - 6)
    most = max((row.number for row in block.rows), default=0)
    unit = min(2.0, room / most) if most else 0
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(Text(block.titles[0]), overflow="fold")
    table.add_column(Text(block.titles[1]), justify="right", no_wrap=True)
    table.add_column(Text(""), no_wrap=True)
    table.add_column(Text(block.titles[2]), overflow="fold")
    for row in block.rows:
        bar = Text(sign * max(1, round(row.number * unit)), style=ACCENT)
        table.add_row(Text(row.label), Text(str(row.number)), bar, Text(row.note))
    total = block.total
    table.add_row(Text(total.label, style="bold"), Text(str(total.number), style="bold"), Text(), Text(total.note))
    return table


def _grid(grid: pages.Grid, width: int) -> RenderableType:
    if not grid.rows:
        return Group()
    kept = _fitting(grid, width)
    if _width(grid, kept) > width or (width < RECORDS_BELOW and len(kept) < len(grid.columns)):
        return Group(*(_record(grid, row, width) for row in grid.rows), *_remarks(grid.columns))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for index in kept:
        column = grid.columns[index]
        table.add_column(
            Text(column.title),
            justify="right" if column.right else "left",
            style=column.style,
            no_wrap=column.whole,
            overflow="fold",
            min_width=_needed(grid, index),
        )
    for row in grid.rows:
        table.add_row(*(Text(row[index]) for index in kept))
    return Group(table, *_remarks([grid.columns[index] for index in kept]))


def _remarks(columns: Sequence[pages.Column]) -> list[Text]:
    return [Text(column.remark) for column in columns if column.remark]


def _fitting(grid: pages.Grid, width: int) -> list[int]:
    """The columns that fit in `width` cells: what is empty, then those of the highest rank give way."""
    filled = [not column.rank or any(row[index] for row in grid.rows) for index, column in enumerate(grid.columns)]
    kept = [index for index, has_any in enumerate(filled) if has_any]
    while _width(grid, kept) > width:
        last = max(kept, key=lambda index: grid.columns[index].rank)
        if not grid.columns[last].rank:
            break
        kept.remove(last)
    return kept


def _width(grid: pages.Grid, kept: list[int]) -> int:
    return sum(_needed(grid, index) + 2 for index in kept) - 2


def _needed(grid: pages.Grid, index: int) -> int:
    """Cells a column cannot do without: all of its longest value, or enough to wrap in."""
    column = grid.columns[index]
    longest = max(cell_len(cell) for cell in [column.title, *(row[index] for row in grid.rows)])
    return longest if column.whole else min(longest, WRAPS_IN)


def _record(grid: pages.Grid, row: list[str], width: int) -> RenderableType:
    """A row for a screen too narrow for columns: its first two texts, what to type for it, short values, long ones."""
    cells = [(column, cell) for column, cell in zip(grid.columns, row, strict=True) if cell]
    texts = [each for each in cells if not each[0].right]
    rest = [each for each in cells if each not in texts[:2]]
    ids = [cell for column, cell in rest if column.title == "ID"]  # alone, so that it can be copied
    short = [
        f"{column.title}: {cell}" if column.right else cell
        for column, cell in rest
        if (column.whole or column.right) and column.title != "ID"
    ]
    long = [cell for column, cell in rest if not (column.whole or column.right)]
    head = Text("  ").join(Text(cell, style=style) for (_, cell), style in zip(texts, ("bold", ""), strict=False))
    below = (Padding(_hanging(Text(fact), width - 2), (0, 0, 0, 2)) for fact in [*ids, ", ".join(short), *long] if fact)
    return Group(_hanging(head, width), *below)


def _hanging(text: Text, width: int) -> RenderableType:
    """Text whose second line and those after it are set in."""
    first, *more = text.wrap(Console(), max(1, width - HANGING)) or [Text()]
    return Group(first, *(Padding(line, (0, 0, 0, HANGING)) for line in more))
