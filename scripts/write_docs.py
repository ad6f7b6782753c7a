"""Write the parts of the docs that the program knows: data dictionary, commands, transcripts, pictures of a terminal.

python scripts/write_docs.py [--check]
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI, TerminalTheme
from rich.text import Text

from summitcli.cli.manual import overview
from summitcli.cli.registry import COMMANDS, application
from summitcli.schema import records
from summitcli.schema.shapes import Key, keys, type_in_words

ROOT = Path(__file__).parents[1]
TRANSCRIPT = re.compile(r"(<!-- terminal -->\n)?```console\n\$ (summit .*?)\n(.*?)```", re.DOTALL)
RECORDS = (
    *(records.Dataset, records.Coverage, records.Publisher, records.Series, records.SeriesSide, records.Person),
    *(records.Topic, records.Source, records.Meeting, records.Place, records.Statement, records.Initiative),
    *(records.Duration, records.Participant, records.Background, records.Aim, records.Discussion, records.Outcome),
    *(records.Press, records.Time, records.Account, records.Position, records.Quote, records.Reaction),
    *(records.Consequence, records.Correction, records.Links),
    *(records.Readout, records.Identifier),
)


def data_dictionary() -> Iterator[str]:
    """A Markdown table for each record of the schema."""
    for record in RECORDS:
        yield f"### {record.__name__}\n\n{record.__doc__}\n\n| key | type | meaning |\n| --- | --- | --- |"
        for key in keys(record):
            optional = "" if key.required else ", optional"
            yield f"| `{key.name}` | {_type_of(key)}{optional} | {key.meaning} |"
        yield ""


def _type_of(key: Key) -> str:
    if key.record:
        linked = f"[{key.record.__name__}](#{key.record.__name__.lower()})"
        return f"list of {linked}" if key.is_list else linked + (" or null" if key.nullable else "")
    if get_origin(key.type) is Literal:
        words = ", ".join(f"`{value}`" for value in get_args(key.type))
        return f"{words} or null" if key.nullable else words
    return type_in_words(key)


def commands() -> Iterator[str]:
    """The help of every command, as it prints."""
    root: Any = typer.main.get_command(application())
    with root.make_context("summit", [], resilient_parsing=True) as context:
        yield f"## summit\n\n```text\n{overview()}```\n"
        for name in COMMANDS:
            inner = root.commands[name].make_context(name, [], parent=context, resilient_parsing=True)
            yield f"## summit {name}\n\n```text\n{_help(inner)}\n```\n"


def _help(context: Any) -> str:
    context.terminal_width = 100
    return "\n".join(line.rstrip() for line in str(context.get_help()).splitlines())


def rewritten(page: str, part: str, lines: Iterator[str]) -> str:
    """`page` with what stands between the marks of `part` replaced."""
    marks = (f"<!-- generated: {part} -->", "<!-- end of generated -->")
    pattern = re.compile(f"(?<={re.escape(marks[0])}\n).*?(?={re.escape(marks[1])})", re.DOTALL)
    if not pattern.search(page):
        raise SystemExit(f"no place for {part}")
    return pattern.sub(lambda _: "\n" + "\n".join(lines) + "\n", page)


def replayed(page: str) -> str:
    """`page` with every console block that begins with `$ summit` holding what the command prints now.

    After the mark `<!-- terminal -->` it is what a terminal of 100 columns shows, else what a pipe gets.
    """

    def run(block: re.Match[str]) -> str:
        mark, command, _ = block.groups(default="")
        environ = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "SUMMIT_PAGER": "", "NO_COLOR": "1"}
        environ |= {"SUMMIT_FORCE_TTY": "100"} if mark else {}
        done = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"], capture_output=True, text=True, env=environ, check=False
        )
        return f"{mark}```console\n$ {command}\n{done.stdout}```"

    return TRANSCRIPT.sub(run, page)


PICTURED = "summit show helsinki"
COLUMNS = 88
# What Rich fills in. Its own frame asks for a font from elsewhere; this one takes what the reader's machine has.
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="$ %s">
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
.{unique_id}-title {{ font: 18px system-ui, sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def picture(theme: TerminalTheme) -> str:
    """What a terminal shows of a short page, as SVG."""
    environ = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "SUMMIT_FORCE_TTY": str(COLUMNS)}
    shown = subprocess.run(
        PICTURED.split(), capture_output=True, text=True, env=environ | {"SUMMIT_PAGER": ""}, check=True
    )
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ {PICTURED}\n"), Text.from_ansi(shown.stdout), sep="")
    return console.export_svg(title=PICTURED, theme=theme, code_format=FRAME % PICTURED, unique_id="summit")


PAGES: dict[str, Callable[[str], str]] = {
    "README.md": replayed,
    "docs/json.md": replayed,
    "docs/data.md": lambda page: rewritten(page, "dictionary", data_dictionary()),
    "docs/commands.md": lambda page: rewritten(page, "commands", commands()),
    "docs/terminal-light.svg": lambda _: picture(DEFAULT_TERMINAL_THEME),
    "docs/terminal-dark.svg": lambda _: picture(MONOKAI),
}


def main(arguments: list[str]) -> int:
    check, stale = "--check" in arguments, False
    for name, write in PAGES.items():
        path = ROOT / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = write(before)
        if after != before:
            stale = True
            print(f"{name} {'is out of date: run scripts/write_docs.py' if check else 'written'}")
            if not check:
                path.write_text(after, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
