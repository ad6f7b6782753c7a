"""What the record rests on: every statement has a name and a source, and the sources are as good as was promised."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NamedTuple

import pytest

from summitcli.dataset.hosts import page, weakness
from summitcli.statements import Statement, statements

from ..conftest import HISTORY, RECORD
from ..paths import paths

# Words that do not say anything by themselves: who took part, how long and when.
WORDLESS = ("participants", "durations", "times")


class Part(NamedTuple):
    """The meetings and sources of one file, with what both files say of publishers and people."""

    meetings: list[Any]
    sources: list[Any]
    said: list[Statement]


@pytest.fixture(scope="module")
def publishers(record) -> dict[str, str]:
    return {publisher["name"]: publisher["standing"] for publisher in record["publishers"]}


@pytest.fixture(scope="module")
def standing(record, publishers) -> dict[str, str]:
    """The standing of the page of each source."""
    return {source["id"]: publishers[source.get("via") or source["publisher"]] for source in record["sources"]}


@pytest.fixture(scope="module")
def official(record, publishers) -> set[str]:
    """The sources whose text is official, be it read in a copy."""
    return {source["id"] for source in record["sources"] if publishers[source["publisher"]] == "official"}


def part(path: Any) -> Part:
    document = json.loads(path.read_text(encoding="utf-8"))
    said = [each for meeting in document["meetings"] for each in statements(meeting)]
    return Part(document["meetings"], document["sources"], said)


@pytest.fixture(scope="module")
def of_trump() -> Part:
    return part(RECORD)


@pytest.fixture(scope="module")
def history() -> Part:
    return part(HISTORY)


def share(part: Part, fits: Any) -> float:
    return sum(bool(fits(each)) for each in part.said) / len(part.said)


def test_every_statement_has_a_source_and_a_name_of_its_own(of_trump, history):
    for each in (of_trump, history):
        assert [said for said in each.said if not said.sources or not said.record.get("ref")] == []
        for meeting in each.meetings:
            names = Counter(said.record["ref"] for said in statements(meeting))
            assert [name for name, count in names.items() if count > 1] == []
    assert (len(of_trump.said) > 1800, len(history.said) > 2500) == (True, True)


def test_every_source_is_cited(record):
    cited = {source for meeting in record["meetings"] for source in meeting["sources"]}
    cited |= {source for meeting in record["meetings"] for said in statements(meeting) for source in said.sources}
    assert {source["id"] for source in record["sources"]} - cited == set()


def test_no_two_sources_are_one_page(record):
    addresses = Counter(source["url"] for source in record["sources"])
    assert [url for url, count in addresses.items() if count > 1] == []


def test_statements_rest_first_on_a_page_of_standing(of_trump, history, standing):
    assert share(of_trump, lambda said: standing[said.sources[0]] != "other") >= 0.98
    assert share(history, lambda said: standing[said.sources[0]] != "other") >= 0.95


def test_statements_have_an_official_text_among_their_sources(of_trump, history, official):
    assert share(of_trump, lambda said: official.intersection(said.sources)) >= 0.25
    assert share(history, lambda said: official.intersection(said.sources)) >= 0.72


def test_few_statements_rest_on_weak_pages_alone_and_all_say_who_says_so(of_trump, history, standing):
    """A quotation has its speaker; a reaction always has `by`."""

    def weak(part: Part) -> list[Statement]:
        found = [said for said in part.said if all(standing[source] == "other" for source in said.sources)]
        return [said for said in found if said.section not in WORDLESS]

    assert (len(weak(of_trump)) < 22, len(weak(history)) < 50) == (True, True)
    assert [
        said for part in (of_trump, history) for said in weak(part) if not said.by and said.section != "quotes"
    ] == []


def test_quotations_rest_first_on_a_page_of_standing(of_trump, standing):
    """At most twelve begin with a state-funded page, and none with one of no standing."""
    first = Counter(standing[said.sources[0]] for said in of_trump.said if said.section == "quotes")
    assert (first["other"], first["state-funded"] <= 12, first.total() >= 180) == (0, True, True)


def test_links_lead_to_pages_of_standing(record, standing):
    addresses = {source["url"]: source["id"] for source in record["sources"]}
    linked = [
        value
        for meeting in record["meetings"]
        for path, value in paths(meeting.get("links", {}))
        if path and path[-1] in ("transcript", "document", "url")
    ]
    assert {standing[addresses[url]] for url in linked} == {"official", "agency", "press", "specialist"}
    assert len(linked) > 100


def test_no_source_is_at_a_host_that_may_vanish(record):
    assert [source["url"] for source in record["sources"] if weakness(source["url"])] == []


def test_few_sources_are_in_a_form_for_telephones(of_trump, history):
    """The ordinary address of the others was seen, and is cited."""
    for each in (of_trump, history):
        assert len([source["url"] for source in each.sources if page(source["url"]).is_reduced]) < 15


def test_few_titles_are_our_own_and_few_sources_are_undated(of_trump):
    own = [source["title"] for source in of_trump.sources if source["title"].startswith("[")]
    undated = [source["id"] for source in of_trump.sources if not source.get("date")]
    assert (len(own) < 190, len(undated) < 20) == (True, True)


def test_both_sides_are_quoted(record, of_trump):
    country = {person["id"]: person["country"] for person in record["people"]}
    speakers = [said.person for said in of_trump.said if said.section == "quotes"]
    others = sum(country[speaker] != "US" for speaker in speakers)
    assert others / speakers.count("donald-trump") >= 0.6


def test_quotations_disputes_outcomes_and_corrections_have_topics(of_trump, history):
    sections = ("quotes", "accounts", "outcomes", "corrections")
    for each, fewest in ((of_trump, 200), (history, 500)):
        assert sum(bool(said.topics) for said in each.said if said.section in sections) >= fewest


def test_no_meeting_has_more_than_three_key_quotations(record):
    keys = [sum(bool(quote.get("key")) for quote in meeting.get("quotes", [])) for meeting in record["meetings"]]
    assert (max(keys), keys.count(2) > 100) == (3, True)


def test_key_quotations_show_every_side_that_is_quoted(record):
    def sides(meeting: Any, *, key: bool) -> set[str]:
        return {quote["side"] for quote in meeting.get("quotes", []) if quote.get("key") or not key}

    unseen = [each["id"] for each in record["meetings"] if sides(each, key=True) != sides(each, key=False)]
    assert unseen == []
