"""Answers that list meetings: in rows, on a time axis, on a map."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ..query import meetings
from ..query.filters import NO_FILTERS, Filters
from ..query.rows import columns_of
from ..render.output import Answer
from ..schema.vocabulary import CONTACTS

if TYPE_CHECKING:
    from typing import TypedDict, Unpack

    from ..pages.blocks import Page
    from ..schema.rows import ListedMeeting

    class Order(TypedDict, total=False):
        """By what key meetings are sorted, whether the other way round, and how many are listed."""

        sort: str
        reverse: bool
        limit: int | None


def listing(
    store: sqlite3.Connection, filters: Filters = NO_FILTERS, **order: Unpack[Order]
) -> Answer[list[ListedMeeting]]:
    """The meetings that the filters and the default view leave, in a row each."""
    rows = meetings.rows(store, filters, **order)

    def draw() -> list[Page]:
        from ..pages import listing
        from ..query import datasets

        return [listing.page(meetings.view_of(store, filters, rows), datasets.about(store))]

    return Answer(rows, columns_of(store, "ListedMeeting"), draw, output="list")


def ids(store: sqlite3.Connection, filters: Filters = NO_FILTERS, **order: Unpack[Order]) -> Answer[list[str]]:
    """The ids alone of what `listing` answers."""
    rows = meetings.rows(store, filters, **order)
    listed = [row["id"] for row in rows]

    def draw() -> list[Page]:
        from ..pages import about

        return [about.selection(["id"], [[id] for id in listed])]

    return Answer(listed, ("id",), draw, lambda: rows, bare=True)


def timeline(store: sqlite3.Connection, filters: Filters = NO_FILTERS) -> Answer[list[ListedMeeting]]:
    """The meetings and calls on a time axis."""
    rows = meetings.rows(store, filters, kinds=CONTACTS)

    def draw() -> list[Page]:
        from ..pages import timeline
        from ..query import datasets

        view = meetings.view_of(store, filters, rows, kinds=CONTACTS)
        named = [leader for row in rows for leader in row["leaders"]]
        leaders = meetings.definitions(store, "people", list(dict.fromkeys(named)))
        return [timeline.page(view, leaders, datasets.about(store))]

    return Answer(rows, columns_of(store, "ListedMeeting"), draw, output="timeline")


def world_map(store: sqlite3.Connection, filters: Filters = NO_FILTERS) -> Answer[list[ListedMeeting]]:
    """The places of the meetings on a map of the world."""
    rows = meetings.rows(store, filters)

    def draw() -> list[Page]:
        from ..pages import listing
        from ..pages import map as page
        from ..query import datasets

        note = listing.note(meetings.view_of(store, filters, rows), datasets.about(store))
        return [page.page((meetings.record(store, row["id"]) for row in rows), note=note)]

    return Answer(rows, columns_of(store, "ListedMeeting"), draw, output="list")
