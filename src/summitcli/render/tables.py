"""Tables on a terminal: columns that fit, or records on a screen that is too narrow for columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..pages import blocks
from ..pages.blocks import Column, Words

RECORDS_BELOW = 50
WRAPS_IN = 18  # cells that a column which may wrap needs
WHOLE = ("id", "number", "date", "word")  # roles that are never cut or wrapped
HANGING = 2


class _Texts(NamedTuple):
    """A table in texts: its columns, and the cells of each row with whether it is about something not held."""

    columns: Sequence[Column]
    rows: Sequence[tuple[Sequence[Text], bool]]
    styles: dict[str, str]


def drawn(table: blocks.Table, width: int, words: Callable[[Words], Text], *, accent: str) -> RenderableType:
    """A table in so many cells, with its remarks under it; nothing for one without rows."""
    if not table.rows:
        return Group()
    rows = [([words(cell) for cell in row.cells], row.unheld) for row in table.rows]
    texts = _Texts(table.columns, rows, {"id": accent, "title": "bold"})
    widths = [_needed(texts, index) for index in range(len(texts.columns))]
    kept = _fitting(texts, widths, width)
    if _total(widths, kept) > width or (width < RECORDS_BELOW and len(kept) < len(widths)):
        return Group(*(_record(texts, row, width) for row in rows), *_remarks(texts.columns))
    return Group(_columns(texts, kept, widths), *_remarks([texts.columns[index] for index in kept]))


def _columns(texts: _Texts, kept: Sequence[int], widths: Sequence[int]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for index in kept:
        column = texts.columns[index]
        table.add_column(
            Text(column.title),
            justify="right" if column.role == "number" else "left",
            no_wrap=column.role in WHOLE,
            overflow="fold",
            min_width=widths[index],
        )
    for cells, unheld in texts.rows:
        table.add_row(*(_styled(texts, index, cells[index], unheld=unheld) for index in kept))
    return table


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
    return sum(widths[index] + 2 for index in kept) - 2


def _needed(texts: _Texts, index: int) -> int:
    """Cells that a column cannot do without: all of its longest value, or enough to wrap in."""
    column = texts.columns[index]
    longest = max(Text(column.title).cell_len, *(cells[index].cell_len for cells, _ in texts.rows))
    return longest if column.role in WHOLE else min(longest, WRAPS_IN)


def _record(texts: _Texts, row: tuple[Sequence[Text], bool], width: int) -> RenderableType:
    """A row without columns: its first two texts, the id alone so that it can be copied, short values, long ones."""
    cells = [(column, cell) for column, cell in zip(texts.columns, row[0], strict=True) if cell]
    heading = [each for each in cells if each[0].role != "number"][:2]
    rest = [each for each in cells if each not in heading]
    ids = [cell for column, cell in rest if column.role == "id"]
    short = [
        Text(f"{column.title}: {cell.plain}") if column.role == "number" else cell
        for column, cell in rest
        if column.role in WHOLE and column.role != "id"
    ]
    long = [cell for column, cell in rest if column.role not in WHOLE]
    for (_, cell), style in zip(heading, ("bold", ""), strict=False):
        cell.stylize_before(style)
    below = [*ids, Text(", ").join(short), *long]
    lines = (Padding(_hanging(text, width - 2), (0, 0, 0, 2)) for text in below if text)
    return Group(_hanging(Text("  ").join(cell for _, cell in heading), width), *lines)


def _hanging(text: Text, width: int) -> RenderableType:
    """Text whose second line and those after it are set in."""
    first, *more = text.wrap(Console(_environ={}), max(1, width - HANGING)) or [Text()]
    return Group(first, *(Padding(line, (0, 0, 0, HANGING)) for line in more))
