"""`summit init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ... import package
from ...render.output import write_text
from ..options import Force

HELP = """Write a small valid dataset to begin your own with.

    \b
    Examples:
      summit init mine.json
      summit init - | summit list --data -
    """


def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A new file; '-' is standard output.")],
    force: Force = False,
) -> None:
    from ...export.files import write_files

    starter = package.text("starter.json")
    if file == "-":
        write_text(starter)
    else:
        write_files({Path(file): [starter.encode()]}, force=force)
