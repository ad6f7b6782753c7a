"""Validated documents to an SQLite file, kept by content.

A dataset is validated and compiled the first time its bytes are seen. After that its store is
found by their hash, so nothing unvalidated is served and nothing can be out of date.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .. import dataset
from ..progress import Tick, bar
from .seals import hash_of, identity, is_settled, read_seal, set_seal

if TYPE_CHECKING:
    from ..models import Dataset

STORE_VERSION = 13  # raise it with every change to the tables or to what fills them
KEPT_STORES = 8
LARGE = 4 << 20  # bytes: files from here on are hashed once, not at every run, and their compiling is drawn
HASH = "[0-9a-f]" * 64  # what the names of our files begin with, in a folder that may hold other people's
VALIDATED = 0.4  # of the time that it takes to compile, how much passes before the first row is there
# A file that is thrown away where anything fails needs no journal; large pages take a tenth less time than small ones.
FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA page_size = 16384"
STORE, SEAL = ".sqlite3", ".seal"


class Store(sqlite3.Connection):
    """A connection that is closed when nobody holds it any more: a command opens, asks and ends."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it never opened: another process has pruned the file
            self.close()


def open_store(paths: list[str]) -> sqlite3.Connection:
    """The compiled dataset, read-only: from the cache, or compiled now and kept if that can be done.

    `paths` are the files of the dataset ('-' is stdin). Raises `DatasetError` with every problem found in them.
    """
    folder = cache_folder()
    found = _open_sealed(paths, folder) if folder else None
    if found:
        return found
    before = {name: _identity_of_large(path) for name, path in dataset.named(paths).items()}
    files = dataset.read(paths)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if not folder:
        return _compile(files, hashes, None)
    for name, path in dataset.named(paths).items():
        if (identified := before[name]) and is_settled(identified):
            set_seal(_seal_of(path, folder), identified, hashes[name])
    kept = folder / f"{content_key(hashes)}{STORE}"
    return _open_kept(kept) or _compile(files, hashes, kept)


def cache_folder() -> Path | None:
    """Where compiled datasets live: `SUMMIT_CACHE_DIR`, else the user's cache directory; None where there is none."""
    if named := os.environ.get("SUMMIT_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("summit", appauthor=False)
    except (OSError, RuntimeError):  # no home directory to be found
        return None


def content_key(hashes: Mapping[str, str]) -> str:
    """SHA-256 of the names and hashes of files, and of the version that compiles them."""
    names = "".join(f"\0{name}\0{sha256}" for name, sha256 in hashes.items())
    return hashlib.sha256(f"summit {STORE_VERSION}{names}".encode(errors="surrogateescape")).hexdigest()


def drop_kept_stores() -> None:
    """Remove every kept store: the next run compiles anew."""
    folder = cache_folder()
    for path in folder.glob(f"{HASH}{STORE}") if folder else ():
        _remove(path)


def _open_sealed(paths: list[str], folder: Path) -> sqlite3.Connection | None:
    """The store of files that are all large and sealed, so that none of them need be read."""
    hashes = {}
    for name, path in dataset.named(paths).items():
        sha256, identified = read_seal(_seal_of(path, folder)) if (now := _identity_of_large(path)) else ("", "")
        if not sha256 or identified != now:
            return None
        hashes[name] = sha256
    return _open_kept(folder / f"{content_key(hashes)}{STORE}")


def _identity_of_large(path: str) -> str:
    """The identity of a large file; empty for others, which are read as soon as asked about."""
    try:
        return identity(path) if path != "-" and Path(path).stat().st_size >= LARGE else ""
    except OSError:  # reading it will say what is wrong
        return ""


def _seal_of(path: str, folder: Path) -> Path:
    name = str(Path(path).absolute()).encode(errors="surrogateescape")
    return folder / f"{hashlib.sha256(name).hexdigest()}.json{SEAL}"


def _open_kept(path: Path) -> sqlite3.Connection | None:
    """The store at `path` if it is there and, to the byte, what was put there."""
    seal = path.with_name(path.name + SEAL)
    sha256, identified = read_seal(seal)
    try:
        now = identity(path)
        if not sha256 or (now != identified and hash_of(path) != sha256):
            return None
        connection = _read_only(path)
    except (OSError, sqlite3.Error):
        return None
    if now != identified:
        set_seal(seal, now, sha256)
    with suppress(OSError):  # a cache that is only to be read
        os.utime(seal)  # what is used is the last to be pruned
    return connection


def _read_only(path: Path) -> Store:
    from urllib.parse import quote

    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, factory=Store)


def _compile(files: Mapping[str, bytes], hashes: Mapping[str, str], kept: Path | None) -> sqlite3.Connection:
    """Validate, compile, and keep the store if that can be done."""
    from ..validate import validate
    from .fill import fill

    with bar("Reading the dataset, once", long=sum(map(len, files.values())) >= LARGE) as tick:
        documents = validate(files)
        tick(VALIDATED)
        rest: Tick = lambda share: tick(VALIDATED + (1 - VALIDATED) * share)  # noqa: E731
        if kept:
            try:
                return _compile_file(documents, hashes, kept, rest)
            except (OSError, sqlite3.Error):
                pass  # read-only, full, not a directory, ...: the answer matters, the cache does not
        connection = sqlite3.connect(":memory:", factory=Store)
        fill(connection, documents, hashes, rest)
    return connection


def _compile_file(
    documents: Mapping[str, Dataset], hashes: Mapping[str, str], kept: Path, tick: Tick
) -> sqlite3.Connection:
    """Compile beside the final name, then rename and seal: nobody ever opens half a store."""
    from .fill import fill

    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_name(f"{kept.name}.{os.getpid()}.partial")
    _remove(partial)
    try:
        with closing(sqlite3.connect(partial)) as connection:
            connection.executescript(FAST)
            fill(connection, documents, hashes, tick)
        sha256 = hash_of(partial)
        partial.replace(kept)
    finally:
        _remove(partial)
    set_seal(kept.with_name(kept.name + SEAL), identity(kept), sha256)
    _prune(kept.parent)
    return _open_kept(kept) or _read_only(kept)


def _prune(folder: Path) -> None:
    """Keep the stores and seals used last, and drop what a killed run left half-written."""
    stores = sorted(folder.glob(f"{HASH}{STORE}"), key=_used, reverse=True)
    seals = sorted(folder.glob(f"{HASH}.json{SEAL}"), key=_modified, reverse=True)
    stale = [path for path in folder.glob(f"{HASH}.*.partial") if _modified(path) < time.time() - 3600]
    for path in stores[KEPT_STORES:]:
        _remove(path.with_name(path.name + SEAL))
        _remove(path)
    for path in seals[KEPT_STORES:] + stale:
        _remove(path)


def _used(store: Path) -> float:
    return _modified(store.with_name(store.name + SEAL))


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process removed it
        return 0.0


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
