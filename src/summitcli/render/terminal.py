"""Pages to the terminal, with Rich. Data is text, never markup: no style and no escape sequence comes from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..pages import blocks
from ..pages.blocks import Page, Words
from ..schema.vocabulary import SECTIONS
from ..text import broken, packed, spell_plainly
from . import tables
from .screen import Screen

# Of ids and headings. Of the eight ANSI colours magenta alone has a contrast of 3 or more on every palette tried, dark
# and light: xterm, GNOME, Solarized, VGA (cyan on white has 2.0, dim text on Solarized light 1.9). Footnote numbers are
# plain, so that they are quieter than what they belong to; only lines are dim, and text never is.
ACCENT = "magenta"
ROLES: dict[blocks.Role, str] = {"lead": "bold", "found": "bold", "code": ACCENT}
MAX_WIDTH = 100  # of running text; longer lines are hard to read (Bringhurst gives 45 to 75 characters a column)
COLUMN = 46  # cells of each column of a comparison, if the screen is as wide as these
COLUMNS_FROM = 72  # cells that sides need to be beside each other
SIDE_BY_SIDE = 76  # cells that a comparison in columns needs
LABEL, MOST_LABEL = 8, 16  # cells of labels: at least, at most
_LINK_ID = re.compile("\x1b]8;id=[^;]*;")


def format_pages(pages: Sequence[Page], screen: Screen) -> str:
    """Pages one under the other."""
    return "\n".join(format_page(page, screen) for page in pages)


def format_page(page: Page, screen: Screen) -> str:
    """The page as it is drawn on `screen`, with escape sequences only if the screen has colour."""
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
    for drawn in _Drawing(_spelled(page) if screen.ascii else page, screen).lines():
        console.print(drawn, soft_wrap=False)
    text = _LINK_ID.sub("\x1b]8;;", out.getvalue())  # Rich gives each link a random id
    lines = [line.rstrip() for line in (spell_plainly(text) if screen.ascii else text).splitlines()]
    return "\n".join(lines) + "\n" if any(lines) else ""


def _spelled(node: Any) -> Any:
    """A page, or anything in it, in ASCII. This comes before lines are broken, since `…` becomes three cells."""
    if isinstance(node, str):
        return spell_plainly(node)
    if isinstance(node, tuple) and hasattr(node, "_fields"):
        return type(node)(*map(_spelled, node))
    return [_spelled(each) for each in node] if isinstance(node, list | tuple) else node


class Hanging:
    """A hanging indent: `head` in `first` cells, and the body beside it, or below it if the head takes half the width.

    Most of a page is made of these. Tables of two columns would draw the same in one and a half times the time.
    """

    def __init__(self, head: Text, first: int, *body: Text) -> None:
        self.head, self.first, self.body = head, first, body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        is_long = self.head.cell_len > max(self.first, options.max_width // 2)
        margin = 1 + (self.first if is_long else max(self.first, self.head.cell_len))
        room = max(1, options.max_width - margin)
        lines = [line for text in self.body for line in text.wrap(console, room, overflow="fold")]
        drawn, start = Text(no_wrap=True, overflow="ignore"), self.head
        if is_long:
            drawn.append_text(Text("\n").join(start.wrap(console, options.max_width, overflow="fold"))).append("\n")
            start = Text()
        for line in lines or [Text()]:
            drawn.append_text(start).append(" " * (margin - start.cell_len)).append_text(line).append("\n")
            start = Text()
        drawn.right_crop()
        yield drawn


class _Drawing:
    """One page on one screen."""

    def __init__(self, page: Page, screen: Screen) -> None:
        self.page, self.screen = page, screen
        self.width = _width(page, screen)
        self.height = screen.height if screen.paged and not page.headed else 0  # for headers that begin each screen
        self.urls = {source.number: source.url for source in page.sources}

    def lines(self) -> Iterator[RenderableType]:
        """The title, each section under its heading, and the sources."""
        if self.page.headed:
            yield from self._head()
        for place, section in enumerate(self.page.sections):
            if self.page.headed or place:
                yield Text("")
            yield from self._section(section)
        if self.page.listed and self.page.sources:
            yield Text("")
            yield Text(SECTIONS["sources"], style=f"bold {ACCENT}")
            yield from (self._placed(self._source(source), 2) for source in self.page.sources)

    def _head(self) -> Iterator[RenderableType]:
        page = self.page
        yield self._placed(Text.assemble((page.title, "bold"), "  " if page.id else "", (page.id, ACCENT)))
        if page.subtitle:
            yield self._placed(Text(page.subtitle))
        if page.notice:
            yield self._placed(Text(page.notice, style="bold"))

    def _section(self, section: blocks.Section) -> Iterator[RenderableType]:
        indent = 2 if section.heading else 0
        if section.heading:
            id = f"  {section.about.id}" if section.about else ""
            yield self._placed(Text.assemble((section.heading, f"bold {ACCENT}"), (id, ACCENT)))
        label = _label_width(section.blocks)
        for place, block in enumerate(section.blocks):
            if place and (isinstance(block, blocks.Group) or (isinstance(block, blocks.Contrast) and block.question)):
                yield Text("")
            yield self._placed(self._block(block, self.width - indent, label), indent)

    def _placed(self, drawn: RenderableType, indent: int = 0) -> RenderableType:
        return Padding(drawn, (0, max(0, self.screen.width - self.width), 0, indent))

    def _block(self, block: blocks.Block, width: int, label: int) -> RenderableType:
        """A block in so many cells; facts have their labels in `label` cells."""
        match block:
            case blocks.Fact():
                body = self._words(block.words)
                return Hanging(Text(block.label, style="bold"), label, body, *self._addresses(block.words))
            case blocks.Point():
                return self._bullet(block)
            case blocks.Paragraph():
                return self._words(block.words)
            case blocks.Quotation():
                return self._quotation(block)
            case blocks.Correction():
                return self._correction(block)
            case blocks.Group():
                inner = [self._block(each, width, label) for each in block.blocks]
                return Group(self._words(block.heading, "bold"), *inner)
            case blocks.Excerpt():
                return self._excerpt(block)
            case blocks.Contents():
                return self._contents(block, width)
        return self._figure(block, width)

    def _figure(self, block: blocks.Block, width: int) -> RenderableType:
        """What has columns, or is a picture."""
        match block:
            case blocks.Contrast():
                return self._contrast(block, width)
            case blocks.Table():
                return tables.drawn(block, width, self._words, accent=ACCENT, height=self.height)
            case blocks.Matrix():
                return self._matrix(block) if width >= SIDE_BY_SIDE else self._stacked(block)
            case blocks.Bars():
                return self._bars(block, width)
            case blocks.Axis():
                from . import axis

                return Group(*axis.lines(block, width, ascii=self.screen.ascii, accent=ACCENT, height=self.height))
            case blocks.Map():
                from . import world

                return Group(*world.lines(block, width, ascii=self.screen.ascii, accent=ACCENT))
        raise TypeError(f"no way to draw {type(block).__name__}")

    def _words(self, words: Words, style: str = "") -> Text:
        """Inline parts as text. What leads to a web address is a link, if the terminal has links."""
        text = Text(style=style)
        for part in words:
            match part:
                case blocks.Text():
                    text.append(part.words, ROLES.get(part.role, ""))
                case blocks.Footnotes():
                    text.append(" " if text else "")
                    for number in part.numbers:
                        text.append(f"[{number}]", self._link(self.urls.get(number, "")))
                case blocks.Reference():
                    id = "" if part.bare else f" ({part.id})"
                    text.append(part.words).append(id, ACCENT)
                case blocks.Address():
                    text.append(part.words, self._link(part.url))
        return text

    def _link(self, url: str) -> Style | str:
        return _link_style(url) if url and self.screen.hyperlinks else ""

    def _addresses(self, words: Words) -> list[Text]:
        """The addresses to which words lead, for those that are not printed as they are."""
        found = [part.url for part in words if isinstance(part, blocks.Address) and part.url != part.words]
        return [self._address(url) for url in found]

    def _address(self, url: str) -> Text:
        return Text(url, self._link(url), overflow="fold")

    def _source(self, source: blocks.Source) -> RenderableType:
        number = Text(f"[{source.number}]", no_wrap=True)
        return Hanging(number, 5, self._words(source.words), self._address(source.url))

    def _bullet(self, point: blocks.Point) -> RenderableType:
        return Hanging(Text("-"), 1, self._words(point.words))

    def _quotation(self, block: blocks.Quotation) -> RenderableType:
        credit = Text("— ") + self._words(block.credit)
        return Group(Text(f"“{block.text}”"), Padding(credit, (0, 0, 0, 2)))

    def _correction(self, block: blocks.Correction) -> RenderableType:
        claim = Hanging(Text("Said", style="bold"), 6, Text(block.claim))
        return Group(claim, Hanging(Text("Record", style="bold"), 6, self._words(block.record)))

    def _excerpt(self, block: blocks.Excerpt) -> RenderableType:
        source = [self._words(block.source)] if block.source else []
        question = [self._words(block.question)] if block.question else []
        words = [*question, self._words(block.words), *source]
        return Hanging(Text(block.section), 12, *words, Text(block.command, ACCENT))

    def _contents(self, block: blocks.Contents, width: int) -> RenderableType:
        """Sections by their headings, if they are on the page, else by what the option takes; each with its count."""
        named = [(entry.heading if block.here else entry.section, entry.size) for entry in block.entries]
        told = [f"{name} {size}{',' if place < len(named) else ''}" for place, (name, size) in enumerate(named, 1)]
        label = "Sections" if block.here else "More"
        if block.here and told and self.screen.paged:
            told = [*told[:-1], f"{told[-1]}.", f"Type /{block.entries[0].heading} to go there."]
        elif not block.here:
            listed = [f"-s {told[0]}", *told[1:]] if told else []
            told = [*listed[:-1], *(f"{last};" for last in listed[-1:]), "--full for all of it"]
        first = max(5, len(label))
        return Hanging(Text(label, style="bold"), first, *map(Text, packed(told, width - first - 1)))

    def _contrast(self, block: blocks.Contrast, width: int) -> RenderableType:
        """Sides beside each other if there is room and none is much shorter, else one under the other."""
        drawn: list[RenderableType] = [Text(block.question, style="bold")] if block.question else []
        for band in _bands(block.sides, width):
            table = Table.grid(padding=(0, 2), expand=True)
            for _ in band:
                table.add_column(ratio=1, overflow="fold")
            table.add_row(*(Group(*self._side(side)) for side in band))
            drawn += [table] if len(band) > 1 else self._side(band[0])
        return Group(*drawn)

    def _side(self, side: blocks.Side) -> list[RenderableType]:
        heading = [Text.assemble((side.label, "underline"))] if side.label else []
        return [*heading, *map(self._bullet, side.points)]

    def _matrix(self, block: blocks.Matrix) -> RenderableType:
        """Entries in columns. What is about all of them spans the columns."""
        label = max(Text(name).cell_len for name, _ in block.rows)
        titles = [self._words(title, f"bold {ACCENT}") for title in block.titles]
        drawn = [_matrix_row(Text(), titles, label)]
        for name, cells in block.rows:
            drawn.append(_matrix_row(Text(name, style="bold"), [self._cell(cell) for cell in cells], label))
        return Group(*drawn)

    def _stacked(self, block: blocks.Matrix) -> RenderableType:
        """Things one under the other, on a narrow screen."""
        drawn: list[RenderableType] = []
        for name, cells in block.rows:
            drawn.append(Text(name, style=f"bold {ACCENT}"))
            titles = block.titles if len(cells) > 1 else [()]
            for title, cell in zip(titles, cells, strict=True):
                drawn += [Padding(self._words(title, "bold"), (0, 0, 0, 2))] if title and cell else []
                drawn += [Padding(self._cell(cell), (0, 0, 0, 4 if title else 2))] if cell else []
        return Group(*drawn)

    def _cell(self, points: Sequence[blocks.Point]) -> RenderableType:
        """One point as it is, several with bullets, none as a dash."""
        if len(points) > 1:
            return Group(*map(self._bullet, points))
        return self._words(points[0].words) if points else Text("-")

    def _bars(self, block: blocks.Bars, width: int) -> RenderableType:
        """Labels and counts aligned, a bar for each, and the remark beside it."""
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
        table.add_column(Text(block.titles[0]), overflow="fold")
        table.add_column(Text(block.titles[1]), justify="right", no_wrap=True)
        table.add_column(Text(""), no_wrap=True)
        table.add_column(Text(block.titles[2]), overflow="fold")
        unit = _bar_unit(block, width)
        sign = "#" if self.screen.ascii else "█"
        for row in block.rows:
            bar = Text(sign * max(1, round(row.number * unit)), style=ACCENT)
            table.add_row(self._words(row.label), Text(str(row.number)), bar, Text(row.remark))
        total = block.total
        figure = Text(str(total.number), style="bold")
        table.add_row(self._words(total.label, "bold"), figure, Text(), Text(total.remark))
        return table


@cache
def _link_style(url: str) -> Style:
    return Style(link=url)


def _width(page: Page, screen: Screen) -> int:
    """One width for the whole page: that of running text, or of columns; a table alone has all of the screen."""
    if not page.headed:
        return screen.width
    columns = [
        len(block.titles) for section in page.sections for block in section.blocks if isinstance(block, blocks.Matrix)
    ]
    return min(screen.width, max(MAX_WIDTH, COLUMN * max(columns, default=0)))


def _label_width(drawn: Sequence[blocks.Block]) -> int:
    labels = [Text(block.label).cell_len for block in drawn if isinstance(block, blocks.Fact)]
    return min(max([LABEL, *labels]), MOST_LABEL)


def _bands(sides: Sequence[blocks.Side], width: int) -> list[Sequence[blocks.Side]]:
    """Sides that are drawn beside each other: all, or the first two of more, or none."""
    if width >= COLUMNS_FROM:
        for count in dict.fromkeys((len(sides), 2)):
            if 1 < count <= len(sides) and _are_even(sides[:count], width // count - 4):
                return [sides[:count], *([side] for side in sides[count:])]
    return [[side] for side in sides]


def _are_even(sides: Sequence[blocks.Side], width: int) -> bool:
    """Whether the sides, in columns of this width, are about equally long: none leaves more than a few lines empty."""
    heights = [sum(len(broken(blocks.marked(point.words), width)) for point in side.points) for side in sides]
    return max(heights) - min(heights) <= max(2, min(heights) // 3)


def _matrix_row(label: Text, cells: Sequence[RenderableType], width: int) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column(width=min(width, MOST_LABEL))
    for _ in cells:
        table.add_column(ratio=1, overflow="fold")
    table.add_row(label, *cells)
    return table


def _bar_unit(block: blocks.Bars, width: int) -> float:
    """How many cells of a bar stand for each thing that is counted."""
    rows = [*block.rows, block.total]
    label = max(Text(text).cell_len for text in [block.titles[0], *(blocks.text_of(row.label) for row in rows)])
    remark = max(Text(text).cell_len for text in [block.titles[2], *(row.remark for row in rows)])
    room = max(4, width - min(label, 34) - len(block.titles[1]) - remark - 6)
    most = max((row.number for row in block.rows), default=0)
    return min(2.0, room / most) if most else 0
