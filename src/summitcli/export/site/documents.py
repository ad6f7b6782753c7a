"""The pages of a site, one at a time, each with what is said around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ...pages import compare, meeting, person, publisher, topic
from ...pages.blocks import Reference
from ...query import meetings, people, publishers, topics
from ...wording import dated, when
from . import linked_data, lists
from .addresses import comparison
from .lists import Cited
from .subject import ids, paired

if TYPE_CHECKING:
    from ...pages.blocks import Page
    from ...schema.answers import ShownMeeting
    from .subject import Pair, Subject

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


def paths(it: Subject) -> Iterator[str]:
    """Where the pages will be."""
    yield from lists.LISTS
    for kind in ("meeting", "topic", "person"):
        yield from (path_of(it, kind, id) for id in ids(it, kind))
    yield from (path_of(it, "publisher", name) for name in it.publishers)
    yield from (path_of(it, "comparison", comparison(pair)) for pair in it.pairs)


def documents(it: Subject) -> Iterator[Document]:
    """All pages, in an order that is always the same."""
    beside = _beside(it)
    yield from (_list(it, path) for path in lists.LISTS)
    yield from (_meeting(it, id, beside.get(id, ())) for id in ids(it, "meeting"))
    yield from (_topic(it, id) for id in ids(it, "topic"))
    yield from (_person(it, id) for id in ids(it, "person"))
    yield from (_publisher(it, name) for name in it.publishers)
    yield from _comparisons(it)


def path_of(it: Subject, kind: str, id: str) -> str:
    """The path of the page of a record."""
    return it.addresses.path(Reference(kind, id, ""))  # type: ignore[arg-type]


def _list(it: Subject, path: str) -> Document:
    about = lists.LISTS[path]
    data = linked_data.dataset(it.about, it.base_url) if path == "index.html" else None
    return Document(path, about.draw(it), about.description, None, data, (), about.filter, about.cited)


def _meeting(it: Subject, id: str, related: Sequence[tuple[str, str]]) -> Document:
    record = meetings.whole(it.store, id)
    path = path_of(it, "meeting", id)
    return Document(
        path,
        meeting.page(record, it.labels),
        record["summary"]["text"],
        record,
        linked_data.event(record, f"{it.base_url}/{path}" if it.base_url else ""),
        related,
        cited="page",
        name=dated(record),
    )


def _beside(it: Subject) -> dict[str, list[tuple[str, str]]]:
    """By meeting, those that it is compared with, in order of time, each with the path of the comparison."""
    found: dict[str, list[tuple[str, str]]] = {}
    named = paired(it)
    places = {id: place for place, id in enumerate(named)}
    for pair in sorted(it.pairs, key=lambda pair: (places[pair[0]], places[pair[1]])):
        path = path_of(it, "comparison", comparison(pair))
        for id, other in (pair, pair[::-1]):
            found.setdefault(id, []).append((dated(named[other]), path))
    return found


def _topic(it: Subject, id: str) -> Document:
    record = topics.topic(it.store, id)
    page = topic.page(record, it.labels)
    return Document(path_of(it, "topic", id), page, f"{record['label']}: {record['description']}", cited="page")


def _person(it: Subject, id: str) -> Document:
    record = people.person(it.store, id)
    description = f"{record['name']} in {it.about.title}"
    return Document(path_of(it, "person", id), person.page(record, it.labels), description, cited="page")


def _publisher(it: Subject, name: str) -> Document:
    each = it.publishers[name]
    found = publishers.published(it.store, [*each.wrote, *each.copied])
    page = publisher.page(each, found, it.labels)
    return Document(path_of(it, "publisher", name), page, f"What {it.about.title} has of {name}")


def _comparisons(it: Subject) -> Iterator[Document]:
    for id, pairs in groupby(it.pairs, key=lambda pair: pair[1]):
        later = meetings.whole(it.store, id)
        yield from (_comparison(it, pair, meetings.whole(it.store, pair[0]), later) for pair in pairs)


def _comparison(it: Subject, pair: Pair, earlier: ShownMeeting, later: ShownMeeting) -> Document:
    compared = meetings.compared([earlier, later])
    days = " and ".join(when(each["start"], each["end"]) for each in compared["meetings"])
    page = compare.page(compared, it.labels)._replace(subtitle=days)
    description = " and ".join(dated(each) for each in compared["meetings"])
    path = path_of(it, "comparison", comparison(pair))
    return Document(path, page, f"{description}, side by side", cited="page")


def shortened(text: str) -> str:
    """As much of a text as search engines show, cut between words."""
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[:LONGEST_DESCRIPTION].rpartition(' ')[0]} …"
