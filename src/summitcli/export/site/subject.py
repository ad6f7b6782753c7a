"""What a site is about: the meetings with their series, the publishers, and which meetings are set side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ...pages.front import Gathering
from ...query import datasets, meetings, publishers
from ...query.filters import NO_FILTERS, Filters, default_series
from ...schema.vocabulary import IN_PERSON
from ...store.tables import placeholders
from . import addresses

if TYPE_CHECKING:
    from ...query.datasets import About
    from ...query.publishers import ListedPublisher
    from ...schema.records import Series
    from ...schema.rows import MeetingName
    from ...wording import Labels
    from .addresses import Addresses

EVERYTHING = Filters(all=True)
FORMAL = ("summit", "bilateral")
MOST_PAIRWISE = 12
"""Formal meetings of which each is set beside each other; of more, each is set beside the one before."""
IDS = {
    "meeting": "SELECT id FROM meetings ORDER BY number",
    "topic": "SELECT id FROM topics WHERE id IN (SELECT topic FROM meeting_topics) ORDER BY id",
    "person": "SELECT DISTINCT person FROM presence ORDER BY person",
}
"""Of which records there is a page, by their kind."""

Pair = tuple[str, str]
"""The ids of two meetings, the earlier one first."""


class Group(NamedTuple):
    """Meetings that belong together: those of a series, or under no id those of none."""

    id: str
    label: str
    description: str


class Subject(NamedTuple):
    """What pages of a site are made of. It holds nothing of single meetings: pages read these when they are made.

    `version` is that of summit, if the record came with it; `base_url` is where the site will be published, or empty.
    """

    store: sqlite3.Connection
    about: About
    labels: Labels
    groups: Sequence[Group]
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
    found = {each.name: each for each in publishers.publishers(store)}
    first = default_series(store)
    return Subject(
        store,
        datasets.about(store),
        meetings.labels(store),
        list(_groups(store, first)),
        found,
        _pairs(store, first),
        addresses.of(found),
        version,
        base_url,
    )


def ids(it: Subject, kind: str) -> Iterator[str]:
    """The meetings, topics or people that have a page; meetings in order of time."""
    return (id for (id,) in it.store.execute(IDS[kind]))


def gathered(it: Subject) -> Iterator[Gathering]:
    """The meetings of each group in order of time, each read when its turn comes."""
    for each in it.groups:
        yield Gathering(*each, meetings.listed(it.store, "series IS ? ORDER BY number", (each.id or None,)))


def paired(it: Subject) -> dict[str, MeetingName]:
    """The meetings that are set side by side with others, by their ids, in order of time."""
    wanted = set(chain(*it.pairs))
    found = meetings.meeting_names(it.store, [id for id in ids(it, "meeting") if id in wanted])
    return {each["id"]: each for each in found}


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


def _groups(store: sqlite3.Connection, first: str | None) -> Iterator[Group]:
    """The series that have meetings, the default one first; what is of none comes last."""
    found = {series for (series,) in store.execute("SELECT DISTINCT series FROM meetings")}
    series: list[Series] = meetings.definitions(store, "series")
    for each in sorted(series, key=lambda each: each["id"] != first):
        if each["id"] in found:
            yield Group(each["id"], each["label"], each["description"])
    if None in found:
        yield Group("", "Other meetings" if len(found) > 1 else "Meetings", "")


def _pairs(store: sqlite3.Connection, first: str | None) -> list[Pair]:
    """Formal meetings of the default series, and meetings with those to which they refer; all were held in person."""
    select = f"""SELECT id, series IS ? AND kind IN ({placeholders(FORMAL)}) FROM meetings
                 WHERE status = 'held' AND kind IN ({placeholders(IN_PERSON)}) ORDER BY number"""
    held = store.execute(select, (first, *FORMAL, *IN_PERSON)).fetchall()
    formal = [id for id, is_formal in held if is_formal]
    beside = combinations(formal, 2) if len(formal) <= MOST_PAIRWISE else pairwise(formal)
    referring = store.execute(
        """SELECT DISTINCT statements.meeting, references_to.meeting
           FROM references_to JOIN statements ON statements.id = statement"""
    )
    places = {id: place for place, (id, _) in enumerate(held)}
    linked = {
        (one, other) if places[one] < places[other] else (other, one)
        for one, other in referring
        if one in places and other in places and one != other
    }
    return sorted({*beside, *linked}, key=lambda pair: (-places[pair[1]], places[pair[0]]))
