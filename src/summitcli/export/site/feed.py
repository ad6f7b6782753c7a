"""What needs the address of the site: a feed in Atom, and a sitemap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from ...query.datasets import About

MOST_ENTRIES = 50
MOST_ADDRESSES = 50_000
"""Addresses that one sitemap may have: https://www.sitemaps.org/protocol.html."""
XML = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    """A meeting in the feed, at the address of its page. `updated` is the day of its newest source."""

    address: str
    title: str
    summary: str
    updated: str


def newest(store: sqlite3.Connection, until: str) -> list[tuple[str, str]]:
    """The meetings with the newest sources, each with the day of its newest one.

    No day is after `until`, which the record does not reach; of a meeting whose sources have no day, it is its own.
    """
    found = store.execute(
        """SELECT id, min(:until, coalesce(max(date), last_day)) AS updated
           FROM meetings LEFT JOIN (
               SELECT meeting, source FROM meeting_sources UNION
               SELECT meeting, source FROM citations JOIN statements ON statements.id = statement) ON meeting = id
           LEFT JOIN (SELECT id AS cited, date FROM sources WHERE length(date) = 10) ON cited = source
           GROUP BY id ORDER BY updated DESC, number DESC LIMIT :most""",
        {"until": until, "most": MOST_ENTRIES},
    )
    return found.fetchall()


def atom(about: About, base_url: str, entries: Iterable[Entry]) -> Iterator[str]:
    """https://www.rfc-editor.org/rfc/rfc4287"""
    yield f'{XML}<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<title>{escape(about.title)}</title>\n<subtitle>{escape(about.description)}</subtitle>\n"
    yield f"<id>{escape(base_url)}/</id>\n<link href={quoteattr(base_url + '/')}/>\n"
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(base_url + "/feed.xml")}/>\n'
    yield f"<updated>{_instant(about.until)}</updated>\n<author><name>{escape(about.title)}</name></author>\n"
    for each in entries:
        yield f"<entry>\n<title>{escape(each.title)}</title>\n<id>{escape(each.address)}</id>\n"
        yield f"<link href={quoteattr(each.address)}/>\n<updated>{_instant(each.updated)}</updated>\n"
        yield f"<summary>{escape(each.summary)}</summary>\n</entry>\n"
    yield "</feed>\n"


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def sitemaps(addresses: list[str], base_url: str) -> dict[str, str]:
    """Sitemaps by their names; if there are several, `sitemap.xml` lists the others."""
    parts = [addresses[start : start + MOST_ADDRESSES] for start in range(0, len(addresses), MOST_ADDRESSES)]
    if len(parts) == 1:
        return {"sitemap.xml": _locations("urlset", "url", parts[0])}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    every = {name: _locations("urlset", "url", part) for name, part in zip(names, parts, strict=True)}
    return {"sitemap.xml": _locations("sitemapindex", "sitemap", [f"{base_url}/{name}" for name in names]), **every}


def _locations(outer: str, inner: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{inner}><loc>{escape(address)}</loc></{inner}>\n" for address in addresses)
    return f'{XML}<{outer} xmlns="{SITEMAPS}">\n{lines}</{outer}>\n'
