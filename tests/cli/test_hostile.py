"""Datasets made to harm that are valid: what they say is shown as nothing but text, in every format.

What is refused is in `tests/dataset/test_hostile.py`.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from typing import Any

import pytest
from markdown_it import MarkdownIt

from summitcli.render.output import FORMATS

from ..conftest import Result, Summit
from ..inside import obeyed
from ..paths import Step, placed, strings
from ..synthetic import whole


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9999-12-31"])
def test_the_ends_of_the_calendar_are_shown_in_every_format(ask, day):
    data = whole()
    data["meetings"][0] |= {"start": day, "end": day, "times": [], "days": []}
    data["meetings"][2] |= {"start": day[:7], "end": day[:7]}
    data["sources"][0]["date"] = day
    data["sources"][1]["date"] = day[:4]
    assert [done for done in answers(ask, data) if done.code] == []


def questions() -> Iterator[list[str]]:
    """Every command in every format, and every export."""
    for command in (
        *(["list", "--all"], ["show", "geneva-2031", "oslo-2033"], ["topics"], ["topics", "ice"], ["people"]),
        *(["people", "anna-adams"], ["sources"], ["sources", "geneva-2031"], ["search", "geneva"], ["validate"]),
        *(["compare", "geneva-2031", "oslo-2033"], ["timeline", "--all"], ["stats", "--all", "--by", "topic"]),
        *(["list", "--all", "--fields", "title,summary,city"], ["open", "geneva-2031"], ["stats", "--explain"]),
    ):
        for format in FORMATS:
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


def answers(ask: Summit, data: Any) -> list[Result]:
    return [ask(*each, data=data, tty=1000) for each in questions()]


def texts() -> list[tuple[Step, ...]]:
    """The paths of the strings that say something in words."""
    words = {"title", "description", "note", "name", "label", "publisher", "via", "text", "by", "city", "venue"}
    words |= {"host_event", "role", "part", "event", "question", "claim", "record", "about", "country_then", "brief"}
    found = [path for path in strings(whole()) if path[-1] in words and path[-3:-1] != ("durations",)]
    return [path for path in found if not (path[-1] == "part" and "durations" in path)]


def everywhere(*texts_: str) -> Any:
    """The whole dataset with one of the texts and a number of its own in every string that says something."""
    data = whole()
    names = {each["name"]: number for number, each in enumerate(data["publishers"])}
    for number, path in enumerate(texts()):
        placed(path, f"{texts_[number % len(texts_)]} {number}", data)
    for before, source in zip(whole()["sources"], data["sources"], strict=True):
        for key in {"publisher", "via"} & {*source}:  # by which a publisher is found
            source[key] = data["publishers"][names[before[key]]]["name"]
    return data


def said(done: Result) -> str:
    """What a command printed that must have worked."""
    assert (done.code, done.err) == (0, "")
    return done.out


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


def test_markup_in_every_text_is_text_in_every_format(ask):
    data = everywhere(*MARKUP)
    done = answers(ask, data)
    assert [each for each in done if each.code] == []
    live = [obeyed(each.out, color=True, allowed="\r\n" if "VCALENDAR" in each.out else "\n\t") for each in done]
    assert [each for each in live if each] == []
    rows = json.loads(said(ask("list", "--all", "--json", data=data)))
    assert [row["title"] for row in rows] == [each["title"] for each in data["meetings"]]


@pytest.mark.parametrize("inside", INSIDE)
def test_markup_stands_on_a_terminal_as_it_stands_in_the_file(ask, inside):
    data = everywhere(inside)
    shown = ask("show", "geneva-2031", "--full", "-f", "table", data=data, env={"COLUMNS": "1000"})
    words = " ".join(said(shown).split())
    meeting = data["meetings"][0]
    for text in (
        meeting["title"],
        meeting["summary"]["text"],
        meeting["context"][0]["text"],
        meeting["quotes"][0]["text"],
    ):
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
def test_markup_is_nothing_but_words_to_a_reader_of_markdown(ask, question):
    expected, _ = read_markdown(said(ask(*question, "-f", "markdown", data=everywhere("word"))))
    for turn in range(0, len(MARKUP), 11):
        data = everywhere(*MARKUP[turn:], *MARKUP[:turn])
        found, words = read_markdown(said(ask(*question, "-f", "markdown", data=data)))
        assert found - expected - {"text_special"} == set()
        if question[0] in ("show", "list"):
            assert " ".join(data["meetings"][0]["title"].split()) in words


def test_markup_is_nothing_but_words_in_an_exported_book(ask):
    expected, _ = read_markdown(said(ask("export", "markdown", data=everywhere("word"))))
    found, _ = read_markdown(said(ask("export", "markdown", data=everywhere(*MARKUP))))
    assert found - expected - {"text_special"} == set()


FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "＋1", "－1", "＠x"]


def test_no_cell_of_any_table_for_spreadsheets_is_a_formula(ask: Summit):
    data = everywhere(*FORMULAS)
    asked = [each[:-1] for each in questions() if each[-1] == "csv" and each[0] != "export"]
    cells = [cell for each in asked for row in csv.reader(StringIO(said(ask(*each, "csv", data=data)))) for cell in row]
    cells += [
        cell for each in asked for line in said(ask(*each, "tsv", data=data)).splitlines() for cell in line.split("\t")
    ]
    assert len(cells) > 500
    assert [
        cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠")) and not re.fullmatch(r"-?[\d.]+", cell)
    ] == []


def test_an_exported_database_holds_the_texts_as_they_are(ask, tmp_path):
    data = everywhere("'; DROP TABLE meetings; --")
    assert ask("export", "-o", "out.db", data=data).code == 0
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        titles = [title for (title,) in database.execute("SELECT title FROM meetings ORDER BY first_day, id")]
    assert titles == [each["title"] for each in data["meetings"]]


@pytest.mark.parametrize("id", ["con", "nul", "aux", "h", "all", "first", "latest", "0", "x" * 100])
def test_ids_that_mean_something_elsewhere_are_ids(ask, id):
    data = whole()
    data["meetings"][2]["id"] = id
    ids = ask("list", "--all", "--ids", "--status", "proposed", data=data)
    assert (ids.code, ids.out) == (0, f"{id}\n")
    assert ask("export", "parquet", "-o", id, data=data).code == 0


# What is large


def test_a_text_of_ten_megabytes_is_listed_whole(ask):
    data = whole()
    data["meetings"][0]["summary"]["text"] = "word " * 2_000_000
    [row] = json.loads(ask("list", "--json", data=data).out)
    assert row["summary"] == data["meetings"][0]["summary"]["text"]


def test_a_word_of_ten_megabytes_is_listed_whole(ask):
    data = whole()
    data["meetings"][0]["summary"]["text"] = "x" * 10_000_000
    listed = ask("list", "-f", "csv", data=data)
    assert (listed.code, listed.out.count("x" * 10_000_000)) == (0, 1)


def test_ten_thousand_sources_are_listed(ask):
    data = whole()
    model = data["sources"][0]
    names = [f"s{number}" for number in range(10_000)]
    data["sources"] += [{**model, "id": name} for name in names]
    data["meetings"][0]["context"] = [
        {"text": "It rained.", "sources": names[start : start + 50]} for start in range(0, 10_000, 50)
    ]
    listed = ask("sources", "-f", "tsv", data=data)
    assert (listed.code, listed.out.count("\n")) == (0, 10_003)
