"""Full text: the statements that answer what somebody typed, best first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from ..schema.vocabulary import Standing
from .evidence import any_of
from .filters import ANY_OF, NO_FILTERS, Filters, named_clauses, where
from .question import parse
from .ranking import rank
from .rows import columns_of, quoted, row_of
from .spelling import Correction

if TYPE_CHECKING:
    from ..schema.rows import Hit, MeetingName


class FoundStatement(NamedTuple):
    """A hit, with its meeting as pages name it."""

    hit: Hit
    meeting: MeetingName


class Found(NamedTuple):
    """Hits, best first. `total`: how many there are, with those after the limit.

    `match` is `all` if each statement has all the words, and `most` if too few have, so that these have most of them.
    `missing` is what was typed and nothing in the record has. `expression` finds in a text, as `marks.mark` does, what
    was looked for.
    """

    statements: list[FoundStatement]
    total: int
    match: str
    corrected: list[Correction]
    missing: list[str]
    expression: str


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
    forms = any_of(form for term in question.terms for form in term.forms)
    match = "all" if ids and len(ranked.complete) == len(ranked.ids) else "most"
    missing = list(dict.fromkeys(question.pieces.get(typed, typed) for typed in ranked.missing))
    of_each = [
        {"match": "all" if id in ranked.complete else "most", "corrected": question.corrected, "missing": missing}
        for id in ids
    ]
    statements = _found(store, ids, of_each)
    return Found(statements, len(ranked.ids), match, question.corrected, missing, forms)


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


def _found(
    store: sqlite3.Connection, ids: Sequence[int], of_each: Sequence[Mapping[str, object]]
) -> list[FoundStatement]:
    """The statements in this order, each with what of the question it has."""
    hit, named = columns_of(store, "Hit"), columns_of(store, "MeetingName")
    said = [name for name in hit if name not in (*named, "by", "match", "corrected", "missing")]
    found = store.execute(
        f"""SELECT statements.id, {quoted(named)}, {quoted(said, "statements")}, coalesce(by, people.name)
           FROM statements JOIN meetings ON meetings.id = meeting LEFT JOIN people ON people.id = person
           WHERE statements.id IN (SELECT value FROM json_each(?))""",
        (json.dumps(ids),),
    )
    rows = {id: row_of([*named, *said, "by"], row) for id, *row in found}
    shown = [{**rows[id], **asked} for id, asked in zip(ids, of_each, strict=True)]
    return [
        FoundStatement(
            cast("Hit", {key: row[key] for key in hit}), cast("MeetingName", {key: row[key] for key in named})
        )
        for row in shown
    ]
