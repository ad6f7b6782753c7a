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


def meant(
    names: Sequence[str], resolve: Callable[[str], object], described: Callable[[str], object] | None = None
) -> list[str]:
    """The names in a line of words: all of them joined if that names something, else, from the left, as many words as
    together name something, else one.

    What is no line of names may be one that all its words describe, as `described` resolves it, or a line of such.
    If no word names anything or is spelled like a name, it is all of them joined that names nothing; so it is if they
    are spelled like a name together.
    """
    joined = " ".join(names)
    if len(names) < 2 or _is_name(joined, names, resolve):
        return [joined] if names else []
    from .described import FILLING

    every = _parted(names, resolve)
    found = [name for name in every if fold(name) not in FILLING or _stands_for(name, resolve)] or every
    ids = [_stands_for(name, resolve) for name in found]
    if described and (None in ids or len(set(ids)) == 1 < len(set(found))):
        if _is_name(joined, [], described):
            return [joined]
        of_several = _parted(names, described)
        if all(_stands_for(name, described if " " in name else resolve) for name in of_several):
            return of_several
    unknown = [name for name in found if not _is_name(name, [], resolve)]
    only_describe = described and any(_is_name(name, [], described) for name in unknown)
    misspelt = len(unknown) == len(found) and not all(_is_misspelt(name, resolve) for name in unknown)
    if unknown and (only_describe or misspelt or _is_misspelt(joined, resolve)):
        return [joined]
    return found


def _parted(names: Sequence[str], resolve: Callable[[str], object]) -> list[str]:
    """The words as names: from the left as many as together are one, else one."""
    found: list[str] = []
    place = 0
    while place < len(names):
        sizes = range(min(LONGEST_NAME, len(names) - place), 1, -1)
        runs = [names[place : place + size] for size in sizes]
        run = next((each for each in runs if _is_name(" ".join(each), each, resolve)), names[place : place + 1])
        found.append(" ".join(run))
        place += len(run)
    return found


def _stands_for(name: str, resolve: Callable[[str], object]) -> object | None:
    """What a name stands for, if it is one thing."""
    try:
        return resolve(name)
    except (Ambiguous, NotFound):
        return None


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
    return meant(
        names,
        lambda name: resolve_meeting(store, name, described_too=False),
        lambda name: resolve_meeting(store, name),
    )
