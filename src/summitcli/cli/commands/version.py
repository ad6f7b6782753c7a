"""Commands about summit itself: completion, version, help."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from .. import query
from ..errors import UsageError
from ..query import close
from ..render import Answer, View, write_text
from ..screen import look_at
from ..store import open_store
from .app import Reply, command
from .completion import SCRIPTS, completer
from .manual import TOPICS, text_of
from .options import Data

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


@command("version")
def version_(data: Data, view: View) -> Reply | None:
    """Print versions, how far the record reaches, and its checksum.

    The checksum is the SHA-256 of the file, whole in --json and shortened elsewhere.

    \b
    Examples:
      summit --version
      summit --version --json
    """
    found = query.datasets(open_store(data))
    files = [{key: file[key] for key in query.FILE} for file in found]
    about = {**versions(), "schema_version": found[0]["schema_version"], "datasets": files}
    if view.format or view.fields or view.jq is not None:
        return Answer(about, query.FILE, files, lambda pages: [pages.versions(about)], output="version"), view
    write_text(version_text(about), exact=False)
    return None


def versions() -> dict[str, Any]:
    """Of summit, of what it runs on, and of the schema of its data."""
    from importlib.metadata import version

    python = ".".join(str(part) for part in sys.version_info[:3])
    return {"version": version("summitcli"), "python": python, "sqlite": sqlite3.sqlite_version}


def version_text(about: Mapping[str, Any]) -> str:
    """A line on summit, and one on each file."""
    lines = [
        f"{file['title']}: {file['file']}, schema {about['schema_version']}, reaches {file['until']}, "
        f"sha256 {file['sha256'][:12]}"
        for file in about["datasets"]
    ]
    return "".join(line + "\n" for line in [f"summit {about['version']}", *lines])


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
