"""How many meetings, and how long: by year, kind, place, topic, leader; and what counts as a meeting."""

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from ..errors import UsageError
from .listing import CONTACTS, IN_PERSON, Filters, Row, conditions, default_clauses, named_clauses
from .listing import rows as listed
from .naming import close

COUNTS = ("by", "value", "label", "meetings", "minutes", "timed")
# For each grouping: what meetings are grouped by, the table it stands in, and the names of its values.
GROUPINGS = {
    "year": ("substr(start, 1, 4)", "", ""),
    "kind": ("kind", "", ""),
    "country": ("country", "", "SELECT code, name FROM labels WHERE namespace = 'country'"),
    "topic": ("topic", "LEFT JOIN meeting_topics ON meeting = id", "SELECT id, label FROM topics"),
    "leader": (
        "person",
        "LEFT JOIN meeting_people ON meeting = id AND capacity = 'leader'",
        "SELECT id, name FROM people",
    ),
    "status": ("status", "", ""),
    "initiator": (
        "initiator",
        "",
        "VALUES ('us', 'United States'), ('russia', 'Russia'), ('both', 'Both'), ('other', 'Others')",
    ),
}
NOBODY = {"country": "no place", "topic": "none recorded", "leader": "nobody", "initiator": "not known"}

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
RULE = ("count", "meetings", "ids", "rule")


class Statistics(NamedTuple):
    """A row for each value (`meetings`, `minutes` of those whose length is known, and how many those are: `timed`),
    and one for all together: under topics and leaders a meeting counts several times, in `total` once.
    """

    by: str
    rows: list[Row]
    total: Row
    held: int  # how many of the total were held


def statistics(store: sqlite3.Connection, filters: Filters, *, by: str = "year") -> Statistics:
    """Counts over the same meetings that a listing has for these filters."""
    if by not in GROUPINGS:
        hint = f"Count by one of {', '.join(GROUPINGS)}."
        raise UsageError(f"cannot count by {by!r}", hint=hint, candidates=close(by, GROUPINGS))
    value, table, names = GROUPINGS[by]
    where, values = conditions([*named_clauses(store, filters), *default_clauses(filters)])
    figures = "count(*), coalesce(sum(minutes), 0), count(minutes)"
    order = "1" if by == "year" else "2 DESC, 1"
    found = store.execute(
        f"""SELECT {value}, {figures} FROM meetings {table}
            {where} GROUP BY 1 ORDER BY {order}""",
        values,
    ).fetchall()
    labels = dict(store.execute(names).fetchall()) if names else {}
    total = store.execute(f"SELECT NULL, {figures} FROM meetings {where}", values).fetchone()
    [held] = store.execute(f"SELECT count(CASE status WHEN 'held' THEN 1 END) FROM meetings {where}", values).fetchone()
    counts = [_counts(by, row, labels) for row in found]
    return Statistics(by, counts, _counts(by, total, {}) | {"label": "Total"}, held)


def _counts(by: str, row: tuple[str | None, int, int, int], labels: Mapping[str, str]) -> Row:
    value, *figures = row
    label = labels.get(value, value) if value else NOBODY.get(by, "")
    return dict(zip(COUNTS, (by, value, label, *figures), strict=True))


def counting_rule(store: sqlite3.Connection, filters: Filters) -> list[Row]:
    """What each count takes in, and the meetings that it comes to under these filters."""
    rows = []
    for count, (kinds, statuses) in COUNTED.items():
        narrowed = filters._replace(kind=[*filters.kind, kinds], status=[*filters.status, statuses])
        ids = [row["id"] for row in listed(store, narrowed)]
        rows.append({"count": count, "meetings": len(ids), "ids": ids, "rule": RULES[count]})
    return rows
