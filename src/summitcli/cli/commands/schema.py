"""`summit schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...render.output import write_text
from ..completion import completer

HELP = """Print the JSON Schema of a dataset, or of a command's JSON.

    \b
    Names: dataset, meeting, and the outputs that `summit fields` lists.

    \b
    Examples:
      summit schema > dataset.schema.json
      summit schema show
    """


def run(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="dataset, meeting, list, ...", autocompletion=completer("output"))
    ] = "dataset",
    _json: Annotated[bool, typer.Option("--json", help="A schema is JSON with and without it.")] = False,
) -> None:
    from ...schema.describe import format_schema

    write_text(format_schema(name))
