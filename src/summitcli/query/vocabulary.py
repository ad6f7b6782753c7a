"""Typed words against the words of the record: their forms, and what they may have been meant to be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..store.likeness import LONGEST, sound, stems

FEWEST = 4
"""Letters of a word that is corrected: a shorter one is like too many others."""
MOST_FORMS, FEW_FORMS = 24, 4
"""Forms of a word alone, and of the last word of a phrase, the commonest."""
SHORT, LONG = 6, 10
"""Letters up to which a word may have one slip, and from which it may have two; between them only a name may."""
SOUNDING, CLEAR = 2, 3
"""How many slips more a word may have that sounds the same, and how many sounds it must have more than."""
HEARD = 0.75
"""What a slip counts that is not heard."""
IN_LIST = "IN (SELECT value FROM json_each(?))"


Candidate = tuple[str, str, int, int]
"""A word that may be meant, what it sounds like, how many passages have it, how many slips it may have."""


class Known(NamedTuple):
    """A word of the record; `times`: how many passages have it."""

    word: str
    stem: str
    times: int


class Vocabulary:
    """The words of a record, asked for as few times as possible."""

    def __init__(self, store: sqlite3.Connection, words: Iterable[str]) -> None:
        self.store = store
        self.stems: dict[str, str] = {}
        self.families: dict[str, list[Known]] = {}
        self.meet(words)

    def meet(self, words: Iterable[str]) -> None:
        """Look words up that were not looked up yet."""
        new = [word for word in dict.fromkeys(words) if word not in self.stems]
        if not new:
            return
        select = f"SELECT word, stem FROM words WHERE word {IN_LIST}"
        self.stems |= dict(self.store.execute(select, (json.dumps(new),)).fetchall())
        others = [word for word in new if word not in self.stems]
        self.stems |= stems(others) if others else {}
        missing = list({self.stems[word]: None for word in new if self.stems[word] not in self.families})
        self.families |= {stem: [] for stem in missing}
        select = f"SELECT word, stem, times FROM words WHERE stem {IN_LIST} ORDER BY times DESC, word"
        for row in self.store.execute(select, (json.dumps(missing),)):
            self.families[row[1]].append(Known(*row))

    def has(self, word: str) -> bool:
        """Whether the record has a word, in any form."""
        return any(known.times for known in self.families[self.stems[word]])

    def is_english(self, word: str) -> bool:
        """Whether a word is one of the thesaurus, which the record need not have."""
        return any(known.word == word for known in self.families[self.stems[word]])

    def family(self, word: str) -> list[str]:
        """The forms of a word that the record has, the commonest first."""
        self.meet([word])
        return [known.word for known in self.families[self.stems[word]] if known.times]

    def times(self, word: str) -> int:
        """In how many passages the record has a word, in any form, at most."""
        self.meet([word])
        return sum(known.times for known in self.families[self.stems[word]])

    def forms(self, phrase: str, *, most: int = MOST_FORMS) -> list[str]:
        """A word in every form that the record has, or a phrase with its last word so, what was typed first."""
        *begun, last = phrase.split()
        family = self.family(last)[: most if not begun else FEW_FORMS]
        words = [last, *(word for word in family if word != last)] if last in family or begun else family
        return [" ".join([*begun, word]) for word in words]

    def synonyms(self, phrases: Sequence[str]) -> dict[str, list[tuple[str, float]]]:
        """What else each of the phrases may be called, and what that is worth."""
        keys = {phrase: " ".join(self.stems[word] for word in phrase.split()) for phrase in phrases}
        select = f"SELECT stems, phrase, worth FROM synonyms WHERE stems {IN_LIST} ORDER BY worth DESC"
        found: dict[str, list[tuple[str, float]]] = {}
        for stem, other, worth in self.store.execute(select, (json.dumps(list(keys.values())),)):
            found.setdefault(stem, []).append((other, worth))
        self.meet(other.split()[-1] for others in found.values() for other, _ in others)
        return {phrase: found[key] for phrase, key in keys.items() if key in found}

    def spelled_like(self, word: str) -> list[str]:
        """Words of the record or the thesaurus that `word` may have been meant to be, the likeliest first."""
        if not FEWEST <= len(word) <= LONGEST:
            return []
        return _ranked(word, self._near(word)) or _ranked(word, self._begun_otherwise(word))

    def _near(self, word: str) -> list[Candidate]:
        """Words that begin alike and are about as long, and words that sound alike, with the slips each may have."""
        select = """SELECT word, sound, times,
                    CASE WHEN EXISTS (SELECT 1 FROM names WHERE namespace IN ('person', 'city') AND key = word)
                         THEN :by_ear ELSE :slips END
                    FROM words WHERE length(word) >= :fewest AND (word BETWEEN :first AND :first || char(0x10FFFF)
                    AND abs(length(word) - :size) <= 3 OR sound = :sound)"""
        about = {"first": word[0], "size": len(word), "sound": sound(word), "fewest": FEWEST}
        about |= {"by_ear": 1 + (len(word) > SHORT), "slips": 1 + (len(word) >= LONG)}
        return self.store.execute(select, about).fetchall()

    def _begun_otherwise(self, word: str) -> list[Candidate]:
        """Words that differ at the beginning alone: a letter too many, too few, another one, or two the wrong way."""
        select = """SELECT word, sound, times, 1 FROM words WHERE length(word) >= :fewest
                    AND (word IN (:without, :turned) OR substr(word, 2) IN (:word, :another))"""
        turned = word[1] + word[0] + word[2:]
        rest = word[1:] if len(word) > SHORT else word
        about = {"word": word, "without": rest, "turned": turned, "another": rest, "fewest": FEWEST}
        return self.store.execute(select, about).fetchall()


def _ranked(word: str, known: Iterable[Candidate]) -> list[str]:
    """Of the known words those with at most so many slips, the fewest first, and of these the commonest."""
    heard, letters = sound(word), set(word)
    costs: list[tuple[float, int, str]] = []
    for other, heard_of_it, times, most in known:
        sounds = heard == heard_of_it
        allowed = most + SOUNDING * (sounds and len(heard) > CLEAR)
        if not sounds and len(letters.symmetric_difference(other)) > 2 * most + 1:
            continue
        slips = distance(word, other, allowed)
        if 0 < slips <= allowed and (sounds or not _is_another(word, other)):
            costs.append((slips * HEARD if sounds else slips, -times, other))
    return [other for *_, other in sorted(costs)]


def _is_another(word: str, other: str) -> bool:
    """Whether a short word that sounds otherwise is another one: one letter for another is no slip of it."""
    return len(word) <= SHORT and len(word) == len(other) and sorted(word) != sorted(other)


def sounds_like(word: str, other: str) -> bool:
    """Whether two words may be spellings of one name."""
    return sound(word) == sound(other) or distance(word, other, 2) <= 2


def distance(one: str, other: str, most: int) -> int:
    """How many letters are missing, too many, wrong or the wrong way round; more than `most` if it is more.

    >>> [distance("ancorage", "anchorage", 2), distance("yelstin", "yeltsin", 2), distance("abc", "xyz", 1)]
    [1, 1, 2]
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, above, row = row, before, [place]
        for column, facing in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != facing))
            if above and column > 1 and letter == other[column - 2] and one[place - 2] == facing:
                cost = min(cost, above[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
