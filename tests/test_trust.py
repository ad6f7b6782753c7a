"""The promises of docs/trust.md that no other file holds: no network, nothing written elsewhere, the same bytes."""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summitcli.cli.registry import COMMANDS
from summitcli.export import FORMATS
from summitcli.schema.fields import all_fields

from .conftest import HISTORY, RECORD, ROOT, TIMEOUT, Summit
from .synthetic import dataset

pexpect: Any = pytest.importorskip("pexpect")

PROMISES = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
CONNECT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"  # an address of RFC 5737, nobody's
REFUSED = 97

# Every command, exports by their formats, on what is written to standard output.
READING = [
    *("list", "list --json", "list -f table", "list -f markdown", "show helsinki", "show helsinki --json"),
    *("show helsinki -f table", "search syria", "topics", "topics syria", "people", "people putin"),
    *("compare helsinki anchorage", "timeline", "stats", "stats --explain", "sources", "sources helsinki"),
    *("cite helsinki", "cite helsinki --style apa", "cite helsinki --format bibtex", "cite --dataset"),
    *("cite helsinki --format ris", "open helsinki --print", "fields", "schema", "validate", "init -"),
    *("completion bash", "help filters", "list --jq .[].id", "version -f csv", "map", "map -f table", "list -f html"),
    *("show helsinki --full -f table", "show helsinki -f html", "sources --archived", "stats --by standing"),
    *(f"export {name}" for name, about in FORMATS.items() if about.shape == "text"),
]
WRITING = {
    "init mine.json": {"mine.json"},
    "export -o record.csv": {"record.csv"},
    "export -o record.ics": {"record.ics"},
    "export -o record.db": {"record.db", "record.metadata.json"},
    "export -o record.zip": {"record.zip"},
}

SPY = """
import json, os, sys
seen = {"written": [], "started": []}
STARTING = ("subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "pty.spawn")
def note(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen["written"].append(os.fspath(arguments[0]) if not isinstance(arguments[0], int) else "")
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink"):
        seen["written"].append(os.fspath(arguments[0 if event == "os.mkdir" else 1]))
    elif event in STARTING:
        seen["started"].append(event)
sys.addaudithook(note)
from summitcli.cli.main import run
code = run()
NETWORK = ("socket", "ssl", "http.client", "urllib.request", "asyncio")
seen["modules"] = [name for name in NETWORK if name in sys.modules]
sys.stderr.write("\\n" + json.dumps(seen))
sys.stderr.flush()
os._exit(code)
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A folder with a home and a folder for temporary files, both kept under watch; its cache is warm."""
    folder = tmp_path_factory.mktemp("machine")
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    spied(folder, "list")
    return folder


def spied(machine: Path, arguments: str, here: Path | None = None) -> tuple[subprocess.CompletedProcess[str], Any]:
    """Run a command on `machine`, in the folder `here`; with it, what it wrote, started and imported."""
    env = {"PATH": os.environ["PATH"], "HOME": f"{machine}/home", "TMPDIR": f"{machine}/tmp", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-B", "-c", SPY, *arguments.split()],
        cwd=here or machine / "tmp",
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    return done, json.loads(done.stderr.splitlines()[-1])


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_every_command_is_tried_here():
    served = {"mcp"}  # which speaks to a client: tests/mcp
    assert {line.split()[0] for line in [*READING, *WRITING]} == set(COMMANDS) - served


@pytest.fixture(scope="module", params=READING)
def reading(request, machine):
    """A command that prints, its exit code, what it did, and the files that were there before and after."""
    before = files(machine)
    done, seen = spied(machine, request.param)
    return request.param, done.returncode, seen, (before, files(machine))


def test_a_command_that_prints_writes_no_file_and_starts_no_program(reading):
    _, code, seen, (before, after) = reading
    assert (code, seen["written"], seen["started"], after) == (0, [], [], before)


@pytest.mark.parametrize("command", WRITING)
def test_a_command_that_writes_files_writes_those_and_no_other(machine, tmp_path, command):
    before = files(machine)
    done, seen = spied(machine, command, tmp_path)
    assert (done.returncode, seen["started"]) == (0, [])
    assert (files(tmp_path), files(machine)) == (WRITING[command], before)
    folders = {str((tmp_path / path).parent) for path in seen["written"]}
    assert folders == {str(tmp_path)}


def test_the_first_run_writes_its_cache_and_nothing_else(tmp_path):
    for name in ("home", "tmp", "here"):
        (tmp_path / name).mkdir()
    done, seen = spied(tmp_path, "list", tmp_path / "here")
    cached = {re.sub("[0-9a-f]{64}", "SHA-256", path) for path in files(tmp_path)}
    assert (done.returncode, seen["started"]) == (0, [])
    assert {Path(path).name for path in cached} == {"SHA-256.sqlite3"}
    assert {str(Path(path).parent) for path in cached} <= {"home/.cache/summit", "home/Library/Caches/summit"}


# Libraries import `socket` for types or names: pydantic and importlib.metadata through `email` (before Python 3.13),
# pyarrow for its clouds.
SOCKETS = ("validate", "schema", "cite --dataset", "version -f csv", "show helsinki -f html")


def test_no_command_imports_what_could_reach_the_network(reading):
    command, _, seen, _ = reading
    assert set(seen["modules"]) <= ({"socket"} if command in SOCKETS else set())


def test_a_program_that_a_test_starts_cannot_connect():
    done = subprocess.run([sys.executable, "-c", CONNECT], env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("the network is closed to tests")) == (REFUSED, 1)


def test_a_program_that_a_test_starts_cannot_hide_that_it_tried():
    code = f"try:\n    {CONNECT}\nexcept BaseException:\n    pass"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == REFUSED


def test_a_program_that_a_test_starts_cannot_look_up_a_name():
    code = "import socket; socket.getaddrinfo('example.invalid', 80)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == REFUSED


def test_a_program_on_a_terminal_of_a_test_cannot_connect():
    child = pexpect.spawn(sys.executable, ["-c", CONNECT], env={"PATH": os.environ["PATH"]}, timeout=TIMEOUT)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == REFUSED


def test_the_programs_own_process_is_watched(machine):
    code = f"import summitcli.cli; {CONNECT}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == REFUSED


ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "C", "PYTHONHASHSEED": "1", "COLUMNS": "43", "TERM": "dumb"}
PRINTED = [line for line in READING if "-f table" not in line and "help" not in line]  # these are drawn for a width


@pytest.mark.parametrize("command", PRINTED)
def test_another_machine_prints_the_same_bytes(summit: Summit, tmp_path, command):
    here = summit(*command.split(), env={"TZ": "UTC", "PYTHONHASHSEED": "0"})
    there = summit(*command.split(), env=ELSEWHERE | {"HOME": str(tmp_path), "SUMMIT_CACHE_DIR": str(tmp_path)})
    assert (here.code, here) == (0, there)


@pytest.mark.parametrize("target", ["record.csv", "record.ics", "record.db", "record.zip", "tables"])
def test_another_machine_writes_the_same_files(summit: Summit, tmp_path, target):
    format = ["parquet"] if target == "tables" else []
    made = []
    for env in ({"TZ": "UTC", "PYTHONHASHSEED": "0"}, ELSEWHERE):
        done = summit("export", *format, "-o", target, "--force", env=env)
        assert done.code == 0
        found = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
        made.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found})
    assert made[0] == made[1] != {}


def test_a_replacement_that_fails_leaves_what_was_there(summit: Summit, tmp_path, filling_disk):
    (tmp_path / "record.csv").write_text("mine")
    summit("list")  # the compiled dataset is kept already
    done = summit("export", "-o", "record.csv", "--force", env=filling_disk)
    assert (done.code, (tmp_path / "record.csv").read_text()) == (1, "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["record.csv"]


def test_an_edit_of_the_same_length_and_age_shows_at_the_next_command(summit: Summit, tmp_path):
    mine = tmp_path / "mine.json"
    listed = []
    for id in ("geneva-2031", "vienna-2031"):
        data = dataset()
        data["meetings"][0]["id"] = id
        mine.write_text(json.dumps(data), encoding="utf-8")
        os.utime(mine, (1_500_000_000, 1_500_000_000))
        listed.append((summit("list", "--ids", data=mine).out, mine.stat().st_size))
    assert listed == [("geneva-2031\n", mine.stat().st_size), ("vienna-2031\n", mine.stat().st_size)]


def test_version_has_the_checksum_of_every_file(summit: Summit, tmp_path):
    apart = re.sub("The (Gazette|Palace|Archive)", r"Our \1", json.dumps(dataset()))  # publishers that nobody else has
    (tmp_path / "mine.json").write_text(apart, encoding="utf-8")
    chosen = [RECORD, tmp_path / "mine.json"]
    said = summit("--version", "--json", env={"SUMMIT_DATA": os.pathsep.join(map(str, chosen))})
    sums = {file["file"]: (file["sha256"], file["meetings"]) for file in json.loads(said.out)["datasets"]}
    contents = {path.name: path.read_bytes() for path in chosen}
    assert sums == {
        name: (hashlib.sha256(content).hexdigest(), len(json.loads(content)["meetings"]))
        for name, content in contents.items()
    }


def test_version_shortens_the_checksum(summit: Summit):
    shown = " ".join(summit("--version").out.split())
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (RECORD, HISTORY)]
    assert [sum for sum in sums if f"sha256 {sum[:12]} " not in shown] == []


def test_version_of_a_dataset_that_cannot_be_read_fails_in_json(summit: Summit):
    done = summit("--version", "--json", data=b"{}")
    assert (done.code, done.out, json.loads(done.err)["error"]["code"]) == (5, "", "dataset")


def test_no_field_of_a_released_schema_is_gone_or_of_another_type():
    with (ROOT / "tests" / "data" / "fields-1.tsv").open(encoding="utf-8", newline="") as file:
        released = {tuple(row) for row in csv.reader(file, delimiter="\t")}
    assert released - {(field.output, field.field, field.type) for field in all_fields()} == set()


NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PROMISE = re.compile(r"^- .*?(?=^- |^#|\Z)", re.MULTILINE | re.DOTALL)


def test_every_promise_names_a_test():
    promises = PROMISE.findall(PROMISES)
    assert (len(promises) > 20, [promise for promise in promises if not NAMED.search(promise)]) == (True, [])


def test_every_test_that_a_promise_names_exists():
    named = set(NAMED.findall(PROMISES))
    there = {
        (file, node.name)
        for file in {file for file, _ in named}
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert (len(re.findall("::", PROMISES)), named - there) == (len(NAMED.findall(PROMISES)), set())
