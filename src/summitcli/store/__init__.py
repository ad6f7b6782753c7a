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

if TYPE_CHECKING:
    from ..models import Dataset

STORE_VERSION = 6  # raise it with every change to the tables or to what fills them
KEPT_STORES = 8
OURS = "[0-9a-f]" * 64 + ".sqlite3"  # the names of our files, in a folder that may hold other people's


def open_store(paths: list[str]) -> sqlite3.Connection:
    """The compiled dataset, read-only: from the cache, or compiled now and kept if that can be done.

    `paths` are the files of the dataset ('-' is stdin). Raises `DatasetError` with every problem found in them.
    """
    files = dataset.read(paths)
    folder = cache_folder()
    kept = folder / f"{content_key(files)}.sqlite3" if folder else None
    return (kept and _open_kept(kept)) or _compile_and_keep(files, kept)


def cache_folder() -> Path | None:
    """Where compiled datasets live: `SUMMIT_CACHE_DIR`, else the user's cache directory; None where there is none."""
    if named := os.environ.get("SUMMIT_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("summit", appauthor=False)
    except (OSError, RuntimeError):  # no home directory to be found
        return None


def content_key(files: Mapping[str, bytes]) -> str:
    """SHA-256 of the contents and names, and of the version that compiles them."""
    digest = hashlib.sha256(f"summit {STORE_VERSION}".encode())
    for name, content in files.items():
        digest.update(f"\0{name}\0{len(content)}\0".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def drop_kept_stores() -> None:
    """Remove every kept store: the next run compiles anew."""
    folder = cache_folder()
    for path in folder.glob(OURS) if folder else ():
        _remove(path)


def _open_kept(path: Path) -> sqlite3.Connection | None:
    """The store at `path` if it is there and whole."""
    try:
        connection = sqlite3.connect(f"file:{_uri_path(path)}?mode=ro&immutable=1", uri=True)
        connection.execute("SELECT count(*) FROM datasets").fetchone()
    except sqlite3.Error:
        return None
    with suppress(OSError):  # a cache that is only to be read
        os.utime(path)  # what is used is the last to be pruned
    return connection


def _uri_path(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.absolute()))


def _compile_and_keep(files: Mapping[str, bytes], kept: Path | None) -> sqlite3.Connection:
    from ..validate import validate
    from .fill import fill

    documents = validate(files)
    if kept:
        try:
            return _compiled_file(documents, kept)
        except (OSError, sqlite3.Error):
            pass  # read-only, full, not a directory, ...: the answer matters, the cache does not
    connection = sqlite3.connect(":memory:")
    fill(connection, documents)
    return connection


def _compiled_file(documents: Mapping[str, Dataset], kept: Path) -> sqlite3.Connection:
    """Compile beside the final name, then rename: nobody ever opens half a store."""
    from .fill import fill

    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_name(f"{kept.name}.{os.getpid()}.partial")
    try:
        with closing(sqlite3.connect(partial)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            fill(connection, documents)
        partial.replace(kept)
    finally:
        _remove(partial)
    _prune(kept.parent)
    return _open_kept(kept) or sqlite3.connect(kept)


def _prune(folder: Path) -> None:
    """Keep the newest stores, and drop what a killed run left half-written."""
    stores = sorted(folder.glob(OURS), key=_modified, reverse=True)
    stale = [path for path in folder.glob(f"{OURS}.*.partial") if _modified(path) < time.time() - 3600]
    for path in stores[KEPT_STORES:] + stale:
        _remove(path)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process removed it
        return 0.0


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
