"""The filters of meetings: each is described once for commands, API and tools, with its SQL."""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypedDict

from ..errors import UsageError
from ..schema.vocabulary import IN_PERSON, KINDS, OUTCOMES, STATUSES, Kind
from ..text import either
from ..wording import day_span
from .names import exactly, resolve

Clause = tuple[str, tuple[str, ...]]
"""A condition in SQL and its parameters."""
# A list is one parameter, as JSON, so that it may be of any length.
ANY_OF = "(SELECT value FROM json_each(?))"
MOST_PARTS = 4
"""Parts that a name among others may have, with commas between them."""


class Filter(NamedTuple):
    """What a filter asks of a meeting. Options, arguments of tools, and their help are made from this."""

    meaning: str
    """A phrase that continues `meetings ...`."""
    metavar: str = ""
    """What stands for its value in the help of commands."""
    names: str = ""
    """The namespace of the names that its values are."""
    condition: str = ""
    """The same in SQL. Its `ANY_OF` is filled with what the names stand for."""
    every: bool = False
    """Whether all of several values must hold. For other filters one of them is enough."""
    lifts_series: bool = False
    """Whether it says itself which meetings are meant, so that the default series is not in the way."""


def _meetings(select: str) -> str:
    return f"id IN ({select} IN {ANY_OF})"


FILTERS = {
    "topic": Filter(
        "about this topic, by id or alias: arms-control, ukraine, ...",
        "TOPIC",
        "topic",
        _meetings("SELECT meeting FROM meeting_topics WHERE topic"),
        every=True,
    ),
    "kind": Filter(f"of this kind: {either(KINDS)}", "KIND", "kind", f"kind IN {ANY_OF}"),
    "status": Filter(f"of this status: {either(STATUSES)}", "STATUS", "status", f"status IN {ANY_OF}"),
    "series": Filter("of this series: us-soviet, ...", "SERIES", "series", f"series IN {ANY_OF}", lifts_series=True),
    "leader": Filter(
        "with this leader, by name or id: gorbachev, ...",
        "PERSON",
        "person",
        _meetings("SELECT meeting FROM presence WHERE capacity = 'leader' AND person"),
        every=True,
        lifts_series=True,
    ),
    "person": Filter(
        "in which this person took part or is quoted",
        "PERSON",
        "person",
        _meetings("SELECT meeting FROM presence WHERE person"),
        every=True,
        lifts_series=True,
    ),
    "country": Filter(
        "in this country of today, by name or code",
        "COUNTRY",
        "country",
        _meetings("SELECT meeting FROM places WHERE country"),
        lifts_series=True,
    ),
    "city": Filter(
        "in this city, by its name then or now",
        "CITY",
        "city",
        _meetings("SELECT meeting FROM places WHERE city"),
        lifts_series=True,
    ),
    "event": Filter("beside this event: g20, apec, ...", "EVENT", "event", f"host_event IN {ANY_OF}"),
    "outcome": Filter(
        f"with an outcome of this type: {either(OUTCOMES)} (no document)",
        "TYPE",
        "outcome",
        _meetings("SELECT meeting FROM statements WHERE section = 'outcomes' AND type"),
    ),
    "year": Filter("of these years: 2018, 2017..2019, 2017.. or ..2019", "YEARS", lifts_series=True),
    "since": Filter("on this day or later: 2018, 2018-07 or 2018-07-16", "DATE", lifts_series=True),
    "until": Filter("on this day or earlier", "DATE", lifts_series=True),
    "all": Filter("of every series, kind and status"),
}
"""By name, in the order of the help."""


class Filters(NamedTuple):
    """What a listing is narrowed to. Commas inside a value are alternatives.

    A filter that may have several values has none by default, one of a single value None, and a switch False.
    """

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


Names = str | Iterable[str]
"""One name, or several; commas inside a string part names, too."""


class MeetingFilters(TypedDict, total=False):
    """What meetings are narrowed to: the filters of the commands, by the same names.

    Commas inside a string are alternatives. Of a list, every value must hold for topics and people, and any of them for
    the rest. `None` narrows nothing.

    `year` is `2018`, `2017..2019`, `2017..` or `..2019`; `since` and `until` are days, months (`2018-07`) or years, and
    days of both count. `all` is every series, kind and status.
    """

    topic: Names
    kind: Names
    status: Names
    series: Names
    leader: Names
    person: Names
    country: Names
    city: Names
    event: Names
    outcome: Names
    year: Names | int | Iterable[int]
    since: str | date
    until: str | date
    all: bool


NO_FILTERS = Filters()
"""Nothing is narrowed: the default view alone."""


def takes_several(filter: str) -> bool:
    """Whether a filter may have several values."""
    return isinstance(getattr(NO_FILTERS, filter), tuple)


def is_switch(filter: str) -> bool:
    """Whether a filter is on or off."""
    return getattr(NO_FILTERS, filter) is False


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
    if not any(each.lifts_series and getattr(filters, name) for name, each in FILTERS.items()):
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
        (filter.condition, (_any_of(store, filter.names, value),))
        for name, filter in FILTERS.items()
        if filter.condition
        for value in _values(filters, name)
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
    return [",".join(values)] if values and not FILTERS[name].every else values


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
    """The alternatives of a value, each once. Raises `UsageError` if one is empty."""
    return list(dict.fromkeys(_parts(value, what)))


def _parts(value: str, what: str) -> list[str]:
    """The parts between commas. Raises `UsageError` if one of the alternatives is empty."""
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
    hint = "Write 2018, 2018-07 or 2018-07-16."
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        raise UsageError(f"{bound} takes a date, not {text!r}", typed=text, hint=hint)
    try:
        date.fromisoformat(day_span(text)[0])
    except ValueError as error:
        raise UsageError(f"{bound} takes a date, and there is no {text}", typed=text, hint=hint) from error
    return text
