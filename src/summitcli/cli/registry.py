"""Which commands there are, and the Typer app that runs one of them."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from .options import with_shared_options

GROUPS = {
    "Read": ("list", "show", "search", "topics", "people", "sources"),
    "Compare": ("compare", "timeline", "map", "stats"),
    "Take along": ("cite", "open", "export"),
    "Your data": ("init", "validate", "fields", "schema"),
    "More": ("mcp", "completion", "version", "help"),
}
COMMANDS = tuple(command for commands in GROUPS.values() for command in commands)
"""Every command, in the order of the help. Each has a module of its name in `commands`."""


def application(name: str | None = None) -> typer.Typer:
    """The Typer app with one command, or with all of them if `name` is none of them.

    To import and build all commands in order to run one costs a fifth of the start.
    """
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_root)
    for each in [name] if name in COMMANDS else COMMANDS:
        module: Any = import_module(f".commands.{each}", __package__)
        command_class = getattr(module, "COMMAND_CLASS", TyperCommand)
        app.command(each, cls=command_class, help=module.HELP)(with_shared_options(module.run))
    return app


def _root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Short for `summit version`.")] = False,
) -> None:
    """Everything about the commands is in `manual.overview`, which `main` prints."""
