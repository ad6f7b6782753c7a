"""Text as such: folded for comparison, made inert for a terminal, measured and broken in cells. Each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import accumulate

_ASCII_WORD = re.compile("[a-z0-9]+")
# Letters that no decomposition takes apart: Unicode's own folding of confusable Latin letters, as libraries file them.
_PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
    | {"⁄": " ", "ʼ": "", "’": "", "'": "", "ʹ": "", "ʺ": ""}
)


def folded(text: str) -> str:
    """Text as search compares it: words of letters and digits parted by one space, without case or diacritics.

    An apostrophe joins what it stands between, so that `Putin's` is `putins`; dots inside an abbreviation go, so that
    `U.S.` is `us`. Letters with signs that are part of them in their own script (Devanagari vowels) keep these.

    >>> folded("Đà Nẵng, Straße, U.S., 2½-hour")
    'da nang strasse us 2 1 2 hour'
    """
    if text.isascii():
        plain = text.replace("'", "").lower()
        return " ".join(_ASCII_WORD.findall(_joined_initials(plain)))
    plain = unicodedata.normalize("NFKD", text.translate(_SPACED)).casefold().translate(_PLAIN_LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    return " ".join(_joined_initials(plain).translate(_KEPT).split())


_INITIALS = re.compile(r"(?<!\w)(?:\w\.){2,}(?:\w(?!\w))?")


def _joined_initials(text: str) -> str:
    return _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", text) if "." in text else text


class _Table(dict[int, str]):
    """A table for `str.translate` that asks a function about each character once."""

    def __init__(self, translated: Callable[[str], str]) -> None:
        self.translated = translated

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, self.translated(chr(code)))


def _spaced(char: str) -> str:
    """A fraction with a space before it, so that the digits of `2½` do not run together."""
    return f" {char}" if unicodedata.category(char) == "No" else char


def _kept(char: str) -> str:
    """A letter or digit as it is, a mark of a script whose words need it as it is, another mark as nothing.

    A character of a script that puts no spaces between words is a word by itself, so that any run of them is found.
    """
    category = unicodedata.category(char)
    if category[0] in "LN":
        return f" {char} " if unicodedata.name(char, "").startswith(UNSPACED) else char
    if category == "Mc" or (category == "Mn" and not unicodedata.combining(char)):
        return char  # vowel signs: without them other words would be meant
    return "" if category[0] == "M" or category == "Cf" else " "


UNSPACED = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "YI ")
_SPACED, _KEPT = _Table(_spaced), _Table(_kept)


def fold(text: str) -> str:
    """What a name is compared by: `folded` with hyphens, as ids have them.

    >>> fold("Đà Nẵng, Việt Nam")
    'da-nang-viet-nam'
    """
    return folded(text).replace(" ", "-")


def inert(text: str) -> str:
    """Text from outside, on one line, with nothing left that a terminal would obey or that no encoding has.

    >>> inert("a\\x1b[31m\\u202e")
    'a\\\\x1b[31m\\\\u202e'
    """
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def suggest(word: str, known: Iterable[str]) -> list[str]:
    """Up to three of the known words that begin with `word` or are spelled like it, the closest first.

    Slips are seldom in the first letter, so words with the same first letter are closer.
    """
    from difflib import get_close_matches

    words = list(known)
    begun = [each for each in words if len(word) > 1 and each.startswith(word)]
    alike = get_close_matches(word[:100], words, n=3, cutoff=0.6)
    return list(dict.fromkeys([*begun, *sorted(alike, key=lambda each: each[:1] != word[:1])]))[:3]


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: East Asian wide characters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def broken(text: str, width: int) -> list[str]:
    """A text as lines of at most `width` cells (two or more), broken between words, a longer word in itself."""
    lines = [""]
    for word in text.split():
        if cells(lines[-1]) + cells(word) + 1 > width and lines[-1]:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
        while cells(lines[-1]) > width:
            taken = list(accumulate(map(_cells, lines[-1])))
            fits = max(1, sum(count <= width for count in taken))
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return lines


def wrapped(text: str, width: int, *, hanging: int = 0) -> str:
    """A line of text as lines of `width` cells, broken between words, all but the first `hanging` cells in."""
    from textwrap import fill

    return fill(text, width, subsequent_indent=" " * hanging, break_long_words=False, break_on_hyphens=False)


PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "...", "·": "-", "→": "->", "\u00a0": " "}


def spell_plainly(text: str) -> str:
    """Text in ASCII, as far as that goes; `?` for the rest."""
    return "".join(char if char.isascii() else _plain(char) for char in text)


def _plain(char: str) -> str:
    if char in PLAIN:
        return PLAIN[char]
    return unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode() or "?"
