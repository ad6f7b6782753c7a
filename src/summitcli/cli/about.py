"""Commands about summit itself: completion, help."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from ..errors import UsageError
from ..query import close
from ..screen import look_at
from .app import command
from .completion import SCRIPTS, completer
from .manual import TOPICS, text_of

WIDEST = 100  # columns, as of the help on commands


@command("completion")
def completion(
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.", autocompletion=completer("shell"))
    ],
) -> None:
    """Print a completion script for a shell.

    Nothing is installed: redirect it to where your shell looks.

    \b
    Examples:
      summit completion bash >> ~/.bashrc
      summit completion fish > ~/.config/fish/completions/summit.fish
    """
    if shell not in SCRIPTS:
        raise UsageError(
            f"no completion for {shell!r}",
            hint=f"Shells: {', '.join(SCRIPTS)}.",
            candidates=close(shell, SCRIPTS),
        )
    typer.echo(SCRIPTS[shell], nl=False)


@command("help")
def help_(
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
    """Show help on summit, a command, or a topic.

    \b
    Examples:
      summit help
      summit help list
      summit help filters
    """
    root = ctx.find_root()
    known: Any = root.command
    if name is None:
        typer.echo(root.get_help())
    elif name in TOPICS:
        typer.echo(text_of(name, min(look_at(sys.stdout).width, WIDEST) - 1), nl=False)
    elif name in known.commands:
        inner = known.commands[name].make_context(name, [], parent=root, resilient_parsing=True)
        typer.echo(inner.get_help())
    else:
        hint = f"`summit help` lists the commands. Topics: {', '.join(TOPICS)}."
        raise UsageError(f"no help on {name!r}", hint=hint, candidates=close(name, [*known.commands, *TOPICS]))
