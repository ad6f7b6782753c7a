"""What the commands answer, without a command line: the Python API and the MCP server call the same functions.

Each takes an open store and what was asked for, and returns an `Answer`: the JSON, the rows for spreadsheets, and how
the pages are built. Errors are those of `errors`, without words of a shell.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .dataset.files import is_bundled
from .query import datasets, meetings
from .query.filters import NO_FILTERS, Filters
from .query.names import LATEST, resolve, resolve_meeting
from .query.words import meant, meetings_meant
from .render.output import Answer
from .schema import rows as schema
from .schema.shapes import columns
from .schema.vocabulary import CONTACTS
from .store import Store
from .text import fold, inert

if TYPE_CHECKING:
    from .pages.blocks import Page
    from .schema.answers import CitedSource, Versions

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

        return [listing.page(view, about)]

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

    `names` are words as they are typed, or with `several` a list of names. `several`: answer a list (without it: if
    more than one is named). `brief`: the pages are the short ones. `helsinki#quotes-c10443` is one statement.
    """
    from .query import sections, sources

    chosen = sections.chosen_sections(section)
    standings = sources.chosen_standings(store, standing)
    if not several and (found := sections.named_statement(store, " ".join(names))):
        return _statement(store, *found)
    named = names if several else meetings_meant(store, names)
    shown = [meetings.meeting(store, name) for name in named]
    labels = meetings.labels(store)
    cut = [sections.cut(each, chosen, standings) for each in shown]
    rows = [row for each in shown for row in sections.flat(store, each, labels, sections=chosen)]
    if standings:
        within = {source["id"] for each in shown for source in each["cited"] if source["standing"] in standings}
        rows = [row for row in rows if within.intersection(row["sources"])]
    drawn: list[Any] = [{**whole, **part} for whole, part in zip(shown, cut, strict=True)] if standings else shown

    about = datasets.about(store)
    is_latest = len(named) == 1 and fold(named[0]) in LATEST

    def draw() -> list[Page]:
        from .pages import listing, meeting, short

        if brief:
            drawn_pages = [short.page(each, labels) for each in drawn]
        else:
            drawn_pages = [meeting.page(each, labels, chosen, sources=with_sources) for each in drawn]
        return [page._replace(note=listing.reach(about)) for page in drawn_pages] if is_latest else drawn_pages

    is_list = len(cut) > 1 if several is None else several
    cite = _citations(store, shown[0]["id"], shown[0]["title"]) if len(shown) == 1 else tuple
    return Answer(cut if is_list else cut[0], FLAT, rows, draw, piped="markdown", output="show", cite=cite)


def _statement(store: sqlite3.Connection, id: str, row: schema.FlatStatement) -> Answer:
    """One statement of a meeting, with its sources."""
    from .query import sections

    shown = meetings.meeting(store, id)
    ref = str(row["ref"])
    labels = meetings.labels(store)
    cut = sections.only(sections.cut(shown, [row["section"]]), ref)
    drawn: Any = {**shown, **cut, "cited": shown["cited"]}

    def draw() -> list[Page]:
        from .pages import meeting

        return [meeting.page(drawn, labels, [row["section"]])]

    cite = _citations(store, f"{shown['id']}-{ref}", f"{shown['title']}, {ref}")
    return Answer(cut, FLAT, [row], draw, piped="markdown", output="show", cite=cite)


def _citations(store: sqlite3.Connection, id: str, title: str) -> Callable[[], Sequence[tuple[str, str]]]:
    """How a page is to be cited, in several styles; of the bundled record with the version of the program."""
    about = datasets.about(store)
    paths = store.paths if isinstance(store, Store) else ()

    def cite() -> Sequence[tuple[str, str]]:
        from importlib.metadata import version

        from .cite import page_citations

        ours = version("summitcli") if is_bundled(paths) else None
        return page_citations(title, None, about=about, version=ours, id=id)

    return cite


def topic_list(store: sqlite3.Connection) -> Answer:
    """The vocabulary of topics with its counts."""
    from .query import topics
    from .schema.answers import ListedTopic

    rows = topics.topics(store)

    def draw() -> list[Page]:
        from .pages import definitions

        return [definitions.topics(rows)]

    return Answer(rows, columns(ListedTopic), rows, draw, output="topics")


def topic(store: sqlite3.Connection, name: str) -> Answer:
    """What the record has on a topic."""
    from .query import sections, topics

    shown = topics.topic(store, name)
    labels = meetings.labels(store)
    about_it = "statements.id IN (SELECT statement FROM statement_topics WHERE topic = ?)"
    rows = sections.stored(store, about_it, (shown["id"],))

    def draw() -> list[Page]:
        from .pages import topic

        return [topic.page(shown, labels)]

    cite = _citations(store, shown["id"], shown["label"])
    return Answer(shown, FLAT, rows, draw, piped="markdown", output="topic", cite=cite)


def each_topic(store: sqlite3.Connection, names: Sequence[str]) -> Answer:
    """What the record has on the topic, or on each of the topics, that words name."""
    return _together([topic(store, name) for name in meant(names, lambda name: resolve(store, "topic", name))])


def _together(answers: Sequence[Answer]) -> Answer:
    """One answer as it is; several of a kind as one, whose JSON is an array."""
    if len(answers) == 1:
        return answers[0]
    values = [answer.value for answer in answers]
    rows = [row for answer in answers for row in answer.rows]

    def draw() -> list[Page]:
        return [page for answer in answers for page in answer.draw()]

    return answers[0]._replace(value=values, rows=rows, draw=draw)


def people_list(store: sqlite3.Connection) -> Answer:
    """Everybody named, with their offices."""
    from .query import people
    from .schema.answers import ListedPerson

    rows = people.people(store)
    labels = meetings.labels(store)

    def draw() -> list[Page]:
        from .pages import definitions

        return [definitions.people(rows, labels)]

    return Answer(rows, columns(ListedPerson), rows, draw, output="people")


def person(store: sqlite3.Connection, name: str) -> Answer:
    """Where somebody took part, in what office, and what is quoted of them."""
    from .query import people, sections

    shown = people.person(store, name)
    labels = meetings.labels(store)
    rows = sections.stored(store, "person = ?", (shown["id"],))

    def draw() -> list[Page]:
        from .pages import person

        return [person.page(shown, labels)]

    cite = _citations(store, shown["id"], shown["name"])
    return Answer(shown, FLAT, rows, draw, piped="markdown", output="person", cite=cite)


def each_person(store: sqlite3.Connection, names: Sequence[str]) -> Answer:
    """The person, or each of the people, that words name."""
    return _together([person(store, name) for name in meant(names, lambda name: resolve(store, "person", name))])


def source_list(
    store: sqlite3.Connection, name: str | None = None, *, standing: Sequence[str] = (), archived: bool = False
) -> Answer:
    """The sources, or those of a meeting with their footnote numbers, or the one whose id is given."""
    from .query import sources
    from .schema.answers import ListedSource, NumberedSource

    standings = sources.chosen_standings(store, standing)
    numbered = name is not None and not sources.is_source(store, name)
    type: Any = NumberedSource if numbered else ListedSource
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


def cited(store: sqlite3.Connection, names: Sequence[str], chosen: Sequence[str] = ()) -> list[CitedSource]:
    """The sources of the meetings, and those by their ids, that words name; or the `chosen` ones of one meeting.

    `chosen` has footnote numbers or ids.
    """
    from .query import sources

    def resolve_either(name: str) -> object:
        return sources.is_source(store, name) or resolve_meeting(store, name)

    return sources.cited_by(store, meant(names, resolve_either), chosen)


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
    from .query import sections, sources
    from .query.search import search

    chosen = sections.chosen_sections(section)
    standings = sources.chosen_standings(store, standing)
    found = search(store, words, filters, sections=chosen, standings=standings, limit=limit)
    rows = [each.hit for each in found.statements]
    first = list(dict.fromkeys(row["sources"][0] for row in rows))
    best = {source["id"]: source for source in meetings.definitions(store, "sources", first)}

    def draw() -> list[Page]:
        from .pages import search as page

        return [page.page(found, inert(" ".join(words)), best)]

    return Answer(rows, columns(schema.Hit), rows, draw, output="search")


def compare(store: sqlite3.Connection, names: Sequence[str]) -> Answer:
    """Two or three meetings, which words name, side by side."""
    from .query import sections

    compared = meetings.comparison(store, meetings_meant(store, names))
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

        return [timeline.page(view, leaders, about)]

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

        return [page.page(records, note=listing.note(view, about))]

    return Answer(rows, LISTED, rows, draw, output="list")


def statistics(store: sqlite3.Connection, filters: Filters = NO_FILTERS, *, by: str = "year") -> Answer:
    """How many meetings, and how long, by a key; or by `standing`, how many statements rest on what."""
    from .query import counts

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
    from .query import counts

    rows = counts.counting_rule(store, filters)

    def draw() -> list[Page]:
        from .pages import statistics

        return [statistics.counting_rule(rows)]

    return Answer(rows, columns(schema.CountingRule), rows, draw, piped="markdown", output="counting")


def link(store: sqlite3.Connection, name: str, *, number: int | None = None, archived: bool = False) -> Answer:
    """An address where a meeting or a source is to be read."""
    from .query import sources

    found = sources.link(store, name, number=number, archive=archived)

    def draw() -> list[Page]:
        from .pages import about

        return [about.link(found)]

    return Answer(found, columns(schema.OpenedLink), [found], draw, output="open")


def versions(store: sqlite3.Connection) -> Answer:
    """What runs, and on what data."""
    from importlib.metadata import version

    files = datasets.files(store)
    about: Versions = {
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
