"""Everything to read, as pages: what the export holds, then each meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..pages import listing, meeting
from ..pages.blocks import Page, Paragraph, Reference, Section, plain
from ..query.meetings import Listing, labels
from . import Options, Product
from .selection import Selection, listed, shown

if TYPE_CHECKING:
    from ..wording import Labels


def product(format: str, chosen: Selection, _options: Options) -> Product:
    """One document."""
    return Product({"": _html(chosen) if format == "html" else _markdown(chosen)})


def pages(chosen: Selection) -> Iterator[Page]:
    """The contents, then the meetings."""
    yield _front(chosen)
    words: Labels = labels(chosen.store)
    for record in shown(chosen):
        yield meeting.page(record, words)


def _front(chosen: Selection) -> Page:
    """What the export holds, and on what terms."""
    about = chosen.about
    rows = list(listed(chosen))
    contents = listing.page(Listing(rows, len(rows), {}), about)
    note = Paragraph(plain(f"{about.note} Licence: {about.license}."))
    tables = [block for section in contents.sections for block in section.blocks]
    sections = [Section("list", "Meetings", tables), Section("coverage", "What it covers", [note])]
    return Page(about.title, sections, subtitle=about.description)


def _markdown(chosen: Selection) -> Iterator[bytes]:
    """Page by page; in one document, footnotes are labelled by the id of their page."""
    from ..render.markdown import format_page

    between = ""
    for page in pages(chosen):
        label = f"{page.id}-" if page.id else ""
        yield (between + format_page(page, label=label)).encode()
        between = "\n"


def _html(chosen: Selection) -> Iterator[bytes]:
    """One file that asks nothing of anybody. What refers to another meeting leads to it."""
    from ..render.html import Site, pieces

    ids = set(chosen.ids)

    def address(to: Reference) -> str | None:
        return f"#{to.id}_page" if to.kind == "meeting" and to.id in ids else None

    title, several = chosen.about.title, bool(ids)
    drawn = (page if page.id else page._replace(title="Contents") for page in pages(chosen))
    yield from (piece.encode() for piece in pieces(drawn, several=several, title=title, site=Site(address=address)))
