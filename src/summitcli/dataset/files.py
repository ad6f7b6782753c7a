"""Where the files of a dataset are, and their bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from .errors import DatasetError, UsageError
from .records import inert

_IN_WHEEL = Path(__file__).with_name("data")
_IN_CHECKOUT = Path(__file__).parents[2] / "data"


def bundled() -> list[Path]:
    """The files of the bundled dataset: those in the wheel, or `data/` of the checkout, read in place."""
    folder = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT
    return sorted(folder.glob("*.json"))


def is_bundled(paths: Sequence[str]) -> bool:
    """Whether these are the files of the bundled dataset."""
    return list(paths) == [str(path) for path in bundled()]


def chosen(paths: Sequence[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """The files to read: `--data`, else `SUMMIT_DATA` (several joined as in PATH), else the bundled ones."""
    named = list(paths) or [path for path in environ.get("SUMMIT_DATA", "").split(os.pathsep) if path]
    if named.count("-") > 1:
        raise UsageError("standard input can be read once only: '-' stands twice")
    return named or [str(path) for path in bundled()]


def named(paths: Sequence[str]) -> dict[str, str]:
    """Paths by name. A name is the path's last part where that is unique, else the path; stdin is `<stdin>`.

    A name is to be printed: what a terminal would obey, and bytes that are no text, stand in it as `inert` has them.
    """
    last_parts = [inert(Path(path).name) for path in paths]
    names = [part if last_parts.count(part) == 1 else inert(path) for part, path in zip(last_parts, paths, strict=True)]
    return {"<stdin>" if path == "-" else name: path for name, path in zip(names, paths, strict=True)}


def read(paths: Sequence[str]) -> dict[str, bytes]:
    """Content by name, as `named` gives names. Raises `DatasetError` for a file that cannot be read."""
    return {name: _content(path) for name, path in named(paths).items()}


def _content(path: str) -> bytes:
    try:
        return standard_input() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise DatasetError(
            f"cannot read the dataset {path}: {error.strerror}",
            hint="A dataset is a JSON file; `summit init FILE` writes one to begin with.",
        ) from error


@cache
def standard_input() -> bytes:
    """What is on stdin. It can be read once, and is kept for a command that has to be run again."""
    if sys.stdin is None:
        raise UsageError("standard input is closed", hint="'-' reads from it.")
    return sys.stdin.buffer.read()
