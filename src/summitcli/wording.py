"""Values of the record in words: dates, lengths, places, offices, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from .schema.vocabulary import KINDS, PARTS, STATUSES

if TYPE_CHECKING:
    from .schema.answers import CitedSource, ShownMeeting
    from .schema.records import Discussion, Duration, Meeting, Participant, Place, Time
    from .schema.rows import ListedMeeting, MeetingName
    from .schema.vocabulary import Status

    Named = MeetingName | ListedMeeting | ShownMeeting | Meeting

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)


class Labels(NamedTuple):
    """English names of countries and languages by their codes."""

    countries: Mapping[str, str]
    languages: Mapping[str, str]


class Fact(TypedDict):
    """A labelled claim of the overview, with who says so and the ids of its sources."""

    label: str
    text: str
    by: str | None
    sources: list[str]


def day_span(partial: str) -> tuple[str, str]:
    """The first and last day of a date of any precision, as strings that sort like dates.

    >>> day_span("2028-02")
    ('2028-02-01', '2028-02-29')
    """
    month = f"{partial}-12"[:7]
    return f"{partial}-01-01"[:10], partial if len(partial) == 10 else f"{month}-{_days(month)}"


def _days(month: str) -> int:
    """How many days a month of the Gregorian calendar has. (`calendar` knows too, and takes 5 ms to import.)"""
    year, number = int(month[:4]), int(month[5:])
    if number == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if number in (4, 6, 9, 11) else 31


@lru_cache(maxsize=1024)
def long_date(partial: str, *, weekday: bool = False) -> str:
    """`2018-07-16` as `16 July 2018`, `2018-07` as `July 2018`, `2018` as `2018`."""
    if len(partial) == 4:
        return partial
    month = MONTHS[int(partial[5:7]) - 1]
    if len(partial) == 7:
        return f"{month} {partial[:4]}"
    words = f"{int(partial[8:])} {month} {partial[:4]}"
    if not weekday:
        return words
    from datetime import date

    return f"{date.fromisoformat(partial):%A} {words}"


def when(start: str, end: str, days: Sequence[str] = (), *, weekday: bool = False) -> str:
    """The days of a meeting in words; `days` are those with talks, if not every day had any.

    >>> when("1959-09-15", "1959-09-27", ["1959-09-15", "1959-09-25", "1959-09-26", "1959-09-27"])
    '15 September 1959 and 25 to 27 September 1959'
    """
    together = runs(start, end, days)
    spans = [_span(first, last, weekday=weekday and len(together) == 1) for first, last in together]
    *others, final = spans
    return f"{', '.join(others)} and {final}" if others else final


def title(meeting: Named) -> str:
    """The title, with the status of a meeting that was not held, unless the title says so."""
    status = meeting["status"]
    said_so = status == "held" or f"({status}" in meeting["title"]
    return meeting["title"] if said_so else f"{meeting['title']} ({status})"


def dated(meeting: Named) -> str:
    """The title, and the date unless the title has it."""
    date = when(meeting["start"], meeting["end"], meeting["days"])
    return title(meeting) if date in meeting["title"] else f"{title(meeting)}, {date}"


def runs(start: str, end: str, days: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The days of a meeting as spans: the first and the last of days that follow each other.

    >>> runs("1959-09-15", "1959-09-27", ["1959-09-15", "1959-09-25", "1959-09-26", "1959-09-27"])
    [('1959-09-15', '1959-09-15'), ('1959-09-25', '1959-09-27')]
    """
    from datetime import date, timedelta

    found: list[tuple[str, str]] = []
    for day in sorted(days):
        if found and date.fromisoformat(found[-1][1]) + timedelta(days=1) == date.fromisoformat(day):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found or [(start, end)]


def _span(first: str, last: str, *, weekday: bool) -> str:
    if first == last:
        return long_date(first, weekday=weekday)
    if len(first) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])} to {long_date(last)}"
    return f"{long_date(first)} to {long_date(last)}"


def clock_time(time: Time, *, day: str | None = None) -> str:
    """The clock of a published time with its hedge, its day if that is not `day`, and its UTC offset if it has one.

    >>> clock_time({"at": "2018-07-17T00:10+03:00", "qualifier": "about", "event": "", "sources": []}, day="2018-07-16")
    'about 00:10 on 17 July 2018, UTC+03:00'
    """
    at = time["at"]
    hedge = time.get("qualifier")
    other_day = f" on {long_date(at[:10])}" if day and at[:10] != day else ""
    offset = f", UTC{at[16:]}" if at[16:] else ""
    return f"{hedge + ' ' if hedge else ''}{at[11:16]}{other_day}{offset}"


def capitalized(text: str) -> str:
    """A text with a capital at its beginning, and the capitals that it has.

    >>> capitalized("talks of 11 October")
    'Talks of 11 October'
    """
    return text[:1].upper() + text[1:]


def counted(number: int, one: str) -> str:
    """A number of things: `1 record`, `2 records`."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def minutes_in_words(minutes: int) -> str:
    """Minutes as hours and minutes.

    >>> minutes_in_words(130)
    '2 h 10 min'
    """
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part) or "0 min"


def length(duration: Duration) -> str:
    """A length as people say it, with the hedge of its source: `about 2 h 10 min`."""
    hedge = duration.get("qualifier")
    return f"{hedge + ' ' if hedge else ''}{minutes_in_words(duration['minutes'])}"


def length_with_part(duration: Duration) -> str:
    """A length with the part of the meeting that it is of: `2 h 45 min, small group`."""
    return length(duration) + ("" if duration["part"] == "whole" else f", {PARTS[duration['part']]}")


def told_lengths(meeting: Meeting) -> list[Duration]:
    """The published length that lists and overviews show: the first actual one of the talks. The list may be empty."""
    of_talks = [each for each in meeting.get("durations", []) if each["part"] != "press-conference"]
    return [each for each in of_talks[:1] if each["basis"] == "actual"]


def place_in_words(place: Place, countries: Mapping[str, str]) -> str:
    """Venue, city and the country of today, with the name of the state at the time if that was another.

    >>> place_in_words({"city": "Yalta", "country": "UA", "country_then": "Soviet Union"}, {"UA": "Ukraine"})
    'Yalta, Soviet Union (now Ukraine)'
    """
    today = countries.get(place["country"], place["country"])
    if today == place["city"]:
        today = ""
    then = place.get("country_then")
    names = [name for name in place.get("also") or [] if place["city"] not in name]
    city = f"{place['city']} ({', '.join(names)})" if names else place["city"]
    venue = place.get("venue") if place.get("venue") != place["city"] else None
    return ", ".join(filter(None, [venue, city, f"{then} (now {today})" if then else today]))


def office(participant: Participant) -> str:
    """The office of a participant, with the part attended if that was not the whole."""
    part = participant.get("part")
    return f"{participant['role']} ({part})" if part else participant["role"]


def overview(meeting: Meeting, names: Mapping[str, str], countries: Mapping[str, str]) -> Iterator[Fact]:
    """What a meeting was, as labelled claims.

    `names` are those of people by their ids, `countries` those of countries by their codes.
    """
    places = [place for place in [meeting.get("place"), *meeting.get("further_places", [])] if place]
    days = meeting.get("days", [])
    facts = {
        "When": when(meeting["start"], meeting["end"], days, weekday=True),
        "Where": "; ".join(place_in_words(place, countries) for place in places),
        "Beside": meeting.get("host_event"),
        "Format": format_in_words(meeting),
        "Status": _status(meeting["status"]),
        "Leaders": ", ".join(names[leader] for leader in meeting["leaders"]),
    }
    for label, text in facts.items():
        if text:
            yield {"label": label, "text": text, "by": None, "sources": meeting["sources"]}
    if initiative := meeting.get("initiative"):
        yield {
            "label": "Initiative",
            "text": initiative["text"],
            "by": initiative.get("by"),
            "sources": initiative["sources"],
        }
    for each in told_lengths(meeting):
        text = length_with_part(each)
        yield {
            "label": "Length",
            "text": capitalized(text),
            "by": each.get("by"),
            "sources": each["sources"],
        }


def format_in_words(meeting: Meeting) -> str:
    """The kind of a meeting with its meaning, or with the event beside which it took place."""
    kind, event = capitalized(meeting["kind"]), meeting.get("host_event")
    return f"{kind}, beside: {event}" if event else f"{kind}, {KINDS[meeting['kind']]}"


def _status(status: Status) -> str:
    return "Held" if status == "held" else f"{capitalized(status)}: {STATUSES[status]}"


def topics_discussed(discussed: Sequence[Discussion]) -> list[str]:
    """The ids of the topics discussed, in the order of the record."""
    return list(dict.fromkeys(each["topic"] for each in discussed))


def publisher_in_words(source: CitedSource) -> str:
    """Who wrote a source, who reproduced it, and the standing of the page that was read.

    >>> publisher_in_words({"publisher": "Reuters", "via": "LBCI", "standing": "press"})
    'Reuters, via LBCI (press, copy)'
    """
    via = source.get("via")
    notes = [source.get("standing"), "copy" if via else None]
    noted = ", ".join(note for note in notes if note)
    return f"{source['publisher']}{f', via {via}' if via else ''}{f' ({noted})' if noted else ''}"


def reference(source: CitedSource, languages: Mapping[str, str]) -> str:
    """A source in words: who wrote it and where it was read, title, date, kind and language."""
    return f"{publisher_in_words(source)}, {quoted_title(source)}, {dated_kind(source, languages)}"


def quoted_title(source: CitedSource) -> str:
    """The title of a source in quotation marks; a description by the record keeps its square brackets."""
    return source["title"] if is_description(source["title"]) else f"“{source['title']}”"


def is_description(title: str) -> bool:
    """Whether a title is the record's own description: one pair of square brackets is around all of it.

    >>> [is_description(title) for title in ("[Report on ice]", "[Adams] signs a treaty", "[Notes] of [Belov]")]
    [True, False, False]
    """
    return title.startswith("[") and title.endswith("]") and "]" not in title[1:-1].partition("[")[0]


def dated_kind(source: CitedSource, languages: Mapping[str, str]) -> str:
    """The date of a source with its kind, and its language if that is not English."""
    date = source.get("date")
    language = [] if source["language"] == "en" else [f"in {languages.get(source['language'], source['language'])}"]
    return f"{long_date(date) if date else 'undated'} ({', '.join([source['kind'], *language])})"


def archived(source: CitedSource) -> str:
    """The address that asks the Internet Archive for the copy nearest to the source's date.

    It is computed, and says nothing on whether there is a copy: https://archive.org/help/wayback_api.php.
    """
    day = (source.get("date") or "").replace("-", "")
    return f"https://web.archive.org/web/{day or '2'}/{source['url']}"
