"""Text as such: folded for comparison, made inert for a terminal, measured and broken in cells. Each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

# For `bytes.translate`, which is many times as fast as the method of texts: what is no letter or digit is a space.
_PARTED = bytes(code if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))
# Letters that no decomposition takes apart: Unicode's own folding of confusable Latin letters, as libraries file them.
_PLAIN_LETTERS = {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
_PLAIN_LETTERS |= {"ŋ": "n", "ـ": ""}  # the last one only lengthens an Arabic word
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼ′ʹʺ`´"), "")
# Most texts are plain once these are: what English typography puts in.
_TYPOGRAPHIC = {"’": "", "‘": "", "“": " ", "”": " ", "–": " ", "—": " ", "…": "...", "\u00a0": " "}
# Thai to Lao, Burmese, Khmer, kana and Chinese characters: written without spaces between words. `re` compiles this
# when a text first needs it, which takes 3 ms; most commands meet none.
UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
# These begin with the character itself, for which `re` looks fast.
_BETWEEN_DOTS = re.compile(r"\.[^\W\d_]\.")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")


def either(words: Iterable[str]) -> str:
    """Words of which one is meant, as a sentence has them.

    >>> either(["held", "cancelled", "disputed"])
    'held, cancelled or disputed'
    """
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def folded(text: str) -> str:
    """Text as search compares it: words of letters and digits parted by one space, without case or diacritics.

    An apostrophe joins what it stands between, so that `Putin's` is `putins`; dots inside an abbreviation and commas
    inside a number go, so that `U.S.` is `us`. Signs that are part of the letters of their script (vowels of
    Devanagari) are kept. In a script without spaces every character is a word, so that any part of a text is found.

    >>> folded("Đà Nẵng, Straße, U.S., 2½-hour, 1,550, 会谈")
    'da nang strasse us 2 1 2 hour 1550 会 谈'
    """
    if not text.isascii():
        for mark, plainly in _TYPOGRAPHIC.items():
            text = text.replace(mark, plainly)
    if text.isascii():
        plain = _closed_up(text.replace("'", "").replace("`", "").lower())
        return b" ".join(plain.encode().translate(_PARTED).split()).decode()
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_BEFORE)).casefold()
    kept = unicodedata.normalize("NFKD", _closed_up(plain)).translate(_KEPT)
    return " ".join(re.sub(UNSPACED, r" \g<0> ", unicodedata.normalize("NFC", kept)).split())


def _closed_up(text: str) -> str:
    """Abbreviations without their dots, numbers without their commas."""
    if _BETWEEN_DOTS.search(text):
        text = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", text)
    return _THOUSANDS.sub("", text)


class _Table(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, self.rule(chr(code)))


def _before(char: str) -> str:
    """A space before what is a number of its own, so that the digits of `2½` do not run together."""
    return f" {char}" if unicodedata.category(char) == "No" else char


def _kept(char: str) -> str:
    """A letter plain, a digit as ours, a sign that belongs to its letter as it is; anything else parts words."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] in "LN":
        return _PLAIN_LETTERS.get(char, char)
    if category in ("Mn", "Mc"):
        return "" if _is_diacritic(unicodedata.combining(char)) else char
    return "" if category in ("Me", "Cf") else " "


def _is_diacritic(combining: int) -> bool:
    """Whether signs of this class are left out: accents, and the points of Hebrew, Arabic and Syriac."""
    return combining == 1 or 10 <= combining <= 36 or combining >= 200


_BEFORE, _KEPT = _Table(_before), _Table(_kept)


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
    return packed(text.split(), width)


def packed(words: Iterable[str], width: int) -> list[str]:
    """What is never parted, like a name with its number, in lines of at most `width` cells, as `broken` has words."""
    lines, taken = [""], 0
    for piece in (piece for word in words for piece in _pieces(word, max(2, width))):
        size = cells(piece)
        if taken and taken + 1 + size > width:
            lines.append("")
            taken = 0
        lines[-1] += f" {piece}" if taken else piece
        taken += size + (1 if taken else 0)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word as it is, or in pieces of at most `width` cells."""
    if cells(word) <= width:
        yield word
        return
    start = taken = 0
    for place, char in enumerate(word):
        size = _cells(char)
        if taken + size > width:
            yield word[start:place]
            start, taken = place, 0
        taken += size
    yield word[start:]


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
