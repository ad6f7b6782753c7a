"""A site: every link leads where it says, nothing is said that is not so, and the same record is the same bytes."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from summitcli.answers import meetings
from summitcli.errors import SummitError, UsageError
from summitcli.export import site
from summitcli.export.site import addresses, documents, feed, fulltext
from summitcli.export.site.subject import gather
from summitcli.pages.blocks import Reference
from summitcli.query.filters import NO_FILTERS, Filters
from summitcli.render.output import View, format_answer

from ..asked import asked
from ..synthetic import dataset
from .conftest import BASE_URL, several
from .written import Document, absolute, broken_links, files, pages

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TAGS = {
    *("a", "article", "b", "blockquote", "body", "circle", "code", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *(
        "footer",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "head",
        "header",
        "html",
        "input",
        "label",
        "li",
        "link",
        "main",
        "mark",
    ),
    *("meta", "nav", "ol", "output", "p", "path", "pre", "rect", "script", "section", "span", "style", "sup", "svg"),
    *("symbol", "table", "tbody", "td", "text", "tfoot", "th", "thead", "title", "tr", "ul", "use"),
}


def test_a_site_has_a_page_for_every_record_and_the_data_beside_meetings(small):
    assert files(small) == [
        ".nojekyll",
        "about.html",
        "compare/geneva-2031_vienna-2032.html",
        "compare/index.html",
        "index.html",
        "map.html",
        "meetings/call-2032-01-02.html",
        "meetings/call-2032-01-02.json",
        "meetings/call-2032-01-02.md",
        "meetings/geneva-2031.html",
        "meetings/geneva-2031.json",
        "meetings/geneva-2031.md",
        "meetings/oslo-2033.html",
        "meetings/oslo-2033.json",
        "meetings/oslo-2033.md",
        "meetings/rome-2033.html",
        "meetings/rome-2033.json",
        "meetings/rome-2033.md",
        "meetings/vienna-2032.html",
        "meetings/vienna-2032.json",
        "meetings/vienna-2032.md",
        "people/anna-adams.html",
        "people/boris-belov.html",
        "people/cara-cole.html",
        "people/index.html",
        f"publishers/{sha256('会谈'.encode()).hexdigest()[:8]}.html",
        "publishers/index.html",
        "publishers/the-archive.html",
        "publishers/the-gazette.html",
        "publishers/the-palace.html",
        "sources.html",
        "statistics.html",
        "summit-site.txt",
        "timeline.html",
        "topics/fishing.html",
        "topics/ice.html",
        "topics/index.html",
    ]


@pytest.mark.parametrize("which", ["small", "published", "nasty_site", "bundled"])
def test_every_link_leads_to_a_file_of_the_folder_and_a_place_in_it(which, request):
    assert list(broken_links(request.getfixturevalue(which))) == []


@pytest.mark.parametrize("which", ["nasty_site", "bundled"])
def test_ids_are_unique_on_each_page_and_headings_in_order(which, request):
    for path, page in pages(request.getfixturevalue(which)).items():
        ids = page.values("id")
        assert len(ids) == len(set(ids)), path
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_every_record_that_a_page_refers_to_has_a_page_to_which_it_leads(made_up, small):
    it = gather(made_up, NO_FILTERS, base_url="")
    drawn = pages(small)
    for document in documents.documents(it):
        links = set(drawn[document.path].values("href"))
        for to in references(document.page):
            path = it.addresses.path(to)
            assert path, to
            assert f"{addresses.up(document.path)}{path}" in links, (document.path, to)


def references(node: object) -> list[Reference]:
    if isinstance(node, Reference):
        return [node]
    return [found for each in node for found in references(each)] if isinstance(node, tuple | list) else []


def test_the_window_and_the_search_name_a_meeting_with_its_date(small):
    page = (small / "meetings/geneva-2031.html").read_text(encoding="utf-8")
    named = "Geneva summit, 4 to 5 March 2031"
    assert f"<title>{named} · " in page
    assert f'<main id="page_content" data-title="{named}" data-pagefind-meta="title[data-title]">' in page


def test_meetings_to_compare_with_are_in_order_of_time(store, bundled):
    order = [id for (id,) in store.execute("SELECT id FROM meetings ORDER BY number")]
    links = Document((bundled / "meetings/helsinki-2018.html").read_text(encoding="utf-8")).values("href")
    pairs = [link[len("../compare/") : -len(".html")].split("_") for link in links if link.startswith("../compare/")]
    others = [other for pair in pairs for other in pair if len(pair) == 2 and other != "helsinki-2018"]
    assert len(others) > 20
    assert others == sorted(others, key=order.index)


def test_without_an_address_nothing_names_a_place_of_the_web_but_sources(small, made_up):
    known = {url for (url,) in made_up.execute("SELECT url FROM sources")}
    for path, page in pages(small).items():
        out = {link for link in absolute(page) if not link.startswith("https://web.archive.org/web/")}
        assert out <= known, path
        assert not [each for tag, each in page.elements if tag == "link" and each["rel"] == "canonical"], path


def test_with_an_address_each_page_names_its_own(published):
    drawn = pages(published)
    for path, page in drawn.items():
        [canonical] = [each["href"] for tag, each in page.elements if each.get("rel") == "canonical"]
        assert canonical == f"{BASE_URL}/{path.removesuffix('index.html') if path.endswith('index.html') else path}"
    assert "vienna-2032.json" in drawn["meetings/vienna-2032.html"].values("href")
    cited = published.joinpath("meetings/vienna-2032.html").read_text(encoding="utf-8")
    assert f"{BASE_URL}/meetings/vienna-2032.html." in cited


def test_the_feed_has_the_meetings_with_the_newest_sources_first(published):
    root = ElementTree.fromstring(published.joinpath("feed.xml").read_text(encoding="utf-8"))
    entries = root.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Call of 2 January 2032",
        "Rome summit (cancelled), June 2033",
        "Oslo meeting (proposed), June 2033",
        "Vienna summit, 1 to 2 May 2032",
        "Geneva summit, 4 to 5 March 2031",
    ]
    assert entries[-1].findtext(f"{ATOM}updated") == "2031-03-06T00:00:00Z"
    assert entries[-1].findtext(f"{ATOM}id") == f"{BASE_URL}/meetings/geneva-2031.html"
    assert root.findtext(f"{ATOM}updated") == "2033-12-31T00:00:00Z"
    assert {each.findtext(f"{ATOM}author/{ATOM}name") for each in [root]} == {"Made-up meetings"}


def test_the_sitemap_has_every_page_and_nothing_else(published):
    root = ElementTree.fromstring(published.joinpath("sitemap.xml").read_text(encoding="utf-8"))
    listed = {each.text for each in root.iter(f"{SITEMAP}loc")}
    canonical = {
        each["href"]
        for page in pages(published).values()
        for tag, each in page.elements
        if tag == "link" and each["rel"] == "canonical"
    }
    assert listed == canonical


def test_a_sitemap_of_too_many_pages_is_several(monkeypatch):
    monkeypatch.setattr(feed, "MOST_ADDRESSES", 2)
    pages = [f"https://a.example/{number}" for number in (1, 2, 3)]
    made = {name: "".join(pieces) for name, pieces in feed.sitemaps(pages, 3, "https://a.example")}
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert "<sitemap><loc>https://a.example/sitemap-2.xml</loc></sitemap>" in made["sitemap.xml"]
    assert made["sitemap-2.xml"].count("<url>") == 1


PROPERTIES = {
    "Event": {
        *("name", "url", "startDate", "endDate", "eventStatus", "description", "location", "superEvent", "attendee"),
        *("about", "sameAs"),
    },
    "Dataset": {"name", "url", "description", "license", "temporalCoverage"},
    "CreativeWork": {"name"},
    "Place": {"name", "address", "containedInPlace"},
    "City": {"name", "address", "geo"},
    "PostalAddress": {"addressLocality", "addressCountry"},
    "GeoCoordinates": {"latitude", "longitude"},
    "Person": {"name"},
    "Thing": {"name"},
}
"""By type of schema.org, those of its properties that are used."""


def check_terms(value: object) -> None:
    """Each thing has a type, and only properties that schema.org gives to it, none of them empty."""
    if isinstance(value, list):
        for each in value:
            check_terms(each)
    elif isinstance(value, dict):
        assert set(value) - {"@type", "@context"} <= PROPERTIES[value["@type"]]
        assert all(each not in (None, "", [], {}) for each in value.values())
        for each in value.values():
            check_terms(each)


@pytest.mark.parametrize("which", ["published", "nasty_site", "bundled"])
def test_what_is_said_in_json_ld_is_in_the_terms_of_schema_org(which, request):
    for path, page in pages(request.getfixturevalue(which)).items():
        for said in page.linked_data:
            assert said["@context"] == "https://schema.org", path
            check_terms(said)


def test_json_ld_says_of_a_meeting_what_the_record_says(published):
    drawn = pages(published)
    [geneva] = drawn["meetings/geneva-2031.html"].linked_data
    venue = {
        "@type": "Place",
        "name": "Villa La Grange",
        "address": {"@type": "PostalAddress", "addressLocality": "Genève", "addressCountry": "CH"},
        "containedInPlace": {
            "@type": "City",
            "name": "Genève",
            "geo": {"@type": "GeoCoordinates", "latitude": 46.2044, "longitude": 6.1432},
        },
    }
    second = json.loads(json.dumps(venue).replace("Gen\\u00e8ve", "Nyon"))
    assert geneva == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Geneva summit",
        "url": f"{BASE_URL}/meetings/geneva-2031.html",
        "startDate": "2031-03-04",
        "endDate": "2031-03-05",
        "description": "Adams and Belov met in Geneva for two days and agreed to meet again.",
        "location": [venue, second],
        "superEvent": {"@type": "Event", "name": "Lake Forum"},
        "attendee": [{"@type": "Person", "name": name} for name in ("Anna Adams", "Boris Belov", "Cara Cole")],
        "about": [{"@type": "Thing", "name": "Fishing"}, {"@type": "Thing", "name": "Ice"}],
        "sameAs": "https://www.wikidata.org/entity/Q1",
    }
    [vienna] = drawn["meetings/vienna-2032.html"].linked_data
    assert vienna["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 0.0, "longitude": 0.0}


def test_json_ld_calls_nothing_an_event_that_was_not_agreed(published):
    drawn = pages(published)
    assert drawn["meetings/oslo-2033.html"].linked_data == []
    [rome] = drawn["meetings/rome-2033.html"].linked_data
    assert rome["eventStatus"] == "https://schema.org/EventCancelled"
    assert "attendee" not in rome
    [whole] = drawn["index.html"].linked_data
    assert whole["@type"] == "Dataset"
    assert whole["temporalCoverage"] == "2031-01-01/2033-12-31"


def test_whatever_the_data_says_is_text(nasty_site):
    for path, page in pages(nasty_site).items():
        assert {tag for tag, _ in page.elements} <= TAGS, path
        kinds = [each.get("type") for tag, each in page.elements if tag == "script"]
        assert [kind for kind in kinds if kind != "application/ld+json"] == [None], path
        assert not [name for _, each in page.elements for name in each if name.startswith("on")], path
        assert not page.values("style"), path
        assert not page.values("src"), path
        assert all(
            link.startswith(("#", "https://", "../")) or re.fullmatch(r"[\w./-]+", link) for link in page.values("href")
        ), path


def test_every_page_allows_its_own_script_and_style_and_nothing_else(nasty_site):
    for path, page in pages(nasty_site).items():
        [policy] = [each["content"] for _, each in page.elements if each.get("http-equiv")]
        digest = b64encode(sha256(page.scripts[-1].encode()).digest()).decode()
        assert policy
        assert re.fullmatch(
            rf"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-{re.escape(digest)}';"
            " base-uri 'none'; form-action 'none'",
            policy,
        ), path


def test_what_is_beside_a_meeting_is_what_the_commands_print(small, made_up):
    answer = meetings.show(made_up, ["geneva-2031"])
    for suffix, format in (("json", "json"), ("md", "markdown")):
        beside = small.joinpath(f"meetings/geneva-2031.{suffix}").read_text(encoding="utf-8")
        assert beside == format_answer(answer, format, View())


def test_the_same_record_is_the_same_bytes(made_up, small, without_search, tmp_path):
    site.write(made_up, NO_FILTERS, tmp_path / "again")
    assert files(tmp_path / "again") == files(small)
    for name in files(small):
        assert (tmp_path / "again" / name).read_bytes() == (small / name).read_bytes(), name


def test_filters_leave_nothing_of_the_rest(made_up, without_search, tmp_path):
    site.write(made_up, Filters(city=["vienna"]), tmp_path / "site")
    assert [name for name in files(tmp_path / "site") if name.startswith("meetings/")] == [
        "meetings/vienna-2032.html",
        "meetings/vienna-2032.json",
        "meetings/vienna-2032.md",
    ]
    assert list(broken_links(tmp_path / "site")) == []
    front = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "A selection of 1 of the 5 records." in front
    assert "Geneva" not in (tmp_path / "site" / "timeline.html").read_text(encoding="utf-8")


def test_data_without_series_publishers_or_meetings_in_person_has_a_site(without_search, tmp_path):
    data = dataset()
    for key in ("series", "publishers"):
        del data[key]
    data["meetings"] = data["meetings"][1:2]
    data["people"], data["sources"], data["topics"] = data["people"][:2], data["sources"][1:], []
    del data["meetings"][0]["series"]
    with asked(data, tmp_path) as store:
        site.write(store, NO_FILTERS, tmp_path / "site")
    assert list(broken_links(tmp_path / "site")) == []
    assert "Not listed" in (tmp_path / "site/publishers/index.html").read_text(encoding="utf-8")


def test_filters_that_match_nothing_make_a_site_without_meetings(made_up, without_search, tmp_path):
    site.write(made_up, Filters(year=["1999"]), tmp_path / "site")
    assert list(broken_links(tmp_path / "site")) == []
    assert not [name for name in files(tmp_path / "site") if name.startswith("meetings/")]


def test_meetings_of_no_series_are_on_every_list(without_search, tmp_path):
    data = several()
    rome = data["meetings"][4]
    rome |= {"status": "held", "start": "2033-06-01", "end": "2033-06-01"}
    rome["place"] |= {"latitude": 41.9, "longitude": 12.5}
    del rome["series"]
    with asked(data, tmp_path) as store:
        site.write(store, NO_FILTERS, tmp_path / "site")
    drawn = pages(tmp_path / "site")
    for path in ("index.html", "timeline.html", "map.html"):
        assert "meetings/rome-2033.html" in drawn[path].values("href"), path
    assert "section_all-leader" in drawn["statistics.html"].values("id")


def test_pages_are_made_one_at_a_time(made_up):
    it = gather(made_up, NO_FILTERS, base_url="")
    traced: list[str] = []
    made_up.set_trace_callback(traced.append)
    try:
        drawn = documents.documents(it)
        assert next(drawn).path == "index.html"
        assert not [each for each in traced if "FROM records" in each]
    finally:
        made_up.set_trace_callback(None)


def test_progress_is_told_from_nothing_to_the_end(made_up, without_search, tmp_path):
    told: list[float] = []
    written = site.write(made_up, NO_FILTERS, tmp_path / "site", tick=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert len(told) == written.pages == len(pages(tmp_path / "site"))


def test_without_pagefind_there_is_a_note_and_no_search(made_up, small, without_search, tmp_path):
    written = site.write(made_up, NO_FILTERS, tmp_path / "site")
    assert written.note == (
        "The site has no full-text search, for which Pagefind is needed: pip install 'pagefind[bin]'."
    )
    assert not [link for link in pages(small)["index.html"].values("href") if "search" in link]


def test_with_pagefind_a_page_of_its_own_searches_the_meetings(made_up, with_search, tmp_path):
    written = site.write(made_up, NO_FILTERS, tmp_path / "site")
    assert written.note == ""
    found = files(tmp_path / "site")
    assert "pagefind/pagefind.js" in found
    assert (tmp_path / "site/summit-site.txt").read_text(encoding="utf-8").splitlines()[1:] != []
    assert sorted((tmp_path / "site/summit-site.txt").read_text(encoding="utf-8").splitlines()[1:]) == found
    drawn = pages(tmp_path / "site")
    [policy] = [each["content"] for _, each in drawn["search.html"].elements if each.get("http-equiv")]
    assert policy
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-" in policy
    assert all("../search.html" in page.values("href") for path, page in drawn.items() if "/" in path)
    assert list(broken_links(tmp_path / "site")) == []


def test_a_search_that_cannot_be_built_is_an_error_and_leaves_nothing(made_up, monkeypatch, tmp_path):
    monkeypatch.setattr(fulltext, "is_installed", lambda: True)
    monkeypatch.setattr(fulltext, "SEARCHED", "\0")
    with pytest.raises((SummitError, ValueError)):
        site.write(made_up, NO_FILTERS, tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org", "https://a b", 'https://"', "https://a/?q", "javascript:x"]
)
def test_an_address_that_is_none_of_a_site_is_refused(made_up, address, tmp_path):
    with pytest.raises(UsageError, match="is not the address of a site"):
        site.write(made_up, NO_FILTERS, tmp_path / "site", base_url=address)


def test_names_of_any_letters_have_plain_addresses_of_their_own():
    slugs = addresses.slugs(["The Gazette", "the gazette", "ТАСС", "会谈", "Index", "../../etc", "x" * 300, "Con"])
    assert len(set(slugs.values())) == 8
    assert all(re.fullmatch(r"[a-z0-9_-]{1,90}", slug) for slug in slugs.values())
    assert slugs["../../etc"] == "etc"
    assert slugs["Index"] != "index"
    assert slugs["Con"] != "con"


@pytest.mark.parametrize("id", ["index", "con", "com1"])
def test_no_record_takes_the_name_of_a_list_or_of_a_device_of_windows(without_search, tmp_path, id):
    data = json.loads(json.dumps(several_with("ice", id)))
    with asked(data, tmp_path) as store:
        site.write(store, NO_FILTERS, tmp_path / "site")
    assert (tmp_path / f"site/topics/{id}_.html").is_file()
    assert (tmp_path / "site/topics/index.html").is_file()
    assert list(broken_links(tmp_path / "site")) == []


def several_with(old: str, new: str) -> object:
    text = json.dumps(several(), ensure_ascii=False)
    return json.loads(re.sub(rf'"{old}"', f'"{new}"', text))
