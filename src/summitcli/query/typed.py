"""What somebody typed, taken apart: words, phrases in quotation marks, and either with a minus before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..text import folded

MOST_WORDS = 100
"""Words that are looked for: who types more means no words."""
_DOUBLE = str.maketrans(dict.fromkeys("“”„‟«»‹›〝〞＂", '"'))
# Single quotation marks are told from apostrophes by the spaces around them.
_SINGLE = r"(?:^|(?<=\s))[‘‚]([^‘’]+)[’‘](?=\s|$)"
_PIECE = re.compile(r'(?:(?<=\s)|^)([-−–—]?)(?:"([^"]*)"?|([^\s"]+))')


class Piece(NamedTuple):
    """A word as it was typed, which may be folded into several, or a phrase."""

    raw: str
    words: tuple[str, ...]
    is_phrase: bool
    is_unwanted: bool

    @property
    def phrase(self) -> str:
        """The words in a row."""
        return " ".join(self.words)

    @property
    def is_unspaced(self) -> bool:
        """Whether it is in a script that has no spaces between words, so that each of its words is a character."""
        return len(self.words) > 1 and all(len(word) == 1 and not word.isascii() for word in self.words)


def pieces(text: str) -> Iterator[Piece]:
    """The words and phrases of a text, in order. Quotation marks and dashes may be typographic."""
    straight = text if text.isascii() else re.sub(_SINGLE, r'"\1"', text).translate(_DOUBLE)
    for minus, phrase, word in (found.groups("") for found in _PIECE.finditer(straight)):
        words = folded(phrase or word).split()[:MOST_WORDS]
        if words:
            yield Piece(word, tuple(words), not word, bool(minus))
