"""What the command line adds to errors: which command to type instead."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

import typer

from ..errors import Ambiguous, NotFound, SummitError, UsageError
from ..text import inert, suggest
from .registry import COMMANDS

HINTS = {
    "meeting": "`summit list --all --ids` prints every id.",
    "topic": "`summit topics` lists the topics.",
    "person": "`summit people` lists the people.",
    "source": "`summit sources` lists the sources with their ids.",
    "output": "`summit fields` lists every output.",
    "field": "`summit fields` explains every field.",
    "compare": "For one, or for many: `summit show ID...`.",
    "dataset": "`summit init FILE` writes a small dataset to begin with.",
}
"""By what an error is about."""


def as_ours(error: Exception, arguments: Sequence[str]) -> SummitError:
    """Any error as one of ours, with what to type instead."""
    if isinstance(error, (NotFound, Ambiguous, UsageError)):
        return _with_commands(error, arguments)
    if isinstance(error, SummitError):
        error.hint = error.hint or HINTS.get(error.subject)
        return error
    if isinstance(error, typer.TyperException):
        return _usage_error(error)
    if isinstance(error, OSError):
        return SummitError(f"{error.filename or 'output'}: {error.strerror or error}")
    hint = "This is a fault of summit. Run it again with SUMMIT_DEBUG=1 for the details."
    return SummitError(f"unexpected {type(error).__name__}: {error}", hint=hint)


def _with_commands(error: SummitError, arguments: Sequence[str]) -> SummitError:
    """The error with the command lines that the candidates make, if the typed name can be found on the line."""
    error.commands = [line for line in (_corrected(error, each, arguments) for each in error.candidates) if line]
    error.hint = error.hint or HINTS.get(error.subject)
    return error


def _corrected(error: SummitError, candidate: str, arguments: Sequence[str]) -> str:
    """The command line with a candidate in place of what was typed; empty if it is not clear what that was."""
    for place, argument in enumerate(arguments):
        if error.typed and argument.lower() == error.typed.lower():
            return shlex.join(["summit", *arguments[:place], candidate, *arguments[place + 1 :]])
    return ""


def no_command(arguments: Sequence[str]) -> UsageError:
    """That the line begins with no command, and what was probably meant."""
    name = arguments[0]
    if name.startswith("-"):
        command = next((each for each in arguments if each in COMMANDS), None)
        if command is None:
            return UsageError(f"no such option: {name}", hint="`summit --help` shows how it is used.")
        place = list(arguments).index(command)
        line = shlex.join(["summit", command, *arguments[:place], *arguments[place + 1 :]])
        return UsageError("options come after the command", hint=f"Try: {inert(line)}")
    if close := suggest(name, COMMANDS):
        error = UsageError(f"no command {name!r}", candidates=close, hint="`summit help` lists the commands.")
        error.typed = name
        return error
    line = shlex.join(["summit", "show", *arguments])
    words = shlex.join(["summit", "search", *arguments])
    return UsageError(f"no command {name!r}", hint=f"Try: {inert(line)}, or {inert(words)}")


def _usage_error(error: typer.TyperException) -> UsageError:
    """Typer's complaint as our sentence: small first letter, no full stop, its suggestions as candidates."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "summit"
    alike = list(getattr(error, "possibilities", None) or [])[:3]
    message = (error.message if alike else error.format_message()).rstrip(".")
    hint = f"`{path} --help` shows how it is used."
    return UsageError(message[:1].lower() + message[1:], hint=hint, candidates=alike)
