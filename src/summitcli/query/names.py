"""What a name that somebody typed stands for."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import Ambiguous, NotFound
from ..schema.vocabulary import KINDS, OUTCOMES, STANDINGS, STATUSES
from ..text import fold, suggest
from ..wording import dated, day_span, long_date

if TYPE_CHECKING:
    from .described import Said

PLURALS = {"meeting": "meetings", "topic": "topics", "person": "people", "country": "countries", "series": "series"}
# When a part of a name is enough, and which: a beginning that fits one record alone, or whole words of an event.
BEGINS = "key BETWEEN :name AND :name || char(0x10FFFF)"  # the same as GLOB, but answered from an index
WORDS = """NOT EXISTS (SELECT 1 FROM json_each('["' || replace(:name, '-', '","') || '"]')
                            WHERE instr('-' || names.key || '-', '-' || value || '-') = 0)"""
PARTIAL = {"meeting": BEGINS, "topic": BEGINS, "person": BEGINS, "publisher": BEGINS, "event": WORDS}
JOINED = "replace(key, '-', '')"  # `da-nang` as `danang`
LONGEST = 5
"""The most words of a name that completion looks at."""
ALIAS = 1
"""The rank of an alias. An id or alias wins over a keyword and over a date."""
SEVERAL = ("city", "event")
"""Namespaces in which a name may stand for several: events share words, cities are spelled in several ways."""
FEW: dict[str, tuple[str, Iterable[str]]] = {
    "kind": ("Kinds", KINDS),
    "status": ("Statuses", STATUSES),
    "standing": ("Standings", STANDINGS),
    "outcome": ("Outcomes", OUTCOMES),
    "series": ("Series", ()),
}
"""Namespaces of which an error can name everything, with a heading; the series are those of the data."""
KEYWORDS = tuple(
    f"{order}{kind}" for order in ("first", "latest", "last") for kind in ("", "-meeting", "-summit", "-call")
)
"""Words for the first or last contact of the default series that was held, as completion offers them."""
# The default series first, then what was held in person, then calls, then the rest.
BY_WEIGHT = """ORDER BY series IS NOT (SELECT id FROM series WHERE "default"), {tier}, first_day, id"""
TIER = "CASE WHEN status <> 'held' THEN 2 WHEN kind = 'call' THEN 1 ELSE 0 END"


def resolve(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """The id that `name` stands for: by id, else alias, else name, else date, city or surname,
    else the same with its words run together, else a part of it, else a person by initials.

    More than one id only for cities and events. Raises `Ambiguous` with the ids that it could be, and `NotFound`
    with up to three names that are spelled like it.
    """
    found = exactly(store, namespace, name) or _in_part(store, namespace, name)
    if not found and namespace == "person":
        found = _by_initials(store, name)
    if len(found) > 1 and namespace not in SEVERAL:
        raise Ambiguous(
            f"{name!r} could be any of {len(found)} {PLURALS.get(namespace, namespace)}",
            subject=namespace,
            typed=name,
            candidates=_by_weight(store, found) if namespace == "meeting" else found,
        )
    return found or _not_found(store, namespace, name)


def resolve_meeting(store: sqlite3.Connection, name: str, *, described_too: bool = True) -> str:
    """The id of the meeting that an id, alias, title, date, month, year, city, event or keyword stands for.

    Of several, those held in person are meant, else the calls, else the rest: one is taken, and more are `Ambiguous`.
    If nothing has that name, the meeting that all its words describe is meant, if `described_too`. If not, a person's
    name is not the beginning of a title.
    """
    own = _named(store, "meeting", "key", fold(name), most=ALIAS)
    if len(own) == 1:
        return own[0]
    from .described import described, plainly, read  # which most names do not need

    said = read(name)
    if own:
        return _only(store, name, said, own)
    if said.is_outermost:
        return _outermost(store, name, said)
    if partial := parse_date(name):
        return _only(store, name, said, _on(store, partial) or _beyond(store, name, partial))
    found = exactly(store, "meeting", name) or _beside(store, name, said)
    if not (found or said.order):  # no title begins with `helsinki meeting`, but one with `helsinki`
        found = _named(store, "meeting", "key", "-".join(said.telling), most=ALIAS)
    if described_too or not exactly(store, "person", name):
        found = found or _in_part(store, "meeting", name)
    if not found and described_too:
        found = described(store, said)
        if found and said.occasion:
            return _outermost(store, name, said, found)
    return _only(store, name, said, found) if found else _not_found(store, "meeting", name, plainly(store, said))[0]


def is_meeting(store: sqlite3.Connection, name: str) -> bool:
    """Whether a name stands for a meeting, or for several."""
    try:
        resolve_meeting(store, name)
    except Ambiguous:
        return True
    except NotFound:
        return False
    return True


def exactly(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """The ids of what has that name, its words apart or run together. What has no letter or digit is no name."""
    key = fold(name)
    if not key:
        return []
    return _named(store, namespace, "key", key) or _named(store, namespace, JOINED, key.replace("-", ""))


def _in_part(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """The ids of records for whose names this part is enough."""
    key = fold(name)
    if not key or namespace not in PARTIAL:
        return []
    select = f"""SELECT id FROM names WHERE namespace = :namespace AND {PARTIAL[namespace]} AND rank < 3
                 GROUP BY id ORDER BY min(rank), min(length(key)), id"""
    return _ids(store, select, {"namespace": namespace, "name": key})


def _by_initials(store: sqlite3.Connection, name: str) -> list[str]:
    """The ids of the people whose name this is but for a first name left out or initials in place of names, apart or
    together: `hw bush`, `j f kennedy`; else of those whose name has all of its words, as in `nixon richard`.
    """
    typed = fold(name).split("-")
    known = store.execute("SELECT key, id FROM names WHERE namespace = 'person' AND rank = 2 ORDER BY id").fetchall()
    names = [(key.split("-"), id) for key, id in known]
    found = [id for words, id in names if "".join(typed) in _shortened(words)]
    return found or [id for words, id in names if len(typed) > 1 and set(typed) <= set(words)]


def _shortened(words: Sequence[str]) -> list[str]:
    """The name of a person without the first name, and with initials in place of all names or of the first, run
    together.
    """
    *given, surname = words
    initials = "".join(word[0] for word in given)
    return ["".join(words[1:]), initials + surname, initials[:1] + surname] if len(words) > 1 else []


def _outermost(store: sqlite3.Connection, name: str, said: Said, among: Sequence[str] = ()) -> str:
    """The first, last, longest or shortest meeting that was held: of these, else of the default series, else of all."""
    from .occasions import chosen

    assert said.occasion
    in_default = """series IS (SELECT id FROM series WHERE "default")"""
    of_these = [(f"id IN {_list(among)}", among)] if among else [(in_default, ()), ("TRUE", ())]
    for narrowed, values in of_these:
        if found := chosen(store, said.occasion, narrowed, values):
            return found.id
    what = name.replace("-", " ")
    raise NotFound(f"nothing in this record is {what!r}", subject="meeting", typed=name)


def _on(store: sqlite3.Connection, partial: str) -> list[str]:
    """The meetings that have a day within a date of any precision."""
    first, last = day_span(partial)
    found = "SELECT id FROM meetings WHERE last_day >= :first AND first_day <= :last AND length(start) >= :precision"
    return _ids(store, found, {"first": first, "last": last, "precision": len(partial)})


def _beyond(store: sqlite3.Connection, name: str, partial: str) -> list[str]:
    """An empty list. Raises `NotFound`, with how far the record reaches, for a date after its end."""
    [until] = store.execute("SELECT max(until) FROM datasets").fetchone()
    if day_span(partial)[0] > until:
        hint = f"The record reaches {long_date(until)}."
        raise NotFound(f"no meeting {name!r}", subject="meeting", typed=name, hint=hint)
    return []


def _beside(store: sqlite3.Connection, name: str, said: Said) -> list[str]:
    """The meetings beside an event of which the words are part of the name, or in a city of that name."""
    events = (_in_part(store, "event", name) if said.telling else []) or exactly(store, "event", name)
    cities = [] if events else exactly(store, "city", name)
    found = [("SELECT id FROM meetings WHERE host_event = :name", event) for event in events]
    found += [("SELECT meeting FROM places WHERE city = :name", city) for city in cities]
    return [id for select, each in found for id in _ids(store, select, {"name": each})]


def _only(store: sqlite3.Connection, name: str, said: Said, found: Sequence[str]) -> str:
    """The meeting that is meant, of those found. Raises `Ambiguous`, or `NotFound` if there is none."""
    if not found:
        raise NotFound(f"no meeting {name!r}", subject="meeting", typed=name)
    ordered = _by_weight(store, found)
    tiers = dict(store.execute(f"SELECT id, {TIER} FROM meetings WHERE id IN {_list(ordered)}", ordered).fetchall())
    best = min(tiers.values())
    meant = [id for id in ordered if tiers[id] == best]
    if len(meant) > 1:
        from .described import plainly

        plain = _named(store, "meeting", "key", fold(plainly(store, said)), most=ALIAS)
        if len(plain) == 1 and plain[0] in meant:
            return plain[0]
        message = f"{name!r} could be any of {len(meant)} meetings"
        labels = _labels(store, meant)
        raise Ambiguous(message, subject="meeting", typed=name, candidates=meant, labels=labels)
    return meant[0]


def _labels(store: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """The title and days of each of the meetings."""
    found = store.execute(f'SELECT id, title, status, start, "end", days FROM meetings WHERE id IN {_list(ids)}', ids)
    labels: dict[str, str] = {}
    for id, title, status, start, end, days in found:
        named: Any = {"title": title, "status": status, "start": start, "end": end, "days": json.loads(days)}
        labels[id] = dated(named)
    return [labels[id] for id in ids]


def _by_weight(store: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    chosen = list(dict.fromkeys(ids))[:900]
    return _ids(store, f"SELECT id FROM meetings WHERE id IN {_list(chosen)} {BY_WEIGHT.format(tier=TIER)}", chosen)


def _list(values: Sequence[str]) -> str:
    return f"({', '.join('?' * len(values))})"


def _ids(store: sqlite3.Connection, select: str, values: Sequence[str] | dict[str, object]) -> list[str]:
    return [str(id) for (id,) in store.execute(select, values)]


def _named(store: sqlite3.Connection, namespace: str, subject: str, key: str, *, most: int = 3) -> list[str]:
    """The ids with the best rank, at most `most`, whose name is `key`. `subject` is the SQL that is compared."""
    having = f"namespace = :namespace AND {subject} = :name AND rank <= :most"
    return _ids(
        store,
        f"""SELECT DISTINCT id FROM names WHERE {having} AND rank = (SELECT min(rank) FROM names WHERE {having})
            ORDER BY id""",
        {"namespace": namespace, "name": key, "most": most},
    )


def _not_found(store: sqlite3.Connection, namespace: str, name: str, plain: str = "") -> NoReturn:
    """Raises `NotFound` with the meetings in the city that the `plain` words name, else with names that are spelled
    like `name`, else with those spelled like these words.
    """
    from .described import read

    beside = _by_weight(store, _beside(store, plain, read(plain)))[:3] if plain else []
    found = beside or alike(store, namespace, name) or (alike(store, namespace, plain) if plain else [])
    hint = None if found else _all_of(store, namespace)
    raise NotFound(f"no {namespace} {name!r}", subject=namespace, typed=name, hint=hint, candidates=found)


def _all_of(store: sqlite3.Connection, namespace: str) -> str | None:
    """All names of a namespace in a sentence, if it has few."""
    heading, known = FEW.get(namespace, ("", ()))
    if namespace == "series":
        known = _ids(store, 'SELECT id FROM series ORDER BY "default" DESC, id LIMIT 20', ())
    return f"{heading}: {', '.join(known)}." if known else None


def alike(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """Up to three names of a namespace that are spelled like `name`, one for each record, the closest first.

    Each stands for its record alone. Only names that begin alike or are about as long are compared, so that this
    takes no longer on a large record.
    """
    key = fold(name)[:100]
    found = store.execute(
        """SELECT key, id FROM names WHERE namespace = :namespace
           AND (substr(key, 1, 2) = substr(:key, 1, 2) OR abs(length(key) - length(:key)) <= 2)
           ORDER BY substr(key, 1, 1) <> substr(:key, 1, 1), rank, key LIMIT 1500""",
        {"namespace": namespace, "key": key},
    )
    ids: dict[str, list[str]] = {}
    for known, id in found:
        ids.setdefault(known, []).append(id)
    closest: dict[str, str] = {}
    for known in suggest(key, ids) if key else ():
        alone = _stands_for(store, namespace, known)
        for id in ids[known]:
            closest.setdefault(id, known if alone == [id] else id)
    return list(closest.values())[:3]


def _stands_for(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """The ids that a name stands for, if it is clear."""
    try:
        return [resolve_meeting(store, name)] if namespace == "meeting" else resolve(store, namespace, name)
    except (Ambiguous, NotFound):
        return []


DATE_FORMS = (
    (r"(?P<year>\d{4})(?:(?P<by>[-/.])(?P<month>\d\d?)(?:(?P=by)(?P<day>\d\d?))?)?"),
    (r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})"),
    (r"(?P<day>\d\d?)(?P<by>[-/.])(?P<month>\d\d?)(?P=by)(?P<year>\d{4})"),
    (r"(?P<name>[a-z]{3,9})\.? (?P<day>\d\d?)(st|nd|rd|th)?,? (?P<year>\d{4})"),
    (r"((?P<day>\d\d?)(st|nd|rd|th)? )?(?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})"),
)
"""ISO; American with slashes; the day first, as in most of the world; and with the name of the month."""


def parse_date(text: str) -> str | None:
    """A date as people type it, as YYYY, YYYY-MM or YYYY-MM-DD; None for what is no date.

    >>> [parse_date(each) for each in ("7/16/2018", "16/7/2018", "16.07.2018", "July 16, 2018", "16 Jul 2018")]
    ['2018-07-16', '2018-07-16', '2018-07-16', '2018-07-16', '2018-07-16']
    >>> [parse_date(each) for each in ("2018-07", "July 2018", "2018", "2018-13", "soon")]
    ['2018-07', '2018-07', '2018', None, None]
    """
    if not any(letter.isdecimal() for letter in text):
        return None
    from datetime import date

    from .described import MONTH_NAMES

    for form in DATE_FORMS:
        match = re.fullmatch(form, " ".join(text.lower().split()), re.ASCII)
        if not match:
            continue
        parts = match.groupdict()
        month = MONTH_NAMES.get(parts.get("name") or "") or parts.get("month")
        if parts.get("name") and not month:
            return None
        numbers = [int(each) for each in (parts["year"], month, parts.get("day")) if each]
        try:
            date(*[*numbers, 1, 1][:3])
        except ValueError:  # it may be one in another form: 16/7/2018
            continue
        return "-".join(f"{number:02}" if place else f"{number:04}" for place, number in enumerate(numbers))
    return None


def completions(store: sqlite3.Connection, namespace: str, beginning: str) -> list[tuple[str, str]]:
    """The ids of a namespace, or what is typed for them, that have this beginning, each with a label."""
    if namespace == "country":
        found = store.execute(
            """SELECT lower(code), name FROM labels WHERE namespace = 'country'
               AND code BETWEEN upper(:name) AND upper(:name) || char(0x10FFFF)
               AND code IN (SELECT country FROM places) ORDER BY 1""",
            {"name": beginning},
        )
    elif namespace == "meeting":
        found = store.execute(
            """SELECT id, title || ', ' || start FROM meetings
               WHERE id BETWEEN :name AND :name || char(0x10FFFF) ORDER BY first_day, id""",
            {"name": beginning},
        )
    else:
        found = store.execute(
            f"SELECT key, label FROM names WHERE namespace = :namespace AND {BEGINS} AND rank = 0 ORDER BY key",
            {"namespace": namespace, "name": beginning},
        )
    return found.fetchall()


def other_completions(store: sqlite3.Connection, namespace: str, beginning: str) -> list[tuple[str, str]]:
    """Names with this beginning that are no ids and stand for a single record: one for each record, with a label."""
    found = store.execute(
        f"""SELECT id, key, label FROM names
           WHERE namespace = :namespace AND {BEGINS} AND rank > 0
             AND (namespace <> 'country' OR id IN (SELECT country FROM places))
             AND NOT EXISTS (SELECT 1 FROM names AS others
                             WHERE others.namespace = :namespace AND others.key = names.key AND others.id <> names.id)
           ORDER BY rank, key DESC""",
        {"namespace": namespace, "name": fold(beginning)},
    )
    best = {id: (key, label) for id, key, label in found}  # of the highest rank, which is what people type
    return sorted(best.values())


def next_words(
    store: sqlite3.Connection, namespace: str, before: Sequence[str], beginning: str
) -> list[tuple[str, str]]:
    """The words that may come next, each with a label, in names that begin with the last words before."""
    for place in range(max(0, len(before) - LONGEST), len(before)):
        begun = fold(" ".join(before[place:])) + "-"
        found = store.execute(
            f"SELECT key, label FROM names WHERE namespace = :namespace AND {BEGINS} ORDER BY key LIMIT 500",
            {"namespace": namespace, "name": begun + fold(beginning)},
        )
        following = {key[len(begun) :].partition("-")[0]: label for key, label in found}
        if following:
            return list(following.items())
    return []
