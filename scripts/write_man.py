"""Write man/summit.1 from the command tree, or with --check say whether it is up to date.

python scripts/write_man.py [--check]
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from summitcli.cli.manual import GENERAL, TOPICS, text_of
from summitcli.cli.registry import GROUPS, application

PAGE = Path(__file__).parents[1] / "man" / "summit.1"
WIDTH = 72  # what man leaves of 80 columns


def page() -> str:
    """The manual page summit(1), in man(7) macros."""
    root: Any = typer.main.get_command(application())
    return "".join(line + "\n" for line in _page(root))


def _page(root: Any) -> Iterator[str]:
    first, _, rest = GENERAL.partition(": ")
    yield from [
        '.TH SUMMIT 1 "" summit "User Commands"',
        ".SH NAME",
        f"summit \\- {_roff(first[0].lower() + first[1:])}",
    ]
    yield from [".SH SYNOPSIS", ".B summit", "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]"]
    yield from [".SH DESCRIPTION", *_prose([rest[0].upper() + rest[1:]])]
    shared = _shared(root)
    for group, names in GROUPS.items():
        yield f".SH COMMANDS: {group.upper()}"
        for name in names:
            yield from _command(name, root.commands[name], shared)
    for title, options in (("FILTERS", "filters"), ("OPTIONS OF MOST COMMANDS", "view")):
        yield f".SH {title}"
        for option in shared[options]:
            yield from _option(option)
    for topic in TOPICS:
        yield from [f".SH {topic.upper()}", ".nf", *map(_roff, text_of(topic, WIDTH).splitlines()), ".fi"]


def _shared(root: Any) -> dict[str, list[Any]]:
    """The options that are described once: the filters, and those on the dataset and the output."""
    from summitcli.cli.options import DATA, FILTERS, VIEW

    params = {param.name: param for param in root.commands["list"].params}
    return {"filters": [params[name] for name in FILTERS], "view": [params[name] for name in [*DATA, *VIEW]]}


def _command(name: str, command: Any, shared: dict[str, list[Any]]) -> Iterator[str]:
    about, rest = _help(command)
    arguments = " ".join(f"\\fI{_roff(param.metavar or '')}\\fR" for param in command.params if not _is_option(param))
    yield from [".SS " + f"summit {name} {arguments}".strip(), _roff(about), *_prose(rest)]
    described = {(param.name, param.help) for params in shared.values() for param in params}
    for param in command.params:
        if (param.name, param.help) not in described and param.help:
            yield from _option(param)


def _option(param: Any) -> Iterator[str]:
    names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in param.opts) if _is_option(param) else ""
    metavar = f"\\fI{_roff(param.metavar)}\\fR" if param.metavar else ""
    yield from [".TP", " ".join(filter(None, [names, metavar])), _roff(param.help or "")]


def _is_option(param: Any) -> bool:
    return bool(param.param_type_name == "option")


def _help(command: Any) -> tuple[str, list[str]]:
    """The first sentence of a command's help, and its other lines."""
    first, *rest = inspect.cleandoc(command.help).splitlines()
    return first, rest


def _prose(lines: list[str]) -> Iterator[str]:
    """Paragraphs as they are; after a line of \\b, as they stand."""
    as_it_stands = False
    for line in lines:
        if line == "\b":
            yield from [".PP", ".nf"]
            as_it_stands = True
        elif not line:
            yield ".fi\n.PP" if as_it_stands else ".PP"
            as_it_stands = False
        else:
            yield _roff(line)
    if as_it_stands:
        yield ".fi"


def _roff(text: str) -> str:
    """Text with nothing left that roff would read."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return "\\&" + escaped if escaped.startswith(".") else escaped


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
