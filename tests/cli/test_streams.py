"""Pipes, terminals, colour, width, encodings, pagers and interruptions: one place decides, and it decides right."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from ..conftest import TIMEOUT, Summit
from ..synthetic import dataset

pexpect: Any = pytest.importorskip("pexpect")

ESC = "\x1b"
PROGRAM = f"{sys.executable} -m summitcli"
URL = re.compile(r"\s*https?://\S+$|\s*\S{30,}$")  # an address, or what is left of one that was folded


def shell(environment: dict[str, str], script: str) -> tuple[int, str, str]:
    """Run a line of bash in which $summit is the program."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        env=environment | {"summit": PROGRAM},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command", [["list"], ["show", "helsinki"], ["topics"], ["people"], ["validate"]], ids=" ".join
)
def test_a_pipe_gets_no_escapes(summit: Summit, command):
    done = summit(*command)
    assert (done.code, done.err) == (0, "")
    assert ESC not in done.out


def test_lists_are_tsv_and_pages_markdown_in_a_pipe(summit: Summit):
    assert summit("list") == summit("list", "-f", "tsv")
    assert summit("show", "osaka") == summit("show", "osaka", "-f", "markdown")


@pytest.mark.parametrize(
    "command",
    [
        *("list", "show helsinki", "list --all --json", "show helsinki anchorage --json", "topics ukraine"),
        *("list --all -f csv", "list --help", "completion bash", "list --all -f table", "sources"),
    ],
)
def test_head_closes_the_pipe_in_silence(environment, command):
    code, out, err = shell(environment, f"$summit {command} | head -n 1")
    assert (code, out.count("\n"), err) == (0, 1, "")


def test_reader_that_reads_nothing_is_no_failure(environment):
    assert shell(environment, "$summit list --all --json | true") == (0, "", "")


@pytest.mark.parametrize(
    "command",
    [
        *("list", "list --json", "show helsinki", "topics", "--help", "list --ids -f table"),
        *("cite helsinki", "export csv", "schema", "init -"),
    ],
)
def test_closed_stdout_is_quiet(environment, command):
    assert shell(environment, f"$summit {command} >&-") == (0, "", "")


def test_closed_stderr_keeps_the_exit_code(environment):
    assert shell(environment, "$summit show nowhere 2>&-") == (3, "", "")


def test_a_note_is_lost_where_stderr_is_closed(environment):
    code, out, err = shell(environment, "$summit export ics 2>&-")
    assert (code, out[:15], err) == (0, "BEGIN:VCALENDAR", "")


def test_closed_stdin_is_no_matter(environment):
    assert shell(environment, "$summit list --ids --limit 1 <&-") == (0, "hamburg-2017\n", "")


@pytest.mark.parametrize("command", ["show -", "list --data -"])
def test_closed_stdin_that_is_needed_is_named(environment, command):
    code, out, err = shell(environment, f"$summit {command} <&-")
    assert (code != 0, out) == (True, "")
    assert "standard input is closed" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["list", "show helsinki --json", "list --help"])
def test_full_disk_is_told_once(environment, command):
    code, _, err = shell(environment, f"$summit {command} > /dev/full")
    assert (code, err.count("No space left on device"), "Traceback" in err) == (1, 1, False)


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_interrupt_exits_130_in_silence(environment, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "summitcli", "list", "--data", str(pipe)]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with pipe.open("wb"):  # returns when the program has opened the other end: it is reading now
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=TIMEOUT)
    assert (running.returncode, out, err) == (130, "", "")


def test_interrupt_while_the_program_loads_exits_130_in_silence(environment, tmp_path):
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt")
    done = subprocess.run(
        [sys.executable, "-m", "summitcli", "list"],
        env=environment | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


COLOUR = [
    # arguments, environment, terminal, colour
    ([], {}, True, True),
    ([], {}, False, False),
    ([], {"NO_COLOR": "1"}, True, False),
    ([], {"NO_COLOR": ""}, True, True),
    ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
    ([], {"FORCE_COLOR": "1"}, False, True),
    ([], {"FORCE_COLOR": "0"}, True, False),
    ([], {"FORCE_COLOR": ""}, False, False),
    ([], {"CLICOLOR_FORCE": "1"}, False, True),
    ([], {"CLICOLOR_FORCE": "0"}, True, False),
    ([], {"CLICOLOR": "0"}, True, False),
    ([], {"CLICOLOR": "1"}, True, True),
    ([], {"CLICOLOR": "1"}, False, False),
    ([], {"TERM": "dumb"}, True, False),
    ([], {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ([], {"GITHUB_ACTIONS": "true"}, False, False),
    (["--color", "always"], {}, False, True),
    (["--color", "always"], {"NO_COLOR": "1"}, False, True),
    (["--color", "always"], {"TERM": "dumb"}, True, True),
    (["--color", "never"], {}, True, False),
    (["--color", "never"], {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, True, False),
    (["--color", "auto"], {"NO_COLOR": "1"}, True, False),
]


@pytest.mark.parametrize(("arguments", "environ", "terminal", "colour"), COLOUR)
def test_colour(summit: Summit, arguments, environ, terminal, colour):
    shown = summit("list", "-f", "table", *arguments, env=environ, tty=100 if terminal else None, data=dataset())
    assert (shown.code, ESC in shown.out) == (0, colour)


def test_colour_only_adds_escapes(summit: Summit):
    plain = summit("show", "geneva", "--color", "never", tty=100, data=dataset()).out
    coloured = summit("show", "geneva", "--color", "always", tty=100, data=dataset()).out
    links = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", coloured)
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", links).splitlines()] == plain.splitlines()


def test_colours_are_the_eight_names_bold_and_dim(summit: Summit):
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", summit("show", "helsinki", tty=100).out))
    used = {int(code) for group in codes for code in group.split(";") if code}
    assert used <= {0, 1, 2, 3, 4, *range(30, 38)}


@pytest.mark.parametrize(("variable", "linked"), [("TMUX", False), ("STY", False), ("NOTHING", True)])
def test_addresses_are_linked_where_the_terminal_can(summit: Summit, variable, linked):
    shown = summit("show", "geneva", tty=100, env={variable: "1"}, data=dataset())
    assert (f"{ESC}]8;" in shown.out) is linked


WIDTHS = [120, 80, 60, 40]


@pytest.mark.parametrize("width", [*WIDTHS, 20])
@pytest.mark.parametrize("command", [["list", "--all"], ["topics"], ["people"]], ids=" ".join)
def test_no_line_of_a_list_is_wider_than_the_screen(summit: Summit, command, width):
    listed = summit(*command, "--color", "never", tty=width)
    assert [line for line in listed.out.splitlines() if cell_len(line) > max(width, 40)] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["helsinki", "anchorage", "hamburg", "call-2025-12-28"])
def test_no_line_of_a_page_but_addresses_is_wider_than_the_screen(summit: Summit, name, width):
    shown = summit("show", name, "--color", "never", tty=width)
    wide = [line for line in shown.out.splitlines() if cell_len(line) > width]
    assert [line for line in wide if not URL.match(line)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_ids_and_dates_are_whole(summit: Summit, record, width):
    words = summit("list", "--all", "--color", "never", tty=width).out.split()
    whole = {meeting["id"] for meeting in record["meetings"]} | {meeting["start"] for meeting in record["meetings"]}
    shown = {word.partition("/")[0] for word in words}
    assert sorted(whole - shown) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_addresses_are_whole(summit: Summit, width):
    shown = summit("show", "geneva", "--full", "--color", "never", tty=width, data=dataset()).out.split()
    assert {"https://gazette.example/geneva", "https://palace.example/notes"} <= set(shown)


def test_wide_characters_are_measured_in_cells(summit: Summit):
    data = dataset()
    data["meetings"][0]["summary"]["text"] = "会談 " * 60
    shown = summit("show", "geneva", "--section", "summary", "--color", "never", tty=60, data=data)
    assert [line for line in shown.out.splitlines() if cell_len(line) > 60] == []


def test_very_long_word_is_folded(summit: Summit):
    data = dataset()
    data["meetings"][0]["summary"]["text"] = "x" * 5000
    shown = summit("show", "geneva", "--section", "summary", "--color", "never", tty=60, data=data)
    assert max(map(cell_len, shown.out.splitlines())) <= 60
    assert shown.out.count("x") >= 5000


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
@pytest.mark.parametrize("command", [["list", "--all"], ["show", "helsinki"], ["people"]], ids=" ".join)
def test_narrow_encodings_get_plain_spellings(summit: Summit, command, encoding):
    shown = summit(*command, tty=100, env={"PYTHONIOENCODING": encoding}, encoding=encoding)
    assert shown.code == 0
    assert "Traceback" not in shown.err


def test_ascii_spells_letters_and_quotation_marks_plainly(summit: Summit):
    shown = summit(
        *("show", "geneva", "--color", "never"),
        tty=100,
        env={"PYTHONIOENCODING": "ascii"},
        encoding="ascii",
        data=dataset(),
    )
    assert "Villa La Grange, Geneve, Switzerland" in shown.out
    assert '"Ice is a serious matter."' in shown.out


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "markdown"])
def test_machine_formats_are_utf8_whatever_the_locale(summit: Summit, format):
    listed = summit("list", "-f", format, env={"PYTHONIOENCODING": "ascii", "LANG": "C"}, data=dataset())
    assert listed.out == summit("list", "-f", format, data=dataset()).out


def test_errors_in_a_narrow_encoding(summit: Summit):
    done = summit("show", "Đà Nẵng 2031", env={"PYTHONIOENCODING": "ascii"}, encoding="ascii")
    assert (done.code, done.out) == (3, "")


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that says that it ran, and lets the text through."""
    script = tmp_path / "pager"
    script.write_text('#!/bin/sh\necho "PAGED LESS=$LESS LV=$LV"\ncat\n')
    script.chmod(0o700)
    return str(script)


def on_terminal(environment: dict[str, str], command: str, size: tuple[int, int] = (24, 80), **env: str) -> str:
    """What a real terminal of `size` (lines, columns) gets from a command; its exit code must be 0."""
    child = pexpect.spawn(
        f"{PROGRAM} {command}", env=environment | env, dimensions=size, encoding="utf-8", timeout=TIMEOUT
    )
    text = str(child.read())
    child.close()
    assert child.exitstatus == 0
    return text


def test_long_text_goes_to_the_pager(environment, pager):
    text = on_terminal(environment, "show helsinki --full", PAGER=pager)
    assert text.startswith("PAGED LESS=FRX LV=-c\r\n")
    assert "Sources" in text


def test_variables_of_the_pager_are_the_users(environment, pager):
    assert "PAGED LESS=-R mine LV=-c" in on_terminal(environment, "show helsinki", PAGER=pager, LESS="mine")


def test_summit_pager_beats_pager(environment, pager):
    assert "PAGED" in on_terminal(environment, "show helsinki", PAGER="false", SUMMIT_PAGER=pager)


@pytest.mark.parametrize(
    ("command", "environ"),
    [
        ("list", {}),
        ("show helsinki --no-pager", {}),
        ("show helsinki --json", {}),
        ("show helsinki -f markdown", {}),
        ("list --year 1999", {}),
        ("show helsinki", {"SUMMIT_PAGER": ""}),
        ("show helsinki", {"SUMMIT_PAGER": "cat"}),
    ],
)
def test_no_pager_where_none_is_wanted(environment, pager, command, environ):
    text = on_terminal(environment, command, size=(50, 120), PAGER=pager, **environ)
    assert text
    assert "PAGED" not in text


@pytest.mark.parametrize("missing", ["no-such-pager", "'unbalanced"])
def test_pager_that_is_not_there_is_done_without(environment, missing):
    assert "Sources" in on_terminal(environment, "show helsinki --full", PAGER=missing)


def test_pager_that_is_left_early_is_quiet(environment):
    assert on_terminal(environment, "show helsinki --full --color never", PAGER="head -n 1") == (
        "Helsinki summit  helsinki-2018\r\n"
    )


def test_an_interrupt_is_the_pagers(environment, tmp_path):
    script = tmp_path / "pager"
    script.write_text(
        f"""#!{sys.executable}
import signal, sys
signal.signal(signal.SIGINT, lambda *_: print("STOPPED", flush=True))
sys.stdin.read()
print("READY", flush=True)
open("/dev/tty").readline()
print("LEFT", flush=True)
"""
    )
    script.chmod(0o700)
    child = pexpect.spawn(
        f"{PROGRAM} show helsinki", env=environment | {"PAGER": str(script)}, encoding="utf-8", timeout=TIMEOUT
    )
    child.expect("READY")
    child.sendintr()
    child.expect("STOPPED")
    child.sendline("")
    child.expect("LEFT")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)


def test_real_terminal_gets_a_table_of_its_width(environment):
    lines = on_terminal(environment, "list --color never", size=(50, 60)).splitlines()
    assert lines[0].split() == ["Date", "ID", "Length"]
    assert [line for line in lines[:-1] if cell_len(line) > 60 and "record reaches" not in line] == []
