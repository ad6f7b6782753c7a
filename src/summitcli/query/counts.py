"""How many meetings, and how long: by year, kind, leader, ...; what counts as a meeting; what the record rests on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..schema.vocabulary import CONTACTS, IN_PERSON, STANDINGS, Standing
from ..text import suggest
from .filters import Filters, default_clauses, named_clauses, where
from .meetings import rows as listed

if TYPE_CHECKING:
    from ..schema.rows import Count, CountingRule, StandingCount


class Grouping(NamedTuple):
    """What meetings are grouped by: an expression, the table that has it, and the names of its values."""

    value: str
    table: str = ""
    names: str = ""
    nobody: str = ""
    by_value: bool = False


OF_LEADERS = "LEFT JOIN presence ON meeting = id AND capacity = 'leader'"
GROUPINGS = {
    "year": Grouping("substr(start, 1, 4)", by_value=True),
    "decade": Grouping("substr(start, 1, 3) || '0s'", by_value=True),
    "kind": Grouping("kind"),
    "country": Grouping(
        "country", names="SELECT code, name FROM labels WHERE namespace = 'country'", nobody="no place"
    ),
    "topic": Grouping(
        "topic", "LEFT JOIN meeting_topics ON meeting = id", "SELECT id, label FROM topics", "none recorded"
    ),
    "leader": Grouping("person", OF_LEADERS, "SELECT id, name FROM people", "nobody"),
    "pair": Grouping("leaders"),
    "series": Grouping("series", names="SELECT id, label FROM series", nobody="none"),
    "status": Grouping("status"),
    "initiator": Grouping("initiator", names="SELECT id, label FROM sides", nobody="not known"),
}
"""By key. A meeting counts under each of its topics and leaders, in the total once."""
SEVERAL = ("topic", "leader")
"""Groupings under which a meeting counts several times."""

RULES = {
    "encounters": (
        "In person and held: summits, bilaterals and pull-asides. Each separate contact counts once: a dinner"
        " apart from the talks of the same day is a second one, words on two days of one event are one."
    ),
    "formal": "Summits and bilaterals that were held: scheduled, with delegations, and announced as meetings.",
    "summits": "Of the formal ones, those convened for their own sake and not beside another event.",
    "calls": "Telephone calls that at least one government confirmed.",
    "not-held": "Proposed, or agreed and then dropped. Never part of a count.",
    "disputed": "Claimed by one side, denied or unconfirmed by others. Never part of a count.",
}
COUNTED = {
    "encounters": (",".join(IN_PERSON), "held"),
    "formal": ("summit,bilateral", "held"),
    "summits": ("summit", "held"),
    "calls": ("call", "held"),
    "not-held": (",".join(CONTACTS), "cancelled,proposed"),
    "disputed": (",".join(CONTACTS), "disputed"),
}


class Statistics(NamedTuple):
    """A row for each value (`meetings`, `minutes` of those whose length is known, and how many those are: `timed`),
    and one for all together: under topics and leaders a meeting counts several times, in `total` once.
    """

    by: str
    rows: list[Count]
    total: Count
    held: int
    """How many of the total were held."""


def statistics(store: sqlite3.Connection, filters: Filters, *, by: str = "year") -> Statistics:
    """Counts over the same meetings that a listing has for these filters. Raises `UsageError` for an unknown key."""
    if by not in GROUPINGS:
        hint = f"Count by one of {', '.join(GROUPINGS)} or standing."
        candidates = suggest(by, [*GROUPINGS, "standing"])
        raise UsageError(f"cannot count by {by!r}", subject="grouping", typed=by, hint=hint, candidates=candidates)
    grouping = GROUPINGS[by]
    narrowed, values = where([*named_clauses(store, filters), *default_clauses(store, filters).values()])
    figures = """count(*), coalesce(sum(minutes), 0), count(minutes), count(CASE WHEN part <> 'whole' THEN 1 END),
                 count(CASE WHEN length GLOB '[a-z]*' THEN 1 END)"""
    found = store.execute(
        f"""SELECT {grouping.value}, {figures} FROM meetings {grouping.table} {narrowed}
            GROUP BY 1 ORDER BY {"1" if grouping.by_value else "2 DESC, 1"}""",
        values,
    ).fetchall()
    names = dict(store.execute(grouping.names).fetchall()) if grouping.names else {}
    if by == "pair":
        names = _pair_names(store, [pair for pair, *_ in found if pair])
    total = store.execute(f"SELECT NULL, {figures} FROM meetings {narrowed}", values).fetchone()
    [held] = store.execute(
        f"SELECT count(CASE status WHEN 'held' THEN 1 END) FROM meetings {narrowed}", values
    ).fetchone()
    counts = [_count(by, row, names, grouping.nobody) for row in found]
    return Statistics(by, counts, {**_count(by, total, {}, ""), "label": "Total"}, held)


def _pair_names(store: sqlite3.Connection, pairs: list[str]) -> dict[str, str]:
    """Leaders, as JSON lists of ids, by their names: `Ronald Reagan and Mikhail Gorbachev`."""
    names = dict(store.execute("SELECT id, name FROM people").fetchall())
    return {pair: " and ".join(names[id] for id in json.loads(pair)) for pair in pairs}


def _count(by: str, row: tuple[str | None, int, int, int, int, int], names: Mapping[str, str], nobody: str) -> Count:
    value, meetings, minutes, timed, partial, hedged = row
    label = names.get(value, value) if value else nobody
    if by == "pair" and value:
        value = " ".join(json.loads(value))
    return {
        "by": by,
        "value": value,
        "label": label,
        "meetings": meetings,
        "minutes": minutes,
        "timed": timed,
        "partial": partial,
        "hedged": hedged,
    }


def standings(store: sqlite3.Connection, filters: Filters) -> list[StandingCount]:
    """How many statements of the meetings that `filters` match have which standing as that of their best source."""
    narrowed, values = where(named_clauses(store, filters))
    ours = f"meeting IN (SELECT id FROM meetings {narrowed})"
    said = dict(
        store.execute(f"SELECT standing, count(*) FROM statements WHERE {ours} GROUP BY standing", values).fetchall()
    )
    rested = dict(
        store.execute(
            f"""SELECT standing, count(*) FROM sources WHERE id IN (
                    SELECT source FROM meeting_sources WHERE {ours} UNION
                    SELECT source FROM citations JOIN statements ON statements.id = statement WHERE {ours})
                GROUP BY standing""",
            (*values, *values),
        ).fetchall()
    )
    meanings: dict[Standing | None, str] = dict(STANDINGS.items())
    meanings[None] = "publishers are not listed"
    return [
        {"standing": each, "label": label, "statements": said.get(each, 0), "sources": rested.get(each, 0)}
        for each, label in meanings.items()
        if said.get(each) or rested.get(each) or (each and not said.get(None))
    ]


def counting_rule(store: sqlite3.Connection, filters: Filters) -> list[CountingRule]:
    """What each count takes in, and the meetings that it comes to under these filters."""
    rows: list[CountingRule] = []
    for count, (kinds, statuses) in COUNTED.items():
        narrowed = filters._replace(kind=[*filters.kind, kinds], status=[*filters.status, statuses])
        ids = [row["id"] for row in listed(store, narrowed)]
        rows.append({"count": count, "meetings": len(ids), "ids": ids, "rule": RULES[count]})
    return rows
