"""Where the files of a dataset are, and their bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from ..errors import InvalidDataset, UsageError
from ..package import files
from ..text import inert

BUNDLED = ("meetings.json", "history.json")
"""The files of the bundled record, in the order in which they are read. A test holds the wheel to this list."""
IN_CHECKOUT = Path(__file__).parents[3] / "data"
MOST = 1 << 30
"""Bytes that a file may have: what is larger probably does not end, and would not fit into memory."""
PIECE = 4 << 20
"""Bytes that are read at once: most files in one piece, which is not copied."""


def bundled() -> list[str]:
    """The files of the bundled record: those in the package, or `data/` of the checkout, read in place."""
    packaged = files() / "data"
    if not packaged.is_dir():
        return [str(IN_CHECKOUT / name) for name in BUNDLED]
    if isinstance(packaged, Path):
        return [str(packaged / name) for name in BUNDLED]
    return [_extracted(name) for name in BUNDLED]


@cache
def _extracted(name: str) -> str:
    """A file of a package that is run from a zip, in a temporary folder that lasts as long as the program."""
    import atexit
    from tempfile import TemporaryDirectory

    folder = TemporaryDirectory(prefix="summit-")
    atexit.register(folder.cleanup)
    path = Path(folder.name, name)
    path.write_bytes((files() / "data" / name).read_bytes())
    return str(path)


def is_bundled(paths: Sequence[str]) -> bool:
    """Whether these are the files of the bundled record."""
    return list(paths) == bundled()


def chosen(paths: Sequence[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """The files to read: `--data`, else `SUMMIT_DATA` (several joined as in PATH), else the bundled ones."""
    named = list(paths) or [path for path in environ.get("SUMMIT_DATA", "").split(os.pathsep) if path]
    if named.count("-") > 1:
        raise UsageError("standard input can be read only once: '-' is given twice")
    return named or bundled()


def named(paths: Sequence[str]) -> dict[str, str]:
    """Paths by name. A name is the last part of the path if that is unique, else the path; stdin is `<stdin>`.

    A name is to be printed, so whatever a terminal would obey is made inert; names that then look alike are numbered.
    """
    last_parts = [inert(Path(path).name) for path in paths]
    times = Counter(last_parts)
    names: dict[str, str] = {}
    for part, path in zip(last_parts, paths, strict=True):
        name = "<stdin>" if path == "-" else part if times[part] == 1 else inert(path)
        number, unique = 1, name
        while unique in names:
            number, unique = number + 1, f"{name} ({number + 1})"
        names[unique] = path
    return names


def read(paths: Sequence[str]) -> dict[str, bytes]:
    """Content by name, as `named` gives names. Raises `InvalidDataset` for a file that cannot be read."""
    return {name: _content(path) for name, path in named(paths).items()}


def digest(path: str) -> str:
    """The SHA-256 of a file, which is not kept in memory; empty for stdin, for a pipe, and for what `read` refuses."""
    try:
        status = Path(path).stat()
        if path == "-" or not stat.S_ISREG(status.st_mode) or status.st_size > MOST:
            return ""
        with Path(path).open("rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _content(path: str) -> bytes:
    if path == "-":
        return standard_input()
    try:
        status = Path(path).stat()
        if stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode):
            raise InvalidDataset(f"cannot read the dataset {path}: it is a device, not a file")
        if status.st_size > MOST:
            raise _too_large(path)
        with Path(path).open("rb") as file:
            return _whole(file, path)
    except OSError as error:
        raise InvalidDataset(
            f"cannot read the dataset {path}: {error.strerror}", hint="A dataset is a JSON file."
        ) from error


def _whole(file: BinaryIO, path: str) -> bytes:
    """All that a file has. Raises `InvalidDataset` if it does not end."""
    pieces, size = [], 0
    while piece := file.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST:
            raise _too_large(path)
    return b"".join(pieces)


def _too_large(path: str) -> InvalidDataset:
    return InvalidDataset(f"cannot read the dataset {path}: it is larger than {MOST >> 30} GB")


@cache
def standard_input() -> bytes:
    """What is on stdin. It can be read once, and is kept for whoever asks again."""
    if sys.stdin is None:
        raise UsageError("standard input is closed, and '-' reads from it")
    return _whole(sys.stdin.buffer, "on standard input")
