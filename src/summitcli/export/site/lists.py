"""The pages of a site that are about more than one record: lists, pictures, counts, and what the record is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from ...answers.counts import statistics
from ...pages import compare, definitions, front, publisher, timeline
from ...pages import gathered as together
from ...pages import map as world_map
from ...pages import record as record_page
from ...pages import sources as sources_page
from ...pages.blocks import Block, Page, Table
from ...pages.gathered import Part
from ...query import counts, datasets, meetings, people, sources, topics
from ...query.filters import NO_FILTERS, Filters
from ...query.meetings import Listing
from ...schema.vocabulary import IN_PERSON
from .addresses import comparison
from .subject import EVERYTHING, gathered, paired

if TYPE_CHECKING:
    from ...schema.records import Person
    from ...schema.rows import ListedMeeting
    from .subject import Subject


EVERY_SERIES = Filters(year=["..9999"])
"""What was held in person, in any series or in none."""
Cited = Literal["", "page", "record"]


class List(NamedTuple):
    """A page that there is once: what it is called in the navigation, and how it is made."""

    label: str
    draw: Callable[[Subject], Page]
    description: str = ""
    filter: str = ""
    cited: Cited = ""


def _front(it: Subject) -> Page:
    first = datasets.files(it.store)[0]
    about = it.about._replace(description=first.description, until=first.until)
    leaders = it.store.execute("SELECT DISTINCT person FROM presence WHERE capacity = 'leader'")
    return front.page(gathered(it), meetings.definitions(it.store, "people", [id for (id,) in leaders]), about)


def _leaders(it: Subject, rows: Sequence[ListedMeeting]) -> list[Person]:
    ids = list(dict.fromkeys(id for row in rows for id in row["leaders"]))
    return meetings.definitions(it.store, "people", ids)


def _timeline(it: Subject) -> Page:
    parts = []
    for each in gathered(it):
        rows = list(each.meetings)
        drawn = timeline.page(Listing(rows, len(rows), {}), _leaders(it, rows), it.about)
        parts.append(Part(each.id, each.label, drawn, len(rows)))
    return together.page("Timeline", parts, "Every meeting and call, and what was planned and did not take place.")


def _map(it: Subject) -> Page:
    parts = []
    for each in gathered(it):
        held = [row["id"] for row in each.meetings if row["status"] == "held" and row["kind"] in IN_PERSON]
        drawn = world_map.page(meetings.record(it.store, id) for id in held)
        parts.append(Part(each.id, each.label, drawn, len(held)))
    return together.page("Map", parts, "Where meetings in person were held.")


def _statistics(it: Subject) -> Page:
    """Counts of the default series, then of all of them if there are several."""
    ours = it.groups[0].label if it.groups else ""
    asked = [("first", ours, _of_first(it), by) for by in ("year", "country", "topic")]
    if len(it.groups) > 1:
        asked += [("all", "All series", EVERY_SERIES, by) for by in ("decade", "leader", "country")]
    parts = []
    for key, label, filters, by in asked:
        answer = statistics(it.store, filters, by=by)
        [drawn] = answer.draw() if answer.rows else [Page("", [])]
        parts.append(Part(f"{key}-{by}", f"{label}, by {by}", drawn, len(answer.rows)))
    subtitle = "Meetings held in person. A meeting counts under each of its topics and leaders, and in the total once."
    return together.page("Statistics", parts, subtitle)


def _sources(it: Subject) -> Page:
    page = sources_page.page(sources.sources(it.store))
    return _without_ids(page._replace(subtitle="What the record rests on, most cited first."))


def _topics(it: Subject) -> Page:
    return _without_ids(definitions.topics([row for row in topics.topics(it.store) if row["meetings"]]))


def _people(it: Subject) -> Page:
    return _without_ids(definitions.people(people.people(it.store), it.labels))


def _publishers(it: Subject) -> Page:
    return publisher.index(list(it.publishers.values()), it.labels)


def _compare(it: Subject) -> Page:
    named = paired(it)
    return compare.index([(comparison(pair), named[pair[0]], named[pair[1]]) for pair in it.pairs])


def _about(it: Subject) -> Page:
    first = it.groups[0] if it.groups else None
    rules = counts.counting_rule(it.store, _of_first(it))
    of = f"The numbers are of {first.label}" if first and first.id else "The numbers are of all meetings"
    return record_page.page(datasets.files(it.store), rules, counts.standings(it.store, EVERYTHING), of)


def _of_first(it: Subject) -> Filters:
    """What the first series is asked for with, which is the default one if there is any."""
    return Filters(series=[it.groups[0].id]) if it.groups and it.groups[0].id else NO_FILTERS


def _without_ids(page: Page) -> Page:
    """Tables without the ids by which commands know records: a reader of a site follows links."""
    sections = [section._replace(blocks=[_cut(block) for block in section.blocks]) for section in page.sections]
    return page._replace(sections=sections)


def _cut(block: Block) -> Block:
    if not isinstance(block, Table):
        return block
    kept = [place for place, column in enumerate(block.columns) if column.role != "id"]
    rows = [row._replace(cells=[row.cells[place] for place in kept]) for row in block.rows]
    return Table([block.columns[place] for place in kept], rows)


LISTS = {
    "index.html": List("Meetings", _front, filter="Filter the meetings"),
    "timeline.html": List("Timeline", _timeline),
    "map.html": List("Map", _map),
    "topics/index.html": List("Topics", _topics, filter="Filter the topics"),
    "people/index.html": List("People", _people, filter="Filter the people"),
    "compare/index.html": List("Compare", _compare),
    "statistics.html": List("Statistics", _statistics),
    "sources.html": List("Sources", _sources, filter="Filter the sources"),
    "publishers/index.html": List("Publishers", _publishers, filter="Filter the publishers"),
    "about.html": List("About", _about, cited="record"),
}
"""By path, in the order of the navigation."""
