"""The rules that span keys and records: what of a dataset that fits the schema is wrong all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from .parse import json_path, quoted

if TYPE_CHECKING:
    from ..models import Dataset

Step = tuple[int | str, ...]
Broken = Iterator[tuple[Step, str]]  # the place within the object that a rule looks at, and a sentence
Files = Mapping[str, "Dataset"]
Node = dict[str, Any]

MAX_QUOTE_WORDS = 39
ADMITS_WEAK_SOURCES = re.compile(
    r"single.source|report(s|ed|edly|ing)?\b|according to|\b(as|per) (carried|relayed|quoted|cited|an?|the|one)\b|"
    r"\bsecondary accounts?\b|\bweak(er)? sources?\b|\bnot (independently )?confirmed\b",
    re.IGNORECASE,
)
# Which key of a record names what, and where that is defined.
REFERENCES = {"sources": "sources", "leaders": "people", "person": "people", "speaker": "people", "topic": "topics"}
SINGULAR = {"sources": "source", "people": "person", "topics": "topic", "meetings": "meeting"}


class Known(NamedTuple):
    """What all files together define, by kind; `used` fills as meetings name it."""

    ids: dict[str, set[str]]
    tertiary: set[str]
    used: dict[str, set[str]]


def check(files: Files) -> list[tuple[str, str, str]]:
    """What breaks a rule, as `(file, JSON path, message)`: in the order of the files, then what spans them."""
    ids = {kind: {record["id"] for _, _, record in _records(files, kind)} for kind in SINGULAR}
    tertiary = {record["id"] for _, _, record in _records(files, "sources") if record["kind"] == "tertiary"}
    known = Known(ids, tertiary, {kind: set() for kind in SINGULAR})
    found = []
    for file, document in files.items():
        for path, node in _nodes(document):
            rules = NODE_RULES + MEETING_RULES if len(path) == 2 and path[0] == "meetings" else NODE_RULES
            for rule in rules:
                found += [(file, json_path((*path, *step)), message) for step, message in rule(node, known)]
    return [*found, *ids_are_unique(files), *definitions_are_used(files, known)]


def references_resolve(node: Node, known: Known) -> Broken:
    """Every person, topic and source that a record names is defined, and none is listed twice in one list."""
    for key, kind in REFERENCES.items():
        names = node.get(key, ())
        listed = names if isinstance(names, list) else [names] if names else []
        if listed and isinstance(listed[0], dict):
            continue  # the definitions themselves, at the top of the file
        for index, name in enumerate(listed):
            step: Step = (key, index) if isinstance(names, list) else (key,)
            known.used[kind].add(name)
            if name not in known.ids[kind]:
                yield step, f"no {SINGULAR[kind]} {quoted(name)}"
            if name in listed[:index]:
                yield step, f"{quoted(name)} is listed twice"


def dates_exist(node: Node, _known: Known) -> Broken:
    """Dates are on the calendar."""
    for key in ("start", "end", "date", "said_on", "since", "until"):
        value = node.get(key)
        if isinstance(value, str) and len(value) == 10 and not _is(date.fromisoformat, value):
            yield (key,), f"{quoted(value)} is not on the calendar"
    if isinstance(node.get("at"), str) and not _is(datetime.fromisoformat, node["at"]):
        yield ("at",), f"{quoted(node['at'])} is not on the calendar"
    if "since" in node and node["since"] > node["until"]:
        yield ("until",), f"{quoted(node['until'])} is before the first day covered, {quoted(node['since'])}"


def weak_sources_are_admitted(node: Node, known: Known) -> Broken:
    """A statement that rests on tertiary sources alone says so in its text, or says by whom."""
    is_statement = "text" in node and "sources" in node and not node.get("by") and "speaker" not in node
    if is_statement and known.tertiary.issuperset(node["sources"]) and not ADMITS_WEAK_SOURCES.search(node["text"]):
        yield (), 'rests on tertiary sources alone and does not say so ("reported by ...")'


def quotations_are_short(node: Node, _known: Known) -> Broken:
    """A quotation has fewer than forty words."""
    words = len(node["text"].split()) if "speaker" in node else 0
    if words > MAX_QUOTE_WORDS:
        yield ("text",), f"has {words} words; a quotation has fewer than 40"


def days_are_in_order(meeting: Node, _known: Known) -> Broken:
    """A meeting ends when or after it starts; its dates are as precise as its status allows."""
    start, end = meeting["start"], meeting["end"]
    if len(start) != len(end):
        yield ("end",), f"{quoted(end)} has another precision than the start, {quoted(start)}"
    elif start > end:
        yield ("end",), f"{quoted(end)} is before the start, {quoted(start)}"
    if meeting["status"] == "held" and len(start) < 10:
        yield ("start",), f"a meeting that was held has a full date, not {quoted(start)}"


def places_fit(meeting: Node, _known: Known) -> Broken:
    """A call has no place; any other meeting that was held has one."""
    place = meeting.get("place")
    if meeting["kind"] == "call" and place:
        yield ("place",), "a call has no place"
    if meeting["kind"] != "call" and meeting["status"] == "held" and not place:
        yield (), f"a {meeting['kind']} that was held has a place"
    if place and (place.get("latitude") is None) != (place.get("longitude") is None):
        yield ("place",), "latitude and longitude go together"


def durations_are_ordered(meeting: Node, _known: Known) -> Broken:
    """Actual lengths come before planned ones, and the first is the one that lists show."""
    bases = [duration["basis"] for duration in meeting.get("durations", [])]
    if bases != sorted(bases):
        yield ("durations",), "actual durations come before planned ones"


Rule = Callable[[Node, Known], Broken]
NODE_RULES: list[Rule] = [references_resolve, dates_exist, weak_sources_are_admitted, quotations_are_short]
MEETING_RULES: list[Rule] = [days_are_in_order, places_fit, durations_are_ordered]


def ids_are_unique(files: Files) -> Iterator[tuple[str, str, str]]:
    """Ids and aliases stand for one record each; people, topics, sources and meetings have a namespace of their own."""
    for kind in SINGULAR:
        taken: dict[str, tuple[str, Step]] = {}
        for file, path, record in _records(files, kind):
            for where, name in _names(record):
                owner, other = taken.setdefault(name.casefold(), (file, path))
                if (owner, other) != (file, path):
                    of = "" if owner == file else f" of {owner}"
                    yield file, json_path((*path, *where)), f"{quoted(name)} is already taken by {json_path(other)}{of}"


def definitions_are_used(files: Files, known: Known) -> Iterator[tuple[str, str, str]]:
    """Every source, topic and person is named by a meeting."""
    for kind, used in known.used.items():
        for file, path, record in _records(files, kind) if kind != "meetings" else ():
            if record["id"] not in used:
                yield file, json_path(path), f"{SINGULAR[kind]} {quoted(record['id'])} is not used"


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


def _names(record: Any) -> Iterator[tuple[Step, str]]:
    yield ("id",), record["id"]
    for index, alias in enumerate(record.get("aliases", [])):
        yield ("aliases", index), alias


def _nodes(document: Any) -> Iterator[tuple[Step, Node]]:
    """Every object of a file, with its path."""
    stack: list[tuple[Step, Any]] = [((), document)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            yield path, value
            inner = [((*path, key), child) for key, child in value.items() if isinstance(child, dict | list)]
        else:
            inner = [((*path, index), child) for index, child in enumerate(value) if isinstance(child, dict | list)]
        stack += reversed(inner)
