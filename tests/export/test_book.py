"""Everything to read: each meeting has its page and each source its address."""

from __future__ import annotations

import html
from html.parser import HTMLParser

from summitcli.query.filters import Filters
from summitcli.query.meetings import whole

from .conftest import text_of


def test_markdown_has_every_meeting_and_every_source(store):
    book = text_of(store, "markdown")
    ids = [id for (id,) in store.execute("SELECT id FROM meetings")]
    missing = [id for id in ids if f"\n`{id}`\n" not in book]
    assert missing == []
    assert [url for (url,) in store.execute("SELECT url FROM sources") if f"<{url}>" not in book] == []


def test_html_has_every_meeting_of_a_selection_and_its_sources(store):
    chosen = Filters(year=["2018"])
    document = text_of(store, "html", chosen)
    addresses: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            addresses.update(value or "" for name, value in attrs if tag == "a" and name == "href")

    Reader().feed(document)
    ids = [id for (id,) in store.execute("SELECT id FROM meetings WHERE start LIKE '2018%'")]
    cited = {source["url"] for id in ids for source in whole(store, id)["cited"]}
    assert cited <= addresses
    assert all(html.escape(whole(store, id)["title"]) in document for id in ids)
