"""Whole meetings with all they refer to, for export."""

import json
import sqlite3
from typing import NamedTuple

from .listing import Filters, Row, listing
from .lookup import Labels, datasets, labels, meeting


class Extract(NamedTuple):
    """Whole meetings with all they refer to."""

    about: Row  # title, licence and coverage, over all files
    rows: list[Row]  # as a listing has them
    meetings: list[Row]  # as `meeting` gives them
    people: list[Row]
    topics: list[Row]
    sources: list[Row]
    labels: Labels


def extract(store: sqlite3.Connection, filters: Filters) -> Extract:
    """Every record that `filters` match, without the default view, and the definitions these use."""
    rows = listing(store, filters._replace(all=True)).rows
    meetings = [meeting(store, row["id"]) for row in rows]
    used = {
        table: {each["id"] for record in meetings for each in record[key]}
        for table, key in (("people", "people"), ("topics", "topics"), ("sources", "cited"))
    }
    defined = {
        table: [
            json.loads(record)
            for id, record in store.execute(f"SELECT id, record FROM {table} ORDER BY position")
            if id in ids
        ]
        for table, ids in used.items()
    }
    return Extract(about(store), rows, meetings, **defined, labels=labels(store))


def about(store: sqlite3.Connection) -> Row:
    """What the files say of themselves, as one: the first one's title, every licence, the widest coverage."""
    files = datasets(store)
    licenses = dict.fromkeys(file["license"] for file in files)
    return {
        "schema_version": files[0]["schema_version"],
        "title": files[0]["title"],
        "description": " ".join(file["description"] for file in files),
        "license": " AND ".join(licenses),
        "coverage": {
            "since": min(file["since"] for file in files),
            "until": max(file["until"] for file in files),
            "note": " ".join(file["note"] for file in files),
        },
    }
