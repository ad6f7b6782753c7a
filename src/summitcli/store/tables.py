"""The tables of a store. They are the published relational schema: exports select from them and describe them so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from ..schema import answers, records, rows
from ..schema.shapes import Key, columns, keys, type_in_words

ColumnType = Literal["string", "integer", "number", "boolean", "date"]
SQL_TYPES: dict[ColumnType, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}


class Column(NamedTuple):
    """A column of a table; `refers_to` names the table whose key it holds."""

    name: str
    type: ColumnType
    meaning: str
    refers_to: str | None = None


class Table(NamedTuple):
    """A table; the first `key` columns are its primary key. `of_meeting`: the column that has the meeting's id."""

    name: str
    what: str
    columns: tuple[Column, ...]
    key: int
    of_meeting: str | None = None

    @property
    def definition(self) -> str:
        """The statement that makes the table."""
        key = [column.name for column in self.columns[: self.key]]
        lines = [_definition(column, required=place < self.key) for place, column in enumerate(self.columns)]
        single = self.key == 1 and self.columns[0].type == "integer"
        rowid = "" if single or not self.key else " WITHOUT ROWID"
        primary = [f"PRIMARY KEY ({', '.join(key)})"] if key else []
        return f"CREATE TABLE {self.name} ({', '.join([*lines, *primary])}){rowid}"


def _definition(column: Column, *, required: bool) -> str:
    words = [f'"{column.name}"', SQL_TYPES[column.type]]
    words += ["NOT NULL"] if required else []
    words += [f"REFERENCES {column.refers_to}"] if column.refers_to else []
    return " ".join(words)


def _of(record: Any, *names: str) -> tuple[Column, ...]:
    """Columns that the schema describes: those keys of a record, or all that hold one plain value."""
    described = {key.name: _column(key) for key in keys(record) if key.name in names or not (key.is_list or key.record)}
    return tuple(described[name] for name in names or described)


def _key(record: Any, name: str, refers_to: str) -> Column:
    """A column that the schema describes, and that holds the key of another table."""
    [column] = _of(record, name)
    return column._replace(refers_to=refers_to)


def _column(key: Key) -> Column:
    if key.is_list:
        return Column(key.name, "string", f"{key.meaning}, as a JSON list")
    type = "date" if key.name == "said_on" else type_in_words(key).removesuffix(" or null")
    return Column(key.name, type, key.meaning)  # type: ignore[arg-type]


MEETING = _key(rows.FlatStatement, "meeting", "meetings")
OTHER_MEETING = Column("meeting", "string", "id of the other meeting, which may be outside this database")
STATEMENT = Column("statement", "integer", "number of the statement", "statements")
SOURCE = Column("source", "string", "source id", "sources")
PERSON = _key(records.Participant, "person", "people")
TOPIC = _key(records.Discussion, "topic", "topics")
POSITION = Column("position", "integer", "place in the order of the record, from 1")

TABLES = (
    Table(
        "datasets",
        "a file of the record",
        (
            *_of(rows.DatasetFile, "file"),
            POSITION,
            *_of(records.Dataset, "schema_version", "title", "description", "license"),
            *_of(records.Coverage),
            *_of(rows.DatasetFile, "sha256", "meetings"),
        ),
        1,
    ),
    Table("publishers", "somebody who wrote or reproduced a source", _of(records.Publisher), 1),
    Table("series", "meetings that belong together", _of(records.Series), 1),
    Table(
        "sides",
        "a side of the meetings of a series",
        (
            Column("series", "string", "series id", "series"),
            POSITION,
            *_of(records.SeriesSide, "id", "label", "countries"),
        ),
        2,
    ),
    Table("people", "somebody whom the record names", _of(records.Person), 1),
    Table("topics", "a subject of discussion", _of(records.Topic), 1),
    Table(
        "sources",
        "a document that is cited",
        (*_of(records.Source), *_of(answers.CitedSource, "standing", "text_standing", "copy")),
        1,
    ),
    Table(
        "meetings",
        "a meeting, call, meeting that did not happen, or disputed claim",
        (
            *_of(rows.ListedMeeting, "id"),
            Column("number", "integer", "place in the order of days, from 1"),
            *_of(rows.ListedMeeting, *columns(rows.ListedMeeting)[1:]),
            Column("first_day", "date", "first day of the span that `start` stands for"),
            Column("last_day", "date", "last day of the span that `end` stands for"),
            Column("latitude", "number", "decimal degrees north, of the first city"),
            Column("longitude", "number", "decimal degrees east, of the first city"),
            Column("initiator", "string", "side that sought it"),
        ),
        1,
        "id",
    ),
    Table("places", "a place of a meeting", (MEETING, POSITION, *_of(records.Place)), 2, "meeting"),
    Table(
        "meeting_sources",
        "a source of a meeting's date, place, format and status",
        (MEETING, POSITION, SOURCE),
        2,
        "meeting",
    ),
    Table(
        "presence",
        "somebody who has a part in a meeting",
        (PERSON, MEETING, Column("capacity", "string", "leader, participant or speaker")),
        3,
        "meeting",
    ),
    Table("meeting_topics", "a topic that a meeting is about", (TOPIC, MEETING), 2, "meeting"),
    Table(
        "links",
        "an address or identifier of a meeting elsewhere",
        (
            MEETING,
            Column("name", "string", "transcript, document, wikidata; readout and its side; identifier and its scheme"),
            Column("target", "string", "address or identifier"),
        ),
        2,
        "meeting",
    ),
    Table(
        "statements",
        "one claim with its sources",
        (
            Column("id", "integer", "number of the statement in this database"),
            MEETING,
            POSITION,
            *_of(rows.FlatStatement, "section", "ref", "side", "by"),
            PERSON,
            *_of(rows.FlatStatement, "type", "question", "text", "topics", "sources"),
            *_of(rows.Hit, "standing"),
        ),
        1,
        "meeting",
    ),
    Table("statement_topics", "a topic that a statement is about", (STATEMENT, TOPIC), 2),
    Table("citations", "a source of a statement", (STATEMENT, POSITION, SOURCE), 2),
    Table("references_to", "another meeting to which a statement refers", (STATEMENT, OTHER_MEETING), 2),
    Table("participants", "somebody in the room", (STATEMENT, MEETING, *_of(records.Participant)), 1, "meeting"),
    Table("durations", "a published length", (STATEMENT, MEETING, *_of(records.Duration)), 1, "meeting"),
    Table("times", "a published clock time", (STATEMENT, MEETING, *_of(records.Time)), 1, "meeting"),
    Table("quotes", "verbatim words", (STATEMENT, MEETING, *_of(records.Quote)), 1, "meeting"),
    Table("corrections", "something commonly got wrong", (STATEMENT, MEETING, *_of(records.Correction)), 1, "meeting"),
)
BY_NAME = {table.name: table for table in TABLES}
ROWS = {row.__name__: columns(row) for row in (rows.ListedMeeting, rows.MeetingName, rows.FlatStatement, rows.Hit)}
"""The columns of the rows that the program reads most, by their types. `query.rows` reads them from a store."""

# What only the program reads: whole records as JSON, names that people type, words for search.
PRIVATE = """
CREATE TABLE definitions (kind TEXT, id TEXT, position INTEGER, record TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE records (number INTEGER PRIMARY KEY, record TEXT);
CREATE TABLE row_columns (record TEXT, position INTEGER, name TEXT, PRIMARY KEY (record, position)) WITHOUT ROWID;
CREATE TABLE labels (namespace TEXT, code TEXT, name TEXT, PRIMARY KEY (namespace, code)) WITHOUT ROWID;
-- What people may type for a record: rank 0 is its id, 1 an alias, 2 a name, 3 a date, a city or a surname.
CREATE TABLE names (
    namespace TEXT, key TEXT, rank INTEGER, id TEXT, label TEXT, PRIMARY KEY (namespace, key, rank, id)
) WITHOUT ROWID;
-- Words as `text.folded` makes them, which the tokenizer only has to part. The rowid of a passage is the id of its
-- statement times the number of PASSAGES, and its place among them; that of a heading likewise the number of its
-- meeting, and its place in HEADINGS: so one question to the index says where a word is found.
CREATE VIRTUAL TABLE passages USING fts5 (words, content='', tokenize='ascii');
CREATE VIRTUAL TABLE headings USING fts5 (words, content='', tokenize='ascii');
-- All segments of the index are merged at its end, so none before; 16 MB of words fit into memory at a time, not 1.
INSERT INTO passages (passages, rank) VALUES ('automerge', 0), ('hashsize', 16777216);
INSERT INTO headings (headings, rank) VALUES ('automerge', 0), ('hashsize', 16777216);
CREATE VIRTUAL TABLE passage_words USING fts5vocab (passages, row);
CREATE VIRTUAL TABLE heading_words USING fts5vocab (headings, row);
-- Every word of both, with its stem, what it sounds like, and how many passages and headings have it. Words of the
-- thesaurus that the record does not have are there, too, 0 times: they are no slips.
CREATE TABLE words (word TEXT PRIMARY KEY, stem TEXT, sound TEXT, times INTEGER) WITHOUT ROWID;
-- What asks for sections of a meeting, hints at them or is said in them: which of the cues it is, the sections with how
-- well each answers, what it is that such statements say; both as JSON.
CREATE TABLE cues (phrase TEXT PRIMARY KEY, cue INTEGER, role TEXT, sections TEXT, said TEXT) WITHOUT ROWID;
-- What is found, too, by words with these stems, and what it is worth where the words themselves are worth 1.
CREATE TABLE synonyms (stems TEXT, phrase TEXT, worth REAL, PRIMARY KEY (stems, phrase)) WITHOUT ROWID;
"""
# Made once the rows are there: to sort them then is several times as fast as to keep them sorted.
INDEXES = """
CREATE UNIQUE INDEX meetings_by_number ON meetings (number);
CREATE INDEX meetings_by_day ON meetings (
    first_day, id, last_day, series, kind, status, city, country, host_event, minutes  -- what filters ask about
);
CREATE INDEX meetings_of_some_days ON meetings (last_day) WHERE last_day > first_day AND length(start) = 10;
CREATE INDEX places_by_city ON places (city, meeting);
CREATE INDEX places_by_country ON places (country, meeting);
CREATE INDEX meeting_topics_by_meeting ON meeting_topics (meeting, topic);
CREATE INDEX presence_by_meeting ON presence (meeting, capacity, person);
CREATE INDEX meeting_sources_by_source ON meeting_sources (source, meeting);
CREATE INDEX citations_by_source ON citations (source, statement);
CREATE INDEX statements_by_meeting ON statements (meeting, section, position);
CREATE INDEX statements_by_person ON statements (person, section) WHERE person IS NOT NULL;
CREATE INDEX statements_by_outcome ON statements (type, meeting) WHERE section = 'outcomes';
CREATE INDEX statements_by_topic ON statement_topics (topic, statement);
CREATE INDEX names_run_together ON names (namespace, replace(key, '-', ''));
CREATE INDEX words_by_stem ON words (stem);
CREATE INDEX words_by_sound ON words (sound);
"""


def placeholders(values: Sequence[object]) -> str:
    """A question mark for each value, as SQL lists them."""
    return ", ".join("?" * len(values))
