"""What all formats have in common: how one is chosen, where it may go, and that no record is lost."""

from __future__ import annotations

import csv
import io
import json
from importlib.util import find_spec

import pytest

from summitcli import export
from summitcli.errors import UsageError
from summitcli.query.filters import NO_FILTERS, Filters

from .conftest import contents, saved, text_of
from .hostile import hostile

TARGETS = {
    **{name: f"record{about.suffixes[0]}" for name, about in export.FORMATS.items() if about.shape != "folder"},
    "parquet": "tables",
    "datapackage": "package.zip",
}


@pytest.mark.parametrize("format", TARGETS)
def test_two_exports_are_the_same_bytes(record_store, tmp_path, format):
    for folder in ("one", "two"):
        tmp_path.joinpath(folder).mkdir()
        saved(record_store, format, tmp_path / folder / TARGETS[format])
    assert contents(tmp_path / "one") == contents(tmp_path / "two") != {}


@pytest.mark.parametrize("format", TARGETS)
def test_an_export_in_the_place_of_another_is_the_same_bytes(opened, tmp_path, format):
    store = opened(hostile())
    saved(store, format, tmp_path / TARGETS[format])
    before = contents(tmp_path)
    saved(store, format, tmp_path / TARGETS[format], force=True)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "target", "chosen"),
    [
        ("csv", None, "csv"),
        (None, "x.TSV", "tsv"),
        (None, "x.ndjson", "jsonl"),
        (None, "x.db", "sqlite"),
        (None, "x.zip", "datapackage"),
        (None, "x.md", "markdown"),
        ("json", "x.csv", "json"),
    ],
)
def test_a_format_is_named_or_told_by_the_suffix(name, target, chosen):
    assert export.chosen_format(name, target) == chosen


@pytest.mark.parametrize(
    ("name", "target", "message", "candidates"),
    [
        (None, None, "no format is named, and standard output does not tell", []),
        (None, "x.doc", "no format is named, and x.doc does not tell", []),
        ("sqlte", None, "no format 'sqlte'", ["sqlite", "site"]),
    ],
)
def test_a_format_that_is_none_is_told(name, target, message, candidates):
    with pytest.raises(UsageError) as error:
        export.chosen_format(name, target)
    assert (error.value.message, error.value.candidates) == (message, candidates)


@pytest.mark.parametrize(
    ("format", "target", "message"),
    [
        ("sqlite", None, "sqlite is not text for standard output"),
        ("parquet", None, "parquet is not text for standard output"),
        ("parquet", "x.parquet", "parquet is a file for each table"),
        ("csv", "newdir/", "newdir/ is a folder"),
        ("sqlite", "newdir/", "newdir/ is a folder"),
        ("csv", ".", ". is a folder"),
        ("csv", "", "the name of the output is empty"),
        ("datapackage", __file__, f"{__file__} is a file, and datapackage is a folder"),
        ("parquet", "/dev/null", "/dev/null is a file, and parquet is a folder"),
    ],
)
def test_a_target_that_does_not_fit_is_told(store, format, target, message):
    with pytest.raises(UsageError) as error:
        export.make(store, NO_FILTERS, format, target=target)
    assert error.value.message == message


@pytest.mark.parametrize(("target", "inside"), [("new/", True), ("new.zip/", True), ("new.zip", False)])
def test_a_slash_at_the_end_means_a_folder(opened, tmp_path, target, inside):
    saved(opened(hostile()), "datapackage", f"{tmp_path}/{target}")
    assert (tmp_path / target / "datapackage.json").exists() == inside


def test_meetings_called_first_and_latest_are_exported_each_once(opened):
    store = opened(hostile())
    ids = ["first", "latest", "oslo-2033"]
    lines = [json.loads(line)["id"] for line in text_of(store, "jsonl").splitlines()]
    rows = [row["id"] for row in csv.DictReader(io.StringIO(text_of(store, "csv")))]
    meetings = [meeting["id"] for meeting in json.loads(text_of(store, "json"))["meetings"]]
    assert (lines, rows, meetings) == (ids, ids, ids)


def test_an_export_has_all_that_the_filters_match_of_any_kind_and_status(store):
    rows = list(csv.DictReader(io.StringIO(text_of(store, "csv", Filters(year=["2018"])))))
    wanted = [id for (id,) in store.execute("SELECT id FROM meetings WHERE start LIKE '2018%' ORDER BY number")]
    assert [row["id"] for row in rows] == wanted
    assert {row["status"] for row in rows} > {"held"}


@pytest.mark.parametrize(
    ("format", "note"),
    [
        ("ics", "Left out: 1 record without a day."),
        ("geojson", "Left out: 2 records without coordinates."),
        ("csv", ""),
    ],
)
def test_what_a_format_has_no_place_for_is_told(opened, format, note):
    assert export.note(export.make(opened(hostile()), NO_FILTERS, format)) == note


def test_nothing_matches_is_an_empty_export(opened, tmp_path):
    store, nothing = opened(hostile()), Filters(kind=["pull-aside"])
    assert json.loads(text_of(store, "json", nothing))["meetings"] == []
    assert json.loads(text_of(store, "geojson", nothing))["features"] == []
    assert text_of(store, "csv", nothing).count("\n") == 1
    for format, target in TARGETS.items():
        saved(store, format, tmp_path / target, nothing)


def test_every_format_says_what_it_is():
    assert [name for name, about in export.FORMATS.items() if not about.what] == []
    modules = {about.module for about in export.FORMATS.values()}
    assert [name for name in sorted(modules) if not find_spec(f"summitcli.export.{name}")] == []
