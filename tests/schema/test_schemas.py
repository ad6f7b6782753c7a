"""What a command prints, what its schema says of it, and what --fields and --jq cut out of it."""

import ast
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from summitcli.cli.registry import COMMANDS
from summitcli.schema.answers import OUTPUTS as KNOWN
from summitcli.schema.records import Dataset, Meeting
from summitcli.schema.rows import ListedMeeting
from summitcli.schema.shapes import keys, shape_of

ROOT = Path(__file__).parents[2]
OUTPUTS = {
    "list": ["list", "--all", "--json"],
    "show": ["show", "helsinki", "--json"],
    "topics": ["topics", "--json"],
    "topic": ["topics", "syria", "--json"],
    "people": ["people", "--json"],
    "person": ["people", "putin", "--json"],
    "sources": ["sources", "--json"],
    "cited": ["sources", "helsinki", "--json"],
    "search": ["search", "adoptions", "--json"],
    "compare": ["compare", "helsinki", "anchorage", "--json"],
    "timeline": ["timeline", "--all", "--json"],
    "stats": ["stats", "--json"],
    "standings": ["stats", "--by", "standing", "--json"],
    "counting": ["stats", "--explain", "--json"],
    "open": ["open", "helsinki", "--print", "--json"],
    "validate": ["validate", "--json"],
    "version": ["version", "--json"],
    "fields": ["fields", "--json"],
}


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with no room for keys that it does not name."""
    for record in [schema, *schema.get("$defs", {}).values()]:
        if "properties" in record:
            record["additionalProperties"] = False
    return schema


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_command_prints_what_its_schema_says_and_nothing_else(summit, name):
    schema = closed(json.loads(summit("schema", name).out))
    assert faults(schema, json.loads(summit(*OUTPUTS[name]).out)) == []


def test_every_output_that_has_a_schema_is_checked_against_it():
    assert {*OUTPUTS, "dataset", "meeting", "statements", "error"} == set(KNOWN)


def test_the_rows_of_statements_have_the_columns_of_their_schema(summit):
    header = summit("show", "helsinki", "--format", "csv").out.split("\n", 1)[0]
    assert header.split(",") == list(
        json.loads(summit("schema", "statements").out)["$defs"]["FlatStatement"]["properties"]
    )


def test_the_map_is_a_list(summit):
    schema = closed(json.loads(summit("schema", "list").out))
    assert faults(schema, json.loads(summit("map", "--json").out)) == []


def test_every_command_that_answers_in_json_names_its_schema(summit):
    without = []
    for name in COMMANDS:
        help = summit(name, "--help").out
        if "--fields" in help and name not in {"map", *(arguments[0] for arguments in OUTPUTS.values())}:
            without.append(name)
    assert without == []


def test_several_meetings_fit_the_schema_of_show(summit):
    schema = closed(json.loads(summit("schema", "show").out))
    ids = summit("list", "--all", "--ids").out
    assert faults(schema, json.loads(summit("show", "-", "--json", stdin=ids).out)) == []


def test_an_error_in_json_fits_its_schema(summit):
    schema = closed(json.loads(summit("schema", "error").out))
    assert faults(schema, json.loads(summit("show", "helsinky", "--json").err)) == []


def test_the_problems_of_a_dataset_fit_the_schema_of_errors(summit):
    schema = closed(json.loads(summit("schema", "error").out))
    assert faults(schema, json.loads(summit("validate", "-", "--json", stdin="{}").err)) == []


def test_the_bundled_files_fit_the_schema_of_a_dataset(summit):
    schema = json.loads(summit("schema").out)
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data").glob("*.json"))]
    assert [fault for document in documents for fault in faults(schema, document)] == []


def test_the_schema_of_a_meeting_is_that_of_the_meetings_of_a_dataset(summit):
    schema = json.loads(summit("schema", "meeting").out)
    meetings = json.loads((ROOT / "data" / "meetings.json").read_text(encoding="utf-8"))["meetings"]
    assert [fault for meeting in meetings for fault in faults(schema, meeting)] == []


@pytest.mark.parametrize(
    "text",
    ["\x1b[31m", "a\u200bb", "\u202e", "\U000e0041", "", "  "],
    ids=["escape", "joiner", "bidi", "tag", "none", "blank"],
)
def test_a_schema_refuses_text_that_hides_something(summit, text):
    schema = json.loads(summit("schema").out)
    document = json.loads(summit("init", "-").out)
    document["title"] = text
    assert len(faults(schema, document)) == 1


def test_a_schema_has_a_versioned_name(summit):
    assert json.loads(summit("schema", "list").out)["$id"] == "urn:summitcli:schema:1:list"


def test_an_unknown_schema_is_not_found(summit):
    result = summit("schema", "lisst")
    assert (result.code, result.out, result.err.splitlines()[:2]) == (
        3,
        "",
        ["error: no schema 'lisst'", "Did you mean this?"],
    )


def test_the_fields_of_a_list_are_the_columns_of_its_csv(summit):
    header = summit("list", "-f", "csv").out.splitlines()[0]
    assert summit("fields", "list", "--fields", "field", "--no-header").out.split() == header.split(",")


def test_fields_of_json_stay_nested(summit):
    result = summit("show", "anchorage", "--fields", "id,place.city,leaders", "--json")
    assert json.loads(result.out) == {
        "id": "anchorage-2025",
        "place": {"city": "Anchorage"},
        "leaders": ["donald-trump", "vladimir-putin"],
    }


def test_fields_lead_through_lists(summit):
    [row] = json.loads(summit("show", "anchorage", "-", "--fields", "durations.minutes,durations.basis", "--json").out)
    assert {tuple(duration) for duration in row["durations"]} == {("minutes", "basis")}


def test_an_object_that_is_null_stays_null(summit):
    call = summit("list", "--kind", "call", "--ids").out.split()[0]
    assert json.loads(summit("show", call, "--fields", "place.city", "--json").out) == {"place": None}


@pytest.mark.parametrize(("format", "mark"), [("csv", ","), ("tsv", "\t")])
def test_fields_are_the_columns_of_a_table(summit, format, mark):
    result = summit("show", "helsinki", "osaka", "--fields", "id,place.city", "-f", format)
    assert result.out.splitlines() == [
        mark.join(row) for row in [("id", "place.city"), ("helsinki-2018", "Helsinki"), ("osaka-2019", "Osaka")]
    ]


def test_fields_of_json_lines(summit):
    result = summit("list", "--city", "helsinki", "--year", "2018", "--fields", "id", "-f", "jsonl")
    assert result.out == '{"id": "helsinki-2018"}\n'


TERMINAL = {"SUMMIT_FORCE_TTY": "60", "NO_COLOR": "1"}


def test_fields_of_several_records_are_columns_on_a_terminal(summit):
    result = summit("show", "helsinki", "osaka", "--fields", "id,start", env=TERMINAL)
    assert result.out == "id             start\nhelsinki-2018  2018-07-16\nosaka-2019     2019-06-28\n"


def test_fields_of_one_record_are_lines_on_a_terminal(summit):
    result = summit("show", "helsinki", "--fields", "id,start", env=TERMINAL)
    assert result.out == "Field  Value\nid     helsinki-2018\nstart  2018-07-16\n"


def test_an_unknown_field_is_refused_with_what_was_meant_and_what_there_is(summit):
    result = summit("list", "--fields", "id,citty")
    assert (result.code, result.out, result.err) == (
        2,
        "",
        "error: no field 'citty'\n"
        "Fields: id, title, series, kind, status, start, end, days, city, country, venue, host_event, leaders, "
        "minutes, length, part, topics, summary.\nDid you mean this?\n  summit list --fields id,city\n",
    )


def test_a_part_that_is_named_without_its_whole_is_suggested(summit):
    assert "\n  summit show helsinki --fields place.city\n" in summit("show", "helsinki", "--fields", "city").err
    assert "\n  summit list --fields city\n" in summit("list", "--fields", "place.city").err


def test_fields_are_completed_after_a_comma(summit):
    env = {"_SUMMIT_COMPLETE": "bash", "COMP_WORDS": "summit\nshow\n--fields\nid,place.l", "COMP_CWORD": "3"}
    assert summit(env=env).out.split() == ["id,place.latitude", "id,place.longitude"]


def test_fields_of_one_topic_are_completed_where_one_is_named(summit):
    env = {
        "_SUMMIT_COMPLETE": "bash",
        "COMP_WORDS": "summit\ntopics\nsyria\n--fields\nmeetings.disc",
        "COMP_CWORD": "4",
    }
    assert summit(env=env).out.split()[0] == "meetings.discussed"


def test_a_byte_order_mark_is_there_when_asked_for(summit):
    assert summit("list", "-f", "csv", "--bom").out.startswith("\ufeffid,title")


def test_the_starter_is_in_canonical_form(summit):
    text = summit("init", "-").out
    canonical = json.dumps(shape_of(Dataset, filled=False)(json.loads(text)), ensure_ascii=False, indent=2) + "\n"
    assert text == canonical


def test_the_starter_never_replaces_a_file(summit, tmp_path):
    tmp_path.joinpath("mine.json").write_text("precious")
    result = summit("init", "mine.json")
    assert (result.code, tmp_path.joinpath("mine.json").read_text()) == (2, "precious")


def test_every_description_is_written_once():
    written = [
        node.args[0].value
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Doc"
        if isinstance(node.args[0], ast.Constant)
    ]
    assert [text for text, times in Counter(written).items() if times > 1] == []


def test_a_row_says_of_a_key_what_the_record_says():
    [ours] = [key for key in keys(ListedMeeting) if key.name == "host_event"]
    [theirs] = [key for key in keys(Meeting) if key.name == "host_event"]
    assert ours.meaning == theirs.meaning != ""
