"""The vocabulary of topics, and what the record has on one."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any, cast

from .meetings import definitions, meeting_names, sides
from .names import resolve
from .rows import columns_of, meeting_name, quoted
from .sections import mentioned

if TYPE_CHECKING:
    from ..schema.answers import ListedTopic, ShownTopic, TopicMeeting
    from ..schema.records import Topic
    from ..schema.rows import MeetingName

LISTS = ("outcomes", "accounts", "quotes", "corrections", "context", "aims", "reactions", "aftermath")
"""Sections whose statements may be about several topics."""


def topics(store: sqlite3.Connection) -> list[ListedTopic]:
    """The vocabulary, with the numbers of meetings of any kind and of statements about each topic."""
    found = store.execute(
        """SELECT record, (SELECT count(*) FROM meeting_topics WHERE topic = definitions.id),
                  (SELECT count(*) FROM statement_topics WHERE topic = definitions.id)
           FROM definitions WHERE kind = 'topics' ORDER BY 2 DESC, id"""
    )
    rows: list[ListedTopic] = []
    for record, meetings, said in found:
        topic: Topic = json.loads(record)
        rows.append({**topic, "meetings": meetings, "statements": said})
    return rows


def topic(store: sqlite3.Connection, name: str) -> ShownTopic:
    """A topic with what the record has on it, meeting by meeting, and the sources of that.

    Raises `NotFound`, `Ambiguous`.
    """
    [id] = resolve(store, "topic", name)
    columns = columns_of(store, "MeetingName")
    found = store.execute(
        f"""SELECT record, {quoted(columns)} FROM meetings JOIN records USING (number)
            WHERE id IN (SELECT meeting FROM meeting_topics WHERE topic = ?) ORDER BY first_day, id""",
        (id,),
    )
    meetings = [_on_topic(store, id, json.loads(record), meeting_name(columns, row)) for record, *row in found]
    speakers = [quote["speaker"] for each in meetings for quote in each["quotes"]]
    referring = [said for each in meetings for said in (*each["context"], *each["corrections"])]
    [definition] = definitions(store, "topics", [id])
    return {
        **definition,
        "meetings": meetings,
        "people": definitions(store, "people", list(dict.fromkeys(speakers))),
        "referred": meeting_names(store, list(dict.fromkeys(id for said in referring for id in said["see"]))),
        "cited": definitions(store, "sources", mentioned(meetings)),
    }


def _on_topic(store: sqlite3.Connection, topic: str, record: Any, named: MeetingName) -> TopicMeeting:
    about: dict[str, Any] = {"sides": sides(store, record["series"])}
    about |= {"discussed": [each for each in record["discussed"] if each["topic"] == topic]}
    about |= {key: [each for each in record[key] if topic in each["topics"]] for key in LISTS}
    return cast("TopicMeeting", {**named, **about})
