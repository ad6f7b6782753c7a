"""What an export holds: whole meetings with all they refer to."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from .. import query
from ..query import Filters, Labels, Row


class Extract(NamedTuple):
    """Records for other tools."""

    about: Row  # title, licence and coverage, as `about` gives them
    rows: list[Row]  # the meetings as a listing has them
    meetings: list[Row]  # and as `query.meeting` gives them
    people: list[Row]
    topics: list[Row]
    sources: list[Row]
    labels: Labels


def extract(store: sqlite3.Connection, filters: Filters) -> Extract:
    """Every record that `filters` match, without the default view of listings, and the definitions these use."""
    rows = query.rows(store, filters._replace(all=True))
    meetings = [query.meeting(store, row["id"]) for row in rows]
    tables = {"people": "people", "topics": "topics", "sources": "cited"}
    used = {table: {each["id"] for meeting in meetings for each in meeting[key]} for table, key in tables.items()}
    defined = {
        table: [record for record in query.definitions(store, table) if record["id"] in ids]
        for table, ids in used.items()
    }
    every = query.count(store)
    said = about(store)
    if len(rows) < every:
        said["description"] = f"A selection of {len(rows)} of the {every} records. {said['description']}"
    return Extract(said, rows, meetings, **defined, labels=query.labels(store))


def about(store: sqlite3.Connection) -> Row:
    """What the files say of themselves, as one: the first one's title, every licence, the widest coverage."""
    files = query.datasets(store)
    return {
        "schema_version": files[0]["schema_version"],
        "title": files[0]["title"],
        "description": " ".join(file["description"] for file in files),
        "license": " AND ".join(dict.fromkeys(file["license"] for file in files)),
        "coverage": {
            "since": min(file["since"] for file in files),
            "until": max(file["until"] for file in files),
            "note": " ".join(file["note"] for file in files),
        },
    }
