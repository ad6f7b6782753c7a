"""`summit topics`: the vocabulary, and what was said on one topic."""

import json
import re
from typing import Any

import pytest

from ..conftest import Summit
from ..synthetic import dataset


def test_topics_lists_the_vocabulary_most_discussed_first(summit: Summit, record):
    rows = json.loads(summit("topics", "--json").out)
    assert {row["id"] for row in rows} == {topic["id"] for topic in record["topics"]}
    order = [(-row["meetings"], row["id"]) for row in rows]
    assert order == sorted(order)


LISTS = ("outcomes", "accounts", "quotes", "corrections", "context", "aims", "reactions", "aftermath")
"""Sections whose statements have a list of topics."""


def on_topics(record) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Meeting, section, topic and statement, once for each topic that a statement of the record is about."""
    discussed = [
        (meeting["id"], "discussed", each["topic"], each)
        for meeting in record["meetings"]
        for each in meeting.get("discussed", [])
    ]
    others = [
        (meeting["id"], section, topic, each)
        for meeting in record["meetings"]
        for section in LISTS
        for each in meeting.get(section, [])
        for topic in each.get("topics", [])
    ]
    return discussed + others


def test_counts_are_those_of_the_record(summit: Summit, record):
    rows = json.loads(summit("topics", "--json").out)
    said = on_topics(record)
    meetings = {row["id"]: len({meeting for meeting, _, topic, _ in said if topic == row["id"]}) for row in rows}
    # each position of an account is a statement
    statements = {
        row["id"]: sum(len(each.get("positions", [0])) for *_, topic, each in said if topic == row["id"])
        for row in rows
    }
    assert {row["id"]: row["meetings"] for row in rows} == meetings
    assert {row["id"]: row["statements"] for row in rows} == statements


def test_one_topic_has_what_the_record_has_on_it_meeting_by_meeting(summit: Summit, record):
    shown = json.loads(summit("topics", "syria", "--json").out)
    told = [
        (meeting["id"], section, each.get("text") or each.get("question") or each.get("claim"))
        for meeting in shown["meetings"]
        for section in ("discussed", *LISTS)
        for each in meeting[section]
    ]
    expected = [
        (meeting, section, each.get("text") or each.get("question") or each.get("claim"))
        for meeting, section, topic, each in on_topics(record)
        if topic == "syria"
    ]
    assert sorted(told) == sorted(expected)


def test_one_topic_shows_the_quotations_the_disputes_and_the_corrections(summit: Summit):
    shown = json.loads(summit("topics", "election interference", "--json").out)
    assert [
        key for key in ("discussed", "quotes", "accounts", "corrections") if not any(m[key] for m in shown["meetings"])
    ] == []


def test_several_topics_are_an_array_in_the_order_asked_for(summit: Summit):
    assert [topic["id"] for topic in json.loads(summit("topics", "syria", "iran", "--json").out)] == ["syria", "iran"]


def test_a_topic_of_several_words_is_one_object(summit: Summit):
    assert json.loads(summit("topics", "north", "korea", "--json").out)["id"] == "north-korea"


def test_several_topics_are_pages_one_after_the_other(summit: Summit):
    headings = re.findall("^# (.*)", summit("topics", "ice", "fishing", data=dataset()).out, re.MULTILINE)
    assert headings == ["Ice", "Fishing"]


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
    assert "\n  summit topics syria\n" in asked.err
