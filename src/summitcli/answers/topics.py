"""Answers on topics."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..query import meetings, topics
from ..query.names import resolve
from ..query.words import meant
from ..render.output import Answer
from ..schema.answers import ListedTopic
from ..schema.shapes import columns
from .together import on_one, together

if TYPE_CHECKING:
    from ..pages.blocks import Page
    from ..schema.answers import ShownTopic


def topic_list(store: sqlite3.Connection) -> Answer[list[ListedTopic]]:
    """The vocabulary of topics with its counts."""
    rows = topics.topics(store)

    def draw() -> list[Page]:
        from ..pages import definitions

        return [definitions.topics(rows)]

    return Answer(rows, columns(ListedTopic), draw, output="topics")


def topic(store: sqlite3.Connection, name: str) -> Answer[ShownTopic]:
    """What the record has on a topic."""
    shown = topics.topic(store, name)
    about_it = ("statements.id IN (SELECT statement FROM statement_topics WHERE topic = ?)", (shown["id"],))

    def draw() -> list[Page]:
        from ..pages import topic

        return [topic.page(shown, meetings.labels(store))]

    return on_one(store, shown, about_it, draw, title=shown["label"], output="topic")


def each_topic(store: sqlite3.Connection, names: Sequence[str]) -> Answer:
    """What the record has on the topic, or on each of the topics, that words name."""
    return together([topic(store, name) for name in meant(names, lambda name: resolve(store, "topic", name))])
