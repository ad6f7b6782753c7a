"""Full text: what somebody typed to an FTS5 expression, and its hits, best first."""

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from ..errors import UsageError
from ..records import fold
from .listing import Filters, Row, conditions, named_clauses, sqlite_limit
from .spellings import COMMON, VARIANTS

HITS = ("id", "title", "start", "kind", "section", "text", "sources", "by", "side", "topic")
MARKS = ("\x02", "\x03")  # around the words found: a dataset holds no control characters
CLOSE = 0.75  # how alike a suggestion must be, by difflib: below, short words suggest anything
LONGEST_NAME = 4  # words in a name that is known by several spellings
# What a row of the index weighs: a word in the title or place of a meeting, in the name of who says so (on summaries:
# of those who took part), in the statement itself.
COLUMN_WEIGHTS = "2.0, 1.0, 3.0"
# A summary is what a reader needs first; who was where and when is rarely what is meant.
SECTION_WEIGHTS = """CASE section WHEN 'summary' THEN 1.5 WHEN 'participants' THEN 0.6
                     WHEN 'times' THEN 0.6 WHEN 'durations' THEN 0.6 ELSE 1.0 END"""


class Terms(NamedTuple):
    """What was typed: each term a tuple of phrases that are as good as each other."""

    wanted: list[tuple[str, ...]]
    unwanted: list[tuple[str, ...]]


class Found(NamedTuple):
    """Hits, best first, each with `end`, `status` and `marked`: the text, its words between `MARKS`.

    `total`: how many there are, with those after the limit.
    `together`: one statement has all the words; else they stand in several statements of one meeting.
    `suggestions`: where a word is not in the record at all, words of the record that are spelled like it.
    """

    hits: list[Row]
    total: int
    together: bool
    suggestions: dict[str, list[str]]


def search(store: sqlite3.Connection, words: Sequence[str], filters: Filters, *, limit: int | None = None) -> Found:
    """The statements that have all the `words`, wherever in the record they stand, narrowed by `filters`.

    Where no statement has all of them: the statements with most of them, of the meetings that have all.
    """
    terms = parse(store, " ".join(words))
    within, values = conditions(named_clauses(store, filters))
    scope = (f"meeting IN (SELECT id FROM meetings {within})" if within else "TRUE", values)
    together = _expression(terms, "AND")
    # Words that name a meeting ask for it: first its summary, then all else of it.
    hits, total = _hits(store, together, scope, [f"heading : ({together})"], limit=limit, summary_first=True)
    if hits:
        return Found(hits, total, True, {})
    unknown = {term[0]: _spelled_like(store, term[0]) for term in terms.wanted if not _is_known(store, term)}
    if unknown or len(terms.wanted) == 1:
        return Found([], 0, True, unknown)
    telling = terms._replace(wanted=_telling(terms.wanted))
    each = [_any(term) for term in telling.wanted]
    everywhere = " INTERSECT ".join(
        "SELECT meeting FROM passages JOIN statements ON statements.id = passages.rowid WHERE passages MATCH ?"
        for _ in each
    )
    scope = (f"{scope[0]} AND meeting IN ({everywhere})", (*values, *each))
    hits, total = _hits(store, _expression(telling, "OR"), scope, each, limit=limit)
    return Found(hits, total, False, {})


def parse(store: sqlite3.Connection, text: str) -> Terms:
    """Words, `"phrases"`, and either with a minus before it for what must not be there.

    Nothing typed is FTS5 syntax: every phrase is quoted. Raises `UsageError` where no word is left to look for.
    """
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    plain: list[str] = []
    for minus, phrase, word in re.findall(r'(?:(?<=\s)|^)([-−]?)(?:"([^"]*)"?|([^\s"]+))', text):
        typed = _words(phrase or word)
        if not typed:
            continue
        if minus:
            unwanted.append(_alike(store, typed))
        elif phrase:
            wanted.append(_alike(store, typed))
        else:
            plain.append(typed)
    wanted = _grouped(store, plain) + wanted
    if not wanted:
        hint = 'Name a word or a "phrase"; -word leaves out what has it.'
        raise UsageError("there is no word to search for", hint=hint)
    return Terms(wanted, unwanted)


def _words(text: str) -> str:
    """Text as the index sees it: words parted by one space."""
    return fold(text.replace("'", " ").replace("’", " ")).replace("-", " ")


def _grouped(store: sqlite3.Connection, words: list[str]) -> list[tuple[str, ...]]:
    """The words, those that are together one name with several spellings as one term."""
    terms: list[tuple[str, ...]] = []
    while words:
        for size in range(min(LONGEST_NAME, len(words)), 0, -1):
            alike = _alike(store, " ".join(words[:size]))
            if len(alike) > 1 or size == 1:
                terms.append(alike)
                words = words[size:]
                break
    return list(dict.fromkeys(terms))


def _alike(store: sqlite3.Connection, phrase: str) -> tuple[str, ...]:
    """The phrase, and what else stands for the same: other spellings, and the other names of a person."""
    found = store.execute(
        """SELECT DISTINCT replace(other.key, '-', ' ') FROM names AS one JOIN names AS other
           ON other.namespace = 'person' AND other.id = one.id AND other.rank BETWEEN 1 AND 2
           WHERE one.namespace = 'person' AND one.key = ? AND one.rank BETWEEN 1 AND 2 ORDER BY 1""",
        (phrase.replace(" ", "-"),),
    )
    names = [name for (name,) in found] if " " in phrase else []
    return tuple(dict.fromkeys([phrase, *VARIANTS.get(phrase, ()), *names]))


def _any(term: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f'"{phrase}"' for phrase in term) + ")"


def _expression(terms: Terms, operator: str) -> str:
    wanted = f" {operator} ".join(map(_any, terms.wanted))
    return f"({wanted}) NOT ({' OR '.join(map(_any, terms.unwanted))})" if terms.unwanted else wanted


def _telling(terms: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The terms without the words that every text has, unless nothing else is there."""
    return [term for term in terms if term[0] not in COMMON] or terms


def _hits(
    store: sqlite3.Connection,
    expression: str,
    scope: tuple[str, Sequence[str]],
    merits: Sequence[str],
    *,
    limit: int | None,
    summary_first: bool = False,
) -> tuple[list[Row], int]:
    """Statements, best first: those that match most of the `merits`, which are more expressions, then by bm25;
    and how many there are beyond the limit, too. Only what is within it is read and marked.
    """
    within, values = scope
    merit = " + ".join("(passages.rowid IN (SELECT rowid FROM passages WHERE passages MATCH ?))" for _ in merits)
    summaries = "(merit AND is_summary) DESC, " if summary_first else ""
    order = f"merit DESC, {summaries}score, place"
    found = store.execute(
        f"""WITH best AS (
                SELECT passages.rowid AS place, {merit} AS merit, section = 'summary' AS is_summary,
                       bm25(passages, {COLUMN_WEIGHTS}) * {SECTION_WEIGHTS} AS score
                FROM passages JOIN statements ON statements.id = passages.rowid
                WHERE passages MATCH ? AND {within}),
            chosen AS (SELECT *, count(*) OVER () AS total FROM best ORDER BY {order} LIMIT ?)
            SELECT total, meetings.id, title, start, kind, section, statements.text, sources,
                   coalesce(people.name, statements.by), side, topic, "end", status, highlight(passages, 2, ?, ?)
            FROM chosen JOIN passages ON passages.rowid = place JOIN statements ON statements.id = place
                 JOIN meetings ON meetings.id = meeting LEFT JOIN people ON people.id = statements.by
            WHERE passages MATCH ? ORDER BY {order}""",
        (*merits, expression, *values, sqlite_limit(limit), *MARKS, expression),
    ).fetchall()
    rows = [dict(zip((*HITS, "end", "status", "marked"), row, strict=True)) for _, *row in found]
    return [row | {"sources": json.loads(row["sources"])} for row in rows], found[0][0] if found else 0


def _is_known(store: sqlite3.Connection, term: tuple[str, ...]) -> bool:
    return bool(store.execute("SELECT 1 FROM passages WHERE passages MATCH ? LIMIT 1", (_any(term),)).fetchone())


def _spelled_like(store: sqlite3.Connection, word: str) -> list[str]:
    """Up to three words of the record that are spelled like `word`.

    The index holds stems, so: stems somewhat like it, each as the first statement that has it writes it,
    and of these words the closest.
    """
    from difflib import get_close_matches

    stems = [stem for (stem,) in store.execute("SELECT term FROM vocabulary ORDER BY doc DESC, term")]
    marked = "SELECT highlight(passages, 2, ?, ?) FROM passages WHERE passages MATCH ? LIMIT 1"
    words = []
    for stem in get_close_matches(word, stems, n=20, cutoff=0.5):
        (text,) = store.execute(marked, (*MARKS, f'text : "{stem}"')).fetchone() or ("",)
        words += re.findall(f"{MARKS[0]}(.*?){MARKS[1]}", text)[:1]
    return get_close_matches(word, list(dict.fromkeys(each.lower() for each in words)), n=3, cutoff=CLOSE)
