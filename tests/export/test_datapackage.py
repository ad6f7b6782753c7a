"""Data packages, as Frictionless and DuckDB read them."""

from __future__ import annotations

import json
import zipfile
from typing import Any

import duckdb
import frictionless
import pytest

from summitcli.query.filters import Filters
from summitcli.store.tables import TABLES

from .conftest import saved
from .hostile import FORMULAS, hostile


@pytest.mark.parametrize("target", ["package", "package.zip"])
def test_the_data_package_is_valid(record_store, tmp_path, target, monkeypatch):
    saved(record_store, "datapackage", tmp_path / target)
    monkeypatch.chdir(tmp_path)
    report = frictionless.validate(f"{target}/datapackage.json" if target == "package" else target, type="package")
    assert (report.flatten(["message"]), report.stats["tasks"]) == ([], len(TABLES))


def test_a_selection_is_valid(store, tmp_path, monkeypatch):
    saved(store, "datapackage", tmp_path / "package.zip", Filters(topic=["syria"]))
    monkeypatch.chdir(tmp_path)
    assert frictionless.validate("package.zip", type="package").flatten(["message"]) == []


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_duckdb_reads_the_rows_of_every_table(record_store, tmp_path, table):
    folder = saved(record_store, "datapackage", tmp_path / "package")
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    booleans = [column.name for column in table.columns if column.type == "boolean"]
    wanted = [
        tuple(
            None if value is None else str(bool(value)).lower() if column.name in booleans else str(value)
            for value, column in zip(row, table.columns, strict=True)
        )
        for row in record_store.execute(f"SELECT {names} FROM {table.name}")
    ]
    found: Any = duckdb.sql(f"SELECT {names} FROM read_csv('{folder}/{table.name}.csv', all_varchar=true, header=true)")
    assert sorted(found.fetchall(), key=repr) == sorted(wanted, key=repr)


def test_no_text_is_changed_for_a_spreadsheet(opened, tmp_path):
    folder = saved(opened(hostile()), "datapackage", tmp_path / "package")
    found: Any = duckdb.sql(f"SELECT text FROM read_csv('{folder}/statements.csv', all_varchar=true, header=true)")
    assert {text for (text,) in found.fetchall()} >= set(FORMULAS)


def test_the_archive_has_the_files_of_the_folder(opened, tmp_path):
    store = opened(hostile())
    folder = saved(store, "datapackage", tmp_path / "package")
    with zipfile.ZipFile(saved(store, "datapackage", tmp_path / "package.zip")) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }


def test_the_descriptor_has_licence_and_sources(store, tmp_path):
    folder = saved(store, "datapackage", tmp_path / "package")
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    [(sources,)] = store.execute("SELECT count(*) FROM sources")
    assert (descriptor["licenses"], len(descriptor["sources"])) == ([{"name": "CC0-1.0"}], sources)


def test_a_package_in_a_folder_leaves_other_files_alone(opened, tmp_path):
    store = opened(hostile())
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "mine.txt").write_text("precious")
    saved(store, "datapackage", tmp_path / "package")
    saved(store, "datapackage", tmp_path / "package", force=True)
    assert (tmp_path / "package" / "mine.txt").read_text() == "precious"
