"""`summit sources`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...render.output import Answer
from ..completion import words_of
from ..options import Archived, Data, Standing, opened

HELP = """List the sources, those of one meeting, or one source by its id.

    Those of a meeting are numbered as `summit show` numbers them. Cited counts the statements that rest on a source.
    Standing says what the page is that was read: official, agency, press, state-funded, specialist or other.

    \b
    Examples:
      summit sources helsinki
      summit sources --standing official
      summit sources anchorage --archived
      summit sources --format csv
    """


def run(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]", help="A meeting, or a source.", autocompletion=words_of("meeting")),
    ] = None,
    standing: Standing = None,
    archived: Archived = False,
    *,
    ctx: typer.Context,
    data: Data,
) -> Answer:
    from ...answers import sources

    store = opened(ctx, data)
    named = " ".join(name) if name else None
    return sources.source_list(store, named, standing=standing or [], archived=archived)
