"""The tables of a store, and every insert."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

from ..records import claim_text, day_span, fold, length, long_date, nodes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from ..models import Dataset

TABLES = """
CREATE TABLE datasets (
    position INTEGER PRIMARY KEY, file TEXT, title TEXT, description TEXT, license TEXT,
    schema_version INTEGER, since TEXT, until TEXT, note TEXT
);
CREATE TABLE people (id TEXT PRIMARY KEY, position INTEGER, name TEXT, country TEXT, record TEXT) WITHOUT ROWID;
CREATE TABLE topics (id TEXT PRIMARY KEY, position INTEGER, label TEXT, description TEXT, record TEXT) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, position INTEGER, kind TEXT, record TEXT) WITHOUT ROWID;
CREATE TABLE labels (namespace TEXT, code TEXT, name TEXT, PRIMARY KEY (namespace, code)) WITHOUT ROWID;
CREATE TABLE meetings (
    id TEXT PRIMARY KEY, title TEXT, series TEXT, kind TEXT, status TEXT, start TEXT, "end" TEXT,
    first_day TEXT, last_day TEXT, city TEXT, country TEXT, venue TEXT, host_event TEXT,
    leaders TEXT, minutes INTEGER, length TEXT, topics TEXT, summary TEXT, heading TEXT, record TEXT
) WITHOUT ROWID;
CREATE INDEX meetings_by_day ON meetings (first_day, id);
CREATE TABLE meeting_topics (topic TEXT, meeting TEXT, PRIMARY KEY (topic, meeting)) WITHOUT ROWID;
CREATE TABLE meeting_people (
    person TEXT, meeting TEXT, capacity TEXT, PRIMARY KEY (person, capacity, meeting)
) WITHOUT ROWID;
CREATE INDEX topics_by_meeting ON meeting_topics (meeting, topic);
CREATE INDEX people_by_meeting ON meeting_people (meeting, capacity, person);
CREATE TABLE citations (source TEXT, meeting TEXT, times INTEGER, PRIMARY KEY (source, meeting)) WITHOUT ROWID;
CREATE TABLE statements (
    id INTEGER PRIMARY KEY, meeting TEXT, section TEXT, topic TEXT, side TEXT, by TEXT, text TEXT, sources TEXT
);
CREATE INDEX statements_by_meeting ON statements (meeting, section);
CREATE INDEX statements_by_topic ON statements (topic, meeting);
CREATE VIEW passage_texts AS
    SELECT statements.id AS id, heading, NULL AS people, text FROM statements JOIN meetings ON meetings.id = meeting;
CREATE VIRTUAL TABLE passages USING fts5 (
    heading, people, text, content='passage_texts', content_rowid='id', tokenize="porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (passages, row);
-- What people may type for a record: rank 0 is its id, 1 an alias, 2 a name, 3 a date, a city or a surname.
CREATE TABLE names (
    namespace TEXT, key TEXT, rank INTEGER, id TEXT, label TEXT, PRIMARY KEY (namespace, key, rank, id)
) WITHOUT ROWID;
"""


def fill(connection: sqlite3.Connection, documents: Mapping[str, Dataset]) -> None:
    """Create the tables of an empty database and fill them from validated documents, in one transaction."""
    from ..models import Meeting, Person, Source, Topic, shape_of

    connection.executescript(TABLES)
    with connection:
        for position, (file, document) in enumerate(documents.items()):
            about = [document["title"], document["description"], document["license"], document["schema_version"]]
            coverage = [document["coverage"]["since"], document["coverage"]["until"], document["coverage"]["note"]]
            row = (position, file, *about, *coverage)
            connection.execute("INSERT INTO datasets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        people = [shape_of(Person, filled=True)(record) for record in _all(documents, "people")]
        topics = [shape_of(Topic, filled=True)(record) for record in _all(documents, "topics")]
        sources = [shape_of(Source, filled=True)(record) for record in _all(documents, "sources")]
        _insert_definitions(connection, people, topics, sources)
        names = {person["id"]: " ".join([person["name"], *person["aliases"]]) for person in people}
        shape = shape_of(Meeting, filled=True)
        _insert_labels(connection)
        _insert_choices(connection)
        countries = dict(connection.execute("SELECT code, name FROM labels WHERE namespace = 'country'").fetchall())
        for meeting in _all(documents, "meetings"):
            _insert_meeting(connection, shape(meeting), names, countries)
        connection.execute("INSERT INTO passages (passages) VALUES ('optimize')")


def _all(documents: Mapping[str, Dataset], kind: str) -> Iterator[Any]:
    for document in documents.values():
        records: Any = document.get(kind, [])
        yield from records


def _insert_definitions(
    connection: sqlite3.Connection, people: list[Any], topics: list[Any], sources: list[Any]
) -> None:
    for position, person in enumerate(people):
        values = (person["id"], position, person["name"], person["country"], _json(person))
        connection.execute("INSERT INTO people VALUES (?, ?, ?, ?, ?)", values)
        surname = person["name"].split()[-1]
        _insert_names(connection, "person", person, person["name"], [(2, person["name"]), (3, surname)])
    for position, topic in enumerate(topics):
        values = (topic["id"], position, topic["label"], topic["description"], _json(topic))
        connection.execute("INSERT INTO topics VALUES (?, ?, ?, ?, ?)", values)
        _insert_names(connection, "topic", topic, topic["label"], [(2, topic["label"])])
    rows = [(source["id"], position, source["kind"], _json(source)) for position, source in enumerate(sources)]
    connection.executemany("INSERT INTO sources VALUES (?, ?, ?, ?)", rows)


def _insert_meeting(
    connection: sqlite3.Connection, meeting: Any, people: Mapping[str, str], countries: Mapping[str, str]
) -> None:
    place = meeting["place"] or {"city": None, "country": None, "venue": None}
    first_day, last_day = day_span(meeting["start"])[0], day_span(meeting["end"])[1]
    topics = list(dict.fromkeys(discussion["topic"] for discussion in meeting["discussed"]))
    first = next((duration for duration in meeting["durations"] if duration["basis"] == "actual"), None)
    heading = _heading(meeting, countries)
    row = (
        *(meeting[key] for key in ("id", "title", "series", "kind", "status", "start", "end")),
        *(first_day, last_day, place["city"], place["country"], place["venue"], meeting["host_event"]),
        *(_json(meeting["leaders"]), first and first["minutes"], first and length(first)),
        *(_json(topics), meeting["summary"]["text"], heading, _json(meeting)),
    )
    connection.execute(f"INSERT INTO meetings VALUES ({', '.join('?' * len(row))})", row)
    connection.executemany("INSERT INTO meeting_topics VALUES (?, ?)", [(topic, meeting["id"]) for topic in topics])
    present = [("leader", person) for person in meeting["leaders"]]
    present += [("participant", each["person"]) for each in meeting["participants"]]
    present += [("speaker", quote["speaker"]) for quote in meeting["quotes"]]
    capacities = [(person, meeting["id"], capacity) for capacity, person in dict.fromkeys(present)]
    connection.executemany("INSERT INTO meeting_people VALUES (?, ?, ?)", capacities)
    cited = [(section, node) for section, node in nodes(meeting) if "sources" in node]
    times = Counter(source for _, node in cited for source in node["sources"])
    counted = [(source, meeting["id"], count) for source, count in times.items()]
    connection.executemany("INSERT INTO citations VALUES (?, ?, ?)", counted)
    named = dict.fromkeys(person for _, person in present)
    _insert_statements(connection, meeting, heading, cited, " ".join(people[person] for person in named))
    _insert_meeting_names(connection, meeting, place["city"])


def _insert_meeting_names(connection: sqlite3.Connection, meeting: Any, city: str | None) -> None:
    named = [(2, meeting["title"]), *((3, date) for date in {meeting["start"], meeting["end"]})]
    if city and meeting["status"] == "held":
        named.append((3, city))
    _insert_names(connection, "meeting", meeting, meeting["title"], named)
    places = [("city", city), ("event", meeting["host_event"])]
    _insert_rows(connection, [(namespace, 0, name, name, name) for namespace, name in places if name])


def _heading(meeting: Any, countries: Mapping[str, str]) -> str:
    """What a meeting is called, for search: its titles, its days as lists and as pages write them, and its places."""
    place = meeting["place"] or {}
    days = [*dict.fromkeys([meeting["start"], meeting["end"]])]
    called = [meeting["title"], meeting["id"], *meeting["aliases"], *map(long_date, days), *days, meeting["host_event"]]
    country = countries.get(place.get("country") or "")
    return " ".join(filter(None, [*called, place.get("city"), place.get("venue"), country]))


def _insert_statements(
    connection: sqlite3.Connection, meeting: Any, heading: str, cited: list[tuple[str, dict[str, Any]]], people: str
) -> None:
    last = connection.execute("SELECT coalesce(max(id), 0) FROM statements").fetchone()[0]
    statements, passages = [], []
    for id, (section, node) in enumerate([each for each in cited if each[0]], last + 1):
        text = claim_text(node)
        by = node.get("by") or node.get("speaker") or node.get("person")
        about = (meeting["id"], section, node.get("topic"), node.get("side"))
        statements.append((id, *about, by, text, _json(node["sources"])))
        passages.append((id, heading, people if section == "summary" else None, text))
    connection.executemany("INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?)", statements)
    connection.executemany("INSERT INTO passages (rowid, heading, people, text) VALUES (?, ?, ?, ?)", passages)


def _insert_names(
    connection: sqlite3.Connection, namespace: str, record: Any, label: str, others: list[tuple[int, str]]
) -> None:
    """The names of a record: its id, its aliases, and `others` with their ranks."""
    ranked = [(0, record["id"]), *((1, alias) for alias in record["aliases"]), *others]
    _insert_rows(connection, [(namespace, rank, name, record["id"], label) for rank, name in ranked])


def _insert_rows(connection: sqlite3.Connection, names: list[tuple[str, int, str, str, str]]) -> None:
    """Names as `(namespace, rank, name, id, label)`; one that is there already stays as it is."""
    rows = [(namespace, fold(name), rank, id, label) for namespace, rank, name, id, label in names]
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?, ?)", rows)


def _insert_labels(connection: sqlite3.Connection) -> None:
    """English names of countries and languages by ISO code, and what people type for a country, from Unicode CLDR."""
    from babel import Locale
    from babel.core import get_global

    english = Locale("en")
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    countries = {code: name for code, name in english.territories.items() if len(code) == 2 and code.isalpha()}
    languages = {code: name for code, name in english.languages.items() if len(code) == 2}
    for namespace, names in (("country", countries), ("language", languages)):
        rows = [(namespace, code, name) for code, name in names.items()]
        connection.executemany("INSERT INTO labels VALUES (?, ?, ?)", rows)
    typed = [(0, code, code) for code in countries] + [(2, name, code) for code, name in countries.items()]
    typed += [
        (1, alias, code)
        for alias, (code, *more) in aliases.items()
        if not more and code in countries and alias.isalpha()
    ]
    _insert_rows(connection, [("country", rank, name, code, countries[code]) for rank, name, code in typed])


def _insert_choices(connection: sqlite3.Connection) -> None:
    """The values that kind, status and series may have, so that filters look all names up alike."""
    from ..models import Kind, Series, Status

    for namespace, choices in (("kind", Kind), ("status", Status), ("series", Series)):
        _insert_rows(connection, [(namespace, 0, choice, choice, choice) for choice in get_args(choices)])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
