"""Answers on sources: lists of them, those to be cited, and addresses to open."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..query import sections, sources
from ..query.names import resolve_meeting
from ..query.words import meant
from ..render.output import Answer
from ..schema.rows import OpenedLink
from ..schema.shapes import columns

if TYPE_CHECKING:
    from ..pages.blocks import Page
    from ..schema.answers import CitedSource


def source_list(
    store: sqlite3.Connection, name: str | None = None, *, standing: Sequence[str] = (), archived: bool = False
) -> Answer:
    """The sources, or those of a meeting with their footnote numbers, or the one whose id is given."""
    from ..schema.answers import ListedSource, NumberedSource

    standings = sections.chosen_standings(store, standing)
    rows: Any
    numbered = name is not None and not sources.is_source(store, name)
    if name is None:
        rows = sources.sources(store, standings)
    else:
        rows = sources.sources_of(store, name, standings) if numbered else [sources.source(store, name)]
    shown: Any = [{**row, "url": row["archived"]} for row in rows] if archived else rows

    def draw() -> list[Page]:
        from ..pages import sources as page

        drawn = page.of_meeting(shown) if numbered else page.page(shown)
        return [drawn if rows else drawn._replace(note="No source of this standing. `summit sources` lists them all.")]

    type: Any = NumberedSource if numbered else ListedSource
    return Answer(rows, columns(type), draw, output="cited" if numbered else "sources")


def cited(store: sqlite3.Connection, names: Sequence[str], chosen: Sequence[str] = ()) -> list[CitedSource]:
    """The sources of the meetings, and those by their ids, that words name; or the `chosen` ones of one meeting.

    `chosen` has footnote numbers or ids.
    """

    def resolve_either(name: str, *, described_too: bool = True) -> object:
        if sources.is_source(store, name):
            return name
        meeting, _, ref = name.partition("#")
        return resolve_meeting(store, meeting, described_too=described_too), ref

    named = meant(names, lambda name: resolve_either(name, described_too=False), resolve_either)
    return sources.cited_by(store, named, chosen)


def link(
    store: sqlite3.Connection, name: str, *, number: int | None = None, archived: bool = False
) -> Answer[OpenedLink]:
    """An address where a meeting or a source is to be read."""
    found = sources.link(store, name, number=number, archive=archived)

    def draw() -> list[Page]:
        from ..pages import about

        return [about.link(found)]

    return Answer(found, columns(OpenedLink), draw, lambda: [found], output="open")
