"""What the tools are asked with, as typed dictionaries: a model reads their descriptions, so each one says enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from ..errors import UsageError
from ..schema.meta import Doc, Limits
from ..schema.shapes import keys
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
LIMIT = Doc("at most so many; without it, as many as fit into a short answer")
OFFSET = Doc("how many to leave out at the beginning: next_offset of the answer before")


class Filters(Record, total=False):
    """What meetings are narrowed to. In each value, commas mean any of several."""

    topic: Annotated[Line, Doc("topic id or alias, such as ukraine or arms-control")]
    kind: Annotated[Line, Doc("summit, bilateral, pull-aside or call")]
    status: Annotated[Line, Doc("held, cancelled, proposed or disputed")]
    series: Annotated[Line, Doc("series id, such as trump-putin or us-soviet")]
    leader: Annotated[Line, Doc("a principal of the meeting, by name or id, such as gorbachev")]
    person: Annotated[Line, Doc("somebody who took part or is quoted, by name or id")]
    country: Annotated[Line, Doc("country of the venue today, by name or two-letter code")]
    city: Annotated[Line, Doc("city of the venue, by its name then or now")]
    event: Annotated[Line, Doc("event beside which it took place, such as g20 or apec")]
    year: Annotated[Line, Doc("2018, 2017..2019, 2017.. or ..2019")]
    since: Annotated[Line, Doc("on this day or later: 2018, 2018-07 or 2018-07-16")]
    until: Annotated[Line, Doc("on this day or earlier")]
    all: Annotated[bool, Doc("true: every series, kind and status")]


class ListMeetings(Filters, total=False):
    """Arguments of `list_meetings`."""

    sort: Annotated[Line, Doc("date (if none is named), length, title, kind, status, country or city")]
    reverse: Annotated[bool, Doc("true: the other way round, such as the latest or the longest first")]
    limit: Annotated[Limit, LIMIT]
    offset: Annotated[Offset, OFFSET]


class Named(Record):
    """The name of a meeting."""

    name: Annotated[
        Line,
        Doc(
            "id, city, date, month or event of a meeting (helsinki-2018, helsinki, 2018-07-16, July 2018), or first,"
            " latest, latest-meeting or latest-call"
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


class Search(Asked, Filters, total=False):
    """Arguments of `search`."""

    sections: Annotated[Lines, Doc("only in these sections of meetings, such as quotes, accounts or corrections")]
    standing: Annotated[Line, STANDING]
    limit: Annotated[Limit, LIMIT]
    offset: Annotated[Offset, OFFSET]


class OnTopic(Record):
    """The name of a topic."""

    name: Annotated[Line, Doc("id or alias of a topic")]


class GetTopic(OnTopic, total=False):
    """Arguments of `get_topic`."""

    sections: Annotated[
        Lines,
        Doc(
            "discussed, accounts and corrections (if none is named), outcomes, quotes, context, aims, reactions,"
            " aftermath; or all"
        ),
    ]
    meeting: Annotated[Line, Doc("only what this meeting has on it")]
    series: Annotated[Line, Doc("only meetings of this series")]
    year: Annotated[Line, Doc("only meetings of these years: 2018, 2017..2019, 2017.. or ..2019")]
    reverse: Annotated[bool, Doc("true: the latest meeting first")]
    limit: Annotated[Limit, Doc("at most so many meetings; without it, as many as fit into an answer")]
    offset: Annotated[Offset, OFFSET]


class Compared(Record):
    """The names of meetings."""

    names: Annotated[Names, Doc("two or three meetings, each by id, city or date")]


class Compare(Compared, total=False):
    """Arguments of `compare`."""

    sections: Annotated[Lines, Doc("sections of each meeting: overview and summary (if none is named), or any others")]


class Cite(Record, total=False):
    """Arguments of `cite`."""

    names: Annotated[Lines, Doc("ids of sources, or meetings, all of whose sources are meant")]
    sources: Annotated[Lines, Doc("of one meeting, only its sources of these footnote numbers")]
    format: Annotated[Line, Doc("text (if none is named), bibtex, csl-json or ris")]
    style: Annotated[Line, Doc("a citation style for text, such as apa, chicago or mla")]
    archived: Annotated[bool, Doc("true: addresses of archived copies, which may or may not exist")]
    limit: Annotated[Limit, LIMIT]
    offset: Annotated[Offset, OFFSET]


class ListSources(Record, total=False):
    """Arguments of `list_sources`."""

    name: Annotated[Line, Doc("a meeting, for its sources with their footnote numbers; or the id of a source")]
    standing: Annotated[Line, STANDING]
    limit: Annotated[Limit, LIMIT]
    offset: Annotated[Offset, OFFSET]


def checked(kind: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as their type has them, read with good will: a list for a text, a text for a list, no nulls.

    Raises `UsageError` with everything that is wrong.
    """
    from pydantic import TypeAdapter, ValidationError

    known = {key.name: key for key in keys(kind)}
    for name in given:
        if name not in known:
            hint = f"The arguments are {', '.join(known)}."
            raise UsageError(f"there is no argument {name[:60]!r}", hint=hint, candidates=suggest(name, known))
    read = {name: _read(value, known[name]) for name, value in given.items() if value is not None}
    try:
        found: dict[str, Any] = TypeAdapter(kind).validate_python(read)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, each['loc']))}: {each['msg'].lower()}" for each in error.errors()[:5]]
        raise UsageError("; ".join(faults), subject="arguments") from error
    return found


def _read(value: Any, key: Any) -> Any:
    if key.is_list:
        return [value] if isinstance(value, str) else value
    if key.type is str and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    if key.type is str and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value
