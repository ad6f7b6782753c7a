"""The record in the formats of other tools: a registry, and a module for each format.

A module has `product(format, selection, options)`, which returns the files of an export, to be written or printed piece
by piece. `files.write_files` alone puts them on disk. A format is added by a module and a line of `FORMATS`. A site is
another thing: its folder has thousands of pages, and `site.write` writes it itself.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..errors import UsageError
from ..text import suggest

if TYPE_CHECKING:
    from ..query.filters import Filters
    from .files import Content


class Options(NamedTuple):
    """How an export is wanted. `target` is the file or the folder to which it goes; None is standard output."""

    target: Path | None = None
    archive: bool = False
    """The target is one file, for a format that may be a folder instead."""
    raw: bool = False
    """Text that a spreadsheet would run is left as it is."""
    bom: bool = False
    """The file begins with a byte order mark, by which Excel knows UTF-8."""


class Product(NamedTuple):
    """The files of an export by name; the name of the target itself is empty, all others are beside it or in it."""

    files: Mapping[str, Content]
    left_out: Mapping[str, int] = {}
    """How many records the format cannot hold, by why."""


class Format(NamedTuple):
    """A format: its module, what it is in words, suffixes that stand for it, and what it is on disk.

    `text` may be printed. A `folder` may be a file instead, if its name has one of the suffixes.
    """

    module: str
    what: str
    suffixes: Sequence[str] = ()
    shape: Literal["text", "binary", "folder"] = "text"


FORMATS = {
    "csv": Format("rows", "a row for each meeting, as `summit list` has them", (".csv",)),
    "tsv": Format("rows", "the same with tabs", (".tsv",)),
    "json": Format("dataset", "a dataset that --data reads again", (".json",)),
    "jsonl": Format("rows", "a whole meeting in each line, as `summit show --json` has it", (".jsonl", ".ndjson")),
    "markdown": Format("book", "everything, to read", (".md", ".markdown")),
    "html": Format("book", "everything on one page", (".html", ".htm")),
    "site": Format(
        "site",
        "a folder of pages for any web server, or to open from disk (extra: site, for search in its text)",
        (),
        "folder",
    ),
    "ics": Format("ics", "a calendar", (".ics",)),
    "geojson": Format("geojson", "a map", (".geojson",)),
    "sqlite": Format(
        "sqlite",
        "a database with tables, search and views, and NAME.metadata.json for Datasette",
        (".sqlite", ".sqlite3", ".db"),
        "binary",
    ),
    "parquet": Format("parquet", "a folder with a file for each table (extra: parquet)", (), "folder"),
    "datapackage": Format(
        "datapackage", "a folder or .zip with CSV tables and their schema (Frictionless)", (".zip",), "folder"
    ),
}


def chosen_format(name: str | None, target: str | None) -> str:
    """The format that is named, or that the suffix of the target stands for. Raises `UsageError`."""
    hint = f"Formats: {', '.join(FORMATS)}."
    if name is None:
        suffix = Path(target or "").suffix.lower()
        fitting = [format for format, about in FORMATS.items() if suffix in about.suffixes]
        if not fitting:
            where = f"{target} does not tell" if target else "standard output does not tell"
            raise UsageError(f"no format is named, and {where}", subject="format", hint=hint)
        return fitting[0]
    if name not in FORMATS:
        candidates = suggest(name, FORMATS)
        raise UsageError(f"no format {name!r}", subject="format", typed=name, hint=hint, candidates=candidates)
    return name


def make(
    store: sqlite3.Connection,
    filters: Filters,
    format: str,
    *,
    target: str | None = None,
    raw: bool = False,
    bom: bool = False,
) -> Product:
    """The files of an export of all that the filters match. Raises `UsageError` if it cannot go to the target."""
    from .selection import select

    check(format, target)
    options = Options(Path(target), _is_archive(format, target), raw, bom) if target else Options(raw=raw, bom=bom)
    module = import_module(f".{FORMATS[format].module}", __package__)
    made: Product = module.product(format, select(store, filters), options)
    return made


def check(format: str, target: str | None) -> None:
    """Raise `UsageError` if a format cannot be written to a target."""
    shape = FORMATS[format].shape
    if target is None:
        if shape != "text":
            where = "a folder" if shape == "folder" else "a file"
            raise UsageError(f"{format} is not text for standard output", subject="file", hint=f"Name {where}.")
        return
    if not target:
        raise UsageError("the name of the output is empty", subject="file", hint="Name a file.")
    is_folder = target.endswith(("/", os.sep)) or Path(target).is_dir()
    if shape == "folder" and not _is_archive(format, target):
        if os.path.lexists(target) and not is_folder:
            raise UsageError(f"{target} is a file, and {format} is a folder", subject="file", hint="Name a folder.")
        if target.endswith(f".{format}") and format != "site":
            raise UsageError(f"{format} is a file for each table", subject="file", hint="Name a folder.")
    elif is_folder:
        suffix = FORMATS[format].suffixes[0]
        hint = f"Name a file in it, such as {Path(target) / f'summit{suffix}'}."
        raise UsageError(f"{target} is a folder", subject="file", hint=hint)


def _is_archive(format: str, target: str) -> bool:
    """Whether the one file is meant that a folder may be instead."""
    return Path(target).suffix.lower() in FORMATS[format].suffixes and not target.endswith(("/", os.sep))


def save(made: Product, target: str, *, force: bool) -> None:
    """Write the files of an export, all or none. What is there is replaced only with `force`.

    What would be beside a device or a pipe is left out. Raises `UsageError` and `SummitError`.
    """
    from .files import write_files
    from .places import is_stream

    path = Path(target)
    if "" not in made.files:
        write_files({path / name: content for name, content in made.files.items()}, force=force)
    elif is_stream(path):
        write_files({path: made.files[""]}, force=force)
    else:
        beside = {path.parent / name if name else path: content for name, content in made.files.items()}
        write_files(beside, force=force)


def pieces(made: Product) -> Iterator[bytes]:
    """The text of an export, piece by piece, for standard output."""
    for content in made.files.values():
        if not callable(content):
            yield from content


def note(made: Product) -> str:
    """What the format has no place for, in a sentence; empty if it holds everything."""
    parts = [f"{count} {'record' if count == 1 else 'records'} {why}" for why, count in made.left_out.items() if count]
    return f"Left out: {', '.join(parts)}." if parts else ""
