"""Which statements answer a question, best first."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from ..store.indexed import PASSAGES
from .evidence import Evidence, any_of, gather, matches
from .filters import ANY_OF, Clause, default_series
from .question import Question, Term

MOST_CHOSEN = 20
"""Meetings of which statements without any of the words are looked at, too."""
MOST_WEIGHED = 2000
"""Statements that are weighed one by one if more have all the words; the others follow by their words alone."""
OF_MEETING = 10
"""About how many statements a meeting has."""
MOST = 0.6
"""Of the words of the statement that has most: what another one must have to be shown beside it."""
FEW, LONG = 3, 4
"""Statements that have all the words, of which fewer are not enough for a question of so many terms."""
ROUNDING = 1e-6
TOGETHER = 0.25
"""What it adds that statements of the meeting have the words, beside what a statement has itself."""
OFTEN, OFTEN_ENOUGH = 0.2, 8
"""What it adds that so many statements of the meeting are found, too: it is about what was asked for."""
IN_A_ROW = 0.06
"""What it adds that words are in a row as they were typed."""
TWICE = 0.3
"""What it adds to have a word in a second way."""
SAID, ANSWERS = 0.8, 1.3
"""What the words of a cue are worth, and the section that it asks for."""
ASKED = 0.4
"""How well a section answers a cue at least, so that its statements count as what is asked for."""
CONCISE, WORDY, LONGEST = 1.1, 0.3, 600
"""What a word is worth more in the shortest text, how much less in one of `LONGEST` characters."""
REPEATED, REPEATED_OFTEN = 0.1, 3
"""What a statement loses for each one of its section and meeting that comes before it, up to so many."""
DEFAULT_SERIES = 0.10
SUMMARY = 0.30
"""What a summary gains if the words name its meeting and ask for nothing else: a reader needs it first."""
HELD = 0.06
ELSEWHERE = 0.15
"""What a statement loses whose meeting has none of the places, days and leaders that are named."""
SECTIONS = {"participants": -0.03, "times": -0.08, "durations": -0.06, "summary": 0.03, "corrections": 0.02}
KINDS = {"summit": 0.07, "bilateral": 0.03}
"""What a statement gains by its section (unless that is asked for) and by the kind of its meeting."""


class Ranked(NamedTuple):
    """Statements, best first, and those that have all the words: they come before those that have most of them.
    `missing`: what nothing in the record has.
    """

    ids: list[int]
    complete: Collection[int]
    missing: list[str]


class _Row(NamedTuple):
    """A statement that may answer, with its meeting."""

    id: int
    number: int
    section: str
    size: int
    kind: str
    is_held: bool
    is_default: bool


def rank(store: sqlite3.Connection, question: Question, scope: Clause) -> Ranked:
    """The statements within a scope that have all the terms, else those that have most of them."""
    found = gather(store, question.terms)
    candidates = _Candidates(store, found, scope, question.unwanted)
    rows, others = candidates.complete()
    covered = _covered(rows, found)
    whole = sum(_weights(found))
    complete = {id for id, weight in covered.items() if weight > whole - ROUNDING}
    if len(complete) < FEW and (not complete or len(found) >= LONG):
        rows = candidates.every
        covered = _covered(rows, found)
        least = MOST * max(covered.values(), default=0.0)
    else:
        least = whole - ROUNDING
    kept = [row for row in rows if row.id in covered and covered[row.id] >= least]
    scores = _varied(kept, _Scores(store, question, found, rows).of(kept))
    order = sorted(kept, key=lambda row: (row.id not in complete, -scores[row.id], row.id))
    missing = [each.term.typed for each in found if _is_missing(each)]
    return Ranked([*(row.id for row in order), *others], complete.union(others), missing)


def _is_missing(each: Evidence) -> bool:
    """Whether nothing has what was typed, which does not ask for something either."""
    return not (each.passages or each.headings or each.term.cue or each.term.occasion)


class _Candidates:
    """The statements that may answer: those that have any of the terms, and all of the meetings that are named best."""

    def __init__(
        self, store: sqlite3.Connection, found: Sequence[Evidence], scope: Clause, unwanted: Sequence[Term]
    ) -> None:
        self.store = store
        self.found = found
        self.default = default_series(store)
        self.narrowed, self.values = scope
        self.unwanted = _having_any(store, unwanted)

    def complete(self) -> tuple[list[_Row], list[int]]:
        """Those that may have all the terms: what no heading and no section has, a statement must have itself.

        If that are too many to be weighed, the ids of those that have less telling words come as the second.
        """
        required = [each for each, weight in zip(self.found, _weights(self.found), strict=True) if weight]
        required = [each for each in required if _role(each) != "asks"]
        own = [each for each in required if not each.headings]
        ids = sorted(_in_all([each.passages for each in own]) if own else self._own())
        if len(ids) > MOST_WEIGHED and len(own) == len(self.found):
            merits = dict.fromkeys(ids, 0.0)
            for each in own:
                merits = {id: merit + each.passages[id] * each.weight for id, merit in merits.items()}
            ids.sort(key=merits.__getitem__, reverse=True)
            return self._rows(ids[:MOST_WEIGHED]), self._within(ids[MOST_WEIGHED:])
        if not required:
            return self.every, []
        return self._rows(self._having(min(required, key=_spread), ids), () if own else self._chosen()), []

    def _having(self, each: Evidence, ids: list[int]) -> list[int]:
        """Those of the ids that have a term, or whose meetings have it in a heading."""
        select = f"""SELECT statements.id FROM statements JOIN meetings ON meetings.id = meeting
                     WHERE number IN {ANY_OF}"""
        of_meetings = {id for (id,) in self.store.execute(select, (json.dumps(list(each.headings)),))}
        return [id for id in ids if id in each.passages or id in of_meetings]

    def _within(self, ids: list[int]) -> list[int]:
        """Those of the ids that are within the scope and have nothing unwanted, in the same order."""
        if self.narrowed == "TRUE" and not any(self.unwanted):
            return ids
        within = {row.id for row in self._rows(ids)}
        return [id for id in ids if id in within]

    @cached_property
    def every(self) -> list[_Row]:
        """All of them."""
        return self._rows(self._own(), self._chosen())

    def _own(self) -> set[int]:
        """The statements that have any of the terms themselves."""
        return set().union(*(each.passages for each in self.found))

    def _chosen(self) -> list[int]:
        """The meetings, by number, whose headings have most of the terms."""
        named: dict[int, float] = defaultdict(float)
        for each in self.found:
            for number, worth in each.headings.items():
                named[number] += worth * each.weight
        return sorted(named, key=lambda number: (-named[number], number))[:MOST_CHOSEN]

    def _rows(self, ids: Iterable[int], chosen: Collection[int] = ()) -> list[_Row]:
        select = f"""SELECT statements.id, number, section, length(statements.text), kind, status = 'held', series IS ?
                     FROM statements JOIN meetings ON meetings.id = meeting WHERE {self.narrowed} AND """
        asked = [(f"statements.id IN {ANY_OF}", list(ids))]
        asked += [(f"meeting IN (SELECT id FROM meetings WHERE number IN {ANY_OF})", list(chosen))] if chosen else []
        found = (
            self.store.execute(select + narrowed, (self.default, *self.values, json.dumps(any)))
            for narrowed, any in asked
        )
        rows = [row for each in found for row in each]
        statements, meetings = self.unwanted
        unique = map(_Row._make, dict.fromkeys(rows))
        return [row for row in unique if row.id not in statements and row.number not in meetings]


def _in_all(found: Sequence[Mapping[int, float]]) -> list[int]:
    """The statements that are in each of some."""
    fewest, *others = sorted(found, key=len)
    ids = list(fewest)
    for other in others:
        ids = [id for id in ids if id in other]
    return ids


def _spread(each: Evidence) -> int:
    """About how many statements have a term, or their meetings in a heading."""
    return len(each.passages) + OF_MEETING * len(each.headings)


def _having_any(store: sqlite3.Connection, terms: Sequence[Term]) -> tuple[set[int], set[int]]:
    """The statements that have any of the terms, and the meetings that have one in a heading (but of those present)."""
    statements = {id for term in terms for *_, ids in matches(store, "passages", term) for id in ids}
    found = [each for term in terms for each in matches(store, "headings", term)]
    return statements, {number for _, heading, numbers in found if heading != "others" for number in numbers}


def _covered(rows: Iterable[_Row], found: Sequence[Evidence]) -> dict[int, float]:
    """The weight of the terms that each statement has, or that its meeting has; not of one that has none itself.

    Terms are the bits of a number here, so that there are few sums: one for each set of terms that occurs.
    """
    own = [(1 << place, each.passages) for place, each in enumerate(found)]
    shared, choosing = _bits(found, "headings"), _bits(found, "choosing")
    weights = _weights(found)
    asked: dict[str, int] = {}
    sums: dict[int, float] = {}
    covered = {}
    for row in rows:
        if row.section not in asked:
            asked[row.section] = _asked(row.section, found)
        has = asked[row.section] | sum(bit for bit, passages in own if row.id in passages)
        if has or row.number in choosing or (row.section == "summary" and row.number in shared):
            has |= shared.get(row.number, 0)
            if has not in sums:
                sums[has] = sum(weight for place, weight in enumerate(weights) if has >> place & 1)
            covered[row.id] = sums[has]
    return covered


def _bits(found: Sequence[Evidence], kind: str) -> dict[int, int]:
    """By statement or meeting, which terms it has."""
    bits: dict[int, int] = defaultdict(int)
    for place, each in enumerate(found):
        for key in getattr(each, kind):
            bits[key] |= 1 << place
    return bits


def _role(each: Evidence) -> str | None:
    return each.term.cue and each.term.cue.role


def _weights(found: Sequence[Evidence]) -> list[float]:
    """What each term weighs among those that a statement must have: nothing if it only hints, unless all do."""
    weights = [0.0 if _role(each) == "hints" else each.weight for each in found]
    return weights if any(weights) else [each.weight for each in found]


def _asked(section: str, found: Sequence[Evidence]) -> int:
    """Which of the terms any statement of a section answers."""
    cues = [each.term.cue if _role(each) == "asks" else None for each in found]
    return sum(1 << place for place, cue in enumerate(cues) if cue and cue.sections.get(section, 0.0) >= ASKED)


def _varied(rows: Sequence[_Row], scores: Mapping[int, float]) -> dict[int, float]:
    """The scores, less for each statement of a section of a meeting of which better ones are shown before."""
    before: dict[tuple[int, str], int] = defaultdict(int)
    varied = {}
    for row in sorted(rows, key=lambda row: (-scores[row.id], row.id)):
        place = (row.number, row.section)
        varied[row.id] = scores[row.id] - REPEATED * min(before[place], REPEATED_OFTEN)
        before[place] += 1
    return varied


class _Scores:
    """What statements score: by what they have themselves, what their meeting has, and what they are."""

    def __init__(
        self, store: sqlite3.Connection, question: Question, found: Sequence[Evidence], rows: Sequence[_Row]
    ) -> None:
        self.found = found
        self.whole = sum(each.weight for each in found)
        self.runs = _runs(store, question.runs)
        self.number_of = {row.id: row.number for row in rows}
        self.naming = [each for each in found if each.naming]
        self.named = set.intersection(*(set(each.headings) for each in found))
        default = {row.number for row in rows if row.is_default}
        self.is_elsewhere = any(not each.naming & default for each in self.naming)
        cues = [each.term.cue for each in found if each.term.cue]
        self.asked = {section for cue in cues for section, worth in cue.sections.items() if worth >= ASKED}

    def of(self, rows: Sequence[_Row]) -> dict[int, float]:
        """The score of each row."""
        together = self._together(Counter(row.number for row in rows))
        priors = {kind: self._prior(kind) for kind in {row[1:3] + row[4:] for row in rows}}
        return {row.id: self._own(row) + together[row.number] + priors[row[1:3] + row[4:]] for row in rows}

    def _own(self, row: _Row) -> float:
        """What a statement has, and what its meeting has in its headings."""
        concise = CONCISE - WORDY * min(row.size, LONGEST) / LONGEST
        total = 0.0 if row.number in self.named else IN_A_ROW * self.runs.get(row.id, 0.0)
        for each in self.found:
            gain = max(each.passages.get(row.id, 0.0) * concise, each.answers.get(row.id, 0.0))
            if each.term.cue:
                answers = each.term.cue.sections.get(row.section, 0.0)
                gain = max(SAID * gain, ANSWERS * answers) + 0.2 * min(gain, answers)
            heading = each.headings.get(row.number, 0.0)
            total += each.weight * (max(gain, heading) + TWICE * min(gain, heading))
        return total / self.whole

    def _together(self, times: Mapping[int, int]) -> dict[int, float]:
        """What a meeting has: each term in the statement that has it best; and how many statements are found of it."""
        total = {
            number: OFTEN * log(1 + min(found, OFTEN_ENOUGH)) / log(1 + OFTEN_ENOUGH) for number, found in times.items()
        }
        for each in self.found:
            best = {number: worth for number, worth in each.headings.items() if number in times}
            for id, number in self.number_of.items():
                if number in times and id in each.passages:
                    best[number] = max(best.get(number, 0.0), each.passages[id])
            for number, worth in best.items():
                total[number] += TOGETHER * worth * each.weight / self.whole
        return total

    def _prior(self, row: tuple[int, str, str, bool, bool]) -> float:
        """What is likelier meant whatever the words."""
        number, section, kind, is_held, is_default = row
        prior = KINDS.get(kind, 0.0) + HELD * is_held - ELSEWHERE * self._apart(number)
        if section not in self.asked:
            prior += SECTIONS.get(section, 0.0)
        if is_default and not self.is_elsewhere:
            prior += DEFAULT_SERIES
        if section == "summary" and number in self.named:
            prior += SUMMARY
        return prior

    def _apart(self, number: int) -> float:
        """The share of the names of meetings that are not of this one."""
        every = sum(each.weight for each in self.naming)
        return sum(each.weight for each in self.naming if number not in each.naming) / every if every else 0.0


def _runs(store: sqlite3.Connection, runs: Sequence[Sequence[str]]) -> Mapping[int, float]:
    """What statements gain by words in a row as they were typed, the rarer the more."""
    every = store.execute("SELECT coalesce(max(id), 1) FROM statements").fetchone()[0]
    gains: dict[int, float] = defaultdict(float)
    for phrases in runs:
        found = store.execute("SELECT rowid FROM passages WHERE passages MATCH ?", (any_of(phrases),))
        ids = {rowid // len(PASSAGES) for (rowid,) in found}
        for id in ids:
            gains[id] += log(1 + every / len(ids))
    return gains
