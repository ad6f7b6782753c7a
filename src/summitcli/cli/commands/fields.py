"""`summit fields`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...render.output import Answer
from ...schema.fields import all_fields, fields
from ...schema.rows import OutputField
from ...schema.shapes import columns
from ..completion import completer

HELP = """List the fields of each command's JSON and what they mean.

    These are what --fields takes; dots lead into objects and lists.

    \b
    Examples:
      summit fields list
      summit fields show | grep sources
      summit show helsinki --fields title,place.city,durations.minutes
    """


def run(
    name: Annotated[
        str | None, typer.Argument(metavar="[OUTPUT]", help="list, show, ...", autocompletion=completer("output"))
    ] = None,
) -> Answer:
    from ...pages import about
    from ...pages.blocks import Page

    rows: list[OutputField] = [
        {"output": each.output, "field": each.field, "type": each.type, "description": each.description}
        for each in (fields(name) if name else all_fields())
    ]

    def draw() -> list[Page]:
        return [about.fields(rows, named=name is not None)]

    return Answer(rows, columns(OutputField), draw, output="fields")
