"""The page of one meeting: the whole record, or some of its sections, every statement with its footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..query.meetings import addresses
from ..query.sections import contents as contents_of
from ..schema.vocabulary import OUTCOMES, PARTS, PRESS_FORMS, SECTIONS
from ..wording import Labels, capitalized, clock_time, length, office, overview, publisher_in_words, title
from .blocks import (
    Address,
    Block,
    Column,
    Contents,
    Entry,
    Fact,
    Group,
    Page,
    Paragraph,
    Point,
    Reference,
    Row,
    Section,
    Table,
    Text,
    Words,
    plain,
)
from .statements import (
    Numbers,
    background,
    by_side,
    correction,
    credited,
    footnotes,
    footnotes_in,
    listed_sources,
    names_of,
    numbers_of,
    point,
    points_by_side,
    quotation,
    reaction,
    said,
    to_meeting,
    to_person,
)

if TYPE_CHECKING:
    from ..schema.answers import ShownMeeting
    from ..schema.records import Duration, Participant, Time

NOTHING = Paragraph(plain("The record has nothing on this."))


class _Subject(NamedTuple):
    """What the sections are made of: the record, and what turns its ids into names and footnote numbers."""

    record: ShownMeeting
    labels: Labels
    names: Mapping[str, str]
    numbers: Numbers


def page(record: ShownMeeting, labels: Labels, sections: Sequence[str] = ()) -> Page:
    """The whole meeting, or the named sections of it with the same footnote numbers."""
    kept = list(_sections(record, labels, sections or list(_DRAWN)))
    if not sections:
        kept.insert(0, Section("contents", "", [contents(record, here=True)]))
    elif not kept and "sources" not in sections:
        kept = [Section("", "", [NOTHING])]
    shown = None if "sources" in sections else footnotes_in(kept)
    listed = listed_sources(record["cited"], labels, shown)
    return Page(title(record), kept, id=record["id"], notice=notice(record), sources=listed)


def notice(record: ShownMeeting) -> str:
    """What a reader must know first of a meeting that was not held; nothing for one that was."""
    if record["status"] == "held":
        return ""
    return {
        "disputed": "It is disputed whether this took place.",
        "cancelled": "This was called off.",
        "proposed": "This was proposed. It had not taken place when the record was written.",
    }[record["status"]]


def contents(record: ShownMeeting, *, here: bool) -> Contents:
    """The sections that the meeting has, with the number of their entries."""
    entries = [
        Entry(entry["section"], entry["heading"], entry["count"])
        for entry in contents_of(record)
        if entry["section"] not in ("overview", "summary")
    ]
    return Contents(entries, f"summit show {record['id']}", here)


def _sections(record: ShownMeeting, labels: Labels, wanted: Sequence[str]) -> Iterator[Section]:
    subject = _Subject(record, labels, names_of(record["people"]), numbers_of(record["cited"]))
    for key, draw in _DRAWN.items():
        if key in wanted and (blocks := list(draw(subject))):
            yield Section(key, SECTIONS[key], blocks)


def _overview(it: _Subject) -> Iterator[Block]:
    initiative = it.record["initiative"]
    for fact in overview(it.record, it.names, it.labels.countries):
        ref = initiative["ref"] if initiative and fact["text"] == initiative["text"] else None
        words = (Text(fact["text"]), *credited(fact["by"]), *footnotes(fact["sources"], it.numbers))
        yield Fact(fact["label"], words, ref or "")
    yield from _links(it)
    for other in it.record["see_also"]:
        yield Fact("See also", (to_meeting(other),))


def _links(it: _Subject) -> Iterator[Block]:
    """The addresses of transcript, document and readouts, by who published them."""
    sources = {source["url"]: source for source in it.record["cited"]}
    for kind, side, url in addresses(it.record):
        words = publisher_in_words(sources[url]) if url in sources else url
        yield Fact(capitalized(kind), (*plain(f"{side}: " if side else ""), Address(url, words)))


def _summary(it: _Subject) -> Iterator[Block]:
    if summary := it.record["summary"]:  # which `--standing` may cut
        yield Paragraph(said(summary, it.numbers), summary["ref"] or "")


def _durations(it: _Subject) -> Iterator[Block]:
    columns = [Column("Length", "title"), Column("Part", "word"), Column("Basis", "word"), Column("According to")]
    rows = [
        Row(
            [plain(length(each)), plain(PARTS[each["part"]]), plain(each["basis"]), _source_of(each, it)],
            each["ref"] or "",
        )
        for each in it.record["durations"]
    ]
    if rows:
        yield Table(columns, rows)


def _times(it: _Subject) -> Iterator[Block]:
    """All clock times. A UTC offset that they share is in the heading of the column."""
    times = it.record["times"]
    offsets = {each["at"][16:] for each in times}
    shared = offsets.pop() if len(offsets) == 1 else ""
    heading = f"Local time, UTC{shared}" if shared else "Local time"
    columns = [Column(heading, "date"), Column("What"), Column("According to")]
    rows = [
        Row([plain(_clock(each, it, shared)), plain(each["event"]), _source_of(each, it)], each["ref"] or "")
        for each in times
    ]
    if rows:
        yield Table(columns, rows)


def _clock(time: Time, it: _Subject, shared: str) -> str:
    words = clock_time(time, day=it.record["start"])
    return words.removesuffix(f", UTC{shared}") if shared else words


def _source_of(figure: Duration | Time, it: _Subject) -> Words:
    """Who gives a figure, and the footnotes."""
    return (*plain(figure["by"] or ""), *footnotes(figure["sources"], it.numbers))


def _participants(it: _Subject) -> Iterator[Block]:
    def draw(each: Participant) -> Point:
        name = to_person(each["person"], it.names)
        words = (name, Text(f", {office(each)}"), *footnotes(each["sources"], it.numbers))
        return Point(words, each["ref"] or "")

    yield from by_side(it.record["participants"], it.record["sides"], draw)


def _context(it: _Subject) -> Iterator[Block]:
    for each in it.record["context"]:
        yield background(each, it.numbers, it.record["referred"])


def _aims(it: _Subject) -> Iterator[Block]:
    yield from points_by_side(it.record["aims"], it.record["sides"], it.numbers)


def _discussed(it: _Subject) -> Iterator[Block]:
    """What was said, by topic, in the order in which the record first has each topic."""
    labels = {topic["id"]: topic["label"] for topic in it.record["topics"]}
    groups: dict[str, list[Block]] = {}
    for each in it.record["discussed"]:
        groups.setdefault(each["topic"], []).append(point(each, it.numbers))
    for id, points in groups.items():
        yield Group((Reference("topic", id, labels.get(id, id), bare=True),), points)


def _outcomes(it: _Subject) -> Iterator[Block]:
    for each in it.record["outcomes"]:
        yield Fact(OUTCOMES[each["type"]], said(each, it.numbers), each["ref"] or "")


def _press(it: _Subject) -> Iterator[Block]:
    if press := it.record["press"]:
        yield Fact(PRESS_FORMS[press["form"]], said(press, it.numbers), press["ref"] or "")


def _accounts(it: _Subject) -> Iterator[Block]:
    for each in it.record["accounts"]:
        yield from points_by_side(each["positions"], it.record["sides"], it.numbers, each["question"])


def _quotes(it: _Subject) -> Iterator[Block]:
    for each in it.record["quotes"]:
        yield quotation(each, it.names, it.numbers)


def _reactions(it: _Subject) -> Iterator[Block]:
    for each in it.record["reactions"]:
        yield reaction(each, it.numbers)


def _aftermath(it: _Subject) -> Iterator[Block]:
    for each in it.record["aftermath"]:
        yield point(each, it.numbers)


def _corrections(it: _Subject) -> Iterator[Block]:
    for each in it.record["corrections"]:
        yield correction(each, it.numbers, it.record["referred"])


_DRAWN: dict[str, Callable[[_Subject], Iterator[Block]]] = {
    "overview": _overview,
    "summary": _summary,
    "durations": _durations,
    "participants": _participants,
    "context": _context,
    "aims": _aims,
    "discussed": _discussed,
    "outcomes": _outcomes,
    "press": _press,
    "times": _times,
    "accounts": _accounts,
    "quotes": _quotes,
    "reactions": _reactions,
    "aftermath": _aftermath,
    "corrections": _corrections,
}
