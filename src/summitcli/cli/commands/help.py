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
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[COMMAND|TOPIC]",
            help="A command, or formats, filters, environment, exit-codes, data.",
            autocompletion=completer("help"),
        ),
    ] = None,
) -> None:
    root: Any = ctx.find_root()
    commands: dict[str, Any] = root.command.commands
    if name is None:
        write_text(overview(), exact=False)
    elif name in TOPICS:
        write_text(text_of(name, min(look_at(sys.stdout).width, WIDEST) - 1), exact=False)
    elif name in commands:
        inner = commands[name].make_context(name, [], parent=root, resilient_parsing=True)
        typer.echo(inner.get_help())
    else:
        hint = f"`summit help` lists the commands. Topics: {', '.join(TOPICS)}."
        candidates = suggest(name, [*commands, *TOPICS])
        raise UsageError(f"no help on {name!r}", typed=name, hint=hint, candidates=candidates)
