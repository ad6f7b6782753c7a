"""Write the parts of the docs that the program knows: data dictionary, commands, what transcripts print, the benchmark.

python scripts/write_docs.py [--check]
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from summitcli.cli.app import COMMANDS, application
from summitcli.models import adapter

ROOT = Path(__file__).parents[1]
TRANSCRIPT = re.compile(r"(<!-- terminal -->\n)?```console\n\$ (summit .*?)\n(.*?)```", re.DOTALL)
BENCHMARK = re.compile(r"<!-- benchmark -->\n.*?<!-- end -->", re.DOTALL)
RECORDS = (
    *("Dataset", "Coverage", "Person", "Topic", "Source", "Meeting", "Statement", "Place", "Time", "Initiative"),
    *("Duration", "Participant", "Aim", "Discussion", "Outcome", "Press", "Account", "Position", "Quote", "Reaction"),
    *("Correction", "Links"),
)


def data_dictionary() -> Iterator[str]:
    """A Markdown table for each record of the schema."""
    schema = adapter().json_schema()
    definitions = {**schema["$defs"], "Dataset": schema}
    for name in RECORDS:
        record = definitions[name]
        yield f"### {name}\n\n{record['description']}\n\n| key | type | meaning |\n| --- | --- | --- |"
        for key, field in record["properties"].items():
            optional = "" if key in record.get("required", []) else ", optional"
            yield f"| `{key}` | {_type_of(field)}{optional} | {field.get('description', '')} |"
        yield ""


def _type_of(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return f"[{field['$ref'].split('/')[-1]}](#{field['$ref'].split('/')[-1].lower()})"
    if "anyOf" in field:
        return " or ".join(_type_of(option) for option in field["anyOf"])
    if "allOf" in field:
        return _type_of(field["allOf"][0])
    if field.get("type") == "array":
        return f"list of {_type_of(field['items'])}"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    names = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}
    return names.get(field["type"], str(field["type"]))


def commands() -> Iterator[str]:
    """The help of every command, as it prints."""
    root: Any = typer.main.get_command(application())
    with root.make_context("summit", [], resilient_parsing=True) as context:
        yield f"## summit\n\n```text\n{_help(context)}\n```\n"
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


def quoted(page: str) -> str:
    """`page` with what stands between the marks of `benchmarks/RESULTS.md` between its own."""
    results = BENCHMARK.search((ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8"))
    if not results or not BENCHMARK.search(page):
        raise SystemExit("no place for the benchmark")
    return BENCHMARK.sub(lambda _: results.group(), page)


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


PAGES: dict[str, Callable[[str], str]] = {
    "README.md": lambda page: quoted(replayed(page)),
    "docs/json.md": replayed,
    "docs/data.md": lambda page: rewritten(page, "dictionary", data_dictionary()),
    "docs/commands.md": lambda page: rewritten(page, "commands", commands()),
}


def main(arguments: list[str]) -> int:
    check, stale = "--check" in arguments, False
    for name, write in PAGES.items():
        before = (ROOT / name).read_text(encoding="utf-8")
        after = write(before)
        if after != before:
            stale = True
            print(f"{name} {'is out of date: run scripts/write_docs.py' if check else 'written'}")
            if not check:
                (ROOT / name).write_text(after, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
