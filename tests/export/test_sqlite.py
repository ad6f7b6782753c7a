"""The exported database, as SQLite, Datasette and whoever joins its tables read it."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from summitcli.export.views import VIEWS
from summitcli.export.words import words
from summitcli.query.filters import NO_FILTERS, Filters
from summitcli.store.tables import TABLES

from .conftest import saved
from .hostile import ADDRESS, FORMULAS, SCRIPTS, hostile

SELECTION = Filters(topic=["syria"], year=["2017..2018"])


@pytest.fixture
def database(record_store, tmp_path):
    path = saved(record_store, "sqlite", tmp_path / "record.db")
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.fixture
def hostile_database(opened, tmp_path):
    path = saved(opened(hostile()), "sqlite", tmp_path / "record.db")
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def rows_of(connection: sqlite3.Connection, table: str) -> list[Any]:
    return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_table_is_that_of_the_store_with_its_rows(record_store, database, table):
    columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table.name})")]
    assert columns == [column.name for column in table.columns]
    assert rows_of(database, table.name) == rows_of(record_store, table.name)


def test_the_database_is_whole_and_keeps_every_reference(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_selection_keeps_every_reference_and_has_nothing_else(store, tmp_path):
    path = saved(store, "sqlite", tmp_path / "record.db", SELECTION)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        chosen = {id for (id,) in database.execute("SELECT id FROM meetings")}
        for table in TABLES:
            if table.of_meeting:
                assert {id for (id,) in database.execute(f"SELECT {table.of_meeting} FROM {table.name}")} <= chosen
        unused = """SELECT id FROM sources WHERE id NOT IN (SELECT source FROM citations UNION
                    SELECT source FROM meeting_sources) AND url NOT IN (SELECT target FROM links)"""
        assert database.execute(unused).fetchall() == []
        assert database.execute("SELECT id FROM people WHERE id NOT IN (SELECT person FROM presence)").fetchall() == []
        named = "SELECT publisher FROM sources UNION SELECT via FROM sources"
        assert database.execute(f"SELECT name FROM publishers WHERE name NOT IN ({named})").fetchall() == []


def test_a_reference_to_a_meeting_elsewhere_is_kept(hostile_database):
    assert hostile_database.execute("SELECT meeting FROM references_to").fetchall() == [("elsewhere-1815",)]


def test_links_have_a_row_for_each_side_and_each_scheme(hostile_database):
    assert hostile_database.execute("SELECT name, target FROM links ORDER BY name").fetchall() == [
        ("identifier, transcript", FORMULAS[0]),
        ("readout, us", ADDRESS),
        ("transcript", ADDRESS),
        ("wikidata", "Q1"),
    ]


def test_every_statement_has_a_source(database):
    select = "SELECT id FROM statements WHERE id NOT IN (SELECT statement FROM citations)"
    assert database.execute(select).fetchall() == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [(text, typed) for text, some in SCRIPTS.values() for typed in some],
    ids=lambda value: value[:12],
)
def test_what_is_typed_finds_its_text_in_every_script(hostile_database, text, typed):
    found = "SELECT text FROM statements_fts WHERE statements_fts MATCH ?"
    assert (text,) in hostile_database.execute(found, (typed,)).fetchall()


def test_every_word_of_a_text_finds_it(hostile_database):
    for text, _ in SCRIPTS.values():
        for word in text.replace(",", "").split():
            found = hostile_database.execute(
                "SELECT text FROM statements_fts WHERE statements_fts MATCH ?", (f'"{word}"',)
            )
            assert (text,) in found.fetchall()


def test_marks_are_around_the_words_that_were_found(hostile_database):
    marked = "SELECT highlight(statements_fts, 0, '[', ']') FROM statements_fts WHERE statements_fts MATCH ?"
    assert hostile_database.execute(marked, ("Straße",)).fetchall() == [("Đà Nẵng and the [Straße]",)]
    assert hostile_database.execute(marked, ("nato",)).fetchall() == [("ＮＡＴＯ talks of 2½ hours",)]


def test_text_that_needs_nothing_more_is_indexed_once():
    assert (
        words("A plain sentence, with U.S. in it") == "A plain sentence, with U.S. in it a plain sentence with us in it"
    )
    assert words("A plain sentence.") == "A plain sentence."
    assert words("会谈") == "会谈 会 谈 会 会谈 谈"


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_answers(store, tmp_path, view):
    path = saved(store, "sqlite", tmp_path / "record.db")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0


def test_views_have_series_and_standing(database):
    columns = {view: [row[0] for row in database.execute(f"SELECT * FROM {view}").description] for view in VIEWS}
    with_series = {view for view, names in columns.items() if "series" in names}
    with_standing = {view for view, names in columns.items() if "standing" in names}
    assert with_series == {
        *("held_in_person", "meetings_by_year", "topics_by_meeting", "attendance", "longest", "standings"),
    }
    assert with_standing == {"cited_statements", "most_cited_sources", "standings"}


@pytest.mark.parametrize("filters", [NO_FILTERS, SELECTION], ids=["all", "selection"])
def test_datasette_serves_every_table_and_view_with_what_it_is(store, tmp_path, filters):
    from datasette.app import Datasette  # type: ignore[import-untyped]

    path = saved(store, "sqlite", tmp_path / "record.db", filters)
    metadata = json.loads(path.with_name("record.metadata.json").read_text(encoding="utf-8"))
    described = metadata["databases"]["record"]["tables"]

    async def fetched(address: str) -> Any:
        answer = await served.client.get(address)
        assert answer.status_code == 200
        return answer.json()

    async def all_of_it() -> Any:
        pages = {name: await fetched(f"/record/{name}.json?_shape=array") for name in [*described, *VIEWS]}
        about = await fetched("/-/metadata.json")
        return pages, about, await fetched("/record/statements.json?_search=syria&_shape=array")

    served = Datasette([str(path)], metadata=metadata)
    pages, about, found = asyncio.run(all_of_it())
    assert described.keys() == {*(table.name for table in TABLES), *VIEWS}
    assert about["license"] == "CC0-1.0"
    assert len(pages["meetings"]) > 0
    assert len(found) > 0


def test_datasette_and_sqlite_utils_find_the_index_of_the_statements(database):
    from datasette.utils import detect_fts  # type: ignore[import-untyped]

    assert detect_fts(database, "statements") == "statements_fts"


def test_facets_and_labels_are_columns_of_their_tables(opened, tmp_path):
    path = saved(opened(hostile()), "sqlite", tmp_path / "record.db")
    metadata = json.loads(path.with_name("record.metadata.json").read_text(encoding="utf-8"))
    for table in metadata["databases"]["record"]["tables"].values():
        named = {*table.get("facets", []), *([table["label_column"]] if "label_column" in table else [])}
        assert named <= table.get("columns", {}).keys()


@pytest.mark.parametrize("size", [244, 255])
def test_a_long_name_has_its_metadata_beside_it(opened, tmp_path, size):
    name = f"{'n' * (size - 3)}.db"
    path = saved(opened(hostile()), "sqlite", tmp_path / name)
    [beside] = [each.name for each in tmp_path.iterdir() if each != path]
    assert len(beside) <= 255
    assert beside == f"{'n' * min(size - 3, 241)}.metadata.json"


def test_a_name_that_is_no_text_has_its_metadata_beside_it(opened, tmp_path):
    name = os.fsdecode(b"\xff.db")
    saved(opened(hostile()), "sqlite", str(tmp_path / name))
    metadata = json.loads((tmp_path / os.fsdecode(b"\xff.metadata.json")).read_bytes())
    assert list(metadata["databases"]) == [os.fsdecode(b"\xff")]
