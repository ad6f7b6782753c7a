"""Commands on datasets as files: validate."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import query
from ..dataset import chosen
from ..render import Answer, View
from .app import Reply, command
from .options import Data


@command("validate")
def validate(
    data: Data,
    view: View,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Files of one dataset; '-' is stdin.")
    ] = None,
) -> Reply:
    """Check a dataset. Without files: the one that is read.

    Prints what it holds, or everything that is wrong with it and exits with 5.

    \b
    Examples:
      summit validate
      summit validate --json
    """
    from ..dataset import read
    from ..validate import validate as check

    documents = check(read(chosen(files) if files else data))
    rows = query.contents(documents)
    return Answer(rows, list(rows[0]), rows, lambda pages: [pages.validated(rows)], output="validate"), view
