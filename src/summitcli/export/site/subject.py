"""What a site is about: the meetings with their series, the publishers, and which meetings are set side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ...pages.front import Gathering
from ...query import datasets, meetings, publishers
from ...query.filters import NO_FILTERS, Filters, default_series
from ...schema.vocabulary import IN_PERSON
from . import addresses

if TYPE_CHECKING:
    from ...query.datasets import About
    from ...query.publishers import ListedPublisher
    from ...schema.records import Series
    from ...schema.rows import ListedMeeting
    from ...wording import Labels
    from .addresses import Addresses

EVERYTHING = Filters(all=True)
FORMAL = ("summit", "bilateral")
MOST_PAIRWISE = 12
"""Formal meetings of which each is set beside each other; of more, each is set beside the one before."""

Pair = tuple[str, str]
"""The ids of two meetings, the earlier one first."""


class Subject(NamedTuple):
    """What pages of a site are made of.

    `version` is that of summit, if the record came with it; `base_url` is where the site will be published, or empty.
    """

    store: sqlite3.Connection
    about: About
    labels: Labels
    rows: Mapping[str, ListedMeeting]
    gathered: Sequence[Gathering]
    publishers: Mapping[str, ListedPublisher]
    pairs: Sequence[Pair]
    addresses: Addresses
    version: str | None
    base_url: str


def gather(store: sqlite3.Connection, filters: Filters, *, base_url: str) -> Subject:
    """All that the filters match."""
    version = datasets.release(store)
    if filters._replace(all=False) != NO_FILTERS:
        store = _narrowed(store, filters)
    rows = {row["id"]: row for row in meetings.rows(store, EVERYTHING)}
    found = {each.name: each for each in publishers.publishers(store)}
    first = default_series(store)
    pairs = _pairs(store, rows, first)
    return Subject(
        store,
        datasets.about(store),
        meetings.labels(store),
        rows,
        list(_gathered(meetings.definitions(store, "series"), list(rows.values()), first)),
        found,
        pairs,
        addresses.of(store, found, pairs),
        version,
        base_url,
    )


def _narrowed(store: sqlite3.Connection, filters: Filters) -> sqlite3.Connection:
    """A store of what the filters match alone, so that whatever is listed or counted is so among it."""
    from ...dataset import validate
    from ...store.compile import compile_into
    from ..dataset import pieces
    from ..selection import select

    content = b"".join(pieces(select(store, filters)))
    name = "selection.json"
    narrowed = sqlite3.connect(":memory:")
    compile_into(narrowed, validate({name: content}), {name: sha256(content).hexdigest()}, lambda _: None)
    return narrowed


def _gathered(series: Sequence[Series], rows: Sequence[ListedMeeting], first: str | None) -> Iterator[Gathering]:
    """The meetings of each series, the default one first; those of none come last."""
    by_series: dict[str | None, list[ListedMeeting]] = {}
    for row in rows:
        by_series.setdefault(row["series"], []).append(row)
    for each in sorted(series, key=lambda each: each["id"] != first):
        if each["id"] in by_series:
            yield Gathering(each["id"], each["label"], each["description"], by_series[each["id"]])
    if None in by_series:
        yield Gathering("", "Other meetings" if len(by_series) > 1 else "Meetings", "", by_series[None])


def _pairs(store: sqlite3.Connection, rows: Mapping[str, ListedMeeting], first: str | None) -> list[Pair]:
    """Formal meetings of the default series, and meetings with those to which they refer; all were held in person."""
    held = [row["id"] for row in rows.values() if row["status"] == "held" and row["kind"] in IN_PERSON]
    formal = [id for id in held if rows[id]["kind"] in FORMAL and rows[id]["series"] == first]
    beside = combinations(formal, 2) if len(formal) <= MOST_PAIRWISE else pairwise(formal)
    referring = store.execute(
        """SELECT DISTINCT statements.meeting, references_to.meeting
           FROM references_to JOIN statements ON statements.id = statement"""
    )
    places = {id: place for place, id in enumerate(held)}
    linked = {
        (one, other) if places[one] < places[other] else (other, one)
        for one, other in referring
        if one in places and other in places and one != other
    }
    return sorted({*beside, *linked}, key=lambda pair: (-places[pair[1]], places[pair[0]]))
