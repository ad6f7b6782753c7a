"""What meetings are narrowed to, as SQL."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..errors import UsageError
from ..schema.vocabulary import IN_PERSON, Kind
from ..wording import day_span
from .names import exactly, resolve

Clause = tuple[str, tuple[str, ...]]
"""A condition in SQL and its parameters."""
# A list is one parameter, as JSON, so that it may be of any length.
ANY_OF = "(SELECT value FROM json_each(?))"
COLUMN_FILTERS = {"kind": "kind", "status": "status", "series": "series", "event": "host_event"}
MEMBER_FILTERS = {
    "topic": ("topic", f"SELECT meeting FROM meeting_topics WHERE topic IN {ANY_OF}"),
    "person": ("person", f"SELECT meeting FROM presence WHERE person IN {ANY_OF}"),
    "leader": ("person", f"SELECT meeting FROM presence WHERE capacity = 'leader' AND person IN {ANY_OF}"),
    "city": ("city", f"SELECT meeting FROM places WHERE city IN {ANY_OF}"),
    "country": ("country", f"SELECT meeting FROM places WHERE country IN {ANY_OF}"),
    "outcome": ("outcome", f"SELECT meeting FROM statements WHERE section = 'outcomes' AND type IN {ANY_OF}"),
}
MOST_PARTS = 4
"""Parts that a name among others may have, with commas between them."""
EITHER = ("kind", "status", "series", "event", "outcome", "year", "city", "country")
"""Filters of which any value will do if several are given. Of topics and people all that are given must hold."""
LIFT_SERIES = ("series", "leader", "person", "city", "country", "year", "since", "until")
"""Filters that say themselves which meetings are meant, so that the default series is not in the way."""


class Filters(NamedTuple):
    """What a listing is narrowed to: commas inside a value are alternatives, and so are several values of `EITHER`."""

    topic: Sequence[str] = ()
    kind: Sequence[str] = ()
    status: Sequence[str] = ()
    series: Sequence[str] = ()
    leader: Sequence[str] = ()
    person: Sequence[str] = ()
    country: Sequence[str] = ()
    city: Sequence[str] = ()
    event: Sequence[str] = ()
    outcome: Sequence[str] = ()
    year: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    all: bool = False


NO_FILTERS = Filters()
"""Nothing is narrowed: the default view alone."""


def where(clauses: Sequence[Clause]) -> Clause:
    """All the clauses as one WHERE, which is empty if there are none."""
    sql, values = all_of(clauses)
    return (f"WHERE {sql}" if sql else ""), values


def all_of(clauses: Sequence[Clause]) -> Clause:
    """All the clauses as one condition, which is empty if there are none."""
    different = list(dict.fromkeys(clauses))
    return _joined([f"({sql})" for sql, _ in different]), tuple(value for _, values in different for value in values)


def _joined(conditions: Sequence[str]) -> str:
    """Conditions joined by AND, in halves: SQLite refuses an expression that is 1,000 deep, as a long row would be."""
    if len(conditions) < 3:
        return " AND ".join(conditions)
    half = len(conditions) // 2
    return f"({_joined(conditions[:half])}) AND ({_joined(conditions[half:])})"


def default_series(store: sqlite3.Connection) -> str | None:
    """The series that is meant if none is named; None for a dataset without series."""
    found = store.execute('SELECT id FROM series WHERE "default"').fetchone()
    return found and str(found[0])


def default_clauses(
    store: sqlite3.Connection, filters: Filters, kinds: Sequence[Kind] = IN_PERSON
) -> dict[str, Clause]:
    """The default view: held, of these kinds, of the default series. A filter that is named replaces its own part."""
    if filters.all:
        return {}
    clauses: dict[str, Clause] = {}
    if not any(getattr(filters, name) for name in LIFT_SERIES):
        series = default_series(store)
        if series is not None:
            clauses["series"] = ("series = ?", (series,))
    if not filters.status:
        clauses["status"] = ("status = ?", ("held",))
    if not filters.kind:
        clauses["kind"] = (f"kind IN {ANY_OF}", (json.dumps(kinds),))
    return clauses


def named_clauses(store: sqlite3.Connection, filters: Filters) -> list[Clause]:
    """What the filters that are named ask for. Raises `NotFound` and `UsageError` for values that do not exist."""
    clauses: list[Clause] = [
        (f"{column} IN {ANY_OF}", (_any_of(store, filter, value),))
        for filter, column in COLUMN_FILTERS.items()
        for value in _values(filters, filter)
    ]
    clauses += [
        (f"id IN ({select})", (_any_of(store, namespace, value),))
        for filter, (namespace, select) in MEMBER_FILTERS.items()
        for value in _values(filters, filter)
    ]
    clauses += [_within(map(_year_span, split(value, "year"))) for value in _values(filters, "year")]
    since = None if filters.since is None else day_span(_date(filters.since, "since"))[0]
    until = None if filters.until is None else day_span(_date(filters.until, "until"))[1]
    if since and until and since > until:
        raise UsageError(f"since {filters.since} is after until {filters.until}")
    bounds = (("last_day >= ?", since), ("first_day <= ?", until))
    return clauses + [(sql, (day,)) for sql, day in bounds if day]


def _values(filters: Filters, name: str) -> Sequence[str]:
    """The values of a filter of which each must hold."""
    values: Sequence[str] = getattr(filters, name)
    return [",".join(values)] if values and name in EITHER else values


def _any_of(store: sqlite3.Connection, namespace: str, value: str) -> str:
    """The ids that a value stands for, as JSON."""
    ids = [id for name in _names(store, namespace, value) for id in resolve(store, namespace, name)]
    return json.dumps(list(dict.fromkeys(ids)))


def _names(store: sqlite3.Connection, namespace: str, value: str) -> list[str]:
    """The alternatives of a value. A comma may be part of a name: what is one name is not parted."""
    parts = _parts(value, namespace)
    if exactly(store, namespace, value):
        return [value]
    names: list[str] = []
    place = 0
    while place < len(parts):
        runs = [",".join(parts[place:end]) for end in range(min(place + MOST_PARTS, len(parts)), place + 1, -1)]
        names.append(next((run for run in runs if exactly(store, namespace, run)), parts[place]))
        place += names[-1].count(",") + 1
    return names


def split(value: str, what: str) -> list[str]:
    """The alternatives of a value, each once. Raises what `_parts` raises."""
    return list(dict.fromkeys(_parts(value, what)))


def _parts(value: str, what: str) -> list[str]:
    """What commas part. Raises `UsageError` if one of the alternatives is empty."""
    parts = [part.strip() for part in value.split(",")]
    if not all(parts):
        raise UsageError(f"there is an empty {what} in {value!r}", typed=value)
    return parts


def _within(spans: Iterable[tuple[str, str]]) -> Clause:
    """Meetings that have a day in one of the spans. Spans that touch are one."""
    merged: list[tuple[str, str]] = []
    for first, last in sorted(set(spans)):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    if len(merged) == 1:
        return "last_day >= ? AND first_day <= ?", merged[0]
    begun = "last_day >= json_extract(span.value, '$[0]') AND first_day <= json_extract(span.value, '$[1]')"
    return f"EXISTS (SELECT 1 FROM json_each(?) AS span WHERE {begun})", (json.dumps(merged),)


def _year_span(text: str) -> tuple[str, str]:
    """`2017`, `2017..2019`, `2017..` or `..2019` as a first and a last day."""
    match = re.fullmatch(r"(\d{4})|(\d{4})?\.\.(\d{4})?", text, re.ASCII)
    if not match or text == "..":
        raise UsageError(f"{text!r} is not a year", typed=text, hint="Write 2018, 2017..2019, 2017.. or ..2019.")
    year, first, last = match.groups()
    if first and last and first > last:
        raise UsageError(f"the years {text} run backwards", typed=text, candidates=[f"{last}..{first}"])
    return f"{year or first or '0000'}-01-01", f"{year or last or '9999'}-12-31"


def _date(text: str, bound: str) -> str:
    from datetime import date

    hint = "Write 2018, 2018-07 or 2018-07-16."
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        raise UsageError(f"{bound} takes a date, not {text!r}", typed=text, hint=hint)
    try:
        date.fromisoformat(day_span(text)[0])
    except ValueError as error:
        raise UsageError(f"{bound} takes a date, and there is no {text}", typed=text, hint=hint) from error
    return text
