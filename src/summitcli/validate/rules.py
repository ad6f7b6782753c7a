"""The rules that span records, each a function that yields what breaks it.

A rule sees every file at once, and yields `(file, path, message)`; `check` runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from .parse import json_path, quoted

if TYPE_CHECKING:
    from ..models import Dataset

Found = tuple[str, str, str]  # file, JSON path, message
Step = tuple[int | str, ...]
Files = Mapping[str, "Dataset"]

MAX_QUOTE_WORDS = 39
ADMITS_WEAK_SOURCES = re.compile(
    r"single.source|report(s|ed|edly|ing)?\b|according to|\b(as|per) (carried|relayed|quoted|cited|an?|the|one)\b|"
    r"\bsecondary accounts?\b|\bweak(er)? sources?\b|\bnot (independently )?confirmed\b",
    re.IGNORECASE,
)
# Which key of which record names what, and where it is defined.
REFERENCES = {"sources": "sources", "leaders": "people", "person": "people", "speaker": "people", "topic": "topics"}
SINGULAR = {"sources": "source", "people": "person", "topics": "topic"}


def check(files: Files) -> list[Found]:
    """Everything that breaks a rule, in the order of the rules."""
    return [found for rule in RULES for found in rule(files)]


def ids_are_unique(files: Files) -> Iterator[Found]:
    """Ids and aliases stand for one record each; people, topics, sources and meetings have a namespace of their own."""
    for kind in ("people", "topics", "sources", "meetings"):
        taken: dict[str, Step] = {}
        for file, path, record in _records(files, kind):
            for where, name in _names(record):
                key = name.casefold()
                if key in taken and not (taken[key] == path and where):
                    yield (
                        file,
                        json_path((*path, *where)),
                        f"{quoted(name)} is already taken by {json_path(taken[key])}",
                    )
                taken.setdefault(key, path)


def references_resolve(files: Files) -> Iterator[Found]:
    """Every person, topic and source that a record names is defined, and none is listed twice in one list."""
    known = _ids(files)
    for file, path, kind, name in _references(files):
        if name not in known[kind]:
            yield file, json_path(path), f"no {SINGULAR[kind]} {quoted(name)}"
    for file, path, node in _nodes(files):
        for key in ("sources", "leaders"):
            names = node.get(key, [])
            for index, name in enumerate(names):
                if isinstance(name, str) and name in names[:index]:
                    yield file, json_path((*path, key, index)), f"{quoted(name)} is listed twice"


def definitions_are_used(files: Files) -> Iterator[Found]:
    """Every source, topic and person is named by a record."""
    used: dict[str, set[str]] = {kind: set() for kind in SINGULAR}
    for _, _, kind, name in _references(files):
        used[kind].add(name)
    for kind, names in used.items():
        for file, path, record in _records(files, kind):
            if record["id"] not in names:
                yield file, json_path(path), f"{SINGULAR[kind]} {quoted(record['id'])} is not used"


def dates_exist(files: Files) -> Iterator[Found]:
    """Dates are on the calendar, in order, and as precise as the status allows."""
    for file, path, node in _nodes(files):
        for key in ("start", "end", "date", "said_on", "since", "until"):
            value = node.get(key)
            if isinstance(value, str) and len(value) == 10 and not _is(date.fromisoformat, value):
                yield file, json_path((*path, key)), f"{quoted(value)} is not on the calendar"
        if isinstance(node.get("at"), str) and not _is(datetime.fromisoformat, node["at"]):
            yield file, json_path((*path, "at")), f"{quoted(node['at'])} is not on the calendar"
    for file, path, meeting in _records(files, "meetings"):
        start, end = meeting["start"], meeting["end"]
        if len(start) != len(end):
            yield (
                file,
                json_path((*path, "end")),
                f"{quoted(end)} has another precision than the start, {quoted(start)}",
            )
        elif start > end:
            yield file, json_path((*path, "end")), f"{quoted(end)} is before the start, {quoted(start)}"
        if meeting["status"] == "held" and len(start) < 10:
            yield file, json_path((*path, "start")), f"a meeting that was held has a full date, not {quoted(start)}"
    for file, document in files.items():
        if document["coverage"]["since"] > document["coverage"]["until"]:
            yield file, "coverage.until", f"{quoted(document['coverage']['until'])} is before coverage.since"


def places_fit(files: Files) -> Iterator[Found]:
    """A call has no place; any other meeting that was held has one."""
    for file, path, meeting in _records(files, "meetings"):
        place = meeting.get("place")
        if meeting["kind"] == "call" and place:
            yield file, json_path((*path, "place")), "a call has no place"
        if meeting["kind"] != "call" and meeting["status"] == "held" and not place:
            yield file, json_path(path), f"a {meeting['kind']} that was held has a place"
        if place and (place.get("latitude") is None) != (place.get("longitude") is None):
            yield file, json_path((*path, "place")), "latitude and longitude go together"


def weak_sources_are_admitted(files: Files) -> Iterator[Found]:
    """A statement that rests on tertiary sources alone says so in its text, or says by whom."""
    tertiary = {record["id"] for _, _, record in _records(files, "sources") if record["kind"] == "tertiary"}
    for file, path, node in _nodes(files):
        is_statement = "text" in node and "sources" in node and not node.get("by") and "speaker" not in node
        if is_statement and tertiary.issuperset(node["sources"]) and not ADMITS_WEAK_SOURCES.search(node["text"]):
            yield file, json_path(path), 'rests on tertiary sources alone and does not say so ("reported by ...")'


def quotations_are_short(files: Files) -> Iterator[Found]:
    """A quotation has fewer than forty words."""
    for file, path, meeting in _records(files, "meetings"):
        for index, quote in enumerate(meeting.get("quotes", [])):
            words = len(quote["text"].split())
            if words > MAX_QUOTE_WORDS:
                yield (
                    file,
                    json_path((*path, "quotes", index, "text")),
                    f"has {words} words; a quotation has fewer than 40",
                )


def durations_are_ordered(files: Files) -> Iterator[Found]:
    """Actual lengths come before planned ones, and the first is the one that lists show."""
    for file, path, meeting in _records(files, "meetings"):
        bases = [duration["basis"] for duration in meeting.get("durations", [])]
        if bases != sorted(bases):
            yield file, json_path((*path, "durations")), "actual durations come before planned ones"


RULES: list[Callable[[Files], Iterator[Found]]] = [
    ids_are_unique,
    references_resolve,
    definitions_are_used,
    dates_exist,
    places_fit,
    weak_sources_are_admitted,
    quotations_are_short,
    durations_are_ordered,
]


def _is(parser: Callable[[str], Any], value: str) -> bool:
    try:
        parser(value)
    except ValueError:
        return False
    return True


def _records(files: Files, kind: str) -> Iterator[tuple[str, Step, Any]]:
    for file, document in files.items():
        records: Any = document.get(kind, [])
        for index, record in enumerate(records):
            yield file, (kind, index), record


def _ids(files: Files) -> dict[str, set[str]]:
    return {kind: {record["id"] for _, _, record in _records(files, kind)} for kind in SINGULAR}


def _names(record: Any) -> Iterator[tuple[Step, str]]:
    yield (), record["id"]
    for index, alias in enumerate(record.get("aliases", [])):
        yield ("aliases", index), alias


def _nodes(files: Files) -> Iterator[tuple[str, Step, dict[str, Any]]]:
    """Every object of every file, with its path."""
    for file, document in files.items():
        stack: list[tuple[Step, Any]] = [((), document)]
        while stack:
            path, value = stack.pop()
            if isinstance(value, dict):
                yield file, path, value
                stack += [((*path, key), child) for key, child in reversed(value.items())]
            elif isinstance(value, list):
                stack += [((*path, index), child) for index, child in reversed(list(enumerate(value)))]


def _references(files: Files) -> Iterator[tuple[str, Step, str, str]]:
    """Every use of a person, topic or source: file, path, kind, id."""
    for file, path, meeting in _records(files, "meetings"):
        for inner_file, inner, node in _nodes({file: meeting}):
            for key, kind in REFERENCES.items():
                names = node.get(key)
                if isinstance(names, str):
                    yield inner_file, (*path, *inner, key), kind, names
                elif isinstance(names, list):
                    for index, name in enumerate(names):
                        yield inner_file, (*path, *inner, key, index), kind, name
