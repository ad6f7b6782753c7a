"""docs/scale.md: the Parquet export of many generated meetings, asked by DuckDB as the page asks it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import summitcli
from tests.conftest import ROOT

SIZE = int(os.environ.get("SUMMIT_SCALE", "2000"))
"""Meetings: 100,000, with which `.ci/run` runs these tests, take minutes."""
PAGE = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
DECADES, STANDINGS, LEADERS, ON_TOPIC, BY_YEAR, STATEMENTS_BY_YEAR, PRUNED = QUERIES


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[tuple[Path, summitcli.Record]]:
    """A folder with `parquet/`, and the record that it was made from."""
    folder = tmp_path_factory.mktemp("scale")
    data = folder / "generated.json"
    subprocess.run([sys.executable, "benchmarks/generate.py", str(SIZE), "-o", str(data)], cwd=ROOT, check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(cache))
        command = [sys.executable, "-m", "summitcli", "export", "parquet", "--data", str(data), "-o", "parquet"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        with summitcli.load(data) as record:
            yield folder, record


@pytest.fixture
def ask(exported: tuple[Path, summitcli.Record], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a query of the page in the folder of the export."""
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(exported[0])

    def run(query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect() as connection:
            rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
        return rows

    return run


def test_decades_are_counted_as_the_record_counts_them(exported: tuple[Path, summitcli.Record], ask: Any) -> None:
    record = exported[1]
    held = record.meetings(all=True)
    decades = Counter(int(row["start"][:3]) * 10 for row in held if row["status"] == "held")
    calls = Counter(int(row["start"][:3]) * 10 for row in held if row["status"] == "held" and row["kind"] == "call")
    assert ask(DECADES) == [(decade, decades[decade], calls[decade]) for decade in sorted(decades)]
    assert len(held) == SIZE


def test_statements_rest_on_what_the_record_says(exported: tuple[Path, summitcli.Record], ask: Any) -> None:
    by_standing: Counter[str | None] = Counter()
    for _, standing, count in ask(STANDINGS):
        by_standing[standing] += count
    counted = exported[1].statistics("standing", all=True)
    assert dict(by_standing) == {row["standing"]: row["statements"] for row in counted if row["statements"]}


def test_leaders_and_topics_are_joined(exported: tuple[Path, summitcli.Record], ask: Any) -> None:
    rows = ask(LEADERS)
    assert len(rows) == 10
    name, label, meetings = rows[0]
    record = exported[1]
    topic = next(each["id"] for each in record.topics() if each["label"] == label)
    person = next(each["id"] for each in record.people() if each["name"] == name)
    assert len(record.meetings(leader=person, topic=topic, all=True)) == meetings


def test_every_statement_on_a_topic_has_its_best_source(exported: tuple[Path, summitcli.Record], ask: Any) -> None:
    rows = ask(ON_TOPIC)
    assert rows
    assert all(url.startswith("http") for *_, url in rows)
    meeting, ref, *_, url = rows[len(rows) // 2]
    record = exported[1]
    [statement] = [each for each in record.statements(meeting) if each["ref"] == ref]
    assert record.source(statement["sources"][0])["url"] == url


def test_partitions_have_every_row_once_and_are_pruned(exported: tuple[Path, summitcli.Record], ask: Any) -> None:
    ask(BY_YEAR)
    ask(STATEMENTS_BY_YEAR)
    for table in ("meetings", "statements"):
        [[whole]] = ask(f"SELECT count(*) FROM 'parquet/{table}.parquet'")
        [[parted]] = ask(f"SELECT count(*) FROM read_parquet('{table}_by_year/**/*.parquet', hive_partitioning = true)")
        assert whole == parted > 0
    years = sorted(path.name for path in (exported[0] / "meetings_by_year").iterdir())
    assert years[0].startswith("year=19")
    found = ask(PRUNED)
    years_of = "SELECT id FROM 'parquet/meetings.parquet' WHERE year(first_day) BETWEEN 1985 AND 1987"
    [[counted]] = ask(f"SELECT count(*) FROM 'parquet/statements.parquet' WHERE meeting IN ({years_of})")
    assert sum(count for _, count in found) == counted > 0
    read = " ".join(str(line) for line in ask(f"EXPLAIN ANALYZE {PRUNED}"))
    assert re.search(r"3/\d\d", read), "only three of the folders are read"


def test_columns_say_what_they_mean(exported: tuple[Path, summitcli.Record]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    schema = parquet.read_schema(exported[0] / "parquet/meetings.parquet")
    assert b"length" in schema.field("length").metadata[b"description"]
    nested = [field.name for field in schema if str(field.type).startswith(("list", "struct", "map"))]
    assert nested == []


def test_the_tables_that_the_page_names_are_there(exported: tuple[Path, summitcli.Record]) -> None:
    named = set(re.findall(r"parquet/(\w+)\.parquet", PAGE))
    there = {path.stem for path in (exported[0] / "parquet").iterdir()}
    assert named <= there
