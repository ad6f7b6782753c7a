"""Options that commands share: a parameter annotated `Data`, `View` or `Filters` stands for a group of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from itertools import pairwise
from typing import Annotated, Any, NewType, get_type_hints

import typer

from ..dataset import chosen, standard_input
from ..errors import UsageError
from ..query import Filters
from ..render import View
from .completion import completer

Data = NewType("Data", list)  # type: ignore[type-arg]
"""The files of the dataset, as `store.open_store` takes them."""


def _values(name: str, metavar: str, help: str, namespace: str | None = None) -> Any:
    option = typer.Option(
        name, metavar=metavar, help=help, show_default=False, autocompletion=completer(namespace) if namespace else None
    )
    return Annotated[list[str] | None, option]


def _flag(help: str, *names: str) -> Any:
    return Annotated[bool, typer.Option(*names, help=help, show_default=False)]


FILTERS: dict[str, Any] = {
    "topic": _values("--topic", "TOPIC", "Discussed it. A comma is or; a second --topic is and.", "topic"),
    "kind": _values("--kind", "KIND", "summit, bilateral, pull-aside or call.", "kind"),
    "status": _values("--status", "STATUS", "held, cancelled, proposed or disputed.", "status"),
    "series": _values("--series", "SERIES", "trump-putin or us-russia.", "series"),
    "leader": _values("--leader", "PERSON", "Took part as a leader.", "person"),
    "person": _values("--person", "PERSON", "Took part or is quoted.", "person"),
    "country": _values("--country", "COUNTRY", "In this country, by name or code.", "country"),
    "city": _values("--city", "CITY", "In this city.", "city"),
    "event": _values("--event", "EVENT", "Beside this event: g20, apec, ...", "event"),
    "year": _values("--year", "YEARS", "2018, 2017..2019, 2017.. or ..2019."),
    "since": Annotated[str | None, typer.Option("--since", metavar="DATE", help="On this day or later.")],
    "until": Annotated[str | None, typer.Option("--until", metavar="DATE", help="On this day or earlier.")],
    "all": _flag("Also calls, earlier leaders, and what was not held or is disputed.", "--all"),
}
DATA: dict[str, Any] = {
    "data": _values("--data", "FILE", "Read this file instead of the bundled record; '-' is stdin. Repeatable."),
}
VIEW: dict[str, Any] = {
    "format": Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="table, json, jsonl, csv, tsv or markdown.",
            autocompletion=completer("format"),
        ),
    ],
    "json": _flag("Short for --format json.", "--json"),
    "fields": _values("--fields", "FIELDS", "Only these, as in id,place.city; `summit fields` lists them.", "field"),
    "jq": Annotated[
        str | None, typer.Option("--jq", metavar="EXPR", help="Filter the JSON with this jq program (extra: jq).")
    ],
    "color": Annotated[
        str,
        typer.Option(
            "--color", metavar="WHEN", help="auto, always or never.", show_default=False,
            autocompletion=completer("color"),
        ),
    ],
    "no_header": _flag("No header line in CSV and TSV.", "--no-header"),
    "raw": _flag("Leave spreadsheet formulas in CSV and TSV as they are.", "--raw"),
    "bom": _flag("Begin CSV and TSV with a byte order mark, for Excel.", "--bom"),
    "no_pager": _flag("Never start a pager.", "--no-pager"),
    "ascii": _flag("Draw tables and pages with ASCII signs only.", "--ascii"),
}  # fmt: skip
DEFAULTS = {
    **dict.fromkeys(("all", "json", "no_header", "raw", "bom", "no_pager", "ascii"), False),
    "color": "auto",
}
VALUED = ("--data", "--format", "-f", "--fields", "--jq", "--color")
FLAGS = ("--json", "--no-header", "--raw", "--bom", "--no-pager", "--ascii")


def _data(data: list[str] | None) -> list[str]:
    return chosen(data or [])


def _filters(**values: Any) -> Filters:
    return Filters(**{name: value for name, value in values.items() if value is not None})


def _view(*, json: bool, no_header: bool, no_pager: bool, **values: Any) -> View:
    values["format"] = format_or_json(values["format"], json=json)
    values["fields"] = values["fields"] or ()
    return View(header=not no_header, pager=not no_pager, **values)


def format_or_json(format: str | None, *, json: bool, short_for: str = "json") -> str | None:
    """The format that `--format` names, or that `--json` is short for. Raises `UsageError` where they differ."""
    if json and format not in (None, short_for):
        raise UsageError(f"--json and --format {format} do not go together")
    return short_for if json else format


def with_stdin(names: Sequence[str], data: Sequence[str]) -> list[str]:
    """The names, with those on stdin in place of '-'. Raises `UsageError` where the dataset `data` is on stdin, too."""
    if "-" in names and "-" in data:
        raise UsageError("standard input can be read once only: '-' stands for ids and for the dataset")
    given: list[str] = []
    for name in names:
        given += standard_input().decode(errors="replace").split() if name == "-" else [name]
    return given


GROUPS: dict[Any, tuple[dict[str, Any], Callable[..., Any]]] = {
    Data: (DATA, _data),
    View: (VIEW, _view),
    Filters: (FILTERS, _filters),
}


def with_shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Replace each parameter of `command` that stands for a group by the options of the group."""
    hints = get_type_hints(command, include_extras=True)
    grouped = {name: GROUPS[hint] for name, hint in hints.items() if hint in GROUPS}
    parameters = []
    for name, parameter in inspect.signature(command).parameters.items():
        if name in grouped:
            options = grouped[name][0].items()
            parameters += [
                inspect.Parameter(option, parameter.KEYWORD_ONLY, default=DEFAULTS.get(option), annotation=annotation)
                for option, annotation in options
            ]
        else:
            parameters.append(parameter.replace(kind=parameter.KEYWORD_ONLY, annotation=hints[name]))

    @wraps(command)
    def ungrouped(**values: Any) -> Any:
        gathered = {
            name: gather(**{option: values.pop(option) for option in options})
            for name, (options, gather) in grouped.items()
        }
        return command(**gathered, **values)

    ungrouped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    ungrouped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return ungrouped


def hoist(arguments: Sequence[str]) -> list[str]:
    """Move shared options that stand before the command behind it: `summit --json list` is `summit list --json`.

    `--version` is a command, too.
    """
    rest = list(arguments)
    moved: list[str] = []
    while rest and rest[0].startswith("-"):
        name, _, _ = rest[0].partition("=")
        taken = 1 if name in FLAGS or (name in VALUED and "=" in rest[0]) else 2 if name in VALUED else 0
        if not taken or len(rest) <= taken:
            break
        moved += rest[:taken]
        rest = rest[taken:]
    if rest[:1] == ["--version"]:
        rest[0] = "version"
    return [*rest[:1], *moved, *rest[1:]] if rest and not rest[0].startswith("-") else list(arguments)


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for JSON, so that its errors are JSON too, even where it cannot be parsed."""
    options = list(arguments)[: arguments.index("--")] if "--" in arguments else list(arguments)
    formats = [value for name, value in pairwise(options) if name in ("-f", "--format")]
    formats += [option.removeprefix("--format=") for option in options if option.startswith("--format=")]
    formats += [option[2:] for option in options if option.startswith("-f")]
    return "--json" in options or any(value in ("json", "jsonl") for value in formats)
