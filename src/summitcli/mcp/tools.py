"""The tools: their names, what a model is told of them, what they are asked with and what they reply."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from . import arguments, replies, schemas


class Tool(NamedTuple):
    """A question that a model can ask the record."""

    name: str
    title: str
    description: str
    arguments: Any
    reply_type: Any
    reply: Callable[[sqlite3.Connection, Any], dict[str, Any]]

    @property
    def paragraphs(self) -> list[str]:
        """The description with each paragraph on a line, and names of facts in braces."""
        return [paragraph.replace("\n", " ") for paragraph in self.description.split("\n\n")]

    def told(self, facts: Mapping[str, str]) -> str:
        """The description with what depends on the data: see `guidance.facts`."""
        return "\n".join(filter(None, (paragraph.format_map(facts).strip() for paragraph in self.paragraphs)))


STATEMENTS = """Every statement has `sources`: ids of entries of `cited`, the best first, which have publisher, title,
date, url and standing: official (a government or a leader, speaking for itself), agency, press, state-funded (owned or
paid for by a government), specialist (archives, scholars, fact-checkers) or other (carries no claim alone). `copy` is
true if the page only reproduces the text of its publisher; `via` names that page. `by` and `side` say whose account a
statement is: attribute it. `ref` is its permanent name in its meeting."""

LIST = """List meetings and calls of leaders: who, when, where, of what kind, how long.

Use it to find out which meetings there were, to count them, and to get the ids that the other tools take. It is an
index without texts and without sources: for anything that you state, ask get_meeting or search.
Without filters it lists the meetings of the main series that were held in person; `left_out` counts what that leaves
out (calls, cancelled or disputed meetings, other series), and all=true, kind, status or series bring it in.
`start` and `end` are local days; `city` and `country` are null for a call; `length` is in words, as hedged as its
source. `until` is the last day that the record covers: it says nothing about later days; `note` says where it is thin.

{series}

{record} {reach}"""

MEETING = f"""Get one meeting: without `sections`, an overview (date, place, format, leaders, length) and `contents`,
the list of its sections with their number of entries. Then ask for the sections that you need.

Use it for what was said, agreed, claimed or disputed at a meeting. `accounts` are questions on which the sides differ:
give both positions, not one. `corrections` are things commonly got wrong. `quotes` are verbatim (`translated`: not
the original language); everything else is the record's own wording and not a quotation.
{STATEMENTS}
Not for finding a meeting by what was said there: that is search. All sections of a long meeting are too much for one
answer.

{{record}} {{reach}}"""

SEARCH = f"""Search every statement of the record: quotations, accounts, outcomes, corrections and so on, best first.

Use it for a question or a claim (did they sign anything in helsinki; cyber unit) if you do not know the meeting. It
looks through every series, kind and status, unless a filter narrows it. Each hit has the `id` of its meeting, its
`section` and `ref`. `match` is most if no statement has all the words; `corrected` lists words that were read as
others, `missing` those that nothing in the record has. A hit in accounts is the position of one side: before you
repeat it, get that section of the meeting with get_meeting and give the other side, too.
{STATEMENTS}
No hits means that the record has nothing on it, not that it did not happen; `note` says where it is thin.

{{record}} {{reach}}"""

TOPIC = f"""Get what the record has on a topic (Ukraine, arms control, ...), meeting by meeting, in order of time.

Use it to follow a subject over the years. Without `sections` it gives what was discussed, where accounts differ and
what is commonly got wrong; `contents` counts the other sections. Narrow it with series, year or meeting; `next_offset`
goes on. `left_out` counts what a meeting has besides, if it alone has too much.
{STATEMENTS}
Not for all that one meeting was about: that is get_meeting.

{{topics}}

{{record}} {{reach}}"""

COMPARE = f"""Set two or three meetings side by side: the topics that all of them discussed (`common`), those of each
alone (`apart`), and the same sections of each, overview and summary if none is named.

Use it for what changed between meetings, and for precedents. Not for one meeting (get_meeting), nor for more than three
(get_topic, list_meetings).
{STATEMENTS}

{{record}} {{reach}}"""

CITE = """Cite sources: text, BibTeX, CSL-JSON, RIS, or a style such as APA.

Use it when somebody wants references: give ids of sources, as `sources` of statements and `cited` have them, or a
meeting with footnote numbers. A title in square brackets is the record's description of a page without a title.
Not for what a source says: the record has statements and addresses, and not the texts of its sources.

{record}"""

SOURCES = """List sources with publisher, title, date, url, standing and how often they are cited: all, those of a
meeting, or one by its id.

Use it to judge what the record rests on, or to find official texts (standing=official). `text_standing` is about who
wrote a text, `standing` about the page where it was read. `archived` is an address that asks the Internet Archive for
a copy; nobody has checked that there is one. For the sources of a statement you need no call: they come with it.

{record}"""

TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "list_meetings",
            "List meetings",
            LIST,
            arguments.ListMeetings,
            schemas.MeetingIndex,
            replies.list_meetings,
        ),
        Tool("get_meeting", "Get a meeting", MEETING, arguments.GetMeeting, schemas.MeetingPart, replies.get_meeting),
        Tool("search", "Search statements", SEARCH, arguments.Search, schemas.Findings, replies.search),
        Tool("get_topic", "Get a topic", TOPIC, arguments.GetTopic, schemas.TopicPart, replies.get_topic),
        Tool("compare", "Compare meetings", COMPARE, arguments.Compare, schemas.ComparedParts, replies.compare),
        Tool("cite", "Cite sources", CITE, arguments.Cite, schemas.Citations, replies.cite_sources),
        Tool("list_sources", "List sources", SOURCES, arguments.ListSources, schemas.SourceList, replies.list_sources),
    )
}
"""By name."""
HINTS = {
    "meeting": "list_meetings with all=true lists every meeting; search finds one by what was said there.",
    "topic": "The description of get_topic lists the topics.",
    "person": "search finds people by what is said of them.",
    "source": "The ids of sources are in `cited`, and in list_sources.",
    "compare": "For one meeting, get_meeting.",
    "section": "get_meeting without sections lists those of a meeting in `contents`.",
}
"""What to do about an error, by what it is about."""
