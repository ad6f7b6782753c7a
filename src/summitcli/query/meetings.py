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
    """The rows that `rows` gave, and what the default view keeps out of them."""

    rows: list[Row]
    matching: int  # how many records the named filters match, before the default view and the limit
    left_out: dict[str, int]  # of those, how many the default view leaves out, by what they are


def rows(
    store: sqlite3.Connection,
    filters: Filters,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
    kinds: Sequence[str] = IN_PERSON,
) -> list[Row]:
    """The meetings that `filters` and the default view (of these `kinds`) leave, in a total order (ties by id)."""
    if sort not in SORTS:
        raise UsageError(
            f"cannot sort by {sort!r}", hint=f"Sort by one of {', '.join(SORTS)}.", candidates=close(sort, SORTS)
        )
    shown = [*named_clauses(store, filters), *default_clauses(filters, kinds)]
    direction = " DESC" if reverse else ""
    order = ", ".join(term + direction if " IS NULL" not in term else term for term in SORTS[sort].split(", "))
    columns = ", ".join(f'"{column}"' for column in LISTING)
    where, values = conditions(shown)
    ordered = f"ORDER BY {order}, id{direction}"
    found = store.execute(  # first which, for which an index may do, then the rows of these alone
        f"""SELECT {columns} FROM meetings WHERE number IN (SELECT number FROM meetings {where} {ordered} LIMIT ?)
            {ordered}""",
        (*values, sqlite_limit(limit)),
    )
    return [listing_row(row) for row in found]


def counted(
    store: sqlite3.Connection, filters: Filters, rows: list[Row], *, kinds: Sequence[str] = IN_PERSON
) -> Listing:
    """The rows of a listing with what its page says of the others. It reads all that the filters match."""
    where, values = conditions(named_clauses(store, filters))
    default, default_values = condition(default_clauses(filters, kinds))
    reasons = {  # what each part of the default view leaves out; a filter that is named replaces its part
        "series": "" if filters.series or filters.leader else "WHEN series <> 'trump-putin' THEN 'earlier'",
        "status": ""
        if filters.status
        else "WHEN status = 'disputed' THEN 'disputed' WHEN status <> 'held' THEN 'not held'",
        "kind": "WHEN kind = 'call' THEN 'calls'",
    }
    what = f"CASE {' '.join(reasons.values())} ELSE 'in person' END"
    found = store.execute(
        f"SELECT {default or 'TRUE'}, {what}, count(*) FROM meetings {where} GROUP BY 1, 2 ORDER BY 2",
        (*default_values, *values),
    ).fetchall()
    return Listing(rows, sum(count for *_, count in found), {what: count for shown, what, count in found if not shown})


def count(store: sqlite3.Connection) -> int:
    """How many records there are."""
    return int(store.execute("SELECT count(*) FROM meetings").fetchone()[0])


def sqlite_limit(limit: int | None) -> int:
    """A LIMIT that SQLite can hold: -1, which is none, or 64 bits."""
    return -1 if limit is None else min(limit, sys.maxsize)


def listing_row(values: Sequence[Any]) -> Row:
    row = dict(zip(LISTING, values, strict=True))
    return row | {"leaders": json.loads(row["leaders"]), "topics": json.loads(row["topics"])}


def condition(clauses: Sequence[Clause]) -> Clause:
    """All the clauses as one, which is empty where there are none."""
    return " AND ".join(f"({sql})" for sql, _ in clauses), tuple(value for _, values in clauses for value in values)


def conditions(clauses: Sequence[Clause]) -> Clause:
    """The same with its WHERE, where there are any."""
    sql, values = condition(clauses)
    return (f"WHERE {sql}" if sql else ""), values


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
    since = None if filters.since is None else day_span(_date(filters.since, "--since"))[0]
    until = None if filters.until is None else day_span(_date(filters.until, "--until"))[1]
    if since and until and since > until:
        raise UsageError(f"--since {filters.since} is after --until {filters.until}")
    bounds = (("last_day >= ?", since), ("first_day <= ?", until))
    return clauses + [(sql, (day,)) for sql, day in bounds if day]


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
