"""Help: every command has it in all four forms, with examples that work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summitcli.cli.app import COMMANDS, FUNCTIONS, application
from summitcli.cli.manual import TOPICS

from ..conftest import TIMEOUT, Summit

application()  # imports every command
EXAMPLE = re.compile(r"^ +(\S.*\bsummit .*|summit .*)$", re.MULTILINE)


def examples(command: str) -> list[str]:
    """The lines under "Examples:" in the help of a command."""
    text = FUNCTIONS[command].__doc__ or ""
    return [line.strip() for line in EXAMPLE.findall(text.partition("Examples:")[2])]


@pytest.fixture(scope="session")
def program_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a `summit` in it that is this checkout's."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "summit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summitcli "$@"\n')
    (folder / "summit").chmod(0o700)
    return folder


def is_missing(example: str) -> bool:
    """Whether an example pipes into a program that is not installed here."""
    return any(not shutil.which(part.split()[0]) for part in example.split("|") if part.split()[0] != "summit")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_two_examples_or_more(command):
    assert len(examples(command)) >= 2


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_the_examples_as_they_are_written(summit: Summit, command):
    shown = {line.strip() for line in summit(command, "--help").out.splitlines()}
    assert [example for example in examples(command) if example not in shown] == []


@pytest.mark.parametrize("example", sorted({each for command in COMMANDS for each in examples(command)}))
def test_example_works(environment, program_folder, tmp_path, example):
    if is_missing(example):
        pytest.skip("pipes into a program that is not installed")
    (tmp_path / ".config" / "fish" / "completions").mkdir(parents=True)
    environ = environment | {
        "HOME": str(tmp_path),
        "BROWSER": "true",
        "PATH": os.pathsep.join([str(program_folder), environment["PATH"]]),
    }
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {example}"],
        cwd=tmp_path,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert (done.returncode, "error" in done.stderr.lower()) == (0, False)


@pytest.mark.parametrize("command", COMMANDS)
def test_all_forms_of_help_agree(summit: Summit, command):
    long = summit(command, "--help")
    assert (long.code, long.err) == (0, "")
    assert long.out.startswith(f"Usage: summit {command} ")
    assert summit(command, "-h") == summit("help", command) == long


@pytest.mark.parametrize("command", COMMANDS)
def test_first_line_of_help_is_a_short_sentence(command):
    line = (FUNCTIONS[command].__doc__ or "").splitlines()[0]
    assert (line[0].isupper(), line.endswith("."), len(line) <= 79) == (True, True, True)


def test_summit_alone_is_its_help(summit: Summit):
    assert summit() == summit("--help") == summit("-h") == summit("help")


def test_help_names_every_command(summit: Summit):
    listed = re.findall(r"^  (\w+) ", summit("help").out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_no_summary_in_the_list_of_commands_is_cut(summit: Summit):
    assert [line for line in summit("help").out.splitlines() if line.endswith("...") and line.startswith("  ")] == []


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_wrapped_for_the_terminal_and_loses_no_word(summit: Summit, topic, width):
    shown = summit("help", topic, tty=width).out
    assert shown.split() == TOPICS[topic].split()
    assert [line for line in shown.splitlines() if len(line) > width and " " in line.strip()] == []


@pytest.mark.parametrize("arguments", [["--help"], *([each, "--help"] for each in COMMANDS)], ids=" ".join)
def test_help_has_no_escapes_and_fits_eighty_columns(summit: Summit, arguments):
    shown = summit(*arguments, tty=80, env={"FORCE_COLOR": "1"}).out
    assert [line for line in shown.splitlines() if "\x1b" in line or len(line) > 80] == []


def test_help_on_no_command_suggests(summit: Summit):
    done = summit("help", "shwo")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean show?" in done.err


def test_version_names_the_data_that_is_chosen(summit: Summit, tmp_path):
    summit("init", "mine.json")
    chosen = summit("--data", "mine.json", "--version")
    assert (chosen.code, chosen.out) == (0, summit("--version", data=tmp_path / "mine.json").out)
    assert "mine.json, schema" in chosen.out


def test_version_names_tool_schema_and_reach(summit: Summit, record):
    from importlib.metadata import version

    first, *rest = summit("--version").out.splitlines()
    assert first == f"summit {version('summitcli')}"
    assert f"schema {record['schema_version']}, reaches {record['coverage']['until']}" in "\n".join(rest)


@pytest.mark.parametrize("command", ["list", "search", "stats"])
def test_help_is_as_wide_as_the_screen(summit: Summit, command):
    page = summit(command, "--help", env={"COLUMNS": "45"}).out
    examples = re.compile(r"    summit ")
    assert [line for line in page.splitlines() if len(line) > 45 and not examples.match(line)] == []
