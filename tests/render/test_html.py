"""HTML: inert whatever the data says, one document that asks for nothing, addresses that lead where they say."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest

from summitcli.pages import map as world_map
from summitcli.pages import meeting, short, timeline
from summitcli.pages.blocks import Address, Column, Page, Paragraph, Reference, Row, Section, Table, Text, plain
from summitcli.query import datasets, meetings
from summitcli.query.filters import Filters
from summitcli.render import columns, html

from ..asked import NASTY
from ..site.written import Document

TAGS = set(
    re.findall(
        r"\w+",
        """
    a article b blockquote body circle code dd div dl dt figcaption figure g h1 h2 h3 h4 head header html li main mark
    meta nav ol p path pre rect script section span style sup svg symbol table tbody td text tfoot th thead title tr ul
    use
""",
    )
)


def drawn(store, name: str, **options: Any) -> str:
    page = meeting.page(meetings.meeting(store, name), meetings.labels(store))
    return html.document([page], **options)


def test_nothing_from_data_becomes_an_element_an_attribute_or_a_scheme(hostile):
    document = drawn(hostile, "geneva-2031", citations=[("APA", f"Adams {NASTY}")])
    elements = Document(document)
    assert {tag for tag, _ in elements.elements} <= TAGS
    assert [tag for tag, _ in elements.elements if tag == "script"] == ["script"]
    assert not [name for _, attributes in elements.elements for name in attributes if name.startswith("on")]
    assert not elements.values("style")
    assert not elements.values("src")
    assert all(re.match(r"#|https?://", address) for address in elements.values("href"))


def test_an_address_that_is_not_of_the_web_is_text():
    page = Page("x", [Section("", "", [Paragraph((Address("javascript:alert(1)", "here"),))])])
    assert Document(html.document([page])).values("href") == ["#page_content"]


def test_a_document_asks_for_nothing_and_its_policy_allows_nothing_else(made_up):
    elements = Document(drawn(made_up, "geneva-2031"))
    [policy] = [each["content"] for _, each in elements.elements if each.get("http-equiv") == "Content-Security-Policy"]
    hashes = {tag: b64encode(sha256(text.encode()).digest()).decode() for tag, text in elements.raw.items()}
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}';"
        " base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in elements.raw["style"]
    assert "@import" not in elements.raw["style"]
    assert not [tag for tag, _ in elements.elements if tag in ("link", "img", "iframe", "object", "embed", "base")]


def test_the_script_has_forty_lines_at_most():
    assert html._asset("script.js").count("\n") < 40


def test_footnotes_lead_there_and_back(made_up):
    elements = Document(drawn(made_up, "geneva-2031"))
    ids = elements.values("id")
    assert len(ids) == len(set(ids))
    assert {address[1:] for address in elements.values("href") if address.startswith("#")} <= set(ids)
    marks = [each for tag, each in elements.elements if each.get("role") == "doc-noteref"]
    back = [address[1:] for address in elements.values("href") if address.startswith("#mark_")]
    assert sorted(each["id"] for each in marks) == sorted(back)


def test_every_statement_has_its_permanent_anchor(made_up):
    shown: Any = meetings.meeting(made_up, "geneva-2031")
    page = meeting.page(shown, meetings.labels(made_up))
    ids = Document(html.document([page])).values("id")
    listed = ("context", "aims", "discussed", "outcomes", "durations", "times", "participants", "quotes", "reactions")
    refs = [each["ref"] for key in (*listed, "aftermath", "corrections") for each in shown[key]]
    refs += [each["ref"] for account in shown["accounts"] for each in account["positions"]]
    refs += [shown["summary"]["ref"], shown["press"]["ref"], shown["initiative"]["ref"]]
    assert set(refs) <= set(ids)


def test_links_out_tell_the_browser_so_and_archived_copies_stand_beside(made_up):
    elements = Document(drawn(made_up, "geneva-2031"))
    out = [each for tag, each in elements.elements if tag == "a" and each["href"].startswith("http")]
    assert {each["rel"] for each in out} == {"external noopener noreferrer"}
    assert "https://web.archive.org/web/20310306/https://gazette.example/geneva" in [each["href"] for each in out]


def test_headings_are_in_order_with_one_of_the_first_level(made_up):
    for document in (drawn(made_up, "geneva-2031"), two(made_up)):
        levels = [int(tag[1]) for tag, _ in Document(document).elements if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def two(store) -> str:
    labels = meetings.labels(store)
    shown = [meetings.meeting(store, name) for name in ("geneva-2031", "oslo-2033")]
    return html.document([*(meeting.page(each, labels) for each in shown)])


def test_anchors_of_several_pages_in_one_document_differ(made_up):
    ids = Document(two(made_up)).values("id")
    assert len(ids) == len(set(ids))
    assert "geneva-2031_section_overview" in ids


def test_references_lead_to_pages_where_there_are_any(made_up):
    def address(reference: Reference) -> str | None:
        return f"../{reference.kind}/{reference.id}.html" if reference.kind == "person" else None

    addresses = Document(drawn(made_up, "geneva-2031", site=html.Site(address=address))).values("href")
    assert "../person/boris-belov.html" in addresses
    assert not [each for each in Document(drawn(made_up, "geneva-2031")).values("href") if each.startswith("..")]


def test_what_a_site_says_of_a_page_is_in_its_head(made_up):
    site = html.Site(
        name="Made up",
        navigation=[("Index", "../index.html")],
        description='Two days in "Geneva"',
        canonical="https://example.org/geneva.html",
        alternates=[("application/json", "geneva.json")],
        linked_data={"name": "</script><script>alert(1)</script>"},
        filter="Filter",
    )
    document = drawn(made_up, "geneva-2031", site=site)
    elements = Document(document)
    assert [each for tag, each in elements.elements if tag == "link"] == [
        {"rel": "canonical", "href": "https://example.org/geneva.html"},
        {"rel": "alternate", "type": "application/json", "href": "geneva.json"},
    ]
    assert {"name": "description", "content": 'Two days in "Geneva"'} in [each for _, each in elements.elements]
    assert [each.get("type") for tag, each in elements.elements if tag == "script"] == ["application/ld+json", None]
    assert "page_filter" in elements.values("id")


def test_citations_are_given_as_they_come(made_up):
    document = drawn(
        made_up, "geneva-2031", citations=[("APA", "Adams (2031)."), ("BibTeX", "@misc{a,\n  title = {b}\n}")]
    )
    assert "<dt>APA</dt>\n<dd>Adams (2031).</dd>" in document
    assert "<pre>@misc{a,\n  title = {b}\n}</pre>" in document


def test_a_fragment_is_for_another_document(made_up):
    page = short.page(meetings.meeting(made_up, "geneva-2031"), meetings.labels(made_up))
    elements = Document(html.fragment([page]))
    assert [tag for tag, _ in elements.elements if tag in ("html", "body", "script", "h1")] == []
    assert elements.elements[1] == ("div", {"class": "summit"})
    rules = re.sub(r"/\*.*?\*/|@media[^{]*\{", "", elements.raw["style"], flags=re.DOTALL)
    selectors = [each.strip() for rule in re.findall(r"([^{}]+)\{", rules) for each in re.split(r",(?![^(]*\))", rule)]
    assert len(selectors) > 100
    assert [each for each in selectors if not re.match(r"\.summit\b", each)] == [], "it styles nothing else"


def test_what_was_not_held_says_so(made_up):
    assert '<p class="notice">This was proposed. It had not' in drawn(made_up, "oslo-2033")


@pytest.mark.parametrize("kind", ["timeline", "map"])
def test_pictures_have_their_content_as_text(made_up, kind):
    filters = Filters(all=True)
    rows = meetings.rows(made_up, filters)
    people = meetings.definitions(made_up, "people")
    if kind == "timeline":
        page = timeline.page(meetings.view_of(made_up, filters, rows), people, datasets.about(made_up))
    else:
        page = world_map.page([meetings.record(made_up, row["id"]) for row in rows])
    document = html.document([page])
    assert "Geneva summit" in document
    pictures = [each for tag, each in Document(document).elements if tag == "svg"]
    assert pictures
    assert all(each.get("aria-hidden") == "true" or each.get("aria-label") for each in pictures)


def test_the_same_page_is_the_same_bytes(made_up):
    assert drawn(made_up, "geneva-2031") == drawn(made_up, "geneva-2031")


def test_of_two_columns_of_long_lines_both_are_broken_and_short_ones_are_not():
    long = plain("word " * 12)
    table = Table([Column("Date", "date"), Column("What"), Column("Basis", "word"), Column("According to")], [])
    table = table._replace(rows=[Row([plain("16 July 2018"), long, plain("actual"), (*long, Text("x"))])])
    assert columns.classes(table) == ["date unbroken whole", "text whole", "word unbroken whole", "text whole"]


def test_one_column_of_long_lines_gets_the_room_that_is_left():
    table = Table([Column("Date", "date"), Column("What")], [Row([plain("16 July 2018"), plain("word " * 12)])])
    assert columns.classes(table) == ["date unbroken whole", "text unbroken whole"]
