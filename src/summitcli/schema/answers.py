"""What the commands print as JSON, the Python API returns and the MCP server sends, as typed dictionaries."""

from typing import Annotated, Any, NamedTuple, NotRequired

from .meta import Doc, Same
from .records import (
    Account,
    Aim,
    Background,
    Consequence,
    Correction,
    Dataset,
    Discussion,
    Meeting,
    Outcome,
    Participant,
    Person,
    Quote,
    Reaction,
    SeriesSide,
    Source,
    Topic,
)
from .rows import (
    Count,
    CountingRule,
    DatasetFile,
    FileName,
    FlatStatement,
    Hit,
    ListedMeeting,
    MeetingName,
    OpenedLink,
    OutputField,
    StandingCount,
    ValidFile,
)
from .values import Id, Record, Url
from .vocabulary import Standing

# What several answers have.
Sides = Annotated[list[SeriesSide], Doc("the sides of its series, in order")]
Archived = Annotated[Url, Doc("address that asks the Internet Archive for the copy nearest to its date")]


class CitedSource(Source):
    """A source with what kind of publisher it was written by, and read at."""

    standing: Annotated[Standing | None, Doc("standing of the page it was read at: of `via`, else of `publisher`")]
    text_standing: Annotated[Standing | None, Doc("standing of who wrote it: of `publisher`")]
    copy: Annotated[bool, Doc("whether the page is somebody else's copy: whether there is a `via`")]


CitedSources = Annotated[list[CitedSource], Doc("the sources cited, in order of first mention")]


class ListedSource(CitedSource):
    """A source with how often it is cited."""

    archived: Archived
    times: Annotated[int, Doc("statements that rest on it")]
    meetings: Annotated[int, Doc("records that cite it, of any kind and status")]


class NumberedSource(CitedSource):
    """A source of one meeting."""

    archived: Archived
    number: Annotated[int, Doc("its footnote number on the page of the meeting")]
    times: Annotated[int, Doc("statements of the meeting that rest on it")]


class ShownMeeting(Meeting):
    """A whole meeting with the records to which it refers."""

    cited: Annotated[list[CitedSource], Doc("the sources it cites, in order of first mention: footnote N is the Nth")]
    people: Annotated[list[Person], Doc("the people it names")]
    topics: Annotated[list[Topic], Doc("the topics it is about")]
    sides: Sides
    referred: Annotated[list[MeetingName], Doc("the meetings that `see` of its statements names")]
    see_also: Annotated[list[MeetingName], Doc("other records of the same days or city")]


class ListedTopic(Topic):
    """A topic with its counts."""

    meetings: Annotated[int, Doc("records that discuss it, of any kind and status")]
    statements: Annotated[int, Doc("statements about it, in any section")]


class TopicMeeting(MeetingName):
    """What one meeting has on a topic."""

    sides: Sides
    discussed: Annotated[list[Discussion], Doc("what was said on the topic")]
    outcomes: Annotated[list[Outcome], Doc("what came of it")]
    accounts: Annotated[list[Account], Doc("where accounts of it differ")]
    quotes: Annotated[list[Quote], Doc("verbatim words on it")]
    corrections: Annotated[list[Correction], Same("Meeting.corrections")]
    context: Annotated[list[Background], Same("Meeting.context")]
    aims: Annotated[list[Aim], Same("Meeting.aims")]
    reactions: Annotated[list[Reaction], Same("Meeting.reactions")]
    aftermath: Annotated[list[Consequence], Same("Meeting.aftermath")]


class ShownTopic(Topic):
    """A topic with what the record has on it."""

    meetings: Annotated[list[TopicMeeting], Doc("the meetings that have something on it, by date")]
    people: Annotated[list[Person], Doc("the people who are quoted")]
    referred: Annotated[list[MeetingName], Doc("the meetings that `see` of the statements names")]
    cited: CitedSources


class ListedPerson(Person):
    """A person with offices and counts."""

    roles: Annotated[list[str], Doc("offices held when taking part, in order of time")]
    meetings: Annotated[int, Doc("records, of any kind and status, in which the person took part or was a leader")]
    quotes: Annotated[int, Doc("quotations of the person")]


class PersonMeeting(MeetingName):
    """What one meeting says of a person."""

    leader: Annotated[bool, Doc("whether the person was one of the principals")]
    participants: Annotated[list[Participant], Doc("in what office and part the person took part")]
    quotes: Annotated[list[Quote], Doc("verbatim words of the person")]


class ShownPerson(Person):
    """A person with the meetings in which they took part or are quoted."""

    meetings: Annotated[list[PersonMeeting], Doc("the meetings, by date")]
    cited: CitedSources


class ComparedTopics(Record):
    """What compared meetings have in common, and what not."""

    common: Annotated[list[Id], Doc("topics that all of them discussed")]
    apart: Annotated[dict[str, list[Id]], Doc("by meeting id, the topics that not all of them discussed")]


class Comparison(Record):
    """Meetings side by side."""

    topics: Annotated[ComparedTopics, Doc("the topics they share, and those they do not")]
    meetings: Annotated[list[ShownMeeting], Doc("the whole meetings, as `summit show` has them")]


class Versions(Record):
    """What runs, and on what data."""

    version: Annotated[str, Doc("version of summit")]
    python: Annotated[str, Doc("version of Python")]
    sqlite: Annotated[str, Doc("version of SQLite")]
    schema_version: Annotated[int, Doc("version of the schema of datasets and of JSON output")]
    datasets: Annotated[list[DatasetFile], Doc("the files of the dataset, in order")]


class Fault(Record):
    """One thing that is wrong with a dataset."""

    file: FileName
    path: Annotated[str, Doc("where in it, as a JSON path; may be empty")]
    record: Annotated[str | None, Doc("id of the record that it is in")]
    message: Annotated[str, Doc("what is wrong")]


class Failure(Record):
    """Why a command failed."""

    code: Annotated[str, Doc("usage, not-found, ambiguous, dataset or error")]
    message: Annotated[str, Doc("one sentence")]
    hint: Annotated[str | None, Doc("what to do about it")]
    candidates: Annotated[list[str], Doc("what may have been meant")]
    commands: Annotated[list[str], Doc("command lines to type instead, in the order of the candidates")]
    labels: NotRequired[Annotated[list[str], Doc("title and day of each candidate, if several meetings have the name")]]
    problems: NotRequired[Annotated[list[Fault], Doc("everything that is wrong with the dataset")]]


class Error(Record):
    """What a failing command prints on stderr in JSON mode."""

    error: Annotated[Failure, Doc("the failure")]


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
    "statements": Output(list[FlatStatement], "a row of summit show --format csv"),
    "topics": Output(list[ListedTopic], "summit topics --json"),
    "topic": Output(
        ShownTopic | list[ShownTopic], "summit topics TOPIC... --json: an object for one, an array for more"
    ),
    "people": Output(list[ListedPerson], "summit people --json"),
    "person": Output(
        ShownPerson | list[ShownPerson], "summit people PERSON... --json: an object for one, an array for more"
    ),
    "sources": Output(list[ListedSource], "summit sources --json"),
    "cited": Output(list[NumberedSource], "summit sources ID --json"),
    "search": Output(list[Hit], "summit search WORDS --json"),
    "compare": Output(Comparison, "summit compare ID ID --json"),
    "timeline": Output(list[ListedMeeting], "summit timeline --json"),
    "stats": Output(list[Count], "summit stats --json"),
    "standings": Output(list[StandingCount], "summit stats --by standing --json"),
    "counting": Output(list[CountingRule], "summit stats --explain --json"),
    "open": Output(OpenedLink, "summit open ID --json"),
    "validate": Output(list[ValidFile], "summit validate --json"),
    "version": Output(Versions, "summit --version --json"),
    "fields": Output(list[OutputField], "summit fields --json"),
    "error": Output(Error, "a failure in JSON mode, on stderr", filled=False),
}
