"""What the output goes to, decided once: terminal or pipe, width, colour, encoding."""

import codecs
import os
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from itertools import accumulate
from typing import Literal, NamedTuple, TextIO

from .errors import UsageError

Color = Literal["auto", "always", "never"]
COLORS = ("auto", "always", "never")
NARROWEST, WIDEST = 20, 10_000  # cells; Rich takes memory and time for every cell of a width that is a mistake


class Screen(NamedTuple):
    """A stream as a page meets it."""

    terminal: bool
    width: int
    height: int
    color: bool
    hyperlinks: bool
    ascii: bool = False


def look_at(
    stream: TextIO, *, color: str = "auto", ascii: bool = False, environ: Mapping[str, str] = os.environ
) -> Screen:
    """What `stream` is. `SUMMIT_FORCE_TTY` makes a terminal of a pipe, of a width where it names one above 1."""
    forced = environ.get("SUMMIT_FORCE_TTY", "")
    terminal = (bool(forced) and forced != "0") or _is_terminal(stream)
    size = shutil.get_terminal_size((80, 24))
    width = int(forced[:9]) if forced.isdecimal() and forced not in ("0", "1") else size.columns
    colored = _color(color, terminal, environ)
    links = colored and terminal and not environ.get("TMUX") and not environ.get("STY")
    width = min(max(width, NARROWEST), WIDEST)
    return Screen(terminal, width, size.lines, colored, links, ascii or not _shows_unicode(stream))


def _shows_unicode(stream: TextIO | None) -> bool:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _color(choice: str, terminal: bool, environ: Mapping[str, str]) -> bool:
    """The flag, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR (empty is unset), then the terminal.

    See https://no-color.org and https://bixense.com/clicolors/.
    """
    if choice not in COLORS:
        raise UsageError(f"--color is one of {', '.join(COLORS)}, not {choice!r}")
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    for variable in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(variable):
            return environ[variable] != "0"
    return terminal and environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0"


PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "...", "·": "-", "→": "->", "\u00a0": " "}


def _spell_plainly(error: UnicodeError) -> tuple[str, int]:
    """The codec error handler `summit`: what a narrow encoding cannot show, in ASCII as far as that goes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_plain(char) for char in error.object[error.start : error.end]), error.end


def _plain(char: str) -> str:
    if char in PLAIN:
        return PLAIN[char]
    return unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode() or "?"


def spell_plainly(text: str) -> str:
    """Text in ASCII, as far as that goes."""
    return "".join(char if char.isascii() else _plain(char) for char in text)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: East Asian wide characters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def broken(text: str, width: int) -> list[str]:
    """A text as lines of at most `width` cells (two or more), broken between words, a word that is longer in itself."""
    lines = [""]
    for word in text.split():
        if cells(lines[-1]) + cells(word) + 1 > width and lines[-1]:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
        while cells(lines[-1]) > width:
            fits = _fitting(lines[-1], width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return lines


def _fitting(text: str, width: int) -> int:
    """How many characters from the beginning of `text` fit in `width` cells."""
    taken = list(accumulate(map(_cells, text)))
    return max(1, sum(cells <= width for cells in taken))


def wrapped(text: str, width: int, *, hanging: int = 0) -> str:
    """A line of text as lines of `width` cells, broken between words, all but the first `hanging` cells in."""
    from textwrap import fill

    return fill(text, width, subsequent_indent=" " * hanging, break_long_words=False, break_on_hyphens=False)


def prepare(stream: TextIO | None) -> None:
    """Make `stream` print any text: what its encoding lacks is spelled plainly."""
    codecs.register_error("summit", _spell_plainly)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="summit")


def prepare_all() -> None:
    """Prepare stdout and stderr."""
    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
