"""The command line: parse, open, ask, show. `main` alone turns errors into stderr and exit codes."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence

import typer

from .. import render, screen
from ..errors import SummitError, UsageError
from ..store import drop_kept_stores
from .app import COMMANDS, application, unknown_command
from .options import hoist, wants_json

HELP_WIDTH = 100


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code.

    0 done (also a closed pipe), 1 unexpected, 2 usage, 3 not found, 4 ambiguous, 5 dataset. Ctrl-C is the caller's.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    screen.prepare_all()
    try:
        code = _run_or_repair(arguments)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except BrokenPipeError:
        return 0
    except Exception as error:  # the one place where nothing may pass
        if os.environ.get("SUMMIT_DEBUG"):
            raise
        return _report(_as_ours(error), arguments)


def _run_or_repair(arguments: list[str]) -> int:
    """Run; where a kept store turns out to be damaged inside, drop it and run again. Nothing is printed before."""
    try:
        return _run(arguments)
    except sqlite3.DatabaseError:
        drop_kept_stores()
        return _run(arguments)


def _run(arguments: list[str]) -> int:
    if "_SUMMIT_COMPLETE" in os.environ:
        from .completion import command_typed, complete

        sys.stdout.write(complete(typer.main.get_command(application(command_typed()))))
        return 0
    arguments = hoist(arguments)
    named = arguments[0] if arguments and arguments[0] != "help" else None
    if named and not named.startswith("-") and named not in COMMANDS:
        raise unknown_command(named)
    command = typer.main.get_command(application(named))
    width = min(screen.look_at(sys.stdout).width, HELP_WIDTH) - 2
    try:
        with command.make_context("summit", arguments, terminal_width=width) as context:
            reply = command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    if reply:
        render.write(*reply)
    return 0


def _as_ours(error: Exception) -> SummitError:
    if isinstance(error, SummitError):
        return error
    if isinstance(error, typer.TyperException):
        return _usage_error(error)
    if isinstance(error, OSError):
        return SummitError(f"{error.filename or 'output'}: {error.strerror or error}")
    hint = "This is a fault of summit. Run it again with SUMMIT_DEBUG=1 for the details."
    return SummitError(f"unexpected {type(error).__name__}: {error}", hint=hint)


def _usage_error(error: typer.TyperException) -> UsageError:
    """Typer's complaint as our sentence: small first letter, no full stop, its suggestions as candidates."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "summit"
    alike = list(getattr(error, "possibilities", None) or [])[:3]
    message = (error.message if alike else error.format_message()).rstrip(".")
    hint = f"`{path} --help` shows how it is used."
    if "extra argument" in message:
        hint += " `summit search WORDS` finds words."
    return UsageError(message[:1].lower() + message[1:], hint=hint, candidates=alike)


def _report(error: SummitError, arguments: list[str]) -> int:
    render.write_aside(render.format_error(error, as_json=wants_json(arguments)))
    return error.exit_code
