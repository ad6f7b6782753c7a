"""A site: a folder of pages that any web server serves, and that works by double click.

Every page is by itself: its style and its script are in it, and it asks nothing of any server. What leads elsewhere
within the folder is relative; only what has to name the site, a feed and a sitemap among it, needs `base_url`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...errors import UsageError
from ...pages.blocks import Page
from ...query.filters import Filters
from ...wording import dated, long_date
from . import addresses, documents, feed, folder, fulltext, lists
from .subject import Subject, gather

if TYPE_CHECKING:
    from ...render.html import Site
    from .documents import Document

BASE_URL = re.compile(r"https?://[^\s<>\"'\\?#]+")
HOME = "index.html"
"""The page that a web server shows for a folder."""
FEED = "feed.xml"
SEARCH = "search.html"
NO_SEARCH = "The site has no full-text search, for which Pagefind is needed: pip install 'pagefind[bin]'."


class Written(NamedTuple):
    """What was written: how many pages, and what whoever runs this should know."""

    pages: int
    note: str


def write(
    store: sqlite3.Connection,
    filters: Filters,
    target: Path,
    *,
    base_url: str | None = None,
    force: bool = False,
    tick: Callable[[float], None] = lambda _: None,
) -> Written:
    """Write the site of all that the filters match.

    Raises `UsageError` if something is in the place of the folder, and `SummitError` if the disk refuses.
    """
    address = _checked(base_url) if base_url else ""
    it = gather(store, filters, base_url=address)
    count, searched = sum(1 for _ in documents.paths(it)), fulltext.is_installed()
    with folder.draft(target, force=force) as site:
        for done, document in enumerate(documents.documents(it)):
            for name, pieces in _files(it, document, searched=searched):
                site.write(name, pieces)
            tick(done / count)
        for name, pieces in _extras(it, count, searched=searched):
            site.write(name, pieces)
        if searched:
            for name in fulltext.index(site.root):
                site.note(name)
    return Written(count, "" if searched else NO_SEARCH)


def _checked(base_url: str) -> str:
    """The address of the site without the slash at its end. Raises `UsageError`."""
    if not BASE_URL.fullmatch(base_url):
        hint = "Write it as in https://example.org/summits."
        raise UsageError(f"{base_url!r} is not the address of a site", subject="base-url", typed=base_url, hint=hint)
    return base_url.rstrip("/")


def _files(it: Subject, document: Document, *, searched: bool) -> Iterator[tuple[str, Iterable[str]]]:
    """A page with what is beside it: names of files with their pieces."""
    from ...render import html

    site = _around(it, document, searched=searched)
    name = document.name or document.page.title
    title = name if document.path == HOME else f"{name} · {it.about.title}"
    cited = _citations(it, document)
    yield document.path, html.pieces([document.page], several=False, title=title, citations=cited, site=site)
    if document.record:
        from ...render.markdown import format_page
        from ...render.rows import format_json

        base = document.path.removesuffix(".html")
        yield f"{base}.json", [format_json(document.record)]
        yield f"{base}.md", [format_page(document.page)]


def _citations(it: Subject, document: Document) -> Sequence[tuple[str, str]]:
    """How a page is to be cited, at the address where it is published; on a page about all of it, the record."""
    from ...cite.pages import page_citations, record_citations

    url = _published(it, document.path) or None
    match document.cited:
        case "page":
            id = document.path.rpartition("/")[2].removesuffix(".html")
            return page_citations(document.page.title, url, about=it.about, version=it.version, id=id)
        case "record":
            return record_citations(_published(it, HOME) or None, about=it.about, version=it.version)
    return ()


def _around(it: Subject, document: Document, *, searched: bool) -> Site:
    """What is around a page: where it leads, and what its head says of it."""
    from ...render.html import Site

    up = addresses.up(document.path)
    name = document.path.rpartition("/")[2].removesuffix(".html")
    beside = [("application/json", f"{name}.json"), ("text/markdown", f"{name}.md")] if document.record else []
    news = [("application/atom+xml", f"{up}{FEED}")] if it.base_url else []
    menu = [(each.label, f"{up}{path}") for path, each in lists.LISTS.items()]
    return Site(
        name=it.about.title,
        address=lambda to: (path := it.addresses.path(to)) and f"{up}{path}",
        navigation=[*menu, *([("Search", f"{up}{SEARCH}")] if searched else [])],
        here=f"{up}{document.path}",
        description=documents.shortened(document.description or it.about.description),
        found_as=document.name,
        canonical=_published(it, document.path),
        alternates=[*beside, *news],
        linked_data=document.linked_data,
        related=[(label, f"{up}{path}") for label, path in document.related],
        filter=document.filter,
        footer=f"{it.about.title}. The record reaches {long_date(it.about.until)}. Licence: {it.about.license}.",
    )


def _published(it: Subject, path: str) -> str:
    """Where a page will be, if that is known: an index by its folder."""
    return f"{it.base_url}/{path.removesuffix(HOME) if path.endswith(HOME) else path}" if it.base_url else ""


def _extras(it: Subject, count: int, *, searched: bool) -> Iterator[tuple[str, Iterable[str]]]:
    """What is no page: instructions to GitHub Pages to leave the folder as it is, a feed, a sitemap, search."""
    yield ".nojekyll", []
    if searched:
        yield SEARCH, [_search(it)]
    if it.base_url:
        yield FEED, feed.atom(it.about, it.base_url, _entries(it))
        addresses_of_pages = (_published(it, path) for path in documents.paths(it))
        yield from feed.sitemaps(addresses_of_pages, count, it.base_url)


def _entries(it: Subject) -> Iterator[feed.Entry]:
    for meeting, summary, updated in feed.newest(it.store, it.about.until):
        address = _published(it, documents.path_of(it, "meeting", meeting["id"]))
        yield feed.Entry(address, dated(meeting), summary, updated)


def _search(it: Subject) -> str:
    from ...render.html import search_document

    return search_document(_around(it, documents.Document(SEARCH, Page("Search", [])), searched=True))
