"""Which names a line of words is: `da nang osaka` names two meetings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from ..errors import Ambiguous, NotFound
from ..text import fold
from .meetings import have_ids
from .names import resolve_meeting

LONGEST_NAME = 6
"""Words of a name among others."""
CLOSE = 0.8
"""How alike, by difflib, words are to a name if they are that name misspelt."""


def meant(names: Sequence[str], resolve: Callable[[str], object]) -> list[str]:
    """The names in a line of words: all of them joined if that names something, else, from the left, as many words as
    together name something, else one.

    If no word names anything, it is all of them joined that names nothing; so it is if they are spelled like a name.
    """
    joined = " ".join(names)
    if len(names) < 2 or _is_name(joined, names, resolve):
        return [joined] if names else []
    found: list[str] = []
    place = 0
    while place < len(names):
        sizes = range(min(LONGEST_NAME, len(names) - place), 1, -1)
        runs = [names[place : place + size] for size in sizes]
        run = next((each for each in runs if _is_name(" ".join(each), each, resolve)), names[place : place + 1])
        found.append(" ".join(run))
        place += len(run)
    unknown = [name for name in found if not _is_name(name, [], resolve)]
    if unknown and (len(unknown) == len(found) or _is_misspelt(joined, resolve)):
        return [joined]
    return found


def _is_name(name: str, words: Sequence[str], resolve: Callable[[str], object]) -> bool:
    """Whether something has that name. What several have is one if its words are not each a name."""
    try:
        resolve(name)
    except NotFound:
        return False
    except Ambiguous:
        return not words or not all(_is_name(word, [], resolve) for word in words)
    return True


def _is_misspelt(name: str, resolve: Callable[[str], object]) -> bool:
    """Whether a name that nothing has is nearly one that something has."""
    from difflib import get_close_matches

    try:
        resolve(name)
    except NotFound as error:
        return bool(get_close_matches(fold(name), error.candidates, cutoff=CLOSE))
    except Ambiguous:
        pass
    return False


def meetings_meant(store: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    """The names of meetings in a line of words; ids, which may be many, are not looked up together."""
    if len(names) > 1 and have_ids(store, names):
        return list(names)
    return meant(names, lambda name: resolve_meeting(store, name))
