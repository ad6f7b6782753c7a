"""A Frictionless data package: CSV files and a descriptor with their schema, licence and sources, folder or zip."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..render import Answer, format_rows
from . import Files, Order, Product
from .relations import Relation, relations

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold: the same bytes whenever it is made


def product(_format: str, order: Order) -> Product:
    """`datapackage.json` and a CSV a table; all in one archive where the target is called `.zip`."""
    tables = relations(order.extract)
    descriptor = json.dumps(
        _descriptor(order.extract.about, order.extract.sources, tables), ensure_ascii=False, indent=2
    )
    files = {"datapackage.json": (descriptor + "\n").encode()}
    files |= {f"{table.name}.csv": _csv(table, raw=order.raw) for table in tables}
    if order.target and order.target.suffix.lower() == ".zip":
        return Product({order.target.name: _zip(files)})
    return Product(files)


def _csv(table: Relation, *, raw: bool) -> bytes:
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return format_rows(Answer(rows, names, rows, list), "csv", raw=raw).encode()


def _descriptor(about: Any, sources: list[Any], tables: list[Relation]) -> dict[str, Any]:
    """https://specs.frictionlessdata.io/data-package/, version 1, which every reader knows."""
    return {
        "profile": "tabular-data-package",
        "name": "summit",
        "title": about["title"],
        "description": f"{about['description']} {about['coverage']['note']}",
        "created": f"{about['coverage']['until']}T00:00:00Z",
        "licenses": [{"name": name} for name in about["license"].split(" AND ")],
        "sources": [
            {"title": f"{source['publisher']}: {source['title']}", "path": source["url"]} for source in sources
        ],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Relation) -> dict[str, Any]:
    key = [column.name for column in table.columns[: table.key]]
    references = [
        {"fields": [column.name], "reference": {"resource": column.refers_to, "fields": ["id"]}}
        for column in table.columns
        if column.refers_to
    ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": f"A row is {table.description}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": column.name, "type": column.type, "description": column.description}
                | ({"constraints": {"required": True}} if column.name in key else {})
                for column in table.columns
            ],
            "primaryKey": key,
            **({"foreignKeys": references} if references else {}),
        },
    }


def _zip(files: Files) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, EPOCH), content, ZIP_DEFLATED)
    return out.getvalue()
