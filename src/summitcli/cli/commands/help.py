"""`summit help`."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from ...errors import UsageError
from ...render.output import write_text
from ...render.screen import look_at
from ...text import suggest
from ..completion import completer
from ..manual import TOPICS, overview, text_of
from ..registry import COMMANDS, application

WIDEST = 100
"""Columns, as of the help on commands."""
HELP = """Show help on summit, a command, or a topic.

    \b
    Examples:
      summit help
      summit help list
      summit help filters
    """


def run(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[COMMAND|TOPIC]",
            help="A command, or formats, filters, environment, exit-codes, data.",
            autocompletion=completer("help"),
        ),
    ] = None,
) -> None:
    if name is None:
        write_text(overview(), exact=False)
    elif name in TOPICS:
        write_text(text_of(name, min(look_at(sys.stdout).width, WIDEST) - 1), exact=False)
    elif name in COMMANDS:
        write_text(help_on(name, min(look_at(sys.stdout).width, WIDEST) - 2), exact=False)
    else:
        hint = f"`summit help` lists the commands. Topics: {', '.join(TOPICS)}."
        candidates = suggest(name, [*COMMANDS, *TOPICS])
        raise UsageError(f"no help on {name!r}", typed=name, hint=hint, candidates=candidates)


def help_on(command: str, width: int) -> str:
    """What `summit COMMAND --help` prints."""
    root: Any = typer.main.get_command(application(command))
    with root.make_context("summit", [], resilient_parsing=True, terminal_width=width) as context:
        inner = root.commands[command].make_context(command, [], parent=context, resilient_parsing=True)
        return f"{inner.get_help()}\n"
