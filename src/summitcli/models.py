"""The schema, once: what a dataset holds, as typed dictionaries that pydantic checks.

A record on the read path is the stored JSON document itself, so these classes are never
instantiated; they give it static types and, through `TypeAdapter`, its validation.
Field descriptions are the data dictionary of `docs/data.md` and the JSON Schema.
"""

import os
import re
import unicodedata
from functools import cache
from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter
from typing_extensions import TypedDict

SCHEMA_VERSION = 1

# Characters that can move the cursor, reorder or hide text: C0, DEL, C1, soft hyphen, zero-width, bidi
# controls (Unicode Technical Report 36, section 3.2), fillers, line separators, BOM, tag characters, lone surrogates.
UNSAFE = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ufeff\uffa0\ufff9-\ufffb"
    # As characters: Python and ECMAScript escape these differently.
    f"{chr(0x1BCA0)}-{chr(0x1BCA3)}{chr(0x1D173)}-{chr(0x1D17A)}{chr(0xE0000)}-{chr(0xE007F)}"
)
TEXT_PATTERN = rf"^[^{UNSAFE}]*[^{UNSAFE}\s][^{UNSAFE}]*$"
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DATE_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
PARTIAL_DATE_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
LOCAL_TIME_PATTERN = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9][+-](0[0-9]|1[0-4]):[0-5][0-9]$"
)

Text = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, strict=True)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, strict=True, max_length=100)]
Date = Annotated[str, StringConstraints(pattern=DATE_PATTERN, strict=True)]
PartialDate = Annotated[str, StringConstraints(pattern=PARTIAL_DATE_PATTERN, strict=True)]
LocalTime = Annotated[str, StringConstraints(pattern=LOCAL_TIME_PATTERN, strict=True)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$", strict=True)]
Url = Annotated[str, StringConstraints(pattern=rf"^https?://[^{UNSAFE}\s<>\"\\]+$", strict=True)]

Series = Literal["trump-putin", "us-russia"]
Kind = Literal["summit", "bilateral", "pull-aside", "call"]
Status = Literal["held", "cancelled", "proposed", "disputed"]
Side = Literal["us", "russia", "other"]
SourceKind = Literal["primary", "secondary", "tertiary"]


def described(meaning: str) -> Any:
    """The description of a key, for `Annotated`."""
    return Field(description=meaning)


class Record(TypedDict):
    """What every record shares: unknown keys are errors."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]


class Person(Record):
    """Somebody the record names."""

    id: Annotated[Id, Field(description="stable slug, never reused")]
    name: Annotated[Text, Field(description="name as English readers know it")]
    country: Annotated[CountryCode, Field(description="country the person acts for, ISO 3166-1 alpha-2")]
    aliases: NotRequired[Annotated[list[Text], Field(description="other spellings and short names people type")]]


class Topic(Record):
    """A subject of discussion, from one controlled vocabulary."""

    id: Annotated[Id, Field(description="stable slug, never reused")]
    label: Annotated[Text, Field(description="name of the topic")]
    description: Annotated[Text, Field(description="what falls under it")]
    aliases: NotRequired[Annotated[list[Text], Field(description="words people type for it")]]


class Source(Record):
    """A document the record rests on."""

    id: Annotated[Id, Field(description="stable slug, never reused")]
    publisher: Annotated[Text, Field(description="who wrote it")]
    title: Annotated[
        Text, Field(description="headline as published; in square brackets where it is our description of the page")
    ]
    date: NotRequired[Annotated[PartialDate | None, Field(description="publication date: YYYY, YYYY-MM or YYYY-MM-DD")]]
    url: Annotated[Url, Field(description="address it was read at")]
    kind: Annotated[
        SourceKind,
        Field(
            description="primary: the official text, a recording or the actor's own words; secondary: agencies, "
            "papers, broadcasters; tertiary: aggregators, summaries, unofficial transcripts"
        ),
    ]
    via: NotRequired[Annotated[Text | None, Field(description="who reproduced it, when the page is a copy")]]
    language: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z]{2}$", strict=True),
        Field(description="language of the page, ISO 639-1"),
    ]


Sources = Annotated[list[Id], Field(min_length=1, description="ids of the sources it rests on, best first")]
By = Annotated[Text | None, Field(description="who says so, where it is one side's or one person's account")]


class Statement(Record):
    """One claim with its sources: the unit everything else is made of."""

    text: Annotated[Text, Field(description="the claim, in the record's own words")]
    by: NotRequired[By]
    sources: Sources


class Place(Record):
    """Where it took place."""

    city: Annotated[Text, Field(description="city")]
    country: Annotated[CountryCode, Field(description="ISO 3166-1 alpha-2 code")]
    venue: NotRequired[Annotated[Text | None, Field(description="building or site, where known")]]
    latitude: NotRequired[
        Annotated[
            float | None,
            Field(ge=-90, le=90, allow_inf_nan=False, strict=True, description="decimal degrees north, of the city"),
        ]
    ]
    longitude: NotRequired[
        Annotated[
            float | None,
            Field(ge=-180, le=180, allow_inf_nan=False, strict=True, description="decimal degrees east, of the city"),
        ]
    ]


class Time(Record):
    """One published clock time."""

    event: Annotated[Text, Field(description="what happened then: `scheduled`, `began`, `one-on-one began`, ...")]
    at: Annotated[LocalTime, Field(description="local date and time with UTC offset, YYYY-MM-DDThh:mm+hh:mm")]
    qualifier: NotRequired[
        Annotated[Literal["about", "before", "after"] | None, Field(description="how the source hedges the time")]
    ]
    by: NotRequired[By]
    sources: Sources


class Initiative(Record):
    """Who sought the meeting."""

    side: Annotated[Literal["us", "russia", "both", "other"], Field(description="whose initiative it was")]
    text: Annotated[Text, Field(description="the claim, in the record's own words")]
    by: NotRequired[By]
    sources: Sources


class Duration(Record):
    """One published length."""

    minutes: Annotated[int, Field(ge=1, le=10080, strict=True, description="length in minutes")]
    qualifier: NotRequired[
        Annotated[
            Literal["about", "almost", "over", "under"] | None, Field(description="how the source hedges the figure")
        ]
    ]
    part: Annotated[
        Literal["whole", "one-on-one", "small-group", "expanded", "press-conference"],
        Field(description="what was timed; small-group: leaders with two or three aides each"),
    ]
    basis: Annotated[Literal["actual", "planned"], Field(description="how long it took, or was to take")]
    by: NotRequired[By]
    sources: Sources


class Participant(Record):
    """Somebody in the room."""

    person: Annotated[Id, Field(description="person id")]
    side: Annotated[Side, Field(description="delegation")]
    role: Annotated[Text, Field(description="office at the time")]
    part: NotRequired[
        Annotated[Text | None, Field(description="the part attended, where not the whole: `one-on-one`, `lunch`, ...")]
    ]
    sources: Sources


class _Sided(TypedDict):
    side: Annotated[Side, Field(description="whose")]


class _OnTopic(TypedDict):
    topic: Annotated[Id, Field(description="topic id")]


class _OutcomeType(TypedDict):
    type: Annotated[
        Literal["document", "agreement", "intention", "follow-up", "none"], Field(description="what kind of result")
    ]


class _PressForm(TypedDict):
    form: Annotated[Literal["joint", "separate", "none"], Field(description="how the leaders met the press")]


class Aim(_Sided, Statement):
    """What a side said beforehand it wanted."""


class Discussion(_OnTopic, Statement):
    """What was said about a topic, and who says so."""


class Outcome(_OutcomeType, Statement):
    """A result, and who claims it."""


class Press(_PressForm, Statement):
    """How the leaders met the press."""


class Position(_Sided, Statement):
    """One side's answer to a question on which accounts differ."""


class Account(Record):
    """A question on which the accounts differ."""

    question: Annotated[Text, Field(description="what the accounts differ on")]
    positions: Annotated[list[Position], Field(min_length=2, description="the differing accounts, side by side")]


class Quote(Record):
    """Verbatim words, under forty of them."""

    speaker: Annotated[Id, Field(description="person id")]
    text: Annotated[Text, Field(description="the words, verbatim, without quotation marks")]
    translated: Annotated[bool, Field(strict=True, description="spoken in another language than quoted")]
    said_on: Annotated[Date, Field(description="date it was said")]
    sources: Sources


class Reaction(Record):
    """What somebody outside the room said of it."""

    text: Annotated[Text, Field(description="the reaction, in the record's own words")]
    by: Annotated[Text, Field(description="whose reaction")]
    sources: Sources


class Correction(Record):
    """Something commonly said, and what the sources show."""

    claim: Annotated[Text, Field(description="what is commonly said")]
    record: Annotated[Text, Field(description="what the sources show")]
    sources: Sources


class Links(Record):
    """Addresses and identifiers elsewhere."""

    transcript: NotRequired[Annotated[Url | None, Field(description="transcript of the leaders' public remarks")]]
    document: NotRequired[Annotated[Url | None, Field(description="text of the joint statement or other document")]]
    readout_us: NotRequired[Annotated[Url | None, Field(description="readout by the White House or State Department")]]
    readout_russia: NotRequired[Annotated[Url | None, Field(description="readout by the Kremlin or Foreign Ministry")]]
    history_state_gov: NotRequired[
        Annotated[
            int | None,
            Field(strict=True, ge=1, description="trip number in the State Department's travels of the President"),
        ]
    ]
    wikidata: NotRequired[
        Annotated[
            Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$", strict=True)] | None,
            Field(description="Wikidata item"),
        ]
    ]


class Meeting(Record):
    """One encounter, call, meeting that did not happen, or disputed claim."""

    id: Annotated[Id, Field(description="stable slug, never reused")]
    aliases: NotRequired[Annotated[list[Id], Field(description="short names people type")]]
    title: Annotated[Text, Field(description="short title")]
    series: Annotated[Series, Field(description="trump-putin, or us-russia for earlier leaders")]
    kind: Annotated[
        Kind,
        Field(
            description="summit: convened for its own sake; bilateral: scheduled, on the sidelines of another event; "
            "pull-aside: unscheduled or informal contact; call: by telephone"
        ),
    ]
    status: Annotated[
        Status,
        Field(
            description="held; cancelled: agreed or announced, then dropped; proposed: offered, never agreed; "
            "disputed: claimed by one, denied or unconfirmed by others"
        ),
    ]
    start: Annotated[
        PartialDate, Field(description="first day, local; YYYY-MM or YYYY only where not held or disputed")
    ]
    end: Annotated[PartialDate, Field(description="last day, local, at the same precision")]
    place: NotRequired[Annotated[Place | None, Field(description="null for a call, and where none was named")]]
    host_event: NotRequired[Annotated[Text | None, Field(description="the event it took place beside")]]
    leaders: Annotated[list[Id], Field(min_length=2, description="person ids of the principals")]
    sources: Annotated[
        list[Id], Field(min_length=1, description="what the date, the place, the format and the status rest on")
    ]
    initiative: NotRequired[Annotated[Initiative | None, Field(description="who sought it; null where nobody says")]]
    summary: Annotated[Statement, Field(description="what a reader needs if they read nothing else")]
    durations: NotRequired[
        Annotated[list[Duration], Field(description="all published lengths, the best-supported actual one first")]
    ]
    participants: NotRequired[Annotated[list[Participant], Field(description="who was in the room")]]
    context: NotRequired[Annotated[list[Statement], Field(description="what led to it")]]
    aims: NotRequired[Annotated[list[Aim], Field(description="what each side said it wanted")]]
    discussed: NotRequired[Annotated[list[Discussion], Field(description="what was said, by topic")]]
    outcomes: NotRequired[Annotated[list[Outcome], Field(description="what came of it, and who claims it")]]
    press: NotRequired[Annotated[Press | None, Field(description="how the leaders met the press")]]
    times: NotRequired[Annotated[list[Time], Field(description="all published clock times")]]
    accounts: NotRequired[Annotated[list[Account], Field(description="where accounts differ")]]
    quotes: NotRequired[Annotated[list[Quote], Field(description="verbatim words of those present")]]
    reactions: NotRequired[Annotated[list[Reaction], Field(description="what others said of it")]]
    aftermath: NotRequired[Annotated[list[Statement], Field(description="what followed")]]
    corrections: NotRequired[Annotated[list[Correction], Field(description="what is commonly got wrong")]]
    links: NotRequired[Annotated[Links, Field(description="addresses and identifiers elsewhere")]]


class Coverage(Record):
    """What span the dataset reaches, and where it is thin."""

    since: Annotated[Date, Field(description="first day covered")]
    until: Annotated[Date, Field(description="last day covered")]
    note: Annotated[Text, Field(description="where the record is thin, in words")]


class Dataset(Record):
    """One file of the record."""

    schema_version: Annotated[Literal[1], Field(description="version of this schema")]
    title: Annotated[Text, Field(description="title of the dataset")]
    description: Annotated[Text, Field(description="what it holds, in a sentence or two")]
    license: Annotated[Text, Field(description="licence of the data, an SPDX identifier")]
    coverage: Annotated[Coverage, Field(description="what span it reaches")]
    people: NotRequired[Annotated[list[Person], Field(description="everybody the record names")]]
    topics: NotRequired[Annotated[list[Topic], Field(description="the controlled vocabulary")]]
    sources: NotRequired[Annotated[list[Source], Field(description="every document cited")]]
    meetings: Annotated[list[Meeting], Field(description="the record")]


@cache
def adapter() -> TypeAdapter[Dataset]:
    """The validator of a whole dataset, built once per process (about 30 ms)."""
    # No plugin of another package has a say in what is valid; to look for one takes as long as the schema.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    return TypeAdapter(Dataset)


@cache
def unsafe_character(text: str) -> str | None:
    """Name the first character of `text` that `UNSAFE` refuses, as `U+001B (control character)`.

    >>> unsafe_character("a\\x1b[31m")
    'U+001B (control character)'
    """
    match = re.search(f"[{UNSAFE}]", text)
    if not match:
        return None
    category = unicodedata.category(match.group())
    kind = {"Cc": "control character", "Cf": "invisible or direction-changing character"}.get(
        category, "line separator"
    )
    return f"U+{ord(match.group()):04X} ({kind})"
