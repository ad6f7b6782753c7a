"""`summit stats`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...errors import UsageError
from ...query.counts import GROUPINGS
from ...query.filters import Filters
from ...render.output import Answer
from ..completion import completer
from ..options import Data, opened

HELP = """Count meetings and sum up their lengths. Without filters: as `summit list`.

    --by standing counts statements instead, by the best source that they rest on.

    \b
    Examples:
      summit stats
      summit stats --by topic --all
      summit stats --by pair --series us-soviet
      summit stats --by standing
      summit stats --explain
    """


def run(
    by: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help=f"{', '.join(GROUPINGS)} or standing; year without it.",
            autocompletion=completer("grouping"),
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print what counts as a meeting.")] = False,
    *,
    filters: Filters,
    ctx: typer.Context,
    data: Data,
) -> Answer:
    from ...answers import counts

    if explain and by:
        hint = "What counts as a meeting is the same by any key."
        raise UsageError("--explain and --by do not go together", hint=hint)
    store = opened(ctx, data)
    return counts.counting_rule(store, filters) if explain else counts.statistics(store, filters, by=by or "year")
