"""Names of several words that no meeting has as its own: `trump putin helsinki`, `the last summit in geneva`.

The words that every text has are left out; the words for a kind of meeting and for the first or last of several choose
among the meetings that have all the others in what they are called: titles, places, days and leaders.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from ..schema.vocabulary import CONTACTS, Kind
from ..store.indexed import COMMON, HEADINGS
from ..text import folded
from ..wording import MONTHS
from .occasions import KIND_WORDS, ORDERS, Occasion

MOST_WORDS = 12
"""Words of a name that describes a meeting."""
MONTH_NAMES = {name[:size].lower(): number for number, name in enumerate(MONTHS, 1) for size in (3, 4, len(name))}
FILLING = COMMON.difference(MONTH_NAMES).union(("vs", "versus"))
"""Words between names."""
CALLED = tuple(place for place, heading in enumerate(HEADINGS) if heading not in ("others", "sort"))
"""The headings that say what a meeting is called."""


class Said(NamedTuple):
    """What the words of a name say: those that tell which meeting, of which kinds, and which of several."""

    telling: Sequence[str]
    kinds: Sequence[Kind]
    order: tuple[str, str] | None

    @property
    def is_outermost(self) -> bool:
        """Whether the words ask for the first, last, longest or shortest of all, as `latest-call` does."""
        return self.order is not None and not self.telling

    @property
    def is_latest(self) -> bool:
        """Whether that is the last one."""
        return self.is_outermost and self.order == ORDERS["last"]

    @property
    def occasion(self) -> Occasion | None:
        """Which of several, if the words say so."""
        return Occasion(*self.order, self.kinds or CONTACTS) if self.order else None


def read(name: str) -> Said:
    """What the words of a name say.

    >>> read("the last summit in Geneva")
    Said(telling=('geneva',), kinds=('summit',), order=('first_day', 'DESC'))
    """
    words = [word for word in folded(name).split()[: MOST_WORDS + 1] if word not in FILLING]
    orders = [ORDERS[word] for word in words if word in ORDERS]
    kinds = [KIND_WORDS[word] for word in words if word in KIND_WORDS]
    telling = tuple(word for word in words if word not in ORDERS and word not in KIND_WORDS)
    return Said(telling, min(kinds, key=len, default=()), orders[0] if orders else None)


def described(store: sqlite3.Connection, said: Said) -> list[str]:
    """The ids of the meetings that are called all that is said; of the kind that is said, if there is one of it.

    Numbers and single letters alone say nothing: there are other ways to name a day, and leaders have initials.
    """
    if len(said.telling) > MOST_WORDS or all(word.isdecimal() or len(word) == 1 for word in said.telling):
        return []
    numbers = reduce(set.intersection, (_called(store, word) for word in said.telling))
    found = _of_kinds(store, numbers, said.kinds) or numbers
    ids = "SELECT id FROM meetings WHERE number IN (SELECT value FROM json_each(?))"
    return [str(id) for (id,) in store.execute(ids, (json.dumps(list(found)),))]


def plainly(store: sqlite3.Connection, said: Said) -> str:
    """The telling words without the names of leaders: `helsinki` of `trump putin helsinki`."""
    leaders = """SELECT key FROM names WHERE namespace = 'person' AND key IN (SELECT value FROM json_each(?))
                 AND id IN (SELECT person FROM presence WHERE capacity = 'leader')"""
    named = {key for (key,) in store.execute(leaders, (json.dumps(said.telling),))}
    return " ".join(word for word in said.telling if word not in named)


def _called(store: sqlite3.Connection, word: str) -> set[int]:
    """The meetings, by number, that have a word in what they are called; a month may be shortened."""
    forms = dict.fromkeys([word, MONTHS[MONTH_NAMES[word] - 1].lower() if word in MONTH_NAMES else word])
    expression = " OR ".join(f'"{form}"' for form in forms)
    rows = store.execute("SELECT rowid FROM headings WHERE headings MATCH ?", (expression,))
    places = (divmod(rowid, len(HEADINGS)) for (rowid,) in rows)
    return {number for number, place in places if place in CALLED}


def _of_kinds(store: sqlite3.Connection, numbers: Iterable[int], kinds: Sequence[Kind]) -> set[int]:
    select = """SELECT number FROM meetings WHERE number IN (SELECT value FROM json_each(?))
                AND kind IN (SELECT value FROM json_each(?))"""
    return {number for (number,) in store.execute(select, (json.dumps(list(numbers)), json.dumps(kinds)))}
