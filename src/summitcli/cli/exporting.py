"""Commands that hand the record to other tools: cite, export, fields, schema, init."""

from __future__ import annotations

from typing import Annotated

import typer

from ..render import Answer, View, write_text
from .app import Reply, command
from .completion import completer


@command("fields")
def fields_(
    view: View,
    name: Annotated[
        str | None, typer.Argument(metavar="[OUTPUT]", help="list, show, ...", autocompletion=completer("output"))
    ] = None,
) -> Reply:
    """List the fields of each command's JSON, with types and meanings.

    These are what --fields takes; dots lead into objects and lists.

    \b
    Examples:
      summit fields list
      summit fields show | grep sources
      summit show helsinki --fields title,place.city,durations.minutes
    """
    from ..fields import Field, fields

    rows = [field._asdict() for field in fields(name)]
    return Answer(
        rows, Field._fields, rows, lambda pages: [pages.fields(rows, named=name is not None)], output="fields"
    ), view


@command("schema")
def schema_(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="dataset, meeting, list, ...", autocompletion=completer("output"))
    ] = "dataset",
    _json: Annotated[bool, typer.Option("--json", help="A schema is JSON with and without it.")] = False,
) -> None:
    """Print the JSON Schema of a dataset, or of a command's JSON.

    \b
    Names: dataset, meeting, and the outputs that `summit fields` lists.

    \b
    Examples:
      summit schema > dataset.schema.json
      summit schema show
    """
    from ..schema import format_schema

    write_text(format_schema(name))
