"""Who took part, in what office, where."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from .meetings import definitions
from .names import resolve
from .rows import columns_of, meeting_name, quoted
from .sections import mentioned

if TYPE_CHECKING:
    from ..schema.answers import ListedPerson, PersonMeeting, ShownPerson
    from ..schema.records import Meeting, Person


def people(store: sqlite3.Connection) -> list[ListedPerson]:
    """Everybody named, with their offices, and in how many records they took part or are quoted."""
    found = store.execute(
        """SELECT record, count(DISTINCT CASE WHEN capacity <> 'speaker' THEN meeting END)
           FROM definitions JOIN presence ON person = definitions.id WHERE kind = 'people'
           GROUP BY definitions.id ORDER BY 2 DESC, definitions.id"""
    ).fetchall()
    quotes = dict(store.execute("SELECT speaker, count(*) FROM quotes GROUP BY speaker").fetchall())
    offices: dict[str, list[str]] = {}
    for id, office in store.execute(
        """SELECT person, role FROM participants JOIN meetings ON meetings.id = meeting
           GROUP BY person, role ORDER BY min(first_day), min(statement)"""
    ):
        offices.setdefault(id, []).append(office)
    listed: list[ListedPerson] = []
    for text, meetings in found:
        record: Person = json.loads(text)
        id = record["id"]
        listed.append({**record, "roles": offices.get(id, []), "meetings": meetings, "quotes": quotes.get(id, 0)})
    return listed


def person(store: sqlite3.Connection, name: str) -> ShownPerson:
    """A person with the meetings in which they took part, in what office, their words, and the sources of that.

    Raises `NotFound`, `Ambiguous`.
    """
    [id] = resolve(store, "person", name)
    columns = columns_of(store, "MeetingName")
    found = store.execute(
        f"""SELECT record, {quoted(columns)} FROM meetings JOIN records USING (number)
            WHERE id IN (SELECT meeting FROM presence WHERE person = ?) ORDER BY first_day, id""",
        (id,),
    )
    meetings: list[PersonMeeting] = []
    for text, *row in found:
        record: Meeting = json.loads(text)
        meetings.append(
            {
                **meeting_name(columns, row),
                "leader": id in record["leaders"],
                "participants": [each for each in record["participants"] if each["person"] == id],
                "quotes": [each for each in record["quotes"] if each["speaker"] == id],
            }
        )
    [definition] = definitions(store, "people", [id])
    return {**definition, "meetings": meetings, "cited": definitions(store, "sources", mentioned(meetings))}
