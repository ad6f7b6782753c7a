"""What the values of a record mean: names folded, dates as spans, lengths and claims in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

KINDS = {
    "summit": "summit, convened for its own sake",
    "bilateral": "bilateral, scheduled beside another event",
    "pull-aside": "pull-aside, an unscheduled or informal contact",
    "call": "telephone call",
}
STATUSES = {
    "held": "held",
    "cancelled": "cancelled: agreed or announced, then dropped",
    "proposed": "proposed, never agreed",
    "disputed": "disputed: claimed by one, denied or unconfirmed by others",
}
PARTS = {
    "whole": "whole meeting",
    "one-on-one": "one-on-one",
    "small-group": "small group",
    "expanded": "expanded session",
    "press-conference": "press conference",
}


_WORD = re.compile("[a-z0-9]+")


def fold(text: str) -> str:
    """What a name is compared by: no case, diacritics, spaces or punctuation.

    >>> fold("Đà Nẵng, Việt Nam")
    'da-nang-viet-nam'
    """
    if text.isascii():  # most of them, and ten times as fast
        return "-".join(_WORD.findall(text.lower()))
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

    >>> day_span("2028-02")
    ('2028-02-01', '2028-02-29')
    """
    month = f"{partial}-12"[:7]
    return f"{partial}-01-01"[:10], partial if len(partial) == 10 else f"{month}-{_days(month)}"


def _days(month: str) -> int:
    """How many days a month of the Gregorian calendar has. (`calendar` knows too, and takes 5 ms to import.)"""
    year, number = int(month[:4]), int(month[5:])
    if number == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if number in (4, 6, 9, 11) else 31


@cache
def long_date(partial: str, *, weekday: bool = False) -> str:
    """`2018-07-16` as `16 July 2018`, `2018-07` as `July 2018`, `2018` as `2018`."""
    from datetime import date

    if len(partial) < 8:
        return partial if len(partial) == 4 else f"{date.fromisoformat(partial + '-01'):%B %Y}"
    day = date.fromisoformat(partial)
    return f"{day:%A} {day.day} {day:%B %Y}" if weekday else f"{day.day} {day:%B %Y}"


def when(record: Mapping[str, Any], *, weekday: bool = False) -> str:
    """The days of a meeting in words."""
    start, end = record["start"], record["end"]
    if start == end:
        return long_date(start, weekday=weekday)
    return f"{long_date(start, weekday=weekday)} to {long_date(end, weekday=weekday)}"


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


def claims(meeting: Any) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
    """Every cited object of a meeting with its section, and the question that it answers in `accounts`.

    What the meeting itself cites is first, its section empty.
    """
    question = None
    for section, node in nodes(meeting):
        question = node.get("question", question) if section == "accounts" else None
        if "sources" in node:
            yield section, question, node


def length(duration: Mapping[str, Any]) -> str:
    """A length as people say it.

    >>> length({"minutes": 130, "qualifier": "about"})
    'about 2 h 10 min'
    """
    hours, minutes = divmod(duration["minutes"], 60)
    parts = [duration["qualifier"], hours and f"{hours} h", minutes and f"{minutes} min"]
    return " ".join(part for part in parts if part)


def told(duration: Mapping[str, Any]) -> str:
    """A length with the part of the meeting that it is of: `2 h 45 min, small group`."""
    return length(duration) + ("" if duration["part"] == "whole" else f", {PARTS[duration['part']]}")


def lengths_told(meeting: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Of the published lengths the one that lists and overviews tell: the first, where it is an actual one."""
    return [each for each in meeting["durations"][:1] if each["basis"] == "actual"]


def overview(
    meeting: Mapping[str, Any], names: Mapping[str, str], countries: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """What a meeting was, as claims like those of its sections: each has a `label`, `text`, `by` and `sources`.

    `names` are those of people by their ids, `countries` those of countries by their codes.
    """
    place = meeting["place"] or {"venue": None, "city": None, "country": None}
    country = countries.get(place["country"], place["country"])
    facts = {
        "When": when(meeting, weekday=True),
        "Where": ", ".join(filter(None, [place["venue"], place["city"], country])),
        "Beside": meeting["host_event"],
        "Format": KINDS[meeting["kind"]].capitalize(),
        "Status": STATUSES[meeting["status"]].capitalize(),
        "Leaders": ", ".join(names[leader] for leader in meeting["leaders"]),
    }
    for label, text in facts.items():
        if text:
            yield {"label": label, "text": text, "by": None, "sources": meeting["sources"]}
    if meeting["initiative"]:
        yield {"label": "Initiative", **meeting["initiative"]}
    for each in lengths_told(meeting):
        yield {"label": "Length", "text": told(each).capitalize(), "by": each["by"], "sources": each["sources"]}


def claim_text(node: Mapping[str, Any]) -> str:
    """What a cited object of a meeting claims, in words, whatever its kind."""
    if "label" in node:
        return f"{node['label']}: {node['text']}"
    if "minutes" in node:
        return f"{length(node)} ({node['part']}, {node['basis']})"
    if "at" in node:
        return f"{node['event']}: {' '.join(filter(None, [node['qualifier'], node['at']]))}"
    if "claim" in node:
        return f"Said: {node['claim']} Record: {node['record']}"
    return str(node.get("role") or node["text"])


def reference(source: Mapping[str, Any], languages: Mapping[str, str]) -> str:
    """A source in words: publisher, title, date, who reproduced it, language and kind."""
    title = source["title"] if source["title"].startswith("[") else f"“{source['title']}”"
    language = languages.get(source["language"], source["language"])
    notes = [source["kind"], *([f"in {language}"] if source["language"] != "en" else [])]
    parts = [source["publisher"], title, long_date(source["date"]) if source["date"] else "undated"]
    parts += [f"via {source['via']}"] if source["via"] else []
    return f"{', '.join(parts)} ({', '.join(notes)})"
