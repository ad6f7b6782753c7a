"""Questions as people type them, in `questions.tsv`, and how often search has the answer first or in the first three.

Each has the meetings of which any is right and, if that matters, the sections. Those that are marked as not tuned were
written by somebody who had not seen the program, and nobody looked at them while its weights were chosen.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from summitcli.query.search import search
from summitcli.schema.vocabulary import SECTIONS

QUESTIONS = Path(__file__).with_name("questions.tsv")
LOOKED_AT = 3
"""Hits that people look at."""
FIRST, IN_THREE, SECTION_IN_THREE = 0.90, 0.95, 0.85


class Asked(NamedTuple):
    """A question, what answers it, and what was found."""

    question: str
    meetings: list[str]
    sections: list[str]
    is_tuned: bool
    found: list[tuple[str, str]]

    @property
    def is_first(self) -> bool:
        return any(meeting in self.meetings for meeting, _ in self.found[:1])

    @property
    def is_in_three(self) -> bool:
        return any(meeting in self.meetings for meeting, _ in self.found)

    @property
    def section_is_in_three(self) -> bool:
        return any(meeting in self.meetings and section in self.sections for meeting, section in self.found)


@pytest.fixture(scope="module")
def asked(store: Any) -> list[Asked]:
    return list(_asked(store))


def _asked(store: Any) -> Iterator[Asked]:
    with QUESTIONS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found = search(store, row["question"].split(), limit=LOOKED_AT).statements
            hits = [(each.hit["id"], each.hit["section"]) for each in found]
            sections = row["sections"].split(",") if row["sections"] else []
            yield Asked(row["question"], row["meetings"].split(","), sections, row["tuned"] == "yes", hits)


def share(results: list[bool]) -> float:
    return sum(results) / len(results)


def test_the_questions_name_meetings_and_sections_that_there_are(asked, record):
    ids = {each["id"] for each in record["meetings"]}
    assert {id for each in asked for id in each.meetings} - ids == set()
    assert {section for each in asked for section in each.sections} - set(SECTIONS) == set()
    assert len({each.question for each in asked}) == len(asked) > 300


@pytest.mark.parametrize("is_tuned", [True, False], ids=["tuned", "not-tuned"])
def test_the_right_meeting_comes_first(asked, is_tuned, record_property):
    of_these = [each for each in asked if each.is_tuned == is_tuned]
    first, in_three = (share([getattr(each, kind) for each in of_these]) for kind in ("is_first", "is_in_three"))
    with_section = [each for each in of_these if each.sections]
    section = share([each.section_is_in_three for each in with_section])
    told = f"{first:.1%} first, {in_three:.1%} in three, section {section:.1%} in three of {len(of_these)} questions"
    record_property("quality", told)
    print(told)  # noqa: T201  (`pytest -rP` shows it)
    missed = [(each.question, each.found) for each in of_these if not each.is_first]
    assert (first >= FIRST, in_three >= IN_THREE, section >= SECTION_IN_THREE) == (True, True, True), (told, missed)
