"""`export json` is a dataset: `--data` reads it again, alone and beside others."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from summitcli.dataset import validate
from summitcli.query.filters import Filters
from summitcli.query.meetings import whole
from summitcli.schema.describe import schema
from summitcli.schema.records import Dataset
from summitcli.schema.shapes import shape_of

from .conftest import saved, text_of
from .hostile import ADDRESS, hostile

LINKED = "https://example.org/linked"
SELECTIONS = [
    Filters(topic=["syria"], country=["finland"]),
    Filters(series=["us-soviet"]),
    Filters(year=["2018"]),
    Filters(kind=["call"], person=["vladimir-putin"]),
]


def ids(document: Any) -> list[str]:
    return [meeting["id"] for meeting in document["meetings"]]


def test_what_is_exported_is_in_canonical_form(record_store):
    text = text_of(record_store, "json")
    document = shape_of(Dataset, filled=False)(json.loads(text))
    assert json.dumps(document, ensure_ascii=False, indent=2) + "\n" == text


def test_what_is_read_again_is_the_same_record(record_store, opened):
    document = json.loads(text_of(record_store, "json"))
    again = opened(document)
    assert ids(document) == [id for (id,) in record_store.execute("SELECT id FROM meetings ORDER BY number")]
    assert [whole(again, id) for id in ids(document)] == [whole(record_store, id) for id in ids(document)]
    assert text_of(again, "json") == text_of(record_store, "json")


def test_it_fits_the_published_schema_and_duckdb_reads_it(record_store, tmp_path):
    path = saved(record_store, "json", tmp_path / "record.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema("dataset")).iter_errors(document)) == []
    read = f"SELECT len(meetings), len(sources) FROM read_json('{path}', maximum_object_size=100000000)"
    found: Any = duckdb.sql(read)
    assert found.fetchall() == [(len(document["meetings"]), len(document["sources"]))]


@pytest.mark.parametrize("filters", SELECTIONS)
def test_a_selection_is_valid_by_itself(store, filters):
    text = text_of(store, "json", filters)
    document = json.loads(text)
    assert validate({"selection.json": text.encode()}).keys() == {"selection.json"}
    assert document["description"].startswith(f"A selection of {len(ids(document))} of the ")
    assert len(ids(document)) > 0


def test_a_selection_has_the_publishers_and_the_series_that_it_uses(store):
    document = json.loads(text_of(store, "json", Filters(series=["us-soviet"])))
    named = {source["publisher"] for source in document["sources"]}
    named |= {source["via"] for source in document["sources"] if "via" in source}
    assert {publisher["name"] for publisher in document["publishers"]} == named
    assert [series["id"] for series in document["series"]] == ["us-soviet"]


def test_two_exports_of_the_same_record_are_no_conflict(store):
    files = {f"{number}.json": text_of(store, "json", each).encode() for number, each in enumerate(SELECTIONS)}
    files["all.json"] = text_of(store, "json").encode()
    assert validate(files).keys() == files.keys()


@pytest.mark.parametrize(
    "links",
    [{"document": LINKED}, {"readouts": [{"side": "us", "url": LINKED}]}],
    ids=["document", "readout"],
)
def test_a_page_that_only_a_link_names_is_exported_with_it(opened, links):
    data = hostile()
    data["meetings"] = data["meetings"][:1]
    [first] = data["meetings"]
    linked = {"id": "linked", "publisher": "The Gazette", "url": LINKED, "kind": "primary"}
    data["sources"].append({**linked, "title": "Transcript", "language": "en"})
    first["links"] |= links
    document = json.loads(text_of(opened(data), "json"))
    assert [source["id"] for source in document["sources"]][-1] == "linked"
    validate({"again.json": json.dumps(document).encode()})


def test_a_place_on_the_equator_keeps_its_coordinates(opened):
    [first, *_] = json.loads(text_of(opened(hostile()), "json"))["meetings"]
    assert (first["place"]["latitude"], first["place"]["longitude"]) == (0.0, 0.0)


def test_a_reference_to_a_meeting_elsewhere_is_kept(opened):
    [first, *_] = json.loads(text_of(opened(hostile()), "json"))["meetings"]
    assert [each["see"] for each in first["context"] if "see" in each] == [["elsewhere-1815"]]
    assert first["links"]["transcript"] == ADDRESS


def test_files_of_several_licences_are_exported_as_one(opened):
    one, other = hostile(), hostile()
    one["meetings"], other["meetings"] = one["meetings"][:1], other["meetings"][1:]
    other |= {"license": "CC-BY-4.0", "title": "Other"}
    for data in (one, other):
        used = json.dumps(data["meetings"])
        for kind in ("people", "topics", "sources"):
            data[kind] = [each for each in data[kind] if f'"{each["id"]}"' in used]
    one["publishers"] = [each for each in one["publishers"] if json.dumps(each["name"]) in json.dumps(one["sources"])]
    other["publishers"] = [
        each for each in other["publishers"] if json.dumps(each["name"]) in json.dumps(other["sources"])
    ]
    document = json.loads(text_of(opened(one, other), "json"))
    assert document["license"] == "CC0-1.0 AND CC-BY-4.0"
    assert ids(document) == ["first", "latest", "oslo-2033"]
