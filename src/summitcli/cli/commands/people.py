"""`summit people`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...render.output import Answer
from ..completion import words_of
from ..options import Data, opened

HELP = """List the people, or where some of them took part.

    For one person: the meetings, the office at the time, and the words that the record quotes.

    \b
    Examples:
      summit people
      summit people fiona hill
      summit people lavrov --json
    """


def run(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PERSON]...", help="Id, name or surname.", autocompletion=words_of("person")),
    ] = None,
    *,
    ctx: typer.Context,
    data: Data,
) -> Answer:
    from ...answers import people

    store = opened(ctx, data)
    return people.each_person(store, name) if name else people.people_list(store)
