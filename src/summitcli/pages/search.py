"""What a search found, under the meetings in which it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..query.marks import MARKS, mark
from ..wording import counted, dated, long_date, publisher_in_words
from .blocks import Address, Block, Excerpt, Page, Paragraph, Section, Text, Words, plain
from .statements import credited, to_meeting, unnamed

if TYPE_CHECKING:
    from ..query.search import Found, FoundStatement
    from ..schema.answers import CitedSource
    from ..schema.rows import Hit

    Best = Mapping[str, CitedSource]

SHOWN = 3  # hits of one meeting that a page prints
_MARKED = re.compile("{}(.*?){}".format(*MARKS), re.DOTALL)


def page(found: Found, words: str, best: Best) -> Page:
    """Hits under their meetings, these in the order of their best hit. `best` has the first source of each, by id."""
    by_meeting: dict[str, list[FoundStatement]] = {}
    for each in found.statements:
        by_meeting.setdefault(each.hit["id"], []).append(each)
    if not by_meeting:
        return Page(words, [], headed=False, note=_nothing(found, words))
    shown = [each.hit["text"] for hits in by_meeting.values() for each in hits[:SHOWN]]
    marked = dict(zip(shown, mark(shown, found.expression), strict=True))
    sections = [_section(hits, marked, best) for hits in by_meeting.values()]
    return Page(words, sections, subtitle=_counted(found, len(by_meeting)), note=_more(found, by_meeting))


def _section(hits: Sequence[FoundStatement], marked: Mapping[str, str], best: Best) -> Section:
    """The hits of one meeting. `marked` has their texts with what was found between `MARKS`, by the text."""
    meeting = hits[0].meeting
    drawn: list[Block] = [_excerpt(each.hit, marked[each.hit["text"]], best) for each in hits[:SHOWN]]
    if (more := len(hits) - SHOWN) > 0:
        drawn.append(Paragraph(plain(counted(more, "more statement"))))
    return Section(meeting["id"], dated(meeting), drawn, to_meeting(meeting))


def _excerpt(hit: Hit, marked: str, best: Best) -> Excerpt:
    """A hit: the question if it is an account, its words marked, its best source, the command for its section."""
    pieces = [Text(piece, "found" if place % 2 else "") for place, piece in enumerate(_MARKED.split(marked))]
    quoted = (Text("“"), *pieces, Text("”")) if hit["section"] == "quotes" else pieces
    words = (*(piece for piece in quoted if piece.words), *credited(unnamed(hit["by"], hit["text"])))
    command = f"summit show {hit['id']} -s {hit['section']}"
    question = plain(hit["question"] or "", "lead")
    return Excerpt(hit["section"], words, _source(hit["sources"], best), command, hit["ref"] or "", question)


def _source(ids: Sequence[str], best: Best) -> Words:
    found = [best[id] for id in ids[:1] if id in best]
    return [part for source in found for part in (Address(source["url"], publisher_in_words(source)), *_date(source))]


def _date(source: CitedSource) -> Words:
    return plain(f", {long_date(source['date'])}" if source["date"] else "")


def _counted(found: Found, meetings: int) -> str:
    """How many hits there are, and how the words were read."""
    statements = counted(found.total, "statement")
    if len(found.statements) < found.total:
        statements = f"{len(found.statements)} of {statements} (--limit),"
    told = f"{statements} in {counted(meetings, 'record')}"
    read = [f"shown for {each['used']}" for each in found.corrected]
    most = ["not every statement has all the words"] if found.match == "most" and not found.missing else []
    return "; ".join([told, *read, *_missing(found), *most])


def _missing(found: Found) -> list[str]:
    """What was left out, since nothing has it, in a sentence without its end."""
    words = ", ".join(map(repr, found.missing))
    return [f"{words} {'is' if len(found.missing) == 1 else 'are'} not in the record"] if words else []


def _more(found: Found, by_meeting: Mapping[str, Sequence[FoundStatement]]) -> str:
    """What to do next."""
    rest = "; --json gives every statement" if max(map(len, by_meeting.values())) > SHOWN else ""
    return f"`summit show {found.statements[0].hit['id']}` shows the whole record{rest}."


def _nothing(found: Found, words: str) -> str:
    """Why there is no hit."""
    return " ".join(f"{sentence}." for sentence in [f"No hit for {words!r}", *_missing(found)])
