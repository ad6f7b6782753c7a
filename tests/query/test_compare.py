"""`summit compare`: whole meetings, the topics that all of them discussed, and those of each alone."""

import json

import pytest

from ..conftest import SAMPLE, Summit
from ..synthetic import dataset


def test_compare_gives_whole_meetings_and_their_topics(ask: Summit):
    compared = json.loads(ask("compare", "alpha", "omega-2025", "--json", data=SAMPLE).out)
    assert compared["topics"] == {
        "common": ["fishing"],
        "apart": {"alpha-2017": ["weather"], "omega-2025": ["chess"]},
    }
    shown = json.loads(ask("show", "alpha", "omega-2025", "--json", data=SAMPLE).out)
    assert compared["meetings"] == shown


def test_three_meetings_are_compared_in_the_order_asked_for(ask: Summit):
    compared = json.loads(ask("compare", "omega-2025", "beta-2017", "alpha", "--json", data=SAMPLE).out)
    assert [meeting["id"] for meeting in compared["meetings"]] == ["omega-2025", "beta-2017", "alpha-2017"]


@pytest.mark.parametrize(
    "names", [["alpha"], ["alpha", "alpha-2017"], ["alpha", "beta-2017", "omega-2025", "gamma-2018"]]
)
def test_compare_takes_two_or_three_different_meetings(ask: Summit, names):
    refused = ask("compare", *names, data=SAMPLE)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"error: two or three different meetings can be compared\nTry:\n  summit show {' '.join(names)}\n"
    )


def test_the_length_that_lists_tell_comes_first(ask: Summit):
    data = dataset()
    whole, talk, _ = data["meetings"][0]["durations"]
    data["meetings"][0]["durations"] = [talk, whole]
    compared = ask("compare", "geneva", "oslo", "--color", "never", tty=200, data=data).out
    assert compared.index("One-on-one: 45 min") < compared.index("Whole meeting: about 2 h 10 min")


def test_a_part_keeps_its_capitals(ask: Summit):
    data = dataset()
    data["meetings"][0]["participants"][1]["part"] = "walk of 4 March by Lake Geneva"
    compared = ask("compare", "geneva", "oslo", "--color", "never", tty=200, data=data).out
    assert "- Walk of 4 March by Lake Geneva: Cole" in compared


def test_meetings_of_two_series_can_be_compared(ask: Summit):
    compared = json.loads(ask("compare", "helsinki", "reykjavik", "--json").out)
    assert [meeting["series"] for meeting in compared["meetings"]] == ["trump-putin", "us-soviet"]
