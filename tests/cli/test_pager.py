"""The pager: what it gets, when it is started, and that it never costs the answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from ..conftest import TIMEOUT

pexpect: Any = pytest.importorskip("pexpect")

PROGRAM = f"{sys.executable} -m summitcli"
LONG = "show helsinki --full"


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that says that it ran, and lets the text through."""
    script = tmp_path / "pager"
    script.write_text('#!/bin/sh\necho "PAGED LESS=$LESS LV=$LV"\ncat\n')
    script.chmod(0o700)
    return str(script)


def on_terminal(
    environment: dict[str, str], command: str, size: tuple[int, int] = (24, 80), *, keys: str = "", **env: str
) -> str:
    """What a real terminal of `size` (lines, columns) gets from a command; its exit code must be 0.

    `keys` are those that somebody hits, one after the other, whenever nothing comes any more.
    """
    child = pexpect.spawn(
        f"{PROGRAM} {command}", env=environment | env, dimensions=size, encoding="utf-8", timeout=TIMEOUT
    )
    text = ""
    for key in keys:
        while child.expect([pexpect.TIMEOUT, r"[\s\S]+"], timeout=2):
            text += child.match.group()
        child.send(key)
    text += str(child.read())
    child.close()
    assert child.exitstatus == 0
    return text


def test_long_text_goes_to_the_pager(environment, pager):
    text = on_terminal(environment, LONG, PAGER=pager)
    assert text.startswith("PAGED LESS=FRX LV=-c\r\n")
    assert "Sources" in text


@pytest.mark.parametrize(("theirs", "given"), [("mine", "-R mine"), ("-iMX", "-R -iMX"), ("", "FRX")])
def test_less_keeps_the_users_options_and_shows_colours(environment, pager, theirs, given):
    assert f"PAGED LESS={given} LV=-c" in on_terminal(environment, LONG, PAGER=pager, LESS=theirs)


def test_less_draws_the_escapes_whatever_the_users_options_are(environment):
    text = on_terminal(environment, LONG, PAGER="less", LESS="-M", keys="q")
    assert ("\x1b[1mHelsinki summit" in text, "ESC[" in text) == (True, False)


def test_summit_pager_beats_pager(environment, pager):
    assert "PAGED" in on_terminal(environment, LONG, PAGER="false", SUMMIT_PAGER=pager)


@pytest.mark.parametrize(
    ("command", "environ"),
    [
        ("list", {}),
        ("show helsinki", {}),
        (f"{LONG} --no-pager", {}),
        ("show helsinki --json", {}),
        ("show helsinki -f markdown", {}),
        ("list --year 1066", {}),
        (LONG, {"SUMMIT_PAGER": ""}),
        (LONG, {"SUMMIT_PAGER": " "}),
        (LONG, {"SUMMIT_PAGER": "cat"}),
    ],
)
def test_no_pager_where_none_is_wanted(environment, pager, command, environ):
    text = on_terminal(environment, command, size=(50, 120), PAGER=pager, **environ)
    assert text
    assert "PAGED" not in text


@pytest.mark.parametrize(
    "bad", ["no-such-pager", "'unbalanced", "false", "true", " ", "exit 3", "cat >/dev/null; false"]
)
def test_a_pager_that_fails_never_costs_the_answer(environment, bad):
    text = on_terminal(environment, LONG, PAGER=bad)
    assert ("Helsinki summit" in text, "\r\nSources" in text.replace("\x1b[1;35m", "")) == (True, True)


def test_an_option_that_the_pager_does_not_know_never_costs_the_answer(environment):
    assert "Helsinki summit" in on_terminal(environment, LONG, PAGER="less --nosuch", keys="\rq")


def test_a_pager_may_be_a_line_of_the_shell(environment):
    text = on_terminal(environment, LONG, PAGER="cat | sed s/Helsinki/Hel-sin-ki/ | cat")
    assert ("Hel-sin-ki summit" in text, text.count("Hel-sin-ki summit\x1b")) == (True, 1)


def test_a_pager_that_is_left_early_is_quiet(environment):
    assert on_terminal(environment, f"{LONG} --color never", PAGER="head -n 1") == "Helsinki summit  helsinki-2018\r\n"


def test_an_interrupt_is_the_pagers(environment, tmp_path):
    script = tmp_path / "pager"
    script.write_text(
        f"""#!{sys.executable}
import os, signal, sys
signal.signal(signal.SIGINT, lambda *_: os.write(1, b"STOPPED"))
sys.stdin.read()
print("READY", flush=True)
open("/dev/tty").readline()
print("LEFT", flush=True)
"""
    )
    script.chmod(0o700)
    child = pexpect.spawn(
        f"{PROGRAM} {LONG}", env=environment | {"PAGER": str(script)}, encoding="utf-8", timeout=TIMEOUT
    )
    child.expect("READY")
    child.sendintr()
    child.expect("STOPPED")
    child.sendline("")
    child.expect("LEFT")
    after = child.read()
    child.close()
    assert (child.exitstatus, child.signalstatus, after.strip()) == (0, None, "")


@pytest.mark.parametrize("command", ["timeline", "list --all", "topics", "stats --by topic --all"])
def test_what_is_taller_than_the_screen_with_its_notes_is_paged(environment, pager, command):
    lines = on_terminal(environment, f"{command} --no-pager", size=(500, 80)).splitlines()
    tall, low = len(lines), len(lines) + 1
    assert "PAGED" in on_terminal(environment, command, size=(tall, 80), PAGER=pager)
    assert "PAGED" not in on_terminal(environment, command, size=(low, 80), PAGER=pager)


def test_the_notes_are_at_the_end_of_what_is_paged(environment):
    shown = on_terminal(environment, "list --all", size=(20, 100), PAGER="tail -n 2")
    assert "The record reaches" in shown


def test_real_terminal_gets_a_table_of_its_width(environment):
    lines = on_terminal(environment, "list --color never", size=(50, 60)).splitlines()
    assert lines[0].split() == ["Date", "ID", "Place", "Length"]
    assert [line for line in lines if cell_len(line) > 60] == []
