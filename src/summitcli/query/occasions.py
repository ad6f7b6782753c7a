"""Words that ask for the first, last, longest or shortest of several meetings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from ..schema.vocabulary import CONTACTS, IN_PERSON, Kind

NEAR = 6
"""Words within which both words of an occasion stand: `the last time they met`."""


class Occasion(NamedTuple):
    """A meeting among others: a column by which they are ordered, the direction, and of which kinds it may be."""

    column: str
    direction: str
    kinds: Sequence[Kind]


class Chosen(NamedTuple):
    """A meeting, by both its names in a store."""

    id: str
    number: int


class Found(NamedTuple):
    """An occasion in a row of words: where its two words are, and phrases of statements that speak of it."""

    occasion: Occasion
    places: tuple[int, int]
    said: tuple[str, ...]


ORDERS = {
    "first": ("first_day", "ASC"),
    "earliest": ("first_day", "ASC"),
    "last": ("first_day", "DESC"),
    "latest": ("first_day", "DESC"),
    "recent": ("first_day", "DESC"),
    "newest": ("first_day", "DESC"),
    "longest": ("minutes", "DESC"),
    "shortest": ("minutes", "ASC"),
}
KIND_WORDS: dict[str, Sequence[Kind]] = {
    **dict.fromkeys(("meeting", "meetings", "meet", "met", "encounter", "person", "handshake", "sit"), IN_PERSON),
    **dict.fromkeys(("summit", "summits"), ("summit",)),
    **dict.fromkeys(("call", "calls", "phone", "telephone", "phoned", "called"), ("call",)),
    **dict.fromkeys(("talk", "talks", "talked", "speak", "spoke", "spoken", "contact", "conversation"), CONTACTS),
}


def occasion(words: Sequence[str]) -> Found | None:
    """The occasion that a row of words asks for, if it does."""
    ordering = [place for place, word in enumerate(words) if word in ORDERS]
    for place in ordering:
        near = range(max(0, place - NEAR), min(len(words), place + NEAR + 1))
        of_kind = [other for other in near if words[other] in KIND_WORDS]
        if of_kind:
            closest = min(of_kind, key=lambda other: (other < place, abs(other - place)))
            column, direction = ORDERS[words[place]]
            kinds = KIND_WORDS[words[closest]]
            said = tuple(f"{words[place]} {noun}" for noun in (*_nouns(kinds), "time", "met", "spoke"))
            return Found(Occasion(column, direction, kinds), (place, closest), (words[place], *said))
    return None


def chosen(store: sqlite3.Connection, asked: Occasion, narrowed: str, values: Sequence[object] = ()) -> Chosen | None:
    """The meeting that was held and is the first, last, longest or shortest of those that a condition leaves."""
    column, direction, kinds = asked
    found = store.execute(
        f"""SELECT id, number FROM meetings WHERE {narrowed} AND status = 'held' AND {column} IS NOT NULL
            AND kind IN (SELECT value FROM json_each(?)) ORDER BY {column} {direction}, number {direction} LIMIT 1""",
        (*values, json.dumps(kinds)),
    ).fetchone()
    return Chosen(*found) if found else None


def _nouns(kinds: Sequence[Kind]) -> list[str]:
    return [word for word, others in KIND_WORDS.items() if others == kinds]
