"""Full text: what somebody typed to an FTS5 expression, and its hits, best first."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, cast

from ..schema import rows as schema
from ..schema.shapes import columns
from ..schema.vocabulary import Standing, Status
from ..text import folded
from .evidence import any_of
from .filters import ANY_OF, NO_FILTERS, Filters, named_clauses, where
from .meetings import meeting_name
from .question import Correction, parse
from .ranking import rank

if TYPE_CHECKING:
    from ..schema.rows import Hit, MeetingName

HITS = columns(schema.Hit)
MARKS = ("\x02", "\x03")
"""Around the words found in `marked`: a dataset holds no control characters."""


class FoundStatement(NamedTuple):
    """A hit, with what only pages need: its meeting, and its text with `MARKS`."""

    hit: Hit
    meeting: MeetingName
    marked: str


class Found(NamedTuple):
    """Hits, best first. `total`: how many there are, with those after the limit."""

    statements: list[FoundStatement]
    total: int
    match: str
    """`all`: each statement has all the words; `most`: none has, and these have the most."""
    corrected: list[Correction]
    suggestions: dict[str, list[str]]
    """By a word that is not in the record, words of the record that are spelled like it."""


def search(
    store: sqlite3.Connection,
    words: Sequence[str],
    filters: Filters = NO_FILTERS,
    *,
    sections: Sequence[str] = (),
    standings: Sequence[Standing] = (),
    limit: int | None = None,
) -> Found:
    """The statements that have all the `words`, wherever in the record they stand; else those that have most of them.

    `filters`, `sections` and `standings` narrow. Raises `UsageError` if there is no word to look for.
    """
    question = parse(store, " ".join(words))
    ranked = rank(store, question, _scope(store, filters, sections, standings))
    ids = ranked.ids[: None if limit is None else max(limit, 0)]
    matches = ["all" if id in ranked.complete else "most" for id in ids]
    forms = any_of(form for term in question.terms for form in term.forms)
    statements = _marked(_hits(store, ids), forms, matches, question.corrected)
    match = "all" if ranked.complete.issuperset(ranked.ids) else "most"
    return Found(statements, len(ranked.ids), match, question.corrected, question.unknown)


def _scope(
    store: sqlite3.Connection, filters: Filters, sections: Sequence[str], standings: Sequence[Standing]
) -> tuple[str, tuple[str, ...]]:
    """The condition that narrows statements, and its parameters."""
    narrowed, values = where(named_clauses(store, filters))
    parts = [f"meeting IN (SELECT id FROM meetings {narrowed})"] if narrowed else []
    if sections:
        parts.append(f"section IN {ANY_OF}")
        values += (json.dumps(list(sections)),)
    if standings:
        rested = f"SELECT statement FROM citations JOIN sources ON sources.id = source WHERE standing IN {ANY_OF}"
        parts.append(f"statements.id IN ({rested})")
        values += (json.dumps(list(standings)),)
    return " AND ".join(parts) or "TRUE", values


Row = tuple[str, str, str, str, str, str | None, str, str, str | None, str | None, str, str | None, str, str, Status]


def _hits(store: sqlite3.Connection, ids: Sequence[int]) -> list[Row]:
    """What is shown of statements, in this order."""
    found = store.execute(
        """SELECT statements.id, meetings.id, title, start, kind, section, ref, statements.text, sources,
                  coalesce(by, people.name), side, statements.topics, standing, "end", days, status
           FROM statements JOIN meetings ON meetings.id = meeting LEFT JOIN people ON people.id = person
           WHERE statements.id IN (SELECT value FROM json_each(?))""",
        (json.dumps(ids),),
    )
    rows = {id: row for id, *row in found}
    return [cast("Row", tuple(rows[id])) for id in ids]


def _marked(
    rows: Sequence[Row], expression: str, matches: Sequence[str], corrected: list[Correction]
) -> list[FoundStatement]:
    """Rows as hits, the words found in their texts marked."""
    texts = mark([row[6] for row in rows], expression)
    found = []
    for row, marked, match in zip(rows, texts, matches, strict=True):
        (id, title, start, kind, section, ref, text, sources, by, side, topics, standing, end, days, status) = row
        values = (id, title, start, kind, section, ref, text, json.loads(sources), by, side, json.loads(topics))
        hit = dict(zip(HITS, (*values, standing, match, corrected), strict=True))
        meeting = meeting_name((id, title, kind, status, start, end, days))
        found.append(FoundStatement(cast("Hit", hit), meeting, marked))
    return found


def mark(texts: Sequence[str], expression: str) -> list[str]:
    """Texts with `MARKS` around the words that an FTS5 expression finds in them.

    A small index of these texts alone, folded and stemmed as the store's, says which words these are by their place.
    """
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute("CREATE VIRTUAL TABLE shown USING fts5 (text, tokenize='ascii')")
        rows = [(number, folded(text)) for number, text in enumerate(texts)]
        index.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", rows)
        select = "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?"
        told = dict(index.execute(select, (*MARKS, expression)).fetchall())
    return [_with_marks(text, told[number]) if number in told else text for number, text in enumerate(texts)]


def _with_marks(text: str, highlighted: str) -> str:
    """The words of a text that are marked in its folded form: both have the same words in the same order."""
    is_marked: list[bool] = []
    inside = False
    for word in highlighted.split(" "):
        inside = inside or word.startswith(MARKS[0])
        is_marked.append(inside)
        inside = inside and not word.endswith(MARKS[1])
    place = 0
    pieces = []
    for piece in re.split(r"(\s+)", text):
        count = len(folded(piece).split())
        found = any(is_marked[place : place + count])
        pieces.append(_around(piece) if found else piece)
        place += count
    return "".join(pieces)


def _around(word: str) -> str:
    """A word with marks around it, its punctuation outside."""
    match = re.fullmatch(r"(\W*)(.*?)(\W*)", word, re.DOTALL)
    before, inner, after = match.groups() if match else ("", word, "")
    return f"{before}{MARKS[0]}{inner or word}{MARKS[1]}{after}"
