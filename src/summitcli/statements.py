"""The statements of a meeting: made here, once, for the store, for footnotes and for permanent names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from .wording import clock_time, length

if TYPE_CHECKING:
    from .schema.records import Meeting


class Statement(NamedTuple):
    """One cited claim of a meeting. `record` is the object of the meeting that holds it."""

    section: str
    text: str
    topics: list[str]
    type: str | None
    question: str | None
    record: dict[str, Any]

    @property
    def side(self) -> str | None:
        return self.record.get("side")

    @property
    def by(self) -> str | None:
        return self.record.get("by")

    @property
    def person(self) -> str | None:
        return self.record.get("speaker") or self.record.get("person")

    @property
    def sources(self) -> list[str]:
        found: list[str] = self.record["sources"]
        return found


def statements(meeting: Meeting) -> Iterator[Statement]:
    """Every statement of a meeting, in the order of a page."""
    if initiative := meeting.get("initiative"):
        yield _statement("overview", initiative, type="initiative")
    yield _statement("summary", meeting["summary"])
    for duration in meeting.get("durations", []):
        text = f"{length(duration)} ({duration['part']}, {duration['basis']})"
        yield _statement("durations", duration, text=text, type=duration["part"])
    for participant in meeting.get("participants", []):
        yield _statement("participants", participant, text=participant["role"], type=participant.get("part"))
    yield from (_statement("context", each) for each in meeting.get("context", []))
    yield from (_statement("aims", each) for each in meeting.get("aims", []))
    for discussion in meeting.get("discussed", []):
        yield _statement("discussed", discussion, topics=[discussion["topic"]])
    for outcome in meeting.get("outcomes", []):
        yield _statement("outcomes", outcome, type=outcome["type"])
    if press := meeting.get("press"):
        yield _statement("press", press, type=press["form"])
    for time in meeting.get("times", []):
        yield _statement("times", time, text=f"{time['event']}: {clock_time(time, day=meeting['start'])}")
    for account in meeting.get("accounts", []):
        for position in account["positions"]:
            topics = account.get("topics", [])
            yield _statement("accounts", position, topics=topics, question=account["question"])
    yield from (_statement("quotes", each) for each in meeting.get("quotes", []))
    yield from (_statement("reactions", each) for each in meeting.get("reactions", []))
    yield from (_statement("aftermath", each) for each in meeting.get("aftermath", []))
    for correction in meeting.get("corrections", []):
        text = f"Said: {correction['claim']} Record: {correction['record']}"
        yield _statement("corrections", correction, text=text)


def _statement(
    section: str,
    record: Any,
    *,
    text: str | None = None,
    topics: list[str] | None = None,
    type: str | None = None,
    question: str | None = None,
) -> Statement:
    said = record["text"] if text is None else text
    about = record.get("topics", []) if topics is None else topics
    return Statement(section, said, about, type, question, record)


def name_statements(meeting: Meeting) -> list[Statement]:
    """The statements of a meeting, each with a `ref`: its section and a digest of its text, unique in the meeting.

    What has a ref in the record keeps it, so that a citation survives an edit of the words.
    """
    found = list(statements(meeting))
    taken = {each.record["ref"] for each in found if each.record.get("ref")}
    for each in found:
        if not each.record.get("ref"):
            each.record["ref"] = _free_ref(each, taken)
            taken.add(each.record["ref"])
    return found


def _free_ref(statement: Statement, taken: set[str]) -> str:
    said = f"{statement.section}\0{statement.person or ''}\0{statement.text}"
    digest = hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()
    base = f"{statement.section}-{digest[:6]}"
    number, ref = 1, base
    while ref in taken:
        number, ref = number + 1, f"{base}-{number + 1}"
    return ref


def cited_sources(meeting: Meeting, said: Iterable[Statement]) -> list[str]:
    """The ids of the sources that a meeting and what it says cite, by first mention: footnote N is the Nth."""
    mentioned = [*meeting["sources"], *(source for each in said for source in each.sources)]
    return list(dict.fromkeys(mentioned))


def named_people(meeting: Meeting) -> list[str]:
    """The ids of the people whom a meeting names, the leaders first."""
    present = [each["person"] for each in meeting.get("participants", [])]
    return list(
        dict.fromkeys([*meeting["leaders"], *present, *(each["speaker"] for each in meeting.get("quotes", []))])
    )


def named_topics(said: Iterable[Statement]) -> list[str]:
    """The ids of the topics that statements are about: those discussed first, then the others."""
    discussed_first = sorted(said, key=lambda each: each.section != "discussed")
    return list(dict.fromkeys(topic for each in discussed_first for topic in each.topics))


def named_meetings(meeting: Meeting) -> list[str]:
    """The ids of the meetings to which statements of a meeting refer."""
    referring = [*meeting.get("context", []), *meeting.get("corrections", [])]
    return list(dict.fromkeys(id for each in referring for id in each.get("see", [])))
