"""Answers on meetings: whole, in sections, a statement, side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..query import meetings, sections
from ..query.rows import columns_of
from ..query.words import meetings_meant
from ..render.output import Answer
from .together import citations

if TYPE_CHECKING:
    from ..pages.blocks import Page
    from ..schema.answers import Comparison, ShownMeeting
    from ..schema.rows import FlatStatement
    from ..schema.vocabulary import Standing
    from ..wording import Labels


def show(
    store: sqlite3.Connection,
    names: Sequence[str],
    *,
    section: Sequence[str] = (),
    standing: Sequence[str] = (),
    several: bool | None = None,
    brief: bool = False,
    with_sources: bool = True,
) -> Answer:
    """Whole meetings, or the named sections of them, or the statements with a source of a standing.

    `names` are words as they are typed, or with `several` a list of names. `several`: answer a list (without it: if
    more than one is named). `brief`: the pages are the short ones. `helsinki#quotes-c10443` is one statement.
    """
    chosen = sections.chosen_sections(section)
    standings = sections.chosen_standings(store, standing)
    if chosen == ["sources"] and not with_sources:
        raise UsageError("--no-sources and --section sources do not go together")
    if not several and (found := sections.named_statement(store, " ".join(names))):
        return _statement(store, *found)
    named = names if several else meetings_meant(store, names)
    shown = [meetings.meeting(store, name) for name in named]
    cut = [sections.cut(each, chosen, standings) for each in shown]
    drawn: list[Any] = [{**whole, **part} for whole, part in zip(shown, cut, strict=True)] if standings else shown

    def draw() -> list[Page]:
        from ..pages import blocks, listing, meeting, short
        from ..query import datasets
        from ..query.described import read

        labels = meetings.labels(store)
        pages = [short.page(each, labels) if brief else meeting.page(each, labels, chosen) for each in drawn]
        if not with_sources:
            pages = [blocks.unsourced(page) for page in pages]
        is_latest = len(named) == 1 and read(named[0]).is_latest
        return [page._replace(note=listing.reach(datasets.about(store))) for page in pages] if is_latest else pages

    is_list = len(cut) > 1 if several is None else several
    cite = citations(store, shown[0]["id"], shown[0]["title"]) if len(shown) == 1 else tuple
    columns = columns_of(store, "FlatStatement")

    def rows() -> list[FlatStatement]:
        return _rows(columns, shown, meetings.labels(store), chosen, standings)

    return Answer(cut if is_list else cut[0], columns, draw, rows, piped="markdown", output="show", cite=cite)


def _rows(
    columns: Sequence[str],
    shown: Sequence[ShownMeeting],
    labels: Labels,
    chosen: Sequence[str] = (),
    standings: Sequence[Standing] = (),
) -> list[FlatStatement]:
    """The statements of these sections in a row each; of standings, those with a source that has one of them."""
    rows = [row for each in shown for row in sections.flat(columns, each, labels, sections=chosen)]
    if not standings:
        return rows
    within = {source["id"] for each in shown for source in each["cited"] if source["standing"] in standings}
    return [row for row in rows if within.intersection(row["sources"])]


def _statement(store: sqlite3.Connection, id: str, row: FlatStatement) -> Answer:
    """One statement of a meeting, with its sources."""
    shown = meetings.meeting(store, id)
    ref = str(row["ref"])
    cut = sections.only(sections.cut(shown, [row["section"]]), ref)
    drawn: Any = {**shown, **cut, "cited": shown["cited"]}

    def draw() -> list[Page]:
        from ..pages import meeting

        return [meeting.page(drawn, meetings.labels(store), [row["section"]])]

    cite = citations(store, f"{shown['id']}-{ref}", f"{shown['title']}, {ref}")
    return Answer(
        cut, columns_of(store, "FlatStatement"), draw, lambda: [row], piped="markdown", output="show", cite=cite
    )


def compare(store: sqlite3.Connection, names: Sequence[str]) -> Answer[Comparison]:
    """Two or three meetings, which words name, side by side."""
    compared = meetings.comparison(store, meetings_meant(store, names))
    columns = columns_of(store, "FlatStatement")

    def rows() -> list[FlatStatement]:
        return _rows(columns, compared["meetings"], meetings.labels(store))

    def draw() -> list[Page]:
        from ..pages import compare

        return [compare.page(compared, meetings.labels(store))]

    return Answer(compared, columns, draw, rows, piped="markdown", output="compare")
