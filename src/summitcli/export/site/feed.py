"""What needs the address of the site: a feed in Atom, and a sitemap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ...query.rows import columns_of, meeting_name, quoted

if TYPE_CHECKING:
    from ...query.datasets import About
    from ...schema.rows import MeetingName

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


def newest(store: sqlite3.Connection, until: str) -> Iterator[tuple[MeetingName, str, str]]:
    """The meetings with the newest sources, each with its summary and the day of its newest source.

    No day is after `until`, which the record does not reach; of a meeting whose sources have no day, it is its own.
    """
    columns = columns_of(store, "MeetingName")
    found = store.execute(
        f"""SELECT {quoted(columns)}, summary, min(:until, coalesce(max(date), last_day)) AS updated
           FROM meetings LEFT JOIN (
               SELECT meeting, source FROM meeting_sources UNION
               SELECT meeting, source FROM citations JOIN statements ON statements.id = statement) ON meeting = id
           LEFT JOIN (SELECT id AS cited, date FROM sources WHERE length(date) = 10) ON cited = source
           GROUP BY meetings.id ORDER BY updated DESC, number DESC LIMIT :most""",
        {"until": until, "most": MOST_ENTRIES},
    )
    return ((meeting_name(columns, row[:-2]), *row[-2:]) for row in found)


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


def sitemaps(addresses: Iterable[str], count: int, base_url: str) -> Iterator[tuple[str, Iterator[str]]]:
    """Names of sitemaps, each with its pieces, to be used up in turn; of several, the first lists the others."""
    rest = iter(addresses)
    if count <= MOST_ADDRESSES:
        yield "sitemap.xml", _locations("urlset", "url", rest)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, ceil(count / MOST_ADDRESSES) + 1)]
    yield "sitemap.xml", _locations("sitemapindex", "sitemap", (f"{base_url}/{name}" for name in names))
    yield from ((name, _locations("urlset", "url", islice(rest, MOST_ADDRESSES))) for name in names)


def _locations(outer: str, inner: str, addresses: Iterable[str]) -> Iterator[str]:
    yield f'{XML}<{outer} xmlns="{SITEMAPS}">\n'
    yield from (f"<{inner}><loc>{escape(address)}</loc></{inner}>\n" for address in addresses)
    yield f"</{outer}>\n"
