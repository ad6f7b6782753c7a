"""What the command line adds to errors: command lines to type instead, which have been tried."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ..errors import NotFound, SummitError, UsageError
from ..query.filters import Filters
from ..text import suggest
from .registry import COMMANDS, application

if TYPE_CHECKING:
    from sqlite3 import Connection

HINTS = {
    "meeting": "`summit list --all --ids` prints every id.",
    "topic": "`summit topics` lists the topics.",
    "person": "`summit people` lists the people.",
    "source": "`summit sources` lists the sources with their ids.",
    "output": "`summit fields` lists every output.",
    "ref": "`summit show MEETING -f csv` has the names of its statements.",
    "field": "`summit fields` explains every field.",
    "dataset": "`summit init FILE` writes a small dataset to begin with.",
}
"""By what an error is about. Where there are commands to paste, they say enough."""
NAMED = {"show": "meeting", "topics": "topic", "people": "person"}
"""Commands that take a name, and of what."""
FILTERED = ("topic", "person", "city", "country", "event", "year")
"""Filters that a word may be meant for."""
CLOSE = 0.7
"""How alike, by difflib, a word must be to a command to be read as that command. Below, it is more often a name."""
TRIES = 3
"""How many faults of one line are mended."""
MOST_TRIED = 3
"""Up to so many lines that differ only in a name are all run; of more, one is."""
DOING = ("export", "init", "validate", "mcp")
"""Commands that do more than answer."""
LISTING = ("list", "timeline", "map", "stats", "export")
"""Commands that take filters and no names."""


def _with_style(arguments: Sequence[str]) -> list[str]:
    """A line with its format as a style."""
    joined = [each.replace("--format=", "--style=") for each in arguments]
    return ["--style" if each in ("--format", "-f") else each for each in joined]


OTHERWISE: dict[str, Callable[[Sequence[str]], list[str]]] = {
    "compare": lambda arguments: ["show", *arguments[1:]],
    "style": _with_style,
}
"""By what an error is about: the same line for another command or option."""


def as_ours(error: Exception, arguments: Sequence[str], *, tries: int = TRIES) -> SummitError:
    """Any error as a `SummitError`, with lines to type instead that work. One that fails is mended, `tries` times."""
    if isinstance(error, typer.TyperException):
        return _usage_error(error, arguments)
    if isinstance(error, SummitError):
        corrected = [_corrected(error.typed, each, arguments) for each in error.candidates]
        if error.subject in OTHERWISE:
            corrected = [_line(OTHERWISE[error.subject](arguments))]
        lines = error.commands or list(_working([line for line in corrected if line], tries - 1))
        error.commands = lines or list(_working(_without_ref(corrected), 0)) or list(_searching(error, arguments))
        if not (error.hint or error.commands):
            error.hint = HINTS.get(error.subject, _help_on(arguments) if isinstance(error, UsageError) else None)
        return error
    if isinstance(error, OSError):
        return SummitError(f"{error.filename or 'output'}: {error.strerror or error}")
    hint = "This is a fault of summit. Run it again with SUMMIT_DEBUG=1 for the details."
    return SummitError(f"unexpected {type(error).__name__}: {error}", hint=hint)


def _working(lines: Sequence[str], tries: int) -> Iterator[str]:
    """The lines that work, and mended versions of those that do not.

    If the first of many works, so do the others: they differ in the name alone.
    """
    for place, line in enumerate(lines):
        arguments = shlex.split(line)[1:]
        error = _failure(arguments)
        if error is None and len(lines) > MOST_TRIED:
            yield from lines[place:]
            return
        if error is None:
            yield line
        elif tries:
            yield from as_ours(error, arguments, tries=tries).commands[:1]


def _without_ref(lines: Iterable[str]) -> list[str]:
    """The lines that name a statement, with its meeting alone."""
    return [_line([each.partition("#")[0] for each in shlex.split(line)[1:]]) for line in lines if "#" in line]


def _failure(arguments: Sequence[str]) -> Exception | None:
    """The error of a line, if it fails. The line is run and its answer thrown away, or only parsed if it does more."""
    from .main import perform

    if arguments[0] in DOING:
        return None if _parses(arguments) else UsageError("")
    quiet = [*arguments, "--print"] if arguments[0] == "open" else list(arguments)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        try:
            perform(quiet)
        except Exception as error:
            return error
    return None


def _searching(error: SummitError, arguments: Sequence[str]) -> Iterator[str]:
    """The line that searches for what is the name of nothing, if that finds all of it."""
    from ..query.search import search

    def finds(store: Connection) -> bool:
        return search(store, [error.typed], limit=1).match == "all"

    if isinstance(error, NotFound) and error.subject in NAMED.values() and not (error.candidates or error.hint):
        line = ["search", *error.typed.split()]
        if all(word[:1] not in '-−"' for word in line) and _ask(arguments, finds):
            yield _line([*line, *_data(arguments)])


def _corrected(typed: str, candidate: str, arguments: Sequence[str]) -> str:
    """The command line with a candidate in place of what was typed; empty if it is not clear what that was."""
    wanted = typed.strip().lower()
    if not wanted:
        return ""
    return _line(_in_words(wanted, candidate, arguments) or _in_values(wanted, candidate, arguments))


def _in_words(wanted: str, candidate: str, arguments: Sequence[str]) -> list[str]:
    """The arguments with a candidate in place of a name, which may be several words, and have that of a statement."""
    for first in range(len(arguments)):
        for end in range(first + 1, len(arguments) + 1):
            words = " ".join(arguments[first:end]).strip()
            name, sign, ref = words.partition("#")
            if wanted in (words.lower(), name.lower()):
                mended = candidate if wanted == words.lower() else candidate + sign + ref
                return [*arguments[:first], mended, *arguments[end:]]
            if len(words) > len(wanted):
                break
    return []


def _in_values(wanted: str, candidate: str, arguments: Sequence[str]) -> list[str]:
    """The arguments with a candidate in place of an option, or of one of the values that it has with commas between."""
    for place, argument in enumerate(arguments):
        begun = argument.partition("=")[0] + "=" if argument.startswith("--") and "=" in argument else ""
        begun = begun or (argument[:2] if argument[:1] == "-" != argument[1:2] else "")  # as in `-squotes`
        parts = argument[len(begun) :].split(",")
        if begun == f"{wanted}=":
            return [*arguments[:place], f"{candidate}={argument[len(begun) :]}", *arguments[place + 1 :]]
        if wanted in (each.strip().lower() for each in parts):
            kept = ",".join(candidate if each.strip().lower() == wanted else each for each in parts)
            return [*arguments[:place], begun + kept, *arguments[place + 1 :]]
    return []


def _line(arguments: Sequence[str]) -> str:
    """A command line to paste; empty if there are no arguments, or if it has what a terminal would obey."""
    line = shlex.join(["summit", *arguments])
    return line if arguments and line.isprintable() else ""


def no_command(arguments: Sequence[str]) -> UsageError:
    """The error for a line that begins with no command, with what was probably meant."""
    name = arguments[0]
    if name.startswith("-"):
        return _options_first(arguments)
    close = [each for each in suggest(name, COMMANDS) if each.startswith(name) or _alike(name, each) >= CLOSE]
    error = UsageError(f"no command {name!r}", typed=name, candidates=close)
    lines = [[each, *arguments[1:]] for each in close]
    error.commands = [_line(line) for line in lines if _parses(line)] if close else list(_reading_as_a_name(arguments))
    error.hint = None if error.candidates or error.commands else "`summit help` lists the commands."
    return error


def _alike(typed: str, known: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, typed, known).ratio()


def _options_first(arguments: Sequence[str]) -> UsageError:
    """The error for options before the command, with the line in order; or for a line without any command."""
    for place, argument in enumerate(arguments):
        if argument in COMMANDS:
            line = [argument, *arguments[:place], *arguments[place + 1 :]]
            if _parses(line):
                error = UsageError("options come after the command")
                error.commands = [_line(line)]
                return error
    return UsageError(f"no such option: {arguments[0]}", hint="`summit --help` shows how it is used.")


def _parses(arguments: Sequence[str]) -> bool:
    """Whether a line is one that a command takes."""
    name, *rest = arguments
    name = "version" if name == "--version" else name
    if name not in COMMANDS:
        return False
    root: Any = typer.main.get_command(application(name))
    try:
        root.commands[name].make_context(name, list(rest))
    except typer.Exit:  # it asks for help
        return True
    except (typer.TyperException, SummitError):
        return False
    return True


def _reading_as_a_name(arguments: Sequence[str], instead_of: str = "") -> Iterator[str]:
    """Lines that read the words before the first option as the name of something, or search for them.

    `instead_of` is a command that takes filters: those that find something are named, too.
    """
    count = next((place for place, each in enumerate(arguments) if each.startswith("-")), len(arguments))
    words, options = list(arguments[:count]), list(arguments[count:])
    if not words:
        return
    lines = [[command, *words, *options] for command in _commands_for(" ".join(words), options)]
    if instead_of:
        found = _filters_for(" ".join(words), options)
        lines += [[instead_of, f"--{filter}", " ".join(words), *options] for filter in found]
    yield from (_line(line) for line in [*lines, ["search", *words, *options]] if _parses(line))


def _commands_for(name: str, options: Sequence[str]) -> list[str]:
    """The commands that show something of that name, in the dataset that the options choose."""
    from ..query.names import resolve, resolve_meeting

    def is_shown(store: Connection, namespace: str) -> bool:
        try:
            resolve_meeting(store, name) if namespace == "meeting" else resolve(store, namespace, name)
        except SummitError:
            return False
        return True

    return [command for command, namespace in NAMED.items() if _ask(options, partial(is_shown, namespace=namespace))]


def _filters_for(name: str, options: Sequence[str]) -> list[str]:
    """The filters that find something by that name."""
    from ..query.meetings import rows

    def finds(store: Connection, filter: str) -> bool:
        named: dict[str, Any] = {filter: [name]}
        return bool(rows(store, Filters(all=True, **named), limit=1))

    return [filter for filter in FILTERED if _ask(options, partial(finds, filter=filter))]


def _ask(options: Sequence[str], question: Callable[[Connection], bool]) -> bool:
    """What the dataset that the options choose answers; no, if it cannot be read."""
    from ..dataset.files import chosen
    from ..store import open_store

    files = [each for each in _data(options) if each != "--data"]
    try:
        with closing(open_store(chosen(files))) as store:
            return question(store)
    except SummitError:
        return False


def _data(options: Sequence[str]) -> list[str]:
    """The options that choose the dataset."""
    data = [value for option, value in pairwise(options) if option == "--data"]
    data += [option.removeprefix("--data=") for option in options if option.startswith("--data=")]
    return [part for file in data for part in ("--data", file)]


def _usage_error(error: typer.TyperException, arguments: Sequence[str]) -> UsageError:
    """Typer's complaint as our sentence: small first letter, no full stop, its suggestions as lines to type."""
    if error.format_message().startswith("Got unexpected extra argument"):
        return _too_many_words(arguments)
    alike = list(getattr(error, "possibilities", None) or [])[:1]  # other options take values of other kinds
    message = (error.message if alike else error.format_message()).rstrip(".")
    ours = UsageError(message[:1].lower() + message[1:], candidates=alike)
    corrected = [_corrected(getattr(error, "option_name", ""), each, arguments) for each in alike]
    ours.commands = [line for line in corrected if line and _parses(shlex.split(line)[1:])]
    ours.hint = None if ours.commands else _help_on(arguments)
    return ours


def _too_many_words(arguments: Sequence[str]) -> UsageError:
    """The error for names that a command does not take, with what the words may have been meant for."""
    command = arguments[0]
    if command not in LISTING:
        return UsageError(f"`summit {command}` takes fewer names", hint=_help_on(arguments))
    ours = UsageError(f"`summit {command}` takes {'a format' if command == 'export' else 'options'} and no names")
    ours.commands = list(_reading_as_a_name(arguments[1:], instead_of=command))
    ours.hint = None if ours.commands else _help_on(arguments)
    return ours


def _help_on(arguments: Sequence[str]) -> str:
    command = f"summit {arguments[0]}" if arguments and arguments[0] in COMMANDS else "summit"
    return f"`{command} --help` shows how it is used."
