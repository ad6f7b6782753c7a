"""Commands that read the record: list, show, topics, people, sources."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import query
from ..errors import UsageError
from ..query import Filters
from ..render import Answer, View
from ..store import open_store
from .app import Reply, command
from .completion import completer
from .options import Data, with_stdin


@command("list")
def list_(
    data: Data,
    view: View,
    filters: Filters,
    sort: Annotated[
        str,
        typer.Option(
            metavar="KEY",
            help="date, length, title, kind, status, country or city.",
            autocompletion=completer("sort"),
        ),
    ] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-L", metavar="N", min=1, help="At most N of them.")] = None,
    ids: Annotated[bool, typer.Option("--ids", help="Only the ids, one a line.")] = False,
) -> Reply:
    """List meetings. Without filters: those held in person.

    A filter that is named replaces its own part of that view: --kind call lists calls, --status cancelled
    what was called off. --all shows every record.

    \b
    Examples:
      summit list --topic syria
      summit list --kind call --year 2025
      summit list --all --topic ukraine --json
      summit list --country finland,germany --ids
    """
    store = open_store(data)
    rows = query.rows(store, filters, sort=sort, reverse=reverse, limit=limit)
    if ids:
        listed = [row["id"] for row in rows]
        return Answer(
            listed, ["id"], rows, lambda pages: [pages.selection(["id"], [[id] for id in listed])], bare=True
        ), view
    return Answer(
        rows,
        query.LISTING,
        rows,
        lambda pages: [pages.listing(query.counted(store, filters, rows), reach=query.reach(store))],
        output="list",
    ), view


@command("show")
def show(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Id, alias, date or city; 'first', 'latest'; '-' reads ids from stdin.",
            autocompletion=completer("meeting"),
        ),
    ],
    data: Data,
    view: View,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section",
            metavar="NAME",
            help="Only this section; repeatable, commas allowed.",
            autocompletion=completer("section"),
        ),
    ] = None,
) -> Reply:
    """Show whole meetings, every sentence with its source.

    \b
    Sections: overview, summary, durations, participants, context, aims,
    discussed, outcomes, press, times, accounts, quotes, reactions,
    aftermath, corrections, sources.

    \b
    Examples:
      summit show helsinki
      summit show 2025-08-15 --section accounts,corrections
      summit show helsinki anchorage --json
      summit list --topic syria --ids | summit show -
    """  # fmt: skip
    sections = query.check_sections(section or [])
    if sections and view.fields:
        raise UsageError(
            "--section and --fields do not go together", hint="--fields quotes.text,quotes.sources names both."
        )
    store = open_store(data)
    meetings = [query.meeting(store, name) for name in with_stdin(names, data)]
    labels = query.labels(store)
    cut = [query.section_of(meeting, sections) for meeting in meetings]
    return Answer(
        cut[0] if len(names) == 1 and names != ["-"] else cut,
        query.STATEMENT,
        [row for meeting in meetings for row in query.statements_of(meeting, labels, sections=sections)],
        lambda pages: [pages.meeting(each, labels, sections=sections) for each in meetings],
        piped="markdown",
        output="show",
    ), view


@command("topics")
def topics(
    data: Data,
    view: View,
    name: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="Id, label or alias.", autocompletion=completer("topic"))
    ] = None,
) -> Reply:
    """List the topics, or what was said on one of them.

    \b
    Examples:
      summit topics
      summit topics syria
      summit topics nukes --json
    """
    store = open_store(data)
    if name is None:
        rows = query.topics(store)
        return Answer(rows, query.TOPICS, rows, lambda pages: [pages.topics(rows)], output="topics"), view
    topic = query.topic(store, name)
    labels = query.labels(store)
    said = [row for meeting in topic["meetings"] for row in query.statements_of(meeting, labels)]
    return Answer(
        topic,
        query.STATEMENT,
        said,
        lambda pages: [pages.topic(topic, labels)],
        piped="markdown",
        output="topic",
    ), view


@command("people")
def people(
    data: Data,
    view: View,
    name: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="Id, name or surname.", autocompletion=completer("person"))
    ] = None,
) -> Reply:
    """List the people, or where one of them took part.

    For one person: the meetings, the office at the time, and the words the record quotes.

    \b
    Examples:
      summit people
      summit people lavrov
      summit people bolton --json
    """
    store = open_store(data)
    if name is None:
        rows = query.people(store)
        return Answer(
            rows, query.PEOPLE, rows, lambda pages: [pages.people(rows, query.labels(store))], output="people"
        ), view
    person = query.person(store, name)
    labels = query.labels(store)
    rows = [row for meeting in person["meetings"] for row in query.statements_of(meeting, labels)]
    return Answer(
        person,
        query.STATEMENT,
        rows,
        lambda pages: [pages.person(person, labels)],
        piped="markdown",
        output="person",
    ), view


@command("sources")
def sources(
    data: Data,
    view: View,
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A meeting.", autocompletion=completer("meeting"))
    ] = None,
) -> Reply:
    """List the sources, or those of one meeting.

    Those of a meeting are numbered as `summit show` numbers them. Cited counts the statements that rest on a source.

    \b
    Examples:
      summit sources helsinki
      summit sources --format csv
    """
    store = open_store(data)
    rows = query.sources(store) if name is None else query.sources_of(store, name)
    columns = query.SOURCES if name is None else ("number", *query.SOURCES[:-1])
    output = "sources" if name is None else "cited"
    return Answer(rows, columns, rows, lambda pages: [pages.sources(rows)], output=output), view
