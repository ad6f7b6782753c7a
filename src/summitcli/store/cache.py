"""Where compiled datasets are kept, and which of them are trusted.

A store is found by the hash of what it was compiled from, so it can never be out of date. The store of the bundled
record comes with the wheel, and is trusted as the program is. Any other is opened only if it is a regular file that
nobody else may write, in a folder that nobody else may write.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..package import files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

KEPT = 8
"""Stores that are kept, those used last."""
OURS = r"[0-9a-f]{64}\.sqlite3|summit-\w+\.partial"
"""The names of the files that this program makes: it deletes no others."""
STALE = 3600
"""Seconds after which a half-written store is one that nobody writes any more."""
ROOMS = ("schema", "dataset", "store")
MODULES = ("errors", "package", "progress", "statements", "text", "wording")
"""What a store is made by: the packages and modules that say what is valid and what is compiled, and their data."""


def folder() -> Path | None:
    """Where compiled datasets are kept: `SUMMIT_CACHE_DIR`, else the user's cache directory; None if there is none."""
    if named := os.environ.get("SUMMIT_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("summit", appauthor=False)
    except (OSError, RuntimeError):  # no home directory can be found
        return None


@cache
def program() -> str:
    """A digest of all of ours that a store is made by, so that a changed program compiles anew."""
    digest = hashlib.sha256()
    for part in parts():
        digest.update(b"\0" + part.name.encode() + b"\0" + part.read_bytes())
    return digest.hexdigest()


def parts() -> list[Traversable]:
    """The files whose bytes are the program, as far as a store goes."""
    package = files()
    found = [each for each in package.iterdir() if each.name.partition(".")[0] in MODULES and each.is_file()]
    found += [each for room in ROOMS for each in (package / room).iterdir() if each.is_file()]
    return sorted(found, key=str)


def key(contents: Mapping[str, str]) -> str:
    """What stands for a store of files, by what identifies the content of each."""
    named = "".join(f"\0{name}\0{identity}" for name, identity in contents.items())
    return hashlib.sha256(f"{program()}{named}".encode(errors="surrogateescape")).hexdigest()


def shipped(key: str) -> Path | None:
    """The store that was compiled when the wheel was built, if it is of these files; None in a checkout or a zip."""
    path = files() / "data" / f"{key}.sqlite3"
    return path if isinstance(path, Path) and path.is_file() else None


def is_shipped(path: Path) -> bool:
    """Whether the file of a store is a part of the program."""
    return path.parent == files() / "data"


def kept(key: str) -> Path | None:
    """Where the store is kept that this Python and this SQLite compile, None if there is no place."""
    within = folder()
    here = f"{sys.version}\0{sqlite3.sqlite_version}\0{key}"
    return within / f"{hashlib.sha256(here.encode()).hexdigest()}.sqlite3" if within else None


def trusted(path: Path) -> bool:
    """Whether a store is there that only this user can have written."""
    try:
        return _is_private(path.parent.stat()) and stat.S_ISREG(path.lstat().st_mode) and _is_private(path.lstat())
    except OSError:
        return False


def _is_private(status: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):
        return True  # Windows: the profile folder is private
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A private file beside `path` that takes its place if nothing goes wrong; nobody ever opens half a store.

    Raises `OSError` if the folder cannot be made or belongs to somebody else.
    """
    from secrets import token_hex

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(path.parent.stat()):
        raise PermissionError(f"{path.parent} can be written by others")
    partial = path.with_name(f"summit-{token_hex(8)}.partial")
    try:  # before the file is there, as Ctrl-C may come when it has just been made
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield partial
        partial.replace(path)
    finally:
        remove(partial)


def touch(path: Path) -> None:
    """Note that a store was used: what was used last is pruned last."""
    with suppress(OSError):  # a cache that can only be read
        os.utime(path)


def prune(within: Path) -> None:
    """Keep the stores that were used last, and remove what a killed run left half-written."""
    try:
        ours = [path for path in within.iterdir() if re.fullmatch(OURS, path.name)]
    except OSError:  # a folder that can be written and not listed
        return
    stores = sorted((path for path in ours if path.suffix == ".sqlite3"), key=_modified, reverse=True)
    stale = [path for path in ours if path.suffix == ".partial" and _modified(path) < time.time() - STALE]
    for path in stores[KEPT:] + stale:
        remove(path)


def _modified(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:  # another process removed it
        return 0.0


def remove(path: Path) -> None:
    """Delete a file, if that can be done."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
