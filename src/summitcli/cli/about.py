"""Commands about summit itself: completion, help."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..errors import UsageError
from ..query import close
from .app import command, unknown_command
from .completion import SCRIPTS


@command("completion")
def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
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
    name: Annotated[str | None, typer.Argument(metavar="[COMMAND]", help="A command.")] = None,
) -> None:
    """Show help on summit or one command.

    \b
    Examples:
      summit help
      summit help list
    """
    root = ctx.find_root()
    if name is None:
        typer.echo(root.get_help())
        return
    known: Any = root.command
    if name not in known.commands:
        raise unknown_command(name)
    inner = known.commands[name].make_context(name, [], parent=root, resilient_parsing=True)
    typer.echo(inner.get_help())
