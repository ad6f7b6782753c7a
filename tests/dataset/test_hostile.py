"""Datasets made to harm: each is refused with exit 5 and its place, or shown as nothing but text in every format."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from summitcli import render
from summitcli.errors import DatasetError
from summitcli.models import adapter
from summitcli.validate import validate

from ..conftest import Result
from ..inside import obeyed, run
from ..synthetic import dataset

Step = int | str
Run = Callable[..., Result]


@pytest.fixture
def summit(tmp_path: Path, cache: Path) -> Run:
    """Run `summit ARGUMENTS` in this process on `data`: a dictionary, or the bytes of a file."""

    def summit(*arguments: str, data: Any, **env: str) -> Result:
        content = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
        (tmp_path / "dataset.json").write_bytes(content)
        places = {"SUMMIT_CACHE_DIR": str(cache), "SUMMIT_DATA": "dataset.json"}
        return run(*arguments, folder=tmp_path, env=places | env)

    return summit


def problems(data: Any) -> list[str]:
    """What is wrong with a dataset, without the run around it, which would take most of the time of a thousand."""
    content = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    with pytest.raises(DatasetError) as refused:
        validate({"dataset.json": content})
    said = [f"{path}: {message}".removeprefix(": ") for _, path, message in refused.value.problems]
    assert obeyed("".join(said)) == []
    return said


def refusals(done: Result) -> list[str]:
    """What a refusal says, a problem each, without the name of the file."""
    assert (done.code, done.out, obeyed(done.err)) == (5, "", [])
    head, *lines = done.err.splitlines()
    assert re.fullmatch(r"error: the dataset is not valid: \d+ problems? in dataset.json", head)
    return [line.removeprefix("  dataset.json: ") for line in lines]


# Bytes that are no dataset

SMALL = {**dataset(), "people": dataset()["people"][:2], "topics": [], "meetings": [dataset()["meetings"][1]]}
SMALL["sources"] = dataset()["sources"][1:]
SMALL_BYTES = json.dumps(SMALL, ensure_ascii=False).encode()


def test_small_dataset_is_valid(summit):
    assert summit("validate", data=SMALL_BYTES).code == 0


def test_a_file_cut_at_any_byte_is_refused():
    said = [problems(SMALL_BYTES[:length]) for length in range(len(SMALL_BYTES))]
    assert said[0] == ["the file is empty"]
    assert [each for each in said[1:] if len(each) != 1 or not each[0].startswith("not JSON: line 1, column ")] == []


def test_a_character_cut_in_two_is_refused(summit):
    content = json.dumps(dataset(), ensure_ascii=False).encode()
    cut = content.index("è".encode()) + 1
    assert refusals(summit("validate", data=content[:cut])) == [f"not UTF-8: byte {cut} is 0xc3"]


def test_any_byte_that_is_no_text_is_refused():
    middle = len(SMALL_BYTES) // 2
    for byte in [*range(0x80, 0xC0), 0xC0, 0xC1, *range(0xF5, 0x100)]:
        content = SMALL_BYTES[:middle] + bytes([byte]) + SMALL_BYTES[middle:]
        assert problems(content) == [f"not UTF-8: byte {middle + 1} is 0x{byte:02x}"]


def with_title(raw: str) -> bytes:
    return SMALL_BYTES.replace(b'"Made-up meetings"', raw.encode("utf-8", "surrogatepass"))


CONTENTS = {
    "surrogate as bytes": (with_title('"\ud800"'), "not UTF-8: byte 33 is 0xed"),
    "surrogate escaped": (with_title(r'"\ud800"'), "not JSON: unexpected end of hex escape at line 1 column 39"),
    "UTF-16 without a mark": (SMALL_BYTES.decode().encode("utf-16-le"), "not JSON: line 1, column 2: "),
    "UTF-16": (SMALL_BYTES.decode().encode("utf-16"), "not UTF-8: byte 1 is 0xff"),
    "UTF-32": (SMALL_BYTES.decode().encode("utf-32"), "not UTF-8: byte 1 is 0xff"),
    "byte order mark": (b"\xef\xbb\xbf" + SMALL_BYTES, "starts with a byte order mark: save it as UTF-8 without one"),
    "byte order mark inside": (
        with_title('"\ufeff"'),
        "title: holds U+FEFF (invisible or direction-changing character), ",
    ),
    "NUL": (with_title('"\0"'), "not JSON: line 1, column 33: Invalid control character at"),
    "NUL escaped": (
        with_title(r'"\u0000"'),
        "title: holds U+0000 (control character), which a terminal could obey or hide",
    ),
    "NaN": (with_title("NaN"), "not JSON: NaN is not a number"),
    "Infinity": (with_title("Infinity"), "not JSON: Infinity is not a number"),
    "huge float": (with_title("1e400"), "title: should be a string, is "),
    "huge integer": (with_title("9" * 10_000), "not JSON: "),
    "large integer": (with_title("9" * 4_000), "title: should be a string, is 99999"),
    "comment": (b"// x\n" + SMALL_BYTES, "not JSON: line 1, column 1: Expecting value"),
    "single quotes": (with_title("'x'"), "not JSON: line 1, column 32: Expecting value"),
    "comma at the end": (SMALL_BYTES[:-1] + b",}", "not JSON: line 1, column "),
    "key twice": (SMALL_BYTES[:-1] + b',"title":"x"}', 'the key "title" stands twice in one object'),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_content_that_is_no_dataset_is_refused_in_one_sentence(summit, case):
    content, message = CONTENTS[case]
    assert [each[: len(message)] for each in refusals(summit("validate", data=content))] == [message]


@pytest.mark.parametrize("depth", [100, 500, 900, 1_000, 5_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_nesting_of_any_depth_is_refused(summit, depth, opening, closing):
    content = (opening * depth + "1" + closing * depth).encode()
    assert len(refusals(summit("validate", data=content))) >= 1


@pytest.mark.parametrize("content", [b'{"a": 1, "a": 2}]', b'{"b": {"a": 1, "a": 2}, x}'])
def test_a_key_twice_before_another_fault_is_refused(summit, content):
    assert len(refusals(summit("validate", data=content))) == 1


def test_a_key_twice_deep_down_is_refused(summit):
    content = '{"a":' * 600 + '{"b":1,"b":2}' + "}" * 600
    [said] = refusals(summit("validate", data=content.encode()))
    assert said.endswith('the key "b" stands twice in one object')


# Every string of the schema


def strings(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The path of every string in a document."""
    if isinstance(value, str):
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in inner:
        yield from strings(child, (*path, step))


def whole() -> dict[str, Any]:
    """The synthetic dataset with every field of the schema filled at least once."""
    data = dataset()
    data["meetings"][0]["links"] |= {
        **dict.fromkeys(("document", "readout_us", "readout_russia"), "https://palace.example/x"),
        "wikidata": "Q1",
        "history_state_gov": 1,
    }
    data["meetings"][0]["initiative"]["by"] = "The Palace"
    for key in ("summary", "press"):
        data["meetings"][0][key]["by"] = "The Gazette"
    data["meetings"][0]["context"][0]["by"] = "The Gazette"
    data["meetings"][0]["outcomes"][0]["by"] = "The Gazette"
    return data


def place(path: tuple[Step, ...]) -> str:
    """A path as messages write it: `meetings[0].place.city`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def placed(path: tuple[Step, ...], value: Any, data: Any = None) -> Any:
    """The whole dataset with `value` at `path`."""
    data = whole() if data is None else data
    node = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return data


def kinds(path: tuple[Step, ...]) -> str:
    """A path without its numbers."""
    return ".".join(step for step in path if isinstance(step, str))


ONE_OF_EACH = list({kinds(path): path for path in reversed([*strings(whole())])}.values())
LIVE = ["\x00", "\x07", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\x9d0;x\x9c"]
LIVE += ["\xad", "\u061c", "\u200b", "\u200d", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff", "\U000e0041"]


def test_every_field_of_the_schema_is_tried():
    schema = adapter().json_schema()
    fields = {key for record in [schema, *schema["$defs"].values()] for key in record["properties"]}
    filled = {step for path in paths_of(whole()) for step in path if isinstance(step, str)}
    assert fields - filled == set()


def paths_of(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in inner:
        yield from paths_of(child, (*path, step))


@pytest.mark.parametrize("path", ONE_OF_EACH, ids=kinds)
def test_characters_that_a_terminal_obeys_or_hides_are_refused_in_every_string(path):
    valid = whole()
    node: Any = valid
    for step in path:
        node = node[step]
    for live in LIVE:
        [said] = problems(placed(path, f"{node}{live}x"))
        assert said.startswith(f"{place(path)}: ")


@pytest.mark.parametrize("path", ONE_OF_EACH, ids=kinds)
def test_a_value_of_another_type_is_refused_in_every_string(path):
    other: Any
    for other in (7, 1.5, True, [], {}, ["x"], {"x": "x"}, ""):
        said = problems(placed(path, other))
        assert said[0].startswith(f"{place(path)}: ")


NUMBERS = ("minutes", "latitude", "longitude", "translated", "history_state_gov", "schema_version")


@pytest.mark.parametrize("path", [path for path in paths_of(whole()) if path and path[-1] in NUMBERS], ids=kinds)
def test_a_value_of_another_type_is_refused_in_every_number(path):
    other: Any
    for other in ("1", "true", [], {}, -1e308, "NaN"):
        said = problems(placed(path, other))
        assert said[0].startswith(f"{place(path)}: ")


VALUES = {
    ("sources", 0, "url"): {
        "javascript:alert(1)": '"javascript:alert(1)" is not a web address (http or https)',
        "file:///etc/passwd": '"file:///etc/passwd" is not a web address (http or https)',
        "data:text/html,x": '"data:text/html,x" is not a web address (http or https)',
        "https://x.example/ y": '"https://x.example/ y" is not a web address (http or https)',
        "": '"" is not a web address (http or https)',
    },
    ("meetings", 2, "id"): {
        key: f'"{key}" is not an id (lower-case letters and digits, joined by single hyphens)'
        for key in ("../../x", "-h", "--help", "", ".", "a/b", "a\\\\b", "Con", "a--b", "a-", "é", "a b", "%s", "~")
    },
    ("coverage", "since"): {
        "2031-13-01": '"2031-13-01" is not a date (YYYY-MM-DD)',
        "0000-00-00": '"0000-00-00" is not a date (YYYY-MM-DD)',
        "2031-02-30": '"2031-02-30" is not on the calendar',
        "0000-01-01": '"0000-01-01" is not on the calendar',
        "２０３１-01-01": '"２０３１-01-01" is not a date (YYYY-MM-DD)',
    },
}


@pytest.mark.parametrize(("path", "value"), [(path, value) for path in VALUES for value in VALUES[path]])
def test_a_value_that_would_mislead_is_refused_with_its_place(summit, path, value):
    said = refusals(summit("validate", data=placed(path, value)))
    assert said == [f"{place(path)}: {VALUES[path][value]}"]


@pytest.mark.parametrize("date", ["0000", "0000-05"])
def test_a_year_that_is_not_on_the_calendar_is_refused(summit, date):
    assert refusals(summit("validate", data=placed(("sources", 0, "date"), date))) == [
        f'sources[0].date: "{date}" is not on the calendar'
    ]


# What is let in


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9999-12-31"])
def test_the_ends_of_the_calendar_are_shown_in_every_format(summit, day):
    data = whole()
    data["meetings"][0] |= {"start": day, "end": day}
    data["meetings"][2] |= {"start": day[:7], "end": day[:7]}
    data["sources"][0]["date"] = day
    data["sources"][1]["date"] = day[:4]
    assert [done for done in answers(summit, data) if done.code] == []


def questions() -> Iterator[list[str]]:
    """Every command in every format, and every export."""
    for command in (
        *(["list", "--all"], ["show", "geneva-2031", "oslo-2033"], ["topics"], ["topics", "ice"], ["people"]),
        *(["people", "anna-adams"], ["sources"], ["sources", "geneva-2031"], ["search", "geneva"], ["validate"]),
        *(["compare", "geneva-2031", "oslo-2033"], ["timeline", "--all"], ["stats", "--all", "--by", "topic"]),
        *(["list", "--all", "--fields", "title,summary,city"], ["open", "geneva-2031"], ["stats", "--explain"]),
    ):
        for format in render.FORMATS:
            yield [*command, "-f", format]
    for format in ("text", "bibtex", "csl-json", "ris"):
        yield ["cite", "geneva-2031", "-f", format]
    yield ["cite", "--dataset"]
    yield ["--version"]
    for name in ("csv", "tsv", "json", "jsonl", "md", "ics", "geojson", "db", "zip"):
        yield ["export", "-o", f"out.{name}", "--force"]
    yield ["export", "parquet", "-o", "parquet", "--force"]
    for format in ("csv", "tsv", "json", "jsonl", "markdown", "ics", "geojson"):
        yield ["export", format]


def answers(summit: Run, data: Any) -> list[Result]:
    return [summit(*each, data=data, SUMMIT_FORCE_TTY="1000") for each in questions()]


def texts() -> list[tuple[Step, ...]]:
    """The paths of the strings that say something in words."""
    words = {"title", "description", "note", "name", "label", "publisher", "via", "text", "by", "city", "venue"}
    words |= {"host_event", "role", "part", "event", "question", "claim", "record"}
    found = [path for path in strings(whole()) if path[-1] in words and path[-3:-1] != ("durations",)]
    return [path for path in found if not (path[-1] == "part" and "durations" in path)]


def everywhere(*texts_: str) -> Any:
    """The whole dataset with one of the texts and a number of its own in every string that says something."""
    data = whole()
    for number, path in enumerate(texts()):
        placed(path, f"{texts_[number % len(texts_)]} {number}", data)
    return data


INSIDE = [
    "[bold]x[/oops] [link=https://x.example]y[/link] :smile: \\[z]",
    "*a* _b_ **c** `d` [e](https://x.example) ![f](x) ~~g~~ # h | i \\",
    "<script>alert(1)</script><!-- x --> <img src=x onerror=y> &lt;b&gt; &#27; &amp;",
    "\\input{x} $y$ %z {w} ~ ^ & %s %d {0} $(x) ${x} `x` ; DROP TABLE meetings; --",
    "x;y,z:w\\n END:VEVENT TY  - BOOK",
]
FIRST = [
    "~~~ ",
    "``` ",
    "- - ",
    "+ ",
    "* ",
    "2031. ",
    "1) ",
    "--- ",
    "=== ",
    "> ",
    "## ",
    "      ",
    "[x]: ",
    "<!-- ",
    "| ",
]
MARKUP = [f"{first}{inside}" for first in FIRST for inside in INSIDE]


def test_markup_in_every_text_is_text_in_every_format(summit):
    data = everywhere(*MARKUP)
    done = answers(summit, data)
    assert [each for each in done if each.code] == []
    live = [obeyed(each.out, color=True, allowed="\r\n" if "VCALENDAR" in each.out else "\n\t") for each in done]
    assert [each for each in live if each] == []
    rows = json.loads(summit("list", "--all", "--json", data=data).out)
    assert [row["title"] for row in rows] == [each["title"] for each in data["meetings"]]


@pytest.mark.parametrize("inside", INSIDE)
def test_markup_stands_on_a_terminal_as_it_stands_in_the_file(summit, inside):
    data = everywhere(inside)
    shown = summit("show", "geneva-2031", "-f", "table", data=data, COLUMNS="1000")
    words = " ".join(shown.out.split())
    said = data["meetings"][0]
    for text in (said["title"], said["summary"]["text"], said["context"][0]["text"], said["quotes"][0]["text"]):
        assert " ".join(text.split()) in words


def read_markdown(text: str) -> tuple[set[str], str]:
    """What sorts of things a reader of Markdown (CommonMark with tables and strikethrough) finds, and the words."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inner = [child for token in tokens for child in (token.children or [])]
    words = " ".join("".join(child.content or " " for child in token.children or []) for token in tokens)
    return {token.type for token in [*tokens, *inner]}, " ".join(words.split())


MARKDOWN = [
    *(["show", "geneva-2031"], ["list", "--all"], ["topics"], ["topics", "ice"], ["people"], ["people", "anna-adams"]),
    *(["sources"], ["search", "geneva"], ["compare", "geneva-2031", "oslo-2033"], ["stats", "--all", "--by", "topic"]),
]


@pytest.mark.parametrize("question", MARKDOWN, ids=" ".join)
def test_markup_is_nothing_but_words_to_a_reader_of_markdown(summit, question):
    expected, _ = read_markdown(summit(*question, "-f", "markdown", data=everywhere("word")).out)
    for turn in range(0, len(MARKUP), 11):
        data = everywhere(*MARKUP[turn:], *MARKUP[:turn])
        found, words = read_markdown(summit(*question, "-f", "markdown", data=data).out)
        assert found - expected - {"text_special"} == set()
        if question[0] in ("show", "list"):
            assert " ".join(data["meetings"][0]["title"].split()) in words


def test_markup_is_nothing_but_words_in_an_exported_book(summit):
    expected, _ = read_markdown(summit("export", "markdown", data=everywhere("word")).out)
    found, _ = read_markdown(summit("export", "markdown", data=everywhere(*MARKUP)).out)
    assert found - expected - {"text_special"} == set()


FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "＋1", "－1", "＠x"]


def test_no_cell_of_any_table_is_a_formula(summit, tmp_path):
    data = everywhere(*FORMULAS)
    asked = [(each[:-1], mark) for each in questions() if each[-1] == "csv" for mark in (",", "\t")]
    tables = [(summit(*question, "csv" if mark == "," else "tsv", data=data).out, mark) for question, mark in asked]
    assert summit("export", "-o", "out.zip", data=data).code == 0
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        tables += [(archive.read(each).decode(), ",") for each in archive.namelist() if each.endswith(".csv")]
    cells = [cell for text, mark in tables for row in csv.reader(StringIO(text), delimiter=mark) for cell in row]
    assert len(cells) > 500
    assert [
        cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠")) and not re.fullmatch(r"-?[\d.]+", cell)
    ] == []


def test_an_exported_database_holds_the_texts_as_they_are(summit, tmp_path):
    data = everywhere("'; DROP TABLE meetings; --")
    assert summit("export", "-o", "out.db", data=data).code == 0
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        titles = [title for (title,) in database.execute("SELECT title FROM meetings ORDER BY first_day, id")]
    assert titles == [each["title"] for each in data["meetings"]]


@pytest.mark.parametrize("id", ["con", "nul", "aux", "h", "all", "first", "latest", "0", "x" * 100])
def test_ids_that_mean_something_elsewhere_are_ids(summit, id):
    data = whole()
    data["meetings"][2]["id"] = id
    ids = summit("list", "--all", "--ids", "--status", "proposed", data=data)
    assert (ids.code, ids.out) == (0, f"{id}\n")
    assert summit("export", "parquet", "-o", id, data=data).code == 0


# What is large


def test_a_text_of_ten_megabytes_is_listed_whole(summit):
    data = whole()
    data["meetings"][0]["summary"]["text"] = "word " * 2_000_000
    [row] = json.loads(summit("list", "--json", data=data).out)
    assert row["summary"] == data["meetings"][0]["summary"]["text"]


def test_a_word_of_ten_megabytes_is_listed_whole(summit):
    data = whole()
    data["meetings"][0]["summary"]["text"] = "x" * 10_000_000
    listed = summit("list", "-f", "csv", data=data)
    assert (listed.code, listed.out.count("x" * 10_000_000)) == (0, 1)


def test_ten_thousand_sources_are_listed(summit):
    data = whole()
    model = data["sources"][0]
    names = [f"s{number}" for number in range(10_000)]
    data["sources"] += [{**model, "id": name} for name in names]
    data["meetings"][0]["context"] = [
        {"text": "It rained.", "sources": names[start : start + 50]} for start in range(0, 10_000, 50)
    ]
    listed = summit("sources", "-f", "tsv", data=data)
    assert (listed.code, listed.out.count("\n")) == (0, 10_003)
