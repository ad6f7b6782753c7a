"""The tables of a store, and every insert. Imported to compile a dataset only, as it imports pydantic."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic_core import to_json

from ..models import Kind, Meeting, Person, Series, Source, Status, Topic
from ..records import claim_text, claims, day_span, fold, lengths_told, long_date, told
from ..shapes import shape_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from ..models import Dataset
    from ..progress import Tick

TABLES = """
CREATE TABLE datasets (
    position INTEGER PRIMARY KEY, file TEXT, title TEXT, description TEXT, license TEXT,
    schema_version INTEGER, since TEXT, until TEXT, note TEXT, sha256 TEXT, meetings INTEGER
);
CREATE TABLE people (id TEXT PRIMARY KEY, position INTEGER, name TEXT, country TEXT, record TEXT) WITHOUT ROWID;
CREATE TABLE topics (id TEXT PRIMARY KEY, position INTEGER, label TEXT, description TEXT, record TEXT) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, position INTEGER, kind TEXT, record TEXT) WITHOUT ROWID;
CREATE TABLE labels (namespace TEXT, code TEXT, name TEXT, PRIMARY KEY (namespace, code)) WITHOUT ROWID;
-- Meetings are numbered in the order of their days. What lists show stands apart from the whole records,
-- so that to look through all of them reads little.
CREATE TABLE meetings (
    number INTEGER PRIMARY KEY, id TEXT, title TEXT, series TEXT, kind TEXT, status TEXT, start TEXT, "end" TEXT,
    first_day TEXT, last_day TEXT, city TEXT, country TEXT, venue TEXT, host_event TEXT,
    leaders TEXT, minutes INTEGER, length TEXT, topics TEXT, summary TEXT, initiator TEXT
);
CREATE TABLE records (number INTEGER PRIMARY KEY, heading TEXT, people TEXT, record TEXT);
CREATE TABLE meeting_topics (topic TEXT, meeting TEXT);
CREATE TABLE meeting_people (person TEXT, meeting TEXT, capacity TEXT);
CREATE TABLE citations (source TEXT, meeting TEXT, times INTEGER);
CREATE TABLE statements (
    id INTEGER PRIMARY KEY, meeting TEXT, section TEXT, topic TEXT, side TEXT, by TEXT, text TEXT, sources TEXT
);
CREATE VIEW passage_texts AS
    SELECT statements.id AS id, heading, text,
           CASE section WHEN 'summary' THEN records.people ELSE coalesce(people.name, by) END AS people
    FROM statements JOIN meetings ON meetings.id = meeting JOIN records USING (number)
         LEFT JOIN people ON people.id = by;
CREATE VIRTUAL TABLE passages USING fts5 (
    heading, people, text, content='passage_texts', content_rowid='id', tokenize="porter unicode61 remove_diacritics 2"
);
-- All segments of the index are merged at its end, so none before; 16 MB of words fit into memory at a time, not 1.
INSERT INTO passages (passages, rank) VALUES ('automerge', 0), ('hashsize', 16777216);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (passages, row);
-- What people may type for a record: rank 0 is its id, 1 an alias, 2 a name, 3 a date, a city or a surname.
CREATE TABLE names (
    namespace TEXT, key TEXT, rank INTEGER, id TEXT, label TEXT, PRIMARY KEY (namespace, key, rank, id)
) WITHOUT ROWID;
"""
# Made once the rows are there: to sort them then is several times as fast as to keep them sorted.
INDEXES = """
CREATE UNIQUE INDEX meetings_by_id ON meetings (id);
CREATE INDEX meetings_by_day ON meetings (
    first_day, id, last_day, series, kind, status, city, country, host_event, minutes  -- what filters ask about
);
CREATE INDEX meetings_of_some_days ON meetings (last_day) WHERE last_day > first_day AND length(start) = 10;
CREATE INDEX meetings_by_city ON meetings (city, first_day);
CREATE INDEX meetings_of_topic ON meeting_topics (topic, meeting);
CREATE INDEX topics_by_meeting ON meeting_topics (meeting, topic);
CREATE INDEX meetings_of_person ON meeting_people (person, capacity, meeting);
CREATE INDEX people_by_meeting ON meeting_people (meeting, capacity, person);
CREATE INDEX citations_of_source ON citations (source, meeting);
CREATE INDEX citations_by_meeting ON citations (meeting, source);
CREATE INDEX statements_by_meeting ON statements (meeting, section);
CREATE INDEX statements_by_section ON statements (section, by);
CREATE INDEX statements_by_topic ON statements (topic, section) WHERE topic IS NOT NULL;
CREATE INDEX names_run_together ON names (namespace, replace(key, '-', ''));
"""
INDEXED = 0.75  # of the time that it takes to fill, how much passes before the words are indexed
CHUNK = 1000  # meetings that are put in at once: between two chunks there is time for a progress bar and Ctrl-C

Rows = dict[str, list[tuple[Any, ...]]]  # by table


def fill(
    connection: sqlite3.Connection, documents: Mapping[str, Dataset], hashes: Mapping[str, str], tick: Tick
) -> None:
    """Create the tables of an empty database and fill them from validated documents, in one transaction.

    `hashes`: SHA-256 of each file. `tick` is told from time to time how much is done.
    """
    connection.executescript(f"BEGIN; {TABLES}")
    with connection:
        rows: Rows = defaultdict(list)
        _add_files(rows, documents, hashes)
        _add_definitions(rows, documents)
        _add_labels(rows)
        _add_choices(rows)
        _add_places(rows, documents)
        _insert_meetings(connection, rows, documents, tick)
        for statement in INDEXES.split(";"):
            connection.execute(statement)
        tick(INDEXED)
        _insert_passages(connection, tick)


def _insert_meetings(connection: sqlite3.Connection, rows: Rows, documents: Mapping[str, Dataset], tick: Tick) -> None:
    """Put all meetings in after the `rows` that are there, in the order of their days."""
    people = {person["id"]: _all_names(person) for person in _all(documents, "people")}
    countries = {code: name for namespace, code, name in rows["labels"] if namespace == "country"}
    shape = shape_of(Meeting, filled=True)
    meetings = sorted(_all(documents, "meetings"), key=_day_and_id)
    for number, meeting in enumerate(meetings, 1):
        _add_meeting(rows, number, shape(meeting), people, countries)
        if number % CHUNK == 0:
            _insert(connection, rows)
            tick(INDEXED * number / len(meetings))
    _insert(connection, rows)


def _insert_passages(connection: sqlite3.Connection, tick: Tick) -> None:
    """Index every statement for search, with its meeting's name and who says so; summaries with who was there."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM statements").fetchone()[0]
    some = "SELECT id, heading, people, text FROM passage_texts WHERE id > ? AND id <= ?"
    for done in range(0, last, 10 * CHUNK):
        connection.execute(f"INSERT INTO passages (rowid, heading, people, text) {some}", (done, done + 10 * CHUNK))
        tick(INDEXED + (1 - INDEXED) * done / last)
    connection.execute("INSERT INTO passages (passages) VALUES ('optimize')")
    tick(1)


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """Put the rows into their tables, and forget them. A name that is there already stays as it is."""
    for table, values in rows.items():
        if values:
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)
    rows.clear()


def _day_and_id(meeting: Any) -> tuple[str, str]:
    return day_span(meeting["start"])[0], meeting["id"]


def _all(documents: Mapping[str, Dataset], kind: str) -> Iterator[Any]:
    for document in documents.values():
        records: Any = document.get(kind, [])
        yield from records


def _add_files(rows: Rows, documents: Mapping[str, Dataset], hashes: Mapping[str, str]) -> None:
    for position, (file, document) in enumerate(documents.items()):
        about = (document["title"], document["description"], document["license"], document["schema_version"])
        coverage = (document["coverage"]["since"], document["coverage"]["until"], document["coverage"]["note"])
        rows["datasets"].append((position, file, *about, *coverage, hashes[file], len(document["meetings"])))


def _add_definitions(rows: Rows, documents: Mapping[str, Dataset]) -> None:
    for position, person in enumerate(map(shape_of(Person, filled=True), _all(documents, "people"))):
        rows["people"].append((person["id"], position, person["name"], person["country"], _json(person)))
        surname = person["name"].split()[-1]
        _add_names(rows, "person", person, person["name"], [(2, person["name"]), (3, surname)])
    for position, topic in enumerate(map(shape_of(Topic, filled=True), _all(documents, "topics"))):
        rows["topics"].append((topic["id"], position, topic["label"], topic["description"], _json(topic)))
        _add_names(rows, "topic", topic, topic["label"], [(2, topic["label"])])
    for position, source in enumerate(map(shape_of(Source, filled=True), _all(documents, "sources"))):
        rows["sources"].append((source["id"], position, source["kind"], _json(source)))


def _add_meeting(
    rows: Rows, number: int, meeting: Any, people: Mapping[str, str], countries: Mapping[str, str]
) -> None:
    id, place = meeting["id"], meeting["place"] or {"city": None, "country": None, "venue": None}
    first_day, last_day = day_span(meeting["start"])[0], day_span(meeting["end"])[1]
    topics = list(dict.fromkeys(discussion["topic"] for discussion in meeting["discussed"]))
    first = next(iter(lengths_told(meeting)), None)
    rows["meetings"].append(
        (
            *(number, id, meeting["title"], meeting["series"], meeting["kind"], meeting["status"]),
            *(meeting["start"], meeting["end"], first_day, last_day),
            *(place["city"], place["country"], place["venue"], meeting["host_event"]),
            *(_json(meeting["leaders"]), first and first["minutes"], first and told(first)),
            *(_json(topics), meeting["summary"]["text"], (meeting["initiative"] or {}).get("side")),
        )
    )
    rows["meeting_topics"] += [(topic, id) for topic in topics]
    present = [(person, id, "leader") for person in meeting["leaders"]]
    present += [(each["person"], id, "participant") for each in meeting["participants"]]
    present += [(quote["speaker"], id, "speaker") for quote in meeting["quotes"]]
    rows["meeting_people"] += dict.fromkeys(present)
    named = " ".join(people[person] for person in dict.fromkeys(person for person, _, _ in present))
    rows["records"].append((number, _heading(meeting, countries), named, _json(meeting)))
    cited = list(claims(meeting))
    rows["statements"] += [_statement(id, section, node) for section, _, node in cited if section]
    times = Counter(source for *_, node in cited for source in node["sources"])
    rows["citations"] += [(source, id, count) for source, count in times.items()]
    _add_meeting_names(rows, meeting, place["city"])


def _statement(meeting: str, section: str, node: dict[str, Any]) -> tuple[Any, ...]:
    by = node.get("by") or node.get("speaker") or node.get("person")
    about = (node.get("topic"), node.get("side"), by)
    shown_in = "overview" if section == "initiative" else section
    return (None, meeting, shown_in, *about, claim_text(node), _json(node["sources"]))


def _add_meeting_names(rows: Rows, meeting: Any, city: str | None) -> None:
    dates = {meeting["start"], meeting["end"]}
    named = [(2, meeting["title"]), *((3, date) for date in dates), *((3, long_date(date)) for date in dates)]
    if city and meeting["status"] == "held":
        named.append((3, city))
    _add_names(rows, "meeting", meeting, meeting["title"], named)


def _heading(meeting: Any, countries: Mapping[str, str]) -> str:
    """What a meeting is called, for search: its titles, its days as lists and as pages write them, and its places."""
    place = meeting["place"] or {}
    days = [*dict.fromkeys([meeting["start"], meeting["end"]])]
    called = [meeting["title"], meeting["id"], *meeting["aliases"], *map(long_date, days), *days, meeting["host_event"]]
    country = countries.get(place.get("country") or "")
    return " ".join(filter(None, [*called, place.get("city"), place.get("venue"), country]))


def _all_names(person: Any) -> str:
    return " ".join([person["name"], *person.get("aliases", [])])


def _add_names(rows: Rows, namespace: str, record: Any, label: str, others: list[tuple[int, str]]) -> None:
    """The names of a record: its id, its aliases, and `others` with their ranks."""
    ranked = [(0, record["id"]), *((1, alias) for alias in record["aliases"]), *others]
    rows["names"] += [(namespace, fold(name), rank, record["id"], label) for rank, name in ranked]


def _add_labels(rows: Rows) -> None:
    """English names of countries and languages by ISO code, and what people type for a country: see `labels.tsv`."""
    for line in Path(__file__).with_name("labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        namespace, code, name, typed = line.split("\t")
        rows["labels"].append((namespace, code, name))
        if namespace == "country":
            ranked = [(0, code), *((1, alias) for alias in typed.split()), (2, name)]
            rows["names"] += [(namespace, fold(each), rank, code, name) for rank, each in ranked]


def _add_choices(rows: Rows) -> None:
    """The values that kind, status and series may have, so that filters look all names up alike."""
    for namespace, choices in (("kind", Kind), ("status", Status), ("series", Series)):
        rows["names"] += [(namespace, fold(choice), 0, choice, choice) for choice in get_args(choices)]


def _add_places(rows: Rows, documents: Mapping[str, Dataset]) -> None:
    """The cities and the events of meetings, once each."""
    places = [(each.get("place") or {}, each.get("host_event")) for each in _all(documents, "meetings")]
    named = dict.fromkeys(("city", place.get("city")) for place, _ in places)
    named |= dict.fromkeys(("event", event) for _, event in places)
    rows["names"] += [(namespace, fold(name), 0, name, name) for namespace, name in named if name]


def _json(value: Any) -> str:
    return to_json(value).decode()  # three times as fast as the standard library's
