"""`summit timeline`."""

from __future__ import annotations

import typer

from ...query.filters import Filters
from ...render.output import Answer
from ..options import Data, opened

HELP = """Draw the meetings and calls on a time axis. Without filters: all of the default series that were held.

    Filled signs were held; hollow ones were not, or are disputed. With --ascii: capitals and small letters.
    In a pipe: the rows of `summit list`.

    \b
    Examples:
      summit timeline
      summit timeline --series us-soviet
      summit timeline --kind summit,bilateral,pull-aside
      summit timeline --topic ukraine --format markdown
    """


def run(*, filters: Filters, ctx: typer.Context, data: Data) -> Answer:
    from ...answers import lists

    return lists.timeline(opened(ctx, data), filters)
