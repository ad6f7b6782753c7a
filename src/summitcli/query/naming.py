"""What a name that somebody typed stands for."""

import sqlite3
from typing import Any

from ..errors import Ambiguous, NotFound, UsageError
from ..records import fold

HINTS = {
    "meeting": "`summit list --all --ids` prints every id.",
    "topic": "`summit topics` lists the topics.",
    "person": "`summit people` lists the people.",
}

JOINED = "replace(key, '-', '')"  # `da-nang` as `danang`


PLURALS = {"meeting": "meetings", "topic": "topics", "person": "people", "country": "countries", "city": "cities"}
# Where a part of a name will do, and which: a beginning that fits one record alone, or whole words of an event.
BEGINS = "key BETWEEN ?2 AND ?2 || char(0x10FFFF)"  # as GLOB would say it, but from the index
PARTIAL = {
    "meeting": BEGINS,
    "topic": BEGINS,
    "person": BEGINS,
    "event": "'-' || key || '-' GLOB '*-' || ?2 || '-*'",
}


def resolve(store: sqlite3.Connection, namespace: str, name: str) -> list[str]:
    """The id that `name` stands for: by id, else alias, else name, else date, city or surname,
    else the same with its words run together, else `PARTIAL`.

    More than one id only for events, which share words. Raises `Ambiguous` with the ids that it could be, and
    `NotFound` with up to three names that are spelled like it.
    """
    key = fold(name)
    found = _named(store, namespace, "key", key) or _named(store, namespace, JOINED, key.replace("-", ""))
    if not found and key and namespace in PARTIAL:
        found = store.execute(
            f"SELECT DISTINCT id FROM names WHERE namespace = ?1 AND {PARTIAL[namespace]} AND rank < 3 ORDER BY id",
            (namespace, key),
        ).fetchall()
    ids = [id for (id,) in found]
    if len(ids) > 1 and namespace != "event":
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
        f"""SELECT DISTINCT id FROM names WHERE namespace = ?1 AND {subject} = ?2
            AND rank = (SELECT min(rank) FROM names WHERE namespace = ?1 AND {subject} = ?2) ORDER BY id""",
        (namespace, key),
    ).fetchall()


def names(store: sqlite3.Connection, namespace: str, beginning: str) -> list[tuple[str, str]]:
    """What can be typed for the records of a namespace and begins so, each with a label, for completion."""
    if namespace == "country":
        found = store.execute(
            """SELECT lower(code), name FROM labels WHERE namespace = 'country'
               AND code BETWEEN upper(?1) AND upper(?1) || char(0x10FFFF)
               AND code IN (SELECT country FROM meetings) ORDER BY 1""",
            (beginning,),
        )
    elif namespace == "meeting":
        found = store.execute(
            """SELECT id, title || ', ' || start FROM meetings
               WHERE id BETWEEN ?1 AND ?1 || char(0x10FFFF) ORDER BY first_day, id""",
            (beginning,),
        )
    else:
        found = store.execute(
            f"SELECT key, label FROM names WHERE namespace = ?1 AND {BEGINS} AND rank = 0 ORDER BY key",
            (namespace, beginning),
        )
    return found.fetchall()


def close(word: str, known: Any) -> list[str]:
    """Up to three of the known words that are spelled like `word`, the closest first."""
    from difflib import get_close_matches

    return get_close_matches(word, list(known), n=3, cutoff=0.6)


def split(value: str, what: str) -> list[str]:
    parts = [part.strip() for part in value.split(",")]
    if not all(parts):
        raise UsageError(f"an empty {what} in {value!r}")
    return parts
