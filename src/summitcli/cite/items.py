"""What can be cited: a source of the record, a meeting of it, or the whole dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from .. import wording

if TYPE_CHECKING:
    from ..query.datasets import About
    from ..schema.answers import CitedSource

CONTRIBUTORS = "The summit contributors"
"""The author of the bundled record, as in CITATION.cff."""


class Item(NamedTuple):
    """One thing to cite, as every format needs it.

    A source has no date of access, because the record does not say when a page was read: so no format has one. Its
    publisher is its author: as a publisher, too, it would be printed twice.
    """

    id: str
    type: Literal["page", "entry", "dataset"]
    title: str
    author: str | None = None
    """Who wrote it: an organisation, or a person by the name under which they publish. It is never taken apart."""
    credit: str | None = None
    """The author in words, with where a copy was read and the standing of that page."""
    container: str | None = None
    """Who reproduced it, or the dataset that it is an entry of."""
    date: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    url: str | None = None
    language: str = "en"
    version: str | None = None
    note: str | None = None


def source_item(source: CitedSource, *, archived: bool = False) -> Item:
    """A source of the record. `archived`: with the address of the archived copy nearest to its date."""
    return Item(
        id=source["id"],
        type="page",
        title=source["title"],
        author=source["publisher"],
        credit=wording.publisher_in_words(source),
        container=source.get("via"),
        date=source.get("date"),
        url=wording.archived(source) if archived else source["url"],
        language=source["language"],
        note=_note(source),
    )


def _note(source: CitedSource) -> str | None:
    """What a reader must know of the page: whether it is a copy, and what kind of publisher it has."""
    copy = f"copy at {source['via']}" if source.get("via") else None
    standing = f"standing: {source['standing']}" if source.get("standing") else None
    return "; ".join(filter(None, [copy, standing])) or None


def dataset_item(about: About, *, version: str | None) -> Item:
    """The dataset itself at the end of its coverage; `version` is that of the summit with which it came, if any."""
    return Item(
        id=f"summit-{about.until}",
        type="dataset",
        title=about.title,
        author=CONTRIBUTORS if version else None,
        credit=CONTRIBUTORS if version else None,
        date=about.until,
        version=version,
        note=f"Licence: {about.license}",
    )


def page_item(id: str, title: str, about: About, *, version: str | None, url: str | None = None) -> Item:
    """A page on a part of the dataset as an entry of it; `url` is where the page is, if it is published."""
    whole = dataset_item(about, version=version)
    return whole._replace(id=id, type="entry", title=title, container=about.title, url=url, note=None)
