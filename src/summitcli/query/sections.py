"""Sections of a meeting: which there are, a meeting cut to some, and its statements as flat rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from ..errors import Ambiguous, NotFound, UsageError
from ..schema.vocabulary import SECTIONS, Standing
from ..statements import Statement, statements
from ..text import fold, suggest
from ..wording import Labels, overview, reference, told_lengths
from .filters import split
from .names import is_meeting, resolve, resolve_meeting
from .rows import columns_of, quoted, row_of

if TYPE_CHECKING:
    from ..schema.answers import CitedSource, ShownMeeting
    from ..schema.rows import ContentsEntry, FlatStatement

ALWAYS = ("id", "title")
NEVER = ("aliases", "cited", "people", "topics", "sides", "referred")
"""Keys of a meeting that no section shows: other names of it, and the records to which it refers."""


def chosen_sections(names: Sequence[str]) -> list[str]:
    """The sections that `names` list, commas between several: keys or headings, whole or as a beginning of one alone.

    Raises `UsageError` for a name that is none.
    """
    return list(dict.fromkeys(_section(part) for name in names for part in split(name, "section")))


def _section(name: str) -> str:
    typed = fold(name)
    known = {key: key for key in SECTIONS} | {fold(heading): key for key, heading in SECTIONS.items()}
    if typed in known:
        return known[typed]
    begun = list(dict.fromkeys(key for word, key in known.items() if typed and word.startswith(typed)))
    if len(begun) == 1:
        return begun[0]
    hint = f"Sections: {', '.join(SECTIONS)}."
    candidates = begun or [known[each] for each in suggest(typed, known)]
    raise UsageError(f"no section {name!r}", subject="section", typed=name, hint=hint, candidates=candidates)


def chosen_standings(store: sqlite3.Connection, names: Sequence[str]) -> list[Standing]:
    """The standings that `names` list, commas between several. Raises `NotFound` for a name that is none."""
    found = [each for name in names for part in split(name, "standing") for each in resolve(store, "standing", part)]
    return cast("list[Standing]", list(dict.fromkeys(found)))


def cut(shown: ShownMeeting, sections: Sequence[str], standings: Sequence[Standing] = ()) -> dict[str, Any]:
    """A meeting with only the named sections and with statements that have a source of one of the standings.

    `cited` has the sources of what is left; the section `sources` keeps every source, and `overview` keeps the one
    length that it shows. Without sections and standings nothing is cut.
    """
    kept: dict[str, Any] = dict(shown)
    if standings:
        within = {source["id"] for source in shown["cited"] if source["standing"] in standings}
        kept = _statements_of(kept, lambda each: bool(within.intersection(each["sources"])))
    if sections:
        kept = {key: value for key, value in kept.items() if _is_shown(key, sections)}
        if "durations" in kept and "durations" not in sections:
            kept["durations"] = told_lengths(shown)
    if not (sections or standings):
        return kept
    left = set(mentioned(kept))
    every = "sources" in sections and not standings
    kept["cited"] = [each for each in shown["cited"] if every or each["id"] in left]
    return kept


def _is_shown(key: str, sections: Sequence[str]) -> bool:
    """Whether one of the sections shows a key of a meeting. The overview shows one of the lengths, too."""
    if key in ALWAYS or key in NEVER:
        return key in ALWAYS
    if key in SECTIONS and key != "sources":
        return key in sections or (key == "durations" and "overview" in sections)
    return "overview" in sections


def only(shown: Mapping[str, Any], ref: str) -> dict[str, Any]:
    """A meeting, or a part of it, with only the statement that has this permanent name."""
    kept = _statements_of(shown, lambda each: each["ref"] == ref)
    left = set(mentioned(kept))
    return {**kept, "cited": [each for each in shown["cited"] if each["id"] in left]}


def _statements_of(meeting: Mapping[str, Any], is_kept: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    """A meeting with those statements alone that are to be kept. What it cites itself stays."""
    own = {key: meeting[key] for key in ("sources", "cited") if key in meeting}
    return {key: _kept(value, is_kept) for key, value in meeting.items()} | own


def _kept(value: Any, is_kept: Callable[[Mapping[str, Any]], bool]) -> Any:
    if isinstance(value, list):
        kept = [_kept(each, is_kept) for each in value]
        return [each for each in kept if each is not None]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("sources"), list) and not is_kept(value):
        return None
    if "positions" in value:
        positions = _kept(value["positions"], is_kept)
        return {**value, "positions": positions} if positions else None
    return value


def mentioned(value: Any) -> list[str]:
    """The ids of the sources that statements within a value cite, in order of first mention."""
    if isinstance(value, list):
        return list(dict.fromkeys(source for each in value for source in mentioned(each)))
    if not isinstance(value, dict):
        return []
    own = value["sources"] if isinstance(value.get("sources"), list) else []
    return list(dict.fromkeys([*own, *(source for each in value.values() for source in mentioned(each))]))


def contents(shown: ShownMeeting) -> list[ContentsEntry]:
    """What each section of a meeting holds: the sections that have anything, in the order of a page."""
    counts = {"overview": 1, "sources": len(shown["cited"])}
    for key in SECTIONS:
        value = shown.get(key)
        if key not in counts:
            counts[key] = len(value) if isinstance(value, list) else int(bool(value))
    return [
        {"section": key, "heading": heading, "count": counts[key]} for key, heading in SECTIONS.items() if counts[key]
    ]


def flat(
    columns: Sequence[str], shown: ShownMeeting, labels: Labels, *, sections: Sequence[str] = ()
) -> list[FlatStatement]:
    """Every statement of a meeting, or of the named sections of it, in a row of these columns each.

    The facts of the overview are put into words; the section `sources`, if it is named, has a row for each source.
    """
    wanted = sections or list(SECTIONS)
    names = {person["id"]: person["name"] for person in shown["people"]}
    rows = list(_overview_rows(shown, names, labels)) if "overview" in wanted else []
    rows += [_statement_row(each, names) for each in statements(shown) if each.section in wanted]
    if "sources" in sections:
        rows += [_source_row(source, labels) for source in shown["cited"]]
    nothing = dict.fromkeys(columns) | {"meeting": shown["id"], "topics": []}
    return [cast("FlatStatement", nothing | row) for row in rows]


def _overview_rows(shown: ShownMeeting, names: Mapping[str, str], labels: Labels) -> Iterator[dict[str, Any]]:
    for fact in overview(shown, names, labels.countries):
        if fact["label"] != "Initiative":  # which is a statement of its own
            text = f"{fact['label']}: {fact['text']}"
            yield {"section": "overview", "by": fact["by"], "text": text, "sources": fact["sources"]}


def _statement_row(said: Statement, names: Mapping[str, str]) -> dict[str, Any]:
    by = said.by or names.get(said.person or "")
    named = {"ref": said.record["ref"], "side": said.side, "by": by, "person": said.person, "type": said.type}
    about = {"section": said.section, "topics": said.topics, "question": said.question}
    return {**about, **named, "text": said.text, "sources": said.sources}


def _source_row(source: CitedSource, labels: Labels) -> dict[str, Any]:
    text = f"{reference(source, labels.languages)}. {source['url']}"
    return {"section": "sources", "by": source["publisher"], "text": text, "sources": [source["id"]]}


def stored(store: sqlite3.Connection, condition: str, values: Sequence[object]) -> list[FlatStatement]:
    """The statements of the store that meet a condition, in the order of the record; `by` names a person, too."""
    columns = columns_of(store, "FlatStatement")
    own = [name for name in columns if name != "by"]
    found = store.execute(
        f"""SELECT {quoted(own, "statements")}, coalesce(by, people.name) AS by
            FROM statements LEFT JOIN people ON people.id = person WHERE {condition} ORDER BY statements.id""",
        values,
    )
    rows = [row_of([*own, "by"], row) for row in found]
    return [cast("FlatStatement", {key: row[key] for key in columns}) for row in rows]


def statement(store: sqlite3.Connection, meeting: str, ref: str) -> FlatStatement:
    """One statement of a meeting by its permanent name. Raises `NotFound`."""
    found = stored(store, "meeting = ? AND ref = ?", (meeting, ref))
    if not found:
        refs = [each for (each,) in store.execute("SELECT ref FROM statements WHERE meeting = ?", (meeting,)) if each]
        candidates = [f"{meeting}#{each}" for each in suggest(ref, refs)]
        raise NotFound(f"{meeting} has no statement {ref!r}", subject="ref", typed=ref, candidates=candidates)
    return found[0]


def named_statement(store: sqlite3.Connection, name: str) -> tuple[str, FlatStatement] | None:
    """The meeting and the statement that `MEETING#REF` stands for; None for the name of a meeting that contains a `#`.

    Raises `NotFound`, `Ambiguous`.
    """
    meeting, sign, ref = name.rpartition("#")
    if not sign:
        return None
    try:
        id = resolve_meeting(store, meeting)
        return id, statement(store, id, ref)
    except (Ambiguous, NotFound) as error:
        if is_meeting(store, name):
            return None
        error.typed = name if error.subject == "ref" else error.typed
        raise
