"""`summit topics`: the vocabulary, and what was said on one topic."""

import json
import re

import pytest

from ..conftest import Summit
from ..synthetic import dataset


def test_topics_lists_the_vocabulary_most_discussed_first(summit: Summit, record):
    rows = json.loads(summit("topics", "--json").out)
    assert {row["id"] for row in rows} == {topic["id"] for topic in record["topics"]}
    order = [(-row["meetings"], row["id"]) for row in rows]
    assert order == sorted(order)


def test_counts_are_those_of_the_record(summit: Summit, record):
    rows = {row["id"]: row for row in json.loads(summit("topics", "--json").out)}
    said = [(meeting["id"], each["topic"]) for meeting in record["meetings"] for each in meeting.get("discussed", [])]
    counted = {
        topic: (len({meeting for meeting, on in said if on == topic}), sum(on == topic for _, on in said))
        for topic in rows
    }
    assert {id: (row["meetings"], row["statements"]) for id, row in rows.items()} == counted


def test_one_topic_has_what_was_said_meeting_by_meeting(summit: Summit, record):
    topic = json.loads(summit("topics", "syria", "--json").out)
    held = {
        meeting["id"]: [each["text"] for each in meeting.get("discussed", []) if each["topic"] == "syria"]
        for meeting in record["meetings"]
    }
    said = {meeting["id"]: [each["text"] for each in meeting["discussed"]] for meeting in topic["meetings"]}
    assert said == {id: texts for id, texts in held.items() if texts}


def test_meetings_of_a_topic_are_in_order_of_date(summit: Summit):
    starts = [meeting["start"] for meeting in json.loads(summit("topics", "ukraine", "--json").out)["meetings"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("name", ["fish", "FISHING", "Fishing"])
def test_a_topic_goes_by_id_label_and_alias(summit: Summit, name):
    assert json.loads(summit("topics", name, "--json", data=dataset()).out)["id"] == "fishing"


def test_topic_in_a_pipe_is_markdown_with_resolving_numbers(summit: Summit):
    page = summit("topics", "syria").out
    body, _, sources = page.partition("\n## Sources\n")
    assert page.startswith("# ")
    used = {int(number) for number in re.findall(r"\[(\d+)\]", body)}
    assert sorted(used) == [int(number) for number in re.findall(r"^- \[(\d+)\] ", sources, re.MULTILINE)]


def test_topics_as_table_shows_ids_and_counts(summit: Summit):
    table = summit("topics", "--color", "never", tty=80, data=dataset()).out
    assert table.splitlines()[1].split()[:4] == ["fishing", "Fishing", "1", "1"]


def test_unknown_topic_suggests_and_prints_nothing(summit: Summit):
    asked = summit("topics", "siria")
    assert (asked.code, asked.out) == (3, "")
    assert "Did you mean syria" in asked.err
