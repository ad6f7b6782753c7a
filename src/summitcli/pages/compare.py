"""Meetings side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count, groupby
from typing import TYPE_CHECKING

from ..query.meetings import side_labels
from ..schema.vocabulary import KINDS, OUTCOMES, PARTS, PRESS_FORMS
from ..wording import Labels, capitalized, dated, length, place_in_words, title, told_lengths, when
from .blocks import Matrix, Page, Point, Reference, Section, Text, plain
from .statements import (
    Numbers,
    footnotes,
    grouped_by_side,
    listed_sources,
    point,
    short_names,
    to_meeting,
)

if TYPE_CHECKING:
    from ..schema.answers import Comparison, ShownMeeting
    from ..schema.records import Participant
    from ..schema.rows import MeetingName

    Cells = Sequence[Sequence[Point]]


def page(compared: Comparison, labels: Labels) -> Page:
    """Two or three meetings, row by row, with one list of the sources that the rows cite under them.

    A source has the next number when a row first comes to it.
    """
    meetings = compared["meetings"]
    numbers = defaultdict[str, int](count(1).__next__)
    rows = _rows(compared, labels, numbers)
    known = {source["id"]: source for each in meetings for source in each["cited"]}
    matrix = Matrix([(to_meeting(each, bare=True),) for each in meetings], [row for row in rows if any(row[1])])
    *others, last = (title(each) for each in meetings)
    return Page(
        f"{', '.join(others)} and {last}",
        [Section("comparison", "", [matrix])],
        subtitle=" ".join(each["id"] for each in meetings),
        sources=listed_sources([known[id] for id in numbers], labels),
    )


def index(pairs: Sequence[tuple[str, MeetingName, MeetingName]]) -> Page:
    """Comparisons by their ids, under the later one of the two meetings."""
    sections = []
    for later, group in groupby(pairs, key=lambda pair: pair[2]):
        points = [
            Point((Reference("comparison", id, f"Beside {dated(earlier)}", bare=True),)) for id, earlier, _ in group
        ]
        sections.append(Section(later["id"], dated(later), points, to_meeting(later)))
    subtitle = "Formal meetings beside each other, and every meeting beside those to which its record refers."
    return Page("Compare", sections, subtitle=subtitle)


def _rows(compared: Comparison, labels: Labels, numbers: Numbers) -> list[tuple[str, Cells]]:
    meetings = compared["meetings"]
    return [
        ("Date", [[_date(each, numbers)] for each in meetings]),
        ("Place", [_places(each, labels) for each in meetings]),
        ("Beside", [_words(each["host_event"]) for each in meetings]),
        ("Format", [_words(_format(each)) for each in meetings]),
        ("Length", [_lengths(each, numbers) for each in meetings]),
        ("Sought by", [[point(each["initiative"], numbers)] if each["initiative"] else [] for each in meetings]),
        *_present(meetings, numbers),
        *_topics(compared),
        ("Outcomes", [_outcomes(each, numbers) for each in meetings]),
        ("Press", [_press(each, numbers) for each in meetings]),
        ("Disputed", [_words(*(account["question"] for account in each["accounts"])) for each in meetings]),
    ]


def _date(meeting: ShownMeeting, numbers: Numbers) -> Point:
    days = when(meeting["start"], meeting["end"], meeting["days"])
    return Point((Text(days), *footnotes(meeting["sources"], numbers)))


def _words(*texts: str | None) -> list[Point]:
    return [Point(plain(text)) for text in texts if text]


def _places(meeting: ShownMeeting, labels: Labels) -> list[Point]:
    places = [meeting["place"], *meeting["further_places"]]
    return _words(*(place_in_words(place, labels.countries) for place in places if place))


def _format(meeting: ShownMeeting) -> str:
    kind = f"{capitalized(meeting['kind'])}, {KINDS[meeting['kind']]}"
    return kind if meeting["status"] == "held" else f"{kind}; {meeting['status']}"


def _lengths(meeting: ShownMeeting, numbers: Numbers) -> list[Point]:
    """Of each part the best-supported actual length, or the planned one if there is none.

    The one that lists tell comes first.
    """
    actual_first = sorted(meeting["durations"], key=lambda each: each["basis"] != "actual")
    best = {each["part"]: each for each in reversed(actual_first)}
    told_first = dict.fromkeys([*(each["part"] for each in told_lengths(meeting)), *PARTS])
    points = []
    for each in (best[part] for part in told_first if part in best):
        told = f" {length(each)}{'' if each['basis'] == 'actual' else ' planned'}"
        lead = Text(f"{capitalized(PARTS[each['part']])}:", "lead")
        by = plain(f" ({each['by']})" if each["by"] else "")
        points.append(Point((lead, Text(told), *by, *footnotes(each["sources"], numbers))))
    return points


def _present(meetings: Sequence[ShownMeeting], numbers: Numbers) -> list[tuple[str, Cells]]:
    """Who took part, in a row for each side that any of the meetings has."""
    by_side = [grouped_by_side(each["participants"], each["sides"]) for each in meetings]
    labels = dict.fromkeys(label for each in meetings for label in side_labels(each["sides"]).values())
    labels |= dict.fromkeys(label for found in by_side for label in found)
    names = [short_names(each["people"]) for each in meetings]
    return [
        (
            label or "Present",
            [_members(found.get(label, []), known, numbers) for found, known in zip(by_side, names, strict=True)],
        )
        for label in labels
    ]


def _members(members: Sequence[Participant], names: Mapping[str, str], numbers: Numbers) -> list[Point]:
    """Names, those of one part of the meeting together."""
    parts: dict[str, list[Participant]] = {}
    for each in members:
        parts.setdefault(each["part"] or "", []).append(each)
    return [_part(part, there, names, numbers) for part, there in parts.items()]


def _part(part: str, members: Sequence[Participant], names: Mapping[str, str], numbers: Numbers) -> Point:
    lead = (Text(f"{capitalized(part)}:", "lead"), Text(" ")) if part else ()
    cited = footnotes([id for each in members for id in each["sources"]], numbers)
    return Point((*lead, Text(", ".join(names[each["person"]] for each in members)), *cited))


def _topics(compared: Comparison) -> list[tuple[str, Cells]]:
    """What all of them discussed, and what each of them apart."""
    meetings, topics = compared["meetings"], compared["topics"]
    labels = {topic["id"]: topic["label"] for each in meetings for topic in each["topics"]}
    together, apart = ("At both", "Only here") if len(meetings) == 2 else ("At all", "Also here")
    return [
        (together, [_words(", ".join(labels[each] for each in topics["common"]))]),
        (apart, [_words(", ".join(labels[it] for it in topics["apart"][each["id"]])) for each in meetings]),
    ]


def _outcomes(meeting: ShownMeeting, numbers: Numbers) -> list[Point]:
    return [
        point(each, numbers, "" if each["type"] == "none" else f"{OUTCOMES[each['type']]}:")
        for each in meeting["outcomes"]
    ]


def _press(meeting: ShownMeeting, numbers: Numbers) -> list[Point]:
    press = meeting["press"]
    if not press:
        return []
    return [point(press, numbers, "" if press["form"] == "none" else f"{PRESS_FORMS[press['form']]}:")]
