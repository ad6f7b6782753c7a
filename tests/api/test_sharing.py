"""A record that a program holds for long: threads, forks, damage, and what is left behind."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import summitcli
from summitcli.store import Store

THREADS = 20
ROUNDS = 15
QUESTIONS: list[Callable[[summitcli.Record], Any]] = [
    lambda r: r.meetings(all=True),
    lambda r: r.meeting("helsinki", sections="quotes"),
    lambda r: r.search("interpreter notes", limit=20),
    lambda r: r.topic("syria")["label"],
    lambda r: r.statistics("leader"),
    lambda r: r.page("paris-2018").markdown(),
    lambda r: r.sources("osaka-2019"),
]


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of compiled datasets that no other test sees."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("SUMMIT_CACHE_DIR", str(folder))
    return folder


def test_twenty_threads_are_answered_as_one_is(bundled: summitcli.Record) -> None:
    alone = [question(bundled) for question in QUESTIONS]

    def ask(place: int) -> list[int]:
        order = [(place + step) % len(QUESTIONS) for step in range(ROUNDS)]
        return [number for number in order if QUESTIONS[number](bundled) != alone[number]]

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(ask, range(THREADS))) == [[]] * THREADS


def test_a_record_closed_by_one_thread_ends_the_others_with_an_error(made_up_file: Path) -> None:
    record = summitcli.load(made_up_file)

    def ask(_: int) -> Exception | None:
        try:
            while True:
                record.meetings(all=True)
        except ValueError as error:
            return error

    with ThreadPoolExecutor(THREADS) as pool:
        asking = pool.map(ask, range(THREADS))
        record.close()
        assert {str(error) for error in asking} == {"the record is closed"}


def _damage(folder: Path) -> None:
    """Overwrite the pages of every store but their first, which SQLite reads when it opens one."""
    for path in folder.glob("*.sqlite3"):
        content = path.read_bytes()
        path.write_bytes(content[:16384] + b"\xff" * (len(content) - 16384))


def test_a_damaged_store_is_compiled_anew_once(made_up_file: Path, own_cache: Path) -> None:
    with summitcli.load(made_up_file) as record:
        whole = record.meeting("geneva")
    _damage(own_cache)
    with summitcli.load(made_up_file) as record:
        assert record.meeting("geneva") == whole
        assert len(list(own_cache.glob("*.sqlite3"))) == 1


def test_what_stays_damaged_is_an_error_and_no_loop(
    made_up_file: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def damaged(store: Store) -> None:
        asked.append(store)
        store.execute("SELECT * FROM meetings").fetchall()
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with summitcli.load(made_up_file) as record, pytest.raises(sqlite3.DatabaseError):
        record._store.ask(damaged)
    assert len(asked) == 2


def test_other_errors_of_sqlite_delete_nothing(made_up_file: Path, own_cache: Path) -> None:
    with summitcli.load(made_up_file) as record:
        with pytest.raises(sqlite3.OperationalError):
            record._store.ask(lambda store: store.execute("SELECT * FROM nothing"))
        assert len(list(own_cache.glob("*.sqlite3"))) == 1
        assert record.meetings()


def test_a_folder_that_cannot_be_written_costs_only_time(made_up_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMIT_CACHE_DIR", "/proc/none")
    with summitcli.load(made_up_file) as record, ThreadPoolExecutor(4) as pool:
        assert len({str(rows) for rows in pool.map(lambda _: record.meetings(), range(8))}) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.parametrize("in_memory", [False, True])
def test_a_child_process_asks_with_a_connection_of_its_own(
    made_up_file: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch, in_memory: bool
) -> None:
    if in_memory:
        monkeypatch.setenv("SUMMIT_CACHE_DIR", "/proc/none")
    with summitcli.load(made_up_file) as record:
        before = record.meetings(all=True)
        with record._store._lock, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of a fork while threads run
            child = os.fork()
            if child == 0:  # pragma: no cover
                os._exit(0 if record.meetings(all=True) == before else 1)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert record.meetings(all=True) == before


def test_a_record_that_is_forgotten_is_closed(made_up_file: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        record = summitcli.load(made_up_file)
        store = record._store._store
        assert store is not None
        del record
        gc.collect()
        with pytest.raises(sqlite3.ProgrammingError):
            store.execute("SELECT 1")


def test_a_library_writes_nothing_on_the_streams_of_its_program(made_up_file: Path, tmp_path: Path) -> None:
    program = f"""
import summitcli
with summitcli.load({str(made_up_file)!r}) as record:
    record.meetings(); record.search("ice"); record.page("geneva").markdown()
"""
    environ = {**os.environ, "SUMMIT_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, check=True, env=environ)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_no_bar_is_drawn_even_for_a_large_file(
    made_up_file: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def note(what: str, *, long: bool) -> Any:
        seen.append(long)
        return nullcontext(lambda _share: None)

    monkeypatch.setattr("summitcli.store.LARGE", 1)
    monkeypatch.setattr("summitcli.progress.bar", note)
    summitcli.load(made_up_file).close()
    assert seen == [False]
