"""Each format is read back by somebody else's reader, and says the same as `summit list --all --json`."""

import csv
import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import geojson  # type: ignore[import-untyped]
import icalendar
import pandas as pd  # type: ignore[import-untyped]
import pytest

FORMATS = ("csv", "tsv", "jsonl", "json", "markdown", "ics", "geojson")
TARGETS = {
    **{format: f"record.{format}" for format in FORMATS},
    "sqlite": "record.db",
    "parquet": "tables",
    "datapackage": "package.zip",
}


@pytest.fixture
def listed(summit):
    return json.loads(summit("list", "--all", "--json").out)


@pytest.fixture
def shown(summit):
    ids = summit("list", "--all", "--ids").out
    return json.loads(summit("show", "-", "--json", stdin=ids).out)


def asked(sql: str) -> Any:
    """The first row of DuckDB's answer."""
    relation: Any = duckdb.sql(sql)
    return relation.fetchall()[0]


def events_of(text: str) -> Any:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("format", TARGETS)
def test_two_exports_are_the_same_bytes(summit, tmp_path, format):
    first = summit("export", format, "-o", TARGETS[format])
    before = contents(tmp_path)
    second = summit("export", format, "-o", TARGETS[format], "--force")
    assert (first.code, second.code, contents(tmp_path) == before) == (0, 0, True)


def test_csv_has_the_rows_of_the_list(summit, listed):
    rows = csv.DictReader(io.StringIO(summit("export", "csv").out))
    assert [(row["id"], row["start"], row["city"]) for row in rows] == [
        (row["id"], row["start"], row["city"] or "") for row in listed
    ]


def test_csv_is_what_pandas_and_duckdb_read(summit, tmp_path, listed):
    summit("export", "csv", "-o", "record.csv")
    frame = pd.read_csv(tmp_path / "record.csv")
    counted = asked(f"SELECT count(*), sum(minutes) FROM '{tmp_path}/record.csv'")
    minutes = sum(row["minutes"] or 0 for row in listed)
    assert (len(frame), int(frame["minutes"].sum()), counted) == (len(listed), minutes, (len(listed), minutes))


def test_json_is_a_dataset_that_summit_reads_again(summit, tmp_path, shown):
    summit("export", "json", "-o", "again.json")
    ids = summit("list", "--all", "--ids").out
    assert json.loads(summit("--data", "again.json", "show", "-", "--json", stdin=ids).out) == shown


def test_a_selection_as_json_is_a_valid_dataset(summit):
    selected = summit("export", "json", "--topic", "syria", "--country", "finland").out
    result = summit("validate", "-", "--fields", "meetings", "--no-header", stdin=selected)
    assert (result.code, result.out) == (0, "1\n")


def test_json_lines_are_the_whole_meetings(summit, shown):
    assert [json.loads(line) for line in summit("export", "jsonl").out.splitlines()] == shown


def test_markdown_has_every_meeting_and_every_source(summit, shown):
    book = summit("export", "markdown").out
    missing = [meeting["id"] for meeting in shown if f"\n`{meeting['id']}`\n" not in book]
    missing += [source["url"] for meeting in shown for source in meeting["cited"] if f"<{source['url']}>" not in book]
    assert missing == []


def test_the_calendar_has_every_record_with_a_day_and_ends_the_day_after(summit, listed):
    events = events_of(summit("export", "ics").out)
    assert [(str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events] == [
        (f"{row['id']}@summitcli", date.fromisoformat(row["start"]), date.fromisoformat(row["end"]) + timedelta(days=1))
        for row in listed
        if len(row["start"]) == 10
    ]


def test_the_calendar_says_what_it_leaves_out(summit, listed):
    without = sum(len(row["start"]) < 10 for row in listed)
    assert summit("export", "ics").err == f"Left out: {without} records without a day.\n"


def test_the_last_day_there_is_stands_in_the_calendar(summit, tmp_path):
    data = json.loads(summit("init", "-").out)
    data["meetings"][0] |= {"start": "9999-12-30", "end": "9999-12-31"}
    (tmp_path / "far.json").write_text(json.dumps(data))
    exported = summit("export", "ics", "--data", "far.json")
    assert (exported.code, exported.err) == (0, "")
    event: Any = icalendar.Calendar.from_ical(exported.out).walk("VEVENT")[0]
    assert (event["dtstart"].dt, event["duration"].dt) == (date(9999, 12, 30), timedelta(days=2))


def test_the_calendar_has_place_and_coordinates(summit):
    [event] = events_of(summit("export", "ics", "--city", "helsinki", "--status", "held").out)
    assert (event["GEO"].to_ical(), event["LOCATION"].endswith("Helsinki, Finland")) == ("60.16952;24.93545", True)


def test_the_map_has_every_record_with_coordinates_longitude_first(summit, shown):
    collection = geojson.loads(summit("export", "geojson").out)
    assert collection.is_valid
    assert [(feature["id"], feature.geometry.coordinates) for feature in collection.features] == [
        (meeting["id"], [meeting["place"]["longitude"], meeting["place"]["latitude"]])
        for meeting in shown
        if (meeting["place"] or {}).get("latitude") is not None
    ]


def test_the_map_says_what_it_leaves_out(summit):
    assert summit("export", "geojson", "--kind", "call", "--year", "2017").err.endswith(" without coordinates.\n")


@pytest.fixture
def database(summit, tmp_path):
    summit("export", "-o", "record.db")
    connection = sqlite3.connect(tmp_path / "record.db")
    yield connection
    connection.close()


def test_the_database_has_the_meetings_of_the_list(database, listed):
    rows = database.execute("SELECT id, start, city, minutes, length FROM meetings ORDER BY first_day, id").fetchall()
    assert sorted(rows) == sorted(
        (row["id"], row["start"], row["city"], row["minutes"], row["length"]) for row in listed
    )


def test_the_database_keeps_every_reference(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_statement_of_the_database_has_a_source(database):
    assert (
        database.execute("SELECT id FROM statements WHERE id NOT IN (SELECT statement FROM citations)").fetchall() == []
    )


def test_the_database_has_every_claim_of_every_meeting(database, shown):
    def cited(node: Any) -> int:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        return int(isinstance(node, dict) and "sources" in node) + sum(map(cited, inner))

    wanted = {meeting["id"]: cited(meeting) - 1 for meeting in shown}  # the meeting's own are in meeting_sources
    assert dict(database.execute("SELECT meeting, count(*) FROM statements GROUP BY 1")) == wanted


def test_the_database_can_be_searched(database):
    found = database.execute("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'adoptions'").fetchone()[0]
    assert found > 0


def test_datasette_and_sqlite_utils_find_the_index_of_the_statements(database):
    from datasette.utils import detect_fts  # type: ignore[import-untyped]

    assert detect_fts(database, "statements") == "statements_fts"


@pytest.mark.parametrize(
    "view",
    [
        *("held_in_person", "meetings_by_year", "topics_by_meeting", "attendance", "longest", "cited_statements"),
        "most_cited_sources",
    ],
)
def test_a_view_of_the_database_answers(database, view):
    assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0


def test_the_view_of_meetings_in_person_is_the_list(summit, database):
    held = [id for (id,) in database.execute("SELECT id FROM held_in_person WHERE series = 'trump-putin'")]
    assert held == summit("list", "--ids").out.split()


@pytest.fixture
def datasette(summit, tmp_path):
    """The address of a Datasette server on loopback that serves the exported database."""
    summit("export", "-o", "record.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "record.db", "-m", "record.metadata.json", "-p", str(port)]
    server = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "SUMMIT_TEST_LOOPBACK": "1"},
    )
    assert server.stdout
    for line in server.stdout:  # uvicorn says when it listens
        if "Uvicorn running" in line:
            break
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()
    server.stdout.close()


def fetched(address: str) -> Any:
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


@pytest.mark.enable_socket
def test_datasette_serves_the_database_with_its_licence_and_search(datasette, listed):
    about = fetched(f"{datasette}/-/metadata.json")
    meetings = fetched(f"{datasette}/record/meetings.json?_shape=array&_size=max")
    found = fetched(f"{datasette}/record/statements.json?_search=adoptions&_shape=array")
    assert (about["license"], {row["id"] for row in meetings}) == ("CC0-1.0", {row["id"] for row in listed})
    assert found != []


def test_parquet_has_the_tables_of_the_database(summit, tmp_path, database):
    summit("export", "parquet", "-o", "tables")
    tables = [path.stem for path in sorted((tmp_path / "tables").iterdir())]
    counted = {name: asked(f"SELECT count(*) FROM '{tmp_path}/tables/{name}.parquet'") for name in tables}
    assert counted == {name: database.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables}


def test_parquet_is_what_pandas_reads(summit, tmp_path, listed):
    summit("export", "parquet", "-o", "tables")
    frame = pd.read_parquet(tmp_path / "tables" / "meetings.parquet")
    assert list(frame["id"]) == [row["id"] for row in listed]
    assert str(frame["first_day"][0]) == listed[0]["start"]


def test_without_pyarrow_there_is_one_clear_message(summit):
    result = summit("export", "parquet", "-o", "tables", hidden=["pyarrow"])
    assert (result.code, result.err) == (
        2,
        "error: export parquet needs the package pyarrow, which is not installed\n"
        "Install it with: pip install 'summitcli[parquet]'\n",
    )


@pytest.mark.parametrize("target", ["package", "package.zip"])
def test_the_data_package_is_valid(summit, tmp_path, target, monkeypatch):
    summit("export", "datapackage", "-o", target)
    monkeypatch.chdir(tmp_path)
    report = frictionless.validate(f"{target}/datapackage.json" if target == "package" else target, type="package")
    assert (report.flatten(["message"]), report.stats["tasks"]) == ([], 14)


def test_a_data_package_in_a_folder_leaves_other_files_alone(summit, tmp_path):
    tmp_path.joinpath("package").mkdir()
    tmp_path.joinpath("package", "mine.txt").write_text("precious")
    summit("export", "datapackage", "-o", "package")
    summit("export", "datapackage", "-o", "package", "--force")
    assert tmp_path.joinpath("package", "mine.txt").read_text() == "precious"


def test_an_export_takes_everything_that_the_filters_match(summit):
    exported = summit("export", "jsonl", "--year", "2017").out.splitlines()
    assert [json.loads(line)["id"] for line in exported] == summit(
        "list", "--all", "--year", "2017", "--ids"
    ).out.split()


@pytest.mark.parametrize("target", ["record.csv", "record.db"])
def test_an_export_never_replaces_a_file_without_force(summit, tmp_path, target):
    tmp_path.joinpath(target).write_text("precious")
    result = summit("export", "-o", target)
    assert (result.code, result.err, contents(tmp_path)) == (
        2,
        f"error: {target} exists\n--force replaces it.\n",
        {target: b"precious"},
    )


def test_a_full_disk_gives_one_clear_line(summit):
    result = summit("export", "csv", "-o", "/dev/full")
    assert (result.code, result.err) == (1, "error: cannot write /dev/full: No space left on device\n")


@pytest.mark.parametrize("target", ["record.csv", "record.db", "tables"])
def test_a_disk_that_fills_up_leaves_no_partial_file(summit, tmp_path, filling_disk, target):
    summit("list")  # the compiled dataset is kept already
    format = {"record.csv": "csv", "record.db": "sqlite", "tables": "datapackage"}[target]
    result = summit("export", format, "-o", target, env=filling_disk)
    assert (result.code, result.err.count("\n"), result.err.startswith("error: cannot write ")) == (1, 1, True)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_gives_one_clear_line(summit):
    result = summit("export", "csv", "-o", "/proc/none/record.csv")
    assert (result.code, result.err.count("\n"), result.err.startswith("error: cannot write /proc/none")) == (
        1,
        1,
        True,
    )


def test_a_target_that_is_a_link_is_written_through(summit, tmp_path):
    tmp_path.joinpath("link.csv").symlink_to(tmp_path / "real.csv")
    summit("export", "-o", "link.csv")
    assert tmp_path.joinpath("link.csv").is_symlink()
    assert tmp_path.joinpath("real.csv").read_text().startswith("id,title")


@pytest.mark.parametrize("target", ["/dev/stdout", "/dev/fd/1", ">(cat)"])
def test_a_pipe_is_written_to_as_it_is(summit, cache, target):
    command = f"{sys.executable} -m summitcli export csv -o {target} | cat"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        env={"PATH": os.environ["PATH"], "SUMMIT_CACHE_DIR": str(cache)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, summit("export", "csv").out, b"")


@pytest.mark.skipif(os.name != "posix", reason="needs the modes of POSIX")
def test_a_file_that_is_replaced_keeps_its_mode(summit, tmp_path):
    target = tmp_path / "mine.csv"
    target.write_text("")
    target.chmod(0o600)
    assert summit("export", "-o", target, "--force").code == 0
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_unknown_format_is_refused_with_what_there_is(summit):
    result = summit("export", "excel")
    assert (result.code, result.out, result.err.splitlines()[0]) == (2, "", "error: no format 'excel'")


def test_a_database_needs_a_file(summit):
    assert summit("export", "sqlite").err.splitlines()[0] == "error: sqlite is not text for standard output"


def test_cells_that_a_spreadsheet_would_run_are_neutralised_unless_raw(summit):
    dataset = summit("init", "-").out.replace("Helsinki summit", "=cmd()")
    safe = summit("--data", "-", "export", "csv", stdin=dataset).out.splitlines()[1]
    raw = summit("--data", "-", "export", "csv", "--raw", stdin=dataset).out.splitlines()[1]
    assert (safe.split(",")[1], raw.split(",")[1]) == ("'=cmd()", "=cmd()")


@pytest.mark.parametrize("format", [*FORMATS, "sqlite", "datapackage"])
def test_an_export_needs_neither_pydantic_nor_rich(summit, format):
    summit("list")
    assert summit("export", format, "-o", TARGETS[format], hidden=["pydantic", "rich"]).code == 0


@pytest.mark.parametrize("format", TARGETS)
def test_an_export_of_nothing_is_empty_and_no_error(summit, tmp_path, format):
    result = summit("export", format, "--year", "1900", "-o", TARGETS[format])
    assert (result.code, result.err, tmp_path.joinpath(TARGETS[format]).exists()) == (0, "", True)


def test_a_selection_says_that_it_is_one(summit):
    whole, part = (json.loads(summit("export", "json", *more).out) for more in ([], ["--year", "2018"]))
    assert part["description"].startswith(f"A selection of {len(part['meetings'])} of the {len(whole['meetings'])} ")
    assert part["description"].endswith(whole["description"])
