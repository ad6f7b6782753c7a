"""CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html, appendix III."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .items import Item

TYPES = {"page": "webpage", "entry": "entry", "dataset": "dataset"}
MARKUP = re.compile(r"<(?=/?(?:i|b|sc|sub|sup|span)\b)", re.IGNORECASE)
"""A sign that processors of CSL-JSON take for the beginning of a tag."""
# The format has no escape. A sign alone within a tag that only keeps capitals as they are is taken as it is.
PLAIN_SIGN = '<span class="nocase"><</span>'


def format_csl_json(items: Sequence[Item]) -> str:
    """An array of items."""
    return json.dumps([csl_item(item) for item in items], ensure_ascii=False, indent=2) + "\n"


def csl_item(item: Item) -> dict[str, Any]:
    """An item in which no text is markup. A partial date stays partial."""
    return fields(item, {key: _plain(text) for key, text in texts(item).items()})


def texts(item: Item) -> dict[str, str]:
    """What an item has to say in words, by the names of CSL."""
    found = {
        "title": item.title,
        "author": item.author,
        "container-title": item.container,
        "version": item.version,
        "note": item.note,
    }
    return {key: text for key, text in found.items() if text}


def fields(item: Item, words: Mapping[str, str]) -> dict[str, Any]:
    """A CSL item of an item, with these words in it."""
    found = {
        "id": item.id,
        "type": TYPES[item.type],
        "title": words["title"],
        "author": [{"literal": words["author"]}] if "author" in words else None,
        "container-title": words.get("container-title"),
        "version": words.get("version"),
        "issued": {"date-parts": [[int(part) for part in item.date.split("-")]]} if item.date else None,
        "URL": item.url,
        "language": item.language,
        "note": words.get("note"),
    }
    return {key: value for key, value in found.items() if value}


def _plain(text: str) -> str:
    return MARKUP.sub(PLAIN_SIGN, text)
