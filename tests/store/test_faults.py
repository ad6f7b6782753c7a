"""What may befall the cache: bytes that change, runs that are killed, many at once, no room, other versions."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest
from benchmarks import generate
from summitcli.store.seals import identity, is_settled

from summitcli import dataset as files
from summitcli import store as kept_stores

from .. import inside
from ..conftest import NO_BYTECODE, TIMEOUT, Result
from ..synthetic import dataset

COMMAND = [sys.executable, "-m", "summitcli"]
LISTED = "geneva-2031\n"
FLIPS = 120
KILLS = 15


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a dataset, and nothing in its cache."""
    (tmp_path / "dataset.json").write_text(json.dumps(dataset()))
    return tmp_path


@pytest.fixture
def own(environment: dict[str, str], folder) -> dict[str, str]:
    """The environment of a run that has this dataset and this cache."""
    return environment | {"SUMMIT_CACHE_DIR": str(folder / "cache"), "SUMMIT_DATA": str(folder / "dataset.json")}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented dataset of more than 4 MB: it is sealed, and its compiling takes a second and is drawn."""
    path = tmp_path_factory.mktemp("large") / "large.json"
    with path.open("w", encoding="utf-8") as file:
        generate.write(file, 5000, seed=1)
    assert path.stat().st_size > kept_stores.LARGE
    settle(path)
    return path


def settle(path: Path) -> None:
    """Wait until a later write cannot bear the times of the last one."""
    while not is_settled(identity(path)):
        time.sleep(0.2)


def show(folder: Path) -> Result:
    return inside.run("show", "geneva", "--json", "--data", "dataset.json", folder=folder)


def cached(folder: Path) -> list[str]:
    """The endings of the files in the cache."""
    return sorted(path.name[64:] for path in (folder / "cache").iterdir())


def kept(folder: Path) -> Path:
    [store] = (folder / "cache").glob("*.sqlite3")
    return store


def test_a_store_with_any_byte_changed_is_compiled_anew(folder):
    whole = show(folder)
    assert (whole.code, whole.err) == (0, "")
    chance = random.Random(2018)
    for _ in range(FLIPS):
        content = bytearray(kept(folder).read_bytes())
        place = chance.randrange(len(content))
        content[place] ^= chance.randrange(1, 256)
        kept(folder).write_bytes(content)
        assert show(folder) == whole, place
        assert kept(folder).read_bytes() != content, place


@pytest.mark.parametrize("seal", [b"", b"\xff\x00", b"half a se", b"0" * 64 + b" 1 2 3 4 5\n"], ids=repr)
def test_a_damaged_seal_costs_no_answer(folder, seal):
    whole = show(folder)
    path = kept(folder).with_name(kept(folder).name + ".seal")
    good = path.read_bytes()
    path.write_bytes(seal)
    assert show(folder) == whole
    assert (len(path.read_bytes()), cached(folder)) == (len(good), [".sqlite3", ".sqlite3.seal"])


def test_a_store_that_was_only_touched_is_kept(folder):
    show(folder)
    os.utime(kept(folder), (0, 0))
    before = kept(folder).stat().st_ino
    show(folder)
    assert kept(folder).stat().st_ino == before


def test_a_store_that_another_run_removes_before_it_is_opened_is_compiled_anew(folder, monkeypatch):
    whole = show(folder)
    look = identity

    def look_and_lose(path: Path) -> str:
        identified = look(path)
        path.unlink()
        monkeypatch.undo()
        return identified

    monkeypatch.setattr("summitcli.store.identity", look_and_lose)
    assert show(folder) == whole
    assert cached(folder) == [".sqlite3", ".sqlite3.seal"]


def test_a_store_of_another_version_is_another_store(folder, monkeypatch):
    whole = show(folder)
    monkeypatch.setattr(kept_stores, "STORE_VERSION", kept_stores.STORE_VERSION + 1)
    assert show(folder) == whole
    assert cached(folder) == [".sqlite3", ".sqlite3", ".sqlite3.seal", ".sqlite3.seal"]


def test_fifty_first_runs_at_once_all_answer(folder, own):
    command = [*COMMAND, "list", "--ids"]
    running = [
        subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(50)
    ]
    said = [(*each.communicate(timeout=5 * TIMEOUT), each.returncode) for each in running]
    assert said == [(LISTED, "", 0)] * 50
    assert cached(folder) == [".sqlite3", ".sqlite3.seal"]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_a_run_that_is_killed_at_any_moment_leaves_no_half_of_a_store(folder, own, record):
    own |= {"SUMMIT_DATA": str(folder / "record.json")}
    (folder / "record.json").write_text(json.dumps(record))
    whole = inside.run("list", "--json", "--data", "record.json", folder=folder)
    chance = random.Random(2018)
    for _ in range(KILLS):
        for path in (folder / "cache").iterdir():
            path.unlink()
        running = subprocess.Popen([*COMMAND, "list", "--json"], env=own, stdout=subprocess.DEVNULL)
        try:
            running.wait(timeout=chance.uniform(0.1, 0.6))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        assert inside.run("list", "--json", "--data", "record.json", folder=folder) == whole
        with sqlite3.connect(kept(folder)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are of POSIX")
@pytest.mark.parametrize("blocks", [0, 8, 64])
def test_a_disk_that_is_full_is_done_without(folder, own, blocks):
    done = subprocess.run(
        ["sh", "-c", f'ulimit -f {blocks}; exec "$@" | cat', "sh", *COMMAND, "list", "--ids"],
        env=own | NO_BYTECODE,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
    )
    assert (done.stdout, done.stderr) == (LISTED, "")
    assert cached(folder) == []


@pytest.mark.skipif(os.name != "posix", reason="SIGINT is of POSIX")
def test_an_interrupt_while_compiling_exits_130_and_leaves_nothing(own, folder, large):
    running = subprocess.Popen(
        [*COMMAND, "list", "--data", str(large)], env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not [*folder.glob("cache/*.sqlite3.*.partial")]:
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=TIMEOUT)
    assert (running.returncode, out, err) == (130, "", "")
    assert set(cached(folder)) <= {".json.seal"}


def test_compiling_a_large_dataset_is_drawn_and_wiped(own, folder, large):
    command = [*COMMAND, "list", "--data", str(large), "--limit", "1", "--ids"]
    child = pexpect.spawn(command[0], command[1:], env=own, dimensions=(24, 80), encoding="utf-8", timeout=TIMEOUT)
    shown = str(child.read())
    child.close()
    assert (child.exitstatus, "Reading the dataset, once" in shown, "100%" in shown) == (0, True, True)
    again = pexpect.spawn(command[0], command[1:], env=own, dimensions=(24, 80), encoding="utf-8", timeout=TIMEOUT)
    shown = str(again.read())
    again.close()
    assert (again.exitstatus, "Reading" in shown, shown.strip() != "") == (0, False, True)


def test_a_large_dataset_is_hashed_once_and_an_edit_shows(folder, large):
    path = folder / "large.json"
    path.write_bytes(large.read_bytes())
    settle(path)
    first = inside.run("list", "--all", "--ids", "--limit", "1", "--data", "large.json", folder=folder)
    assert ".json.seal" in cached(folder)
    stat = path.stat()
    path.write_bytes(path.read_bytes().replace(first.out.strip().encode(), b"a" * len(first.out.strip())))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    second = inside.run("list", "--all", "--ids", "--limit", "1", "--data", "large.json", folder=folder)
    assert (first.code, second.code, second.out) == (0, 0, "a" * len(first.out.strip()) + "\n")


def test_a_large_dataset_that_is_sealed_is_not_read_again(folder, large, monkeypatch):
    path = folder / "large.json"
    path.write_bytes(large.read_bytes())
    settle(path)
    arguments = ("list", "--all", "--ids", "--limit", "1", "--data", "large.json")
    first = inside.run(*arguments, folder=folder)
    monkeypatch.delattr(files, "read")
    assert inside.run(*arguments, folder=folder) == first


def test_a_dataset_that_changes_while_it_is_read_is_not_sealed_as_it_was(folder, monkeypatch):
    """The seal holds the times from before the reading, so a change in between makes it fit no file."""
    path = folder / "large.json"
    data = dataset()
    data["description"] = "x" * kept_stores.LARGE
    path.write_text(json.dumps(data))
    settle(path)
    read = files.read

    def read_and_change(paths: list[str]) -> dict[str, bytes]:
        content = read(paths)
        path.write_text(path.read_text().replace("geneva-2031", "gstaad-2031"))
        settle(path)
        return content

    with monkeypatch.context() as patch:
        patch.setattr(files, "read", read_and_change)
        assert inside.run("list", "--ids", "--data", "large.json", folder=folder).out == "geneva-2031\n"
    assert inside.run("list", "--ids", "--data", "large.json", folder=folder).out == "gstaad-2031\n"
