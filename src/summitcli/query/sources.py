"""What the record rests on, and how often."""

import json
import sqlite3
from collections.abc import Sequence

from ..errors import NotFound, UsageError
from .listing import Row
from .lookup import meeting
from .naming import close

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


def cited_by(store: sqlite3.Connection, names: Sequence[str], chosen: Sequence[str] = ()) -> list[Row]:
    """The sources of meetings, each once; or the `chosen` ones, by footnote number of the one meeting, or by id.

    Raises `NotFound`, and `UsageError` for a number where there is not one meeting.
    """
    cited = {each["id"]: each for name in names for each in meeting(store, name)["cited"]}
    return [_chosen(store, each, names, [*cited.values()]) for each in chosen] if chosen else [*cited.values()]


def _chosen(store: sqlite3.Connection, name: str, names: Sequence[str], cited: Sequence[Row]) -> Row:
    if name.isdecimal():
        if len(names) != 1:
            raise UsageError("a footnote number takes one meeting", hint="`summit cite helsinki --source 1`.")
        if name.lstrip("0") not in map(str, range(1, len(cited) + 1)):
            raise NotFound(f"no source {name} in {names[0]}", hint=f"It has sources 1 to {len(cited)}.")
        return cited[int(name) - 1]
    known = dict(store.execute("SELECT id, record FROM sources").fetchall())
    if name not in known:
        hint = "`summit sources` lists them with their ids."
        raise NotFound(f"no source {name!r}", hint=hint, candidates=close(name, known))
    source: Row = json.loads(known[name])
    return source
