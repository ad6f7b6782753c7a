"""Pages that look across meetings: search hits, comparisons, the timeline, counts, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..query import MARKS, Found, Labels, Listing, Statistics
from ..records import KINDS, PARTS, length, when
from .axis import years_of
from .blocks import Axis, Bar, Bars, Block, Event, Excerpt, Fact, Matrix, Page, Paragraph, Point, Section
from .lists import listing_note, title
from .record import OUTCOMES, PRESS, dated, marks_of, numbers_of, point_of, references, unnamed

Row = Mapping[str, Any]
SHOWN = 3  # hits of one meeting that a page prints
PIECES = re.compile(f"{MARKS[0]}(.*?){MARKS[1]}", re.DOTALL)
LEADERS = {"donald-trump", "vladimir-putin"}

# https://history.state.gov/departmenthistory/people/presidents and the Constitution's twentieth amendment
PRESIDENTS = (
    ("1933-03-04", "Roosevelt"),
    ("1945-04-12", "Truman"),
    ("1953-01-20", "Eisenhower"),
    ("1961-01-20", "Kennedy"),
    ("1963-11-22", "Johnson"),
    ("1969-01-20", "Nixon"),
    ("1974-08-09", "Ford"),
    ("1977-01-20", "Carter"),
    ("1981-01-20", "Reagan"),
    ("1989-01-20", "George H. W. Bush"),
    ("1993-01-20", "Clinton"),
    ("2001-01-20", "George W. Bush"),
    ("2009-01-20", "Obama"),
    ("2017-01-20", "Trump"),
    ("2021-01-20", "Biden"),
    ("2025-01-20", "Trump"),
)


def search(found: Found, words: str) -> Page:
    """Hits under their meetings, those in the order of their best hit."""
    meetings = list(dict.fromkeys(hit["id"] for hit in found.hits))
    sections = []
    for id in meetings:
        hits = [hit for hit in found.hits if hit["id"] == id]
        heading = f"{dated(hits[0])}  {id}"
        blocks: list[Block] = [_excerpt(hit) for hit in hits[:SHOWN]]
        if len(hits) > SHOWN:
            more = len(hits) - SHOWN
            blocks.append(Paragraph(f"{more} more statement{'s' if more > 1 else ''}", None, ()))
        sections.append(Section(id, heading, blocks))
    heading = words if found.hits else ""
    return Page(heading, _counted(found, len(meetings)) if heading else "", sections, note=search_note(found, words))


def _excerpt(hit: Row) -> Excerpt:
    pieces = _pieces(hit["marked"])
    if hit["section"] == "quotes":
        pieces = [("“", False), *pieces, ("”", False)]
    return Excerpt(hit["section"], pieces, unnamed(hit))


def _counted(found: Found, meetings: int) -> str:
    statements = "1 statement" if found.total == 1 else f"{found.total} statements"
    if len(found.hits) < found.total:
        statements = f"{len(found.hits)} of {statements} (--limit),"
    counted = f"{statements} in {'1 record' if meetings == 1 else f'{meetings} records'}"
    return counted if found.together else f"{counted}; no one statement has all the words"


def search_note(found: Found, words: str) -> str:
    """What to do next, or why there is no hit."""
    if found.hits:
        most = max(Counter(hit["id"] for hit in found.hits).values())
        rest = "; --json gives every statement" if most > SHOWN else ""
        return f"`summit show {found.hits[0]['id']}` shows the whole record{rest}."
    unknown = [f"{word!r} is not in the record" for word in found.suggestions]
    alike = [each for words in found.suggestions.values() for each in words]
    asked = f" Did you mean {' or '.join(alike)}?" if alike else ""
    return f"No hit for {words!r}.{' ' + ', '.join(unknown).capitalize() + '.' if unknown else ''}{asked}"


def _pieces(marked: str) -> list[tuple[str, bool]]:
    return [(piece, index % 2 == 1) for index, piece in enumerate(PIECES.split(marked)) if piece]


def comparison(compared: Row, labels: Labels) -> Page:
    """Meetings side by side, row by row, with one list of the sources that the rows cite under them."""
    meetings = compared["meetings"]
    cited = list({source["id"]: source for each in meetings for source in each["cited"]}.values())
    rows = _rows(compared, labels, {source["id"]: place for place, source in enumerate(cited)})
    places = dict.fromkeys(mark for _, cells in rows for cell in cells for point in cell for mark in point.marks)
    numbers = {place: number for number, place in enumerate(places, 1)}
    matrix = Matrix([title(each) for each in meetings], [_renumbered(row, numbers) for row in rows if any(row[1])])
    listed = [cited[place] for place in places]
    sections = [
        Section("comparison", "", [matrix]),
        Section("sources", "Sources", list(references(listed, numbers_of(listed), labels))),
    ]
    *others, last = (title(each) for each in meetings)
    return Page(f"{', '.join(others)} and {last}", " ".join(each["id"] for each in meetings), sections)


MatrixRow = tuple[str, list[list[Point]]]


def _rows(compared: Row, labels: Labels, numbers: Mapping[str, int]) -> list[MatrixRow]:
    meetings = compared["meetings"]
    topics = {topic["id"]: topic["label"] for each in meetings for topic in each["topics"]}
    common, apart = compared["topics"]["common"], compared["topics"]["apart"]
    two = len(meetings) == 2
    return [
        ("Date", [[Point(when(each), None, marks_of(each, numbers))] for each in meetings]),
        ("Place", [_place(each, labels) for each in meetings]),
        ("Beside", [_words(each["host_event"]) for each in meetings]),
        ("Format", [_words(KINDS[each["kind"]].capitalize()) for each in meetings]),
        ("Length", [_lengths(each, numbers) for each in meetings]),
        ("Sought by", [_points([each["initiative"]], numbers) for each in meetings]),
        ("US side", [_present(each, "us", numbers) for each in meetings]),
        ("Russian side", [_present(each, "russia", numbers) for each in meetings]),
        ("Others", [_present(each, "other", numbers) for each in meetings]),
        ("At both" if two else "At all", [_words(", ".join(topics[each] for each in common))]),
        (
            "Only here" if two else "Also here",
            [_words(", ".join(topics[it] for it in apart[each["id"]])) for each in meetings],
        ),
        ("Outcomes", [_points(each["outcomes"], numbers, OUTCOMES, "type") for each in meetings]),
        ("Press", [_points([each["press"]], numbers, PRESS, "form") for each in meetings]),
        ("Disputed", [_words(*(account["question"] for account in each["accounts"])) for each in meetings]),
    ]


def _renumbered(row: MatrixRow, numbers: Mapping[int, int]) -> MatrixRow:
    label, cells = row
    marks = [[point._replace(marks=tuple(numbers[mark] for mark in point.marks)) for point in cell] for cell in cells]
    return label, marks


def _words(*texts: str | None) -> list[Point]:
    return [Point(text) for text in texts if text]


def _place(meeting: Row, labels: Labels) -> list[Point]:
    place = meeting["place"]
    if not place:
        return []
    country = labels.countries.get(place["country"], place["country"])
    return _words(", ".join(filter(None, [place["venue"], place["city"], country])))


def _lengths(meeting: Row, numbers: Mapping[str, int]) -> list[Point]:
    """Of each part the best-supported actual length, or the planned one where there is none."""
    actual_first = sorted(meeting["durations"], key=lambda each: each["basis"] != "actual")
    best = {each["part"]: each for each in reversed(actual_first)}
    return [
        Point(
            length(each) + ("" if each["basis"] == "actual" else " planned"),
            None,
            marks_of(each, numbers),
            f"{PARTS[each['part']].capitalize()}:",
        )
        for each in (best[part] for part in PARTS if part in best)
    ]


def _present(meeting: Row, side: str, numbers: Mapping[str, int]) -> list[Point]:
    """Who took part on a side, by name, those of one part of the meeting together."""
    names = {person["id"]: person["name"] for person in meeting["people"]}
    there = [each for each in meeting["participants"] if each["side"] == side]
    points = []
    for part in dict.fromkeys(each["part"] for each in there):
        members = [each for each in there if each["part"] == part]
        marks = dict.fromkeys(mark for each in members for mark in marks_of(each, numbers))
        named = ", ".join(names[each["person"]] for each in members)
        points.append(Point(named, None, tuple(marks), f"{part.capitalize()}:" if part else None))
    return points


def _points(
    statements: Sequence[Row | None], numbers: Mapping[str, int], leads: Mapping[str, str] | None = None, key: str = ""
) -> list[Point]:
    """Statements as points, each led by what sort it is where `leads` names the sorts under `key`."""
    return [
        point_of(each, numbers)._replace(lead=f"{leads[each[key]]}:" if leads and each[key] != "none" else None)
        for each in statements
        if each
    ]


def timeline(found: Listing, *, reach: str) -> Page:
    """The meetings on an axis of years and months, under the presidencies."""
    named = any(row["kind"] != "call" for row in found.rows)
    events = [
        Event(row["start"], row["kind"], row["status"] == "held", _called(row), not named or row["kind"] != "call")
        for row in found.rows
    ]
    blocks: list[Block] = [Axis(years_of(events, PRESIDENTS))] if events else []
    return Page("", "", [Section("timeline", "", blocks)], note=listing_note(found, reach))


def _called(row: Row) -> str:
    """The title, and who met where it was not Trump and Putin."""
    return title(row) if set(row["leaders"]) == LEADERS else f"{title(row)}: {', '.join(row['leaders'])}"


def statistics(counted: Statistics) -> Page:
    """Counts as bars."""
    all_held = counted.held == counted.total["meetings"]
    bars = Bars(
        (counted.by.capitalize(), "Meetings" if all_held else "Records", "Known length"),
        [Bar(row["label"], row["meetings"], _known_length(row)) for row in counted.rows],
        Bar(counted.total["label"], counted.total["meetings"], _known_length(counted.total)),
    )
    several = " A meeting counts under each of its own, in the total once." if counted.by in ("topic", "leader") else ""
    held = "" if all_held else f" {counted.held} of the {counted.total['meetings']} records are of what was held."
    note = f"--explain prints what counts as a meeting.{several}{held}"
    return Page("", "", [Section("statistics", "", [bars])], note=note)


def _known_length(row: Row) -> str:
    if not row["timed"]:
        return ""
    known = length({"minutes": row["minutes"], "qualifier": None})
    return known if row["timed"] == row["meetings"] else f"{known} ({row['timed']} of {row['meetings']})"


COUNTS = {
    "encounters": "Encounters",
    "formal": "Formal meetings",
    "summits": "Summits",
    "calls": "Calls",
    "not-held": "Not held",
    "disputed": "Disputed",
}


def counting_rule(rows: Sequence[Row]) -> Page:
    """What each count takes in, and why published ones differ."""
    counts = {row["count"]: row["meetings"] for row in rows}
    facts: list[Block] = [Fact(f"{row['meetings']}", f"{COUNTS[row['count']]}. {row['rule']}", ()) for row in rows]
    why = (
        f"Published counts differ because they count different things. By the rule above there are"
        f" {counts['encounters']} encounters, of which {counts['formal']} were formal meetings: who counts"
        f" only summits, leaves out a word in passing, or takes two contacts of one day for one, gets another number."
        " A length is the first actual figure of a record, which is the best-supported one, if only of a part;"
        " meetings without one are left out of the sum."
    )
    sections = [Section("rule", "The rule", facts), Section("why", "Why counts differ", [Paragraph(why, None, ())])]
    return Page("What counts as a meeting", "one record for each separate contact", sections)


def link(found: Row) -> Page:
    """The address alone."""
    return Page("", "", [Section("link", "", [Paragraph(found["url"], None, ())])])
