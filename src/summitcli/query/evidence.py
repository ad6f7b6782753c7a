"""Where the record has what a question asks for: in statements, and in what their meetings are called."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain
from math import log
from typing import NamedTuple

from ..store.indexed import INDEXED, SPELLING
from .filters import ANY_OF
from .occasions import Occasion, chosen
from .question import Term

# What a word is worth in a statement itself, in the question or claim that it answers, in the name of who says so (or
# whom it is about), in the names of its topic.
PASSAGE_WORTH = {"text": 1.0, "question": 1.1, "people": 0.85, "about": 0.35}
# What it is worth in the names of the meeting and in its title, where and when it was, who led it, who else was there,
# in the words for its sort.
HEADING_WORTH = {"names": 1.5, "title": 0.9, "place": 1.2, "day": 1.2, "leaders": 1.3, "others": 0.4, "sort": 0.7}
CHOOSING = frozenset({"names", "title", "place", "day"})
"""Headings that choose a meeting: all its statements are of what was typed."""
NAMING = frozenset({"names", "place", "day", "leaders"})
"""Headings with a name. Where a statement mentions such a name, it may still be of another meeting."""
MENTIONED = 0.7
"""What a mention is worth of a name that other meetings have in their headings."""
NAMED = 1.2
"""What the name of a meeting weighs more than another word as rare."""
CHOSEN = 1.3
"""What it is worth to be the first, last, longest or shortest meeting, if that is asked for."""
BY_TOPIC = 0.5
"""How much a statement that has a word in the names of its topic alone counts as one that has it."""
CUE_RARITY, CUE_PHRASE, CUE_WORD = 4.0, 1.0, 0.6
"""How rare the words of a cue count at most, and what that weighs in a phrase (`who was in the room`) and in a word."""


class Evidence(NamedTuple):
    """Where a term is found, with what it is worth there: statements, those that answer it, meetings by number.
    `choosing`: the meetings that it chooses; `naming`: those that have it as a name; `weight`: what it tells, the
    more the rarer.
    """

    term: Term
    weight: float
    passages: dict[int, float]
    answers: dict[int, float]
    headings: dict[int, float]
    choosing: set[int]
    naming: set[int]


def gather(store: sqlite3.Connection, terms: Sequence[Term]) -> list[Evidence]:
    """The evidence for each of the terms."""
    sizes = "SELECT coalesce((SELECT max(id) FROM statements), 1), coalesce((SELECT max(number) FROM meetings), 1)"
    statements, meetings = store.execute(sizes).fetchone()
    found = [_evidence(store, term, statements, meetings) for term in terms]
    return [_with_occasion(store, each, found) if each.term.occasion else each for each in found]


def _evidence(store: sqlite3.Connection, term: Term, statements: int, meetings: int) -> Evidence:
    headings, choosing, naming = _in_headings(store, term)
    passages, answers, by_topic = _in_passages(store, term, MENTIONED if naming else 1.0)
    rarity = log(1 + statements / (1 + len(passages) - (1 - BY_TOPIC) * by_topic))
    if headings:
        among = log(1 + meetings / len(headings))
        rarity = min(max(among, rarity), among + 1)
    weight = _weight(term, rarity) * (NAMED if naming else 1.0)
    return Evidence(term, weight, passages, answers, headings, choosing, naming)


def _in_headings(store: sqlite3.Connection, term: Term) -> tuple[dict[int, float], set[int], set[int]]:
    """The meetings that have a term in a heading, with what it is worth there; those it chooses; those it names."""
    headings: dict[int, float] = {}
    choosing, naming = set(), set()
    for worth, heading, numbers in matches(store, "headings", term):
        for number in numbers:
            headings[number] = max(headings.get(number, 0.0), worth * HEADING_WORTH[heading])
        if worth == SPELLING and heading in CHOOSING:
            choosing.update(numbers)
        if worth == SPELLING and heading in NAMING:
            naming.update(numbers)
    return headings, choosing, naming


def _in_passages(
    store: sqlite3.Connection, term: Term, mentioned: float
) -> tuple[dict[int, float], dict[int, float], int]:
    """The statements that have a term, with what it is worth there; those that answer it; how many have it by topic."""
    found = [
        (mentioned * PASSAGE_WORTH[passage] * worth, passage, ids)
        for worth, passage, ids in matches(store, "passages", term)
    ]
    passages: dict[int, float] = {}
    answers: dict[int, float] = {}
    for gain, passage, ids in sorted(found):  # what is worth most comes last, and stays
        passages |= dict.fromkeys(ids, gain)
        if passage == "question":
            answers |= dict.fromkeys(ids, gain)
    by_topic = set(chain.from_iterable(ids for _, passage, ids in found if passage == "about"))
    by_topic.difference_update(*(ids for _, passage, ids in found if passage != "about"))
    return passages, answers, len(by_topic)


def _weight(term: Term, rarity: float) -> float:
    if not term.cue:
        return rarity
    return min(rarity, CUE_RARITY) * (CUE_PHRASE if " " in term.typed else CUE_WORD)


def matches(store: sqlite3.Connection, index: str, term: Term) -> Iterator[tuple[float, str, list[int]]]:
    """Where an index has a term: what a form is worth, the kind of passage or heading, the statements or meetings."""
    by_worth: dict[float, list[str]] = defaultdict(list)
    for form, worth in term.forms.items():
        by_worth[worth].append(form)
    kinds = INDEXED[index]
    size = len(kinds)
    for worth, forms in by_worth.items():
        places: list[list[int]] = [[] for _ in kinds]
        # As one text: to hand over a row each takes twice as long.
        select = f"SELECT json_group_array(rowid) FROM {index} WHERE {index} MATCH ?"
        for rowid in json.loads(store.execute(select, (any_of(forms),)).fetchone()[0]):
            places[rowid % size].append(rowid // size)
        yield from ((worth, kind, found) for kind, found in zip(kinds, places, strict=True) if found)


def any_of(phrases: Iterable[str]) -> str:
    """An expression of FTS5 that any of the phrases meets."""
    return " OR ".join(f'"{phrase}"' for phrase in phrases)


def _with_occasion(store: sqlite3.Connection, evidence: Evidence, found: Sequence[Evidence]) -> Evidence:
    """The evidence with the meeting that is the first, last, longest or shortest of those that the others name."""
    named = [each.naming for each in found if each.naming and each is not evidence]
    among = reduce(set.intersection, named) if named else None
    assert evidence.term.occasion
    number = _chosen(store, evidence.term.occasion, among)
    if number is None:
        return evidence
    headings = {**evidence.headings, number: CHOSEN}
    return evidence._replace(headings=headings, choosing={*evidence.choosing, number}, naming={number})


def _chosen(store: sqlite3.Connection, occasion: Occasion, among: set[int] | None) -> int | None:
    """The number of the meeting that was held and is the first, last, longest or shortest: of those named, or of the
    default series.
    """
    if among:
        found = chosen(store, occasion, f"number IN {ANY_OF}", [json.dumps(sorted(among))])
    else:
        found = chosen(store, occasion, 'series IS (SELECT id FROM series WHERE "default")')
    return found and found.number
