"""The arguments of the tools, as typed dictionaries. A model reads their descriptions, so each one says enough."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

from ..errors import UsageError
from ..query.filters import FILTERS, is_switch
from ..schema.meta import Doc, Limits
from ..schema.shapes import Key, keys
from ..schema.typed import TypedDict
from ..schema.values import Record
from ..text import suggest

Line = Annotated[str, Limits(max_length=300)]
Lines = Annotated[list[Line], Limits(max_length=40)]
Names = Annotated[list[Line], Limits(min_length=2, max_length=3)]
Limit = Annotated[int, Limits(ge=1, le=100)]
Offset = Annotated[int, Limits(ge=0, le=1_000_000)]

SECTIONS = Doc(
    "overview (if none is named), summary, durations, participants, context, aims, discussed, outcomes,"
    " press, times, accounts, quotes, reactions, aftermath, corrections, sources; or all"
)
STANDING = Doc(
    "only statements with a source of this standing: official, agency, press, state-funded, specialist or other;"
    " commas between several"
)


def _only(filter: str) -> Doc:
    """What the argument that is a filter means. In its value, commas mean any of several."""
    return Doc(f"only meetings {FILTERS[filter].meaning}")


def _argument(filter: str) -> Any:
    if is_switch(filter):
        return Annotated[bool, Doc(f"true: meetings {FILTERS[filter].meaning}")]
    return Annotated[Line, _only(filter)]


if TYPE_CHECKING:

    class Filters(Record, total=False):
        """An argument for each filter. Type checkers do not see them, and no code names one."""

else:
    Filters = TypedDict("Filters", {name: _argument(name) for name in FILTERS}, total=False)


class Paged(Record, total=False):
    """Which part of a list is wanted."""

    limit: Annotated[Limit, Doc("at most so many; without it, as many as fit into a short answer")]
    offset: Annotated[Offset, Doc("how many to leave out at the beginning: next_offset of the answer before")]


class ListMeetings(Filters, Paged, total=False):
    """Arguments of `list_meetings`."""

    sort: Annotated[Line, Doc("date (if none is named), length, title, kind, status, country or city")]
    reverse: Annotated[bool, Doc("true: the other way round, such as the latest or the longest first")]


class Named(Record):
    """The name of a meeting."""

    name: Annotated[
        Line,
        Doc(
            "id, city, date, month or event of a meeting (helsinki-2018, helsinki, 2018-07-16, July 2018), or first,"
            " latest, latest-meeting or latest-call; or an id, # and the ref of a statement, for that statement alone"
        ),
    ]


class GetMeeting(Named, total=False):
    """Arguments of `get_meeting`."""

    sections: Annotated[Lines, SECTIONS]
    standing: Annotated[Line, STANDING]


class Asked(Record):
    """The words of a search."""

    query: Annotated[
        Line, Doc('words or a question, such as: did they sign anything in helsinki. "a phrase"; -word leaves out')
    ]


class Search(Asked, Filters, Paged, total=False):
    """Arguments of `search`."""

    sections: Annotated[Lines, Doc("only in these sections of meetings, such as quotes, accounts or corrections")]
    standing: Annotated[Line, STANDING]


class OnTopic(Record):
    """The name of a topic."""

    name: Annotated[Line, Doc("id or alias of a topic")]


class GetTopic(OnTopic, Paged, total=False):
    """Arguments of `get_topic`."""

    sections: Annotated[
        Lines,
        Doc(
            "discussed, accounts and corrections (if none is named), outcomes, quotes, context, aims, reactions,"
            " aftermath; or all"
        ),
    ]
    meeting: Annotated[Line, Doc("only what this meeting has on it")]
    series: Annotated[Line, _only("series")]
    year: Annotated[Line, _only("year")]
    reverse: Annotated[bool, Doc("true: the latest meeting first")]


class Compared(Record):
    """The names of meetings."""

    names: Annotated[Names, Doc("two or three meetings, each by id, city or date")]


class Compare(Compared, total=False):
    """Arguments of `compare`."""

    sections: Annotated[Lines, Doc("sections of each meeting: overview and summary (if none is named), or any others")]


class Cite(Paged, total=False):
    """Arguments of `cite`."""

    names: Annotated[Lines, Doc("ids of sources, or meetings, all of whose sources are meant")]
    sources: Annotated[Lines, Doc("of one meeting, only its sources of these footnote numbers")]
    format: Annotated[Line, Doc("text (if none is named), bibtex, csl-json or ris")]
    style: Annotated[Line, Doc("a citation style for text, such as apa, chicago or mla")]
    archived: Annotated[bool, Doc("true: addresses of archived copies, which may or may not exist")]


class ListSources(Paged, total=False):
    """Arguments of `list_sources`."""

    name: Annotated[Line, Doc("a meeting, for its sources with their footnote numbers; or the id of a source")]
    standing: Annotated[Line, Doc("only sources of this standing; commas between several")]


FAULTS = {
    "missing": "{place} is missing",
    "too_short": "{place} takes at least {min_length}",
    "too_long": "{place} takes at most {max_length}",
}
"""Sentences for some kinds of faults. The others have the sentence of pydantic."""


def checked(kind: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments in the form of their type, which `_read` gives them if it can. Null values are left out.

    Raises `UsageError` with everything that is wrong.
    """
    from pydantic import TypeAdapter, ValidationError

    known = {key.name: key for key in keys(kind)}
    hint = f"The arguments are {', '.join(known)}."
    for name in given:
        if name not in known:
            raise UsageError(f"there is no argument {name[:60]!r}", hint=hint, candidates=suggest(name, known))
    read = {name: _read(value, known[name]) for name, value in given.items() if value is not None}
    try:
        found: dict[str, Any] = TypeAdapter(kind).validate_python(read)
    except ValidationError as error:
        faults = error.errors()[:5]
        is_missing = any(each["type"] == "missing" for each in faults)
        message = "; ".join(map(_fault, faults))
        raise UsageError(message, subject="arguments", hint=hint if is_missing else None) from error
    return found


def _fault(error: Any) -> str:
    place = ".".join(map(str, error["loc"]))
    told = FAULTS.get(error["type"])
    return told.format(place=place, **error.get("ctx", {})) if told else f"{place}: {error['msg'].lower()}"


def _read(value: Any, key: Key) -> Any:
    """A value as a model means it: a text may hold a list, a list may stand for a text, a number for its digits."""
    if key.is_list:
        several = _parts(value) if isinstance(value, str) else value if isinstance(value, list) else [value]
        return [_digits(each) for each in several]
    if key.type is not str:
        return value
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return ",".join(map(str, value))
    return _digits(value)


def _parts(text: str) -> list[Any]:
    """The list that a text holds, as JSON or with commas."""
    with suppress(ValueError, RecursionError):
        if isinstance(found := json.loads(text), list):
            return found
    return [part.strip() for part in text.split(",")]


def _digits(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
