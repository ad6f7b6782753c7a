"""How a page of the record is cited: for the line under it, without any library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text import fold
from ..wording import MONTHS, long_date
from .bibtex import format_bibtex
from .items import Item, dataset_item, page_item
from .text import quoted

if TYPE_CHECKING:
    from ..query.datasets import About


def page_citations(
    title: str, url: str | None, *, about: About, version: str | None = None, id: str = "summit"
) -> list[tuple[str, str]]:
    """A page in the styles of APA and Chicago and as BibTeX, each with its name.

    `url` is where the page is published, `version` that of the summit whose record it shows (None for own data), `id`
    what the key of the BibTeX entry is made from.
    """
    item = page_item(fold(id) or "summit", title, about, version=version, url=url)
    return [("APA", _apa(item)), ("Chicago", _chicago(item)), ("BibTeX", format_bibtex([item]))]


def record_citations(url: str | None, *, about: About, version: str | None = None) -> list[tuple[str, str]]:
    """The whole record in the same styles. `url` is where it is published."""
    item = dataset_item(about, version=version)._replace(url=url)
    stated = f" (Version {item.version})" if item.version else ""
    author = [_stopped(item.author)] if item.author else []
    dated = f"({_american(item.date or '', year_first=True)})."
    where = [item.url] if item.url else []
    named = f"{item.title}{stated} [Data set]."
    apa = [*author, dated, named] if author else [named, dated]
    edition = [f"Version {item.version}."] if item.version else []
    chicago = [*author, quoted(_stopped(item.title)), *edition, f"Data set, {_american(item.date or '')}."]
    return [
        ("APA", " ".join([*apa, *where])),
        ("Chicago", " ".join([*chicago, *(f"{each}." for each in where)])),
        ("BibTeX", format_bibtex([item])),
    ]


def _apa(item: Item) -> str:
    """https://apastyle.apa.org/style-grammar-guidelines/references/examples/webpage-website-references"""
    version = f" (Version {item.version})" if item.version else ""
    date = f"({_american(item.date or '', year_first=True)})."
    title = _stopped(item.title)
    start = [_stopped(item.author), date, title] if item.author else [title, date]
    return " ".join([*start, f"{item.container}{version}.", *([item.url] if item.url else [])])


def _chicago(item: Item) -> str:
    """https://www.chicagomanualofstyle.org/tools_citationguide/citation-guide-1.html"""
    version = f", version {item.version}" if item.version else ""
    author = [_stopped(item.author)] if item.author else []
    title = quoted(_stopped(item.title))
    site = f"{item.container}{version}, {_american(item.date or '')}."
    return " ".join([*author, title, site, *([f"{item.url}."] if item.url else [])])


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _american(date: str, *, year_first: bool = False) -> str:
    """`July 16, 2018`, or `2018, July 16`, for a full date; less precise ones are as everywhere."""
    if len(date) != 10:
        return long_date(date)
    day = f"{MONTHS[int(date[5:7]) - 1]} {int(date[8:])}"
    return f"{date[:4]}, {day}" if year_first else f"{day}, {date[:4]}"
