"""A relational database of its own, with search, views, and what Datasette shows beside it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from ..errors import UsageError
from . import Order, Product
from .relations import Relation, relations

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
INDEXES = """
CREATE INDEX meetings_by_day ON meetings (first_day, id);
CREATE INDEX leaders_by_person ON leaders (person);
CREATE INDEX meeting_sources_by_source ON meeting_sources (source);
CREATE INDEX statements_by_meeting ON statements (meeting, section);
CREATE INDEX statements_by_topic ON statements (topic);
CREATE INDEX statements_by_person ON statements (person);
CREATE INDEX citations_by_source ON citations (source);
CREATE INDEX participants_by_person ON participants (person);
CREATE INDEX quotes_by_speaker ON quotes (speaker);
"""
SEARCH = """
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    text, content="statements", content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
INSERT INTO statements_fts (statements_fts) VALUES ('optimize');
"""
# Name, the question it answers, and the query.
VIEWS = {
    "held_in_person": (
        "Which meetings were held in person?",
        "SELECT * FROM meetings WHERE status = 'held' AND kind <> 'call' ORDER BY first_day, id",
    ),
    "meetings_by_year": (
        "How many records of each kind and status are there a year?",
        """SELECT substr(first_day, 1, 4) AS year, kind, status, count(*) AS records
           FROM meetings GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
    ),
    "topics_by_meeting": (
        "What was discussed where?",
        """SELECT meetings.id AS meeting, first_day, topics.id AS topic, label, count(*) AS statements
           FROM statements JOIN meetings ON meetings.id = meeting JOIN topics ON topics.id = topic
           WHERE section = 'discussed' GROUP BY 1, 3 ORDER BY first_day, 1, 3""",
    ),
    "attendance": (
        "Who was in the room, how often?",
        """SELECT people.id AS person, name, side, count(DISTINCT meeting) AS meetings
           FROM participants JOIN people ON people.id = person GROUP BY 1, 3 ORDER BY 4 DESC, 1, 3""",
    ),
    "longest": (
        "Which meetings were the longest?",
        "SELECT id, title, first_day, kind, minutes, length FROM meetings "
        "WHERE minutes IS NOT NULL ORDER BY minutes DESC, id",
    ),
    "cited_statements": (
        "What does each statement rest on?",
        """SELECT statements.id AS statement, meeting, section, text, citations.position AS position,
                  publisher, title, date, url, kind
           FROM statements JOIN citations ON statement = statements.id JOIN sources ON sources.id = source
           ORDER BY 1, 5""",
    ),
    "most_cited_sources": (
        "Which sources carry most statements?",
        """SELECT sources.id AS source, publisher, title, url, sources.kind AS kind, count(*) AS statements
           FROM citations JOIN sources ON sources.id = source GROUP BY 1 ORDER BY 6 DESC, 1""",
    ),
}


def product(_format: str, order: Order) -> Product:
    """The database, and `NAME.metadata.json` for `datasette NAME.db -m NAME.metadata.json`."""
    if order.target is None:
        raise UsageError("a database is not text for standard output", hint="Name a file with -o.")
    tables = relations(order.extract)
    metadata = _metadata(order.extract.about, order.target.stem, tables)
    text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
    return Product({order.target.name: _database(tables), f"{order.target.stem}.metadata.json": text.encode()})


def _database(tables: list[Relation]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table in tables:
            connection.execute(_definition(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows)
        views = [f"CREATE VIEW {name} AS {query};" for name, (_, query) in VIEWS.items()]
        connection.executescript("".join([INDEXES, SEARCH, *views]))
        connection.execute("PRAGMA optimize")
        connection.commit()
        return connection.serialize()


def _definition(table: Relation) -> str:
    key = [column.name for column in table.columns[: table.key]]
    lines = []
    for number, column in enumerate(table.columns):
        words = [f'"{column.name}"', TYPES[column.type]]
        words += ["NOT NULL"] if number < table.key else []
        words += [f"REFERENCES {column.refers_to}"] if column.refers_to else []
        lines.append(" ".join(words))
    lines.append(f"PRIMARY KEY ({', '.join(key)})")
    return f"CREATE TABLE {table.name} ({', '.join(lines)})"


def _metadata(about: Any, name: str, tables: list[Relation]) -> dict[str, Any]:
    """https://docs.datasette.io/en/stable/metadata.html"""
    described = {
        table.name: {
            "description": f"A row is {table.description}.",
            "columns": {column.name: column.description for column in table.columns},
        }
        for table in tables
    }
    views = {view: {"description": question} for view, (question, _) in VIEWS.items()}
    labels = {"people": "name", "topics": "label", "meetings": "title", "sources": "title", "statements": "text"}
    for table, column in labels.items():
        described[table]["label_column"] = column
    head = {
        "title": about["title"],
        "description": f"{about['description']} {about['coverage']['note']}",
        "license": about["license"],
    }
    return {**head, "databases": {name: {**head, "tables": {**described, **views}}}}
