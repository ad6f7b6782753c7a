"""The record as tables: one fact in one place, every reference a key. SQLite, Parquet and data packages share them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..fields import fields
from ..records import claim_text, claims, day_span
from .extract import Extract


class Column(NamedTuple):
    """`type` is string, integer, number, boolean or date; `refers_to` a table whose key it holds."""

    name: str
    type: str
    description: str
    refers_to: str | None = None


class Relation(NamedTuple):
    """A table with its rows; the first `key` columns are its primary key."""

    name: str
    description: str
    columns: list[Column]
    key: int
    rows: list[tuple[Any, ...]]


class Claim(NamedTuple):
    """A cited object of a meeting with the number of its row in `statements`."""

    number: int
    meeting: str
    position: int
    section: str
    question: str | None
    node: dict[str, Any]


# Name, what a row is, columns of the primary key, and the path in a meeting whose fields describe the columns.
TABLES = {
    "people": ("somebody the record names", 1, "people."),
    "topics": ("a subject of discussion", 1, "topics."),
    "sources": ("a document that is cited", 1, "cited."),
    "meetings": ("a meeting, call, meeting that did not happen, or disputed claim", 1, ""),
    "meeting_sources": ("a source of a meeting's date, place, format and status", 2, ""),
    "leaders": ("a principal of a meeting", 2, ""),
    "links": ("an address or identifier of a meeting elsewhere", 2, ""),
    "statements": ("a claim of the record, in words; every one has citations", 1, ""),
    "citations": ("a source of a statement, best first", 2, ""),
    "participants": ("somebody in the room", 1, "participants."),
    "times": ("a published clock time", 1, "times."),
    "durations": ("a published length", 1, "durations."),
    "quotes": ("verbatim words", 1, "quotes."),
    "corrections": ("something commonly got wrong", 1, "corrections."),
}
COLUMNS = {
    "people": "id name country",
    "topics": "id label description",
    "sources": "id publisher title date url kind via language",
    "meetings": "id title series kind status start end first_day last_day city country venue latitude longitude "
    "host_event minutes length summary",
    "meeting_sources": "meeting position source",
    "leaders": "meeting position person",
    "links": "meeting name target",
    "statements": "id meeting position section topic side by person type question text",
    "citations": "statement position source",
    "participants": "statement meeting person side role part",
    "times": "statement meeting event at qualifier by",
    "durations": "statement meeting minutes qualifier part basis by",
    "quotes": "statement meeting speaker text translated said_on",
    "corrections": "statement meeting claim record",
}
REFERENCES = {
    "meeting": "meetings",
    "statement": "statements",
    "source": "sources",
    "topic": "topics",
    "person": "people",
    "speaker": "people",
}
# What the schema's own fields do not describe: type and meaning.
OTHERS = {
    "meeting": ("string", "meeting id"),
    "statement": ("integer", "number of the statement"),
    "source": ("string", "source id"),
    "person": ("string", "person id"),
    "speaker": ("string", "person id"),
    "topic": ("string", "topic id"),
    "position": ("integer", "place in the order of the record, from 1"),
    "first_day": ("date", "first day of the span that `start` stands for"),
    "last_day": ("date", "last day of the span that `end` stands for"),
    "minutes": ("integer", "best-supported actual length in minutes"),
    "length": ("string", "the same length in words; where it is of a part, with that part"),
    "summary": ("string", "what a reader needs if they read nothing else"),
    "name": ("string", "what it leads to: transcript, document, wikidata, ..."),
    "target": ("string", "URL or identifier"),
    "section": ("string", "section of the meeting"),
    "side": ("string", "us, russia, both or other"),
    "by": ("string", "who says so, where it is one side's or one person's account"),
    "type": ("string", "of an outcome: its type; of press: its form"),
    "question": ("string", "what the accounts differ on"),
    "text": ("string", "the claim, in the record's own words"),
}
OF_STATEMENTS = {"id": ("integer", "number of the statement in this export")}


def relations(extract: Extract) -> list[Relation]:
    """Every table, those that are referred to first."""
    rows = dict(_rows(extract))
    return [
        Relation(name, what, _columns(name, prefix), key, rows[name]) for name, (what, key, prefix) in TABLES.items()
    ]


def _columns(table: str, prefix: str) -> list[Column]:
    known = {field.field: field for field in fields("show")}
    columns = []
    for name in COLUMNS[table].split():
        refers_to = REFERENCES.get(name)
        field = known.get(f"{prefix}{name}") or known.get(f"place.{name}")
        if table == "statements" and name in OF_STATEMENTS:
            type, meaning = OF_STATEMENTS[name]
        elif refers_to or not field or "object" in field.type or table == "statements":
            type, meaning = OTHERS[name]
        else:
            type, meaning = field.type.removesuffix(" or null"), field.description
        columns.append(Column(name, "date" if name == "said_on" else type, meaning, refers_to))
    return columns


def _rows(extract: Extract) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    meetings = extract.meetings
    claims = list(_claims(extract))
    for name, records in (("people", extract.people), ("topics", extract.topics), ("sources", extract.sources)):
        yield name, [tuple(record[column] for column in COLUMNS[name].split()) for record in records]
    yield "meetings", [_meeting(row, meeting) for row, meeting in zip(extract.rows, meetings, strict=True)]
    yield "meeting_sources", [(each["id"], *pair) for each in meetings for pair in enumerate(each["sources"], 1)]
    yield "leaders", [(each["id"], *pair) for each in meetings for pair in enumerate(each["leaders"], 1)]
    links = [(each["id"], name, link) for each in meetings for name, link in each["links"].items() if link]
    yield "links", [(id, name, str(link)) for id, name, link in links]
    yield "statements", [_statement(claim) for claim in claims]
    yield "citations", [(claim.number, *pair) for claim in claims for pair in enumerate(claim.node["sources"], 1)]
    for section in ("participants", "times", "durations", "quotes", "corrections"):
        keys = COLUMNS[section].split()[2:]
        found = [claim for claim in claims if claim.section == section]
        yield section, [(claim.number, claim.meeting, *(claim.node[key] for key in keys)) for claim in found]


def _meeting(row: Any, meeting: Any) -> tuple[Any, ...]:
    place = meeting["place"] or {"latitude": None, "longitude": None}
    days = {"first_day": day_span(row["start"])[0], "last_day": day_span(row["end"])[1]}
    values = {**place, **row, **days}
    return tuple(values[column] for column in COLUMNS["meetings"].split())


def _claims(extract: Extract) -> Iterator[Claim]:
    """Every cited object of every meeting but the meeting itself, numbered in the order of the record."""
    number = 0
    for meeting in extract.meetings:
        record = {key: value for key, value in meeting.items() if key not in ("cited", "people", "topics", "see_also")}
        of_sections = [claim for claim in claims(record) if claim[0]]
        for position, (section, question, node) in enumerate(of_sections, 1):
            number += 1
            yield Claim(number, meeting["id"], position, section, question, node)


def _statement(claim: Claim) -> tuple[Any, ...]:
    node = claim.node
    person = node.get("speaker") or node.get("person")
    kind = node.get("type") or node.get("form")
    said = (node.get("topic"), node.get("side"), node.get("by"), person, kind, claim.question, claim_text(node))
    return (claim.number, claim.meeting, claim.position, claim.section, *said)
