"""iCalendar (RFC 5545): an event for the days of each record, as far as these are known.

A reader that has an event already takes another with the same UID for a newer state of it if its SEQUENCE is not lower
and, among equal ones, its DTSTAMP is later. Nothing here knows what an earlier export said, and two exports of the same
record are the same bytes. So:

- SEQUENCE is the day up to which the dataset reaches, as a number. It never falls from one edition to the next.
- DTSTAMP (and LAST-MODIFIED) is a moment of that day, made from the record: the more citations it has, the later, and
  another one for other words. So a change within an edition is always seen as one, and as a newer state if the record
  has grown, which is how records mostly change. Readers that only ask for a SEQUENCE that is not lower take any change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ..query.meetings import labels
from ..statements import statements
from ..wording import place_in_words, reference, runs
from . import Options, Product
from .selection import Selection, shown

if TYPE_CHECKING:
    from ..schema.answers import ShownMeeting
    from ..wording import Labels

STATUS = {"held": "CONFIRMED", "cancelled": "CANCELLED", "proposed": "TENTATIVE", "disputed": "TENTATIVE"}
WIDTH = 75
"""Bytes of a line, after which it is continued on the next."""
MOST_CITATIONS = 863
"""As many as move the moment within a day."""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def product(_format: str, chosen: Selection, _options: Options) -> Product:
    """One calendar. Records whose day is not known are left out."""
    known = "SELECT count(*) FROM meetings WHERE id IN (SELECT value FROM json_each(?)) AND length(start) < 10"
    [(undated,)] = chosen.store.execute(known, (json.dumps(chosen.ids),))
    return Product({"": _calendar(chosen)}, {"without a day": undated})


def _calendar(chosen: Selection) -> Iterator[bytes]:
    words = labels(chosen.store)
    title = _text(chosen.about.title)
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//summitcli//summit//EN",
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
    ]
    yield _lines(head)
    for meeting in shown(chosen):
        if len(meeting["start"]) == 10:
            yield from _events(meeting, chosen.about.until, words)
    yield _lines(["END:VCALENDAR"])


def _events(meeting: ShownMeeting, until: str, words: Labels) -> Iterator[bytes]:
    """An event for each run of days on which there were talks."""
    about = _about(meeting, words)
    moment = _moment(meeting, until)
    stamps = [f"DTSTAMP:{moment}", f"LAST-MODIFIED:{moment}", f"SEQUENCE:{date.fromisoformat(until).toordinal()}"]
    for number, (first, last) in enumerate(runs(meeting["start"], meeting["end"], meeting["days"])):
        day = f".{first}" if number else ""
        uid = f"UID:{meeting['id']}{day}@summitcli"
        yield _lines(["BEGIN:VEVENT", uid, *stamps, *_span(first, last), *about, "END:VEVENT"])


def _moment(meeting: ShownMeeting, until: str) -> str:
    """When a record was last changed, as far as it shows: see above."""
    citations = sum(len(each.sources) for each in statements(meeting))
    content = json.dumps(meeting, sort_keys=True, ensure_ascii=True).encode()
    digest = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")
    seconds = min(citations, MOST_CITATIONS) * 100 + digest % 100
    moment = datetime.fromisoformat(until).replace(tzinfo=UTC) + timedelta(seconds=seconds)
    return f"{until.replace('-', '')}T{moment:%H%M%S}Z"


def _span(first: str, last: str) -> list[str]:
    """The days of an event. An event of days ends on the day after, if the calendar has one."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if end < date.max:
        finish = f"DTEND;VALUE=DATE:{_day((end + timedelta(days=1)).isoformat())}"
    else:
        finish = f"DURATION:P{(end - start).days + 1}D"
    return [f"DTSTART;VALUE=DATE:{_day(first)}", finish]


def _day(day: str) -> str:
    return day.replace("-", "")


def _about(meeting: ShownMeeting, words: Labels) -> list[str]:
    """What an event is about, the same for all days."""
    status = "" if meeting["status"] == "held" else f" ({meeting['status']})"
    categories = [meeting["kind"], *(topic["label"] for topic in meeting["topics"])]
    places = [place for place in [meeting["place"], *meeting["further_places"]] if place]
    located = next((place for place in places if place["latitude"] is not None), None)
    location = "; ".join(place_in_words(place, words.countries) for place in places)
    return [
        f"SUMMARY:{_text(meeting['title'] + status)}",
        f"STATUS:{STATUS[meeting['status']]}",
        "TRANSP:TRANSPARENT",  # it takes none of the reader's time
        f"CATEGORIES:{','.join(map(_text, categories))}",
        f"URL:{meeting['cited'][0]['url']}",
        f"DESCRIPTION:{_text(_description(meeting, words))}",
        *([f"LOCATION:{_text(location)}"] if places else []),
        *([f"GEO:{located['latitude']};{located['longitude']}"] if located else []),
    ]


def _description(meeting: ShownMeeting, words: Labels) -> str:
    """The summary, and the sources that it rests on."""
    cited = {source["id"]: source for source in meeting["cited"]}
    sources = [cited[id] for id in meeting["summary"]["sources"]]
    lines = [f"{reference(source, words.languages)}. {source['url']}" for source in sources]
    return "\n".join([meeting["summary"]["text"], "", "Sources:", *lines])


def _text(text: str) -> str:
    return text.translate(ESCAPED)


def _lines(lines: list[str]) -> bytes:
    """Content lines, of at most 75 bytes each: what is longer goes on after a line break and a space."""
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines)


def _folded(line: bytes) -> bytes:
    parts: list[bytes] = []
    while len(line) > (end := WIDTH - bool(parts)):  # the space before a further part counts
        while line[end] & 0xC0 == 0x80:  # not within a character
            end -= 1
        parts.append(line[:end])
        line = line[end:]
    return b"\r\n ".join([*parts, line])
