"""What the schema cannot express: rules on records of one type, and rules that look at all files together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import Problem
from ..schema import records as schema
from ..schema.shapes import keys
from ..schema.vocabulary import COMMON_SIDES
from ..text import suggest
from .hosts import weakness
from .parse import json_path, quoted

if TYPE_CHECKING:
    from ..schema.records import Dataset

Step = tuple[int | str, ...]
Broken = Iterator[tuple[Step, str]]
"""The place within the record that a rule looks at, and a sentence."""
Files = Mapping[str, "Dataset"]
Node = dict[str, Any]
"""A record of any type, as the schema allows it: a rule is only given records of the types that it is listed for."""

MAX_QUOTE_WORDS = 39
ADMITS_WEAK_SOURCES = re.compile(
    r"single.source|report(s|ed|edly|ing)?\b|according to|\b(as|per) (carried|relayed|quoted|cited|an?|the|one)\b|"
    r"\bsecondary accounts?\b|\bweak(er)? sources?\b|\bnot (independently )?confirmed\b",
    re.IGNORECASE,
)
DEFINED = {"sources": "source", "people": "person", "topics": "topic", "series": "series", "publishers": "publisher"}
"""What files define and meetings name, and what one of each is called."""
COMMON = frozenset(COMMON_SIDES)
LINKED = ("official", "agency", "press", "specialist")
"""Standings of the pages to which `links` may lead."""


class Known(NamedTuple):
    """What all files together define. `used` and `missing` fill as records name it.

    `missing` counts, by kind and name, where a name that nothing defines was found: the first place, and how many.
    """

    ids: dict[str, set[str]]
    sources: dict[str, Node]
    by_address: dict[str, Node]
    standings: dict[str, str]
    sides: dict[str, frozenset[str]]
    used: dict[str, set[str]]
    missing: dict[tuple[str, str], list[tuple[str, Step]]]

    def standing(self, source: str) -> str | None:
        """The standing of the page that a source was read at; None if publishers are not listed."""
        record = self.sources.get(source, {})
        return self.standings.get(record.get("via") or record.get("publisher", ""))


Rule = Callable[[Node, Known], Broken]


class Place(NamedTuple):
    """Where a record stands: its file, its path, and the id of the top-level record that it is in.

    `sides`: those that its statements may be of. `refs` fills with their permanent names.
    """

    file: str
    path: Step
    record: str | None
    sides: frozenset[str] = frozenset()
    refs: list[str] = []  # noqa: RUF012  (each place is given its own)


def check(files: Files, *, whole: bool, dropped: set[str] | None) -> list[Problem]:
    """Everything that breaks a rule, in the order of the files, then what spans them.

    `whole`: nothing was left out for not fitting the schema, so that what is not used can be told. `dropped`: the
    ids of what was left out; None if a whole file was, so that what is not defined cannot be told.
    """
    known = _known(files, dropped or set())
    problems: list[Problem] = []
    for place, kind, record in _everything(files, known):
        for step, message in _broken(record, kind, known, place):
            problems.append(Problem(place.file, json_path((*place.path, *step)), place.record, message))
    misspelt: set[str] = set()
    if dropped is not None:
        problems += _undefined(known, misspelt)
    problems += _taken_twice(files)
    if whole:
        problems += _unused(files, known, misspelt)
    return problems


def _known(files: Files, dropped: set[str]) -> Known:
    ids = {kind: {_name(record) for _, record in _records(files, kind)} | dropped for kind in (*DEFINED, "meetings")}
    sources = {record["id"]: record for _, record in _records(files, "sources")}
    by_address: dict[str, Node] = {}
    for record in sources.values():
        by_address.setdefault(record["url"], record)
    standings = {record["name"]: record["standing"] for _, record in _records(files, "publishers")}
    sides = {
        record["id"]: COMMON.union(side["id"] for side in record.get("sides", []))
        for _, record in _records(files, "series")
    }
    return Known(ids, sources, by_address, standings, sides, {kind: set() for kind in DEFINED}, {})


def _everything(files: Files, known: Known) -> Iterator[tuple[Place, Any, Node]]:
    """Every record of every file that may break a rule, with its type."""
    for file, document in files.items():
        yield Place(file, (), None), schema.Dataset, document  # type: ignore[misc]
        for key in keys(schema.Dataset):
            if key.record and key.is_list:
                for index, record in enumerate(document.get(key.name, [])):  # type: ignore[call-overload]
                    sides = known.sides.get(record.get("series") or "", COMMON)
                    yield Place(file, (key.name, index), _name(record), sides, []), key.record, record


def _broken(record: Node, kind: Any, known: Known, place: Place, step: Step = ()) -> Broken:
    """What breaks a rule in a record and in those within it."""
    for rule in RULES.get(kind, ()):
        for inner, message in rule(record, known):
            yield (*step, *inner), message
    if (side := record.get("side")) and side not in place.sides:
        yield (*step, "side"), f"{quoted(side)} is no side of this series: {', '.join(sorted(place.sides))}"
    if "ref" in record and record["ref"]:
        if record["ref"] in place.refs:
            yield (*step, "ref"), f"{quoted(record['ref'])} is given to two statements"
        place.refs.append(record["ref"])
    for key, namespace in _references(kind):
        _note_names(record, key, namespace, known, place, step)
    for key in _nested(kind):
        value = record.get(key.name)
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from _broken(each, key.record, known, place, (*step, key.name, index))
        elif value:
            yield from _broken(value, key.record, known, place, (*step, key.name))


@cache
def _nested(kind: Any) -> tuple[Any, ...]:
    """The keys of a record that hold records; those of a file are looked at one by one."""
    return () if kind is schema.Dataset else tuple(key for key in keys(kind) if key.record)


@cache
def _references(kind: Any) -> tuple[tuple[str, str], ...]:
    """The keys of a record that name what files define, and what they name."""
    named = {"sources": "sources", "topics": "topics", "topic": "topics", "leaders": "people", "series": "series"}
    named |= {"person": "people", "speaker": "people", "publisher": "publishers", "via": "publishers"}
    return () if kind is schema.Dataset else tuple((key.name, named[key.name]) for key in keys(kind) if key.name in named)


def _note_names(record: Node, key: str, namespace: str, known: Known, place: Place, step: Step) -> None:
    names = record.get(key)
    if not names:
        return
    listed = names if isinstance(names, list) else [names]
    known.used[namespace].update(listed)
    if known.ids[namespace].issuperset(listed) or (namespace == "publishers" and not known.standings):
        return
    for index, name in enumerate(listed):
        if name not in known.ids[namespace]:
            at: Step = (*place.path, *step, key, index) if isinstance(names, list) else (*place.path, *step, key)
            known.missing.setdefault((namespace, name), []).append((place.file, at))


def _undefined(known: Known, misspelt: set[str]) -> Iterator[Problem]:
    """Names that nothing defines, each once, with how often it is used; `misspelt` gets what was probably meant."""
    for (namespace, name), places in known.missing.items():
        file, path = places[0]
        unused = known.ids[namespace] - known.used[namespace]
        meant = suggest(name, sorted(unused))[:1] or suggest(name, sorted(known.ids[namespace]))[:1]
        misspelt.update(meant)
        asked = f": did you mean {quoted(meant[0])}?" if meant else ""
        more = f" ({len(places)} places)" if len(places) > 1 else ""
        yield Problem(file, json_path(path), None, f"no {DEFINED[namespace]} {quoted(name)}{asked}{more}")


def names_are_given_once(node: Node, _known: Known) -> Broken:
    """No list of ids has one twice."""
    for key in ("sources", "topics", "leaders", "see"):
        names = node.get(key) or []
        if len(set(names)) < len(names):
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield (key, index), f"{quoted(name)} is listed twice"


def dates_exist(node: Node, _known: Known) -> Broken:
    """Dates are on the calendar, from the year 1 on."""
    for key in ("since", "until", "date", "start", "end", "said_on"):
        value = node.get(key)
        if value and not _is(date.fromisoformat, value + "-01-01"[len(value) - 4 :]):
            yield (key,), f"{quoted(value)} is not on the calendar"


def time_exists(node: Node, _known: Known) -> Broken:
    """Times are on the calendar and on the clock."""
    if not _is(datetime.fromisoformat, node["at"]):
        yield ("at",), f"{quoted(node['at'])} is not on the calendar"


def coverage_is_in_order(node: Node, _known: Known) -> Broken:
    """The last day that a file covers is not before the first."""
    if node["since"] > node["until"]:
        yield ("until",), f"{quoted(node['until'])} is before the first day covered, {quoted(node['since'])}"


def weak_sources_are_admitted(node: Node, known: Known) -> Broken:
    """A claim that rests on tertiary sources alone says so in its text, or says by whom."""
    kinds = {known.sources.get(source, {}).get("kind") for source in node["sources"]}
    text = f"{node.get('text', '')} {node.get('record', '')}"
    if kinds == {"tertiary"} and not node.get("by") and not ADMITS_WEAK_SOURCES.search(text):
        yield (), 'rests on tertiary sources alone and does not say so ("reported by ...")'


def weak_publishers_are_named(node: Node, known: Known) -> Broken:
    """A claim that rests on pages of standing `other` alone says who says so."""
    standings = {known.standing(source) for source in node["sources"]}
    if standings == {"other"} and not node.get("by"):
        yield (), "rests on pages of standing other alone, and has no `by`"


def best_source_is_first(node: Node, known: Known) -> Broken:
    """The first source is not of standing `other` if another one is better."""
    standings = [known.standing(source) for source in node["sources"]]
    if standings[0] == "other" and any(each not in ("other", None) for each in standings):
        yield ("sources", 0), f"{quoted(node['sources'][0])} is of standing other, and a later source is better"


def own_words_come_first(node: Node, known: Known) -> Broken:
    """A state-funded page comes before agency and press only for words of its own government's side."""
    standings = [known.standing(source) for source in node["sources"]]
    if standings[0] == "state-funded" and "official" in standings[1:]:
        official = known.sources[node["sources"][standings.index("official")]]
        if official["kind"] == "primary":
            yield ("sources", 0), "is state-funded, and a later source is the official text"


def quotation_is_short(node: Node, _known: Known) -> Broken:
    """A quotation has fewer than forty words."""
    words = len(node["text"].split())
    if words > MAX_QUOTE_WORDS:
        yield ("text",), f"has {words} words; a quotation has fewer than 40"


def days_are_in_order(meeting: Node, _known: Known) -> Broken:
    """A meeting ends when or after it starts; its dates are as precise as its status allows."""
    start, end, days = meeting["start"], meeting["end"], meeting.get("days") or []
    if len(start) != len(end):
        yield ("end",), f"{quoted(end)} has another precision than the start, {quoted(start)}"
    elif start > end:
        yield ("end",), f"{quoted(end)} is before the start, {quoted(start)}"
    if meeting["status"] == "held" and len(start) < 10:
        yield ("start",), f"a meeting that was held has a full date, not {quoted(start)}"
    if days and (days != sorted(set(days)) or days[0] < start or days[-1] > end):
        yield ("days",), "are in order, each once, from the start of the meeting to its end"
    for index, day in enumerate(days):
        if not _is(date.fromisoformat, day):
            yield ("days", index), f"{quoted(day)} is not on the calendar"


def place_fits(meeting: Node, _known: Known) -> Broken:
    """A call has no place; any other meeting that was held has one."""
    place, further = meeting.get("place"), meeting.get("further_places")
    if meeting["kind"] == "call" and (place or further):
        yield ("place",), "a call has no place"
    if meeting["kind"] != "call" and meeting["status"] == "held" and not place:
        yield (), f"a {meeting['kind']} that was held has a place"
    if further and not place:
        yield ("further_places",), "there is no first place"


def coordinates_go_together(place: Node, _known: Known) -> Broken:
    """A place has both coordinates or neither."""
    if (place.get("latitude") is None) != (place.get("longitude") is None):
        yield (), "latitude and longitude go together"


def durations_are_ordered(meeting: Node, _known: Known) -> Broken:
    """Actual lengths come before planned ones; the first is the one that lists show."""
    bases = [duration["basis"] for duration in meeting.get("durations") or []]
    if bases != sorted(bases):
        yield ("durations",), "actual durations come before planned ones"


def times_are_of_the_meeting(meeting: Node, _known: Known) -> Broken:
    """A clock time is of a day of the meeting, of the day before or of the day after."""
    if len(meeting["start"]) < 10 or not (_is(date.fromisoformat, meeting["start"]) and meeting["end"]):
        return
    try:
        first = date.fromisoformat(meeting["start"]) - timedelta(days=1)
        last = date.fromisoformat(meeting["end"]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return
    for index, time in enumerate(meeting.get("times") or []):
        if not first.isoformat() <= time["at"][:10] <= last.isoformat():
            yield ("times", index, "at"), f"{quoted(time['at'])} is of another day than the meeting"


def links_are_fit(meeting: Node, known: Known) -> Broken:
    """Links lead to primary sources of the dataset, at publishers of standing. No link is better than a bad one."""
    if not known.standings:
        return
    for name in ("transcript", "document", "readout_us", "readout_russia"):
        address = (meeting.get("links") or {}).get(name)
        if not address:
            continue
        source = known.by_address.get(address)
        if source is None:
            yield ("links", name), "is the address of no source of the dataset"
            continue
        known.used["sources"].add(source["id"])
        if source["kind"] != "primary" or known.standing(source["id"]) not in LINKED:
            yield ("links", name), f"leads to {quoted(source['id'])}, which is not primary at a publisher of standing"


def address_is_fit(source: Node, known: Known) -> Broken:
    """No source is at a test, staging, CDN, proxy or mirror host, or has tracking parameters."""
    why = weakness(source["url"]) if known.standings else None
    if why:
        yield ("url",), f"{quoted(source['url'])} is {why}"


def one_series_is_default(document: Node, _known: Known) -> Broken:
    """At most one series of a file is the default."""
    if sum(bool(series.get("default")) for series in document.get("series", [])) > 1:
        yield ("series",), "more than one is the default"


OF_CLAIMS: list[Rule] = [weak_sources_are_admitted, weak_publishers_are_named]
OF_CITED: list[Rule] = [names_are_given_once, best_source_is_first, own_words_come_first]
CLAIMS = (
    *(schema.Statement, schema.Background, schema.Aim, schema.Discussion, schema.Outcome, schema.Press),
    *(schema.Position, schema.Consequence, schema.Initiative, schema.Correction),
)
CITED = (*CLAIMS, schema.Quote, schema.Reaction, schema.Time, schema.Duration, schema.Participant)
RULES: dict[Any, list[Rule]] = {kind: [*OF_CITED, *(OF_CLAIMS if kind in CLAIMS else [])] for kind in CITED}
"""The rules of each type of record."""
RULES[schema.Quote] += [dates_exist, quotation_is_short]
RULES[schema.Time] += [time_exists]
RULES |= {
    schema.Dataset: [
        one_series_is_default,
        lambda node, known: (((("coverage", *step)), text) for step, text in dates_exist(node["coverage"], known)),
        lambda node, known: (((("coverage", *step)), text) for step, text in coverage_is_in_order(node["coverage"], known)),
    ],
    schema.Source: [dates_exist, address_is_fit],
    schema.Account: [names_are_given_once],
    schema.Place: [coordinates_go_together],
    schema.Meeting: [
        *(names_are_given_once, dates_exist, days_are_in_order, place_fits, durations_are_ordered),
        *(times_are_of_the_meeting, links_are_fit),
    ],
}


def _taken_twice(files: Files) -> Iterator[Problem]:
    """Ids and aliases stand for one record each. What two files define alike, word for word, is one record."""
    for kind in (*DEFINED, "meetings"):
        taken: dict[str, tuple[Place, Node]] = {}
        for place, record in _records(files, kind):
            for where, name in _names(record):
                other, first = taken.setdefault(name.casefold(), (place, record))
                if other != place and (first != record or other.file == place.file):
                    of = "" if other.file == place.file else f" of {other.file}"
                    message = f"{quoted(name)} is already taken by {json_path(other.path)}{of}"
                    yield Problem(place.file, json_path((*place.path, *where)), place.record, message)


def _unused(files: Files, known: Known, misspelt: set[str]) -> Iterator[Problem]:
    """Whatever is defined is named by a meeting; what a misspelt name probably meant is not told twice."""
    for kind, what in DEFINED.items():
        for place, record in _records(files, kind):
            name = _name(record)
            if name not in known.used[kind] and name not in misspelt:
                yield Problem(place.file, json_path(place.path), None, f"{what} {quoted(name)} is not used")


def _is(parser: Callable[[str], Any], value: str) -> bool:
    try:
        parser(value)
    except ValueError:
        return False
    return True


def _records(files: Files, kind: str) -> Iterator[tuple[Place, Node]]:
    for file, document in files.items():
        for index, record in enumerate(document.get(kind, [])):  # type: ignore[call-overload]
            yield Place(file, (kind, index), _name(record)), record


def _name(record: Node) -> str:
    """What a record is called by others: its id, or a publisher's name."""
    named: str = record["id"] if "id" in record else record["name"]
    return named


def _names(record: Node) -> Iterator[tuple[Step, str]]:
    yield ("id" if "id" in record else "name",), _name(record)
    for index, alias in enumerate(record.get("aliases", [])):
        yield ("aliases", index), alias
