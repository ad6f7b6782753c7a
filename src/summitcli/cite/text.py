"""Citations as people write them, one on each line."""

from __future__ import annotations

from collections.abc import Sequence

from ..wording import is_description, long_date
from .items import Item


def format_text(items: Sequence[Item]) -> str:
    """Author with standing, title, where it is, date and address."""
    return "".join(f"{_line(item)}\n" for item in items)


def _line(item: Item) -> str:
    parts = [
        item.credit,
        quoted(item.title),
        item.container if item.type == "entry" else None,
        f"version {item.version}" if item.version else None,
        long_date(item.date) if item.date else "undated",
        item.url,
        item.note if item.type == "dataset" else None,  # of a source, the credit says the same
    ]
    return ", ".join(part for part in parts if part)


def quoted(title: str) -> str:
    """A title in quotation marks, if it is a headline."""
    return title if is_description(title) else f"“{title}”"
