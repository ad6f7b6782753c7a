"""Pipes, terminals, colour, encodings and interruptions: one place decides, and it decides right."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

from ..conftest import HISTORY, RECORD, ROOT, TIMEOUT, Summit
from ..synthetic import dataset

ESC = "\x1b"
PROGRAM = f"{sys.executable} -m summitcli"


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


def test_an_interrupt_while_the_program_loads_is_quiet_and_130_to_a_shell(environment, tmp_path):
    (tmp_path / "typer.py").write_text("import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(60)\n")
    code, out, err = shell(environment | {"PYTHONPATH": str(tmp_path)}, "$summit list; exit $?")
    assert (code, out, err) == (130, "", "")


def test_an_interrupt_that_is_ignored_outside_is_ignored_inside(environment):
    code, out, err = shell(environment, "trap '' INT; $summit list --ids --limit 1 & kill -INT $!; wait $!")
    assert (code, out, err) == (0, "hamburg-2017\n", "")


@pytest.mark.parametrize("module", ["csv", "signal", "sqlite3", "json"])
def test_the_files_of_the_current_folder_are_no_modules_of_the_program(environment, tmp_path, module):
    (tmp_path / f"{module}.py").write_text("raise RuntimeError('run from the current folder')")
    code, out, err = shell(environment, f"cd {tmp_path}; $summit list --year 1986 -f csv --fields id")
    assert (code, out, err) == (0, "id\nreykjavik-1986\n", "")


def test_a_package_of_the_same_name_in_the_current_folder_is_not_run(environment, tmp_path):
    """By `summit`, and by `python -P -m summitcli`. Without `-P` Python looks there before this program has begun."""
    (tmp_path / "summitcli").mkdir()
    for module in ("__init__", "__main__"):
        (tmp_path / "summitcli" / f"{module}.py").write_text("raise RuntimeError('run from the current folder')")
    installed = shutil.which("summit", path=sysconfig.get_path("scripts"))
    for program in (["-P", "-m", "summitcli"], *([[installed]] if installed else [])):
        command = [sys.executable, *program, "list", "--year", "1986", "--ids"]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "reykjavik-1986\n", "")


def test_the_program_runs_from_a_zip_with_its_record(environment, tmp_path):
    archive = tmp_path / "summit.zip"
    with ZipFile(archive, "w") as file:
        for path in sorted((ROOT / "src").rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                file.write(path, path.relative_to(ROOT / "src"))
        for path in (RECORD, HISTORY):
            file.write(path, f"summitcli/data/{path.name}")
    command = [sys.executable, "-m", "summitcli", "list", "--year", "1986", "--ids"]
    environ = environment | {"PYTHONPATH": str(archive), "SUMMIT_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        command, env=environ, cwd=tmp_path, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "reykjavik-1986\n", "")


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
def test_colour(ask: Summit, arguments, environ, terminal, colour):
    shown = ask("list", "-f", "table", *arguments, env=environ, tty=100 if terminal else None, data=dataset())
    assert (shown.code, ESC in shown.out) == (0, colour)


@pytest.mark.parametrize("command", [["list"], ["show", "geneva"], ["topics"], ["stats"]], ids=" ".join)
def test_who_asks_for_colour_in_a_pipe_gets_a_page_with_it(ask: Summit, command):
    coloured = ask(*command, "--color", "always", data=dataset())
    assert (coloured.code, ESC in coloured.out) == (0, True)
    assert coloured.out == ask(*command, "--color", "always", "-f", "table", data=dataset()).out


def test_a_terminal_shows_the_same_bytes_at_every_run(summit: Summit):
    assert summit("show", "helsinki", "--full", tty=100) == summit("show", "helsinki", "--full", tty=100)


def test_colour_only_adds_escapes(summit: Summit):
    plain = summit("show", "geneva", "--full", "--color", "never", tty=100, data=dataset()).out
    coloured = summit("show", "geneva", "--full", "--color", "always", tty=100, data=dataset()).out
    links = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", coloured)
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", links).splitlines()] == plain.splitlines()


def test_colours_are_the_eight_names_bold_and_dim(summit: Summit):
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", summit("show", "helsinki", "--full", tty=100).out))
    used = {int(code) for group in codes for code in group.split(";") if code}
    assert used <= {0, 1, 2, 3, 4, *range(30, 38)}


@pytest.mark.parametrize(("variable", "linked"), [("TMUX", False), ("STY", False), ("NOTHING", True)])
def test_addresses_are_linked_where_the_terminal_can(summit: Summit, variable, linked):
    shown = summit("show", "geneva", tty=100, env={variable: "1"}, data=dataset())
    assert (f"{ESC}]8;" in shown.out) is linked


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
