"""Apache Parquet: a file for each table, in a folder."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

from ..extras import extra
from . import Order, Product
from .relations import Column, Relation, relations


def product(_format: str, order: Order) -> Product:
    """`meetings.parquet`, `statements.parquet` and so on, with the licence and the meanings of columns inside."""
    about = json.dumps({key: order.extract.about[key] for key in ("title", "license")}, ensure_ascii=False)
    return Product({f"{table.name}.parquet": _file(table, about) for table in relations(order.extract)})


def _file(table: Relation, about: str) -> bytes:
    pyarrow = extra("pyarrow", "parquet", "export parquet")
    parquet = extra("pyarrow.parquet", "parquet", "export parquet")
    schema = pyarrow.schema([_field(pyarrow, column) for column in table.columns], metadata={"summit": about})
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    # A date is given as text, so it is read as text and cast.
    arrays = [
        pyarrow.array(values, pyarrow.string() if column.type == "date" else field.type).cast(field.type)
        for values, column, field in zip(columns, table.columns, schema, strict=True)
    ]
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table(arrays, schema=schema), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _field(pyarrow: ModuleType, column: Column) -> Any:
    types = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool", "date": "date32"}
    type = pyarrow.type_for_alias(types[column.type])
    return pyarrow.field(column.name, type, metadata={"description": column.description})
