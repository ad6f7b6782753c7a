"""Which statements answer a question, best first."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from ..store.tables import HEADINGS, PASSAGES
from .filters import Clause
from .question import Question, Term

# What a word is worth in a statement itself, in the question or claim that it answers, in the name of who says so (or
# whom it is about), in the names of its topic.
PASSAGE = {"text": 1.0, "question": 1.1, "people": 0.85, "about": 0.45}
# What it is worth in what the meeting is called, where and when it was, who led it, who else was there, its sort.
HEADING = {"names": 1.2, "place": 1.2, "day": 1.2, "leaders": 1.0, "others": 0.4, "sort": 0.5}
CHOOSE = ("names", "place", "day")
"""Columns of a heading that choose a meeting: all its statements are of what was typed."""
MOST_CHOSEN = 40
"""Meetings of which statements without any of the words are looked at, too."""
CUE_WEIGHT = 0.6
TOGETHER = 0.35
"""What it adds that other statements of the meeting have the words, beside what a statement has itself."""
DENSITY = 0.12
IN_A_ROW = 0.10
DEFAULT_SERIES = 0.10
ABOUT_WEIGHT = 0.25
SUMMARY = 0.10
MOST = 0.6
"""Of the words of the statement that has most: what another one must have to be shown beside it."""
SECTIONS = {"participants": -0.06, "times": -0.08, "durations": -0.06, "summary": 0.03, "corrections": 0.02}
KINDS = {"summit": 0.04, "bilateral": 0.02}


class Ranked(NamedTuple):
    """Statements, best first; whether each has all the words."""

    ids: list[int]
    has_all: bool


class _Evidence(NamedTuple):
    """Where a term is found: statements and meetings with what it is worth there; meetings that it chooses."""

    passages: dict[int, float]
    headings: dict[int, float]
    choosing: set[int]
    shared: set[int]
    weight: float


class _Row(NamedTuple):
    id: int
    number: int
    section: str
    size: int
    is_default: bool
    kind: str
    status: str


def rank(store: sqlite3.Connection, question: Question, scope: Clause) -> Ranked:
    """The statements within a scope that have all the terms, else those that have most of them."""
    every, meetings = store.execute("SELECT (SELECT max(id) FROM statements), (SELECT max(number) FROM meetings)").fetchone()
    found = [_evidence(store, term, every or 1, meetings or 1) for term in question.terms]
    whole = sum(each.weight for each in found) or 1.0
    rows = _rows(store, found, question, scope)
    unwanted = _unwanted(store, question.unwanted)
    rows = [row for row in rows if row.id not in unwanted[0] and row.number not in unwanted[1]]
    coverage = {row.id: _coverage(row, question.terms, found) / whole for row in rows}
    rows = [row for row in rows if coverage[row.id]]
    has_all = [row for row in rows if coverage[row.id] > 1 - 1e-6 and not question.unknown]
    best = max(coverage.values(), default=0.0)
    kept = has_all or [row for row in rows if coverage[row.id] >= MOST * best]
    scores = _scores(store, rows, kept, question, found, whole, every or 1)
    return Ranked(sorted((row.id for row in kept), key=lambda id: (-scores[id], id)), bool(has_all))


def _evidence(store: sqlite3.Connection, term: Term, every: int, meetings: int) -> _Evidence:
    passages: dict[int, float] = {}
    about: set[int] = set()
    for (id, column), worth in _matches(store, "passages", term, len(PASSAGES)).items():
        worth *= PASSAGE[PASSAGES[column]]
        if passages.get(id, 0.0) < worth:
            passages[id] = worth
        if column == 3:
            about.add(id)
    headings: dict[int, float] = {}
    choosing, shared = set(), set()
    for (number, column), worth in _matches(store, "headings", term, 8).items():
        worth *= HEADING[HEADINGS[column]]
        headings[number] = max(headings.get(number, 0.0), worth)
        shared.add(number)
        if HEADINGS[column] in CHOOSE:
            choosing.add(number)
    count = len(passages) - (1 - ABOUT_WEIGHT) * len(about)
    rarity = log(1 + every / (1 + count))
    if headings:
        rarity = max(log(1 + meetings / len(headings)), min(rarity, log(1 + meetings / len(headings)) + 1))
    if term.cue:
        rarity = min(rarity, 3.0) * CUE_WEIGHT
    return _Evidence(passages, headings, choosing, shared, rarity)


def _matches(store: sqlite3.Connection, table: str, term: Term, size: int) -> dict[tuple[int, int], float]:
    """Where in an index the term is found: the rows, by column, with what it is worth there."""
    by_worth: dict[float, list[str]] = defaultdict(list)
    for form, worth in term.forms.items():
        by_worth[worth].append(form)
    found: dict[tuple[int, int], float] = {}
    for worth, forms in sorted(by_worth.items(), reverse=True):
        for (rowid,) in store.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (any_of(forms),)):
            found.setdefault(divmod(rowid, size), worth)
    return found


def any_of(phrases: Iterable[str]) -> str:
    """An expression of FTS5 that any of the phrases meets."""
    return " OR ".join(f'"{phrase}"' for phrase in phrases)


def _rows(store: sqlite3.Connection, found: Sequence[_Evidence], question: Question, scope: Clause) -> list[_Row]:
    """The statements that may answer: those that have any of the terms, and all of the meetings that are chosen."""
    ids = set().union(*(each.passages for each in found))
    heads: dict[int, float] = defaultdict(float)
    for each in found:
        for number, worth in each.headings.items():
            heads[number] += worth * each.weight
    chosen = sorted(heads, key=lambda number: (-heads[number], number))[:MOST_CHOSEN]
    within, values = scope
    select = f"""SELECT statements.id, number, section, length(statements.text), series IS (SELECT id FROM series WHERE "default"),
                        kind, status
                 FROM statements JOIN meetings ON meetings.id = meeting WHERE {within} AND """
    wanted = "statements.id IN (SELECT value FROM json_each(?))"
    of_chosen = "meeting IN (SELECT id FROM meetings WHERE number IN (SELECT value FROM json_each(?)))"
    rows = store.execute(select + wanted, (*values, json.dumps(list(ids)))).fetchall()
    rows += store.execute(select + of_chosen, (*values, json.dumps(chosen))).fetchall()
    return [_Row(*row) for row in dict.fromkeys(rows)]


def _unwanted(store: sqlite3.Connection, terms: Sequence[Term]) -> tuple[set[int], set[int]]:
    if not terms:
        return set(), set()
    passages = {id for term in terms for id, _ in _matches(store, "passages", term, len(PASSAGES))}
    others = HEADINGS.index("others")
    headings = {number for term in terms for number, column in _matches(store, "headings", term, 8) if column != others}
    return passages, headings


def _coverage(row: _Row, terms: Sequence[Term], found: Sequence[_Evidence]) -> float:
    """The weight of the terms that a statement has; 0 if it has none itself."""
    has, own = 0.0, False
    for term, each in zip(terms, found, strict=True):
        answers = term.cue is not None and row.section in term.cue.sections
        if row.id in each.passages or answers:
            has += each.weight
            own = own or row.id in each.passages or answers
        elif row.number in each.shared:
            has += each.weight
            own = own or row.number in each.choosing or row.section == "summary"
    return has if own else 0.0


def _gain(row: _Row, term: Term, each: _Evidence) -> float:
    gain = each.passages.get(row.id, 0.0) * _conciseness(row.size)
    if term.cue:
        answers = term.cue.sections.get(row.section, 0.0)
        gain = max(0.8 * gain, 1.1 * answers) + 0.2 * min(gain, answers)
    head = each.headings.get(row.number, 0.0)
    return max(gain, head) + 0.1 * min(gain, head)


def _scores(
    store: sqlite3.Connection,
    rows: Sequence[_Row],
    kept: Sequence[_Row],
    question: Question,
    found: Sequence[_Evidence],
    whole: float,
    every: int,
) -> dict[int, float]:
    together: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(found))
    times: dict[int, list[int]] = defaultdict(lambda: [0] * len(found))
    own: dict[int, float] = {}
    for row in rows:
        best = together[row.number]
        total = 0.0
        for place, (term, each) in enumerate(zip(question.terms, found, strict=True)):
            gain = _gain(row, term, each)
            best[place] = max(best[place], gain)
            times[row.number][place] += row.id in each.passages
            total += gain * each.weight
        own[row.id] = total / whole
    of_meeting = {
        number: sum(
            (gain * (1 + DENSITY * log(1 + count))) * each.weight
            for gain, count, each in zip(best, times[number], found, strict=True)
        )
        / whole
        for number, best in together.items()
    }
    runs = _runs(store, question.runs, every)
    has_text = {id for each in found for id in each.passages}
    elsewhere = _names_elsewhere(found, rows)
    scores = {}
    for row in kept:
        score = own[row.id] + TOGETHER * of_meeting[row.number] + IN_A_ROW * runs.get(row.id, 0.0) / whole
        score += SECTIONS.get(row.section, 0.0) * (not any(term.cue and row.section in term.cue.sections for term in question.terms))
        score += KINDS.get(row.kind, 0.0) + 0.02 * (row.status == "held")
        if row.is_default and not elsewhere:
            score += DEFAULT_SERIES
        if row.section == "summary" and row.id not in has_text:
            score += SUMMARY
        scores[row.id] = score
    return scores


def _conciseness(size: int) -> float:
    """A word says more of a short statement."""
    return 1.15 - 0.3 * min(size, 600) / 600


def _runs(store: sqlite3.Connection, runs: Sequence[Sequence[str]], every: int) -> dict[int, float]:
    gains: dict[int, float] = defaultdict(float)
    for phrases in runs:
        if not phrases:
            continue
        found = store.execute("SELECT rowid FROM passages WHERE passages MATCH ?", (any_of(phrases),)).fetchall()
        for id in {rowid // 4 for (rowid,) in found}:
            gains[id] += log(1 + every / len(found))
    return gains


def _names_elsewhere(found: Sequence[_Evidence], rows: Sequence[_Row]) -> bool:
    """Whether a term names a leader, place or year that no meeting of the default series has."""
    default = {row.number for row in rows if row.is_default}
    return any(each.shared and not each.shared & default for each in found)
