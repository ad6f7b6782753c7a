"""The answer to a search."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..query import meetings, sections
from ..query.filters import NO_FILTERS, Filters
from ..query.rows import columns_of
from ..query.search import search
from ..render.output import Answer
from ..text import inert

if TYPE_CHECKING:
    from ..pages.blocks import Page
    from ..schema.rows import Hit


def find(
    store: sqlite3.Connection,
    words: Sequence[str],
    filters: Filters = NO_FILTERS,
    *,
    section: Sequence[str] = (),
    standing: Sequence[str] = (),
    limit: int | None = None,
) -> Answer[list[Hit]]:
    """The statements that have the words, best first."""
    chosen = sections.chosen_sections(section)
    standings = sections.chosen_standings(store, standing)
    found = search(store, words, filters, sections=chosen, standings=standings, limit=limit)
    rows = [each.hit for each in found.statements]

    def draw() -> list[Page]:
        from ..pages import search as page

        first = list(dict.fromkeys(row["sources"][0] for row in rows))
        best = {source["id"]: source for source in meetings.definitions(store, "sources", first)}
        return [page.page(found, inert(" ".join(words)), best)]

    return Answer(rows, columns_of(store, "Hit"), draw, output="search")
