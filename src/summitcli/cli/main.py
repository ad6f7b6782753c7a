"""Parse, ask, show. `run` alone turns errors into stderr and exit codes."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence

import typer

from ..render import output, screen
from ..store import drop_last_opened, is_damage
from .options import wants_json
from .registry import COMMANDS, application

HELP_WIDTH = 100


def run(argv: Sequence[str] | None = None) -> int:
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
        _forget_stdout()
        return 0
    except Exception as error:  # the one place where nothing may pass
        if os.environ.get("SUMMIT_DEBUG", "0") not in ("", "0"):
            raise
        from . import advice

        told = advice.as_ours(error, arguments)
        output.write_aside(output.format_error(told, as_json=wants_json(arguments)))
        _forget_what_cannot_be_written()
        return told.exit_code


def _forget_what_cannot_be_written() -> None:
    """If stdout cannot take what is left for it, which has been told, leave Python nothing to complain about."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        _forget_stdout()


def _forget_stdout() -> None:
    """Let nothing be written to a closed pipe at exit, which Python would complain about."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())


def _run_or_repair(arguments: list[str]) -> int:
    """Run; if a kept store turns out to be damaged inside, drop that one and run again. Nothing is printed before."""
    try:
        return perform(arguments)
    except sqlite3.DatabaseError as error:
        if not is_damage(error) or not drop_last_opened():
            raise
        return perform(arguments)


def perform(arguments: list[str]) -> int:
    """Run one command and print what it answers. Raises what goes wrong."""
    if "_SUMMIT_COMPLETE" in os.environ:
        from .completion import command_typed, complete

        sys.stdout.write(complete(typer.main.get_command(application(command_typed()))))
        return 0
    if not arguments or arguments[0] in ("-h", "--help") or arguments == ["help"]:
        from . import manual

        output.write_text(manual.overview(), exact=False)
        return 0
    return _command(["version", *arguments[1:]] if arguments[0] == "--version" else arguments)


def _command(arguments: list[str]) -> int:
    """Run the command that the first of the arguments names."""
    name = arguments[0]
    if name not in COMMANDS:
        from . import advice

        raise advice.no_command(arguments)
    command = typer.main.get_command(application(name))
    width = min(screen.look_at(sys.stdout).width, HELP_WIDTH) - 2
    try:
        with command.make_context("summit", arguments, terminal_width=width) as context:
            if reply := command.invoke(context):
                output.write(*reply)
    except typer.Exit as done:
        return done.exit_code
    return 0
