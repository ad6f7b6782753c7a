"""A Frictionless data package: CSV files and a descriptor with their schema, licence and sources, folder or zip."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..render.rows import format_csv
from ..store.tables import TABLES
from . import Options, Product
from .selection import Selection, batches, key_of, rows, sources

if TYPE_CHECKING:
    from ..store.tables import Table

BATCH = 1000
"""Rows that are in memory at a time."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can hold: the same bytes whenever it is made."""


def product(_format: str, chosen: Selection, options: Options) -> Product:
    """`datapackage.json` and a CSV for each table; all in one archive if the target is called `.zip`."""
    descriptor = json.dumps(_descriptor(chosen), ensure_ascii=False, indent=2) + "\n"
    files: dict[str, Iterable[bytes]] = {"datapackage.json": [descriptor.encode()]}
    files |= {f"{table.name}.csv": _csv(chosen, table) for table in TABLES}
    if options.archive:
        return Product({"": partial(_archive, files)})
    return Product(files)


def _csv(chosen: Selection, table: Table) -> Iterator[bytes]:
    """The rows of a table. No spreadsheet is meant to open them, so no text is changed for one."""
    names = [column.name for column in table.columns]
    truths = [column.name for column in table.columns if column.type == "boolean"]
    yield format_csv(names, []).encode()
    for batch in batches(rows(chosen, table), BATCH):
        records = [dict(zip(names, row, strict=True)) for row in batch]
        for record in records:
            record |= {name: None if record[name] is None else bool(record[name]) for name in truths}
        yield format_csv(names, records, header=False, guarded=False).encode()


def _archive(files: dict[str, Iterable[bytes]], path: Path) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, pieces in files.items():
            about = ZipInfo(name, EPOCH)
            about.compress_type = ZIP_DEFLATED
            with archive.open(about, "w", force_zip64=True) as file:
                file.writelines(pieces)


def _descriptor(chosen: Selection) -> dict[str, Any]:
    """https://specs.frictionlessdata.io/data-package/, version 1, which every reader knows."""
    about = chosen.about
    return {
        "profile": "tabular-data-package",
        "name": "summit",
        "title": about.title,
        "description": f"{about.description} {about.note}",
        "created": f"{about.until}T00:00:00Z",
        "licenses": [{"name": name} for name in about.license.split(" AND ")],
        "sources": [
            {"title": f"{source['publisher']}: {source['title']}", "path": source["url"]} for source in sources(chosen)
        ],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    key = [column.name for column in table.columns[: table.key]]
    fields = [
        {"name": column.name, "type": column.type, "description": column.meaning}
        | ({"constraints": {"required": True}} if column.name in key else {})
        for column in table.columns
    ]
    references = [
        {"fields": [column.name], "reference": {"resource": column.refers_to, "fields": [key_of(column.refers_to)]}}
        for column in table.columns
        if column.refers_to
    ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": f"A row is {table.what}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": key, **({"foreignKeys": references} if references else {})},
    }
