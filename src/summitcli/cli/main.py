"""The application: which commands there are, and the Typer app that runs one of them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from .. import query
from ..errors import UsageError
from ..render import Answer, View
from .options import with_shared_options

Reply = tuple[Answer, View]

# Every command in the order of the help, and the module of this package that has it.
COMMANDS = {
    "list": "reading",
    "show": "reading",
    "search": "finding",
    "topics": "reading",
    "people": "reading",
    "compare": "finding",
    "timeline": "finding",
    "stats": "finding",
    "sources": "reading",
    "cite": "exporting",
    "open": "finding",
    "export": "exporting",
    "fields": "exporting",
    "schema": "exporting",
    "init": "exporting",
    "validate": "checking",
    "completion": "about",
    "version": "about",
    "help": "about",
}
FUNCTIONS: dict[str, Callable[..., Reply | None]] = {}
CLASSES: dict[str, type[TyperCommand]] = {}  # of commands that parse their words in a way of their own


def command(name: str, *, cls: type[TyperCommand] = TyperCommand) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Name a function as a command."""
    CLASSES[name] = cls
    return lambda function: FUNCTIONS.setdefault(name, function)


def application(name: str | None = None) -> typer.Typer:
    """The Typer app with one command, or with all of them where `name` is none of them.

    To import and build all commands in order to run one costs a fifth of the start.
    """
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(root)
    for each in [name] if name in COMMANDS else COMMANDS:
        import_module(f".{COMMANDS[each]}", __package__)
        app.command(each, cls=CLASSES[each])(with_shared_options(FUNCTIONS[each]))
    return app


def unknown_command(name: str) -> UsageError:
    """That there is no command `name`, with those that are spelled like it."""
    hint = "`summit help` lists the commands; `summit show` takes meetings, `summit search` any words."
    return UsageError(f"no command {name!r}", hint=hint, candidates=query.close(name, COMMANDS))


def root(
    ctx: typer.Context,
    # Before a command; `hoist` puts the one behind it, and makes a command of the other.
    _data: Annotated[list[str] | None, typer.Option("--data", hidden=True)] = None,
    _version: Annotated[bool, typer.Option("--version", help="Short for `summit version`.")] = False,
) -> None:
    """The meetings of Donald Trump and Vladimir Putin, each sentence with its source.

    Everything is offline. In a pipe, lists are TSV and pages are Markdown; --json gives scripts the whole record.
    More: summit help formats, filters, environment, exit-codes or data.

    \b
    Examples:
      summit list
      summit show helsinki
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
