"""`summit validate`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...dataset.files import chosen, read
from ...query.datasets import contents
from ...render.output import Answer
from ...schema.rows import ValidFile
from ...schema.shapes import columns
from ..options import Data

HELP = """Check a dataset. Without files: the one that is read.

    Prints what it holds, or everything that is wrong with it, and then exits with 5.

    \b
    Examples:
      summit validate
      summit validate mine.json --json
    """


def run(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Files of one dataset; '-' is stdin.")
    ] = None,
    *,
    data: Data,
) -> Answer:
    from ...dataset import validate
    from ...pages import about
    from ...pages.blocks import Page

    rows = contents(validate(read(chosen(files) if files else data)))

    def draw() -> list[Page]:
        return [about.validated(rows)]

    return Answer(rows, columns(ValidFile), draw, output="validate")
