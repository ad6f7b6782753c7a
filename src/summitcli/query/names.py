"""What a name that somebody typed stands for."""

import sqlite3
from typing import Any

from ..errors import Ambiguous, NotFound, UsageError
from ..records import KINDS, STATUSES, fold

HINTS = {
    "meeting": "`summit list --all --ids` prints every id.",
    "topic": "`summit topics` lists the topics.",
    "person": "`summit people` lists the people.",
    "kind": f"Kinds: {', '.join(KINDS)}.",
    "status": f"Statuses: {', '.join(STATUSES)}.",
    "series": "Series: trump-putin, us-russia.",
}

JOINED = "replace(key, '-', '')"  # `da-nang` as `danang`


PLURALS = {"meeting": "meetings", "topic": "topics", "person": "people", "country": "countries"}
# Where a part of a name will do, and which: a beginning that fits one record alone, or whole words of an event.
BEGINS = "key BETWEEN :name AND :name || char(0x10FFFF)"  # as GLOB would say it, but from the index
PARTIAL = {
    "meeting": BEGINS,
    "topic": BEGINS,
    "person": BEGINS,
    "event": "'-' || key || '-' GLOB '*-' || :name || '-*'",
}


def resolve(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """The id that `name` stands for: by id, else alias, else name, else date, city or surname,
    else the same with its words run together, else `PARTIAL`.

    More than one id only for events, which share words, and cities, which are spelled in several ways. Raises
    `Ambiguous` with the ids that it could be, and `NotFound` with up to three names that are spelled like it.
    """
    key = fold(name)
    found = _named(store, namespace, "key", key) or _named(store, namespace, JOINED, key.replace("-", ""))
    if not found and key and namespace in PARTIAL:
        found = store.execute(
            f"""SELECT DISTINCT id FROM names WHERE namespace = :namespace AND {PARTIAL[namespace]} AND rank < 3
                ORDER BY id""",
            {"namespace": namespace, "name": key},
        ).fetchall()
    ids = [id for (id,) in found]
    if len(ids) > 1 and namespace not in ("city", "event"):
        message = f"{name!r} could be any of {len(ids)} {PLURALS[namespace]}"
        raise Ambiguous(message, hint="Name one of them by its id.", candidates=ids)
    if ids:
        return ids
    known = dict(
        store.execute("SELECT key, id FROM names WHERE namespace = ? ORDER BY rank DESC", (namespace,)).fetchall()
    )
    alike = {known[each]: each for each in reversed(close(key, known))}  # one name a record: the closest
    raise NotFound(f"no {namespace} {name!r}", hint=HINTS.get(namespace), candidates=list(alike.values())[::-1])


def _named(store: sqlite3.Connection, namespace: str, subject: str, key: str) -> list[tuple[str]]:
    """The ids of the best rank that have a name of which `subject`, an expression of SQL, is `key`."""
    return store.execute(
        f"""SELECT DISTINCT id FROM names WHERE namespace = :namespace AND {subject} = :name
            AND rank = (SELECT min(rank) FROM names WHERE namespace = :namespace AND {subject} = :name) ORDER BY id""",
        {"namespace": namespace, "name": key},
    ).fetchall()


def names(store: sqlite3.Connection, namespace: str, beginning: str) -> list[tuple[str, str]]:
    """What can be typed for the records of a namespace and begins so, each with a label, for completion."""
    if namespace == "country":
        found = store.execute(
            """SELECT lower(code), name FROM labels WHERE namespace = 'country'
               AND code BETWEEN upper(:name) AND upper(:name) || char(0x10FFFF)
               AND code IN (SELECT country FROM meetings) ORDER BY 1""",
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


def other_names(store: sqlite3.Connection, namespace: str, beginning: str) -> list[tuple[str, str]]:
    """Names other than ids that begin so and stand for one record alone, one a record, each with a label."""
    found = store.execute(
        f"""SELECT id, key, label FROM names
           WHERE namespace = :namespace AND {BEGINS} AND rank > 0
             AND (namespace <> 'country' OR id IN (SELECT country FROM meetings))
             AND NOT EXISTS (SELECT 1 FROM names AS others
                             WHERE others.namespace = :namespace AND others.key = names.key AND others.id <> names.id)
           ORDER BY rank, key DESC""",
        {"namespace": namespace, "name": fold(beginning)},
    )
    best = {id: (key, label) for id, key, label in found}  # of the highest rank, which is what people type
    return sorted(best.values())


def close(word: str, known: Any) -> list[str]:
    """Up to three of the known words that begin with `word`, or are spelled like it, the closest first.

    Slips are seldom in the first letter, so that words with the same one are closer.
    """
    from difflib import get_close_matches

    begun = [each for each in known if len(word) > 1 and each.startswith(word)]
    alike = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return list(dict.fromkeys([*begun, *sorted(alike, key=lambda each: each[:1] != word[:1])]))[:3]


def split(value: str, what: str) -> list[str]:
    parts = [part.strip() for part in value.split(",")]
    if not all(parts):
        raise UsageError(f"an empty {what} in {value!r}")
    return parts
