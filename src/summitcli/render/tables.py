"""Tables on a terminal: columns that fit, or records on a screen that is too narrow for columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..pages import blocks
from ..pages.blocks import Column, Words
from .paging import headed

RECORDS_BELOW = 50
WRAPS_IN = 18  # cells that a column which may wrap needs
GAP = 2  # cells between columns
WHOLE = ("id", "number", "date", "word")  # roles that are never cut or wrapped
SHORT = ("number", "date", "word", "place")  # roles that are on one line of a record
HANGING = 2


class _Texts(NamedTuple):
    """A table in texts: its columns, and the cells of each row with whether it is about something not held."""

    columns: Sequence[Column]
    rows: Sequence[tuple[Sequence[Text], bool]]
    styles: dict[str, str]


def drawn(
    table: blocks.Table, width: int, words: Callable[[Words], Text], *, accent: str, height: int = 0
) -> RenderableType:
    """A table in so many cells, with its remarks under it; nothing for one without rows. `height`: see `headed`."""
    if not table.rows:
        return Group()
    rows = [([words(cell) for cell in row.cells], row.unheld) for row in table.rows]
    texts = _Texts(table.columns, rows, {"id": accent, "title": "bold"})
    needed = [_needed(texts, index) for index in range(len(texts.columns))]
    kept = _fitting(texts, needed, width)
    if _total(needed, kept) > width or (width < RECORDS_BELOW and len(kept) < len(needed)):
        return Group(*(_record(texts, row, width) for row in rows), *_remarks(texts.columns))
    lines = _columns(texts, kept, _shared(texts, kept, needed, width), height)
    return Group(*lines, *_remarks([texts.columns[index] for index in kept]))


def _columns(texts: _Texts, kept: Sequence[int], widths: Sequence[int], height: int) -> Iterator[Text]:
    """The titles of the columns, and the rows under them, in columns of these widths."""
    columns = [texts.columns[index] for index in kept]
    header = list(_row([Text(column.title, "bold") for column in columns], columns, widths))
    styled = ([_styled(texts, index, cells[index], unheld=unheld) for index in kept] for cells, unheld in texts.rows)
    return headed(header, (list(_row(cells, columns, widths)) for cells in styled), height)


def _row(cells: Sequence[Text], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[Text]:
    """The lines of a row: its cells beside each other, each in as many lines as it takes."""
    console = Console(_environ={})
    wrapped = [
        list(cell.wrap(console, width, overflow="fold")) if cell.cell_len > width else [cell]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for line in zip_longest(*wrapped, fillvalue=Text()):
        drawn = Text(no_wrap=True, overflow="ignore")
        for cell, column, width in zip(line, columns, widths, strict=True):
            before = width - cell.cell_len if column.role == "number" else 0
            drawn.append(" " * before).append_text(cell).append(" " * (width - before - cell.cell_len + GAP))
        drawn.rstrip()
        yield drawn


def _shared(texts: _Texts, kept: Sequence[int], needed: Sequence[int], width: int) -> list[int]:
    """The widths of the columns: what each needs, and of the rest as much as it can use, the smallest wish first."""
    room = width - _total(needed, kept)
    widths = {index: needed[index] for index in kept}
    wishes = sorted((_longest(texts, index) - needed[index], index) for index in kept)
    for place, (wish, index) in enumerate(wishes):
        share = min(wish, room // (len(wishes) - place))
        widths[index] += share
        room -= share
    return [widths[index] for index in kept]


def _styled(texts: _Texts, index: int, cell: Text, *, unheld: bool) -> Text:
    """A cell in the style of its column; the words of a row on something that was not held are slanted, not heavy."""
    role = texts.columns[index].role
    if style := texts.styles.get(role, "") if role == "id" or not unheld else "italic":
        cell.stylize_before(style)
    return cell


def _remarks(columns: Sequence[Column]) -> list[Text]:
    return [Text(column.remark) for column in columns if column.remark]


def _fitting(texts: _Texts, widths: Sequence[int], width: int) -> list[int]:
    """The columns that fit in `width` cells: what is empty gives way, then those of the highest rank."""
    columns = texts.columns
    kept = [
        index for index, column in enumerate(columns) if not column.rank or any(cells[index] for cells, _ in texts.rows)
    ]
    while _total(widths, kept) > width:
        last = max(kept, key=lambda index: columns[index].rank)
        if not columns[last].rank:
            break
        kept.remove(last)
    return kept


def _total(widths: Sequence[int], kept: Sequence[int]) -> int:
    return sum(widths[index] + GAP for index in kept) - GAP


def _longest(texts: _Texts, index: int) -> int:
    """Cells that the longest value of a column takes, or its title."""
    return max(Text(texts.columns[index].title).cell_len, *(cells[index].cell_len for cells, _ in texts.rows))


def _needed(texts: _Texts, index: int) -> int:
    """Cells that a column cannot do without: all of its longest value, or its longest word, or enough to wrap in."""
    column, longest = texts.columns[index], _longest(texts, index)
    if column.role == "place":
        words = {word for cells, _ in texts.rows for word in cells[index].plain.split()}
        longest = max(cell_len(word) for word in [column.title, *words])
    return longest if column.role in WHOLE else min(longest, WRAPS_IN)


def _record(texts: _Texts, row: tuple[Sequence[Text], bool], width: int) -> RenderableType:
    """A row without columns: its first two texts, the id alone so that it can be copied, short values, long ones."""
    cells = [(column, cell) for column, cell in zip(texts.columns, row[0], strict=True) if cell]
    leading = [cell for column, cell in cells if column.leads]
    heading = [each for each in cells if each[0].role != "number"][:2]
    rest = [each for each in cells if each not in heading and not each[0].leads]
    ids = [cell for column, cell in rest if column.role == "id"]
    short = [
        Text(f"{column.title}: {cell.plain}") if column.role == "number" else cell
        for column, cell in rest
        if column.role in SHORT
    ]
    long = [cell for column, cell in rest if column.role not in ("id", *SHORT)]
    for (_, cell), style in zip(heading, ("bold", ""), strict=False):
        cell.stylize_before(style)
    begun = [cell for _, cell in heading]
    begun[:1] = [Text("  ").join([*leading, *begun[:1]])]
    together = Text("  ").join(begun)
    first, *second = [together] if together.cell_len <= width else begun
    below = [*second, *ids, Text(", ").join(short), *long]
    lines = (Padding(_hanging(text, width - 2), (0, 0, 0, 2)) for text in below if text)
    return Group(_hanging(first, width), *lines)


def _hanging(text: Text, width: int) -> RenderableType:
    """Text whose second line and those after it are set in."""
    first, *more = text.wrap(Console(_environ={}), max(1, width - HANGING)) or [Text()]
    return Group(first, *(Padding(line, (0, 0, 0, HANGING)) for line in more))
