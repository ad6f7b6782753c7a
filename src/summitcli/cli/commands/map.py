"""`summit map`."""

from __future__ import annotations

from contextlib import closing

from ...query.filters import Filters
from ...render.output import Answer
from ...store import open_store
from ..options import Data

HELP = """Draw the places of meetings on a map of the world. Without filters: as `summit list`.

    In a pipe: the rows of `summit list`.

    \b
    Examples:
      summit map
      summit map --series us-soviet
      summit map --all --ascii
    """


def run(*, filters: Filters, data: Data) -> Answer:
    from ...answers import lists

    with closing(open_store(data)) as store:
        return lists.world_map(store, filters)
