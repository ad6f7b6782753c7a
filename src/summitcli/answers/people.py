"""Answers on people."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..query import meetings, people
from ..query.names import resolve
from ..query.words import meant
from ..render.output import Answer
from ..schema.answers import ListedPerson
from ..schema.shapes import columns
from .together import on_one, together

if TYPE_CHECKING:
    from ..pages.blocks import Page
    from ..schema.answers import ShownPerson


def people_list(store: sqlite3.Connection) -> Answer[list[ListedPerson]]:
    """Everybody named, with their offices."""
    rows = people.people(store)

    def draw() -> list[Page]:
        from ..pages import definitions

        return [definitions.people(rows, meetings.labels(store))]

    return Answer(rows, columns(ListedPerson), draw, output="people")


def person(store: sqlite3.Connection, name: str) -> Answer[ShownPerson]:
    """Where somebody took part, in what office, and what is quoted of them."""
    shown = people.person(store, name)

    def draw() -> list[Page]:
        from ..pages import person

        return [person.page(shown, meetings.labels(store))]

    return on_one(store, shown, ("person = ?", (shown["id"],)), draw, title=shown["name"], output="person")


def each_person(store: sqlite3.Connection, names: Sequence[str]) -> Answer:
    """The person, or each of the people, that words name."""
    return together([person(store, name) for name in meant(names, lambda name: resolve(store, "person", name))])
