"""What the output goes to: terminal or pipe, width, colour, encoding."""

import codecs
import os
import shutil
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from ..errors import UsageError
from ..text import spell_plainly

COLORS = ("auto", "always", "never")
NARROWEST, WIDEST = 20, 10_000  # cells; Rich takes memory and time for every cell of a width that is a mistake


class Screen(NamedTuple):
    """A stream as a page meets it. `paged`: what is longer than the screen goes to a pager."""

    terminal: bool
    width: int
    height: int
    color: bool
    hyperlinks: bool
    ascii: bool = False
    paged: bool = False


def look_at(
    stream: TextIO | None, *, color: str = "auto", ascii: bool = False, environ: Mapping[str, str] = os.environ
) -> Screen:
    """What `stream` is. `SUMMIT_FORCE_TTY` makes a terminal of a pipe, of a width if it names one above 1."""
    forced = environ.get("SUMMIT_FORCE_TTY", "")
    terminal = (bool(forced) and forced != "0") or is_terminal(stream)
    size = shutil.get_terminal_size((80, 24))
    width = int(forced[:9]) if forced.isdecimal() and forced not in ("0", "1") else size.columns
    colored = _color(color, terminal, environ)
    links = colored and terminal and not environ.get("TMUX") and not environ.get("STY")
    width = min(max(width, NARROWEST), WIDEST)
    return Screen(terminal, width, size.lines, colored, links, ascii or not _shows_unicode(stream, environ))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; one that is closed is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _shows_unicode(stream: TextIO | None, environ: Mapping[str, str]) -> bool:
    """Whether a stream takes any character. Python writes UTF-8 under `LC_ALL=C`, too, but a pager cannot read it."""
    if (environ.get("LC_ALL") or environ.get("LC_CTYPE")) in ("C", "POSIX"):
        return False
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def _color(choice: str, terminal: bool, environ: Mapping[str, str]) -> bool:
    """The flag, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR (empty is unset), then the terminal.

    See https://no-color.org and https://bixense.com/clicolors/.
    """
    if choice not in COLORS:
        from ..text import suggest

        message = f"--color is one of {', '.join(COLORS)}, not {choice!r}"
        raise UsageError(message, typed=choice, candidates=suggest(choice, COLORS))
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    for variable in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(variable):
            return environ[variable] != "0"
    return terminal and environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0"


def _spell_plainly(error: UnicodeError) -> tuple[str, int]:
    """The codec error handler `summit`: what a narrow encoding cannot show, in ASCII as far as that goes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return spell_plainly(error.object[error.start : error.end]), error.end


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
