"""Broken datasets: each is refused with exit 5, the place of the fault, and nothing on stdout."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summitcli.cli.main import run as main

from ..conftest import HISTORY, RECORD, Result, Summit, written
from ..synthetic import dataset


def broken(*steps: int | str, to: Any) -> dict[str, Any]:
    """The synthetic dataset with the value at a path replaced; `...` takes the key away."""
    data: Any = dataset()
    node = data
    for step in steps[:-1]:
        node = node[step]
    if to is ...:
        del node[steps[-1]]
    else:
        node[steps[-1]] = to
    return dict(data)


def problems(done: Result) -> list[str]:
    """The problems on stderr, without the name of the file."""
    assert (done.code, done.out) == (5, "")
    head, *lines = done.err.splitlines()
    assert head.startswith("error: the dataset is not valid: ")
    return [line.removeprefix("  dataset.json: ") for line in lines]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[[Any], list[str]]:
    """Run `summit validate` on a dataset in this process, which spares a hundred starts; its problems."""

    def run(data: Any) -> list[str]:
        code = main(["validate", str(written(data, tmp_path))])
        return problems(Result(code, *capsys.readouterr()))

    return run


def with_key(*steps: int | str, key: str, to: Any) -> dict[str, Any]:
    return broken(*steps, key, to=to)


def statement(**change: Any) -> dict[str, Any]:
    return {"text": "It rained.", "sources": ["gazette-2031"]} | change


SCHEMA = {
    "unknown key": (
        with_key("meetings", 0, key="sumary", to="x"),
        'meetings[0] (geneva-2031): unknown key "sumary": did you mean "summary"?',
    ),
    "unknown key in links": (
        with_key("meetings", 0, "links", key="readout_us", to="https://palace.example/notes"),
        'meetings[0].links (geneva-2031): unknown key "readout_us": did you mean "readouts"?',
    ),
    "unknown key at the top": (with_key(key="author", to="x"), 'unknown key "author"'),
    "unknown key in a statement": (
        broken("meetings", 0, "context", 0, to=statement(note="x")),
        'meetings[0].context[0] (geneva-2031): unknown key "note"',
    ),
    "missing key": (broken("meetings", 1, "title", to=...), 'meetings[1] (call-2032-01-02): "title" is missing'),
    "statement without a source": (
        broken("meetings", 0, "context", 0, to=statement(sources=[])),
        "meetings[0].context[0].sources (geneva-2031): needs at least 1, has 0",
    ),
    "statement without the key sources": (
        broken("meetings", 0, "context", 0, to={"text": "It rained."}),
        'meetings[0].context[0] (geneva-2031): "sources" is missing',
    ),
    "id with a capital": (
        broken("meetings", 2, "id", to="Oslo-2033"),
        'meetings[2].id (Oslo-2033): "Oslo-2033" is not an id '
        "(lower-case letters and digits, joined by single hyphens)",
    ),
    "alias with a space": (
        broken("meetings", 0, "aliases", to=["lake geneva"]),
        'meetings[0].aliases[0] (geneva-2031): "lake geneva" is not an id '
        "(lower-case letters and digits, joined by single hyphens)",
    ),
    "latitude out of range": (
        broken("meetings", 0, "place", "latitude", to=90.5),
        "meetings[0].place.latitude (geneva-2031): 90.5 is out of range: at most 90.0",
    ),
    "longitude out of range": (
        broken("meetings", 0, "place", "longitude", to=-181),
        "meetings[0].place.longitude (geneva-2031): -181 is out of range: at least -180.0",
    ),
    "minutes of nothing": (
        broken("meetings", 0, "durations", 0, "minutes", to=0),
        "meetings[0].durations[0].minutes (geneva-2031): 0 is out of range: at least 1",
    ),
    "minutes as text": (
        broken("meetings", 0, "durations", 0, "minutes", to="130"),
        'meetings[0].durations[0].minutes (geneva-2031): should be a whole number, is "130"',
    ),
    "address of another scheme": (
        broken("sources", 0, "url", to="file:///etc/passwd"),
        'sources[0].url (gazette-2031): "file:///etc/passwd" is not a web address (http or https)',
    ),
    "address that would end its brackets": (
        broken("sources", 0, "url", to="https://x.example/><script>"),
        'sources[0].url (gazette-2031): "https://x.example/><script>" is not a web address (http or https)',
    ),
    "address of a script": (
        broken("sources", 0, "url", to="javascript:alert(1)"),
        'sources[0].url (gazette-2031): "javascript:alert(1)" is not a web address (http or https)',
    ),
    "country by name": (
        broken("meetings", 0, "place", "country", to="Switzerland"),
        'meetings[0].place.country (geneva-2031): "Switzerland" is not a country code '
        "(two capital letters, ISO 3166-1)",
    ),
    "kind of no kind": (
        broken("meetings", 0, "kind", to="party"),
        'meetings[0].kind (geneva-2031): "party" is not one of summit, bilateral, pull-aside or call',
    ),
    "date in words": (
        broken("meetings", 0, "start", to="4 March 2031"),
        'meetings[0].start (geneva-2031): "4 March 2031" is not a date (YYYY, YYYY-MM or YYYY-MM-DD)',
    ),
    "time without a clock": (
        broken("meetings", 0, "times", 0, "at", to="2031-03-04"),
        'meetings[0].times[0].at (geneva-2031): "2031-03-04" is not a local time '
        "(YYYY-MM-DDThh:mm, with its UTC offset where that is known: +hh:mm)",
    ),
    "standing of no standing": (
        broken("publishers", 0, "standing", to="partisan"),
        'publishers[0].standing (The Gazette): "partisan" is not one of official, agency, press, state-funded, '
        "specialist or other",
    ),
    "text that is blank": (broken("meetings", 0, "title", to=" "), "meetings[0].title (geneva-2031): is blank"),
    "text that is a number": (
        broken("meetings", 0, "title", to=7),
        "meetings[0].title (geneva-2031): should be a string, is 7",
    ),
    "list that is an object": (broken("meetings", to={}), "meetings: should be a list"),
    "object that is a list": (broken("meetings", 0, to=[]), "meetings[0]: should be an object"),
    "one leader": (
        broken("meetings", 0, "leaders", to=["anna-adams"]),
        "meetings[0].leaders (geneva-2031): needs at least 2, has 1",
    ),
    "account of one side": (
        broken("meetings", 0, "accounts", 0, "positions", to=dataset()["meetings"][0]["accounts"][0]["positions"][:1]),
        "meetings[0].accounts[0].positions (geneva-2031): needs at least 2, has 1",
    ),
    "other schema version": (
        broken("schema_version", to=2),
        "schema_version: is 2; this version of summit reads 1",
    ),
    "schema version that is true": (
        broken("schema_version", to=True),
        "schema_version: is true; this version of summit reads 1",
    ),
    "schema version with a fraction": (
        broken("schema_version", to=1.0),
        "schema_version: is 1.0; this version of summit reads 1",
    ),
    "flag that is a number": (
        broken("meetings", 0, "quotes", 0, "translated", to=1),
        "meetings[0].quotes[0].translated (geneva-2031): should be true or false, is 1",
    ),
    "control character": (
        broken("meetings", 0, "title", to="a\x1b[31m"),
        "meetings[0].title (geneva-2031): holds U+001B (control character), which a terminal could obey or hide",
    ),
    "newline in a text": (
        broken("meetings", 0, "title", to="a\nb"),
        "meetings[0].title (geneva-2031): holds U+000A (control character), which a terminal could obey or hide",
    ),
    "newline at the end of a text": (
        broken("meetings", 0, "title", to="Geneva\n"),
        "meetings[0].title (geneva-2031): holds U+000A (control character), which a terminal could obey or hide",
    ),
    "newline at the end of an id": (
        broken("meetings", 2, "id", to="oslo-2033\n"),
        "meetings[2].id: holds U+000A (control character), which a terminal could obey or hide",
    ),
    "C1 control": (
        broken("meetings", 0, "summary", "text", to="a\x9b31m"),
        "meetings[0].summary.text (geneva-2031): holds U+009B (control character), which a terminal could obey or hide",
    ),
    "bidi override": (
        broken("people", 0, "name", to="\u202eanna"),
        "people[0].name (anna-adams): holds U+202E (invisible or direction-changing character), "
        "which a terminal could obey or hide",
    ),
    "zero-width character": (
        broken("sources", 1, "title", to="a\u200bb"),
        "sources[1].title (palace-2031): holds U+200B (invisible or direction-changing character), "
        "which a terminal could obey or hide",
    ),
    "invisible tag": (
        broken("topics", 0, "label", to="a\U000e0041"),
        "topics[0].label (fishing): holds U+E0041 (invisible or direction-changing character), "
        "which a terminal could obey or hide",
    ),
    "control character in an address": (
        broken("sources", 0, "url", to="https://x.example/\x07"),
        "sources[0].url (gazette-2031): holds U+0007 (control character), which a terminal could obey or hide",
    ),
    "control character in a key": (
        with_key("meetings", 0, key="\x1b[31m", to=1),
        'meetings[0] (geneva-2031): unknown key "\\u001b[31m"',
    ),
}
ID_TWICE = broken("meetings", 1, "id", to="geneva-2031")
MISSING_SOURCE = broken("meetings", 0, "discussed", 0, "sources", to=["gazette-2031", "kremlin-2018"])
DEEP = b'{"meetings": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
CONTENTS = {
    "not JSON": (b"meetings: []", "not JSON: line 1, column 1: Expecting value"),
    "truncated": (json.dumps(dataset()).encode()[:2000], "not JSON: line 1, column "),
    "not UTF-8": (b'{"title": "caf\xe9"}', "not UTF-8: byte 15 is 0xe9"),
    "UTF-16": (json.dumps(dataset()).encode("utf-16"), "is encoded as UTF-16 (little endian): save it as UTF-8"),
    "UTF-16, big endian": (
        b"\xfe\xff" + json.dumps(dataset()).encode("utf-16-be"),
        "is encoded as UTF-16 (big endian): save it as UTF-8",
    ),
    "UTF-32": (json.dumps(dataset()).encode("utf-32"), "is encoded as UTF-32 (little endian): save it as UTF-8"),
    "UTF-32, big endian": (
        b"\0\0\xfe\xff" + json.dumps(dataset()).encode("utf-32-be"),
        "is encoded as UTF-32 (big endian): save it as UTF-8",
    ),
    "byte order mark alone": (b"\xef\xbb\xbf", "the file is empty"),
    "empty": (b"", "the file is empty"),
    "blank": (b" \n", "the file is empty"),
    "a list": (b"[]", "should be an object"),
    "a string": (b'"x"', "should be an object"),
    "null": (b"null", "should be an object"),
    "duplicate key": (b'{"title": "a", "title": "b"}', 'the key "title" is given twice in one object'),
    "duplicate key deep down": (
        b'{"meetings": [{"id": "a"}, {"place": {"city": "a", "city": "b"}}]}',
        'meetings[1].place: the key "city" is given twice in one object',
    ),
    "duplicate key in disguise": (
        b'{"meetings": [{"id": "a", "\\u0069d": "b"}]}',
        'meetings[0]: the key "id" is given twice in one object',
    ),
    "NaN": (b'{"schema_version": NaN}', "not JSON: NaN is not a number"),
    "Infinity": (b'{"schema_version": -Infinity}', "not JSON: -Infinity is not a number"),
    "nested deeply": (DEEP, "not a dataset: nested too deeply"),
    "lone surrogate": (json.dumps(dataset() | {"title": "\ud800"}).encode(), "not JSON: unexpected end of hex escape"),
    "NUL": (json.dumps(dataset()).encode() + b"\x00", "not JSON: line 1, column "),
    "two values": (b"{} {}", "not JSON: line 1, column 4: Extra data"),
}


@pytest.mark.parametrize("case", SCHEMA)
def test_what_breaks_the_schema_is_refused_with_its_place(refused, case):
    data, message = SCHEMA[case]
    assert refused(data) == [message]


@pytest.mark.parametrize("case", CONTENTS)
def test_what_is_no_json_text_is_refused_in_a_sentence(refused, case):
    content, message = CONTENTS[case]
    found = refused(content)
    assert len(found) == 1
    assert found[0].startswith(message)


@pytest.mark.parametrize("command", [["list"], ["show", "geneva"], ["topics"], ["list", "--json"]], ids=" ".join)
@pytest.mark.parametrize("content", [b"", b"{", b"{}", ID_TWICE], ids=["empty", "cut", "bare", "rule"])
def test_no_command_serves_a_broken_dataset(summit: Summit, command, content):
    done = summit(*command, data=content)
    assert (done.code, done.out) == (5, "")
    assert "not valid" in done.err


@pytest.mark.parametrize("number", ["1" * 5000, "1e999", "-" + "9" * 400, "1e400", "0." + "3" * 5000])
@pytest.mark.parametrize("key", ["minutes", "latitude", "schema_version"])
def test_huge_numbers_are_refused_in_a_short_sentence(summit: Summit, number, key):
    valid = {"minutes": '"minutes": 130', "latitude": '"latitude": 46.2044', "schema_version": '"schema_version": 1'}
    text = json.dumps(dataset()).replace(valid[key], f'"{key}": {number}', 1)
    done = summit("validate", data=text.encode())
    if key == "latitude" and number.startswith("0."):
        assert done.code == 0
        return
    [said] = problems(done)
    assert (len(said) < 200, re.sub(r" \(.*?\)", "", said.partition(":")[0]).endswith((key, "not JSON"))) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [("nowhere.json", "No such file or directory"), (".", "Is a directory"), ("a/b", "No such file or directory")],
)
@pytest.mark.parametrize("command", [["validate"], ["list", "--data"]], ids=" ".join)
def test_file_that_cannot_be_read(summit: Summit, command, path, reason):
    done = summit(*command, path)
    assert (done.code, done.out) == (5, "")
    assert done.err.splitlines()[0] == f"error: cannot read the dataset {path}: {reason}"


def test_path_with_a_nul_byte_in_the_variable_is_refused(summit: Summit):
    done = summit("list", env={"SUMMIT_DATA": "x" * 5000})
    assert (done.code, done.out) == (5, "")
    assert "File name too long" in done.err


def test_all_problems_are_told_in_one_run(summit: Summit):
    data = dataset()
    data["meetings"][0]["sumary"] = "x"
    data["meetings"][0]["place"]["latitude"] = 91
    data["meetings"][1]["kind"] = "party"
    data["sources"][0]["url"] = "ftp://x.example"
    done = summit("validate", data=data)
    assert [line.partition(":")[0] for line in problems(done)] == [
        "sources[0].url (gazette-2031)",
        "meetings[0].place.latitude (geneva-2031)",
        "meetings[0] (geneva-2031)",
        "meetings[1].kind (call-2032-01-02)",
    ]
    assert done.err.startswith("error: the dataset is not valid: 4 problems in dataset.json\n")


def test_schema_and_rules_are_told_in_one_run_at_the_places_of_the_file(summit: Summit):
    """A record that does not fit the schema keeps none of the others from being checked, and moves no place."""
    data = dataset()
    data["author"] = "x"
    data["coverage"]["until"] = "2031-13-01"
    data["people"][1]["country"] = "Russia"
    data["meetings"][0]["kind"] = "party"
    data["meetings"][0]["summary"]["sources"] = ["gazete-2031"]
    data["meetings"][1]["place"] = {"city": "Oslo", "country": "NO"}
    data["meetings"][2] |= {"end": "2033-05", "sources": ["gazette-2031", "gazette-2031"]}
    data["sources"].append(data["sources"][0] | {"id": "idle"})
    assert problems(summit("validate", data=data)) == [
        'coverage.until: "2031-13-01" is not a date (YYYY-MM-DD)',
        'people[1].country (boris-belov): "Russia" is not a country code (two capital letters, ISO 3166-1)',
        'meetings[0].kind (geneva-2031): "party" is not one of summit, bilateral, pull-aside or call',
        'unknown key "author"',
        "meetings[1].place (call-2032-01-02): a call has no place",
        'meetings[2].sources[1] (oslo-2033): "gazette-2031" is listed twice',
        'meetings[2].end (oslo-2033): "2033-05" is before the start, "2033-06"',
        'meetings[0].summary.sources[0] (geneva-2031): no source "gazete-2031": did you mean "gazette-2031"?',
    ]


def misspelt(key: str, wrong: str, *path: str | int) -> dict[str, Any]:
    """The made-up dataset with a key of one record under another name."""
    data = dataset()
    record: Any = data
    for step in path:
        record = record[step]
    record[wrong] = record.pop(key)
    return data


ONE_TYPO = {
    'series[0].id (Adams): "Adams" is not an id ': broken("series", 0, "id", to="Adams"),
    'series[0].sides[0].id (adams-belov): "U S" is not an id ': broken("series", 0, "sides", 0, "id", to="U S"),
    'sources[1].kind (palace-2031): "first" is not one of ': broken("sources", 1, "kind", to="first"),
    'sources[1].id (Palace): "Palace" is not an id ': broken("sources", 1, "id", to="Palace"),
    'sources[1].url (palace-2031): "palace" is not a web ': broken("sources", 1, "url", to="palace"),
    'publishers[2].standing (The Archive): "x" is not one of ': broken("publishers", 2, "standing", to="x"),
    'sources[1].via (palace-2031): no publisher "The Archive": did ': broken("publishers", 2, "name", to="Archive"),
    'people[0].id (Anna): "Anna" is not an id ': broken("people", 0, "id", to="Anna"),
    'meetings[0].leaders[0] (geneva-2031): no person "anna-adams": did ': broken("people", 0, "id", to="ana-adams"),
    "topics[0]: should be an object": broken("topics", 0, to="fishing"),
    "topics: should be a list": broken("topics", to={}),
    'meetings[0].end (geneva-2031): "2030-03-05" is before the ': broken("meetings", 0, "end", to="2030-03-05"),
    'meetings[0].start (geneva-2031): "2031-02-30" is not on ': broken("meetings", 0, "start", to="2031-02-30"),
    'meetings[0].times[0].at (geneva-2031): "2031-02-30T09:00" is ': broken(
        "meetings", 0, "times", 0, "at", to="2031-02-30T09:00"
    ),
    'meetings[0].summary (geneva-2031): "sources" is missing': broken("meetings", 0, "summary", "sources", to=...),
    'meetings[0] (geneva-2031): unknown key "titel": did you mean "title"?': misspelt("title", "titel", "meetings", 0),
    'meetings[0].summary (geneva-2031): unknown key "txet": did you mean "text"?': misspelt(
        "text", "txet", "meetings", 0, "summary"
    ),
    'topics[0] (fishing): unknown key "lable": did you mean "label"?': misspelt("label", "lable", "topics", 0),
}


@pytest.mark.parametrize("message", ONE_TYPO)
def test_what_follows_from_a_fault_that_is_told_is_not_told_as_well(refused, message):
    [said] = refused(ONE_TYPO[message])
    assert said.startswith(message)


def test_a_name_that_is_misspelt_in_many_places_is_told_once(summit: Summit):
    text = json.dumps(dataset()).replace('["gazette-2031"', '["gazzette-2031"')
    assert problems(summit("validate", data=text.encode())) == [
        f'meetings[0].sources[0] (geneva-2031): no source "gazzette-2031": did you mean "gazette-2031"? '
        f"({text.count('gazzette')} places)"
    ]


def test_of_very_many_problems_the_first_are_told_in_words_and_all_in_json(summit: Summit):
    data = dataset()
    data["topics"] += [{"id": f"t-{number}", "label": "x", "description": "x"} for number in range(300)]
    told = summit("validate", data=data).err.splitlines()
    assert (len(told), told[-1]) == (202, "  and 100 more, which `summit validate --json` lists, too")
    assert len(json.loads(summit("validate", "--json", data=data).err)["error"]["problems"]) == 300


def test_problems_in_json(summit: Summit):
    done = summit("validate", "--json", data=MISSING_SOURCE)
    assert (done.code, done.out) == (5, "")
    assert json.loads(done.err)["error"]["problems"] == [
        {
            "file": "dataset.json",
            "path": "meetings[0].discussed[0].sources[1]",
            "record": "geneva-2031",
            "message": 'no source "kremlin-2018"',
        }
    ]


def test_two_files_make_one_dataset(summit: Summit, tmp_path):
    whole = dataset()
    first = whole | {"meetings": whole["meetings"][:1]}
    second = {key: whole[key] for key in ("schema_version", "title", "description", "license", "coverage")}
    second["meetings"] = whole["meetings"][1:]
    for name, document in (("first.json", first), ("second.json", second)):
        (tmp_path / name).write_text(json.dumps(document))
    listed = summit("list", "--all", "--ids", "--data", "first.json", "--data", "second.json")
    assert listed.out.split() == ["geneva-2031", "call-2032-01-02", "oslo-2033"]


def test_what_two_files_define_alike_is_one_record(summit: Summit, tmp_path):
    """Two exports of one dataset can be read together, although each has all of its definitions."""
    for name, last in (("first.json", 2), ("second.json", 3)):
        (tmp_path / name).write_text(json.dumps(dataset() | {"meetings": dataset()["meetings"][:last]}))
    done = summit("list", "--all", "--ids", "--data", "first.json", "--data", "second.json")
    assert done == Result(0, "geneva-2031\ncall-2032-01-02\noslo-2033\n", "")


def test_what_says_the_same_in_other_words_of_json_is_defined_alike(summit: Summit, tmp_path):
    (tmp_path / "first.json").write_text(json.dumps(dataset()))
    second = dataset() | {"people": [person | {"aliases": person.get("aliases", [])} for person in dataset()["people"]]}
    second["meetings"][0]["place"]["also"] = []
    (tmp_path / "second.json").write_text(json.dumps(second))
    assert summit("validate", "first.json", "second.json").code == 0


def test_an_id_that_two_files_define_differently_is_told_once(summit: Summit, tmp_path):
    (tmp_path / "first.json").write_text(json.dumps(dataset()))
    (tmp_path / "second.json").write_text(json.dumps(broken("meetings", 0, "title", to="Another summit")))
    assert summit("validate", "first.json", "second.json") == Result(
        5,
        "",
        "error: the dataset is not valid: 1 problem in second.json\n"
        '  second.json: meetings[0].id (geneva-2031): "geneva-2031" is already taken by meetings[0] of first.json\n',
    )


def test_two_exports_of_the_record_can_be_read_together(summit: Summit):
    for name, series in (("first.json", "us-soviet"), ("second.json", "us-russia")):
        assert summit("export", "json", "--series", series, "-o", name).code == 0
    counted = [
        json.loads(summit("list", "--all", "--json", *data).out)
        for data in (
            ["--data", "first.json", "--data", "second.json"],
            ["--data", "first.json"],
            ["--data", "second.json"],
        )
    ]
    assert len(counted[0]) == len(counted[1]) + len(counted[2]) > 100


def test_synthetic_dataset_is_valid(summit: Summit):
    assert json.loads(summit("validate", "--json", data=dataset()).out) == [
        {"file": "dataset.json", "valid": True, "meetings": 3, "people": 3, "topics": 2, "sources": 2, "publishers": 3}
    ]


def test_bundled_record_is_valid(summit: Summit):
    kinds = ("meetings", "people", "topics", "sources", "publishers")
    files = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (RECORD, HISTORY)}
    assert json.loads(summit("validate", "--json").out) == [
        {"file": name, "valid": True, **{kind: len(file[kind]) for kind in kinds}} for name, file in files.items()
    ]


@pytest.mark.parametrize(
    "admission", ["according to the Palace", "A single source says so", "It was reported by the Palace", "reportedly"]
)
def test_weak_source_may_be_admitted_in_the_text(summit: Summit, admission):
    data = dataset()
    data["sources"].append(data["sources"][0] | {"id": "blog", "kind": "tertiary"})
    data["meetings"][0]["context"].append({"text": f"It rained, {admission}.", "sources": ["blog"]})
    assert summit("validate", data=data).code == 0


def test_weak_source_beside_a_better_one_needs_no_admission(summit: Summit):
    data = dataset()
    data["sources"].append(data["sources"][0] | {"id": "blog", "kind": "tertiary"})
    data["meetings"][0]["context"].append({"text": "It rained.", "sources": ["blog", "gazette-2031"]})
    assert summit("validate", data=data).code == 0
