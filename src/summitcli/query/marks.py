"""The words of a text that a search found, marked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from ..text import UNSPACED, folded

MARKS = ("\x02", "\x03")
"""Around a word that was found: a dataset holds no control characters."""
_PIECES = re.compile(rf"(\s+|{UNSPACED})")


def mark(texts: Sequence[str], expression: str) -> list[str]:
    """Texts with `MARKS` around the words that an FTS5 expression finds in them.

    A small index of these texts alone, folded as the store's, says which words these are by their place.
    """
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute("CREATE VIRTUAL TABLE shown USING fts5 (text, tokenize='ascii')")
        rows = [(number, folded(text)) for number, text in enumerate(texts)]
        index.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", rows)
        select = "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?"
        told = dict(index.execute(select, (*MARKS, expression)).fetchall())
    return [_with_marks(text, told[number]) if number in told else text for number, text in enumerate(texts)]


def _with_marks(text: str, highlighted: str) -> str:
    """A text with the words marked that are marked in its folded form: it has the same words in the same order."""
    is_marked = list(_places(highlighted))
    for pieces in (_PIECES.split(text), re.split(r"(\s+)", text)):
        counts = [len(folded(piece).split()) for piece in pieces]
        if sum(counts) == len(is_marked):
            break
    place = 0
    marked = []
    for piece, count in zip(pieces, counts, strict=True):
        marked.append(_around(piece) if any(is_marked[place : place + count]) else piece)
        place += count
    return "".join(marked)


def _places(highlighted: str) -> list[bool]:
    """Of each word whether it is marked."""
    places: list[bool] = []
    inside = False
    for word in highlighted.split():
        inside = inside or word.startswith(MARKS[0])
        places.append(inside)
        inside = inside and not word.endswith(MARKS[1])
    return places


def _around(word: str) -> str:
    """A word with marks around it, its punctuation outside."""
    match = re.fullmatch(r"(\W*)(.*?)(\W*)", word, re.DOTALL)
    before, inner, after = match.groups() if match else ("", word, "")
    return f"{before}{MARKS[0]}{inner or word}{MARKS[1]}{after}"
