"""Errors: exit codes, sentences on stderr, objects in JSON mode, and nothing that a terminal would obey."""

import json

import pytest

from ..conftest import Summit
from ..synthetic import dataset

FAILURES = {
    "usage: option": (["list", "--bogus"], 2),
    "usage: argument": (["list", "helsinki"], 2),
    "usage: missing argument": (["show"], 2),
    "usage: value": (["list", "--limit", "none"], 2),
    "usage: command": (["lst"], 2),
    "usage: colour": (["list", "--color", "sometimes"], 2),
    "usage: stdin twice": (["list", "--data", "-", "--data", "-"], 2),
    "not found: meeting": (["show", "nowhere"], 3),
    "not found: topic": (["topics", "nothing"], 3),
    "not found: filter": (["list", "--country", "atlantis"], 3),
    "ambiguous": (["show", "2017-07-07"], 4),
    "dataset": (["list", "--data", "none.json"], 5),
}
CODES = {2: "usage", 3: "not-found", 4: "ambiguous", 5: "dataset"}


@pytest.mark.parametrize("failure", FAILURES)
def test_failure_has_its_exit_code_a_sentence_and_no_output(summit: Summit, failure):
    arguments, code = FAILURES[failure]
    done = summit(*arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("error: ")


@pytest.mark.parametrize("failure", FAILURES)
def test_failure_starts_with_a_small_letter_and_has_no_full_stop(summit: Summit, failure):
    message = summit(*FAILURES[failure][0]).err.splitlines()[0].removeprefix("error: ")
    assert (message[0].islower() or not message[0].isalpha(), message.endswith(".")) == (True, False)


@pytest.mark.parametrize("failure", FAILURES)
def test_failure_in_json_mode_is_one_object_on_stderr(summit: Summit, failure):
    arguments, code = FAILURES[failure]
    done = summit(*arguments, "--json")
    error = json.loads(done.err)["error"]
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert list(error)[:4] == ["code", "message", "hint", "candidates"]
    assert error["code"] == CODES[code]


@pytest.mark.parametrize("mode", [["--format", "json"], ["-f", "jsonl"], ["--format=json"], ["-fjson"]], ids=" ".join)
def test_other_spellings_of_json_mode(summit: Summit, mode):
    assert "error" in json.loads(summit("show", "nowhere", *mode).err)


def test_json_mode_ends_at_the_double_dash(summit: Summit):
    assert summit("show", "--", "--json").err.startswith("error: no meeting '--json'")


@pytest.mark.parametrize(
    ("typed", "meant"), [("lst", "list"), ("shwo", "show"), ("topic", "topics"), ("valid", "validate")]
)
def test_unknown_command_suggests(summit: Summit, typed, meant):
    error = json.loads(summit(typed, "--json").err)["error"]
    assert error["candidates"] == [meant]
    assert meant in summit(typed).err


def test_unknown_option_suggests(summit: Summit):
    assert "--topic" in summit("list", "--topci", "syria").err


def test_options_before_the_command_count(summit: Summit):
    assert summit("--json", "list") == summit("list", "--json")
    assert summit("-f", "csv", "list") == summit("list", "-f", "csv")
    assert summit("--color=never", "list") == summit("list")


HOSTILE = [
    "\x1b[31mred",
    "\x9b31m",
    "\u202eoediv",
    "\u200bzero",
    "\x07bell",
    "a\rb",
    "a\nb",
    "\x1b]8;;http://x\x07",
    "\ufeff",
]


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "{}"],
        ["topics", "{}"],
        ["list", "--topic", "{}"],
        ["list", "--year", "{}"],
        ["list", "--sort", "{}"],
        ["list", "--limit", "{}"],
        ["list", "--sort={}"],
        ["list", "--color", "{}"],
        ["list", "--{}"],
        ["list", "--data", "{}"],
        ["help", "{}"],
        ["{}"],
    ],
    ids=" ".join,
)
def test_control_characters_that_were_typed_never_reach_the_terminal(summit: Summit, arguments):
    typed = "".join(HOSTILE)
    for mode in ([], ["--json"]):
        done = summit(*(each.replace("{}", typed) for each in arguments), *mode, tty=80)
        assert done.code in (2, 3, 5)
        assert done.out == ""
        assert [char for char in done.err if not char.isprintable() and char != "\n"] == []


def test_names_that_are_not_utf8_are_not_found(summit: Summit):
    done = summit("show", "caf\udce9")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("error: no meeting")


def test_unexpected_errors_exit_1_and_show_no_traceback(summit: Summit, tmp_path):
    done = summit("validate", "--format", "csv", env={"PYTHONPATH": str(broken_module(tmp_path, "csv"))})
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error: unexpected ")
    assert "Traceback" not in done.err


def test_debug_shows_the_traceback(summit: Summit, tmp_path):
    environ = {"PYTHONPATH": str(broken_module(tmp_path, "csv")), "SUMMIT_DEBUG": "1"}
    assert "Traceback" in summit("validate", "--format", "csv", env=environ).err


def broken_module(folder, name: str):
    (folder / f"{name}.py").write_text("raise RuntimeError('broken on purpose')\n")
    return folder


def test_stdin_as_dataset_is_validated(summit: Summit):
    done = summit("list", "--data", "-", stdin="{}")
    assert (done.code, done.out) == (5, "")
    assert "<stdin>" in done.err


def test_stdin_as_dataset_is_read(summit: Summit):
    assert summit("list", "--ids", "--data", "-", stdin=json.dumps(dataset())).out == "geneva-2031\n"


@pytest.mark.parametrize("format", ["csv", "table", "bogus"])
def test_json_flag_and_another_format_do_not_go_together(summit: Summit, format):
    done = summit("list", "--json", "--format", format)
    assert (done.code, done.out) == (2, "")
    assert json.loads(done.err)["error"]["message"] == f"--json and --format {format} do not go together"


def test_format_typed_with_control_characters_is_named_inert(summit: Summit):
    assert summit("list", "-f", "\x1b[31m").err.startswith("error: no format '\\x1b[31m'\n")


def test_ids_on_stdin_that_are_not_utf8_are_not_found(summit: Summit):
    done = summit("show", "-", stdin=b"\xff\xfe\n")
    assert (done.code, done.out) == (3, "")
