"""The page of one topic: what the record has on it, meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..schema.vocabulary import OUTCOMES, SECTIONS
from ..wording import Labels, dated
from .blocks import Block, Group, Page, Section, plain
from .statements import (
    Numbers,
    background,
    correction,
    listed_sources,
    names_of,
    numbers_of,
    point,
    points_by_side,
    quotation,
    reaction,
    to_meeting,
)

if TYPE_CHECKING:
    from ..schema.answers import ShownTopic, TopicMeeting
    from ..schema.rows import MeetingName


def page(record: ShownTopic, labels: Labels) -> Page:
    """What was said on a topic and what came of it, what is disputed, quoted and commonly got wrong."""
    numbers, names = numbers_of(record["cited"]), names_of(record["people"])
    sections = [
        Section(meeting["id"], dated(meeting), blocks, to_meeting(meeting))
        for meeting in record["meetings"]
        if (blocks := list(_groups(_blocks(meeting, names, numbers, record["referred"]))))
    ]
    listed = listed_sources(record["cited"], labels)
    return Page(record["label"], sections, id=record["id"], subtitle=record["description"], sources=listed)


def _groups(blocks: Mapping[str, list[Block]]) -> Iterator[Block]:
    """Blocks under the headings that their sections have on the page of a meeting; what was said needs none."""
    for key, group in blocks.items():
        if key == "discussed":
            yield from group
        elif group:
            yield Group(plain(SECTIONS[key]), group)


def _blocks(
    meeting: TopicMeeting, names: Mapping[str, str], numbers: Numbers, referred: list[MeetingName]
) -> dict[str, list[Block]]:
    sides = meeting["sides"]
    return {
        "discussed": [point(each, numbers) for each in meeting["discussed"]],
        "outcomes": [point(each, numbers, f"{OUTCOMES[each['type']]}:") for each in meeting["outcomes"]],
        "accounts": [
            block
            for each in meeting["accounts"]
            for block in points_by_side(each["positions"], sides, numbers, each["question"])
        ],
        "quotes": [quotation(each, names, numbers) for each in meeting["quotes"]],
        "corrections": [correction(each, numbers, referred) for each in meeting["corrections"]],
        "context": [background(each, numbers, referred) for each in meeting["context"]],
        "aims": [*points_by_side(meeting["aims"], sides, numbers)],
        "reactions": [reaction(each, numbers) for each in meeting["reactions"]],
        "aftermath": [point(each, numbers) for each in meeting["aftermath"]],
    }
