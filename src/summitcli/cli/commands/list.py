"""`summit list`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...query.filters import Filters
from ...render.output import Answer
from ..completion import completer
from ..options import Data, Limit, opened

HELP = """List meetings. Without filters: those of the default series that were held in person.

    A filter that is named replaces its own part of that view: --kind call lists calls, --status cancelled
    what was called off, --year 1985 the meetings of that year. --all shows every record.

    \b
    Examples:
      summit list --topic syria
      summit list --kind call --year 2025
      summit list --leader gorbachev
      summit list --series us-soviet --outcome none
      summit list --all --topic ukraine --json
      summit list --country finland,germany --ids
    """


def run(
    sort: Annotated[
        str,
        typer.Option(
            metavar="KEY",
            help="date, length, title, kind, status, country or city.",
            autocompletion=completer("sort"),
        ),
    ] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    limit: Limit = None,
    ids: Annotated[bool, typer.Option("--ids", help="Only the ids, one a line.")] = False,
    *,
    filters: Filters,
    ctx: typer.Context,
    data: Data,
) -> Answer:
    from ...answers import lists

    store = opened(ctx, data)
    answer = lists.ids if ids else lists.listing
    return answer(store, filters, sort=sort, reverse=reverse, limit=limit)
