"""The values of a document by their paths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Step = int | str


def paths(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Every value in a document, itself first, each with its path."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in inner:
        yield from paths(child, (*path, step))


def strings(document: Any) -> list[tuple[Step, ...]]:
    """The path of every string in a document."""
    return [path for path, value in paths(document) if isinstance(value, str)]


def placed(path: tuple[Step, ...], value: Any, document: Any) -> Any:
    """The document, which now has the value at the path."""
    node = document
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return document
