"""Parquet, as DuckDB, pandas and Arrow read it."""

from __future__ import annotations

import datetime
from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from summitcli.errors import UsageError
from summitcli.export import make, parquet
from summitcli.query.filters import NO_FILTERS, Filters
from summitcli.store.tables import TABLES

from .conftest import saved
from .hostile import hostile


@pytest.fixture
def folder(record_store, tmp_path):
    return saved(record_store, "parquet", tmp_path / "tables")


def read_back(value: Any, type: str) -> Any:
    """A value of the store as Parquet has it."""
    if value is None:
        return None
    match type:
        case "date":
            return datetime.date.fromisoformat(value)
        case "boolean":
            return bool(value)
    return value


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_duckdb_reads_the_rows_of_every_table(record_store, folder, table):
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    types = [column.type for column in table.columns]
    wanted = [
        tuple(read_back(value, type) for value, type in zip(row, types, strict=True))
        for row in record_store.execute(f"SELECT {names} FROM {table.name}")
    ]
    found: Any = duckdb.sql(f"SELECT {names} FROM '{folder}/{table.name}.parquet'")
    assert sorted(found.fetchall(), key=repr) == sorted(wanted, key=repr)


def test_pandas_reads_the_meetings_in_order(record_store, folder):
    frame = pd.read_parquet(folder / "meetings.parquet")
    assert list(frame["id"]) == [id for (id,) in record_store.execute("SELECT id FROM meetings ORDER BY id")]
    assert isinstance(frame["first_day"][0], datetime.date)


def test_columns_say_what_they_mean(folder):
    schema = pyarrow.parquet.read_schema(folder / "sources.parquet")
    assert schema.field("standing").metadata[b"description"].startswith(b"standing of the page")
    assert schema.metadata[b"summit"].startswith(b'{"title": ')


def test_rows_are_written_in_batches(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "BATCH", 10)
    folder = saved(opened(hostile()), "parquet", tmp_path / "tables")
    file = pyarrow.parquet.ParquetFile(folder / "statements.parquet")
    sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert sizes == [10, 10, 10, 10, 2]


def test_an_empty_table_has_its_columns(opened, tmp_path):
    folder = saved(opened(hostile()), "parquet", tmp_path / "tables", Filters(kind=["pull-aside"]))
    read = pyarrow.parquet.read_table(folder / "quotes.parquet")
    assert (read.num_rows, read.column_names[:2]) == (0, ["statement", "meeting"])


def test_without_pyarrow_there_is_one_clear_message(store, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError) as error:
        make(store, NO_FILTERS, "parquet", target="tables")
    assert "pyarrow" in error.value.message
    assert "pyarrow" in (error.value.hint or "")
    assert "summitcli[" not in (error.value.hint or "")
