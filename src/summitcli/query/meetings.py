"""Which meetings: rows for lists, what the default view leaves out, and whole meetings."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast, overload

from ..errors import UsageError
from ..schema.vocabulary import COMMON_SIDES, IN_PERSON, Kind
from ..statements import cited_sources, named_meetings, named_people, named_topics, statements
from ..text import folded, suggest
from ..wording import Labels, day_span
from .filters import Clause, Filters, all_of, default_clauses, named_clauses, where
from .names import resolve_meeting
from .rows import columns_of, meeting_name, quoted, row_of

if TYPE_CHECKING:
    from typing import Literal

    from ..schema.answers import CitedSource, Comparison, ShownMeeting
    from ..schema.records import Meeting, Person, Series, SeriesSide, Topic
    from ..schema.rows import ListedMeeting, MeetingName

SORTS = {
    "date": ("first_day",),
    "length": ("minutes IS NULL", "minutes"),
    "title": ("folded(title)",),
    "kind": ("kind",),
    "status": ("status",),
    "country": ("country IS NULL", "country"),
    "city": ("city IS NULL", "folded(city)"),
}
"""By key, the terms to sort by. Unknown values come last in both directions."""
LEFT_OUT = {
    "series": {"of other series": "TRUE"},
    "status": {"disputed": "status = 'disputed'", "not held": "status <> 'disputed'"},
    "kind": {"calls": "TRUE"},
}
"""What each part of the default view leaves out, with what tells it from the rest that this part leaves out."""


class Listing(NamedTuple):
    """The rows of a list, and what its view leaves out."""

    rows: list[ListedMeeting]
    matching: int
    """Records that the named filters match, before the default view and the limit."""
    left_out: dict[str, int]
    """Of those, how many the default view leaves out, by what they are."""


def rows(
    store: sqlite3.Connection,
    filters: Filters,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
    kinds: Sequence[Kind] = IN_PERSON,
) -> list[ListedMeeting]:
    """The meetings that `filters` and the default view (of these `kinds`) leave, in a total order (ties by id)."""
    if sort not in SORTS:
        hint = f"Sort by one of {', '.join(SORTS)}."
        candidates = suggest(sort, SORTS)
        raise UsageError(f"cannot sort by {sort!r}", subject="sort", typed=sort, hint=hint, candidates=candidates)
    store.create_function("folded", 1, lambda text: text and folded(text), deterministic=True)
    shown = [*named_clauses(store, filters), *default_clauses(store, filters, kinds).values()]
    direction = " DESC" if reverse else ""
    order = ", ".join(term if term.endswith("NULL") else term + direction for term in SORTS[sort])
    narrowed, values = where(shown)
    ordered = f"ORDER BY {order}, id{direction}"
    # First which meetings, for which an index may be enough, then their rows alone.
    which = f"number IN (SELECT number FROM meetings {narrowed} {ordered} LIMIT ?) {ordered}"
    return list(listed(store, which, (*values, sqlite_limit(limit))))


def listed(
    store: sqlite3.Connection, which: str, values: Sequence[object] | Mapping[str, object]
) -> Iterator[ListedMeeting]:
    """The rows of a listing that a condition, and what follows it, chooses from the meetings."""
    names = columns_of(store, "ListedMeeting")
    for row in store.execute(f"SELECT {quoted(names)} FROM meetings WHERE {which}", values):
        yield cast("ListedMeeting", row_of(names, row))


def view_of(
    store: sqlite3.Connection, filters: Filters, shown: list[ListedMeeting], *, kinds: Sequence[Kind] = IN_PERSON
) -> Listing:
    """The rows of a list with what its view leaves out, counted in one look at all that the filters match."""
    narrowed, values = where(named_clauses(store, filters))
    counted: dict[str, Clause] = {}
    before: list[Clause] = []
    for part, (sql, asked) in default_clauses(store, filters, kinds).items():
        for what, condition in LEFT_OUT[part].items():
            counted[what] = all_of([*before, (f"({sql}) IS NOT TRUE", asked), (condition, ())])
        before.append((sql, asked))
    counts = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {sql})" for sql, _ in counted.values())])
    asked_of_each = [value for _, asked in counted.values() for value in asked]
    select = f"SELECT {counts} FROM meetings {narrowed}"
    matching, *numbers = store.execute(select, (*asked_of_each, *values)).fetchone()
    left_out = {what: number for what, number in zip(counted, numbers, strict=True) if number}
    return Listing(shown, matching, dict(sorted(left_out.items())))


def count(store: sqlite3.Connection) -> int:
    """How many records there are."""
    return int(store.execute("SELECT count(*) FROM meetings").fetchone()[0])


def have_ids(store: sqlite3.Connection, names: Sequence[str]) -> bool:
    """Whether each of the names is the id of a meeting."""
    select = "SELECT count(*) FROM json_each(?) WHERE value IN (SELECT id FROM meetings)"
    return int(store.execute(select, (json.dumps(names),)).fetchone()[0]) == len(names)


def sqlite_limit(limit: int | None) -> int:
    """A LIMIT that SQLite can hold: -1, which is none, or 64 bits."""
    return -1 if limit is None else min(limit, sys.maxsize)


def record(store: sqlite3.Connection, id: str) -> Meeting:
    """The record of a meeting, with every key."""
    select = "SELECT record FROM meetings JOIN records USING (number) WHERE id = ?"
    found: Meeting = json.loads(store.execute(select, (id,)).fetchone()[0])
    return found


def meeting(store: sqlite3.Connection, name: str) -> ShownMeeting:
    """The whole meeting that `name` stands for, with the records to which it refers.

    Raises `NotFound`, `Ambiguous`.
    """
    return whole(store, resolve_meeting(store, name))


def whole(store: sqlite3.Connection, id: str) -> ShownMeeting:
    """The whole meeting with this id."""
    found = record(store, id)
    said = list(statements(found))
    return {
        **found,
        "cited": definitions(store, "sources", cited_sources(found, said)),
        "people": definitions(store, "people", named_people(found)),
        "topics": definitions(store, "topics", named_topics(said)),
        "sides": sides(store, found.get("series")),
        "referred": meeting_names(store, named_meetings(found)),
        "see_also": _see_also(store, found),
    }


@overload
def definitions(
    store: sqlite3.Connection, kind: Literal["people"], ids: Sequence[str] | None = None
) -> list[Person]: ...


@overload
def definitions(
    store: sqlite3.Connection, kind: Literal["topics"], ids: Sequence[str] | None = None
) -> list[Topic]: ...


@overload
def definitions(
    store: sqlite3.Connection, kind: Literal["series"], ids: Sequence[str] | None = None
) -> list[Series]: ...


@overload
def definitions(
    store: sqlite3.Connection, kind: Literal["sources"], ids: Sequence[str] | None = None
) -> list[CitedSource]: ...


def definitions(store: sqlite3.Connection, kind: str, ids: Sequence[str] | None = None) -> Any:
    """The records of a kind with these ids, in this order; or all of them."""
    if ids is None:
        found = store.execute("SELECT record FROM definitions WHERE kind = ? ORDER BY position", (kind,))
        return [json.loads(text) for (text,) in found]
    select = "SELECT id, record FROM definitions WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
    known = dict(store.execute(select, (kind, json.dumps(ids))).fetchall())
    return [json.loads(known[id]) for id in ids if id in known]


def sides(store: sqlite3.Connection, series: str | None) -> list[SeriesSide]:
    """The sides of a series, in order."""
    select = "SELECT id, label, countries FROM sides WHERE series = ? ORDER BY position"
    found = store.execute(select, (series,)).fetchall()
    return [{"id": id, "label": label, "countries": json.loads(countries)} for id, label, countries in found]


def meeting_names(store: sqlite3.Connection, ids: Sequence[str]) -> list[MeetingName]:
    """Other meetings as pages name them; of those that are not in this record nothing is known."""
    names = columns_of(store, "MeetingName")
    select = f"SELECT {quoted(names)} FROM meetings WHERE id IN (SELECT value FROM json_each(?))"
    found = {row[0]: meeting_name(names, row) for row in store.execute(select, (json.dumps(ids),))}
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def _see_also(store: sqlite3.Connection, found: Meeting) -> list[MeetingName]:
    """Other records of the same days, if these are known, or of the same city in the same year.

    A meeting of the same days begins on one of them, or begins before and lasts until then. As two questions, each of
    these has an index.
    """
    first, last = day_span(found["start"])[0], day_span(found["end"])[1]
    about = {"id": found["id"], "is_day": len(found["start"]) == 10, "first": first, "last": last, "year": first[:4]}
    names = columns_of(store, "MeetingName")
    select = f"""SELECT {quoted(names)} FROM meetings WHERE id <> :id AND number IN (
               SELECT number FROM meetings
               WHERE :is_day AND first_day BETWEEN :first AND :last AND length(start) = 10
               UNION SELECT number FROM meetings
               WHERE :is_day AND last_day >= :first AND first_day < :first AND last_day > first_day
                     AND length(start) = 10
               UNION SELECT number FROM places JOIN meetings ON meetings.id = places.meeting
               WHERE places.city IN (SELECT city FROM places WHERE meeting = :id)
                     AND first_day BETWEEN :year || '-01-01' AND :year || '-12-31')
           ORDER BY first_day, id"""
    return [meeting_name(names, row) for row in store.execute(select, about)]


def comparison(store: sqlite3.Connection, names: Sequence[str]) -> Comparison:
    """Two or three meetings by their names, with what they have in common.

    Raises `UsageError` for other numbers of meetings.
    """
    ids = [resolve_meeting(store, name) for name in names]
    if not 2 <= len(ids) <= 3 or len(set(ids)) < len(ids):
        raise UsageError("two or three different meetings can be compared", subject="compare")
    return compared([whole(store, id) for id in ids])


def compared(meetings: list[ShownMeeting]) -> Comparison:
    """Whole meetings, with the topics that all of them discussed and the others of each."""
    discussed = [list(dict.fromkeys(topic["topic"] for topic in each["discussed"])) for each in meetings]
    common = [topic for topic in discussed[0] if all(topic in others for others in discussed)]
    apart = {
        each["id"]: [topic for topic in own if topic not in common]
        for each, own in zip(meetings, discussed, strict=True)
    }
    return {"topics": {"common": common, "apart": apart}, "meetings": meetings}


def labels(store: sqlite3.Connection) -> Labels:
    """What codes of countries and languages are called in English."""
    select = "SELECT code, name FROM labels WHERE namespace = ?"
    return Labels(*(dict(store.execute(select, (namespace,)).fetchall()) for namespace in ("country", "language")))


def side_labels(sides: Sequence[SeriesSide]) -> Mapping[str, str]:
    """The labels of the sides of a series, and of those that every series has."""
    return {**{side["id"]: side["label"] for side in sides}, **COMMON_SIDES}


def addresses(meeting: ShownMeeting) -> Iterator[tuple[str, str, str]]:
    """Where the words of a meeting are to be read, the best first: what it is (`transcript`), the label of the side
    that published it if it is a side's, and the address.
    """
    links, labels = meeting["links"], side_labels(meeting["sides"])
    if links["transcript"]:
        yield "transcript", "", links["transcript"]
    if links["document"]:
        yield "document", "", links["document"]
    for readout in links["readouts"]:
        yield "readout", labels[readout["side"]], readout["url"]
