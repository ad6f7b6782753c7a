"""What may befall the cache: damage, runs that are killed, many at once, no room, other users, other versions."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pytest
from benchmarks import generate

from summitcli import store as stores
from summitcli.dataset import files as dataset_files
from summitcli.store import cache

from .. import inside
from ..conftest import NO_BYTECODE, RECORD, TIMEOUT, Result
from ..synthetic import dataset

COMMAND = [sys.executable, "-m", "summitcli"]
LISTED = "geneva-2031\n"
KILLS = 15
posix = pytest.mark.skipif(os.name != "posix", reason="users, modes and signals are of POSIX")


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
    """An invented dataset of more than 4 MB: it is known by its times, and its compiling is drawn."""
    path = tmp_path_factory.mktemp("large") / "large.json"
    with path.open("w", encoding="utf-8") as file:
        generate.write(file, 5000, seed=1)
    assert path.stat().st_size > stores.LARGE
    settle(path)
    return path


def settle(path: Path) -> None:
    """Wait until a later write cannot bear the times of the last one."""
    while time.time_ns() - path.stat().st_mtime_ns <= stores.SETTLED:
        time.sleep(0.2)


def show(folder: Path) -> Result:
    return inside.run("show", "geneva", "--json", "--data", "dataset.json", folder=folder)


def cached(folder: Path) -> list[str]:
    """The endings of the files in the cache."""
    return sorted(path.suffix for path in (folder / "cache").iterdir())


def kept(folder: Path) -> Path:
    [store] = (folder / "cache").glob("*.sqlite3")
    return store


def scribble(path: Path, start: int) -> None:
    """Overwrite a store from a place on, so that it opens and cannot be read."""
    content = path.read_bytes()
    path.write_bytes(content[:start] + b"\xa5" * (len(content) - start))


def test_only_the_store_that_was_open_is_dropped_when_it_is_damaged(folder):
    whole = show(folder)
    (folder / "other.json").write_text(json.dumps(dataset() | {"title": "Another"}))
    inside.run("list", "--data", "other.json", folder=folder)
    [damaged] = {path for path in (folder / "cache").iterdir() if b"Made-up meetings" in path.read_bytes()}
    others = {path: path.stat().st_ino for path in (folder / "cache").iterdir() if path != damaged}
    scribble(damaged, 8192)
    assert show(folder) == whole
    assert {path: path.stat().st_ino for path in (folder / "cache").iterdir() if path != damaged} == others
    assert b"Made-up meetings" in damaged.read_bytes()


FAILURES = {
    "too large a question": ("SELECT " + "-".join("1" * 2000), sqlite3.OperationalError),
    "a table that is not there": ("SELECT * FROM nothing", sqlite3.OperationalError),
    "a value that is twice there": ("INSERT INTO meetings SELECT * FROM meetings", sqlite3.OperationalError),
    "a wrong number of values": ("SELECT ?", sqlite3.ProgrammingError),
}


@pytest.mark.parametrize("case", FAILURES)
def test_an_error_that_is_no_damage_drops_no_store(folder, monkeypatch, case):
    """Such an error is a fault of the program. It is told, and every store stays as it was."""
    show(folder)
    before = {path: path.stat().st_ino for path in (folder / "cache").iterdir()}
    statement, error = FAILURES[case]

    def ask(store: Any, *_arguments: Any, **_options: Any) -> Any:
        return store.execute(statement).fetchall()

    monkeypatch.setattr("summitcli.query.meetings.meeting", ask)
    done = show(folder)
    assert (done.code, done.out, f"unexpected {error.__name__}" in done.err) == (1, "", True)
    assert {path: path.stat().st_ino for path in (folder / "cache").iterdir()} == before


def test_six_hundred_years_are_answered_and_drop_no_store(folder):
    show(folder)
    before = kept(folder).stat().st_ino
    years = ",".join(str(year) for year in range(1500, 2100))
    listed = inside.run("list", "--year", years, "--ids", "--data", "dataset.json", folder=folder)
    assert (listed.code, listed.out, kept(folder).stat().st_ino) == (0, LISTED, before)


def test_a_store_that_was_only_touched_is_kept(folder):
    show(folder)
    os.utime(kept(folder), (0, 0))
    before = kept(folder).stat().st_ino
    show(folder)
    assert kept(folder).stat().st_ino == before


def test_a_store_that_another_run_removes_before_it_is_opened_is_compiled_anew(folder, monkeypatch):
    whole = show(folder)
    look = cache.trusted

    def look_and_lose(path: Path) -> bool:
        found = look(path)
        path.unlink()
        monkeypatch.undo()
        return found

    monkeypatch.setattr(cache, "trusted", look_and_lose)
    assert (show(folder), cached(folder)) == (whole, [".sqlite3"])


# Other users


@posix
def test_what_is_kept_can_be_read_by_its_user_alone(folder, own):
    """A dataset may be private: its store is, whatever the umask, and so is the folder that is made for it."""
    subprocess.run(
        ["sh", "-c", 'umask 000; exec "$@"', "sh", *COMMAND, "list"], env=own, check=True, capture_output=True
    )
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder / "cache", kept(folder))]
    assert [oct(mode) for mode in modes] == ["0o700", "0o600"]


def forge(store: Path) -> None:
    """Put words into the record of a store that its dataset does not have."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE records SET record = replace(record, 'Adams', 'Mallory')")


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_store_that_others_may_write_is_not_trusted(folder, mode):
    whole = show(folder)
    forge(kept(folder))
    kept(folder).chmod(mode)
    assert show(folder) == whole
    assert oct(stat.S_IMODE(kept(folder).stat().st_mode)) == "0o600"


@posix
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770])
def test_in_a_folder_that_others_may_write_no_store_is_trusted_or_kept(folder, mode):
    whole = show(folder)
    forge(kept(folder))
    before = kept(folder).read_bytes()
    (folder / "cache").chmod(mode)
    assert (show(folder), kept(folder).read_bytes() == before) == (whole, True)


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("given", ["store", "folder"])
def test_a_store_of_another_user_is_not_trusted(folder, given):
    whole = show(folder)
    forge(kept(folder))
    os.chown(kept(folder) if given == "store" else folder / "cache", 65534, 65534)
    assert show(folder) == whole


@posix
def test_a_half_written_store_has_a_name_that_cannot_be_guessed_and_follows_no_link(folder, monkeypatch):
    """The name that was taken for it at every run is a link to somebody else's file: nothing is written there."""
    show(folder)
    name = kept(folder).name
    kept(folder).unlink()
    (folder / "precious").write_text("mine")
    for each in (name, f"{name}.partial", f"{name}.{os.getpid()}.partial", f"{name}-journal"):
        (folder / "cache" / each).symlink_to(folder / "precious")
    taken = []
    make = cache.new_file

    def note(path: Path) -> Any:
        taken.append(path)
        return make(path)

    monkeypatch.setattr(cache, "new_file", note)
    assert show(folder).code == 0
    assert ((folder / "precious").read_text(), taken) == ("mine", [folder / "cache" / name])
    assert stat.S_ISREG((folder / "cache" / name).lstat().st_mode)


@posix
def test_a_named_pipe_in_place_of_a_store_keeps_nobody_waiting(folder):
    whole = show(folder)
    path = kept(folder)
    path.unlink()
    os.mkfifo(path)
    assert (show(folder), stat.S_ISREG(path.stat().st_mode)) == (whole, True)


@posix
def test_a_folder_that_is_a_link_is_the_folder(folder):
    (folder / "elsewhere").mkdir(mode=0o700)
    (folder / "cache").symlink_to("elsewhere")
    assert show(folder).code == 0
    assert len([*(folder / "elsewhere").iterdir()]) == 1


def test_a_cache_with_a_name_of_255_bytes_is_used(folder):
    name = "x" * 255
    done = inside.run(
        "show",
        "geneva",
        "--json",
        "--data",
        "dataset.json",
        folder=folder,
        env={"SUMMIT_CACHE_DIR": str(folder / name)},
    )
    assert (done.code, len([*(folder / name).iterdir()])) == (0, 1)


# Runs that meet others, or an end


def test_fifty_first_runs_at_once_all_answer(folder, own):
    command = [*COMMAND, "list", "--ids"]
    running = [
        subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(50)
    ]
    said = [(*each.communicate(timeout=5 * TIMEOUT), each.returncode) for each in running]
    assert said == [(LISTED, "", 0)] * 50
    assert cached(folder) == [".sqlite3"]


@posix
def test_a_run_that_is_killed_at_any_moment_leaves_no_half_of_a_store(folder, own):
    own |= {"SUMMIT_DATA": str(folder / "record.json")}
    (folder / "record.json").write_bytes(RECORD.read_bytes())
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


@posix
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


@posix
def test_an_interrupt_while_compiling_exits_130_and_leaves_nothing(own, folder, large):
    running = subprocess.Popen(
        [*COMMAND, "list", "--data", str(large)], env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not [*folder.glob("cache/summit-*.partial")]:
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=TIMEOUT)
    assert (running.returncode, out, err) == (130, "", "")
    assert cached(folder) == []


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


# Large datasets, which are not read at every run

FIRST = ("list", "--all", "--ids", "--limit", "1", "--data", "large.json")


def test_a_large_dataset_is_read_once_and_an_edit_shows(folder, large, monkeypatch):
    path = folder / "large.json"
    path.write_bytes(large.read_bytes())
    settle(path)
    first = inside.run(*FIRST, folder=folder)
    with monkeypatch.context() as patch:
        patch.delattr(dataset_files, "digest")
        assert inside.run(*FIRST, folder=folder) == first
    status, id = path.stat(), first.out.strip()
    path.write_bytes(path.read_bytes().replace(id.encode(), b"a" * len(id)))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    second = inside.run(*FIRST, folder=folder)
    assert (first.code, second.code, second.out) == (0, 0, "a" * len(id) + "\n")


def test_a_large_dataset_that_was_written_just_now_is_read(folder, large, monkeypatch):
    """A second write within the resolution of its times would not show in them."""
    (folder / "large.json").write_bytes(large.read_bytes())
    monkeypatch.setattr(stores, "SETTLED", 10**15)
    first = inside.run(*FIRST, folder=folder)
    monkeypatch.delattr(dataset_files, "digest")
    assert (first.code, inside.run(*FIRST, folder=folder).code) == (0, 1)


def test_a_large_dataset_that_takes_the_place_of_another_shows(folder, large):
    """A file that is moved into place brings its own times, size and name with it, but not its inode."""
    path, other = folder / "large.json", folder / "other.json"
    path.write_bytes(large.read_bytes())
    settle(path)
    first = inside.run(*FIRST, folder=folder)
    id = first.out.strip()
    other.write_bytes(large.read_bytes().replace(id.encode(), b"a" * len(id)))
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    settle(other)
    other.replace(path)
    assert inside.run(*FIRST, folder=folder).out == "a" * len(id) + "\n"


def test_a_dataset_that_changes_while_it_is_read_is_not_known_as_it_was(folder, monkeypatch):
    """Its times are taken before it is read, so that a change in between makes it another file."""
    path = folder / "large.json"
    data = dataset()
    data["description"] = "x" * stores.LARGE
    path.write_text(json.dumps(data))
    settle(path)
    read = dataset_files.read

    def read_and_change(paths: list[str]) -> dict[str, bytes]:
        content = read(paths)
        path.write_text(path.read_text().replace("geneva-2031", "gstaad-2031"))
        settle(path)
        return content

    with monkeypatch.context() as patch:
        patch.setattr(dataset_files, "read", read_and_change)
        assert inside.run("list", "--ids", "--data", "large.json", folder=folder).out == "geneva-2031\n"
    assert inside.run("list", "--ids", "--data", "large.json", folder=folder).out == "gstaad-2031\n"
