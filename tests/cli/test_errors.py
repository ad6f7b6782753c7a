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
def test_failure_has_its_exit_code_a_sentence_and_no_output(ask: Summit, failure):
    arguments, code = FAILURES[failure]
    done = ask(*arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("error: ")


@pytest.mark.parametrize("failure", FAILURES)
def test_failure_starts_with_a_small_letter_and_has_no_full_stop(ask: Summit, failure):
    message = ask(*FAILURES[failure][0]).err.splitlines()[0].removeprefix("error: ")
    assert (message[0].islower() or not message[0].isalpha(), message.endswith(".")) == (True, False)


@pytest.mark.parametrize("failure", FAILURES)
def test_failure_in_json_mode_is_one_object_on_stderr(ask: Summit, failure):
    arguments, code = FAILURES[failure]
    done = ask(*arguments, "--json")
    error = json.loads(done.err)["error"]
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert list(error)[:5] == ["code", "message", "hint", "candidates", "commands"]
    assert error["code"] == CODES[code]


@pytest.mark.parametrize("mode", [["--format", "json"], ["-f", "jsonl"], ["--format=json"], ["-fjson"]], ids=" ".join)
def test_other_spellings_of_json_mode(ask: Summit, mode):
    assert "error" in json.loads(ask("show", "nowhere", *mode).err)


def test_json_mode_ends_at_the_double_dash(ask: Summit):
    assert ask("show", "--", "--json").err.startswith("error: no meeting '--json'")


@pytest.mark.parametrize(
    ("typed", "meant"), [("lst", "list"), ("shwo", "show"), ("topic", "topics"), ("valid", "validate")]
)
def test_unknown_command_suggests(ask: Summit, typed, meant):
    error = json.loads(ask(typed, "--json").err)["error"]
    assert error["candidates"] == [meant]
    assert meant in ask(typed).err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("--data mine.json show helsinki", "show --data mine.json helsinki"),
        ("-f csv list --all", "list -f csv --all"),
        ("--fields id show helsinki", "show --fields id helsinki"),
        ("--color=never map", "map --color=never"),
    ],
)
def test_options_come_after_the_command(ask: Summit, typed, meant):
    expected = f"error: options come after the command\nTry:\n  summit {meant}\n"
    assert ask(*typed.split()) == (2, "", expected)


def test_options_come_after_the_command_in_json_mode_too(ask: Summit):
    done = ask("--json", "--limit", "2", "list")
    assert (done.code, done.out) == (2, "")
    assert json.loads(done.err)["error"] == {
        "code": "usage",
        "message": "options come after the command",
        "hint": None,
        "candidates": [],
        "commands": ["summit list --json --limit 2"],
    }


def test_an_option_that_the_versions_do_not_have(ask: Summit):
    assert ask("--version", "--jsno").err == (
        "error: no such option: --jsno\nDid you mean this?\n  summit --version --json\n"
    )


def test_an_option_alone_is_no_command(ask: Summit):
    assert ask("--bogus").err == "error: no such option: --bogus\n`summit --help` shows how it is used.\n"


@pytest.mark.parametrize("limit", ["0", "-1", "00", "many", "1.5", "", "²"])
@pytest.mark.parametrize("command", ["list", "search syria"])
def test_a_limit_that_is_no_number_from_one_says_so(ask: Summit, command, limit):
    done = ask(*command.split(), f"--limit={limit}")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: --limit takes a number from 1, not '{limit}'\n")


@pytest.mark.parametrize(
    ("option", "typed", "meant"),
    [
        ("--topci", "list --topci syria", "list --topic syria"),
        ("--limt", "list --limt 3", "list --limit 3"),
        ("--revers", "list --revers", "list --reverse"),
        ("--sor", "list --sor=title", "list --sort=title"),
        ("--no-source", "show helsinki --no-source", "show helsinki --no-sources"),
        ("--explian", "stats --explian", "stats --explain"),
    ],
)
def test_a_misspelt_option_has_the_line_with_the_right_one(ask: Summit, option, typed, meant):
    expected = f"error: no such option: {option}\nDid you mean this?\n  summit {meant}\n"
    assert ask(*typed.split()) == (2, "", expected)


@pytest.mark.parametrize(
    "arguments", [["list", "--limit"], ["show"], ["search"], ["list", "-L", "0"], ["cite"]], ids=" ".join
)
def test_an_error_in_use_names_the_help_of_its_command(ask: Summit, arguments):
    assert f"`summit {arguments[0]} " in ask(*arguments).err.splitlines()[-1]


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
def test_control_characters_that_were_typed_never_reach_the_terminal(ask: Summit, arguments):
    typed = "".join(HOSTILE)
    for mode in ([], ["--json"]):
        done = ask(*(each.replace("{}", typed) for each in arguments), *mode, tty=80)
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


@pytest.mark.parametrize(("value", "shown"), [("1", True), ("yes", True), ("0", False), ("", False), (None, False)])
def test_debug_shows_the_traceback(summit: Summit, tmp_path, value, shown):
    environ = {"PYTHONPATH": str(broken_module(tmp_path, "csv")), "SUMMIT_DEBUG": value}
    assert ("Traceback" in summit("validate", "--format", "csv", env=environ).err) is shown


def broken_module(folder, name: str):
    (folder / f"{name}.py").write_text("raise RuntimeError('broken on purpose')\n")
    return folder


def test_stdin_as_dataset_is_validated(ask: Summit):
    done = ask("list", "--data", "-", stdin="{}")
    assert (done.code, done.out) == (5, "")
    assert "<stdin>" in done.err


def test_stdin_as_dataset_is_read(ask: Summit):
    assert ask("list", "--ids", "--data", "-", stdin=json.dumps(dataset())).out == "geneva-2031\n"


@pytest.mark.parametrize("format", ["csv", "table", "bogus"])
def test_json_flag_and_another_format_do_not_go_together(ask: Summit, format):
    done = ask("list", "--json", "--format", format)
    assert (done.code, done.out) == (2, "")
    assert json.loads(done.err)["error"]["message"] == f"--json and --format {format} do not go together"


def test_format_typed_with_control_characters_is_named_inert(ask: Summit):
    assert ask("list", "-f", "\x1b[31m").err.startswith("error: no format '\\x1b[31m'\n")


def test_ids_on_stdin_that_are_not_utf8_are_not_found(ask: Summit):
    done = ask("show", "-", stdin=b"\xff\xfe\n")
    assert (done.code, done.out) == (3, "")


def test_a_file_that_cannot_be_written_is_told_without_a_word_of_other_things(summit: Summit, tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    done = summit("export", "csv", "-o", "loop", data=dataset())
    assert done == (1, "", "error: cannot write loop: Too many levels of symbolic links\n")
