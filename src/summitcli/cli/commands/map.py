"""`summit map`."""

from __future__ import annotations

import typer

from ...query.filters import Filters
from ...render.output import Answer
from ..options import Data, opened

HELP = """Draw the places of meetings on a map of the world. Without filters: as `summit list`.

    In a pipe: the rows of `summit list`.

    \b
    Examples:
      summit map
      summit map --series us-soviet
      summit map --all --ascii
    """


def run(*, filters: Filters, ctx: typer.Context, data: Data) -> Answer:
    from ...answers import lists

    return lists.world_map(opened(ctx, data), filters)
