"""Apache Parquet: a file for each table, in a folder."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..extras import extra
from ..store.tables import TABLES
from . import Options, Product
from .selection import Selection, batches, rows

if TYPE_CHECKING:
    from ..store.tables import Column, Table

BATCH = 50_000
"""Rows that are in memory at a time, and in each group of a file."""
TYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool", "date": "date32"}


def product(_format: str, chosen: Selection, _options: Options) -> Product:
    """`meetings.parquet`, `statements.parquet` and so on, with the licence and the meanings of columns inside."""
    extra("pyarrow", "parquet", "export parquet")
    return Product({f"{table.name}.parquet": partial(_fill, chosen, table) for table in TABLES})


def _fill(chosen: Selection, table: Table, path: Path) -> None:
    """Write the rows of a table to a file, a batch at a time."""
    pyarrow = extra("pyarrow", "parquet", "export parquet")
    parquet = extra("pyarrow.parquet", "parquet", "export parquet")
    about = json.dumps({"title": chosen.about.title, "license": chosen.about.license}, ensure_ascii=False)
    fields = [_field(pyarrow, column) for column in table.columns]
    schema = pyarrow.schema(fields, metadata={"summit": about, "description": f"A row is {table.what}."})
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches(rows(chosen, table), BATCH):
            columns = zip(*batch, strict=True)
            arrays = [_array(pyarrow, *each) for each in zip(columns, table.columns, schema, strict=True)]
            writer.write_table(pyarrow.table(arrays, schema=schema))


def _field(pyarrow: ModuleType, column: Column) -> Any:
    type = pyarrow.type_for_alias(TYPES[column.type])
    return pyarrow.field(column.name, type, metadata={"description": column.meaning})


def _array(pyarrow: ModuleType, values: Any, column: Column, field: Any) -> Any:
    """A column as Arrow has it. SQLite has dates as text and truth values as figures, so they are read as these."""
    stored = {"date": pyarrow.string(), "boolean": pyarrow.int64()}.get(column.type, field.type)
    return pyarrow.array(values, stored).cast(field.type)
