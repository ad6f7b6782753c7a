"""Text that needs no library: CSV, TSV, JSON, JSON Lines, Markdown."""

from __future__ import annotations

import json
from typing import Any

from .. import markdown, pages
from ..pages import Grid, Page, Section
from ..query import LISTING, Listing
from ..render import Answer, format_rows
from . import Order, Product
from .extract import Extract


def product(format: str, order: Order) -> Product:
    """One file of the extract."""
    name = order.target.name if order.target else ""
    return Product({name: _format(format, order).encode()})


def _format(format: str, order: Order) -> str:
    extract = order.extract
    match format:
        case "json":
            return json.dumps(dataset(extract), ensure_ascii=False, indent=2) + "\n"
        case "jsonl":
            return "".join(json.dumps(meeting, ensure_ascii=False) + "\n" for meeting in extract.meetings)
        case "markdown":
            return "\n".join(markdown.format_page(page) for page in _book(extract))
    answer = Answer(extract.rows, LISTING, extract.rows, list)
    return format_rows(answer, format, raw=order.raw, bom=order.bom)


def dataset(extract: Extract) -> dict[str, Any]:
    """The extract as a dataset of its own, in canonical form: `--data` reads it."""
    meetings = [{key: value for key, value in each.items() if key not in REFERRED} for each in extract.meetings]
    parts = {"people": extract.people, "topics": extract.topics, "sources": extract.sources}
    return {**_without_nothing({**extract.about, **parts}), "meetings": _without_nothing(meetings)}


REFERRED = ("cited", "people", "topics", "see_also")  # what `query.meeting` adds to a record


def _without_nothing(value: Any) -> Any:
    """Without the keys that hold null or nothing; in a dataset no required key does."""
    if isinstance(value, list):
        return [_without_nothing(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _without_nothing(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if each not in (None, [], {})}


def _book(extract: Extract) -> list[Page]:
    """A page on what it holds, then each meeting."""
    about = extract.about
    contents = pages.listing(Listing(extract.rows, len(extract.rows), {}), reach=about["coverage"]["until"])
    [grid] = [block for section in contents.sections for block in section.blocks if isinstance(block, Grid)]
    note = pages.Paragraph(f"{about['coverage']['note']} Licence: {about['license']}.", None, ())
    front = Page(about["title"], about["description"], [Section("", "", [note]), Section("", "Contents", [grid])])
    return [front, *(pages.meeting(meeting, extract.labels) for meeting in extract.meetings)]
