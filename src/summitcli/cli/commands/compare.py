"""`summit compare`."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from ...render.output import Answer
from ...store import open_store
from ..completion import words_of
from ..options import Data

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
    data: Data,
) -> Answer:
    from ...answers import meetings

    with closing(open_store(data)) as store:
        return meetings.compare(store, names)
