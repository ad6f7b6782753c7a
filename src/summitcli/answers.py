"""What the commands answer, without a command line: the Python API and the MCP server call the same functions.

Each takes an open store and what was asked for, and returns an `Answer`: the JSON, the rows for spreadsheets, and how
the pages are built. Errors are those of `errors`, without words of a shell.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .errors import Ambiguous, NotFound
from .query import counts, datasets, meetings, people, search, sections, sources, topics
from .query.filters import NO_FILTERS, Filters
from .query.names import resolve_meeting
from .render.output import Answer
from .schema import answers as schema
from .schema.shapes import columns
from .schema.vocabulary import CONTACTS
from .text import inert

if TYPE_CHECKING:
    from .pages.blocks import Page

LISTED = columns(schema.ListedMeeting)
FLAT = columns(schema.FlatStatement)


def listing(
    store: sqlite3.Connection,
    filters: Filters = NO_FILTERS,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
) -> Answer:
    """The meetings that the filters and the default view leave, in a row each."""
    view = meetings.view_of(store, filters, meetings.rows(store, filters, sort=sort, reverse=reverse, limit=limit))
    about = datasets.about(store)

    def draw() -> list[Page]:
        from .pages import listing

        return [listing.page(view, until=about.until)]

    return Answer(view.rows, LISTED, view.rows, draw, output="list")


def ids(
    store: sqlite3.Connection,
    filters: Filters = NO_FILTERS,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
) -> Answer:
    """The ids alone of what `listing` answers."""
    rows = meetings.rows(store, filters, sort=sort, reverse=reverse, limit=limit)
    listed = [row["id"] for row in rows]

    def draw() -> list[Page]:
        from .pages import about

        return [about.selection(["id"], [[id] for id in listed])]

    return Answer(listed, ("id",), rows, draw, bare=True)


def show(
    store: sqlite3.Connection,
    names: Sequence[str],
    *,
    section: Sequence[str] = (),
    standing: Sequence[str] = (),
    several: bool | None = None,
    brief: bool = False,
    with_sources: bool = True,
) -> Answer:
    """Whole meetings, or the named sections of them, or the statements with a source of a standing.

    `several`: answer a list (without it: if more than one is named). `brief`: the pages are the short ones.
    """
    chosen = sections.chosen_sections(section)
    standings = sources.chosen_standings(store, standing)
    shown = [meetings.meeting(store, name) for name in _each(names, lambda name: resolve_meeting(store, name))]
    labels = meetings.labels(store)
    cut = [sections.cut(each, chosen, standings) for each in shown]
    rows = [row for each in shown for row in sections.flat(store, each, labels, sections=chosen)]
    if standings:
        within = {source["id"] for each in shown for source in each["cited"] if source["standing"] in standings}
        rows = [row for row in rows if within.intersection(row["sources"])]
    drawn: list[Any] = [{**whole, **part} for whole, part in zip(shown, cut, strict=True)] if standings else shown

    def draw() -> list[Page]:
        from .pages import meeting, short

        if brief:
            return [short.page(each, labels) for each in drawn]
        return [meeting.page(each, labels, chosen, sources=with_sources) for each in drawn]

    is_list = len(cut) > 1 if several is None else several
    return Answer(cut if is_list else cut[0], FLAT, rows, draw, piped="markdown", output="show")


def _each(names: Sequence[str], resolve: Callable[[str], object]) -> list[str]:
    """The names of what is meant: all words joined if that names something, else each word.

    Raises the error of the first word that names nothing, or of the words joined if none of them does.
    """
    if len(names) < 2:
        return list(names)
    try:
        resolve(" ".join(names))
    except NotFound:
        return list(names)
    except Ambiguous:
        try:
            for name in names:
                resolve(name)
        except (NotFound, Ambiguous):
            return [" ".join(names)]
        return list(names)
    return [" ".join(names)]


def topic_list(store: sqlite3.Connection) -> Answer:
    """The vocabulary of topics with its counts."""
    rows = topics.topics(store)

    def draw() -> list[Page]:
        from .pages import definitions

        return [definitions.topics(rows)]

    return Answer(rows, columns(schema.ListedTopic), rows, draw, output="topics")


def topic(store: sqlite3.Connection, name: str) -> Answer:
    """What the record has on a topic."""
    shown = topics.topic(store, name)
    labels = meetings.labels(store)
    about_it = "statements.id IN (SELECT statement FROM statement_topics WHERE topic = ?)"
    rows = sections.stored(store, about_it, (shown["id"],))

    def draw() -> list[Page]:
        from .pages import topic

        return [topic.page(shown, labels)]

    return Answer(shown, FLAT, rows, draw, piped="markdown", output="topic")


def people_list(store: sqlite3.Connection) -> Answer:
    """Everybody named, with their offices."""
    rows = people.people(store)
    labels = meetings.labels(store)

    def draw() -> list[Page]:
        from .pages import definitions

        return [definitions.people(rows, labels)]

    return Answer(rows, columns(schema.ListedPerson), rows, draw, output="people")


def person(store: sqlite3.Connection, name: str) -> Answer:
    """Where somebody took part, in what office, and what is quoted of them."""
    shown = people.person(store, name)
    labels = meetings.labels(store)
    rows = sections.stored(store, "person = ?", (shown["id"],))

    def draw() -> list[Page]:
        from .pages import person

        return [person.page(shown, labels)]

    return Answer(shown, FLAT, rows, draw, piped="markdown", output="person")


def source_list(
    store: sqlite3.Connection, name: str | None = None, *, standing: Sequence[str] = (), archived: bool = False
) -> Answer:
    """The sources, or those of a meeting with their footnote numbers, or the one whose id is given."""
    standings = sources.chosen_standings(store, standing)
    numbered = name is not None and not sources.is_source(store, name)
    type: Any = schema.NumberedSource if numbered else schema.ListedSource
    rows: list[Any]
    shown: list[Any]
    if name is None:
        rows = list(sources.sources(store, standings))
    elif numbered:
        rows = list(sources.sources_of(store, name, standings))
    else:
        rows = [sources.source(store, name)]

    shown = [{**row, "url": row["archived"]} for row in rows] if archived else rows

    def draw() -> list[Page]:
        from .pages import sources as page

        return [page.of_meeting(shown) if numbered else page.page(shown)]

    return Answer(rows, columns(type), rows, draw, output="cited" if numbered else "sources")


def find(
    store: sqlite3.Connection,
    words: Sequence[str],
    filters: Filters = NO_FILTERS,
    *,
    section: Sequence[str] = (),
    standing: Sequence[str] = (),
    limit: int | None = None,
) -> Answer:
    """The statements that have the words, best first."""
    chosen = sections.chosen_sections(section)
    standings = sources.chosen_standings(store, standing)
    found = search.search(store, words, filters, sections=chosen, standings=standings, limit=limit)
    rows = [each.hit for each in found.statements]
    first = list(dict.fromkeys(row["sources"][0] for row in rows))
    best = {source["id"]: source for source in meetings.definitions(store, "sources", first)}

    def draw() -> list[Page]:
        from .pages import search

        return [search.page(found, inert(" ".join(words)), best)]

    return Answer(rows, columns(schema.Hit), rows, draw, output="search")


def compare(store: sqlite3.Connection, names: Sequence[str]) -> Answer:
    """Two or three meetings side by side."""
    compared = meetings.comparison(store, names)
    labels = meetings.labels(store)
    rows = [row for each in compared["meetings"] for row in sections.flat(store, each, labels)]

    def draw() -> list[Page]:
        from .pages import compare

        return [compare.page(compared, labels)]

    return Answer(compared, FLAT, rows, draw, piped="markdown", output="compare")


def timeline(store: sqlite3.Connection, filters: Filters = NO_FILTERS) -> Answer:
    """The meetings and calls on a time axis."""
    rows = meetings.rows(store, filters, kinds=CONTACTS)
    view = meetings.view_of(store, filters, rows, kinds=CONTACTS)
    about = datasets.about(store)
    named = [leader for row in rows for leader in row["leaders"]]
    leaders = meetings.definitions(store, "people", list(dict.fromkeys(named)))

    def draw() -> list[Page]:
        from .pages import timeline

        return [timeline.page(view, leaders, until=about.until)]

    return Answer(rows, LISTED, rows, draw, output="timeline")


def world_map(store: sqlite3.Connection, filters: Filters = NO_FILTERS) -> Answer:
    """The places of the meetings on a map of the world."""
    rows = meetings.rows(store, filters)
    view = meetings.view_of(store, filters, rows)
    about = datasets.about(store)
    records = [meetings.record(store, row["id"]) for row in rows]

    def draw() -> list[Page]:
        from .pages import listing
        from .pages import map as page

        return [page.page(records, note=listing.note(view, about.until))]

    return Answer(rows, LISTED, rows, draw, output="list")


def statistics(store: sqlite3.Connection, filters: Filters = NO_FILTERS, *, by: str = "year") -> Answer:
    """How many meetings, and how long, by a key; or by `standing`, how many statements rest on what."""
    if by == "standing":
        standings = counts.standings(store, filters)

        def draw_standings() -> list[Page]:
            from .pages import statistics

            return [statistics.standings(standings)]

        return Answer(standings, columns(schema.StandingCount), standings, draw_standings, output="standings")
    counted = counts.statistics(store, filters, by=by)

    def draw() -> list[Page]:
        from .pages import statistics

        return [statistics.page(counted)]

    return Answer(counted.rows, columns(schema.Count), counted.rows, draw, output="stats")


def counting_rule(store: sqlite3.Connection, filters: Filters = NO_FILTERS) -> Answer:
    """What counts as a meeting, and what each count comes to."""
    rows = counts.counting_rule(store, filters)

    def draw() -> list[Page]:
        from .pages import statistics

        return [statistics.counting_rule(rows)]

    return Answer(rows, columns(schema.CountingRule), rows, draw, piped="markdown", output="counting")


def link(store: sqlite3.Connection, name: str, *, number: int | None = None, archived: bool = False) -> Answer:
    """An address where a meeting or a source is to be read."""
    found = sources.link(store, name, number=number, archive=archived)

    def draw() -> list[Page]:
        from .pages import about

        return [about.link(found)]

    return Answer(found, columns(schema.OpenedLink), [found], draw, output="open")


def versions(store: sqlite3.Connection) -> Answer:
    """What runs, and on what data."""
    from importlib.metadata import version

    files = datasets.files(store)
    about: schema.Versions = {
        "version": version("summitcli"),
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "sqlite": sqlite3.sqlite_version,
        "schema_version": files[0].schema_version,
        "datasets": [
            {
                "file": file.file,
                "title": file.title,
                "until": file.until,
                "note": file.note,
                "sha256": file.sha256,
                "meetings": file.meetings,
            }
            for file in files
        ],
    }

    def draw() -> list[Page]:
        from .pages import about as page

        return [page.versions(about)]

    return Answer(about, columns(schema.DatasetFile), about["datasets"], draw, output="version")
