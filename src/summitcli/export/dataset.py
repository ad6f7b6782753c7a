"""A dataset in canonical form, which `--data` reads again."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..schema.records import Dataset, Meeting
from ..schema.shapes import shape_of
from . import Options, Product
from .selection import USED, Selection, definitions, records


def product(_format: str, chosen: Selection, _options: Options) -> Product:
    """One file."""
    return Product({"": pieces(chosen)})


def pieces(chosen: Selection) -> Iterator[bytes]:
    """The text of the dataset, a meeting at a time."""
    head, _, tail = _frame(chosen).rpartition("[]")
    shape = shape_of(Meeting, filled=False)
    between = "["
    yield head.encode()
    for meeting in records(chosen):
        text = json.dumps(shape(meeting), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        yield f"{between}\n    {text}".encode()
        between = ","
    yield f"\n  ]{tail}".encode() if chosen.ids else f"[]{tail}".encode()


def _frame(chosen: Selection) -> str:
    """The dataset without its meetings: their empty list is the last in it."""
    about = chosen.about._asdict()
    document = {**about, "coverage": about, **{kind: definitions(chosen, kind) for kind in USED}, "meetings": []}
    return json.dumps(shape_of(Dataset, filled=False)(document), ensure_ascii=False, indent=2) + "\n"
