"""A world that is broken outside the store: the answer is right all the same, or a sentence says what is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import TIMEOUT, Result, Summit
from ..inside import obeyed, run
from ..synthetic import dataset

LISTED = Result(0, "geneva-2031\n", "")
IDS = ["list", "--ids"]
PROGRAM = [sys.executable, "-m", "summitcli"]
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")


def shell(environment: dict[str, str], script: str, *, cwd: Path) -> Result:
    """Run a line of sh in which "$@" is the program."""
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *PROGRAM],
        env=environment, cwd=cwd, capture_output=True, text=True, timeout=TIMEOUT, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Result(done.returncode, done.stdout, done.stderr)


# Streams


@posix
@pytest.mark.parametrize(
    "command",
    [
        *("list", "validate --json", "cite helsinki", "export csv", "schema", "fields list", "init -", "help filters"),
        *("completion bash", "--version", "show helsinki -f table", "show helsinki -f markdown"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_stdout_is_told_once(environment, tmp_path, command):
    done = shell(environment, f'"$@" {command} > /dev/full', cwd=tmp_path)
    assert (done.code, done.err.count("No space left on device"), done.err.count("\n")) == (1, 1, 1)


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(("command", "code"), [("show nowhere", 3), ("list --bogus", 2), ("list --data none", 5)])
def test_a_full_disk_under_stderr_keeps_the_exit_code(environment, tmp_path, command, code):
    assert shell(environment, f'"$@" {command} 2> /dev/full', cwd=tmp_path) == (code, "", "")


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_note_that_finds_no_room_costs_no_answer(environment, tmp_path):
    done = shell(environment, '"$@" export ics 2> /dev/full', cwd=tmp_path)
    assert (done.code, done.out[:15], done.err) == (0, "BEGIN:VCALENDAR", "")


@posix
@pytest.mark.parametrize(("command", "code"), [("list", 0), ("show nowhere", 3), ("--help", 0), ("list --bogus", 2)])
def test_all_streams_closed(environment, tmp_path, command, code):
    assert shell(environment, f'"$@" {command} <&- >&- 2>&-', cwd=tmp_path) == (code, "", "")


@posix
@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_a_first_run_with_closed_streams_writes_to_no_wrong_file(environment, tmp_path, streams):
    (tmp_path / "dataset.json").write_text(json.dumps(dataset()))
    environ = environment | {"SUMMIT_CACHE_DIR": str(tmp_path / "cache"), "SUMMIT_DATA": "dataset.json"}
    shell(environ, f'"$@" list --ids {streams}', cwd=tmp_path)
    assert shell(environ, '"$@" list --ids', cwd=tmp_path) == LISTED


@posix
def test_an_interrupt_while_a_pipe_is_full_exits_130_in_silence(environment, store, record):
    ids = [meeting["id"] for meeting in record["meetings"]]
    running = subprocess.Popen(
        [*PROGRAM, "show", *ids, "--json"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    begun = running.stdout.read(1)  # more than a pipe holds is to come: it is writing now
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=TIMEOUT)
    assert (begun, running.returncode, err) == (b"[", 130, b"")
    assert len(out) < 1_000_000


# Files


NAMES = ["é ü 日本.json", "two words.json", "-dash.json", "quote'\".json", "a:b.json", "tab\tand\nline.json"]
NAMES += ["esc\x1b[31m.json", "bidi\u202e.json", "x" * 250 + ".json", "undecodable\udce9.json"]


@linux
@pytest.mark.parametrize("name", NAMES)
def test_a_dataset_of_any_name_is_read_and_named_as_text(tmp_path, name):
    (tmp_path / name).write_text(json.dumps(dataset()))
    assert run(*IDS, f"--data={name}", folder=tmp_path) == LISTED
    validated = run("validate", "--json", f"./{name}", folder=tmp_path)
    [found] = json.loads(validated.out)
    assert [char for char in found["file"] if not char.isprintable()] == []
    for command in (["validate", "-f", "table"], ["validate", "-f", "markdown"], ["validate"]):
        done = run(*command, f"./{name}", folder=tmp_path)
        assert (done.code, done.err, obeyed(done.out)) == (0, "", [])
    version = run("version", f"--data={name}", folder=tmp_path)
    assert (version.code, obeyed(version.out)) == (0, [])


@linux
@pytest.mark.parametrize("name", ["é 日.json", "undecodable\udce9.json", "esc\x1b[31m.json"])
def test_the_variable_takes_a_file_of_any_name(summit: Summit, tmp_path, name):
    (tmp_path / name).write_text(json.dumps(dataset()))
    assert summit(*IDS, env={"SUMMIT_DATA": name}) == LISTED


@linux
@pytest.mark.parametrize("name", NAMES)
def test_a_broken_dataset_of_any_name_is_refused_in_text(tmp_path, name):
    (tmp_path / name).write_text("{}")
    for mode in ([], ["--json"]):
        done = run("validate", f"./{name}", *mode, folder=tmp_path)
        assert (done.code, done.out, obeyed(done.err)) == (5, "", [])


@linux
@pytest.mark.parametrize("suffix", ["csv", "db", "zip", "ics", "json"])
@pytest.mark.parametrize("stem", ["undecodable\udce9", "esc\x1b[31m", "two words\nthree", "é"])
def test_an_export_goes_to_a_file_of_any_name(tmp_path, stem, suffix):
    done = run("export", "-o", f"{stem}.{suffix}", folder=tmp_path)
    assert (done.code, obeyed(done.err)) == (0, [])
    assert (tmp_path / f"{stem}.{suffix}").stat().st_size > 0


@posix
def test_a_dataset_behind_links_is_read(summit: Summit, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "real.json").write_text(json.dumps(dataset()))
    (tmp_path / "folder").symlink_to("there")
    (tmp_path / "link.json").symlink_to("folder/real.json")
    assert summit(*IDS, "--data", "link.json") == LISTED


@posix
def test_a_link_that_is_turned_elsewhere_shows_at_the_next_command(summit: Summit, tmp_path):
    other = dataset()
    other["meetings"][0]["id"] = "lausanne-2031"
    (tmp_path / "one.json").write_text(json.dumps(dataset()))
    (tmp_path / "two.json").write_text(json.dumps(other))
    link = tmp_path / "link.json"
    link.symlink_to("one.json")
    before = summit(*IDS, "--data", "link.json")
    link.unlink()
    link.symlink_to("two.json")
    assert (before, summit(*IDS, "--data", "link.json").out) == (LISTED, "lausanne-2031\n")


@posix
@pytest.mark.parametrize(
    ("target", "reason"),
    [("nowhere", "No such file or directory"), ("link.json", "Too many levels of symbolic links")],
)
def test_a_link_that_leads_nowhere_is_named(summit: Summit, tmp_path, target, reason):
    (tmp_path / "link.json").symlink_to(target)
    done = summit("list", "--data", "link.json")
    assert (done.code, done.out) == (5, "")
    assert done.err.splitlines()[0] == f"error: cannot read the dataset link.json: {reason}"


@pytest.mark.parametrize("seconds", [0, -(10**9), 10**10])
def test_the_age_of_a_dataset_is_no_matter(summit: Summit, tmp_path, seconds):
    (tmp_path / "old.json").write_text(json.dumps(dataset()))
    os.utime(tmp_path / "old.json", (seconds, seconds))
    assert summit(*IDS, "--data", "old.json") == LISTED


@posix
def test_a_folder_that_is_gone_is_no_matter(environment, store, tmp_path):
    gone = 'mkdir gone && cd gone && rmdir ../gone && "$@" list --ids --limit 1'
    assert shell(environment, gone, cwd=tmp_path) == (0, "hamburg-2017\n", "")


SUFFIXES = ("csv", "db", "zip")


@posix
@pytest.mark.parametrize("umask", ["077", "000", "027"])
def test_what_is_written_has_the_mode_that_the_umask_leaves(environment, tmp_path, umask):
    environ = environment | {"SUMMIT_CACHE_DIR": str(tmp_path / "own-cache")}
    script = f"umask {umask}; "
    script += "; ".join(f'"$@" {each}' for each in ("init mine.json", *(f"export -o x.{each}" for each in SUFFIXES)))
    assert shell(environ, script, cwd=tmp_path) == (0, "", "")
    left = 0o666 & ~int(umask, 8)
    written = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.suffix in (".json", ".csv", ".db", ".zip")
    ]
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in written} == {
        path.name: oct(left) for path in written
    }


# Variables


@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/nowhere/at/all"},
        {"HOME": ""},
        {"HOME": "/nowhere", "XDG_CACHE_HOME": ""},
        {"HOME": "/nowhere", "XDG_CACHE_HOME": "relative"},
        {"HOME": "/nowhere", "XDG_CACHE_HOME": "/dev/null"},
        {"HOME": "/nowhere", "XDG_CACHE_HOME": "~"},
        {"HOME": "/nowhere", "SUMMIT_CACHE_DIR": ""},
    ],
    ids=str,
)
def test_nothing_is_written_beside_the_user_where_home_is_nowhere(summit: Summit, tmp_path, environ):
    if os.geteuid() == 0 and environ.get("HOME", "").startswith("/nowhere"):
        environ |= {"HOME": "/proc/nowhere"}  # where root cannot write either
    assert summit(*IDS, data=dataset(), env={"SUMMIT_CACHE_DIR": None} | environ) == LISTED
    assert [path.name for path in tmp_path.iterdir()] == ["dataset.json"]


LOCALES = [
    {"LANG": "C"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "xx_YY.UTF-8"},
    {"LC_ALL": "xx_YY.UTF-8", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LANG": "", "PYTHONIOENCODING": "ascii"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"},
]


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_pages_in_a_pipe_are_the_same_in_every_locale(summit: Summit, locale):
    expected = summit("show", "geneva", data=dataset())
    assert "Genève" in expected.out
    assert summit("show", "geneva", data=dataset(), env={"LANG": None} | locale) == expected


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_exports_are_the_same_in_every_locale(summit: Summit, tmp_path, locale):
    for name, environ in (("expected.csv", {}), ("here.csv", locale)):
        assert summit("export", "-o", name, data=dataset(), env=environ).code == 0
    assert (tmp_path / "here.csv").read_bytes() == (tmp_path / "expected.csv").read_bytes()


@linux
@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_a_name_that_the_locale_cannot_spell_is_read(summit: Summit, tmp_path, locale):
    (tmp_path / "Genève 日.json").write_text(json.dumps(dataset()))
    assert summit(*IDS, "--data", "Genève 日.json", env=locale) == LISTED
    done = summit("show", "Đà Nẵng", env=locale, data=dataset(), encoding="latin-1")
    assert (done.code, done.out) == (3, "")


@pytest.mark.parametrize("columns", ["0", "1", "-5", "abc", "", "1e3", "10000000", "9" * 30, "9" * 5000])
@pytest.mark.parametrize("command", [["list"], ["show", "geneva"], ["timeline"], ["help", "filters"]], ids=" ".join)
def test_any_number_of_columns_is_drawn_for(tmp_path, command, columns):
    (tmp_path / "dataset.json").write_text(json.dumps(dataset()))
    for environ in ({"COLUMNS": columns, "SUMMIT_FORCE_TTY": "1"}, {"SUMMIT_FORCE_TTY": columns}):
        environ |= {"LINES": columns, "SUMMIT_DATA": "dataset.json"}
        done = run(*command, folder=tmp_path, env=environ)
        assert (done.code, "error" in done.err) == (0, False)
        assert len(done.out) < 200_000


@pytest.mark.parametrize("term", [None, "", "nonsense", "dumb"])
def test_any_terminal_is_drawn_for(summit: Summit, term):
    done = summit("list", env={"TERM": term}, tty=80, data=dataset())
    assert (done.code, "geneva-2031" in done.out) == (0, True)


CLOCKS = {"1970": 0.0, "before 1970": -1e9, "year 9999": 253_402_300_000.0}


@pytest.mark.parametrize("clock", CLOCKS)
def test_the_clock_is_no_matter(summit: Summit, tmp_path, clock):
    (tmp_path / "clock").mkdir()
    patch = f"import time\ntime.time = lambda: {CLOCKS[clock]}\ntime.time_ns = lambda: {int(CLOCKS[clock])} * 10**9\n"
    (tmp_path / "clock" / "sitecustomize.py").write_text(patch)
    environ = {"PYTHONPATH": str(tmp_path / "clock"), "SUMMIT_CACHE_DIR": str(tmp_path / "own")}
    for _ in ("cold", "warm"):
        assert summit(*IDS, env=environ, data=dataset()) == LISTED
    for name in ("x.zip", "x.ics"):
        assert summit("export", "-o", name, env=environ, data=dataset()).code == 0
        assert summit("export", "-o", f"usual-{name}", data=dataset()).code == 0
        assert (tmp_path / name).read_bytes() == (tmp_path / f"usual-{name}").read_bytes()
