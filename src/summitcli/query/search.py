"""Full text: what somebody typed to an FTS5 expression, and its hits, best first."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from math import log
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from ..errors import UsageError
from ..schema import answers
from ..schema.shapes import columns
from ..schema.vocabulary import Standing, Status
from ..text import fold, folded
from .filters import ANY_OF, NO_FILTERS, Filters, named_clauses, where
from .meetings import sqlite_limit
from .spellings import COMMON, VARIANTS

if TYPE_CHECKING:
    from ..schema.answers import Hit

HITS = columns(answers.Hit)
MARKS = ("\x02", "\x03")
"""Around the words found in `marked`: a dataset holds no control characters."""
CLOSE = 0.75
"""How alike a suggestion must be, by difflib: below, short words suggest anything."""
LONGEST_NAME = 4
"""Words in a name that is known by several spellings."""
MOST_WORDS = 100
"""Words that are looked for: who types more means no words."""
# What a column of the index weighs: a word in the title or place of a meeting, in the name of who says so (on
# summaries: of those who took part), in the question or topic that the statement is about, in the statement itself.
COLUMN_WEIGHTS = "2.0, 1.0, 1.5, 3.0"
# A summary is what a reader needs first; who was where and when is rarely what is meant.
SECTION_WEIGHTS = """CASE section WHEN 'summary' THEN 1.5 WHEN 'participants' THEN 0.6
                     WHEN 'times' THEN 0.6 WHEN 'durations' THEN 0.6 ELSE 1.0 END"""
Term = tuple[str, ...]
"""Phrases that are as good as each other."""


class Terms(NamedTuple):
    """What was typed."""

    wanted: list[Term]
    unwanted: list[Term]


class Correction(TypedDict):
    """A word that was read as another."""

    typed: str
    used: str


class FoundStatement(NamedTuple):
    """A hit, with what only pages need: the end and status of its meeting, and its text with `MARKS`."""

    hit: Hit
    end: str
    status: Status
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
    terms = parse(store, " ".join(words))
    scope = _scope(store, filters, sections, standings)
    together = _expression(terms, "AND")
    found, total = _hits(store, together, scope, {f"heading : ({together})": 1.0}, limit=limit, summary_first=True)
    if found:
        return Found(_marked(store, found, together, "all"), total, "all", [], {})
    unknown = {term[0]: _spelled_like(store, term[0]) for term in terms.wanted if not _count(store, term)}
    known = [term for term in terms.wanted if term[0] not in unknown]
    if not known:
        return Found([], 0, "most", [], unknown)
    either = _expression(terms._replace(wanted=known), "OR")
    found, total = _hits(store, either, scope, _weights(store, known), limit=limit)
    return Found(_marked(store, found, either, "most"), total, "most", [], unknown)


def parse(store: sqlite3.Connection, text: str) -> Terms:
    """Words, `"phrases"`, and either with a minus before it for what must not be there.

    Nothing typed is FTS5 syntax: every phrase is quoted. Raises `UsageError` if no word is left to look for.
    """
    wanted: list[Term] = []
    unwanted: list[Term] = []
    plain: list[str] = []
    straight = text.translate(dict.fromkeys(map(ord, "“”„‟«»"), '"'))
    for minus, phrase, word in re.findall(r'(?:(?<=\s)|^)([-−–—]?)(?:"([^"]*)"?|([^\s"]+))', straight):
        typed = folded(phrase or word)
        if not typed:
            continue
        if minus:
            unwanted.append(_alike(store, typed))
        elif phrase:
            wanted.append(_alike(store, typed))
        else:
            plain.append(typed)
    wanted = _grouped(store, _telling(plain[:MOST_WORDS], alone=not wanted)) + wanted[:MOST_WORDS]
    if not wanted:
        hint = 'Name a word or a "phrase"; -word leaves out what has it.'
        raise UsageError("there is no word to search for", hint=hint)
    return Terms(wanted, unwanted[:MOST_WORDS])


def _telling(words: list[str], *, alone: bool) -> list[str]:
    """The words without those that every text has, unless nothing else is there."""
    return [word for word in words if word not in COMMON] or (words if alone else [])


def _grouped(store: sqlite3.Connection, words: list[str]) -> list[Term]:
    """The words, those that are together one name with several spellings as one term."""
    terms: list[Term] = []
    place = 0
    while place < len(words):
        for size in range(min(LONGEST_NAME, len(words) - place), 0, -1):
            alike = _alike(store, " ".join(words[place : place + size]))
            if len(alike) > 1 or size == 1:
                terms.append(alike)
                place += size
                break
    return list(dict.fromkeys(terms))


def _alike(store: sqlite3.Connection, phrase: str) -> Term:
    """The phrase, and what else stands for the same: other spellings, and the other names of a person."""
    names: list[str] = []
    if " " in phrase:
        found = store.execute(
            """SELECT DISTINCT replace(other.key, '-', ' ') FROM names AS one JOIN names AS other
               ON other.namespace = 'person' AND other.id = one.id AND other.rank BETWEEN 1 AND 2
               WHERE one.namespace = 'person' AND one.key = ? AND one.rank BETWEEN 1 AND 2 ORDER BY 1""",
            (fold(phrase),),
        )
        names = [name for (name,) in found]
    return tuple(dict.fromkeys([phrase, *VARIANTS.get(phrase, ()), *names]))


def _any(term: Term) -> str:
    return "(" + " OR ".join(f'"{phrase}"' for phrase in term) + ")"


def _expression(terms: Terms, operator: str) -> str:
    wanted = f" {operator} ".join(map(_any, terms.wanted))
    return f"({wanted}) NOT ({' OR '.join(map(_any, terms.unwanted))})" if terms.unwanted else wanted


def _count(store: sqlite3.Connection, term: Term) -> int:
    found = store.execute("SELECT count(*) FROM passages WHERE passages MATCH ?", (_any(term),)).fetchone()
    return int(found[0])


def _weights(store: sqlite3.Connection, terms: Sequence[Term]) -> dict[str, float]:
    """What a statement gains by each term, by its expression: the rarer the more."""
    [every] = store.execute("SELECT count(*) FROM statements").fetchone()
    return {_any(term): log(1 + every / (1 + _count(store, term))) for term in terms}


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


Row = tuple[int, str, str, str, str, str, str | None, str, str, str | None, str | None, str, str | None, str, Status]


def _hits(
    store: sqlite3.Connection,
    expression: str,
    scope: tuple[str, Sequence[str]],
    merits: dict[str, float],
    *,
    limit: int | None,
    summary_first: bool = False,
) -> tuple[list[Row], int]:
    """Statements, best first: by the `merits` that they have (expressions with their weights), then by bm25; and how
    many there are beyond the limit, too. Only what is within it is read.
    """
    within, values = scope
    gains = [
        f"{weight} * (passages.rowid IN (SELECT rowid FROM passages WHERE passages MATCH ?))"
        for weight in merits.values()
    ]
    summaries = "(merit AND is_summary) DESC, " if summary_first else ""
    default = """(series IS (SELECT id FROM series WHERE "default")) DESC, """
    order = f"merit DESC, {summaries}{default}score, place"
    found = store.execute(
        f"""WITH best AS (
                SELECT passages.rowid AS place, {" + ".join(gains)} AS merit, section = 'summary' AS is_summary,
                       series, bm25(passages, {COLUMN_WEIGHTS}) * {SECTION_WEIGHTS} AS score
                FROM passages JOIN statements ON statements.id = passages.rowid
                     JOIN meetings ON meetings.id = meeting
                WHERE passages MATCH ? AND {within}),
            chosen AS (SELECT *, count(*) OVER () AS total FROM best ORDER BY {order} LIMIT ?)
            SELECT total, meetings.id, title, start, kind, section, ref, statements.text, sources,
                   coalesce(by, people.name), side, statements.topics, standing, "end", status
            FROM chosen JOIN statements ON statements.id = place JOIN meetings ON meetings.id = meeting
                 LEFT JOIN people ON people.id = person ORDER BY {order.replace("series IS", "chosen.series IS")}""",
        (*merits, expression, *values, sqlite_limit(limit)),
    ).fetchall()
    return [cast("Row", row) for row in found], found[0][0] if found else 0


def _marked(store: sqlite3.Connection, rows: Sequence[Row], expression: str, match: str) -> list[FoundStatement]:
    """Rows as hits, the words found in their texts marked."""
    texts = mark([row[7] for row in rows], expression)
    found = []
    for (_, id, title, start, kind, section, ref, text, sources, by, side, topics, standing, end, status), marked in zip(
        rows, texts, strict=True
    ):
        values = (id, title, start, kind, section, ref, text, json.loads(sources), by, side, json.loads(topics))
        hit = dict(zip(HITS, (*values, standing, match, []), strict=True))
        found.append(FoundStatement(cast("Hit", hit), end, status, marked))
    return found


def mark(texts: Sequence[str], expression: str) -> list[str]:
    """Texts with `MARKS` around the words that an FTS5 expression finds in them.

    A small index of these texts alone, folded and stemmed as the store's, says which words these are by their place.
    """
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(
            """CREATE VIRTUAL TABLE shown USING fts5 (
                heading, people, about, text, tokenize="porter unicode61 remove_diacritics 0 categories 'L* N* M* Co'")"""
        )
        rows = [(number, folded(text)) for number, text in enumerate(texts)]
        index.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", rows)
        select = "SELECT rowid, highlight(shown, 3, ?, ?) FROM shown WHERE shown MATCH ?"
        told = dict(index.execute(select, (*MARKS, expression.partition(" NOT (")[0])).fetchall())
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


def _spelled_like(store: sqlite3.Connection, word: str) -> list[str]:
    """Up to three words (stems) of the record that are spelled like `word`."""
    from difflib import get_close_matches

    near = "SELECT term FROM vocabulary WHERE abs(length(term) - length(?)) <= 2 ORDER BY doc DESC, term LIMIT 5000"
    stems = [stem for (stem,) in store.execute(near, (word[:60],))]
    return get_close_matches(word[:60], stems, n=3, cutoff=CLOSE)
