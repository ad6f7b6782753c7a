"""`summit compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...render.output import Answer
from ..completion import words_of
from ..options import Data, opened

HELP = """Set two or three meetings side by side.

    \b
    Examples:
      summit compare helsinki anchorage
      summit compare helsinki reykjavik vienna-1961
    """


def run(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME NAME [NAME]", help="Meetings.", autocompletion=words_of("meeting")),
    ],
    *,
    ctx: typer.Context,
    data: Data,
) -> Answer:
    from ...answers import meetings

    return meetings.compare(opened(ctx, data), names)
