"""Who wrote or reproduced the sources of the record, and what of theirs it rests on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..schema.vocabulary import Standing
from ..text import folded
from .rows import columns_of, meeting_name, quoted

if TYPE_CHECKING:
    from ..schema.answers import CitedSource
    from ..schema.rows import MeetingName


class ListedPublisher(NamedTuple):
    """A publisher with the ids of what it wrote and of what it reproduced; own data may have nothing but its name."""

    name: str
    standing: Standing | None
    country: str | None
    about: str
    wrote: list[str]
    copied: list[str]


class PublishedSource(NamedTuple):
    """A source with the number of statements that rest on it, and the meetings that cite it."""

    source: CitedSource
    times: int
    meetings: list[MeetingName]


def publishers(store: sqlite3.Connection) -> list[ListedPublisher]:
    """Everybody who wrote or reproduced a source, by name."""
    found = store.execute(
        """SELECT named.name, standing, country, coalesce(about, ''),
                  json_group_array(id) FILTER (WHERE role = 'wrote'),
                  json_group_array(id) FILTER (WHERE role = 'copied')
           FROM (SELECT publisher AS name, id, 'wrote' AS role FROM sources UNION ALL
                 SELECT via, id, 'copied' FROM sources WHERE via IS NOT NULL ORDER BY id) AS named
           LEFT JOIN publishers ON publishers.name = named.name
           GROUP BY named.name"""
    )
    rows = [
        ListedPublisher(name, standing, country, about, json.loads(wrote), json.loads(copied))
        for name, standing, country, about, wrote, copied in found
    ]
    return sorted(rows, key=lambda row: (folded(row.name), row.name))


def published(store: sqlite3.Connection, ids: Sequence[str]) -> list[PublishedSource]:
    """The sources with these ids by date, each with the meetings that cite it."""
    columns = columns_of(store, "MeetingName")
    found = store.execute(
        f"""WITH ours AS MATERIALIZED (SELECT value AS id FROM json_each(?)),
                 cited AS (SELECT source, meeting FROM meeting_sources WHERE source IN ours UNION ALL
                           SELECT source, meeting FROM citations JOIN statements ON statements.id = statement
                           WHERE source IN ours)
            SELECT source, definitions.record, count(*), {quoted(columns)}
            FROM cited JOIN definitions ON definitions.kind = 'sources' AND definitions.id = source
            JOIN sources ON sources.id = source JOIN meetings ON meetings.id = cited.meeting
            GROUP BY source, meetings.id ORDER BY sources.date IS NULL, sources.date, source, first_day, meetings.id""",
        (json.dumps(ids),),
    )
    sources = []
    for _, rows in groupby(found, key=lambda row: row[0]):
        citing = list(rows)
        source: CitedSource = json.loads(citing[0][1])
        times = sum(row[2] for row in citing)
        sources.append(PublishedSource(source, times, [meeting_name(columns, row[3:]) for row in citing]))
    return sources
