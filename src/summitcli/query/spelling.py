"""What typed words were meant to be, where the record does not have them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TypedDict

from .english import is_english
from .vocabulary import IN_LIST, Vocabulary, distance, sounds_like

MOST_CORRECTED = 10
"""Words of a question whose spelling is corrected."""
SHORT = 3
"""Letters of words in which one slip is half the word."""
MOST_PARTS, MOST_PARTITIONS, LONGEST_JOINED = 3, 40, 30
"""Words that may have been typed as one, ways to part it that are tried, letters that it may have."""
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly")
"""What English puts after a word, so that it is no slip."""


class Correction(TypedDict):
    """A word that was read as another."""

    typed: str
    used: str


class Speller:
    """Reads words against those of a record.

    `corrected` has what was read as something else.
    """

    def __init__(self, store: sqlite3.Connection, vocabulary: Vocabulary) -> None:
        self.store = store
        self.vocabulary = vocabulary
        self.tried = 0
        self.corrected: list[Correction] = []

    def read(self, words: Iterable[str]) -> dict[str, str]:
        """The words that are meant by those that are spelled otherwise in the record, or not in it."""
        asked = list(dict.fromkeys(words))
        aliases = self._aliases(asked)
        countries = self._countries(asked)
        meant = {}
        for word in asked:
            is_country = word in countries and not self.vocabulary.has(word)
            if not is_country and (used := aliases.get(word) or self._meant(word)):
                meant[word] = used
        surnames = self._aliases(list(meant.values()))
        meant |= {word: surnames[used] for word, used in meant.items() if used in surnames}
        self.corrected = [{"typed": word, "used": used} for word, used in meant.items()]
        return meant

    def _countries(self, words: Sequence[str]) -> set[str]:
        """Those of the words that are the name of a country, which is no slip for that of another one."""
        select = f"SELECT key FROM names WHERE namespace = 'country' AND key {IN_LIST}"
        return {key for (key,) in self.store.execute(select, (json.dumps(words),))}

    def _meant(self, word: str) -> str | None:
        if self.vocabulary.is_english(word) or word.isdecimal():
            return None
        if self.vocabulary.has(word):
            return self._slip(word)
        if self.tried == MOST_CORRECTED:
            return None
        self.tried += 1
        parted = self._parted(word)
        near = [parted] if parted else self.vocabulary.spelled_like(word)
        if near and is_english(self.vocabulary.stems[word]):
            near = [other for other in near if _is_form(word, other) or word in (other + "n", other + "an")]
        return next(iter(near), None)

    def _aliases(self, words: Sequence[str]) -> dict[str, str]:
        """The surnames for which some of the words are other spellings that the record knows, too."""
        found = self.store.execute(
            f"""SELECT one.key, other.key FROM names AS one JOIN names AS other USING (namespace, id)
                WHERE namespace = 'person' AND one.rank = 1 AND other.rank = 3 AND other.key <> one.key
                      AND one.key {IN_LIST}""",
            (json.dumps(words),),
        )
        return {alias: surname for alias, surname in found if sounds_like(alias, surname)}

    def _slip(self, word: str) -> str | None:
        """The right spelling of a word of which the record has the stem alone, if the word is no usual form of it."""
        family = self.vocabulary.family(word)
        if word in family or any(_is_form(word, other) for other in family):
            return None
        near = [*family, *self.vocabulary.spelled_like(word)[:1]]
        return next((other for other in near if len(word) > SHORT and distance(word, other, 1) == 1), None)

    def _parted(self, word: str) -> str | None:
        """Words of the record that were typed as one, if they are in a row there."""
        if len(word) > LONGEST_JOINED:
            return None
        parts = {word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1)}
        select = f"SELECT word FROM words WHERE times AND word {IN_LIST}"
        known = {part for (part,) in self.store.execute(select, (json.dumps(list(parts)),))}
        rows = sorted(_partitions(word, known, MOST_PARTS), key=len)[:MOST_PARTITIONS]
        return next((" ".join(row) for row in rows if has_phrase(self.store, " ".join(row))), None)


def has_phrase(store: sqlite3.Connection, phrase: str) -> bool:
    """Whether words are anywhere in a row."""
    found = "SELECT 1 FROM passages WHERE passages MATCH :it UNION ALL SELECT 1 FROM headings WHERE headings MATCH :it"
    return store.execute(f"{found} LIMIT 1", {"it": f'"{phrase}"'}).fetchone() is not None


def _partitions(word: str, known: Container[str], most: int) -> Iterator[list[str]]:
    """The ways to part a word into two to `most` known ones."""
    for place in range(1, len(word)) if most > 1 else ():
        if word[:place] in known:
            rest = word[place:]
            if rest in known:
                yield [word[:place], rest]
            yield from ([word[:place], *others] for others in _partitions(rest, known, most - 1))


def _is_form(word: str, other: str) -> bool:
    """Whether two words with one stem differ only by usual endings.

    >>> _is_form("votes", "voted"), _is_form("studies", "studying"), _is_form("helsinky", "helsinki")
    (True, True, False)
    """
    return not _bases(word).isdisjoint(_bases(other))


def _bases(word: str) -> set[str]:
    """What a word may be a form of: `plan` of `planned`, `deny` of `denies`."""
    bases = {word}
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and not re.search("[^aeiou]y$", base):
            bases |= {base, base + "e", base[:-1] if base[-2:-1] == base[-1:] and ending[0] in "ei" else base}
            bases |= {base[:-1] + "y"} if base.endswith("i") else set()
        elif ending == "ing" and base != word:
            bases.add(base)
    return bases
