"""What somebody typed, as terms to look for."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

from ..errors import UsageError
from ..store.thesaurus import FORM, SPELLING
from ..text import folded
from ..wording import long_date
from .cues import COMMON, Cue, cues
from .names import parse_date
from .occasions import Occasion, occasion
from .vocabulary import IN_LIST, Vocabulary, distance

MOST_WORDS = 100
"""Words that are looked for: who types more means no words."""
MOST_CORRECTED = 10
"""Words of a question whose spelling is corrected."""
LONGEST_JOINED = 30
"""Letters of words that may have been typed as one."""
MOST_PARTS, MOST_PARTITIONS = 3, 40
"""Words that may have been typed as one, and ways to part it that are tried."""
LONGEST_NAME = 5
"""Words that may be one name, or one cue."""
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECES = re.compile(r'(?:(?<=\s)|^)([-−–—]?)(?:"([^"]*)"?|([^\s"]+))')
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "or", "ors", "ion", "ions", "ly", "al", "ment", "ments")
"""What English puts after a word, so that it is no slip."""


class Correction(TypedDict):
    """A word that was read as another."""

    typed: str
    used: str


class Term(NamedTuple):
    """Something to look for. `forms`: phrases that count as it, each with its worth; `cue` and `occasion`: what it asks
    for, if it asks.
    """

    typed: str
    forms: Mapping[str, float]
    cue: Cue | None = None
    occasion: Occasion | None = None


class Question(NamedTuple):
    """What was typed. `runs`: words in a row as they were typed, in every form, and the terms that they are of."""

    terms: list[Term]
    unwanted: list[Term]
    runs: list[list[str]]
    corrected: list[Correction]
    unknown: dict[str, list[str]]


class _Piece(NamedTuple):
    """A word as typed (which may fold into several), or a phrase in quotation marks."""

    raw: str
    words: tuple[str, ...]
    is_phrase: bool
    is_unwanted: bool


def parse(store: sqlite3.Connection, text: str) -> Question:
    """Words, `"phrases"`, and either with a minus before it for what must not be there.

    Nothing typed is FTS5 syntax: every phrase is quoted. Raises `UsageError` if no word is left to look for.
    """
    pieces = list(_pieces(text))[:MOST_WORDS]
    reader = _Reader(store, pieces)
    terms = reader.terms()
    if not terms:
        hint = 'Name a word or a "phrase"; -word leaves out what has it.'
        raise UsageError("there is no word to search for", hint=hint)
    unwanted = [reader.phrase(" ".join(piece.words), synonyms=False) for piece in pieces if piece.is_unwanted]
    return Question(terms, unwanted, reader.runs(), reader.corrected, reader.unknown)


def _pieces(text: str) -> Iterator[_Piece]:
    seen: set[_Piece] = set()
    for minus, phrase, word in _PIECES.findall(text.translate(_QUOTES)):
        piece = _Piece(word, tuple(folded(phrase or word).split()[:MOST_WORDS]), not word, bool(minus))
        if piece.words and (piece not in seen or len(seen) < MOST_WORDS):
            seen.add(piece)
            yield piece


class _Reader:
    """Reads the pieces of a question against the words of a record."""

    def __init__(self, store: sqlite3.Connection, pieces: Sequence[_Piece]) -> None:
        self.store = store
        self.pieces = pieces
        self.cues = dict(cues())
        self.cue_words = {word for phrase in self.cues for word in phrase.split()}
        self.vocabulary = Vocabulary(store, (word for piece in pieces for word in piece.words))
        self.corrected: list[Correction] = []
        self.unknown: dict[str, list[str]] = {}
        self.words: list[str] = []  # those that are in no phrase, as they are read
        self.raw: list[str] = []
        self._read()

    def _read(self) -> None:
        """Put the plain words into a row, each as it was meant."""
        spelled = self._spelled()
        for piece in self.pieces:
            if not (piece.is_phrase or piece.is_unwanted):
                date = parse_date(piece.raw)
                words = folded(long_date(date)).split() if date else piece.words
                self.words += [part for word in words for part in spelled.get(word, word).split()]
        self.vocabulary.meet(self.words)

    def _spelled(self) -> dict[str, str]:
        """Words that the record does not have, each with the word or words that it was meant to be."""
        plain = [word for piece in self.pieces if not piece.is_phrase and not piece.is_unwanted for word in piece.words]
        words = [word for word in dict.fromkeys(plain) if word not in COMMON and word not in self.cue_words]
        known = self.vocabulary.synonyms(words)
        spelled: dict[str, str] = {}
        for word in words[:MOST_WORDS]:
            if self.vocabulary.has(word):
                used = self._slip(word)
            elif word in known:
                used = next((other for other, worth in known[word] if worth == SPELLING), None)
            elif (
                self.vocabulary.is_english(word)
                or word.isdecimal()
                or len(spelled) + len(self.unknown) >= MOST_CORRECTED
            ):
                continue
            else:
                used = self._meant(word)
            if used:
                spelled[word] = used
                self.corrected.append({"typed": word, "used": used})
        return spelled

    def _slip(self, word: str) -> str | None:
        """The right spelling of a word of which the record has the stem alone, if the word is no other form of it."""
        family = [known.word for known in self.vocabulary.families[self.vocabulary.stems[word]]]
        if word in family or any(_is_form(word, other) for other in family):
            return None
        return next((other for other in family if len(word) > 3 and distance(word, other, 1) == 1), None)

    def _meant(self, word: str) -> str | None:
        """What a word that the record does not have was meant to be; None is noted as unknown."""
        near = self.vocabulary.spelled_like(word, self.cue_words | COMMON)
        if len(word) <= LONGEST_JOINED and (parted := self._parted(word)):
            return parted
        if not near:
            self.unknown[word] = []
        return near[0] if near else None

    def _parted(self, word: str) -> str | None:
        """Words of the record that were typed as one, if they are in a row there."""
        parts = {word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1)}
        known = self._in_record(parts)
        rows = sorted(_partitions(word, known, MOST_PARTS), key=len)[:MOST_PARTITIONS]
        return next((" ".join(row) for row in rows if self._has_phrase(" ".join(row))), None)

    def _has_phrase(self, phrase: str) -> bool:
        found = (
            "SELECT 1 FROM passages WHERE passages MATCH :it UNION ALL SELECT 1 FROM headings WHERE headings MATCH :it"
        )
        return self.store.execute(f"{found} LIMIT 1", {"it": f'"{phrase}"'}).fetchone() is not None

    def _in_record(self, words: Iterable[str]) -> set[str]:
        select = f"SELECT word FROM words WHERE word {IN_LIST}"
        return {word for (word,) in self.store.execute(select, (json.dumps(list(words)),))}

    def terms(self) -> list[Term]:
        """The terms, each once; words that every text has only if there is nothing else."""
        phrases = [self.phrase(" ".join(piece.words), synonyms=False) for piece in self._wanted_phrases()]
        found = {term.typed: term for term in [*phrases, *self._grouped()]}
        if not found:
            found = {word: self.phrase(word, synonyms=False) for word in self.words}
        return list(_merged(found.values()))

    def _wanted_phrases(self) -> list[_Piece]:
        return [piece for piece in self.pieces if piece.is_phrase and not piece.is_unwanted]

    def _grouped(self) -> Iterator[Term]:
        """The words as terms, those that are together a date, a cue or a name as one."""
        words, named = list(self.words), self._named()
        if asked := occasion(words):
            typed = " ".join(words[place] for place in sorted(asked.places))
            yield Term(typed, {phrase: 1.0 if " " in phrase else FORM for phrase in asked.said}, None, asked.occasion)
            for place in asked.places:
                words[place] = ""
        place = 0
        while place < len(words):
            for size in range(min(LONGEST_NAME, len(words) - place), 0, -1):
                phrase = " ".join(words[place : place + size])
                term = self._term(phrase, named)
                if term or size == 1:
                    break
            if term:
                yield term
            place += size

    def _term(self, phrase: str, named: Mapping[str, list[tuple[str, float]]]) -> Term | None:
        """The term that a phrase is, if it is one."""
        if phrase in self.cues:
            cue = self.cues[phrase]
            return Term(phrase, {form: 1.0 for form in (phrase, *cue.said) if form not in COMMON}, cue)
        if (partial := parse_date(phrase)) and len(partial) > 4:
            return Term(phrase, {folded(long_date(partial)): 1.0, folded(partial): 1.0})
        if phrase in named or (phrase and " " not in phrase and phrase not in COMMON):
            return self.phrase(phrase, others=named.get(phrase, ()))
        return None

    def _named(self) -> dict[str, list[tuple[str, float]]]:
        """Words in a row that are a name or have synonyms, with what else is found by them, each with its worth."""
        rows = [
            self.words[place : place + size] for size in range(1, LONGEST_NAME + 1) for place in range(len(self.words))
        ]
        phrases = [phrase for phrase in dict.fromkeys(map(" ".join, rows)) if phrase not in COMMON]
        named = {phrase: list[tuple[str, float]]() for phrase in self._names_of("topic", phrases) if " " in phrase}
        named |= self.vocabulary.synonyms(phrases)
        for phrase, other in self._other_names(phrases):
            named.setdefault(phrase, []).append((other, 1.0))
        return named

    def _names_of(self, namespace: str, phrases: Sequence[str]) -> list[str]:
        """Those of the phrases that are a name in a namespace."""
        keys = {phrase.replace(" ", "-"): phrase for phrase in phrases}
        select = f"SELECT DISTINCT key FROM names WHERE namespace = ? AND key {IN_LIST}"
        return [keys[key] for (key,) in self.store.execute(select, (namespace, json.dumps(list(keys))))]

    def _other_names(self, phrases: Sequence[str]) -> list[tuple[str, str]]:
        """What else the person or country goes by whose name or alias (not the surname alone) is one of the phrases."""
        keys = {phrase.replace(" ", "-"): phrase for phrase in phrases}
        found = self.store.execute(
            f"""SELECT DISTINCT one.key, replace(other.key, '-', ' ') FROM names AS one
                JOIN names AS other ON other.namespace = one.namespace AND other.id = one.id AND other.key <> one.key
                WHERE one.namespace IN ('person', 'country') AND one.key {IN_LIST} AND one.rank BETWEEN 1 AND 2
                      AND (one.key LIKE '%-%' OR other.rank = 3 OR one.namespace = 'country' AND other.rank > 0)""",
            (json.dumps(list(keys)),),
        )
        return [(keys[key], name) for key, name in found]

    def phrase(self, phrase: str, *, synonyms: bool = True, others: Iterable[tuple[str, float]] = ()) -> Term:
        """A term of a word or phrase in all its forms, with what else is found by it."""
        forms: dict[str, float] = {}
        for form in self.vocabulary.forms(phrase) or [phrase]:
            forms[form] = 1.0 if form == phrase else FORM
        for other, worth in others:
            for form in self.vocabulary.forms(other) if synonyms else ():
                forms.setdefault(form, worth)
        return Term(phrase, forms)

    def runs(self) -> list[list[str]]:
        """Two and three words in a row, as they were typed."""
        rows = [self.words[place : place + size] for size in (2, 3) for place in range(len(self.words) - size + 1)]
        telling = [row for row in rows if not COMMON.issuperset(row) and " ".join(row) not in self.cues]
        return [self.vocabulary.forms(" ".join(row)) for row in telling[: 2 * MOST_WORDS]]


def _partitions(word: str, known: Container[str], most: int) -> Iterator[list[str]]:
    """The ways to part a word into two to `most` known ones."""
    for place in range(1, len(word)) if most > 1 else ():
        if word[:place] in known:
            rest = word[place:]
            if rest in known:
                yield [word[:place], rest]
            yield from ([word[:place], *others] for others in _partitions(rest, known, most - 1))


def _is_form(word: str, other: str) -> bool:
    """Whether two words with one stem differ only by a usual ending."""
    long, short = (word, other) if len(word) > len(other) else (other, word)
    return any(long == short + ending or long == short + short[-1:] + ending for ending in _ENDINGS) or (
        long[:-3] == short[:-1] and long.endswith(("ies", "ied", "ing")) and short[-1] in "ye"
    )


def _merged(terms: Iterable[Term]) -> Iterator[Term]:
    """The terms, those with one cue as one."""
    by_cue: dict[int, Term] = {}
    for term in terms:
        if not term.cue:
            yield term
        elif id(term.cue) in by_cue:
            other = by_cue[id(term.cue)]
            by_cue[id(term.cue)] = Term(f"{other.typed} {term.typed}", {**other.forms, **term.forms}, term.cue)
        else:
            by_cue[id(term.cue)] = term
    yield from by_cue.values()
