"""What a search found, under the meetings in which it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..wording import long_date, publisher_in_words
from .blocks import Address, Block, Excerpt, Page, Paragraph, Section, Text, Words, plain
from .statements import dated, said_by, to_meeting

if TYPE_CHECKING:
    from ..query.search import Found, MarkedHit

SHOWN = 3  # hits of one meeting that a page prints
_MARKED = re.compile("\x02(.*?)\x03", re.DOTALL)


def page(found: Found, words: str) -> Page:
    """Hits under their meetings, these in the order of their best hit."""
    by_meeting: dict[str, list[MarkedHit]] = {}
    for hit in found.hits:
        by_meeting.setdefault(hit["id"], []).append(hit)
    sections = [Section(id, dated(hits[0]), _blocks(hits), to_meeting(hits[0])) for id, hits in by_meeting.items()]
    if not found.hits:
        return Page(words, [], headed=False, note=_nothing(found, words))
    return Page(words, sections, subtitle=_counted(found, len(by_meeting)), note=_more(found, by_meeting))


def _blocks(hits: Sequence[MarkedHit]) -> list[Block]:
    blocks: list[Block] = [_excerpt(hit) for hit in hits[:SHOWN]]
    more = len(hits) - SHOWN
    return [*blocks, Paragraph(plain(f"{more} more statement{'s' if more > 1 else ''}"))] if more > 0 else blocks


def _excerpt(hit: MarkedHit) -> Excerpt:
    """A hit with its words marked, its best source, and the command that opens its section."""
    pieces = [Text(piece, "found" if place % 2 else "") for place, piece in enumerate(_MARKED.split(hit["marked"]))]
    quoted = (Text("“"), *pieces, Text("”")) if hit["section"] == "quotes" else pieces
    words = (*(piece for piece in quoted if piece.words), *said_by(hit))
    return Excerpt(
        hit["section"], words, _best_source(hit), f"summit show {hit['id']} -s {hit['section']}", hit["ref"] or ""
    )


def _best_source(hit: MarkedHit) -> Words:
    source = hit["best"]
    if not source:
        return ()
    date = source["date"]
    return (Address(source["url"], publisher_in_words(source)), *plain(f", {long_date(date)}" if date else ""))


def _counted(found: Found, meetings: int) -> str:
    """How many hits there are, and how the words were read."""
    statements = "1 statement" if found.total == 1 else f"{found.total} statements"
    if len(found.hits) < found.total:
        statements = f"{len(found.hits)} of {statements} (--limit),"
    counted = f"{statements} in {'1 record' if meetings == 1 else f'{meetings} records'}"
    hit = found.hits[0]
    read = [f"shown for {each['used']}" for each in hit["corrected"]]
    most = ["no statement has all the words"] if hit["match"] == "most" else []
    return "; ".join([counted, *read, *most])


def _more(found: Found, by_meeting: dict[str, list[MarkedHit]]) -> str:
    """What to do next."""
    rest = "; --json gives every statement" if max(map(len, by_meeting.values())) > SHOWN else ""
    return f"`summit show {found.hits[0]['id']}` shows the whole record{rest}."


def _nothing(found: Found, words: str) -> str:
    """Why there is no hit."""
    unknown = [f"{word!r} is not in the record" for word in found.suggestions]
    alike = [each for words in found.suggestions.values() for each in words]
    asked = f" Did you mean {' or '.join(alike)}?" if alike else ""
    return f"No hit for {words!r}.{' ' + ', '.join(unknown).capitalize() + '.' if unknown else ''}{asked}"
