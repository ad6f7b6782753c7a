"""Every word of a record, so that search finds other forms and other spellings of what is typed."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache

from . import thesaurus
from .thesaurus import FORM, Pair

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


def add_words(connection: sqlite3.Connection) -> None:
    """Merge the indexes of words, list every word in them, and what may be typed for it."""
    for table in ("passages", "headings"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    counted = """SELECT term, sum(doc) FROM (SELECT term, doc FROM passage_words UNION ALL
                 SELECT term, doc FROM heading_words) GROUP BY term"""
    times = dict(connection.execute(counted).fetchall())
    groups, cues = thesaurus.groups(), thesaurus.cues()
    stem_of = stems(sorted({*times, *thesaurus.words(groups, cues)}))
    rows = [
        (word, stem, heard, times.get(word, 0))
        for (word, stem), heard in zip(stem_of.items(), sounds(stem_of), strict=True)
    ]
    connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", rows)
    known = {stem_of[word] for word in times}
    pairs = [*thesaurus.pairs(groups, stem_of, known), *_adjectives(stem_of, times)]
    connection.executemany("INSERT OR IGNORE INTO synonyms VALUES (?, ?, ?)", pairs)
    asked = [
        (phrase, number, role, json.dumps(cue.sections), json.dumps(cue.said))
        for number, cue in enumerate(cues)
        for phrase, role in cue.phrases()
    ]
    connection.executemany("INSERT INTO cues VALUES (?, ?, ?, ?, ?)", asked)


def _adjectives(stem_of: Mapping[str, str], known: Container[str]) -> Iterator[Pair]:
    """The adjectives that end in -an, -i and -ese with the names that they are made from, both ways."""
    for word in stem_of:
        cut = next((size for ending, size in (("ese", 3), ("an", 2), ("i", 1)) if word.endswith(ending)), 0)
        if not cut or len(word) < 6 or word not in known:
            continue
        begun = word[:-cut]
        bases = [begun, begun + "a", begun + "e", word + "y"]
        if begun.endswith("i"):
            bases += [begun[:-1] + ending for ending in ("", "a", "e", "y")]
        for base in bases:
            if base in known and len(base) > 3:
                yield Pair(stem_of[word], base, FORM)
                yield Pair(stem_of[base], word, FORM)


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
