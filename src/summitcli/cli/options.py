"""Options that commands share: a parameter annotated `Data`, `View` or `Filters` stands for a group of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import wraps
from itertools import pairwise
from typing import Annotated, Any, NewType, get_type_hints

import typer

from ..dataset.files import chosen, standard_input
from ..errors import UsageError
from ..query import filters
from ..query.filters import Filters
from ..render.output import FORMATS, Answer, View
from ..store import Store, open_store
from ..text import either
from ..wording import capitalized
from .completion import completer

DIGITS = 18
"""The most digits of a limit: no record has more meetings."""
Data = NewType("Data", list[str])
"""The files of the dataset, as `store.open_store` takes them."""


def opened(ctx: typer.Context, data: Data) -> Store:
    """The store of these files, which is open until the answer is written: pages ask for more than JSON does."""
    return ctx.find_root().with_resource(closing(open_store(data)))


def valued(*names: str, help: str, metavar: str = "NAME", namespace: str | None = None) -> Any:
    """An option that takes a value. `namespace` names the values that completion offers."""
    completion = completer(namespace) if namespace else None
    return typer.Option(*names, metavar=metavar, help=help, show_default=False, autocompletion=completion)


def _values(name: str, metavar: str, help: str, namespace: str | None = None) -> Any:
    return Annotated[list[str] | None, valued(name, metavar=metavar, help=help, namespace=namespace)]


def _value(*names: str, metavar: str, help: str, namespace: str | None = None) -> Any:
    return Annotated[str | None, valued(*names, metavar=metavar, help=help, namespace=namespace)]


def _from_one(text: str) -> int:
    digits = str(text).strip()
    if not digits.isascii() or not digits.isdecimal() or not digits.strip("0"):
        raise UsageError(f"--limit takes a number from 1, not {text!r}", typed=text)
    return int(digits[-DIGITS:]) if len(digits.lstrip("0")) <= DIGITS else 10**DIGITS


Limit = Annotated[int | None, typer.Option("--limit", "-L", metavar="N", help="At most N of them.", parser=_from_one)]
"""The option that ends a list after so many."""
Archived = Annotated[bool, typer.Option("--archived", help="Addresses of archived copies, which may or may not exist.")]
"""The option that prints addresses of archived copies."""
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]
"""The option that lets a file be replaced."""
Raw = Annotated[bool, typer.Option("--raw", help="Leave spreadsheet formulas in CSV and TSV as they are.")]
"""The option that prints formulas as formulas."""
Bom = Annotated[bool, typer.Option("--bom", help="Begin CSV and TSV with a byte order mark, for Excel.")]
"""The option that prints a byte order mark."""
Section = Annotated[
    list[str] | None,
    typer.Option(
        "--section",
        "-s",
        metavar="NAME",
        help="Only this section; repeatable, commas allowed.",
        autocompletion=completer("section"),
    ),
]
"""The option that names sections."""
Standing = Annotated[
    list[str] | None,
    typer.Option(
        "--standing",
        metavar="NAME",
        help="Only with a source of this standing; repeatable.",
        autocompletion=completer("standing"),
    ),
]
"""The option that names standings."""


def _flag(help: str, *names: str) -> Any:
    return Annotated[bool, typer.Option(*names, help=help, show_default=False)]


def _filter(name: str) -> Any:
    """The option that a filter is on the command line."""
    filter, option = filters.FILTERS[name], f"--{name}"
    help = capitalized(filter.meaning) + ("" if filter.meaning.endswith(".") else ".")
    if filters.is_switch(name):
        return _flag(help, option)
    if not filters.takes_several(name):
        return _value(option, metavar=filter.metavar, help=help)
    more = f" A comma is or; a second {option} is and." if filter.every else ""
    return _values(option, filter.metavar, help + more, filter.names)


FILTERS: dict[str, Any] = {name: _filter(name) for name in filters.FILTERS}
DATA: dict[str, Any] = {
    "data": _values("--data", "FILE", "Read this file instead of the bundled record; '-' is stdin. Repeatable."),
}
VIEW: dict[str, Any] = {
    "format": _value("--format", "-f", metavar="FORMAT", help=f"{either(FORMATS)}.", namespace="format"),
    "json": _flag("Short for --format json.", "--json"),
    "fields": _values("--fields", "FIELDS", "Only these, as in id,place.city; `summit fields` lists them.", "field"),
    "jq": _value("--jq", metavar="EXPR", help="Filter the JSON with this jq program (extra: jq)."),
    "color": _value("--color", metavar="WHEN", help="auto, always or never.", namespace="color"),
    "no_header": _flag("No header line in CSV and TSV.", "--no-header"),
    "raw": Raw,
    "bom": Bom,
    "no_pager": _flag("Never start a pager.", "--no-pager"),
    "ascii": _flag("Draw tables and pages with ASCII signs only.", "--ascii"),
}


def _data(data: list[str] | None) -> list[str]:
    return chosen(data or [])


def _filters(**values: Any) -> Filters:
    return Filters(**{name: value for name, value in values.items() if value is not None})


def _view(*, json: bool, no_header: bool, no_pager: bool, color: str | None, **values: Any) -> View:
    values["format"] = format_or_json(values["format"], json=json)
    values["fields"] = values["fields"] or ()
    return View(header=not no_header, pager=not no_pager, color=color or "auto", **values)


def format_or_json(format: str | None, *, json: bool, short_for: str = "json") -> str | None:
    """The format that `--format` or `--json` asks for. Raises `UsageError` if they differ."""
    if json and format not in (None, short_for):
        raise UsageError(f"--json and --format {format} do not go together")
    return short_for if json else format


def with_stdin(names: Sequence[str], data: Sequence[str]) -> list[str]:
    """The names, with those on stdin in place of '-'. Raises `UsageError` if the dataset `data` is on stdin, too."""
    if "-" in names and "-" in data:
        raise UsageError("standard input can be read only once: '-' stands for ids and for the dataset")
    given: list[str] = []
    for name in names:
        given += standard_input().decode(errors="replace").split() if name == "-" else [name]
    return given


Group = tuple[dict[str, Any], Callable[..., Any]]
"""Options by name, and what makes one value of theirs."""
GROUPS: dict[Any, Group] = {
    Data: (DATA, _data),
    Filters: (FILTERS, _filters),
    View: (VIEW, _view),
}


def with_shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Replace each parameter of `command` that stands for a group by the options of the group.

    A command that returns an `Answer` has the options of a view, too, whether it looks at them or not.
    """
    hints = get_type_hints(command, include_extras=True)
    answers = Answer in (hints.get("return"), *getattr(hints.get("return"), "__args__", ()))
    grouped = {name: GROUPS[hint] for name, hint in hints.items() if hint in GROUPS and name != "return"}
    looks = "view" in grouped
    if answers and not looks:
        grouped["view"] = GROUPS[View]

    @wraps(command)
    def ungrouped(**values: Any) -> Any:
        gathered = {
            name: gather(**{option: values.pop(option) for option in options})
            for name, (options, gather) in grouped.items()
        }
        view = gathered["view"] if looks else gathered.pop("view", None)
        answer = command(**gathered, **values)
        return (answer, view) if isinstance(answer, Answer) else None

    signature = inspect.Signature([*_own(command, hints, grouped), *_shared(grouped)])
    ungrouped.__signature__ = signature  # type: ignore[attr-defined]
    ungrouped.__annotations__ = {name: parameter.annotation for name, parameter in signature.parameters.items()}
    return ungrouped


def _own(
    command: Callable[..., Any], hints: Mapping[str, Any], grouped: Mapping[str, Group]
) -> Iterator[inspect.Parameter]:
    """The parameters of a command that stand for no group."""
    for name, parameter in inspect.signature(command).parameters.items():
        if name not in grouped:
            yield parameter.replace(kind=parameter.KEYWORD_ONLY, annotation=hints[name])


def _shared(grouped: Mapping[str, Group]) -> Iterator[inspect.Parameter]:
    """A parameter for each option of the groups."""
    for options, _ in grouped.values():
        for option, annotation in options.items():
            default = False if annotation.__args__[0] is bool else None
            yield inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for JSON, so that its errors are JSON too, even if it cannot be parsed."""
    options = list(arguments)[: arguments.index("--")] if "--" in arguments else list(arguments)
    formats = [value for name, value in pairwise(options) if name in ("-f", "--format")]
    formats += [option.removeprefix("--format=") for option in options if option.startswith("--format=")]
    formats += [option[2:] for option in options if option.startswith("-f")]
    return "--json" in options or any(value in ("json", "jsonl") for value in formats)
