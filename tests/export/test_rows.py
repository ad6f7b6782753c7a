"""CSV, TSV and JSON Lines, as spreadsheets, pandas and DuckDB read them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import pytest

from summitcli.query.meetings import whole
from summitcli.render.rows import text_of as cell
from summitcli.schema.rows import ListedMeeting
from summitcli.schema.shapes import columns, keys

from .conftest import saved, text_of
from .hostile import FORMULAS, TITLE, hostile

LISTED = columns(ListedMeeting)


def listed(store: Any) -> list[dict[str, Any]]:
    names = ", ".join(f'"{name}"' for name in LISTED)
    found = store.execute(f"SELECT {names} FROM meetings ORDER BY number")
    rows = [dict(zip(LISTED, row, strict=True)) for row in found]
    lists = [key.name for key in keys(ListedMeeting) if key.is_list]
    return [row | {name: json.loads(row[name]) for name in lists} for row in rows]


def test_csv_has_the_rows_of_the_list(record_store):
    rows = list(csv.DictReader(io.StringIO(text_of(record_store, "csv", raw=True))))
    assert rows == [{name: cell(row[name]) for name in LISTED} for row in listed(record_store)]


def test_csv_is_what_pandas_and_duckdb_read(record_store, tmp_path):
    path = saved(record_store, "csv", tmp_path / "record.csv")
    frame = pd.read_csv(path)
    rows = listed(record_store)
    minutes = sum(row["minutes"] or 0 for row in rows)
    counted: Any = duckdb.sql(f"SELECT count(*), sum(minutes) FROM '{path}'")
    assert (len(frame), int(frame["minutes"].sum())) == (len(rows), minutes)
    assert counted.fetchall() == [(len(rows), minutes)]
    assert list(frame["id"]) == [row["id"] for row in rows]


def test_tsv_has_no_quotation_marks_of_its_own(record_store):
    lines = text_of(record_store, "tsv", raw=True).split("\n")
    rows = [dict(zip(LISTED, line.split("\t"), strict=True)) for line in lines[1:-1]]
    assert lines[0].split("\t") == list(LISTED)
    assert rows == [{name: cell(row[name]) for name in LISTED} for row in listed(record_store)]


def test_tsv_is_what_pandas_and_duckdb_read(record_store, tmp_path):
    path = saved(record_store, "tsv", tmp_path / "record.tsv")
    frame = pd.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    found: Any = duckdb.sql(
        f"SELECT id, title FROM read_csv('{path}', delim='\t', quote='', escape='', header=true, all_varchar=true)"
    )
    wanted = [(row["id"], cell(row["title"], guarded=True)) for row in listed(record_store)]
    assert list(zip(frame["id"], frame["title"], strict=True)) == wanted
    assert found.fetchall() == wanted


def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(opened):
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text_of(opened(hostile()), "csv")))}
    assert rows["first"]["venue"] == f"'{FORMULAS[0]}"
    assert rows["latest"]["title"] == f"'{FORMULAS[2]}"


def test_raw_leaves_formulas_as_they_are(opened):
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text_of(opened(hostile()), "csv", raw=True)))}
    assert (rows["first"]["venue"], rows["latest"]["title"]) == (FORMULAS[0], FORMULAS[2])


def test_every_text_of_a_list_is_guarded():
    assert cell(["a", "=b", "-1"], guarded=True) == "a; '=b; '-1"


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_a_byte_order_mark_is_written_once(opened, format):
    text = text_of(opened(hostile()), format, bom=True)
    assert (text[0], text.count("\ufeff")) == ("\ufeff", 1)


def test_json_lines_are_the_whole_meetings(record_store):
    lines = [json.loads(line) for line in text_of(record_store, "jsonl").split("\n")[:-1]]
    assert lines == [whole(record_store, row["id"]) for row in listed(record_store)]


def test_json_lines_are_what_pandas_reads(record_store):
    frame = pd.read_json(io.StringIO(text_of(record_store, "jsonl")), lines=True, dtype=False)
    assert list(frame["id"]) == [row["id"] for row in listed(record_store)]


def test_json_lines_are_what_duckdb_reads(record_store, tmp_path):
    path = saved(record_store, "jsonl", tmp_path / "record.jsonl")
    found: Any = duckdb.sql(f"SELECT id, title FROM read_json('{path}', maximum_object_size=100000000)")
    assert sorted(found.fetchall()) == sorted((row["id"], row["title"]) for row in listed(record_store))


def test_a_hostile_title_arrives_as_it_is(opened):
    store = opened(hostile())
    [row, *_] = csv.DictReader(io.StringIO(text_of(store, "csv")))
    assert row["title"] == TITLE
    assert json.loads(text_of(store, "jsonl").split("\n")[0])["title"] == TITLE
