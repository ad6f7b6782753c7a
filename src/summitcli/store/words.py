"""Every word of a record, so that search finds other forms and other spellings of what is typed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterator, Mapping

from . import thesaurus
from .indexed import FORM
from .likeness import sounds, stems
from .thesaurus import Pair


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
