"""How SQLite answers each question: the plans of the queries that the functions of `query` really run.

    python -m benchmarks.plans [--reading-all] FILE

A test holds the plans to what is expected (tests/query/test_plans.py).
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from summitcli.errors import Ambiguous
from summitcli.query import counts, meetings, names, people, search, sources, topics
from summitcli.query.filters import NO_FILTERS, Filters
from summitcli.store import open_store

# What grows with the dataset: to read all of one of these takes as long as the dataset is large.
LARGE = (
    *("meetings", "statements", "names", "citations", "presence", "places", "meeting_topics", "statement_topics"),
    *("sources", "passages", "definitions", "records"),
)
READS_ALL = re.compile(
    rf"SCAN ({'|'.join(LARGE)})\b(?! VIRTUAL TABLE INDEX \d+:\S)|SEARCH names USING .*\(namespace=\?\)"
)


class Plan(NamedTuple):
    """One statement of SQL that a question ran, and the lines of its plan."""

    question: str
    sql: str
    lines: list[str]

    @property
    def reads_all(self) -> list[str]:
        """The lines that read all rows of a large table."""
        return [line for line in self.lines if READS_ALL.match(line)]


class Recorder:
    """A store that explains every query before it runs it."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self.store = store
        self.ran: list[tuple[str, list[str]]] = []

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        explained = self.store.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        self.ran.append((" ".join(sql.split()), [line for *_, line in explained]))
        return self.store.execute(sql, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def listed(**named: Any) -> Callable[[Any], Any]:
    filters = Filters(**named)
    return lambda store: meetings.view_of(store, filters, meetings.rows(store, filters, limit=50))


def questions(store: sqlite3.Connection) -> dict[str, Callable[[Any], Any]]:
    """What is asked, with names that this store has."""
    (id,) = store.execute("SELECT id FROM meetings WHERE city IS NOT NULL ORDER BY id LIMIT 1").fetchone()
    (city, country) = store.execute("SELECT city, country FROM meetings WHERE id = ?", (id,)).fetchone()
    (day,) = store.execute("SELECT start FROM meetings WHERE length(start) = 10 LIMIT 1").fetchone()
    (event,) = store.execute("SELECT max(host_event) FROM meetings").fetchone()
    (topic,) = store.execute("SELECT min(id) FROM topics").fetchone()
    (person,) = store.execute("SELECT min(person) FROM presence WHERE capacity = 'leader'").fetchone()
    (series,) = store.execute("SELECT min(id) FROM series").fetchone()
    (source,) = store.execute("SELECT min(id) FROM sources").fetchone()
    return {
        "list": listed(),
        "list --all": listed(all=True),
        "list --kind": listed(kind=["call"]),
        "list --outcome": listed(outcome=["none"]),
        "list --status": listed(status=["cancelled"]),
        "list --series": listed(series=[series]),
        "list --topic": listed(topic=[topic]),
        "list --person": listed(person=[person]),
        "list --leader": listed(leader=[person]),
        "list --city": listed(city=[city]),
        "list --country": listed(country=[country]),
        "list --event": listed(event=[event]),
        "list --year": listed(year=["2017..2019"]),
        "list --since --until": listed(since="2017", until="2019"),
        "show ID": lambda store: meetings.meeting(store, id),
        "show DATE": lambda store: ambiguous(store, day),
        "show PREFIX": lambda store: ambiguous(store, id[:3]),
        "show latest": lambda store: names.resolve_meeting(store, "latest"),
        "search": lambda store: search.search(store, ["grain", "exports"], NO_FILTERS, limit=10),
        "search --topic": lambda store: search.search(store, ["grain"], Filters(topic=[topic]), limit=10),
        "topics": topics.topics,
        "topics TOPIC": lambda store: topics.topic(store, topic),
        "people": people.people,
        "people PERSON": lambda store: people.person(store, person),
        "sources": sources.sources,
        "sources ID": lambda store: sources.sources_of(store, id),
        "sources SOURCE": lambda store: sources.source(store, source),
        "stats": lambda store: counts.statistics(store, NO_FILTERS),
        "stats --by topic": lambda store: counts.statistics(store, NO_FILTERS, by="topic"),
        "stats --by standing": lambda store: counts.standings(store, NO_FILTERS),
        "completion of ids": lambda store: names.completions(store, "meeting", id[:3]),
        "completion of countries": lambda store: names.completions(store, "country", "f"),
        "completion of topics": lambda store: names.completions(store, "topic", ""),
    }


def ambiguous(store: Any, beginning: str) -> None:
    """Look a meeting up by a name that may be that of several."""
    with suppress(Ambiguous):
        names.resolve_meeting(store, beginning)


def plans(store: sqlite3.Connection) -> list[Plan]:
    """Every query of every question, once."""
    found = []
    for question, ask in questions(store).items():
        recorder = Recorder(store)
        ask(recorder)
        found += [Plan(question, sql, lines) for sql, lines in dict(recorder.ran).items()]
    return found


def main(arguments: list[str]) -> None:
    reading_all = "--reading-all" in arguments
    for plan in plans(open_store(arguments[-1:])):
        if reading_all:
            for line in plan.reads_all:
                print(f"{plan.question}\t{line}")
        else:
            print(f"{plan.question}: {plan.sql}")
            for line in plan.lines:
                print(f"  {'!' if line in plan.reads_all else ' '} {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
