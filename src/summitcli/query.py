"""Questions to the store: every SELECT, and what a name that somebody typed stands for."""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .errors import Ambiguous, NotFound, UsageError
from .records import claim_text, day_span, fold, nodes

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
KEYWORDS = {"first": "first_day, id", "latest": "first_day DESC, id"}


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


class Labels(NamedTuple):
    """English names of countries and languages by their ISO codes."""

    countries: Mapping[str, str]
    languages: Mapping[str, str]


def listing(
    store: sqlite3.Connection, filters: Filters, *, sort: str = "date", reverse: bool = False, limit: int | None = None
) -> Listing:
    """The meetings that `filters` and the default view leave, in a total order (ties by id)."""
    if sort not in SORTS:
        raise UsageError(
            f"cannot sort by {sort!r}", hint=f"Sort by one of {', '.join(SORTS)}.", candidates=close(sort, SORTS)
        )
    named = _named_clauses(store, filters)
    shown = [*named, *_default_clauses(filters)]
    direction = " DESC" if reverse else ""
    order = ", ".join(term + direction if " IS NULL" not in term else term for term in SORTS[sort].split(", "))
    columns = ", ".join(f'"{column}"' for column in LISTING)
    where, values = _where(shown)
    found = store.execute(
        f"SELECT {columns} FROM meetings {where} ORDER BY {order}, id{direction} LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    rows = [_listing_row(row) for row in found]
    return Listing(rows, _count(store, named), _left_out(store, named, shown))


def meeting(store: sqlite3.Connection, name: str) -> Row:
    """The whole record that `name` stands for, with the records it refers to (`cited`, `people`, `topics`)
    and those of the same days or city (`see_also`). Raises `NotFound`, `Ambiguous`.
    """
    id = resolve_meeting(store, name)
    record: Row = json.loads(store.execute("SELECT record FROM meetings WHERE id = ?", (id,)).fetchone()[0])
    return record | {
        "cited": records(store, "sources", in_order_of_mention(record)),
        "people": records(store, "people", _people_of(record)),
        "topics": records(store, "topics", list(dict.fromkeys(each["topic"] for each in record["discussed"]))),
        "see_also": _see_also(store, record),
    }


def in_order_of_mention(record: Any) -> list[str]:
    """The ids of the sources that a record cites; their places in the list are their footnote numbers less one."""
    return list(dict.fromkeys(source for _, node in nodes(record) for source in node.get("sources", [])))


def records(store: sqlite3.Connection, table: str, ids: Sequence[str]) -> list[Row]:
    """The records of `people`, `topics` or `sources` with these ids, in this order."""
    select = f"SELECT record FROM {table} WHERE id = ?"
    return [json.loads(store.execute(select, (id,)).fetchone()[0]) for id in ids]


def definitions(store: sqlite3.Connection, table: str) -> list[Row]:
    """Every record of `people`, `topics` or `sources`, in the order of the files."""
    return [json.loads(record) for (record,) in store.execute(f"SELECT record FROM {table} ORDER BY position")]


def topics(store: sqlite3.Connection) -> list[Row]:
    """The vocabulary, with the number of meetings of any kind that discussed each topic, and of statements on it."""
    found = store.execute(
        """SELECT record, (SELECT count(*) FROM meeting_topics WHERE topic = topics.id),
                  (SELECT count(*) FROM statements WHERE topic = topics.id AND section = 'discussed')
           FROM topics ORDER BY 2 DESC, id"""
    )
    return [json.loads(record) | {"meetings": meetings, "statements": said} for record, meetings, said in found]


def topic(store: sqlite3.Connection, name: str) -> Row:
    """A topic with what was said about it, meeting by meeting, and the sources of that."""
    [id] = resolve(store, "topic", name)
    found = store.execute(
        f"""SELECT {", ".join(f'meetings."{column}"' for column in LISTING)}, record
            FROM meeting_topics JOIN meetings ON meetings.id = meeting_topics.meeting
            WHERE topic = ? ORDER BY first_day, meetings.id""",
        (id,),
    )
    meetings = []
    for *row, record in found:
        said = [each for each in json.loads(record)["discussed"] if each["topic"] == id]
        brief = _listing_row(row)
        meetings.append(
            {key: brief[key] for key in ("id", "title", "kind", "status", "start", "end")} | {"discussed": said}
        )
    [record] = records(store, "topics", [id])
    cited = records(store, "sources", in_order_of_mention({"meetings": meetings}))
    return record | {"meetings": meetings, "cited": cited}


def datasets(store: sqlite3.Connection) -> list[Row]:
    """Title, licence and coverage of each file."""
    columns = ("file", "title", "description", "license", "schema_version", "since", "until", "note")
    found = store.execute(f"SELECT {', '.join(columns)} FROM datasets ORDER BY position")
    return [dict(zip(columns, row, strict=True)) for row in found]


def names(store: sqlite3.Connection, namespace: str) -> list[tuple[str, str]]:
    """What can be typed for the records of a namespace, best name first, each with a label, for completion."""
    if namespace == "country":
        found = store.execute(
            """SELECT DISTINCT lower(country), name FROM meetings
               JOIN labels ON namespace = 'country' AND code = country ORDER BY 1"""
        )
    elif namespace == "meeting":
        found = store.execute("SELECT id, title || ', ' || start FROM meetings ORDER BY first_day, id")
    else:
        found = store.execute(
            "SELECT key, label FROM names WHERE namespace = ? AND rank = 0 ORDER BY key", (namespace,)
        )
    return found.fetchall()


def resolve_meeting(store: sqlite3.Connection, name: str) -> str:
    """The id that an id, alias, date, city, unique prefix, `first` or `latest` stands for."""
    if name in KEYWORDS:
        where, values = _where(_default_clauses(Filters()))
        found = store.execute(f"SELECT id FROM meetings {where} ORDER BY {KEYWORDS[name]} LIMIT 1", values).fetchone()
        if found:
            return str(found[0])
    ids = resolve(store, "meeting", name)
    if len(ids) > 1:
        raise Ambiguous(
            f"{name!r} could be any of {len(ids)} meetings", hint="Name one of them by its id.", candidates=ids
        )
    return ids[0]


def resolve(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """The ids that `name` stands for: by id, else alias, else name, else date, city or surname, else unique prefix.

    More than one id only for meetings, people of one surname, and events that share words. Raises `NotFound`
    with up to three names that are spelled like it.
    """
    key = fold(name)
    found = store.execute(
        """SELECT id FROM names WHERE namespace = ?1 AND key = ?2
           AND rank = (SELECT min(rank) FROM names WHERE namespace = ?1 AND key = ?2) ORDER BY id""",
        (namespace, key),
    ).fetchall()
    if not found and key:
        pattern = f"*-{key}-*" if namespace == "event" else f"{key}*"
        subject = "'-' || key || '-'" if namespace == "event" else "key"
        found = store.execute(
            f"SELECT DISTINCT id FROM names WHERE namespace = ? AND {subject} GLOB ? AND rank < 3 ORDER BY id",
            (namespace, pattern),
        ).fetchall()
    if found:
        return [id for (id,) in found]
    known = dict(
        store.execute("SELECT key, id FROM names WHERE namespace = ? ORDER BY rank DESC", (namespace,)).fetchall()
    )
    alike = {known[each]: each for each in reversed(close(key, known))}  # one name a record: the closest
    raise NotFound(f"no {namespace} {name!r}", hint=HINTS.get(namespace), candidates=list(alike.values())[::-1])


HINTS = {
    "meeting": "`summit list --all --ids` prints every id.",
    "topic": "`summit topics` lists the topics.",
    "person": "`summit people` lists the people.",
}


def close(word: str, known: Any) -> list[str]:
    """Up to three of the known words that are spelled like `word`, the closest first."""
    from difflib import get_close_matches

    return get_close_matches(word, list(known), n=3, cutoff=0.6)


def _listing_row(values: Sequence[Any]) -> Row:
    row = dict(zip(LISTING, values, strict=True))
    return row | {"leaders": json.loads(row["leaders"]), "topics": json.loads(row["topics"])}


def _where(clauses: Sequence[Clause]) -> tuple[str, tuple[Any, ...]]:
    condition = " AND ".join(f"({sql})" for sql, _ in clauses)
    return (f"WHERE {condition}" if condition else ""), tuple(value for _, values in clauses for value in values)


def _count(store: sqlite3.Connection, clauses: Sequence[Clause]) -> int:
    where, values = _where(clauses)
    return int(store.execute(f"SELECT count(*) FROM meetings {where}", values).fetchone()[0])


def _left_out(store: sqlite3.Connection, named: list[Clause], shown: list[Clause]) -> dict[str, int]:
    if len(shown) == len(named):
        return {}
    kept, kept_values = _where(shown)
    where, values = _where([*named, (f"id NOT IN (SELECT id FROM meetings {kept})", kept_values)])
    what = """CASE WHEN series <> 'trump-putin' THEN 'earlier' WHEN status = 'disputed' THEN 'disputed'
              WHEN status <> 'held' THEN 'not held' WHEN kind = 'call' THEN 'calls' ELSE 'in person' END"""
    return dict(
        store.execute(f"SELECT {what}, count(*) FROM meetings {where} GROUP BY 1 ORDER BY 1", values).fetchall()
    )


def _default_clauses(filters: Filters) -> list[Clause]:
    """The default view: held, in person, Trump and Putin. A filter that is named replaces its own default."""
    if filters.all:
        return []
    clauses: list[Clause] = []
    if not filters.kind:
        clauses.append((f"kind IN ({', '.join('?' * len(IN_PERSON))})", IN_PERSON))
    if not filters.status:
        clauses.append(("status = ?", ("held",)))
    if not filters.series and not filters.leader:
        clauses.append(("series = ?", ("trump-putin",)))
    return clauses


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


def _named_clauses(store: sqlite3.Connection, filters: Filters) -> list[Clause]:
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
        spans = [_year_span(part) for part in _split(value, "year")]
        overlap = " OR ".join("last_day >= ? AND first_day <= ?" for _ in spans)
        clauses.append((overlap, tuple(day for span in spans for day in span)))
    if filters.since:
        clauses.append(("last_day >= ?", (day_span(_date(filters.since, "--since"))[0],)))
    if filters.until:
        clauses.append(("first_day <= ?", (day_span(_date(filters.until, "--until"))[1],)))
    return clauses


def _any_of(store: sqlite3.Connection, namespace: str, value: str) -> list[str]:
    return [id for name in _split(value, namespace) for id in resolve(store, namespace, name)]


def _split(value: str, what: str) -> list[str]:
    parts = [part.strip() for part in value.split(",")]
    if not all(parts):
        raise UsageError(f"an empty {what} in {value!r}")
    return parts


def _year_span(text: str) -> tuple[str, str]:
    """`2017`, `2017..2019`, `2017..` or `..2019` as a first and a last day."""
    match = re.fullmatch(r"(\d{4})|(\d{4})?\.\.(\d{4})?", text, re.ASCII)
    if not match or text == "..":
        raise UsageError(f"{text!r} is not a year", hint="Write 2018, 2017..2019, 2017.. or ..2019.")
    year, first, last = match.groups()
    return f"{year or first or '0000'}-01-01", f"{year or last or '9999'}-12-31"


def _date(text: str, option: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text, re.ASCII):
        raise UsageError(f"{option} takes a date, not {text!r}", hint="Write 2018, 2018-07 or 2018-07-16.")
    return text


def _people_of(record: Row) -> list[str]:
    people = [*record["leaders"], *(each["person"] for each in record["participants"])]
    return list(dict.fromkeys([*people, *(quote["speaker"] for quote in record["quotes"])]))


def _see_also(store: sqlite3.Connection, record: Row) -> list[Row]:
    """Other records of the same days, or of the same city in the same year."""
    city = (record["place"] or {}).get("city")
    found = store.execute(
        """SELECT id, title, status, start FROM meetings
           WHERE id <> ?1 AND (first_day <= ?3 AND last_day >= ?2 AND length(start) = 10
                               OR city = ?4 AND substr(start, 1, 4) = substr(?2, 1, 4)) ORDER BY first_day, id""",
        (record["id"], day_span(record["start"])[0], day_span(record["end"])[1], city),
    )
    return [dict(zip(("id", "title", "status", "start"), row, strict=True)) for row in found]


# What `--section` may name, and the keys of the record behind each name.
SECTIONS = {
    "overview": (
        *("series", "kind", "status", "start", "end", "place", "host_event", "leaders", "sources", "initiative"),
        *("links", "see_also"),
    ),
    **{
        name: (name,)
        for name in (
            *("times", "durations", "participants", "summary", "context", "aims", "discussed", "outcomes", "press"),
            *("accounts", "quotes", "reactions", "aftermath", "corrections"),
        )
    },
    "sources": (),
}


def section_of(record: Mapping[str, Any], sections: Sequence[str]) -> Mapping[str, Any]:
    """The record with only the named sections, and in `cited` the sources of these; all of it where none is named.

    The section `sources` keeps every source.
    """
    if not sections:
        return record
    wanted = {"id", "title", *(key for section in sections for key in SECTIONS[section])}
    kept = {key: value for key, value in record.items() if key in wanted}
    mentioned = in_order_of_mention(kept)
    return kept | {"cited": [each for each in record["cited"] if "sources" in sections or each["id"] in mentioned]}


def check_sections(names: Sequence[str]) -> list[str]:
    """The sections that `names` list, commas between several. Raises `UsageError` for a name that is none."""
    sections = [section for name in names for section in _split(name, "section")]
    for section in sections:
        if section not in SECTIONS:
            hint = f"Sections: {', '.join(SECTIONS)}."
            raise UsageError(f"no section {section!r}", hint=hint, candidates=close(section, SECTIONS))
    return sections


TOPICS = ("id", "label", "description", "aliases", "meetings", "statements")
STATEMENT = ("meeting", "section", "topic", "side", "by", "text", "sources")


def statements_of(meeting: Mapping[str, Any]) -> list[Row]:
    """Every cited claim of a meeting, or of some sections of it, as a flat row; `by` may be a person id.

    Figures and offices are put into words, so that no row is empty.
    """
    rows = []
    for section, node in nodes(meeting):
        if section in SECTIONS and "sources" in node:
            row = {key: node.get(key) for key in STATEMENT} | {"meeting": meeting["id"], "section": section}
            rows.append(row | {"by": row["by"] or node.get("speaker") or node.get("person"), "text": claim_text(node)})
    return rows


def labels(store: sqlite3.Connection) -> Labels:
    """What codes are called in English."""
    found = store.execute("SELECT namespace, code, name FROM labels").fetchall()
    return Labels(*({code: name for each, code, name in found if each == kind} for kind in ("country", "language")))


def reach(store: sqlite3.Connection) -> str:
    """The last day the record covers."""
    return str(store.execute("SELECT max(until) FROM datasets").fetchone()[0])


def contents(documents: Mapping[str, Any]) -> list[Row]:
    """How many records of each kind each validated file holds."""
    kinds = ("meetings", "people", "topics", "sources")
    return [
        {"file": file, "valid": True, **{kind: len(document.get(kind, [])) for kind in kinds}}
        for file, document in documents.items()
    ]
