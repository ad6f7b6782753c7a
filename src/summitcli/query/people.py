"""Who took part, in what office, where."""

import json
import sqlite3

from .listing import LISTING, Row, listing_row
from .lookup import in_order_of_mention, records
from .naming import resolve

PEOPLE = ("id", "name", "country", "aliases", "roles", "meetings", "quotes")


def people(store: sqlite3.Connection) -> list[Row]:
    """Everybody named, with their offices, and in how many records they took part or are quoted."""
    found = store.execute(
        """SELECT record, count(DISTINCT CASE WHEN capacity <> 'speaker' THEN meeting END)
           FROM people JOIN meeting_people ON person = people.id GROUP BY people.id ORDER BY 2 DESC, people.id"""
    ).fetchall()
    quotes = dict(store.execute("SELECT by, count(*) FROM statements WHERE section = 'quotes' GROUP BY by").fetchall())
    offices: dict[str, list[str]] = {}
    for id, office in store.execute(
        """SELECT by, text FROM statements JOIN meetings ON meetings.id = meeting WHERE section = 'participants'
           GROUP BY by, text ORDER BY min(first_day), min(statements.id)"""
    ):
        offices.setdefault(id, []).append(office)
    return [
        (record := json.loads(text))
        | {"roles": offices.get(record["id"], []), "meetings": meetings, "quotes": quotes.get(record["id"], 0)}
        for text, meetings in found
    ]


def person(store: sqlite3.Connection, name: str) -> Row:
    """A person with the meetings they took part in, in what office, and their words, and the sources of that."""
    ids = resolve(store, "person", name)
    found = store.execute(
        f"""SELECT {", ".join(f'meetings."{column}"' for column in LISTING)}, record
            FROM meetings JOIN records USING (number)
            WHERE id IN (SELECT meeting FROM meeting_people WHERE person = ?) ORDER BY first_day, id""",
        (ids[0],),
    )
    meetings = []
    for *row, text in found:
        brief, record = listing_row(row), json.loads(text)
        took_part = [each for each in record["participants"] if each["person"] == ids[0]]
        meetings.append(
            {key: brief[key] for key in ("id", "title", "kind", "status", "start", "end")}
            | {"leader": ids[0] in brief["leaders"], "participants": took_part}
            | {"quotes": [quote for quote in record["quotes"] if quote["speaker"] == ids[0]]}
        )
    [record] = records(store, "people", ids)
    return record | {
        "meetings": meetings,
        "cited": records(store, "sources", in_order_of_mention({"meetings": meetings})),
    }
