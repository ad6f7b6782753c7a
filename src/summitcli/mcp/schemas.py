"""JSON Schemas of what the tools are asked with and what they reply: the published ones, as far as a reply is cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from ..schema import describe
from ..schema.answers import (
    CitedSource,
    Comparison,
    ListedSource,
    NumberedSource,
    ShownMeeting,
    ShownTopic,
    TopicMeeting,
)
from ..schema.meta import Doc
from ..schema.rows import ContentsEntry, Hit, ListedMeeting
from ..schema.shapes import columns
from ..schema.values import Date, Id, Record
from .replies import LISTED, ON_TOPIC

NEXT = Annotated[int | None, Doc("offset that goes on after this reply; null if this was the end")]
LIMITS = ("pattern", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum")
"""What says which values a dataset may have: whoever reads a reply has no need of it, and it is half of a schema."""
REQUIRED: dict[str, Sequence[str]] = {
    "ListedMeeting": LISTED,
    "ShownMeeting": ("id", "title", "cited"),
    "MeetingPart": ("id", "title", "cited", "contents"),
    "TopicMeeting": tuple(key for key in columns(TopicMeeting) if key not in ON_TOPIC),
}
"""By record, the keys that are there however a reply is cut."""


class Reach(Record):
    """How far the record reaches."""

    until: Annotated[Date, Doc("last day that the record covers")]
    note: Annotated[str | None, Doc("where the record is thin, in a few words")]


class MeetingIndex(Reach):
    """What `list_meetings` replies."""

    meetings: Annotated[list[ListedMeeting], Doc("a row for each meeting, in order")]
    total: Annotated[int, Doc("meetings that the filters leave")]
    next_offset: NEXT
    left_out: Annotated[dict[str, int], Doc("what the usual view leaves out of those that match, by what it is")]


class MeetingPart(ShownMeeting):
    """What `get_meeting` replies: the keys of the sections that were asked for."""

    contents: Annotated[list[ContentsEntry], Doc("every section that the meeting has, with its number of entries")]


class Findings(Reach):
    """What `search` replies."""

    hits: Annotated[list[Hit], Doc("the statements, best first")]
    cited: Annotated[list[CitedSource], Doc("the sources that they rest on")]
    next_offset: NEXT


class TopicPart(ShownTopic):
    """What `get_topic` replies: of each meeting the sections that were asked for."""

    contents: Annotated[list[ContentsEntry], Doc("every section that has something on it, in all meetings together")]
    total: Annotated[int, Doc("meetings that have something in these sections")]
    next_offset: NEXT


class Citations(Record):
    """What `cite` replies."""

    format: Annotated[str, Doc("format or style of the text")]
    text: Annotated[str, Doc("the citations, in order")]
    sources: Annotated[list[Id], Doc("ids of the sources that are cited")]
    total: Annotated[int, Doc("sources that were asked for")]
    next_offset: NEXT


class SourceList(Record):
    """What `list_sources` replies."""

    sources: Annotated[list[ListedSource | NumberedSource], Doc("the sources; those of a meeting are numbered")]
    total: Annotated[int, Doc("sources that match")]
    next_offset: NEXT


class ComparedParts(Comparison):
    """What `compare` replies: of each meeting the sections that were asked for."""


def of_arguments(kind: Any) -> dict[str, Any]:
    """The schema of the arguments of a tool."""
    return _without(describe.body(kind, filled=False), ("description",))


def of_reply(kind: Any) -> dict[str, Any]:
    """The schema of a reply: every key is described, and those are required that no cut takes away."""
    body = describe.body(kind, filled=True)
    named = {kind.__name__: body, **body.get("$defs", {})}
    for name, keys in REQUIRED.items():
        if name in named and "properties" in named[name]:
            named[name]["required"] = list(keys)
    if "ListedMeeting" in named:
        row = named["ListedMeeting"]
        row["properties"] = {key: row["properties"][key] for key in LISTED}
    unlimited: dict[str, Any] = describe.without(body, LIMITS)
    return unlimited


def _without(body: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in keys}
