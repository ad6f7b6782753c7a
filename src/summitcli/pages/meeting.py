"""Pages on one meeting, topic or person: every statement with its footnotes, and the sources under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..query import HEADINGS, Labels, section_of
from ..records import PARTS, length, long_date, overview, reference, when
from .blocks import (
    Block,
    Column,
    Contrast,
    Correction,
    Fact,
    Grid,
    Group,
    Link,
    Marks,
    Page,
    Paragraph,
    Point,
    Quotation,
    Reference,
    Section,
    footnotes,
)
from .lists import title

Row = Mapping[str, Any]

SIDES = {"us": "United States", "russia": "Russia", "both": "Both", "other": "Others"}
OUTCOMES = {
    "document": "Document",
    "agreement": "Agreement",
    "intention": "Intention",
    "follow-up": "Follow-up",
    "none": "None",
}
NOTHING = Paragraph("The record has nothing on this.", None, ())
# What stands between those who say so: `Yuri Ushakov, as reported by TASS`.
PARTIES = re.compile(r",? (?:as reported by|according to|quoted by|citing|and|via|to|in|from) |, ")
LINKS = {
    "transcript": "Transcript",
    "document": "Document",
    "readout_us": "US readout",
    "readout_russia": "RU readout",
}
PRESS = {"joint": "Joint", "separate": "Separate", "none": "None"}


def topic(record: Row, labels: Labels) -> Page:
    """What was said on a topic, meeting by meeting."""
    numbers = numbers_of(record["cited"])
    sections = [
        Section(meeting["id"], dated(meeting), points_of(meeting["discussed"], numbers))
        for meeting in record["meetings"]
    ]
    sections.append(Section("sources", "Sources", list(references(record["cited"], numbers, labels))))
    return Page(record["label"], record["description"], sections)


def person(record: Row, labels: Labels) -> Page:
    """Where somebody took part, in what office, and what is quoted of them."""
    numbers = numbers_of(record["cited"])
    sections = []
    for each in record["meetings"]:
        blocks: list[Block] = [Fact("Office", _office(part), marks_of(part, numbers)) for part in each["participants"]]
        if each["leader"] and not blocks:
            blocks.append(Fact("Part", "one of the leaders", ()))
        blocks += [_quotation(quote, {record["id"]: record["name"]}, numbers) for quote in each["quotes"]]
        sections.append(Section(each["id"], dated(each), blocks))
    sections.append(Section("sources", "Sources", list(references(record["cited"], numbers, labels))))
    return Page(
        record["name"],
        labels.countries.get(record["country"], record["country"]),
        [each for each in sections if each.blocks],
        note=f"`summit search {record['name'].split()[-1].lower()}` finds all that the record has from or about them.",
    )


def meeting(record: Row, labels: Labels, *, sections: Sequence[str] = ()) -> Page:
    """The whole meeting, or the named sections of it with the same footnote numbers."""
    numbers = numbers_of(record["cited"])
    names = {person["id"]: person["name"] for person in record["people"]}
    quotes: list[Block] = [_quotation(each, names, numbers) for each in record["quotes"]]
    built: dict[str, list[Block]] = {
        "overview": list(_overview(record, labels, names, numbers)),
        "summary": [Paragraph(*point_of(record["summary"], numbers)[:3])],
        "durations": list(_durations(record, numbers)),
        "participants": list(_participants(record, names, numbers)),
        "context": points_of(record["context"], numbers),
        "aims": list(_by_side(record["aims"], numbers)),
        "discussed": list(_by_topic(record, numbers)),
        "outcomes": [_fact(OUTCOMES[each["type"]], each, numbers) for each in record["outcomes"]],
        "press": [_fact(PRESS[each["form"]], each, numbers) for each in [record["press"]] if each],
        "times": list(_times(record, numbers)),
        "accounts": [_account(each, numbers) for each in record["accounts"]],
        "quotes": quotes,
        "reactions": [_reaction(each, numbers) for each in record["reactions"]],
        "aftermath": points_of(record["aftermath"], numbers),
        "corrections": [_correction(each, numbers) for each in record["corrections"]],
        "sources": list(references(section_of(record, sections)["cited"], numbers, labels)),
    }
    wanted = [*sections, "sources"] if sections else built
    kept = [
        Section(name, HEADINGS.get(name, ""), blocks) for name, blocks in built.items() if name in wanted and blocks
    ]
    return Page(title(record), record["id"], kept or [Section("", "", [NOTHING])], is_id=True)


def _overview(record: Row, labels: Labels, names: Mapping[str, str], numbers: Mapping[str, int]) -> Iterator[Block]:
    for claim in overview(record, names, labels.countries):
        yield _fact(claim["label"], claim, numbers)
    for kind, label in LINKS.items():
        if record["links"] and record["links"][kind]:
            yield Link(label, record["links"][kind])
    for other in record["see_also"]:
        yield Fact("See also", f"{dated({**other, 'end': other['start']})}: {other['id']}", ())


def _times(record: Row, numbers: Mapping[str, int]) -> Iterator[Block]:
    times = record["times"]
    offsets = {each["at"][16:] for each in times}
    shared = f", UTC{offsets.pop()}" if len(offsets) == 1 else ""
    columns = [Column(f"Local time{shared}", whole=True), Column("What"), Column("According to")]
    rows = [
        [
            " ".join(filter(None, [each["qualifier"], each["at"][11:16], "" if shared else f"UTC{each['at'][16:]}"])),
            each["event"],
            _attributed(each, numbers),
        ]
        for each in times
    ]
    if rows:
        yield Grid(columns, rows)


def _durations(record: Row, numbers: Mapping[str, int]) -> Iterator[Block]:
    titles = [Column("Part"), Column("Basis", whole=True), Column("According to")]
    columns = [Column("Length", whole=True, style="bold"), *titles]
    rows = [
        [length(each), PARTS[each["part"]], each["basis"], _attributed(each, numbers)] for each in record["durations"]
    ]
    if rows:
        yield Grid(columns, rows)


def _attributed(figure: Row, numbers: Mapping[str, int]) -> str:
    return " ".join(filter(None, [figure["by"], footnotes(marks_of(figure, numbers))]))


def _participants(record: Row, names: Mapping[str, str], numbers: Mapping[str, int]) -> Iterator[Block]:
    columns = []
    for side, heading in SIDES.items():
        points = [
            Point(
                _office(each),
                None,
                marks_of(each, numbers),
                f"{names[each['person']]},",
            )
            for each in record["participants"]
            if each["side"] == side
        ]
        if points:
            columns.append((heading, points))
    if columns:
        yield Contrast("", columns)


def _office(participant: Row) -> str:
    part = f" ({participant['part']})" if participant["part"] else ""
    return f"{participant['role']}{part}"


def _by_side(aims: Sequence[Row], numbers: Mapping[str, int]) -> Iterator[Block]:
    columns = [
        (heading, [point_of(aim, numbers) for aim in aims if aim["side"] == side])
        for side, heading in SIDES.items()
        if any(aim["side"] == side for aim in aims)
    ]
    if columns:
        yield Contrast("", columns)


def _by_topic(record: Row, numbers: Mapping[str, int]) -> Iterator[Block]:
    for topic in record["topics"]:
        yield Group(
            topic["label"], points_of([each for each in record["discussed"] if each["topic"] == topic["id"]], numbers)
        )


def _account(account: Row, numbers: Mapping[str, int]) -> Contrast:
    positions = account["positions"]
    columns = [
        (heading, [point_of(each, numbers) for each in positions if each["side"] == side])
        for side, heading in SIDES.items()
        if any(each["side"] == side for each in positions)
    ]
    return Contrast(account["question"], columns)


def _quotation(quote: Row, names: Mapping[str, str], numbers: Mapping[str, int]) -> Quotation:
    said = [names[quote["speaker"]], long_date(quote["said_on"]), "in translation" if quote["translated"] else None]
    return Quotation(quote["text"], ", ".join(filter(None, said)), marks_of(quote, numbers))


def _correction(correction: Row, numbers: Mapping[str, int]) -> Correction:
    return Correction(correction["claim"], correction["record"], marks_of(correction, numbers))


def point_of(statement: Row, numbers: Mapping[str, int]) -> Point:
    return Point(statement["text"], unnamed(statement), marks_of(statement, numbers))


def _fact(label: str, statement: Row, numbers: Mapping[str, int]) -> Fact:
    return Fact(label, statement["text"], marks_of(statement, numbers), unnamed(statement))


def _reaction(reaction: Row, numbers: Mapping[str, int]) -> Point:
    return Point(reaction["text"], None, marks_of(reaction, numbers), f"{reaction['by']}:")


def points_of(statements: Sequence[Row], numbers: Mapping[str, int]) -> list[Block]:
    return [point_of(each, numbers) for each in statements]


def unnamed(statement: Row) -> str | None:
    """Who says so, and via whom, unless the text itself names them all."""
    by = statement["by"]
    return by if by and not all(_is_named(each, statement["text"]) for each in PARTIES.split(by)) else None


def _is_named(party: str, text: str) -> bool:
    """Whether a text has a proper name, known by its last word, or a description, known by its last two."""
    words = [word for word in party.split() if word not in ("the", "of", "for")]
    is_name = all(word[0].isupper() for word in words)
    telling = re.escape(" ".join(words[-1:] if is_name else words[-2:]))
    return bool(words) and bool(re.search(rf"(?<!\w){telling}(?!\w)", text, 0 if is_name else re.IGNORECASE))


def numbers_of(cited: Sequence[Row]) -> dict[str, int]:
    return {source["id"]: number for number, source in enumerate(cited, 1)}


def marks_of(record: Row, numbers: Mapping[str, int]) -> Marks:
    return tuple(numbers[source] for source in record["sources"])


def references(cited: Sequence[Row], numbers: Mapping[str, int], labels: Labels) -> Iterator[Reference]:
    for source in cited:
        yield Reference(numbers[source["id"]], reference(source, labels.languages), source["url"])


def dated(row: Row) -> str:
    """The title and the date, unless the title tells it."""
    return title(row) if when(row) in row["title"] else f"{title(row)}, {when(row)}"
