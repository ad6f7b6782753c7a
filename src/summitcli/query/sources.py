"""What the record rests on, and how often."""

import json
import sqlite3

from .listing import Row
from .lookup import meeting

SOURCES = ("id", "publisher", "title", "date", "url", "kind", "via", "language", "times", "meetings")


def sources(store: sqlite3.Connection) -> list[Row]:
    """Every source, with how often it is cited and in how many records, most cited first."""
    found = store.execute(
        """SELECT record, sum(times), count(*) FROM sources JOIN citations ON source = sources.id
           GROUP BY sources.id ORDER BY 2 DESC, sources.id"""
    )
    return [json.loads(record) | {"times": times, "meetings": meetings} for record, times, meetings in found]


def sources_of(store: sqlite3.Connection, name: str) -> list[Row]:
    """The sources of a meeting, numbered as `show` numbers them, with how often it cites each."""
    record = meeting(store, name)
    times = "SELECT times FROM citations WHERE source = ? AND meeting = ?"
    return [
        {**each, "number": number, "times": store.execute(times, (each["id"], record["id"])).fetchone()[0]}
        for number, each in enumerate(record["cited"], 1)
    ]
