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
SINGULAR = {"sources": "source", "people": "person", "topics": "topic", "meetings": "meeting"}


class Known(NamedTuple):
    """What all files together define, by kind; `used` fills as meetings name it."""

    ids: dict[str, set[str]]
    tertiary: set[str]
    used: dict[str, set[str]]


Rule = Callable[[Node, str, Known], Broken]  # an object, the key of it that the rule stands by, and what is known


def check(files: Files) -> list[tuple[str, str, str]]:
    """What breaks a rule, as `(file, JSON path, message)`: in the order of the files, then what spans them."""
    ids = {kind: {record["id"] for _, _, record in _records(files, kind)} for kind in SINGULAR}
    tertiary = {record["id"] for _, _, record in _records(files, "sources") if record["kind"] == "tertiary"}
    known = Known(ids, tertiary, {kind: set() for kind in SINGULAR})
    found: list[tuple[str, str, str]] = []
    for file, document in files.items():
        broken: list[tuple[Step, str]] = []
        for key, value in document.items():
            _look_for_broken(value, (key,), known, broken)
        found += [(file, json_path(path), message) for path, message in broken]
    return [*found, *ids_are_unique(files), *definitions_are_used(files, known)]


def _look_for_broken(value: Any, path: Step, known: Known, found: list[tuple[Step, str]]) -> None:
    """Add what breaks a rule in `value` and below. A rule is asked only where its key is: most objects ask few."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            if isinstance(each, dict):
                _look_for_broken(each, (*path, index), known, found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            for rule in RULES.get(key, ()):
                for step, message in rule(value, key, known):
                    found.append(((*path, *step), message))
            if isinstance(inner, (dict, list)):
                _look_for_broken(inner, (*path, key), known, found)


def names_what_is_defined(kind: str) -> Rule:
    """Every person, topic and source that a record names is defined, and none is listed twice in one list."""

    def rule(node: Node, key: str, known: Known) -> Broken:
        names = node[key]
        listed = names if isinstance(names, list) else [names]
        known.used[kind].update(listed)
        if known.ids[kind].issuperset(listed) and len(set(listed)) == len(listed):
            return
        seen = set()
        for index, name in enumerate(listed):
            step: Step = (key, index) if isinstance(names, list) else (key,)
            if name not in known.ids[kind]:
                yield step, f"no {SINGULAR[kind]} {quoted(name)}"
            if name in seen:
                yield step, f"{quoted(name)} is listed twice"
            seen.add(name)

    return rule


def date_exists(node: Node, key: str, _known: Known) -> Broken:
    """Dates are on the calendar, from the year 1 on."""
    value = node[key]
    if value and not _is(date.fromisoformat, value + "-01-01"[len(value) - 4 :]):
        yield (key,), f"{quoted(value)} is not on the calendar"


def time_exists(node: Node, key: str, _known: Known) -> Broken:
    """Times are on the calendar and on the clock."""
    if not _is(datetime.fromisoformat, node[key]):
        yield (key,), f"{quoted(node[key])} is not on the calendar"


def coverage_is_in_order(node: Node, _key: str, _known: Known) -> Broken:
    """The last day that a file covers is not before the first."""
    if node["since"] > node["until"]:
        yield ("until",), f"{quoted(node['until'])} is before the first day covered, {quoted(node['since'])}"


def weak_sources_are_admitted(node: Node, _key: str, known: Known) -> Broken:
    """A statement that rests on tertiary sources alone says so in its text, or says by whom."""
    is_statement = "sources" in node and not node.get("by") and "speaker" not in node
    if is_statement and known.tertiary.issuperset(node["sources"]) and not ADMITS_WEAK_SOURCES.search(node["text"]):
        yield (), 'rests on tertiary sources alone and does not say so ("reported by ...")'


def quotation_is_short(node: Node, _key: str, _known: Known) -> Broken:
    """A quotation has fewer than forty words."""
    words = len(node["text"].split())
    if words > MAX_QUOTE_WORDS:
        yield ("text",), f"has {words} words; a quotation has fewer than 40"


def days_are_in_order(meeting: Node, _key: str, _known: Known) -> Broken:
    """A meeting ends when or after it starts; its dates are as precise as its status allows."""
    start, end = meeting["start"], meeting["end"]
    if len(start) != len(end):
        yield ("end",), f"{quoted(end)} has another precision than the start, {quoted(start)}"
    elif start > end:
        yield ("end",), f"{quoted(end)} is before the start, {quoted(start)}"
    if meeting["status"] == "held" and len(start) < 10:
        yield ("start",), f"a meeting that was held has a full date, not {quoted(start)}"


def place_fits(meeting: Node, _key: str, _known: Known) -> Broken:
    """A call has no place; any other meeting that was held has one."""
    place = meeting.get("place")
    if meeting["kind"] == "call" and place:
        yield ("place",), "a call has no place"
    if meeting["kind"] != "call" and meeting["status"] == "held" and not place:
        yield (), f"a {meeting['kind']} that was held has a place"
    if place and (place.get("latitude") is None) != (place.get("longitude") is None):
        yield ("place",), "latitude and longitude go together"


def durations_are_ordered(meeting: Node, key: str, _known: Known) -> Broken:
    """Actual lengths come before planned ones, and the first is the one that lists show."""
    bases = [duration["basis"] for duration in meeting[key]]
    if bases != sorted(bases):
        yield (key,), "actual durations come before planned ones"


# The rules by the key they stand by; a rule of whole meetings stands by a key that meetings alone have.
RULES: dict[str, list[Rule]] = {
    "leaders": [names_what_is_defined("people")],
    "person": [names_what_is_defined("people")],
    "speaker": [names_what_is_defined("people"), quotation_is_short],
    "topic": [names_what_is_defined("topics")],
    "sources": [names_what_is_defined("sources")],
    "since": [date_exists],
    "until": [date_exists, coverage_is_in_order],
    "date": [date_exists],
    "start": [date_exists, days_are_in_order],
    "end": [date_exists],
    "said_on": [date_exists],
    "at": [time_exists],
    "text": [weak_sources_are_admitted],
    "status": [place_fits],
    "durations": [durations_are_ordered],
}


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
