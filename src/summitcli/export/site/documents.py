"""The pages of a site, one at a time, each with what is said around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...pages import compare, meeting, person, publisher, topic
from ...pages.blocks import Reference
from ...query import meetings, people, publishers, topics
from ...wording import dated, when
from . import linked_data, lists
from .addresses import FOLDERS, comparison
from .lists import Cited

if TYPE_CHECKING:
    from ...pages.blocks import Page
    from ...schema.answers import ShownMeeting
    from .subject import Subject

LONGEST_DESCRIPTION = 300


class Document(NamedTuple):
    """A page with its path. `record` is the meeting that will be beside it as JSON, and the page as Markdown.

    `related` are labels with paths of other pages; `filter` is the label of a field that narrows its tables. `cited`
    is what its last lines say how to cite. `name` is what the page is called elsewhere, if its heading says less.
    """

    path: str
    page: Page
    description: str = ""
    record: ShownMeeting | None = None
    linked_data: object = None
    related: Sequence[tuple[str, str]] = ()
    filter: str = ""
    cited: Cited = ""
    name: str = ""


def paths(it: Subject) -> list[str]:
    """Where the pages will be."""
    found = [*lists.LISTS]
    for kind, names in it.addresses.names.items():
        found += [f"{FOLDERS[kind]}/{name}.html" for name in names.values()]
    return found


def documents(it: Subject) -> Iterator[Document]:
    """All pages, in an order that is always the same."""
    for path, about in lists.LISTS.items():
        data = linked_data.dataset(it.about, it.base_url) if path == "index.html" else None
        yield Document(path, about.draw(it), about.description, None, data, (), about.filter, about.cited)
    yield from _meetings(it)
    yield from _topics(it)
    yield from _people(it)
    yield from _publishers(it)
    yield from _comparisons(it)


def path_of(it: Subject, kind: str, id: str) -> str:
    """The path of the page of a record that has one."""
    path = it.addresses.path(Reference(kind, id, ""))  # type: ignore[arg-type]
    assert path
    return path


def _meetings(it: Subject) -> Iterator[Document]:
    beside = _beside(it)
    for id in it.rows:
        record = meetings.whole(it.store, id)
        path = path_of(it, "meeting", id)
        yield Document(
            path,
            meeting.page(record, it.labels),
            record["summary"]["text"],
            record,
            linked_data.event(record, f"{it.base_url}/{path}" if it.base_url else ""),
            beside.get(id, ()),
            cited="page",
            name=dated(record),
        )


def _beside(it: Subject) -> dict[str, list[tuple[str, str]]]:
    """By meeting, those that it is compared with, in order of time, each with the path of the comparison."""
    found: dict[str, list[tuple[str, str]]] = {}
    places = {id: place for place, id in enumerate(it.rows)}
    for pair in sorted(it.pairs, key=lambda pair: (places[pair[0]], places[pair[1]])):
        path = path_of(it, "comparison", comparison(pair))
        for id, other in (pair, pair[::-1]):
            found.setdefault(id, []).append((dated(it.rows[other]), path))
    return found


def _topics(it: Subject) -> Iterator[Document]:
    for id in it.addresses.names["topic"]:
        record = topics.topic(it.store, id)
        page = topic.page(record, it.labels)
        yield Document(path_of(it, "topic", id), page, f"{record['label']}: {record['description']}", cited="page")


def _people(it: Subject) -> Iterator[Document]:
    for id in it.addresses.names["person"]:
        record = people.person(it.store, id)
        description = f"{record['name']} in {it.about.title}"
        yield Document(path_of(it, "person", id), person.page(record, it.labels), description, cited="page")


def _publishers(it: Subject) -> Iterator[Document]:
    for name, each in it.publishers.items():
        found = publishers.published(it.store, [*each.wrote, *each.copied])
        page = publisher.page(each, found, it.labels)
        yield Document(path_of(it, "publisher", name), page, f"What {it.about.title} has of {name}")


def _comparisons(it: Subject) -> Iterator[Document]:
    for pair in it.pairs:
        compared = meetings.comparison(it.store, pair)
        days = " and ".join(when(it.rows[id]["start"], it.rows[id]["end"]) for id in pair)
        page = compare.page(compared, it.labels)._replace(subtitle=days)
        description = " and ".join(dated(it.rows[id]) for id in pair)
        yield Document(path_of(it, "comparison", comparison(pair)), page, f"{description}, side by side", cited="page")


def shortened(text: str) -> str:
    """As much of a text as search engines show, cut between words."""
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[:LONGEST_DESCRIPTION].rpartition(' ')[0]} …"
