"""Rows of answers: records whose values are plain, or lists of plain values.

They are apart from `answers`, which nest records, so that a command may read them without building all of these types.
"""

from typing import Annotated

from ..text import either
from .meta import Doc, Same
from .values import Date, Id, PartialDate, Record, Slug, Text
from .vocabulary import KINDS, STATUSES, Kind, Part, Standing, Status

# What several rows have.
OfMeeting = Annotated[Id, Doc("meeting id")]
FirstDay = Annotated[PartialDate, Doc("first day, local")]
Meetings = Annotated[int, Doc("number of meetings")]
FileName = Annotated[str, Doc("name of the file")]
Title = Annotated[Text, Same("Meeting.title")]
KindInShort = Annotated[Kind, Doc(either(KINDS))]
StatusInShort = Annotated[Status, Doc(either(STATUSES))]
DaysWithTalks = Annotated[list[Date], Same("Meeting.days")]
SectionKey = Annotated[str, Doc("section of the meeting")]
StatementRef = Annotated[Id | None, Same("Statement.ref")]
Topics = Annotated[list[Id], Same("Outcome.topics")]
Side = Annotated[str | None, Doc("whose it is: a side of the series, `both` or `other`")]
By = Annotated[Text | None, Doc("name of who says so, or whom it is about")]
Sources = Annotated[list[Id], Same("Statement.sources")]
Question = Annotated[Text | None, Doc("of a position: what the accounts differ on")]


class ListedMeeting(Record):
    """A row of a listing."""

    id: Slug
    title: Title
    series: Annotated[Id | None, Same("Meeting.series")]
    kind: KindInShort
    status: StatusInShort
    start: Annotated[PartialDate, Doc("first day, local; YYYY-MM or YYYY if no day is known")]
    end: Annotated[PartialDate, Same("Meeting.end")]
    days: DaysWithTalks
    city: Annotated[str | None, Doc("first city, by the name it had then; null for a call")]
    country: Annotated[str | None, Doc("country of today, ISO 3166-1 alpha-2; null for a call")]
    venue: Annotated[str | None, Same("Place.venue")]
    host_event: Annotated[str | None, Same("Meeting.host_event")]
    leaders: Annotated[list[Id], Same("Meeting.leaders")]
    minutes: Annotated[int | None, Doc("best-supported actual length in minutes")]
    length: Annotated[
        str | None, Doc("the same length in words, as its source hedges it; if it is of a part, with that part")
    ]
    part: Annotated[Part | None, Doc("what the length is of: whole, one-on-one, small-group or expanded")]
    topics: Annotated[list[Id], Doc("ids of the topics discussed, in the order of the record")]
    summary: Annotated[Text, Same("Meeting.summary")]


class MeetingName(Record):
    """Another meeting, as a page names it."""

    id: OfMeeting
    title: Title
    kind: KindInShort
    status: StatusInShort
    start: FirstDay
    end: Annotated[PartialDate, Doc("last day, local")]
    days: DaysWithTalks


class ContentsEntry(Record):
    """What a section of a meeting holds."""

    section: Annotated[str, Doc("key of the section, as `--section` takes it")]
    heading: Annotated[str, Doc("heading of the section on a page")]
    count: Annotated[int, Doc("entries that it has")]


class FlatStatement(Record):
    """One statement of the record in a row: what CSV and TSV of `summit show` have."""

    meeting: OfMeeting
    section: SectionKey
    ref: StatementRef
    topics: Topics
    side: Side
    by: By
    person: Annotated[Id | None, Doc("person id of the speaker or participant")]
    type: Annotated[str | None, Doc("of an outcome its type, of press its form, of a length its part")]
    question: Question
    text: Annotated[Text, Doc("the claim; figures and offices in words")]
    sources: Sources


class Hit(Record):
    """A statement that a search found."""

    id: OfMeeting
    title: Annotated[Text, Doc("short title of the meeting")]
    start: FirstDay
    kind: KindInShort
    section: SectionKey
    ref: StatementRef
    question: Question
    text: Annotated[Text, Doc("the statement that was found")]
    sources: Sources
    by: By
    side: Side
    topics: Topics
    standing: Annotated[Standing | None, Doc("the best standing among its sources")]
    match: Annotated[
        str, Doc("all: it has all the words; most: it has most of them, as few statements or none have all")
    ]
    corrected: Annotated[list[dict[str, str]], Doc("words that were read as others: `typed`, `used`")]
    missing: Annotated[list[str], Doc("words that nothing in the record has")]


class Count(Record):
    """How many meetings have a value."""

    by: Annotated[str, Doc("what is counted by")]
    value: Annotated[str | None, Doc("the value")]
    label: Annotated[str | None, Doc("its name in English")]
    meetings: Meetings
    minutes: Annotated[int | None, Doc("minutes of those with a known length")]
    timed: Annotated[int, Doc("number of meetings with a known length")]
    partial: Annotated[int, Doc("of these, meetings of which only the length of a part is known")]
    hedged: Annotated[int, Doc("of these, meetings whose length the source gives as about, over, almost or the like")]


class StandingCount(Record):
    """How many statements have a source of a standing as their best one."""

    standing: Annotated[Standing | None, Doc("standing of the best source; null if publishers are not listed")]
    label: Annotated[str, Doc("what the standing means")]
    statements: Annotated[int, Doc("statements whose best source has it")]
    sources: Annotated[int, Doc("sources that have it")]


class CountingRule(Record):
    """What a number of meetings counts."""

    count: Annotated[str, Doc("name of the count")]
    meetings: Annotated[int, Doc("the number")]
    ids: Annotated[list[Id], Doc("the meetings that are counted")]
    rule: Annotated[str, Doc("what counts, in words")]


class OpenedLink(Record):
    """An address of a meeting."""

    id: Annotated[Id | None, Doc("meeting id; null for a source that is named by its id")]
    title: Annotated[Text, Doc("short title of the meeting, or title of the source")]
    link: Annotated[str, Doc("what it leads to: transcript, document, readout and its side, source 3, ...")]
    url: Annotated[str, Doc("the address")]


class ValidFile(Record):
    """What a valid file holds."""

    file: FileName
    valid: Annotated[bool, Doc("true; a file that is not valid is an error")]
    meetings: Meetings
    people: Annotated[int, Doc("number of people")]
    topics: Annotated[int, Doc("number of topics")]
    sources: Annotated[int, Doc("number of sources")]
    publishers: Annotated[int, Doc("number of publishers")]


class DatasetFile(Record):
    """A file of the dataset."""

    file: FileName
    title: Annotated[Text, Same("Dataset.title")]
    until: Annotated[Date, Same("Coverage.until")]
    note: Annotated[Text, Doc("where it is thin, in words")]
    sha256: Annotated[str, Doc("SHA-256 of its bytes, in hexadecimal")]
    meetings: Annotated[int, Doc("number of meetings, of any kind and status")]


class OutputField(Record):
    """A field that `--fields` can name."""

    output: Annotated[str, Doc("the output that has it")]
    field: Annotated[str, Doc("its path")]
    type: Annotated[str, Doc("its type")]
    description: Annotated[str, Doc("what it means")]
