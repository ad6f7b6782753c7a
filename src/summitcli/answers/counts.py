"""Answers that count."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ..query import counts, datasets
from ..query.filters import NO_FILTERS, Filters
from ..render.output import Answer
from ..schema.rows import Count, CountingRule, StandingCount
from ..schema.shapes import columns

if TYPE_CHECKING:
    from ..pages.blocks import Page


def statistics(store: sqlite3.Connection, filters: Filters = NO_FILTERS, *, by: str = "year") -> Answer:
    """How many meetings, and how long, by a key; or by `standing`, how many statements rest on what."""
    if by == "standing":
        standings = counts.standings(store, filters)

        def draw_standings() -> list[Page]:
            from ..pages import statistics

            return [statistics.standings(standings)]

        return Answer(standings, columns(StandingCount), draw_standings, output="standings")
    counted = counts.statistics(store, filters, by=by)

    def draw() -> list[Page]:
        from ..pages import statistics

        return [statistics.page(counted, datasets.about(store))]

    return Answer(counted.rows, columns(Count), draw, output="stats")


def counting_rule(store: sqlite3.Connection, filters: Filters = NO_FILTERS) -> Answer[list[CountingRule]]:
    """What counts as a meeting, and what each count comes to."""
    rows = counts.counting_rule(store, filters)

    def draw() -> list[Page]:
        from ..pages import statistics

        return [statistics.counting_rule(rows)]

    return Answer(rows, columns(CountingRule), draw, piped="markdown", output="counting")
