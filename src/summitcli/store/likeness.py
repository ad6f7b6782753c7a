"""How words are like each other: their stems, and what they sound like."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cache

LONGEST = 60
"""Letters by which words are compared."""
# Spellings of one sound, as the languages of the region are written in Latin letters; then what is not heard.
_SOUNDS = (
    (r"x", "ks"),
    (r"shch|schtsch|chtch|tsch|tch|sch|sh|zh|ch|cz", "s"),
    (r"kh|ck|q|c(?![eiy])", "k"),
    (r"ph|[fwv]+", "v"),
    (r"[cz]|ts|tz", "s"),
    (r"th|dt?", "t"),
    (r"g[hu]?", "g"),
    (r"(.)\1+", r"\1"),
    (r"(?<!^)[aeiouyjh]", ""),
    (r"^[yij]", "i"),
)
# Words that would lose an ending that is none, or that are other words without it.
_WHOLE = frozenset(
    ("according", "accordance", "aide", "aires", "evening", "important", "maine", "news", "organ", "range", "severe")
) | {"united", "universal"}
_FEWEST = 3
"""Letters of a stem: the stem of `use` is not that of `us`."""


def stems(words: Iterable[str]) -> dict[str, str]:
    """What is left of each word without its English endings: `meetings` and `meet` have one stem."""
    listed = list(dict.fromkeys(words))
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute("CREATE VIRTUAL TABLE typed USING fts5 (word, tokenize='porter ascii')")
        index.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (typed, instance)")
        index.executemany("INSERT INTO typed (rowid, word) VALUES (?, ?)", enumerate(listed))
        found = dict(index.execute("SELECT doc, term FROM stems").fetchall())
    return {word: _stem(word, found.get(number, word)) for number, word in enumerate(listed)}


def _stem(word: str, found: str) -> str:
    if word in _WHOLE or len(found) < _FEWEST:
        return word
    return word.removesuffix("s") if word.removesuffix("s") in _WHOLE else found


def sound(word: str) -> str:
    """What a word sounds like, roughly: what people mix up is left out.

    >>> [sound(word) for word in ("khrushchev", "kruschov", "zelenskyy", "zelenski")]
    ['krsv', 'krsv', 'slnsk', 'slnsk']
    """
    [heard] = sounds([word])
    return heard


def sounds(words: Iterable[str]) -> list[str]:
    """What each word sounds like. To replace in all of them at once is several times as fast as one by one."""
    heard = "\n".join(word[:LONGEST] for word in words)
    for pattern, letters in _rules():
        heard = pattern.sub(letters, heard)
    return heard.split("\n")


@cache
def _rules() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern, re.MULTILINE), letters) for pattern, letters in _SOUNDS]
