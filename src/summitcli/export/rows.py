"""CSV, TSV and JSON Lines: a line for each meeting."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..query.rows import columns_of
from ..render.rows import format_csv, format_tsv
from . import Options, Product
from .selection import Selection, batches, listed, shown

BATCH = 1000
"""Lines that are in memory at a time."""


def product(format: str, chosen: Selection, options: Options) -> Product:
    """One file."""
    return Product({"": _json_lines(chosen) if format == "jsonl" else _lines(format, chosen, options)})


def _json_lines(chosen: Selection) -> Iterator[bytes]:
    """Whole meetings, as `show` has them."""
    return (f"{json.dumps(meeting, ensure_ascii=False)}\n".encode() for meeting in shown(chosen))


def _lines(format: str, chosen: Selection, options: Options) -> Iterator[bytes]:
    """The rows of a list, after a header."""
    write = format_csv if format == "csv" else format_tsv
    columns = columns_of(chosen.store, "ListedMeeting")
    yield write(columns, [], bom=options.bom).encode()
    for rows in batches(listed(chosen), BATCH):
        yield write(columns, rows, header=False, guarded=not options.raw).encode()
