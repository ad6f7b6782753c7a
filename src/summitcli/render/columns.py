"""How the columns of a table share its width on a page, where a browser alone breaks dates and words to save lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..pages.blocks import Table, text_of
from ..text import cells

WIDE, NARROW = 112, 84
"""Cells of a terminal in the line of a table on a wide screen and on a narrow one that still has tables."""
GAP, LEAST, LONG = 2, 12, 24
"""Cells between columns, of a column that is given no more, and of a line that is long."""
LONGEST_WORD = 18
BREAKS = re.compile(r"[\s\u200b]+|(?<=-)")
"""Where a browser breaks a line by itself."""


def classes(table: Table) -> list[str]:
    """What the cells of each column are: their role, `unbroken` lines on a wide screen, `whole` words on any."""
    columns = [[text_of(row.cells[place]) for row in table.rows] for place in range(len(table.columns))]
    dates = [place for place, column in enumerate(table.columns) if column.role == "date"]
    unbroken = _fitting([_longest(texts) for texts in columns], WIDE, dates)
    words = [longest_word([column.title, *texts]) for column, texts in zip(table.columns, columns, strict=True)]
    whole = _fitting(words, NARROW, dates)
    return [
        f"{column.role}{' unbroken' * (place in unbroken)}{' whole' * (place in whole)}"
        for place, column in enumerate(table.columns)
    ]


def has_whole_words(texts: Iterable[str]) -> bool:
    """Whether no word is too long for a column of a narrow screen."""
    return longest_word(texts) <= LONGEST_WORD


def longest_word(texts: Iterable[str]) -> int:
    """The cells of the longest run of letters that a browser does not break."""
    return _longest(word for text in texts for word in BREAKS.split(text))


def _longest(texts: Iterable[str]) -> int:
    return max(map(cells, texts), default=0)


def _fitting(widths: Sequence[int], room: int, first: Sequence[int]) -> set[int]:
    """The columns that get what they ask for, those that ask least before others, as long as all others get some.

    Long lines get no more than their share of the room that is left, or other columns would have many short ones.
    """
    found: set[int] = set()
    for place in sorted(range(len(widths)), key=lambda place: (place not in first, widths[place])):
        others = len(widths) - len(found) - 1
        left = room - widths[place] - GAP
        is_long = widths[place] > LONG and place not in first
        if left >= ((widths[place] if is_long else LEAST) + GAP) * others:
            room = left
            found.add(place)
    return found
