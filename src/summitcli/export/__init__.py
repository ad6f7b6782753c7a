"""The record in the formats of other tools, one module a format, each importing its library inside.

A format makes values, `name -> bytes`; `files.write_files` alone puts them on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ..errors import UsageError
from ..query import close
from .extract import Extract

Files = dict[str, bytes]  # by the name beside, or inside, the target


class Order(NamedTuple):
    """What to export, for where, and how spreadsheets are to find it."""

    extract: Extract
    target: Path | None = None  # None is standard output
    raw: bool = False
    bom: bool = False


class Product(NamedTuple):
    """The files of an export, and how many records it could not hold, by why."""

    files: Files
    left_out: dict[str, int] = {}  # noqa: RUF012  (never changed)


class Format(NamedTuple):
    """`module` has `product(order) -> Product`; `shape` is text, binary or folder."""

    module: str
    suffixes: Sequence[str]
    shape: str = "text"


FORMATS = {
    "csv": Format("text", [".csv"]),
    "tsv": Format("text", [".tsv"]),
    "jsonl": Format("text", [".jsonl", ".ndjson"]),
    "json": Format("text", [".json"]),
    "markdown": Format("text", [".md", ".markdown"]),
    "ics": Format("ics", [".ics"]),
    "geojson": Format("geojson", [".geojson"]),
    "sqlite": Format("sqlite", [".sqlite", ".sqlite3", ".db"], "binary"),
    "parquet": Format("parquet", [], "folder"),
    "datapackage": Format("datapackage", [".zip"], "folder"),
}


def chosen_format(name: str | None, target: str | None) -> str:
    """The format that is named, or that the target's suffix stands for. Raises `UsageError`."""
    hint = f"Formats: {', '.join(FORMATS)}."
    if name is None:
        suffix = Path(target or "").suffix.lower()
        fitting = [format for format, about in FORMATS.items() if suffix in about.suffixes]
        if not fitting:
            raise UsageError(f"no format is named, and {target or 'standard output'} does not tell", hint=hint)
        return fitting[0]
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}", hint=hint, candidates=close(name, FORMATS))
    if FORMATS[name].shape != "text" and target is None:
        raise UsageError(f"{name} is not text for standard output", hint="Name a file or a folder with -o.")
    if name == "parquet" and target and target.endswith(".parquet"):
        raise UsageError("parquet is one file a table", hint="Name a folder: summit export parquet -o FOLDER")
    return name


def product(format: str, order: Order) -> Product:
    """The files of the extract in this format."""
    made: Product = import_module(f".{FORMATS[format].module}", __package__).product(format, order)
    return made


def placed(made: Product, format: str, target: Path) -> dict[Path, bytes]:
    """The files by where they go: inside a target that is a folder, else beside each other."""
    is_folder = FORMATS[format].shape == "folder" and target.suffix.lower() not in FORMATS[format].suffixes
    folder = target if is_folder else target.parent
    return {folder / name: content for name, content in made.files.items()}


def note(made: Product) -> str:
    """What the format has no place for; empty where it holds everything."""
    parts = [f"{count} {'record' if count == 1 else 'records'} {why}" for why, count in made.left_out.items() if count]
    return f"Left out: {', '.join(parts)}." if parts else ""
