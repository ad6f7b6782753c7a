"""What the record rests on, and how often; where a meeting is to be read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import NotFound, UsageError
from ..schema.vocabulary import STANDINGS, Standing
from ..text import suggest
from ..wording import archived
from .meetings import addresses, definitions, meeting
from .sections import named_statement

if TYPE_CHECKING:
    from ..schema.answers import CitedSource, ListedSource, NumberedSource, ShownMeeting
    from ..schema.rows import OpenedLink


def sources(store: sqlite3.Connection, standings: Sequence[Standing] = ()) -> list[ListedSource]:
    """Every source (of these standings), with how often it is cited and in how many records, most cited first."""
    found = store.execute(
        """SELECT record, count(*) AS times, count(DISTINCT cited.meeting) FROM (
               SELECT source, meeting FROM meeting_sources UNION ALL
               SELECT source, meeting FROM citations JOIN statements ON statements.id = statement) AS cited
           JOIN definitions ON kind = 'sources' AND definitions.id = source
           GROUP BY source ORDER BY times DESC, source"""
    )
    rows: list[ListedSource] = []
    for text, times, meetings in found:
        source: CitedSource = json.loads(text)
        if not standings or source["standing"] in standings:
            rows.append({**source, "archived": archived(source), "times": times, "meetings": meetings})
    return rows


def sources_of(store: sqlite3.Connection, name: str, standings: Sequence[Standing] = ()) -> list[NumberedSource]:
    """The sources of a meeting, numbered as its page numbers them, with how often it cites each.

    Raises `NotFound`, `Ambiguous`.
    """
    shown = meeting(store, name)
    times = dict(
        store.execute(
            """SELECT source, count(*) FROM (
                   SELECT source FROM meeting_sources WHERE meeting = :id UNION ALL
                   SELECT source FROM citations JOIN statements ON statements.id = statement WHERE meeting = :id)
               GROUP BY source""",
            {"id": shown["id"]},
        ).fetchall()
    )
    return [
        {**each, "archived": archived(each), "number": number, "times": times[each["id"]]}
        for number, each in enumerate(shown["cited"], 1)
        if not standings or each["standing"] in standings
    ]


def source(store: sqlite3.Connection, id: str) -> ListedSource:
    """One source by its id. Raises `NotFound`."""
    known = definitions(store, "sources", [id])
    if not known:
        raise NotFound(f"no source {id!r}", subject="source", typed=id, candidates=_alike(store, id))
    times, meetings = store.execute(
        """SELECT count(*), count(DISTINCT meeting) FROM (
               SELECT meeting FROM meeting_sources WHERE source = :id UNION ALL
               SELECT meeting FROM citations JOIN statements ON statements.id = statement WHERE source = :id)""",
        {"id": id},
    ).fetchone()
    return {**known[0], "archived": archived(known[0]), "times": times, "meetings": meetings}


def _alike(store: sqlite3.Connection, id: str) -> list[str]:
    if not id.isascii():
        return []  # it may have what is no text
    near = "SELECT id FROM sources WHERE substr(id, 1, 2) = substr(?, 1, 2) LIMIT 2000"
    return suggest(id, [each for (each,) in store.execute(near, (id,))])


def is_source(store: sqlite3.Connection, name: str) -> bool:
    """Whether a name is the id of a source, and not that of a meeting, which wins."""
    known = "SELECT 1 FROM sources WHERE id = ? AND id NOT IN (SELECT id FROM meetings)"
    return name.isascii() and store.execute(known, (name,)).fetchone() is not None


def cited_by(store: sqlite3.Connection, names: Sequence[str], chosen: Sequence[str] = ()) -> list[CitedSource]:
    """The sources of meetings, each once; or the `chosen` ones, by footnote number of the one meeting, or by id.

    A name may be the id of a source, too, or `MEETING#REF`, a statement. Raises `NotFound`, and `UsageError` for a
    number without one meeting.
    """
    cited: dict[str, CitedSource] = {}
    meetings = 0
    for name in names:
        if is_source(store, name):
            cited[name] = source(store, name)
        elif found := named_statement(store, name):
            cited |= {each["id"]: each for each in definitions(store, "sources", found[1]["sources"])}
        else:
            meetings += 1
            cited |= {each["id"]: each for each in meeting(store, name)["cited"]}
    if not chosen:
        return list(cited.values())
    return [_chosen(store, each, names if meetings == 1 else [], list(cited.values())) for each in chosen]


def _chosen(store: sqlite3.Connection, name: str, names: Sequence[str], cited: Sequence[CitedSource]) -> CitedSource:
    is_number = name.isdecimal()
    digits = name.lstrip("0")
    if is_number and len(names) == 1 and 0 < len(digits) <= len(str(len(cited))) and int(digits) <= len(cited):
        return cited[int(digits) - 1]
    if not is_number or definitions(store, "sources", [name]):
        return source(store, name)
    if len(names) != 1:
        raise UsageError("a footnote number takes one meeting", subject="source")
    raise NotFound(f"{names[0]} has no source {name}", hint=f"It has sources 1 to {len(cited)}.")


def link(store: sqlite3.Connection, name: str, *, number: int | None = None, archive: bool = False) -> OpenedLink:
    """Where a meeting is to be read: its transcript or readout, else its best primary source, else its first one;
    or its source of that footnote number; or the source whose id `name` is.

    `archive`: the address of the archived copy instead.
    """
    if number is None and is_source(store, name):
        found: CitedSource = source(store, name)
        url = archived(found) if archive else found["url"]
        return {"id": None, "title": found["title"], "link": f"source {name}", "url": url}
    shown = meeting(store, name)
    cited = shown["cited"]
    if number is not None:
        if not 1 <= number <= len(cited):
            raise NotFound(f"{shown['id']} has no source {number}", hint=f"Its sources are 1 to {len(cited)}.")
        return _opened(shown, f"source {number}", cited[number - 1], archive=archive)
    by_address = {each["url"]: each for each in definitions(store, "sources")} if archive else {}
    for kind, side, address in addresses(shown):
        what = f"{kind}, {side}" if side else kind
        if archive and address in by_address:
            return _opened(shown, what, by_address[address], archive=True)
        return {"id": shown["id"], "title": shown["title"], "link": what, "url": address}
    best = min(cited, key=lambda each: (each["kind"] != "primary", _rank(each)))
    return _opened(shown, f"source {cited.index(best) + 1}", best, archive=archive)


def _rank(source: CitedSource) -> int:
    ranks = list(STANDINGS)
    return ranks.index(source["standing"]) if source["standing"] else len(ranks)


def _opened(meeting: ShownMeeting, what: str, source: CitedSource, *, archive: bool) -> OpenedLink:
    url = archived(source) if archive else source["url"]
    return {"id": meeting["id"], "title": meeting["title"], "link": what, "url": url}
