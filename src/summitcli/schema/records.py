"""What a dataset holds, as typed dictionaries. Their descriptions are the data dictionary of `docs/data.md`."""

from typing import Annotated, NotRequired

from .meta import Doc, Limits, Names
from .typed import TypedDict
from .values import (
    Cited,
    CountryCode,
    Date,
    Flag,
    Id,
    LanguageCode,
    Latitude,
    LocalTime,
    Longitude,
    MeetingId,
    Minutes,
    PartialDate,
    People,
    PersonId,
    PublisherName,
    Record,
    Ref,
    SeriesId,
    SideId,
    Slug,
    SourceUrl,
    Text,
    TopicId,
    Url,
    Version,
    WikidataItem,
)
from .vocabulary import (
    Basis,
    DurationHedge,
    Kind,
    OutcomeType,
    Part,
    PressForm,
    SourceKind,
    Standing,
    Status,
    TimeHedge,
)

# What several records have.
OnePerson = Annotated[PersonId, Doc("person id")]
Topics = Annotated[list[TopicId], Doc("ids of the topics it is about")]


class Publisher(Record):
    """Who is speaking: an outlet, an office or a person whose words are cited."""

    name: Annotated[Text, Doc("name, as `publisher` and `via` of sources spell it")]
    standing: Annotated[
        Standing, Doc("what it is: official, agency, press, state-funded, specialist or other; see *Who is speaking*")
    ]
    country: NotRequired[Annotated[CountryCode | None, Doc("country it is based in, ISO 3166-1 alpha-2")]]
    about: Annotated[Text, Doc("what it is, in a few neutral words")]


class SeriesSide(Record):
    """One side of the meetings of a series."""

    id: Annotated[Id, Doc("what `side` of statements says")]
    label: Annotated[Text, Doc("name of the side")]
    countries: Annotated[list[CountryCode], Limits(min_length=1), Doc("codes of the people who are on it")]


class Series(Record):
    """Meetings that belong together, and their sides. `both` and `other` are sides of every series."""

    id: Slug
    label: Annotated[Text, Doc("name of the series")]
    description: Annotated[Text, Doc("what belongs to it")]
    sides: NotRequired[Annotated[list[SeriesSide], Doc("the sides, in the order in which pages show them")]]
    default: NotRequired[Annotated[Flag | None, Doc("true for the series that lists show by default")]]


class Person(Record):
    """Somebody whom the record names."""

    id: Slug
    name: Annotated[Text, Doc("name as English readers know it")]
    country: Annotated[CountryCode, Doc("country the person acts for, ISO 3166-1 alpha-2; SU for the Soviet Union")]
    aliases: NotRequired[Annotated[list[Text], Doc("other spellings and short names that people type")]]


class Topic(Record):
    """A subject of discussion, from one controlled vocabulary."""

    id: Slug
    label: Annotated[Text, Doc("name of the topic")]
    description: Annotated[Text, Doc("what falls under it")]
    aliases: NotRequired[Annotated[list[Text], Doc("words that people type for it")]]


class Source(Record):
    """A document that the record rests on."""

    id: Slug
    publisher: Annotated[PublisherName, Doc("who wrote it")]
    title: Annotated[Text, Doc("headline as published; in square brackets if it is our description of the page")]
    date: NotRequired[Annotated[PartialDate | None, Doc("publication date: YYYY, YYYY-MM or YYYY-MM-DD")]]
    url: Annotated[Url, Doc("address it was read at")]
    kind: Annotated[
        SourceKind,
        Doc(
            "primary: the official text, a recording or the actor's own words; secondary: agencies, papers, "
            "broadcasters; tertiary: aggregators, summaries, unofficial transcripts"
        ),
    ]
    via: NotRequired[Annotated[PublisherName | None, Doc("who reproduced it, if the page is a copy")]]
    language: Annotated[LanguageCode, Doc("language of the page, ISO 639-1")]


class _By(TypedDict):
    by: NotRequired[Annotated[Text | None, Doc("who says so, if it is one side's or one person's account")]]


class _Worded(TypedDict):
    text: Annotated[Text, Doc("the claim, in the record's own words")]


class _Claim(_Worded, _By):
    pass


class _About(TypedDict):
    topics: NotRequired[Topics]


class _See(TypedDict):
    see: NotRequired[Annotated[list[MeetingId], Doc("ids of other meetings that it refers to")]]


class _Sided(TypedDict):
    side: NotRequired[Annotated[SideId | None, Doc("whose: a side of the series, `both` or `other`")]]


class _Cited(TypedDict):
    sources: Annotated[Cited, Doc("ids of the sources it rests on, best first")]
    ref: NotRequired[Annotated[Ref | None, Doc("permanent name of the statement, unique in its meeting")]]


class _Topic(TypedDict):
    topic: Annotated[TopicId, Doc("topic id")]


class _OutcomeType(TypedDict):
    type: Annotated[
        OutcomeType,
        Doc(
            "document: signed or issued at it; agreement: said to be agreed; intention: meant or hoped for; "
            "follow-up: who is to go on with it; open: a question on which nothing was agreed; "
            "none: the meeting as a whole ended without a document, or without any result"
        ),
    ]


class _PressForm(TypedDict):
    form: Annotated[PressForm, Doc("whether they met it together, apart or not at all")]


class _Corrected(TypedDict):
    claim: Annotated[Text, Doc("what is commonly said")]
    record: Annotated[Text, Doc("what the sources show")]


class Statement(Record, _Claim, _Cited):
    """One claim with its sources: the unit of which everything else is made."""


class Background(Record, _Claim, _About, _See, _Cited):
    """What led to a meeting, or the background against which to see it."""


class Aim(Record, _Sided, _Claim, _About, _Cited):
    """What a side said beforehand it wanted."""


class Discussion(Record, _Topic, _Sided, _Claim, _Cited):
    """What was said about a topic, and who says so."""


class Outcome(Record, _OutcomeType, _Sided, _Claim, _About, _Cited):
    """A result, and who claims it."""


class Press(Record, _PressForm, _Claim, _Cited):
    """How the leaders met the press."""


class Position(Record, _Sided, _Claim, _Cited):
    """One side's answer to a question on which accounts differ."""


class Consequence(Record, _Claim, _About, _Cited):
    """What followed."""


class Initiative(Record, _Sided, _Claim, _Cited):
    """Who sought the meeting."""


class Place(Record):
    """Where it took place."""

    city: Annotated[Text, Doc("city, by the name it had then")]
    also: NotRequired[Annotated[list[Text], Doc("other names of the city, then or now")]]
    country: Annotated[CountryCode, Doc("country of today, ISO 3166-1 alpha-2")]
    country_then: NotRequired[Annotated[Text | None, Doc("name of the state it was in then, if that was another")]]
    venue: NotRequired[Annotated[Text | None, Doc("building or site, if it is known")]]
    latitude: NotRequired[Annotated[Latitude | None, Doc("decimal degrees north, of the city")]]
    longitude: NotRequired[Annotated[Longitude | None, Doc("decimal degrees east, of the city")]]


class _Clocked(TypedDict):
    event: Annotated[Text, Doc("what happened then: `scheduled`, `began`, `one-on-one began`, ...")]
    at: Annotated[LocalTime, Doc("local date and time, YYYY-MM-DDThh:mm, with its UTC offset where it is known")]
    qualifier: NotRequired[Annotated[TimeHedge | None, Doc("how the source hedges the time")]]


class Time(Record, _Clocked, _By, _Cited):
    """One published clock time."""


class _Timed(TypedDict):
    minutes: Annotated[Minutes, Doc("length in minutes")]
    qualifier: NotRequired[Annotated[DurationHedge | None, Doc("how the source hedges the figure")]]
    part: Annotated[Part, Doc("what was timed; small-group: leaders with two or three aides each")]
    basis: Annotated[Basis, Doc("how long it took, or was to take")]


class Duration(Record, _Timed, _By, _Cited):
    """One published length."""


class _Present(TypedDict):
    person: OnePerson
    side: NotRequired[Annotated[SideId | None, Doc("delegation: a side of the series, or `other`")]]
    role: Annotated[Text, Doc("office at the time")]
    part: NotRequired[Annotated[Text | None, Doc("the part attended, if not the whole: `one-on-one`, `lunch`, ...")]]


class Participant(Record, _Present, _Cited):
    """Somebody in the room."""


class Account(Record):
    """A question on which the accounts differ."""

    question: Annotated[Text, Doc("what the accounts differ on")]
    topics: NotRequired[Topics]
    positions: Annotated[list[Position], Limits(min_length=2), Doc("the differing accounts, side by side")]


class _Said(TypedDict):
    speaker: OnePerson
    side: NotRequired[Annotated[SideId | None, Doc("whose words: a side of the series, or `other`")]]
    text: Annotated[Text, Doc("the words, verbatim, without quotation marks")]
    translated: Annotated[Flag, Doc("spoken in another language than quoted")]
    said_on: Annotated[Date, Doc("date on which it was said")]
    occasion: NotRequired[Annotated[Text | None, Doc("where it was said: `joint news conference`, `letter`, ...")]]
    key: NotRequired[Annotated[Flag | None, Doc("true for the two or three that the short page shows")]]


class Quote(Record, _Said, _About, _Cited):
    """Verbatim words, under forty of them."""


class _Reacted(TypedDict):
    text: Annotated[Text, Doc("the reaction, in the record's own words")]
    by: Annotated[Text, Doc("whose reaction")]


class Reaction(Record, _Reacted, _About, _Cited):
    """What somebody outside the room said of it."""


class Correction(Record, _Corrected, _By, _About, _See, _Cited):
    """Something commonly said, and what the sources show."""


class Readout(Record):
    """The readout that a side published."""

    side: Annotated[SideId, Doc("side that published it")]
    url: Annotated[SourceUrl, Doc("address of the readout")]


class Identifier(Record):
    """What a meeting is called in somebody else's list."""

    scheme: Annotated[Text, Doc("whose list it is, and of what")]
    value: Annotated[Text, Doc("name or number of the meeting in that list")]


class Links(Record):
    """Addresses and identifiers elsewhere."""

    transcript: NotRequired[Annotated[SourceUrl | None, Doc("transcript of the leaders' public remarks")]]
    document: NotRequired[Annotated[SourceUrl | None, Doc("text of the joint statement or other document")]]
    readouts: NotRequired[Annotated[list[Readout], Doc("what the sides published of it, at most one readout a side")]]
    wikidata: NotRequired[Annotated[WikidataItem | None, Doc("Wikidata item")]]
    identifiers: NotRequired[
        Annotated[list[Identifier], Doc("what it is called in other lists, at most one identifier a scheme")]
    ]


class Meeting(Record):
    """One encounter, call, meeting that did not happen, or disputed claim."""

    id: Slug
    aliases: NotRequired[Annotated[list[Id], Doc("short names that people type")]]
    title: Annotated[Text, Doc("short title")]
    series: NotRequired[Annotated[SeriesId | None, Doc("id of the series it belongs to")]]
    kind: Annotated[
        Kind,
        Doc(
            "summit: convened for its own sake; bilateral: scheduled beside another event; "
            "pull-aside: unscheduled or informal contact; call: by telephone"
        ),
    ]
    status: Annotated[
        Status,
        Doc(
            "held; cancelled: agreed or announced, then dropped; proposed: offered, never agreed; "
            "disputed: claimed by one, denied or unconfirmed by others"
        ),
    ]
    start: Annotated[PartialDate, Doc("first day, local; YYYY-MM or YYYY only if it was not held, or is disputed")]
    end: Annotated[PartialDate, Doc("last day, local, at the same precision")]
    days: NotRequired[Annotated[list[Date], Doc("the days with talks, if not every day from start to end had any")]]
    place: NotRequired[Annotated[Place | None, Doc("the first place; null for a call, and if none was named")]]
    further_places: NotRequired[Annotated[list[Place], Doc("the other places, in order")]]
    host_event: NotRequired[Annotated[Text | None, Doc("the event beside which it took place"), Names("event")]]
    leaders: Annotated[People, Doc("person ids of the principals")]
    sources: Annotated[Cited, Doc("what the date, the place, the format and the status rest on")]
    initiative: NotRequired[Annotated[Initiative | None, Doc("who sought it; null if nobody says")]]
    summary: Annotated[Statement, Doc("what a reader needs if they read nothing else")]
    durations: NotRequired[Annotated[list[Duration], Doc("all published lengths, the best-supported actual one first")]]
    participants: NotRequired[Annotated[list[Participant], Doc("who was in the room")]]
    context: NotRequired[Annotated[list[Background], Doc("what led to it")]]
    aims: NotRequired[Annotated[list[Aim], Doc("what each side said it wanted")]]
    discussed: NotRequired[Annotated[list[Discussion], Doc("what was said, by topic")]]
    outcomes: NotRequired[Annotated[list[Outcome], Doc("what came of it, and who claims it")]]
    press: NotRequired[Annotated[Press | None, Doc("how the leaders met the press")]]
    times: NotRequired[Annotated[list[Time], Doc("all published clock times")]]
    accounts: NotRequired[Annotated[list[Account], Doc("where accounts differ")]]
    quotes: NotRequired[Annotated[list[Quote], Doc("verbatim words of those present")]]
    reactions: NotRequired[Annotated[list[Reaction], Doc("what others said of it")]]
    aftermath: NotRequired[Annotated[list[Consequence], Doc("what followed")]]
    corrections: NotRequired[Annotated[list[Correction], Doc("what is commonly got wrong")]]
    links: NotRequired[Annotated[Links, Doc("addresses and identifiers elsewhere")]]


class Coverage(Record):
    """The period that the dataset covers, and where it is thin."""

    since: Annotated[Date, Doc("first day covered")]
    until: Annotated[Date, Doc("last day covered")]
    note: Annotated[Text, Doc("where the record is thin, in words")]
    brief: NotRequired[Annotated[Text | None, Doc("the note in a few words, for the line under lists and pages")]]


# The body of a class cannot define a key called `$schema`.
_SchemaAddress = TypedDict(
    "_SchemaAddress",
    {"$schema": NotRequired[Annotated[Text | None, Doc("address of the JSON Schema, for editors")]]},
)


class Dataset(Record, _SchemaAddress):
    """One file of the record."""

    schema_version: Annotated[Version, Doc("version of this schema")]
    title: Annotated[Text, Doc("title of the dataset")]
    description: Annotated[Text, Doc("what it holds, in a sentence or two")]
    license: Annotated[Text, Doc("licence of the data, an SPDX identifier")]
    coverage: Annotated[Coverage, Doc("what span it reaches")]
    publishers: NotRequired[Annotated[list[Publisher], Doc("who wrote or reproduced the sources")]]
    series: NotRequired[Annotated[list[Series], Doc("the series to which meetings belong")]]
    people: NotRequired[Annotated[list[Person], Doc("everybody whom the record names")]]
    topics: NotRequired[Annotated[list[Topic], Doc("the controlled vocabulary")]]
    sources: NotRequired[Annotated[list[Source], Doc("every document cited")]]
    meetings: Annotated[list[Meeting], Doc("the record")]
