"""Help: every command has it in all four forms, with examples that work; `summit` alone fits a small terminal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from inspect import signature
from pathlib import Path

import pytest

from summitcli.cli.manual import TOPICS
from summitcli.cli.options import DATA, FILTERS, VIEW
from summitcli.cli.registry import COMMANDS, GROUPS

from ..conftest import ROOT, TIMEOUT, Summit

EXAMPLE = re.compile(r"^ +(\S.*\bsummit .*|summit .*)$", re.MULTILINE)
OPTION = re.compile(r"^  (?:-\w, )?--([a-z-]+)", re.MULTILINE)


def help_of(command: str) -> str:
    """The text of a command's help, as its module has it."""
    text: str = import_module(f"summitcli.cli.commands.{command}").HELP
    return text


def examples(command: str) -> list[str]:
    """The lines under "Examples:" in the help of a command."""
    return [line.strip() for line in EXAMPLE.findall(help_of(command).partition("Examples:")[2])]


@pytest.fixture(scope="session")
def program_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a `summit` in it that is this checkout's."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "summit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summitcli "$@"\n')
    (folder / "summit").chmod(0o700)
    return folder


def missing(example: str) -> list[str]:
    """The programs and packages that an example takes and that are not installed here."""
    programs = [part.split()[0] for part in example.split("|")]
    found = [program for program in programs if program != "summit" and not shutil.which(program)]
    return found + (["mcp"] if example.startswith("summit mcp") and not find_spec("mcp") else [])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_two_examples_or_more(command):
    assert len(examples(command)) >= 2


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_the_examples_as_they_are_written(ask: Summit, command):
    shown = {line.strip() for line in ask(command, "--help").out.splitlines()}
    assert [example for example in examples(command) if example not in shown] == []


@pytest.mark.parametrize("example", sorted({each for command in COMMANDS for each in examples(command)}))
def test_example_works(environment, program_folder, tmp_path, example):
    if lacking := missing(example):
        pytest.skip(f"takes {lacking[0]}, which is not installed")
    (tmp_path / ".config" / "fish" / "completions").mkdir(parents=True)
    (tmp_path / ".zfunc").mkdir()
    if "init" not in example:  # somebody's own data, as examples call it
        for name in ("mine.json", "my-meetings.json"):
            (tmp_path / name).write_bytes(files("summitcli").joinpath("starter.json").read_bytes())
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
def test_all_forms_of_help_agree(ask: Summit, command):
    long = ask(command, "--help")
    assert (long.code, long.err) == (0, "")
    assert long.out.startswith(f"Usage: summit {command} ")
    assert ask(command, "-h") == ask("help", command) == long


@pytest.mark.parametrize("command", COMMANDS)
def test_first_line_of_help_is_a_short_sentence(command):
    sentence = help_of(command).splitlines()[0].partition(". ")[0].rstrip(".")
    assert (sentence[0].isupper(), len(sentence) <= 78) == (True, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_commands_own_options_come_before_those_that_it_shares(ask: Summit, command):
    options = ask(command, "--help").out.partition("\nOptions:\n")[2]
    listed = [name.replace("-", "_") for name in OPTION.findall(options)]
    own = {*signature(import_module(f"summitcli.cli.commands.{command}").run).parameters} - {"data", "filters", "view"}
    shared = [name in {**FILTERS, **DATA, **VIEW} and name not in own for name in listed if name != "help"]
    assert shared == sorted(shared)


@pytest.mark.parametrize("optimised", [[], ["-OO"]], ids=["", "-OO"])
def test_help_is_there_without_docstrings(environment, optimised):
    command = [sys.executable, *optimised, "-m", "summitcli", "list", "--help"]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=True)
    assert "summit list --topic syria" in shown.stdout


# `summit` alone


def test_summit_alone_is_its_help(ask: Summit):
    assert ask() == ask("--help") == ask("-h") == ask("help")


def test_the_overview_fits_a_small_terminal(ask: Summit):
    lines = ask(tty=80).out.splitlines()
    assert (len(lines) <= 24, [line for line in lines if len(line) > 80]) == (True, [])


def test_the_overview_names_every_command_in_its_group(ask: Summit):
    named = re.findall(r"^  (Read|Compare|Take along|Your data|More) +(.*)$", ask().out, re.MULTILINE)
    assert {group: tuple(commands.split(", ")) for group, commands in named} == GROUPS


def test_the_overview_has_two_examples(ask: Summit):
    shown = EXAMPLE.findall(ask().out.partition("Examples:")[2])
    assert shown == ["summit show helsinki", "summit search did they sign anything in helsinki"]


# Topics of the help


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_shown(ask: Summit, topic):
    shown = ask("help", topic)
    assert (shown.code, shown.err, shown.out.split()) == (0, "", TOPICS[topic].split())


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_wrapped_for_the_terminal_and_loses_no_word(ask: Summit, topic, width):
    shown = ask("help", topic, tty=width).out
    assert shown.split() == TOPICS[topic].split()
    assert [line for line in shown.splitlines() if len(line) > width and " " in line.strip()] == []


@pytest.mark.parametrize("arguments", [["--help"], *([each, "--help"] for each in COMMANDS)], ids=" ".join)
def test_help_has_no_escapes_and_fits_eighty_columns(ask: Summit, arguments):
    shown = ask(*arguments, tty=80, env={"FORCE_COLOR": "1"}).out
    assert [line for line in shown.splitlines() if "\x1b" in line or len(line) > 80] == []


@pytest.mark.parametrize("command", ["list", "search", "stats"])
def test_help_is_as_wide_as_the_screen(ask: Summit, command):
    page = ask(command, "--help", env={"COLUMNS": "45"}).out
    examples = re.compile(r"    summit ")
    assert [line for line in page.splitlines() if len(line) > 45 and not examples.match(line)] == []


@pytest.mark.parametrize(("typed", "meant"), [("shwo", "show"), ("filtres", "filters")])
def test_help_on_nothing_known_suggests(ask: Summit, typed, meant):
    done = ask("help", typed)
    assert (done.code, done.out) == (2, "")
    assert f"?\n  summit help {meant}\n" in done.err


# Versions, and the man page


def test_version_names_the_data_that_is_chosen(ask: Summit, tmp_path):
    ask("init", "mine.json")
    chosen = ask("--version", "--data", "mine.json")
    assert (chosen.code, chosen.out) == (0, ask("version", data=tmp_path / "mine.json").out)
    assert "mine.json, schema 1, reaches" in chosen.out


def test_version_names_tool_schema_and_reach(ask: Summit, record):
    from importlib.metadata import version

    first, *rest = ask("--version").out.splitlines()
    assert first == f"summit {version('summitcli')}"
    reach = f"schema {record['schema_version']}, reaches {record['coverage']['until']}"
    assert reach in " ".join("\n".join(rest).split())


def test_the_man_page_is_up_to_date():
    script = ROOT / "scripts" / "write_man.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0
