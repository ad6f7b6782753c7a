"""What the tools reply: what the commands answer, cut to what fits into a conversation.

Sizes are characters of JSON without spaces; a token is about four of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ..answers.meetings import show
from ..answers.search import find
from ..answers.sources import source_list
from ..api import citations
from ..errors import UsageError
from ..query import datasets, meetings, sections, topics
from ..query.filters import Filters, takes_several
from ..query.names import resolve_meeting
from ..query.sections import mentioned
from ..schema.vocabulary import SECTIONS
from ..text import fold

if TYPE_CHECKING:
    from ..cite.items import Item
    from ..schema.answers import CitedSource, ShownTopic
    from .arguments import Cite, Compare, GetMeeting, GetTopic, ListMeetings, ListSources, Search

T = TypeVar("T")
Reply = dict[str, Any]
Asked = Mapping[str, Any]
"""The arguments of any tool."""
SHORT = 7_500
"""What a list takes if no limit is named: under 2,000 tokens."""
MEDIUM = 15_000
"""What statements on a topic take: under 4,000 tokens."""
LARGEST = 80_000
"""What any reply may take: clients refuse more than 25,000 tokens."""
MOST = 100
"""Entries that one reply may have."""
LISTED = (
    *("id", "title", "series", "kind", "status", "start", "end", "city", "country", "host_event", "leaders", "length"),
)
"""The keys of a row of `list_meetings`: an index, without the texts."""
ON_TOPIC = ("discussed", *topics.LISTS)
SEEING = ("context", "corrections")
"""Sections whose statements refer to other meetings."""
USUAL_ON_TOPIC = ("discussed", "accounts", "corrections")
USUAL_COMPARED = ("overview", "summary")


def text_of(value: Any) -> str:
    """A value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def list_meetings(store: sqlite3.Connection, asked: ListMeetings) -> Reply:
    """An index of the meetings that the filters leave."""
    narrowed = _filters(asked)
    offset = asked.get("offset", 0)
    sort, reverse = asked.get("sort", "date"), asked.get("reverse", False)
    rows = meetings.rows(store, narrowed, sort=sort, reverse=reverse, limit=offset + MOST)
    view = meetings.view_of(store, narrowed, rows)
    found: Sequence[Mapping[str, object]] = view.rows[offset:]
    cut = [{key: row[key] for key in LISTED} for row in found]
    shown = _fitting(cut, asked, SHORT, lambda row: len(text_of(row)))
    total = view.matching - sum(view.left_out.values())
    return {
        "meetings": shown,
        "total": total,
        "next_offset": _next(offset, shown, total),
        "left_out": view.left_out,
        **_reach(store),
    }


def _reach(store: sqlite3.Connection) -> Reply:
    """The last day that the record covers, and where it is thin."""
    about = datasets.about(store)
    return {"until": about.until, "note": about.brief}


def get_meeting(store: sqlite3.Connection, asked: GetMeeting) -> Reply:
    """Sections of a meeting, or the one statement that is named, with a list of all that the meeting has."""
    name, mark, ref = asked["name"].partition("#")
    id = resolve_meeting(store, name)
    chosen = _chosen(asked, ["overview"])
    found: Any = show(store, [id + mark + ref], section=chosen, standing=_listed(asked, "standing")).value
    contents = sections.contents(meetings.meeting(store, id))
    return _bounded({**found, "contents": contents}, [each["section"] for each in contents])


def search(store: sqlite3.Connection, asked: Search) -> Reply:
    """Statements that have the words, best first, with their sources."""
    offset = asked.get("offset", 0)
    chosen, standings = asked.get("sections", []), _listed(asked, "standing")
    found = find(
        store, [asked["query"]], _filters(asked), section=chosen, standing=standings, limit=offset + MOST + 1
    ).value[offset:]
    cited = _Cited(store)
    hits = _fitting(found[:MOST], asked, SHORT, lambda hit: len(text_of(hit)) + cited.cost(hit["sources"]))
    return {
        "hits": hits,
        "cited": cited.of(source for hit in hits for source in hit["sources"]),
        "next_offset": _next(offset, hits, offset + len(found)),
        **_reach(store),
    }


def get_topic(store: sqlite3.Connection, asked: GetTopic) -> Reply:
    """What the record has on a topic, meeting by meeting, with a list of all that it has."""
    topic = topics.topic(store, asked["name"])
    wanted = _sections_of_topic(asked)
    within = _meetings_named(store, asked)
    on_topic: list[Any] = [each for each in topic["meetings"] if within is None or each["id"] in within]
    cut = [each for each in (_without(meeting, wanted) for meeting in on_topic) if any(each[key] for key in wanted)]
    cut = cut[::-1] if asked.get("reverse") else cut
    contents = _contents_of_topic(on_topic)
    cited = _Cited(store)
    budget = MEDIUM - len(text_of([contents, topic["description"], topic["aliases"]]))
    offset = asked.get("offset", 0)
    shown = _fitting(cut[offset:], asked, budget, lambda each: len(text_of(each)) + cited.cost(mentioned(each)))
    more = {"contents": contents, "total": len(cut), "next_offset": _next(offset, shown, len(cut))}
    return _bounded({**topic, **_named_in(topic, shown), "cited": cited.of(mentioned(shown)), **more}, ON_TOPIC)


def _named_in(topic: ShownTopic, shown: Sequence[Any]) -> Reply:
    """The meetings of a topic that are shown, with the people and other meetings that these name."""
    speakers = {quote["speaker"] for each in shown for quote in each.get("quotes", [])}
    seen = {id for each in shown for key in SEEING for statement in each.get(key, []) for id in statement["see"]}
    return {
        "meetings": shown,
        "people": [person for person in topic["people"] if person["id"] in speakers],
        "referred": [meeting for meeting in topic["referred"] if meeting["id"] in seen],
    }


def compare(store: sqlite3.Connection, asked: Compare) -> Reply:
    """Sections of two or three meetings, with the topics that they share."""
    compared = meetings.comparison(store, asked["names"])
    chosen = sections.chosen_sections(_chosen(asked, USUAL_COMPARED))
    shown = [sections.cut(each, chosen) for each in compared["meetings"]]
    return _bounded({**compared, "meetings": shown}, list(SECTIONS))


def cite_sources(store: sqlite3.Connection, asked: Cite) -> Reply:
    """Citations of sources."""
    from ..cite.formats import format_items

    format, style = asked.get("format", "text"), asked.get("style")
    if not (asked.get("names") or asked.get("sources")):
        raise UsageError("name meetings, or ids of sources", subject="source")
    archived = asked.get("archived", False)
    items = citations(store, asked.get("names", []), asked.get("sources", []), archived=archived)
    offset = asked.get("offset", 0)

    def cost(item: Item) -> int:
        return len(text_of([item.id, format_items([item], format, style=style)]))

    shown = _fitting(items[offset : offset + MOST], asked, SHORT, cost)
    return {
        "format": style or format,
        "text": format_items(shown, format, style=style) if shown else "",
        "sources": [item.id for item in shown],
        "total": len(items),
        "next_offset": _next(offset, shown, len(items)),
    }


def list_sources(store: sqlite3.Connection, asked: ListSources) -> Reply:
    """The sources of the record or of a meeting, or one source."""
    found: Any = source_list(store, asked.get("name"), standing=_listed(asked, "standing")).value
    offset = asked.get("offset", 0)
    shown = _fitting(found[offset : offset + MOST], asked, SHORT, lambda source: len(text_of(source)))
    return {"sources": shown, "total": len(found), "next_offset": _next(offset, shown, len(found))}


class _Cited:
    """The sources that a reply cites, each counted and given once."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self.store = store
        self.counted: set[str] = set()

    def cost(self, ids: Iterable[str]) -> int:
        new = [id for id in ids if id not in self.counted]
        self.counted.update(new)
        return len(text_of(self.of(new)))

    def of(self, ids: Iterable[str]) -> list[CitedSource]:
        return meetings.definitions(self.store, "sources", list(dict.fromkeys(ids)))


def _filters(asked: Asked) -> Filters:
    named = {name: value for name, value in asked.items() if name in Filters._fields}
    values: dict[str, Any] = {name: [value] if takes_several(name) else value for name, value in named.items()}
    return Filters(**values)


def _listed(asked: Asked, name: str) -> list[str]:
    return [asked[name]] if name in asked else []


def _chosen(asked: Asked, usual: Sequence[str]) -> list[str]:
    """The sections that are asked for, else the usual ones; none stands for all."""
    chosen = list(asked.get("sections") or usual)
    return [] if any(fold(each) == "all" for each in chosen) else chosen


def _sections_of_topic(asked: GetTopic) -> list[str]:
    wanted = _chosen(asked, USUAL_ON_TOPIC)
    chosen = sections.chosen_sections(wanted) or list(ON_TOPIC)
    if strange := [each for each in chosen if each not in ON_TOPIC]:
        hint = f"Sections that have topics: {', '.join(ON_TOPIC)}."
        raise UsageError(f"the section {strange[0]} has no topics", subject="section", hint=hint)
    return chosen


def _meetings_named(store: sqlite3.Connection, asked: GetTopic) -> set[str] | None:
    """The ids of the meetings to which a topic is narrowed; None for all."""
    if "meeting" in asked:
        return {resolve_meeting(store, asked["meeting"])}
    if not asked.keys() & {"series", "year"}:
        return None
    narrowed = Filters(series=_listed(asked, "series"), year=_listed(asked, "year"), all=True)
    return {row["id"] for row in meetings.rows(store, narrowed)}


def _without(meeting: Any, wanted: Sequence[str]) -> dict[str, Any]:
    """What a meeting has on a topic, without the sections that are not wanted."""
    return {key: value for key, value in meeting.items() if key not in ON_TOPIC or key in wanted}


def _contents_of_topic(found: Sequence[Any]) -> list[Reply]:
    counts = {key: sum(len(each[key]) for each in found) for key in ON_TOPIC}
    return [
        {"section": key, "heading": heading, "count": counts[key]}
        for key, heading in SECTIONS.items()
        if counts.get(key)
    ]


def _fitting(items: Sequence[T], asked: Asked, budget: int, cost: Callable[[T], int]) -> list[T]:
    """As many of the items as a limit says, else as fit into the budget; at least one, and never more than may be."""
    limit = asked.get("limit", MOST)
    left = LARGEST if "limit" in asked else budget
    shown: list[T] = []
    for each in items[:limit]:
        left -= cost(each)
        if shown and left < 0:
            break
        shown.append(each)
    return shown


def _next(offset: int, shown: Sequence[Any], total: int) -> int | None:
    reached = offset + len(shown)
    return reached if shown and reached < total else None


def _bounded(reply: Reply, parts: Sequence[str]) -> Reply:
    """The reply, if a client will take it. Raises `UsageError`."""
    size = len(text_of(reply))
    if size > LARGEST:
        message = f"that comes to about {size // 4:,} tokens, and clients refuse more than 25,000"
        raise UsageError(message, subject="sections", hint="Name fewer sections at a time.", candidates=parts)
    return reply
