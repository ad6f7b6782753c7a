"""What the schema cannot express about one record: rules by the type of the record, and by the role of its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from ..schema import records as schema
from .hosts import page, weakness
from .parse import Step, quoted

Broken = Iterator[tuple[Step, str]]
"""The place within the record that a rule looks at, and a sentence."""
Node = dict[str, Any]
"""A record of any type that fits the schema: a rule is only given records of the types that it is listed for."""

MAX_QUOTE_WORDS = 39
ADMITS_WEAK_SOURCES = re.compile(
    r"single.source|report(s|ed|edly|ing)?\b|according to|\b(as|per) (carried|relayed|quoted|cited|an?|the|one)\b|"
    r"\bsecondary accounts?\b|\bweak(er)? sources?\b|\bnot (independently )?confirmed\b",
    re.IGNORECASE,
)
LINKED = ("official", "agency", "press", "specialist")
"""Standings of the pages to which `links` may lead."""


class Known(NamedTuple):
    """What rules need of other records: of the sources what they are, of the series its sides.

    `pages` has the sources at ordinary addresses, by the page. A source whose record or publisher does not fit the
    schema, or is not there, has no kind or no standing. `whole`: every source fits, so that what is no source can be
    told.
    """

    kinds: dict[str, str]
    standings: dict[str, str | None]
    by_address: dict[str, str]
    pages: dict[str, str]
    whole: bool
    lists_publishers: bool


Rule = Callable[[Node, Known], Broken]
ValueRule = Callable[[Any, Known], Broken]


def is_day(text: str) -> bool:
    """Whether a date of any precision is on the calendar, which begins with the year 1."""
    return _is(date.fromisoformat, text + "-01-01"[len(text) - 4 :])


def _is(parser: Callable[[str], Any], value: str) -> bool:
    try:
        parser(value)
    except ValueError:
        return False
    return True


# Rules on values of one role, whatever record has them.


def days_exist(value: Any, _known: Known) -> Broken:
    """Dates are on the calendar."""
    for step, day in _each(value):
        if not is_day(day):
            yield step, f"{quoted(day)} is not on the calendar"


def moments_exist(value: Any, _known: Known) -> Broken:
    """Times are on the calendar and on the clock."""
    if not _is(datetime.fromisoformat, value):
        yield (), f"{quoted(value)} is not on the calendar"


def names_are_given_once(value: Any, _known: Known) -> Broken:
    """No list of names has one twice."""
    seen: set[str] = set()
    for step, name in _each(value):
        if name in seen:
            yield step, f"{quoted(name)} is listed twice"
        seen.add(name)


def links_are_fit(value: Any, known: Known) -> Broken:
    """Links lead to primary sources of the dataset, at publishers of standing. No link is better than a bad one."""
    source = known.by_address.get(value)
    if not known.lists_publishers:
        return
    if source is None:
        if known.whole:
            yield (), "is the address of no source of the dataset"
    elif (standing := known.standings[source]) and (known.kinds[source] != "primary" or standing not in LINKED):
        yield (), f"leads to {quoted(source)}, which is not primary at a publisher of standing"


def _each(value: Any) -> Iterator[tuple[Step, Any]]:
    """A value, or each value of a list, with its place."""
    if isinstance(value, list):
        yield from (((index,), each) for index, each in enumerate(value))
    else:
        yield (), value


# Rules on records of one type.


def coverage_is_in_order(node: Node, _known: Known) -> Broken:
    """The last day that a file covers is not before the first."""
    if node["since"] > node["until"]:
        yield ("until",), f"{quoted(node['until'])} is before the first day covered, {quoted(node['since'])}"


def weak_sources_are_admitted(node: Node, known: Known) -> Broken:
    """A claim that rests on tertiary sources alone says so in its text, or says by whom."""
    if node.get("by") or any(known.kinds.get(source) != "tertiary" for source in node["sources"]):
        return
    if not ADMITS_WEAK_SOURCES.search(f"{node.get('text', '')} {node.get('record', '')}"):
        yield (), 'rests on tertiary sources alone and does not say so ("reported by ...")'


def weak_publishers_are_named(node: Node, known: Known) -> Broken:
    """A claim that rests on pages of standing `other` alone says who says so."""
    if not node.get("by") and all(known.standings.get(source) == "other" for source in node["sources"]):
        yield (), "rests on pages of standing other alone, and has no `by`"


def best_source_is_first(node: Node, known: Known) -> Broken:
    """The first source is not of standing `other` if another is better.

    A state-funded page does not come before the official text.
    """
    if len(node["sources"]) < 2:
        return
    first, *others = (known.standings.get(source) for source in node["sources"])
    if first == "other" and any(other not in ("other", None) for other in others):
        yield ("sources", 0), f"{quoted(node['sources'][0])} is of standing other, and a later source is better"
    if first == "state-funded" and any(
        other == "official" and known.kinds.get(source) == "primary"
        for other, source in zip(others, node["sources"][1:], strict=True)
    ):
        yield ("sources", 0), f"{quoted(node['sources'][0])} is state-funded, and a later source is the official text"


def quotation_is_short(node: Node, _known: Known) -> Broken:
    """A quotation has fewer than forty words."""
    words = len(node["text"].split())
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


def days_are_of_the_meeting(meeting: Node, _known: Known) -> Broken:
    """The days with talks are listed in order, and none is before the start or after the end."""
    days, start, end = meeting.get("days") or [], meeting["start"], meeting["end"]
    if days != sorted(set(days)):
        yield ("days",), "are not in order, or one is listed twice"
    for index, day in enumerate(days):
        if start <= end and not start <= day[: len(start)] <= end and is_day(day):
            yield ("days", index), f"{quoted(day)} is not within the meeting"


def place_fits(meeting: Node, _known: Known) -> Broken:
    """A call has no place; any other meeting that was held has one."""
    place, further = meeting.get("place"), meeting.get("further_places")
    if meeting["kind"] == "call" and (place or further):
        yield ("place" if place else "further_places",), "a call has no place"
    elif meeting["kind"] != "call" and meeting["status"] == "held" and not place:
        yield (), f"a {meeting['kind']} that was held has a place"
    elif further and not place:
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
    times, start, end = meeting.get("times"), meeting["start"], meeting["end"]
    if not times or len(start) < 10 or len(end) < 10 or start > end or not (is_day(start) and is_day(end)):
        return
    first, last = _day_beside(start, -1), _day_beside(end, 1)
    for index, time in enumerate(times):
        if not first <= time["at"][:10] <= last and is_day(time["at"][:10]):
            yield ("times", index, "at"), f"{quoted(time['at'])} is of another day than the meeting"


def _day_beside(day: str, distance: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=distance)).isoformat()
    except OverflowError:  # the first or the last day of the calendar
        return day


def address_is_fit(source: Node, known: Known) -> Broken:
    """No source is at a test, staging, CDN, proxy or mirror host, or has tracking parameters.

    An AMP or mobile form is not cited if the ordinary page is.
    """
    if not known.lists_publishers:
        return
    if why := weakness(source["url"]):
        yield ("url",), f"{quoted(source['url'])} is {why}"
    name, is_reduced = page(source["url"])
    if is_reduced and name in known.pages:
        yield ("url",), f"{quoted(source['url'])} is the AMP or mobile form of the page of {quoted(known.pages[name])}"


def one_series_is_default(document: Node, _known: Known) -> Broken:
    """At most one series of a file is the default."""
    if sum(bool(series.get("default")) for series in document.get("series") or []) > 1:
        yield ("series",), "more than one is the default"


def links_are_given_once(links: Node, known: Known) -> Broken:
    """A side has one readout, and a scheme one identifier."""
    for listed, by in (("readouts", "side"), ("identifiers", "scheme")):
        names = [each[by] for each in links.get(listed) or []]
        yield from (((listed, *step, by), message) for step, message in names_are_given_once(names, known))


OF_CLAIMS: list[Rule] = [best_source_is_first, weak_sources_are_admitted, weak_publishers_are_named]
CLAIMS = (
    *(schema.Statement, schema.Background, schema.Aim, schema.Discussion, schema.Outcome, schema.Press),
    *(schema.Position, schema.Consequence, schema.Initiative, schema.Correction),
)
CITED = (schema.Reaction, schema.Time, schema.Duration, schema.Participant)
RULES: dict[Any, list[Rule]] = {
    **dict.fromkeys(CLAIMS, OF_CLAIMS),
    **{cited: [best_source_is_first] for cited in CITED},
    schema.Quote: [best_source_is_first, quotation_is_short],
    schema.Coverage: [coverage_is_in_order],
    schema.Source: [address_is_fit],
    schema.Links: [links_are_given_once],
    schema.Place: [coordinates_go_together],
    schema.Meeting: [
        *(days_are_in_order, days_are_of_the_meeting, place_fits, durations_are_ordered),
        times_are_of_the_meeting,
    ],
    schema.Dataset: [one_series_is_default],
}
"""The rules of each type of record."""
BY_ROLE: dict[str, ValueRule] = {
    "day": days_exist,
    "moment": moments_exist,
    "address": links_are_fit,
    "meetings": names_are_given_once,
}
"""The rules of values that stand for something, whatever record has them."""
