"""Anything typed, and anything given as a dataset: never a traceback, never a byte that a terminal obeys, never a lie.

A few hundred examples, always the same ones, run with the tests. `SUMMIT_FUZZ=20000 pytest -o faulthandler_timeout=0
tests/cli/test_fuzz.py` tries 20,000 new ones for each property, and `--hypothesis-seed=N` tries the same new ones
again.
"""

from __future__ import annotations

import json
import os
import string
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
import typer
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from summitcli.cite.formats import FORMATS as CITATIONS
from summitcli.cli.manual import TOPICS
from summitcli.cli.registry import COMMANDS as EVERY_COMMAND
from summitcli.cli.registry import application
from summitcli.export import FORMATS as EXPORTS
from summitcli.query.counts import GROUPINGS
from summitcli.query.meetings import SORTS
from summitcli.render.output import FORMATS
from summitcli.schema.vocabulary import SECTIONS, STANDINGS

from ..conftest import Result
from ..inside import obeyed, run
from ..paths import paths
from ..synthetic import dataset

COMMANDS = tuple(each for each in EVERY_COMMAND if each != "mcp")  # which talks to a client instead
EXAMPLES = int(os.environ.get("SUMMIT_FUZZ", "0"))
FAILURES = {2: "usage", 3: "not-found", 4: "ambiguous", 5: "dataset"}


def properties(share: int) -> settings:
    """How often a property is tried: `share` times with the tests, else as often as `SUMMIT_FUZZ` says."""
    return settings(
        max_examples=EXAMPLES or share,
        derandomize=not EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the runs of this module keep their compiled datasets; no browser starts while it is there."""
    with mock.patch("webbrowser.open", return_value=False):
        yield tmp_path_factory.mktemp("fuzz")


def summit(ground: Path, *arguments: str, files: dict[str, bytes], stdin: bytes = b"", **env: str) -> Result:
    """A run in a new folder with these files."""
    with TemporaryDirectory(dir=ground) as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        return run(*arguments, folder=Path(folder), stdin=stdin, env={"SUMMIT_CACHE_DIR": str(ground / "cache")} | env)


def holds(arguments: list[str], done: Result, *, color: bool = False) -> None:
    """What is promised of every run whatsoever."""
    note(f"{arguments} exits {done.code}\nstdout: {done.out[:2000]!r}\nstderr: {done.err[:2000]!r}")
    assert "Traceback" not in done.err
    if done.code == 1:
        assert done.err.startswith(("error: cannot write ", '{"error": {"code": "error", "message": "cannot write '))
    else:
        assert done.code in {0, *FAILURES}
    assert done.code == 0 or done.out == ""
    assert (done.code == 0) or done.err
    calendar = done.out.startswith("BEGIN:VCALENDAR")
    bom = "--bom" in arguments
    assert obeyed(done.out[bom:], color=color, allowed="\r\n" if calendar else "\n\t") == []
    assert obeyed(done.err) == []


# What is typed


def _options() -> dict[str, dict[str, bool]]:
    """For each command its options, and whether each is a flag."""
    roots: dict[str, Any] = {name: typer.main.get_command(application(name)) for name in COMMANDS}
    return {
        name: {
            option: each.is_flag
            for each in root.commands[name].params
            if each.opts[0][0] == "-"
            for option in each.opts
        }
        for name, root in roots.items()
    }


OPTIONS = _options()
EVERY_OPTION = sorted({option for options in OPTIONS.values() for option in options} | {"-h", "--help", "--version"})
VALUES = {
    "filters": "fishing syria summit,call held disputed adams-belov us-russia anna-adams trump CH russia Oslo g20 apec",
    "times": "2031 2031..2033 ..2032 2033.. 2031-03-04 2033-06 2018-07-16 0000 9999-12-31 2031-02-30",
    "numbers": "0 1 -1 2 1.5 99999999999999999999999 " + "9" * 5000,
    "ids": "geneva geneva-2031 oslo call-2032-01-02 helsinki first latest last-call 2031-03-04 2031 lake palace-2031",
    "files": "dataset.json broken.json we\x1b[31mi\u202erd.json caf\udce9.json caf\udce9.db folder missing.json - . "
    "out.csv out.db out.json new.zip sub/x.ics",
    "fields": "id,title place.city durations.minutes cited.url id. topics leaders,minutes",
    "jq": ". .[] .[].id length error .[0].title?|@text input",
    "colours": "always never auto",
    "others": "apa bash zsh fish -- --json --fields=id -fjson -L1 --limit=2 -iran",
}
CLOSED = [*FORMATS, *CITATIONS, *EXPORTS, *SORTS, *GROUPINGS, *SECTIONS, *STANDINGS, *TOPICS, *COMMANDS]
KNOWN = [*CLOSED, *(value for values in VALUES.values() for value in values.split())]
# No system passes NUL in an argument; bytes that are no UTF-8 come as these surrogates. No slash: nothing may be
# written outside the folder of the run.
TYPED = st.characters(exclude_characters="\0/", exclude_categories=["Cs"])
signs = st.text(st.sampled_from("\x1b\x07\x9b\u202e\u200b \n[\udcff"), max_size=2)
text = st.one_of(
    st.text(TYPED, max_size=8),
    st.text(st.sampled_from("\x1b[31m\x07\x9b\u202e\u200b\r\n\t\"'*-=.,:;()\\ \udcff\udc80"), max_size=8),
    st.text(st.sampled_from(string.ascii_lowercase + "-,."), max_size=6),
    st.sampled_from(["x" * 5000, "é" * 300, "-" * 40, "\\", "%s", "{}", "[/bold]", "a\nb", "", "-", "--", "---"]),
)
known = st.sampled_from(KNOWN)
words = st.one_of(known, known, st.sampled_from(EVERY_OPTION), st.sampled_from(EVERY_OPTION), text)
joined = st.builds("{}={}".format, st.sampled_from(EVERY_OPTION), st.one_of(known, text))
lines = st.builds(
    lambda command, rest: [command, *rest],
    st.one_of(st.sampled_from([*COMMANDS]), words),
    st.lists(st.one_of(words, words, joined), max_size=6),
)


@st.composite
def sentences(draw: st.DrawFn) -> list[str]:
    """A command with options of its own that have values where they want them, and words between: mostly an answer."""
    command = draw(st.sampled_from([*COMMANDS]))
    arguments = [command, *draw(st.lists(fitting(command), max_size=2))]
    for option in draw(st.lists(st.sampled_from([*OPTIONS[command]]), max_size=4) if OPTIONS[command] else st.just([])):
        arguments += [option] if OPTIONS[command][option] else [option, draw(fitting(option))]
    return arguments


FITTING = {
    **dict.fromkeys(("show", "compare", "cite", "open", "sources"), VALUES["ids"]),
    "search": VALUES["ids"] + " ice -ice met",
    "topics": "ice fishing fish",
    "people": "anna-adams belov cole",
    **dict.fromkeys(("validate", "--data", "init", "-o", "--output"), VALUES["files"]),
    **dict.fromkeys(("--format", "-f"), " ".join([*FORMATS, *CITATIONS])),
    "export": " ".join(EXPORTS),
    **dict.fromkeys(("--section", "-s"), " ".join(SECTIONS)),
    "--standing": " ".join(STANDINGS),
    "help": " ".join([*TOPICS, *COMMANDS]),
    "--by": " ".join(GROUPINGS),
    "--sort": " ".join(SORTS),
    "--color": VALUES["colours"],
    "--jq": VALUES["jq"],
    "--fields": VALUES["fields"],
    "--style": "apa nothing",
    **dict.fromkeys(("--year", "--since", "--until"), VALUES["times"]),
    **dict.fromkeys(("--limit", "-L", "--source"), VALUES["numbers"]),
    **dict.fromkeys(("--leader", "--person"), "anna-adams boris cole trump"),
    "--city": "oslo genève",
    "--country": "CH norway",
    "--event": "lake forum",
    "--topic": "ice fishing,ice",
}


def fitting(place: str) -> st.SearchStrategy[str]:
    """What may stand after an option or a command: mostly what it takes, alone or among signs that harm."""
    values = st.sampled_from(FITTING[place].split()) if place in FITTING else known
    return st.one_of(values, values, values, st.builds("{}{}".format, values, signs), text)


screens = st.fixed_dictionaries(
    {},
    optional={
        "SUMMIT_FORCE_TTY": st.sampled_from(["1", "0", "20", "40", "80", "200", "x", "99999"]),
        "COLUMNS": st.sampled_from(["0", "1", "80", "abc", "-5", "99999", ""]),
        "NO_COLOR": st.just("1"),
        "SUMMIT_DATA": st.sampled_from(
            ["dataset.json", "dataset.json", "we\x1b[31mi\u202erd.json", "broken.json", ":", "-"]
        ),
    },
)
DATASET = json.dumps(dataset()).encode()
FILES = {"dataset.json": DATASET, "broken.json": DATASET[:900], "we\x1b[31mi\u202erd.json": DATASET}
if sys.platform == "linux":  # other systems have no names that are not text
    FILES["caf\udce9.json"] = DATASET
STDIN = st.sampled_from([b"", b"geneva\n", b"helsinki anchorage", DATASET, b"\xff\xfe\x00", b"[", b"\x1b[31m"])


@properties(170)
@given(arguments=st.one_of(lines, sentences(), sentences()), environ=screens, stdin=STDIN)
def test_anything_typed_is_answered_or_refused(ground, arguments, environ, stdin):
    done = summit(ground, *arguments, files=FILES, stdin=stdin, **environ)
    color = any("always" in each for each in arguments) or bool(environ.get("SUMMIT_FORCE_TTY"))
    holds(arguments, done, color=color)


@properties(100)
@given(command=st.sampled_from([*COMMANDS]), rest=st.lists(st.one_of(words, joined), max_size=5), stdin=STDIN)
def test_in_json_mode_every_answer_and_every_error_is_json(ground, command, rest, stdin):
    arguments = [command, "--json", *rest]
    done = summit(ground, *arguments, files=FILES, stdin=stdin, SUMMIT_DATA="dataset.json")
    holds(arguments, done)
    if done.code:
        assert json.loads(done.err)["error"]["code"] == FAILURES.get(done.code, "error")
        assert done.err.count("\n") == 1
    elif not done.out.startswith("Usage: ") and not any("--jq" in each for each in rest):
        for value in [done.out] if "jsonl" not in "".join(rest) else done.out.splitlines():
            json.loads(value)


@properties(50)
@given(
    shell=st.sampled_from(["bash", "zsh", "fish", "", "\x1b"]),
    typed=lines,
    at=st.one_of(st.integers(-2, 8).map(str), st.sampled_from(["", "x"])),
)
def test_completion_of_anything_is_quiet(ground, shell, typed, at):
    environ = {"_SUMMIT_COMPLETE": shell, "COMP_WORDS": "\n".join(["summit", *typed]), "COMP_CWORD": at}
    done = summit(ground, files=FILES, SUMMIT_DATA="dataset.json", **environ)
    note(repr(done))
    assert (done.code, done.err) == (0, "")


# What is given as a dataset


dates = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.integers(0, 9999).map("{:04}".format)
)
PATHS = [path for path, _ in paths(dataset()) if path]
LEAVES = [path for path in PATHS if isinstance(path[-1], str) and path[-1] in ("text", "title", "name", "by", "city")]
PLACES = [path for path in PATHS if path[-1] in ("latitude", "longitude")]
strange = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=20),
    st.sampled_from(["0000", "0000-01", "0001-01-01", "2031-02-30", "9999-12-31", "9999", "2033-06", "2031-03-05"]),
    st.sampled_from(["anna-adams", "ice", "gazette-2031", "geneva-2031", "US", "en", "held", "call", "summit"]),
    st.sampled_from(["=1+1", "[bold]", "<script>", "javascript:alert(1)", "https://x.example/a_b", "-h", "../../x"]),
    st.just([]),
    st.just({}),
)


def changed(document: Any, path: tuple[int | str, ...], change: str, value: Any) -> Any:
    """A document with one thing done at a path; the same one where the path is gone."""
    document = deepcopy(document)
    *steps, last = path
    node: Any = document
    try:
        for step in steps:
            node = node[step]
        node[last]
    except (KeyError, IndexError, TypeError):
        return document
    if isinstance(node, str):
        return document
    match change:
        case "set":
            node[last] = value
        case "drop":
            del node[last]
        case "date":
            node[last] |= {"start": value, "end": value}
        case "reverse":
            node[last].reverse()
        case "twice" if isinstance(node, list):
            node.insert(int(last), deepcopy(node[int(last)]))
        case "add" if isinstance(node[last], dict):
            node[last][str(value)] = value
        case "move" if isinstance(node, dict):
            node[str(value)] = node.pop(last)
        case _:
            node[last] = [node[last]]
    return document


CHANGES = ["set", "set", "set", "drop", "drop", "twice", "add", "move", "list"]
edits = st.tuples(st.sampled_from(PATHS), st.sampled_from(CHANGES), strange)
letters = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)
mild = st.one_of(  # what most often leaves a valid dataset
    st.tuples(st.sampled_from(LEAVES), st.just("set"), letters),
    st.tuples(st.sampled_from(LEAVES), st.just("set"), st.sampled_from(["=1+1", "~~~", "- a", "[x]", "&lt;", "1. a"])),
    st.tuples(st.sampled_from([path for path in PATHS if len(path) == 3]), st.just("drop"), st.none()),
    st.tuples(st.just(("meetings", 0, "durations", 0, "minutes")), st.just("set"), st.integers(0, 10_081)),
    st.tuples(st.sampled_from(PLACES), st.just("set"), st.floats(-90, 90)),
    st.tuples(st.sampled_from([path for path in PATHS if path[-1] == "date"]), st.just("set"), dates),
    st.tuples(st.sampled_from([("meetings", 0), ("meetings", 2)]), st.just("date"), dates),
    st.tuples(st.just(("meetings", 0, "end")), st.just("set"), dates),
    st.tuples(st.just(("meetings", 2, "status")), st.just("set"), st.sampled_from(["cancelled", "disputed", "held"])),
    st.tuples(st.just(("meetings", 0, "kind")), st.just("set"), st.sampled_from(["bilateral", "pull-aside", "call"])),
    st.tuples(st.just(("meetings", 1, "id")), st.just("set"), st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)),
    st.tuples(st.just(("meetings",)), st.just("reverse"), st.none()),
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """The synthetic dataset after a few edits, as the bytes of a file."""
    document: Any = dataset()
    kinds = draw(st.sampled_from([mild, mild, edits, st.one_of(mild, edits)]))
    for path, change, value in draw(st.lists(kinds, max_size=4)):
        document = changed(document, path, change, value)
    return json.dumps(document, ensure_ascii=draw(st.booleans())).encode(errors="surrogatepass")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The synthetic dataset with bytes cut out, put in or turned over."""
    content = bytearray(DATASET)
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        content[start : start + draw(st.integers(0, 6))] = draw(
            st.one_of(
                st.binary(max_size=4), st.sampled_from([b'"', b"\\", b"{", b"]", b",", b"0", b"\xc2\x9b", b"\\u001b"])
            )
        )
    return bytes(content)


QUESTIONS = [
    *(["list", "--all", "-f", format] for format in FORMATS),
    *(["show", "call-2032-01-02", "geneva-2031", "-f", format] for format in FORMATS),
    *(["export", format] for format in ("csv", "tsv", "json", "jsonl", "markdown", "ics", "geojson")),
    *(["export", format, "-o", name] for format, name in (("sqlite", "x.db"), ("parquet", "p"), ("datapackage", "d"))),
    *(["cite", "geneva-2031", "-f", format] for format in CITATIONS),
    *(["stats", "--all", "--by", key, "-f", "table"] for key in GROUPINGS),
    *(
        [command, "-f", format]
        for command in ("topics", "people", "sources")
        for format in ("table", "markdown", "csv")
    ),
    *(["topics", "ice", "-f", format] for format in ("table", "markdown")),
    *(["people", "anna-adams", "-f", format] for format in ("table", "markdown")),
    *(["search", "ice", "-f", format] for format in ("table", "markdown", "json")),
    *(["compare", "geneva-2031", "oslo-2033", "-f", format] for format in ("table", "markdown")),
    *(["timeline", "--all", "-f", format] for format in ("table", "markdown")),
    *(["--version"], ["show", "latest", "-f", "table", "--ascii"], ["cite", "--dataset"], ["open", "geneva-2031"]),
]


@properties(170)
@given(content=st.one_of(documents(), documents(), damaged()), asked=st.sampled_from(QUESTIONS), screen=screens)
def test_any_dataset_is_answered_from_or_refused(ground, content, asked, screen):
    environ = screen | {"SUMMIT_DATA": "x.json"}
    valid = summit(ground, "validate", files={"x.json": content}, **environ)
    holds(["validate"], valid, color=True)
    done = summit(ground, *asked, files={"x.json": content}, **environ)
    holds(asked, done, color=True)
    assert valid.code in (0, 5)
    assert (done.code == 5) == (valid.code == 5)


def bare(value: Any) -> Any:
    """A value without the keys that hold nothing, and without names that the program gave to statements."""
    if isinstance(value, list):
        return [bare(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: bare(each) for key, each in value.items() if key != "ref"}
    return {key: each for key, each in kept.items() if each not in (None, [], {}, False)}


def row_of(meeting: Any) -> dict[str, Any]:
    """What a list says of a meeting, read from the file by nobody's code but this."""
    place = meeting.get("place") or {}
    first: Any = next((each for each in meeting.get("durations", []) if each["basis"] == "actual"), {})
    return {
        **{key: meeting[key] for key in ("id", "title", "kind", "status", "start", "end")},
        "series": meeting.get("series"),
        **{key: place.get(key) for key in ("city", "country", "venue")},
        "host_event": meeting.get("host_event"),
        "leaders": meeting["leaders"],
        "minutes": first.get("minutes"),
        "part": first.get("part"),
        "days": meeting.get("days", []),
        "topics": list(dict.fromkeys(each["topic"] for each in meeting.get("discussed", []))),
        "summary": meeting["summary"]["text"],
    }


@properties(100)
@given(content=st.one_of(documents(), documents(), damaged()))
def test_what_is_listed_shown_and_exported_is_what_the_file_says(ground, content):
    files = {"x.json": content}
    listed = summit(ground, "list", "--all", "--json", files=files, SUMMIT_DATA="x.json")
    holds(["list"], listed)
    if listed.code:
        return
    document = json.loads(content)
    meetings = sorted(document["meetings"], key=lambda each: (f"{each['start']}-01-01"[:10], each["id"]))
    rows = [{key: value for key, value in row.items() if key != "length"} for row in json.loads(listed.out)]
    assert rows == [row_of(meeting) for meeting in meetings]
    ids = "\n".join(meeting["id"] for meeting in meetings)
    shown = summit(ground, "show", "-", "--json", files=files, stdin=ids.encode(), SUMMIT_DATA="x.json")
    records = [
        {
            key: value
            for key, value in each.items()
            if key not in ("cited", "people", "topics", "sides", "referred", "see_also")
        }
        for each in json.loads(shown.out)
    ]
    assert bare(records) == bare(meetings)
    exported = json.loads(summit(ground, "export", "json", files=files, SUMMIT_DATA="x.json").out)
    assert bare(exported) == bare(document | {"meetings": meetings})
