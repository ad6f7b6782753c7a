"""Which meetings: filters, the default view, and rows for lists."""

import json
import re
import sqlite3
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..errors import UsageError
from ..records import day_span
from .naming import close, resolve, split

Row = dict[str, Any]
Clause = tuple[str, tuple[Any, ...]]  # a piece of SQL and its parameters
LISTING = (
    *("id", "title", "series", "kind", "status", "start", "end", "city", "country", "venue", "host_event"),
    *("leaders", "minutes", "length", "topics", "summary"),
)
SORTS = {
    "date": "first_day",
    "length": "minutes IS NULL, minutes",
    "title": "title COLLATE NOCASE",
    "kind": "kind",
    "status": "status",
    "country": "country IS NULL, country",
    "city": "city IS NULL, city",
}
IN_PERSON = ("summit", "bilateral", "pull-aside")
CONTACTS = (*IN_PERSON, "call")
COLUMN_FILTERS = {
    "kind": "kind",
    "status": "status",
    "series": "series",
    "country": "country",
    "city": "city",
    "event": "host_event",
}
MEMBER_FILTERS = {
    "topic": ("topic", "SELECT meeting FROM meeting_topics WHERE topic IN"),
    "person": ("person", "SELECT meeting FROM meeting_people WHERE person IN"),
    "leader": ("person", "SELECT meeting FROM meeting_people WHERE capacity = 'leader' AND person IN"),
}


class Filters(NamedTuple):
    """What a listing is narrowed to: each value of a list must hold, commas inside a value are alternatives."""

    topic: Sequence[str] = ()
    kind: Sequence[str] = ()
    status: Sequence[str] = ()
    series: Sequence[str] = ()
    leader: Sequence[str] = ()
    person: Sequence[str] = ()
    country: Sequence[str] = ()
    city: Sequence[str] = ()
    event: Sequence[str] = ()
    year: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    all: bool = False


class Listing(NamedTuple):
    """The rows a listing shows, and what the default view keeps out of it."""

    rows: list[Row]
    matching: int  # how many records the named filters match, before the default view and the limit
    left_out: dict[str, int]  # of those, how many the default view leaves out, by what they are


def listing(
    store: sqlite3.Connection,
    filters: Filters,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
    kinds: Sequence[str] = IN_PERSON,
) -> Listing:
    """The meetings that `filters` and the default view (of these `kinds`) leave, in a total order (ties by id)."""
    if sort not in SORTS:
        raise UsageError(
            f"cannot sort by {sort!r}", hint=f"Sort by one of {', '.join(SORTS)}.", candidates=close(sort, SORTS)
        )
    named = named_clauses(store, filters)
    shown = [*named, *default_clauses(filters, kinds)]
    direction = " DESC" if reverse else ""
    order = ", ".join(term + direction if " IS NULL" not in term else term for term in SORTS[sort].split(", "))
    columns = ", ".join(f'"{column}"' for column in LISTING)
    where, values = conditions(shown)
    found = store.execute(
        f"SELECT {columns} FROM meetings {where} ORDER BY {order}, id{direction} LIMIT ?",
        (*values, sqlite_limit(limit)),
    )
    rows = [listing_row(row) for row in found]
    return Listing(rows, _count(store, named), _left_out(store, named, shown))


def sqlite_limit(limit: int | None) -> int:
    """A LIMIT that SQLite can hold: -1, which is none, or 64 bits."""
    return -1 if limit is None else min(limit, sys.maxsize)


def listing_row(values: Sequence[Any]) -> Row:
    row = dict(zip(LISTING, values, strict=True))
    return row | {"leaders": json.loads(row["leaders"]), "topics": json.loads(row["topics"])}


def conditions(clauses: Sequence[Clause]) -> tuple[str, tuple[Any, ...]]:
    condition = " AND ".join(f"({sql})" for sql, _ in clauses)
    return (f"WHERE {condition}" if condition else ""), tuple(value for _, values in clauses for value in values)


def _count(store: sqlite3.Connection, clauses: Sequence[Clause]) -> int:
    where, values = conditions(clauses)
    return int(store.execute(f"SELECT count(*) FROM meetings {where}", values).fetchone()[0])


def _left_out(store: sqlite3.Connection, named: list[Clause], shown: list[Clause]) -> dict[str, int]:
    if len(shown) == len(named):
        return {}
    kept, kept_values = conditions(shown)
    where, values = conditions([*named, (f"id NOT IN (SELECT id FROM meetings {kept})", kept_values)])
    what = """CASE WHEN series <> 'trump-putin' THEN 'earlier' WHEN status = 'disputed' THEN 'disputed'
              WHEN status <> 'held' THEN 'not held' WHEN kind = 'call' THEN 'calls' ELSE 'in person' END"""
    return dict(
        store.execute(f"SELECT {what}, count(*) FROM meetings {where} GROUP BY 1 ORDER BY 1", values).fetchall()
    )


def default_clauses(filters: Filters, kinds: Sequence[str] = IN_PERSON) -> list[Clause]:
    """The default view: held, of these kinds, Trump and Putin. A filter that is named replaces its own default."""
    if filters.all:
        return []
    clauses: list[Clause] = []
    if not filters.kind:
        clauses.append((f"kind IN ({', '.join('?' * len(kinds))})", tuple(kinds)))
    if not filters.status:
        clauses.append(("status = ?", ("held",)))
    if not filters.series and not filters.leader:
        clauses.append(("series = ?", ("trump-putin",)))
    return clauses


def named_clauses(store: sqlite3.Connection, filters: Filters) -> list[Clause]:
    clauses: list[Clause] = []
    for filter, column in COLUMN_FILTERS.items():
        for value in getattr(filters, filter):
            ids = _any_of(store, filter, value)
            clauses.append((f"{column} IN ({', '.join('?' * len(ids))})", tuple(ids)))
    for filter, (namespace, select) in MEMBER_FILTERS.items():
        for value in getattr(filters, filter):
            ids = _any_of(store, namespace, value)
            clauses.append((f"id IN ({select} ({', '.join('?' * len(ids))}))", tuple(ids)))
    for value in filters.year:
        spans = [_year_span(part) for part in split(value, "year")]
        overlap = " OR ".join("last_day >= ? AND first_day <= ?" for _ in spans)
        clauses.append((overlap, tuple(day for span in spans for day in span)))
    if filters.since is not None:
        clauses.append(("last_day >= ?", (day_span(_date(filters.since, "--since"))[0],)))
    if filters.until is not None:
        clauses.append(("first_day <= ?", (day_span(_date(filters.until, "--until"))[1],)))
    return clauses


def _any_of(store: sqlite3.Connection, namespace: str, value: str) -> list[str]:
    return [id for name in split(value, namespace) for id in resolve(store, namespace, name)]


def _year_span(text: str) -> tuple[str, str]:
    """`2017`, `2017..2019`, `2017..` or `..2019` as a first and a last day."""
    match = re.fullmatch(r"(\d{4})|(\d{4})?\.\.(\d{4})?", text, re.ASCII)
    if not match or text == "..":
        raise UsageError(f"{text!r} is not a year", hint="Write 2018, 2017..2019, 2017.. or ..2019.")
    year, first, last = match.groups()
    if first and last and first > last:
        raise UsageError(f"the years {text} run backwards", hint=f"Write {last}..{first}.")
    return f"{year or first or '0000'}-01-01", f"{year or last or '9999'}-12-31"


def _date(text: str, option: str) -> str:
    from datetime import date

    hint = "Write 2018, 2018-07 or 2018-07-16."
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        raise UsageError(f"{option} takes a date, not {text!r}", hint=hint)
    try:
        date.fromisoformat(day_span(text)[0])
    except ValueError as error:
        raise UsageError(f"{option} takes a date, and there is no {text}", hint=hint) from error
    return text
