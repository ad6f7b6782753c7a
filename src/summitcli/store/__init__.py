"""Validated documents as an SQLite file, kept by content.

A dataset is validated and compiled the first time that its bytes are seen, the bundled record when the wheel is built.
After that its store is found by their hash, so nothing that is not valid is served and nothing can be out of date.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from .. import progress
from ..dataset import files as dataset_files
from ..dataset import validate
from . import cache

if TYPE_CHECKING:
    from ..schema.records import Dataset

LARGE = 4 << 20
"""Bytes from which a file is known by its path, size and times instead of by its content, which takes long to hash."""
SETTLED = 2_000_000_000
"""Nanoseconds after a change before a large file is known by its times: a second change might bear the same ones."""
VALIDATED = 0.4
"""Of the time that it takes to compile, how much passes before the first row is there."""
# A file that is thrown away if anything fails needs no journal; large pages take a tenth less time than small ones.
FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA page_size = 16384"


class Store(sqlite3.Connection):
    """A compiled dataset, to be read; `file` is None if it is in memory. `paths` are the files of the dataset."""

    file: Path | None = None
    paths: Sequence[str] = ()


_last_opened: list[Path] = []
"""The file of the store that was opened last: if it turns out to be damaged, it is the one to drop."""
_damaged: set[Path] = set()
"""Files that are not opened again, whether they could be deleted or not."""


def open_store(paths: list[str], *, quiet: bool = False) -> Store:
    """The compiled dataset, read-only: shipped with the program, from the cache, or compiled now and kept if it can be.

    `paths` are the files of the dataset ('-' is stdin); `quiet` draws no progress bar. Raises `InvalidDataset` with
    every problem found in them. The caller closes it.
    """
    files = dataset_files.named(paths)
    large = {name: _identity_of_large(path) for name, path in files.items()}
    known = {name: large[name] or dataset_files.digest(path) for name, path in files.items()}
    store = _open(cache.key(known)) if all(known.values()) else None
    if not store:  # the files may have changed meanwhile
        contents = dataset_files.read(paths)
        hashes = _hashes(contents)
        key = cache.key({name: large[name] or hashes[name] for name in files})
        store = _open(key) or _compile(contents, hashes, cache.kept(key), quiet=quiet)
    store.paths = paths
    return store


def ship(within: Path) -> Path:
    """Compile the bundled record into a folder, for the wheel: under the name by which `open_store` looks for it."""
    contents = dataset_files.read(dataset_files.bundled())
    path = within / f"{cache.key(_hashes(contents))}.sqlite3"
    with progress.bar("", long=False) as tick:
        _write(path, validate(contents), _hashes(contents), tick)
    return path


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that the file of a store is damaged, so that it has to be compiled anew."""
    return getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def drop_last_opened() -> bool:
    """Drop the store that was opened last, and no other; False if it has no file."""
    if not _last_opened:
        return False
    drop(_last_opened.pop())
    return True


def drop(path: Path) -> None:
    """Delete a damaged store that was kept; do not open one again that is part of the program."""
    if cache.is_shipped(path):
        _damaged.add(path)
    else:
        cache.remove(path)


def _identity_of_large(path: str) -> str:
    """What any ordinary write to a large file changes: its place, size and times; empty for files to be hashed."""
    if path == "-":
        return ""
    try:
        status = Path(path).stat()
    except OSError:  # reading it will say what is wrong
        return ""
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    if status.st_size < LARGE or changed > time.time_ns() - SETTLED:
        return ""
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{Path(path).absolute()} {status.st_dev} {status.st_ino} {status.st_size} {times}"


def _hashes(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def _open(key: str) -> Store | None:
    """The store that is found by a key, None if there is none."""
    shipped = cache.shipped(key)
    if shipped and shipped not in _damaged and (store := _readable(shipped)):
        return store
    kept = cache.kept(key)
    store = _readable(kept) if kept and cache.trusted(kept) else None
    if kept and store:
        cache.touch(kept)
    return store


def _readable(path: Path) -> Store | None:
    """The store in a file, None if it is none or is damaged at its beginning."""
    try:
        store = _read_only(path)
        store.execute("SELECT 1 FROM datasets LIMIT 1").fetchall()
    except sqlite3.Error:
        return None
    return store


def _read_only(path: Path) -> Store:
    from urllib.parse import quote

    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro&immutable=1"
    store = sqlite3.connect(uri, uri=True, factory=Store, check_same_thread=False)
    store.file = path
    _last_opened[:] = [path]
    return store


def _compile(contents: Mapping[str, bytes], hashes: Mapping[str, str], kept: Path | None, *, quiet: bool) -> Store:
    """Validate, compile, and keep the store if that can be done."""
    from .compile import compile_into

    is_long = sum(map(len, contents.values())) >= LARGE and not quiet
    with progress.bar("Reading the dataset, once", long=is_long) as tick:
        documents = validate(contents)
        tick(VALIDATED)
        rest = progress.part_of(tick, VALIDATED)
        if kept:
            try:
                with cache.new_file(kept) as partial:
                    _write(partial, documents, hashes, rest)
                    partial.chmod(0o600)
                cache.prune(kept.parent)
                return _read_only(kept)
            except (OSError, sqlite3.Error):
                pass  # read-only, full, not a directory, ...: the answer matters, the cache does not
        store = sqlite3.connect(":memory:", factory=Store, check_same_thread=False)
        compile_into(store, documents, hashes, rest)
        return store


def _write(path: Path, documents: Mapping[str, Dataset], hashes: Mapping[str, str], tick: progress.Tick) -> None:
    from .compile import compile_into

    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FAST)
        compile_into(connection, documents, hashes, tick)
