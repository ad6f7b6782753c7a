"""A relational database of its own, with search, views, and what Datasette shows beside it."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from ..store.tables import BY_NAME, INDEXES, TABLES, placeholders
from . import Options, Product
from .selection import Selection, rows
from .views import VIEWS
from .words import words

# A file that is thrown away if anything fails needs no journal.
FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON"
MOST_BYTES = 255
"""Bytes that the name of a file may have."""
SUFFIX = ".metadata.json"
# Words are found as the record writes them and as `summit search` compares them.
SEARCH = """
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    text, question, content="statements", content_rowid='id',
    tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
)"""


def product(_format: str, chosen: Selection, options: Options) -> Product:
    """The database, and `NAME.metadata.json` for `datasette NAME.db -m NAME.metadata.json`."""
    name = options.target.stem if options.target else "summit"
    metadata = json.dumps(_metadata(chosen, name), ensure_ascii=False, indent=2) + "\n"
    beside = _cut(name) + SUFFIX
    # A file name that is no text is written as JSON escapes it.
    return Product({"": lambda path: _fill(path, chosen), beside: [metadata.encode(errors="backslashreplace")]})


def _cut(stem: str) -> str:
    """A name so short that the suffix has room after it."""
    encoded, most = os.fsencode(stem), MOST_BYTES - len(SUFFIX)
    return stem if len(encoded) <= most else encoded[:most].decode(errors="ignore")


def _fill(path: Path, chosen: Selection) -> None:
    """Make the database in an empty file. Raises `OSError` if the disk is full."""
    try:
        with closing(sqlite3.connect(path)) as database:
            database.executescript(FAST)
            _copy(database, chosen)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise OSError(errno.EIO, str(error)) from error
        raise


def _copy(database: sqlite3.Connection, chosen: Selection) -> None:
    """Make the tables with their rows, then what is asked of them."""
    database.execute("BEGIN")
    for table in TABLES:
        database.execute(table.definition)
        database.executemany(f"INSERT INTO {table.name} VALUES ({placeholders(table.columns)})", rows(chosen, table))
    database.execute(SEARCH)
    database.executemany("INSERT INTO statements_fts (rowid, text, question) VALUES (?, ?, ?)", _searched(database))
    database.execute("INSERT INTO statements_fts (statements_fts) VALUES ('optimize')")
    for index in _indexes():
        database.execute(index)
    for name, view in VIEWS.items():
        database.execute(f"CREATE VIEW {name} AS {view.query}")
    database.commit()
    database.execute("PRAGMA optimize")


def _indexes() -> Iterator[str]:
    """The indexes of the store that are on published tables."""
    for index in INDEXES.split(";"):
        table = re.search(r" ON (\w+)", index)
        if table and table[1] in BY_NAME:
            yield index


def _searched(database: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    for id, text, question in database.execute("SELECT id, text, coalesce(question, '') FROM statements ORDER BY id"):
        yield id, words(text), words(question)


def _metadata(chosen: Selection, name: str) -> dict[str, Any]:
    """https://docs.datasette.io/en/stable/metadata.html"""
    tables: dict[str, Any] = {
        table.name: {
            "description": f"A row is {table.what}.",
            "columns": {column.name: column.meaning for column in table.columns},
        }
        for table in TABLES
    }
    for table, column in LABELS.items():
        tables[table]["label_column"] = column
    for table, columns in FACETS.items():
        tables[table]["facets"] = columns
    about = chosen.about
    head = {"title": about.title, "description": f"{about.description} {about.note}", "license": about.license}
    views = {view: {"description": VIEWS[view].question} for view in VIEWS}
    return {**head, "databases": {name: {**head, "tables": {**tables, **views}}}}


LABELS = {
    "datasets": "title",
    "series": "label",
    "sides": "label",
    "people": "name",
    "topics": "label",
    "meetings": "title",
    "sources": "title",
    "statements": "text",
}
"""By table, the column that Datasette shows where another table refers to it."""
FACETS = {
    "meetings": ["series", "kind", "status", "country"],
    "statements": ["section", "standing"],
    "sources": ["standing", "kind", "language"],
    "publishers": ["standing", "country"],
}
"""By table, the columns whose values Datasette counts beside it."""
