"""What the commands print as JSON, as typed dictionaries: the output schemas and the field lists come from here."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple, NotRequired

from .models import (
    Dataset,
    Date,
    Discussion,
    Id,
    Kind,
    Meeting,
    PartialDate,
    Participant,
    Person,
    Quote,
    Record,
    Series,
    Source,
    Status,
    Text,
    Topic,
    described,
)


class ListedMeeting(Record):
    """A row of a listing."""

    id: Annotated[Id, described("stable slug, never reused")]
    title: Annotated[Text, described("short title")]
    series: Annotated[Series, described("trump-putin, or us-russia for earlier leaders")]
    kind: Annotated[Kind, described("summit, bilateral, pull-aside or call")]
    status: Annotated[Status, described("held, cancelled, proposed or disputed")]
    start: Annotated[PartialDate, described("first day, local; YYYY-MM or YYYY where no day is known")]
    end: Annotated[PartialDate, described("last day, local, at the same precision")]
    city: Annotated[str | None, described("city; null for a call")]
    country: Annotated[str | None, described("ISO 3166-1 alpha-2 code; null for a call")]
    venue: Annotated[str | None, described("building or site, where known")]
    host_event: Annotated[str | None, described("the event it took place beside")]
    leaders: Annotated[list[Id], described("person ids of the principals")]
    minutes: Annotated[int | None, described("best-supported actual length in minutes")]
    length: Annotated[
        str | None,
        described("the same length in words, as its source hedges it; where it is of a part, with that part"),
    ]
    topics: Annotated[list[Id], described("ids of the topics discussed, in the order of the record")]
    summary: Annotated[Text, described("what a reader needs if they read nothing else")]


class RelatedMeeting(Record):
    """Another record of the same days, or of the same city in the same year."""

    id: Annotated[Id, described("meeting id")]
    title: Annotated[Text, described("short title")]
    status: Annotated[Status, described("held, cancelled, proposed or disputed")]
    start: Annotated[PartialDate, described("first day, local")]


class ShownMeeting(Meeting):
    """A whole meeting with the records it refers to."""

    cited: Annotated[list[Source], described("the sources it cites, in order of first mention: footnote N is the Nth")]
    people: Annotated[list[Person], described("the people it names")]
    topics: Annotated[list[Topic], described("the topics it discusses")]
    see_also: Annotated[list[RelatedMeeting], described("other records of the same days or city")]


class ListedTopic(Topic):
    """A topic with its counts."""

    meetings: Annotated[int, described("records that discuss it, of any kind and status")]
    statements: Annotated[int, described("statements on what was said about it")]


class TopicMeeting(Record):
    """What one meeting said on a topic."""

    id: Annotated[Id, described("meeting id")]
    title: Annotated[Text, described("short title")]
    kind: Annotated[Kind, described("summit, bilateral, pull-aside or call")]
    status: Annotated[Status, described("held, cancelled, proposed or disputed")]
    start: Annotated[PartialDate, described("first day, local")]
    end: Annotated[PartialDate, described("last day, local")]
    discussed: Annotated[list[Discussion], described("what was said on the topic")]


class ShownTopic(Topic):
    """A topic with what was said on it."""

    meetings: Annotated[list[TopicMeeting], described("the meetings that discussed it, by date")]
    cited: Annotated[list[Source], described("the sources cited, in order of first mention")]


class ListedPerson(Person):
    """A person with offices and counts."""

    roles: Annotated[list[str], described("offices held when taking part, in order of time")]
    meetings: Annotated[
        int, described("records, of any kind and status, in which the person took part or was a leader")
    ]
    quotes: Annotated[int, described("quotations of the person")]


class PersonMeeting(Record):
    """What one meeting says of a person."""

    id: Annotated[Id, described("meeting id")]
    title: Annotated[Text, described("short title")]
    kind: Annotated[Kind, described("summit, bilateral, pull-aside or call")]
    status: Annotated[Status, described("held, cancelled, proposed or disputed")]
    start: Annotated[PartialDate, described("first day, local")]
    end: Annotated[PartialDate, described("last day, local")]
    leader: Annotated[bool, described("whether the person was one of the principals")]
    participants: Annotated[list[Participant], described("in what office and part the person took part")]
    quotes: Annotated[list[Quote], described("verbatim words of the person")]


class ShownPerson(Person):
    """A person with the meetings they took part in or are quoted on."""

    meetings: Annotated[list[PersonMeeting], described("the meetings, by date")]
    cited: Annotated[list[Source], described("the sources cited, in order of first mention")]


class ListedSource(Source):
    """A source with how often it is cited."""

    times: Annotated[int, described("statements that rest on it")]
    meetings: Annotated[int, described("records that cite it, of any kind and status")]


class NumberedSource(Source):
    """A source of one meeting."""

    number: Annotated[int, described("its footnote number on the page of the meeting")]
    times: Annotated[int, described("statements of the meeting that rest on it")]


class Hit(Record):
    """A passage that a search found."""

    id: Annotated[Id, described("meeting id")]
    title: Annotated[Text, described("short title of the meeting")]
    start: Annotated[PartialDate, described("first day, local")]
    kind: Annotated[Kind, described("summit, bilateral, pull-aside or call")]
    section: Annotated[str, described("section of the meeting")]
    text: Annotated[Text, described("the claim that was found")]
    sources: Annotated[list[Id], described("ids of the sources it rests on")]
    by: Annotated[Text | None, described("name of who says so, or whom it is about")]
    side: Annotated[str | None, described("us, russia, both or other, where it is one side's")]
    topic: Annotated[Id | None, described("topic it is about, where it was discussed")]


class ComparedTopics(Record):
    """What compared meetings have in common, and what not."""

    common: Annotated[list[Id], described("topics that all of them discussed")]
    apart: Annotated[dict[str, list[Id]], described("by meeting id, the topics that not all of them discussed")]


class Comparison(Record):
    """Meetings side by side."""

    topics: Annotated[ComparedTopics, described("the topics they share, and those they do not")]
    meetings: Annotated[list[ShownMeeting], described("the whole meetings, as `summit show` has them")]


class Count(Record):
    """How many meetings have a value."""

    by: Annotated[str, described("what is counted by")]
    value: Annotated[str | None, described("the value")]
    label: Annotated[str | None, described("its name in English")]
    meetings: Annotated[int, described("number of meetings")]
    minutes: Annotated[int | None, described("minutes of those with a known length")]
    timed: Annotated[int, described("number of meetings with a known length")]


class CountingRule(Record):
    """What a number of meetings counts."""

    count: Annotated[str, described("name of the count")]
    meetings: Annotated[int, described("the number")]
    ids: Annotated[list[Id], described("the meetings that are counted")]
    rule: Annotated[str, described("what counts, in words")]


class OpenedLink(Record):
    """An address of a meeting."""

    id: Annotated[Id, described("meeting id")]
    title: Annotated[Text, described("short title of the meeting")]
    link: Annotated[str, described("what it leads to: transcript, document, readout_us, source 3, ...")]
    url: Annotated[str, described("the address")]


class ValidFile(Record):
    """What a valid file holds."""

    file: Annotated[str, described("name of the file")]
    valid: Annotated[bool, described("true; a file that is not valid is an error")]
    meetings: Annotated[int, described("number of meetings")]
    people: Annotated[int, described("number of people")]
    topics: Annotated[int, described("number of topics")]
    sources: Annotated[int, described("number of sources")]


class DatasetFile(Record):
    """A file of the dataset."""

    file: Annotated[str, described("name of the file")]
    title: Annotated[Text, described("title of the dataset")]
    until: Annotated[Date, described("last day covered")]
    sha256: Annotated[str, described("SHA-256 of its bytes, in hexadecimal")]
    meetings: Annotated[int, described("number of meetings, of any kind and status")]


class Versions(Record):
    """What runs, and on what data."""

    version: Annotated[str, described("version of summit")]
    python: Annotated[str, described("version of Python")]
    sqlite: Annotated[str, described("version of SQLite")]
    schema_version: Annotated[int, described("version of the schema of datasets and of JSON output")]
    datasets: Annotated[list[DatasetFile], described("the files of the dataset, in order")]


class OutputField(Record):
    """A field that `--fields` can name."""

    output: Annotated[str, described("the output that has it")]
    field: Annotated[str, described("its path")]
    type: Annotated[str, described("its type")]
    description: Annotated[str, described("what it means")]


class Fault(Record):
    """One thing that is wrong with a dataset."""

    file: Annotated[str, described("name of the file")]
    path: Annotated[str, described("where in it, as a JSON path; may be empty")]
    message: Annotated[str, described("what is wrong")]


class Failure(Record):
    """Why a command failed."""

    code: Annotated[str, described("usage, not-found, ambiguous, dataset or error")]
    message: Annotated[str, described("one sentence")]
    hint: Annotated[str | None, described("what to do about it")]
    candidates: Annotated[list[str], described("what may have been meant")]
    problems: NotRequired[Annotated[list[Fault], described("everything that is wrong with the dataset")]]


class Error(Record):
    """What a failing command prints on stderr in JSON mode."""

    error: Annotated[Failure, described("the failure")]


class Output(NamedTuple):
    """A kind of JSON document. `filled`: every key is there, empty ones as `[]` or `null`."""

    type: Any
    title: str
    filled: bool = True


OUTPUTS = {
    "dataset": Output(Dataset, "A dataset file", filled=False),
    "meeting": Output(Meeting, "A meeting in a dataset file", filled=False),
    "list": Output(list[ListedMeeting], "summit list --json"),
    "show": Output(ShownMeeting | list[ShownMeeting], "summit show ID... --json: an object for one, an array for more"),
    "topics": Output(list[ListedTopic], "summit topics --json"),
    "topic": Output(ShownTopic, "summit topics TOPIC --json"),
    "people": Output(list[ListedPerson], "summit people --json"),
    "person": Output(ShownPerson, "summit people PERSON --json"),
    "sources": Output(list[ListedSource], "summit sources --json"),
    "cited": Output(list[NumberedSource], "summit sources ID --json"),
    "search": Output(list[Hit], "summit search WORDS --json"),
    "compare": Output(Comparison, "summit compare ID ID --json"),
    "timeline": Output(list[ListedMeeting], "summit timeline --json"),
    "stats": Output(list[Count], "summit stats --json"),
    "counting": Output(list[CountingRule], "summit stats --explain --json"),
    "open": Output(OpenedLink, "summit open ID --json"),
    "validate": Output(list[ValidFile], "summit validate --json"),
    "version": Output(Versions, "summit --version --json"),
    "fields": Output(list[OutputField], "summit fields --json"),
    "error": Output(Error, "a failure in JSON mode, on stderr", filled=False),
}
