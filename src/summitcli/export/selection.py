"""What an export holds: whole meetings, with every record to which they refer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..query import datasets, meetings
from ..query.filters import named_clauses, where
from ..query.rows import quoted
from ..store.tables import BY_NAME

if TYPE_CHECKING:
    from ..query.datasets import About
    from ..query.filters import Filters
    from ..schema.answers import CitedSource, ShownMeeting
    from ..schema.records import Meeting
    from ..schema.rows import ListedMeeting
    from ..store.tables import Table

CHOSEN = "(SELECT value FROM json_each(:ids))"
STATEMENTS = f"(SELECT id FROM statements WHERE meeting IN {CHOSEN})"
SOURCES = f"""(SELECT source FROM meeting_sources WHERE meeting IN {CHOSEN}
               UNION SELECT source FROM citations WHERE statement IN {STATEMENTS}
               UNION SELECT sources.id FROM links JOIN sources ON url = target WHERE meeting IN {CHOSEN})"""
USED = {
    "publishers": f"""(SELECT publisher FROM sources WHERE id IN {SOURCES}
                       UNION SELECT via FROM sources WHERE id IN {SOURCES})""",
    "series": f"(SELECT series FROM meetings WHERE id IN {CHOSEN})",
    "people": f"(SELECT person FROM presence WHERE meeting IN {CHOSEN})",
    "topics": f"(SELECT topic FROM meeting_topics WHERE meeting IN {CHOSEN})",
    "sources": SOURCES,
}
"""By table, what the chosen meetings use of it."""


class Selection(NamedTuple):
    """Meetings by their ids, in the order of their days."""

    store: sqlite3.Connection
    ids: list[str]
    about: About
    """What the dataset says of itself; if not all of it is exported, the description begins with that."""


def select(store: sqlite3.Connection, filters: Filters) -> Selection:
    """Every meeting that the named filters match. The default view of lists does not count."""
    narrowed, values = where(named_clauses(store, filters))
    ids = [id for (id,) in store.execute(f"SELECT id FROM meetings {narrowed} ORDER BY number", values)]
    about, every = datasets.about(store), meetings.count(store)
    if len(ids) < every:
        description = f"A selection of {len(ids)} of the {every} records. {about.description}"
        about = about._replace(description=description)
    return Selection(store, ids, about)


def listed(chosen: Selection) -> Iterator[ListedMeeting]:
    """The meetings as a list has them."""
    return meetings.listed(chosen.store, f"id IN {CHOSEN} ORDER BY number", _ids(chosen))


def records(chosen: Selection) -> Iterator[Meeting]:
    """The meetings as a dataset has them, with every key."""
    return (meetings.record(chosen.store, id) for id in chosen.ids)


def shown(chosen: Selection) -> Iterator[ShownMeeting]:
    """The meetings with the records to which each refers."""
    return (meetings.whole(chosen.store, id) for id in chosen.ids)


def definitions(chosen: Selection, kind: str) -> list[Any]:
    """The records of a kind (people, topics, sources, publishers, series) that the meetings use, in their order."""
    found = chosen.store.execute(
        f"SELECT record FROM definitions WHERE kind = :kind AND id IN {USED[kind]} ORDER BY position",
        {"kind": kind, **_ids(chosen)},
    )
    return [json.loads(text) for (text,) in found]


def sources(chosen: Selection) -> list[CitedSource]:
    """The sources that the meetings cite."""
    return definitions(chosen, "sources")


def rows(chosen: Selection, table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows of a published table that are about the meetings or are used by them, in the order of its key."""
    names = [column.name for column in table.columns]
    order = quoted(names[: table.key], table.name)
    return chosen.store.execute(
        f"SELECT {quoted(names, table.name)} FROM {table.name} WHERE {_condition(table)} ORDER BY {order}",
        _ids(chosen),
    )


def batches(found: Iterator[Any], size: int) -> Iterator[Sequence[Any]]:
    """Rows in lists of at most `size`, so that not all are in memory at a time."""
    from itertools import islice

    while batch := list(islice(found, size)):
        yield batch


def _condition(table: Table) -> str:
    """What a row must fulfil to be exported."""
    key = table.columns[0]
    if table.of_meeting:
        return f"{table.of_meeting} IN {CHOSEN}"
    if key.refers_to == "statements":
        return f"{key.name} IN {STATEMENTS}"
    used = USED.get(key.refers_to or table.name)
    return f"{key.name} IN {used}" if used else "TRUE"


def key_of(table: str) -> str:
    """The name of the column to which references to a table lead."""
    return BY_NAME[table].columns[0].name


def _ids(chosen: Selection) -> dict[str, str]:
    return {"ids": json.dumps(chosen.ids)}
