"""What the values of a record mean: names folded, dates as spans, lengths and claims in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any


def fold(text: str) -> str:
    """What a name is compared by: no case, diacritics, spaces or punctuation.

    >>> fold("Đà Nẵng, Việt Nam")
    'da-nang-viet-nam'
    """
    if text.isascii():  # most of them, and ten times as fast
        return "-".join(re.findall("[a-z0-9]+", text.lower()))
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D")).casefold()
    words = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return "-".join(words.split())


def inert(text: str) -> str:
    """Text from outside the record, on one line, with nothing left that a terminal would obey or no encoding has.

    >>> inert("a\\x1b[31m\\u202e")
    'a\\\\x1b[31m\\\\u202e'
    """
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def day_span(partial: str) -> tuple[str, str]:
    """The first and last day of a date of any precision, as strings that sort like dates.

    >>> day_span("2018-07")
    ('2018-07-01', '2018-07-31')
    """
    return (partial + "-01-01"[len(partial) - 4 :], partial + "-12-31"[len(partial) - 4 :])


@cache
def long_date(partial: str, *, weekday: bool = False) -> str:
    """`2018-07-16` as `16 July 2018`, `2018-07` as `July 2018`, `2018` as `2018`."""
    from datetime import date

    if len(partial) < 8:
        return partial if len(partial) == 4 else f"{date.fromisoformat(partial + '-01'):%B %Y}"
    day = date.fromisoformat(partial)
    return f"{day:%A} {day.day} {day:%B %Y}" if weekday else f"{day.day} {day:%B %Y}"


def nodes(meeting: Any) -> list[tuple[str, dict[str, Any]]]:
    """Every object of a meeting with the section (top-level key) it stands in, in the order of the schema."""
    found = [("", meeting)]
    for section, value in meeting.items():
        if value and isinstance(value, (dict, list)):
            _gather(section, value, found)
    return found


def _gather(section: str, value: Any, found: list[tuple[str, dict[str, Any]]]) -> None:
    if isinstance(value, dict):
        found.append((section, value))
        value = value.values()
    for each in value:
        if each and isinstance(each, (dict, list)):
            _gather(section, each, found)


def length(duration: Mapping[str, Any]) -> str:
    """A length as people say it.

    >>> length({"minutes": 130, "qualifier": "about"})
    'about 2 h 10 min'
    """
    hours, minutes = divmod(duration["minutes"], 60)
    parts = [duration["qualifier"], hours and f"{hours} h", minutes and f"{minutes} min"]
    return " ".join(part for part in parts if part)


def claim_text(node: Mapping[str, Any]) -> str:
    """What a cited object of a meeting claims, in words, whatever its kind."""
    if "minutes" in node:
        return f"{length(node)} ({node['part']}, {node['basis']})"
    if "at" in node:
        return f"{node['event']}: {' '.join(filter(None, [node['qualifier'], node['at']]))}"
    if "claim" in node:
        return f"{node['claim']} {node['record']}"
    return str(node.get("role") or node["text"])
