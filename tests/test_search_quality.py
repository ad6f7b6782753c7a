"""Twenty searches and the meeting whose statement a person would want first, written down before any tuning."""

import json
import subprocess
import sys

import pytest

from summitcli import query

WANTED = {
    "cyber unit": "hamburg-2017",
    "Da Nang Syria statement": "da-nang-2017",
    "danang": "da-nang-2017",
    "kiev spare": "call-2026-01-request",
    "Zelenskiy White House talks": "call-2025-08-18",
    "siberian wildfires": "call-2019-07-31",
    "metro bombing": "call-2017-04-03",
    "world cup ball": "helsinki-2018",
    '"see any reason"': "helsinki-2018",
    "dinner interpreter spoke Japanese": "hamburg-dinner-2017",
    "Kerch Strait cancelled": "buenos-aires-bilateral-2018",
    "don't meddle in the election": "osaka-2019",
    "alaska": "anchorage-2025",
    "king salman oil production": "call-2020-04-09",
    "do not congratulate": "call-2018-03-20",
    "budapest": "budapest-2025",
    "tomahawk": "call-2025-10-16",
    "woodward seven calls": "woodward-calls",
    "armistice day lunch": "paris-2018",
    "CIA tip St Petersburg attack": "call-2017-12-17",
}


@pytest.mark.parametrize(("words", "meeting"), WANTED.items(), ids=WANTED)
def test_the_first_hit_is_the_one_a_person_would_want(words, meeting):
    found = subprocess.run(
        [sys.executable, "-m", "summitcli", "search", *words.split(), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(found.stdout)[0]["id"] == meeting


def test_every_hit_stands_in_a_section_that_show_knows(store):
    sections = {hit["section"] for hit in query.search(store, ["trump"], query.Filters()).hits}
    assert (sections - set(query.SECTIONS), "overview" in sections) == (set(), True)
