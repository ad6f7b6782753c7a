"""Fixtures: datasets of one's own in-process, and exports of them as bytes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from summitcli import export
from summitcli.query.filters import NO_FILTERS, Filters
from summitcli.store import open_store

from .hostile import hostile

Opened = Callable[..., sqlite3.Connection]


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Opened]:
    """Open the store of one or several datasets, each a dictionary or the bytes of a file."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(cache))

        def open_one(*datasets: Any) -> sqlite3.Connection:
            folder = tmp_path_factory.mktemp("data")
            paths = [folder / f"{number}.json" for number in range(len(datasets))]
            for path, data in zip(paths, datasets, strict=True):
                path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
            return stack.enter_context(closing(open_store([str(path) for path in paths])))

        yield open_one


@pytest.fixture(scope="session", params=["bundled", "hostile"])
def record_store(request: pytest.FixtureRequest, opened: Opened) -> sqlite3.Connection:
    """The bundled record, and one whose texts mean something to every format."""
    found: sqlite3.Connection = request.getfixturevalue("store") if request.param == "bundled" else opened(hostile())
    return found


def text_of(
    store: sqlite3.Connection, format: str, filters: Filters = NO_FILTERS, *, raw: bool = False, bom: bool = False
) -> str:
    """An export that is text, as standard output gets it."""
    return b"".join(export.pieces(export.make(store, filters, format, raw=raw, bom=bom))).decode()


def saved(
    store: sqlite3.Connection, format: str, target: Path | str, filters: Filters = NO_FILTERS, *, force: bool = False
) -> Path:
    """An export on disk."""
    made = export.make(store, filters, format, target=str(target))
    export.save(made, str(target), force=force)
    return Path(target)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
