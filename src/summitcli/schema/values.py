"""The values that records hold: their form, and what they stand for."""

from typing import Annotated

from .characters import NEVER
from .meta import Doc, Limits, Role
from .typed import TypedDict

SCHEMA_VERSION = 1

MONTH, DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
HOUR, MINUTE = "([01][0-9]|2[0-3])", "[0-5][0-9]"

Text = Annotated[
    str, Limits(pattern=rf"^[^{NEVER}]*[^{NEVER}\s\u2800][^{NEVER}]*$", strict=True, expected="text that is not blank")
]
Id = Annotated[
    str,
    Limits(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=100,
        strict=True,
        expected="an id (lower-case letters and digits, joined by single hyphens)",
    ),
]
Slug = Annotated[Id, Doc("stable slug, never reused")]
"""What a record calls itself."""
PersonId = Annotated[Id, Role("people")]
TopicId = Annotated[Id, Role("topics")]
SourceId = Annotated[Id, Role("sources")]
SeriesId = Annotated[Id, Role("series")]
MeetingId = Annotated[Id, Role("meetings")]
PublisherName = Annotated[Text, Role("publishers")]
SideId = Annotated[Id, Role("side")]
Ref = Annotated[Id, Role("ref")]
Date = Annotated[
    str,
    Limits(pattern=f"^[0-9]{{4}}-{MONTH}-{DAY}$", strict=True, expected="a date (YYYY-MM-DD)"),
    Role("day"),
]
PartialDate = Annotated[
    str,
    Limits(pattern=f"^[0-9]{{4}}(-{MONTH}(-{DAY})?)?$", strict=True, expected="a date (YYYY, YYYY-MM or YYYY-MM-DD)"),
    Role("day"),
]
LocalTime = Annotated[
    str,
    Limits(
        pattern=f"^[0-9]{{4}}-{MONTH}-{DAY}T{HOUR}:{MINUTE}([+-](0[0-9]|1[0-4]):{MINUTE})?$",
        strict=True,
        expected="a local time (YYYY-MM-DDThh:mm, with its UTC offset where that is known: +hh:mm)",
    ),
    Role("moment"),
]
CountryCode = Annotated[
    str, Limits(pattern=r"^[A-Z]{2}$", strict=True, expected="a country code (two capital letters, ISO 3166-1)")
]
LanguageCode = Annotated[
    str, Limits(pattern=r"^[a-z]{2}$", strict=True, expected="a language code (two small letters, ISO 639-1)")
]
Url = Annotated[
    str,
    Limits(pattern=rf"^https?://[^{NEVER}\s<>\"\\]+$", strict=True, expected="a web address (http or https)"),
]
SourceUrl = Annotated[Url, Role("address")]
WikidataItem = Annotated[
    str, Limits(pattern=r"^Q[1-9][0-9]*$", strict=True, expected="a Wikidata item (Q and a number)")
]
Latitude = Annotated[float, Limits(ge=-90, le=90, allow_inf_nan=False, strict=True)]
Longitude = Annotated[float, Limits(ge=-180, le=180, allow_inf_nan=False, strict=True)]
Minutes = Annotated[int, Limits(ge=1, le=10080, strict=True)]
Version = Annotated[int, Limits(ge=SCHEMA_VERSION, le=SCHEMA_VERSION, strict=True)]
Flag = Annotated[bool, Limits(strict=True)]
People = Annotated[list[PersonId], Limits(min_length=2)]
Cited = Annotated[list[SourceId], Limits(min_length=1)]


class Record(TypedDict):
    """What every record shares: unknown keys are errors."""


Record.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
