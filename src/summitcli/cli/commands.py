"""The commands. Each opens the store, asks it, and returns the answer with the view it is wanted in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from .. import query
from ..dataset import chosen
from ..errors import UsageError
from ..query import Filters
from ..render import Answer, View
from ..store import open_store
from .completion import SCRIPTS, completer
from .options import Data, with_shared_options

Reply = tuple[Answer, View]

COMMANDS: dict[str, Callable[..., Reply | None]] = {}


def command(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Name a function as a command."""
    return lambda function: COMMANDS.setdefault(name, function)


def application(name: str | None = None) -> typer.Typer:
    """The Typer app with one command, or with all of them: building eighteen to run one costs a fifth of the start."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(invoke_without_command=True)(root)
    for each in [name] if name in COMMANDS else COMMANDS:
        app.command(each)(with_shared_options(COMMANDS[each]))
    return app


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(version_text())
        raise typer.Exit


def version_text() -> str:
    """Tool, schema and dataset, and the date the record reaches."""
    from importlib.metadata import version

    files = query.datasets(open_store(chosen([])))
    lines = [
        f"{file['title']}: {file['file']}, schema {file['schema_version']}, reaches {file['until']}" for file in files
    ]
    return "\n".join([f"summit {version('summitcli')}", *lines])


def root(
    ctx: typer.Context,
    _version_wanted: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print versions and the reach of the record."),
    ] = False,
) -> None:
    """The meetings of Donald Trump and Vladimir Putin, each sentence with its source.

    Everything is offline. In a pipe, lists are TSV and pages are Markdown; --json gives scripts the whole record.

    \b
    Examples:
      summit list
      summit show helsinki
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@command("list")
def list_(
    data: Data,
    view: View,
    filters: Filters,
    sort: Annotated[
        str,
        typer.Option(metavar="KEY", help="date, length, title, kind, status, country or city."),
    ] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-L", metavar="N", min=1, help="At most N of them.")] = None,
    ids: Annotated[bool, typer.Option("--ids", help="Only the ids, one a line.")] = False,
) -> Reply:
    """List meetings. Without filters: those held in person.

    A filter that is named replaces its own part of that view: --kind call lists calls, --status cancelled
    what was called off. --all shows every record.

    \b
    Examples:
      summit list --topic syria
      summit list --kind call --year 2025
      summit list --all --topic ukraine --json
      summit list --country finland,germany --ids
    """
    store = open_store(data)
    found = query.listing(store, filters, sort=sort, reverse=reverse, limit=limit)
    if ids:
        return Answer([row["id"] for row in found.rows], ["id"], found.rows, list), view._replace(
            format=view.format or "tsv", header=False
        )
    return Answer(
        found.rows, query.LISTING, found.rows, lambda pages: [pages.listing(found, reach=query.reach(store))]
    ), view


@command("show")
def show(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Id, alias, date or city; 'first', 'latest'; '-' reads ids from stdin.",
            autocompletion=completer("meeting"),
        ),
    ],
    data: Data,
    view: View,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section",
            metavar="NAME",
            help="Only this section; repeatable, commas allowed.",
            autocompletion=completer("section"),
        ),
    ] = None,
) -> Reply:
    """Show whole meetings, every sentence with its source.

    \b
    Sections: overview, times, durations, participants, summary, context, aims, discussed, outcomes, press,
    accounts, quotes, reactions, aftermath, corrections, sources.

    \b
    Examples:
      summit show helsinki
      summit show 2025-08-15 --section accounts,corrections
      summit show helsinki anchorage --json
      summit list --topic syria --ids | summit show -
    """  # fmt: skip
    sections = query.check_sections(section or [])
    store = open_store(data)
    meetings = [query.meeting(store, name) for name in _with_stdin(names)]
    cut = [query.section_of(meeting, sections) for meeting in meetings]
    return Answer(
        cut[0] if len(names) == 1 and names != ["-"] else cut,
        query.STATEMENT,
        [row for meeting in cut for row in query.statements_of(meeting)],
        lambda pages: [pages.meeting(each, query.labels(store), sections=sections) for each in meetings],
        piped="markdown",
    ), view


@command("topics")
def topics(
    data: Data,
    view: View,
    name: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="Id, label or alias.", autocompletion=completer("topic"))
    ] = None,
) -> Reply:
    """List the topics, or what was said on one of them.

    \b
    Examples:
      summit topics
      summit topics syria
      summit topics nukes --json
    """
    store = open_store(data)
    if name is None:
        rows = query.topics(store)
        return Answer(rows, query.TOPICS, rows, lambda pages: [pages.topics(rows)]), view
    topic = query.topic(store, name)
    said = [row for meeting in topic["meetings"] for row in query.statements_of(meeting)]
    return Answer(
        topic, query.STATEMENT, said, lambda pages: [pages.topic(topic, query.labels(store))], piped="markdown"
    ), view


@command("validate")
def validate(
    view: View,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Files of one dataset; '-' is stdin.")
    ] = None,
) -> Reply:
    """Check a dataset. Without files: the bundled one.

    Prints what it holds, or everything that is wrong with it and exits with 5.

    \b
    Examples:
      summit validate
      summit validate --json
    """
    from ..dataset import read
    from ..validate import validate as check

    documents = check(read(chosen(files or [])))
    rows = query.contents(documents)
    return Answer(rows, list(rows[0]), rows, lambda pages: [pages.validated(rows)]), view


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
            candidates=query.close(shell, SCRIPTS),
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
        raise UsageError(
            f"no command {name!r}",
            hint="`summit help` lists the commands.",
            candidates=query.close(name, known.commands),
        )
    inner = known.commands[name].make_context(name, [], parent=root, resilient_parsing=True)
    typer.echo(inner.get_help())


def _with_stdin(names: list[str]) -> list[str]:
    """The names, with those on stdin in place of '-'."""
    given: list[str] = []
    for name in names:
        given += sys.stdin.read().split() if name == "-" and sys.stdin else [name]
    return given
