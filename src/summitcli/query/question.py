"""What somebody typed, as terms to look for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from ..errors import UsageError
from ..store.indexed import COMMON, FORM
from ..text import folded
from ..wording import long_date
from .names import parse_date
from .occasions import Occasion, occasion
from .spelling import Correction, Speller, has_phrase
from .typed import MOST_WORDS, Piece, pieces
from .vocabulary import IN_LIST, Vocabulary

LONGEST_NAME = 5
"""Words that may be one name, or one cue."""
Forms = list[tuple[str, float]]
"""What is found, too, by a word or phrase, each with what it is worth where the phrase itself is worth 1."""


class Cue(NamedTuple):
    """What words ask for: sections, each with how well it answers, and what such statements say.

    `role` is `asks` (any statement of the sections answers), `hints` (it may be left out) or `says` (it is found by its
    words alone).
    """

    number: int
    role: str
    sections: Mapping[str, float]
    said: Sequence[str]


class Term(NamedTuple):
    """Something to look for. `forms`: phrases that count as it, each with its worth.

    `cue`, `occasion`: what it asks for, if it asks.
    """

    typed: str
    forms: Mapping[str, float]
    cue: Cue | None = None
    occasion: Occasion | None = None


class Question(NamedTuple):
    """What was typed. `runs`: words in a row as they were typed, each row in every form. `pieces`: the pieces of which
    terms are parts, where they are no words apart.
    """

    terms: list[Term]
    unwanted: list[Term]
    runs: list[list[str]]
    corrected: list[Correction]
    pieces: Mapping[str, str]


def parse(store: sqlite3.Connection, text: str) -> Question:
    """Words, `"phrases"`, and either with a minus before it for what must not be there.

    Nothing typed is FTS5 syntax: every phrase is quoted. Raises `UsageError` if no word is left to look for.
    """
    typed = list(islice(pieces(text), MOST_WORDS))
    reader = _Reader(store, [piece for piece in typed if not piece.is_unwanted])
    terms = reader.terms()
    if not terms:
        hint = 'Name a word or a "phrase"; -word leaves out what has it.'
        raise UsageError("there is no word to search for", hint=hint)
    unwanted = [reader.term(piece.phrase) for piece in typed if piece.is_unwanted]
    return Question(terms, unwanted, reader.runs(), reader.speller.corrected, reader.unspaced)


class _Reader:
    """Reads the pieces of a question against the words of a record."""

    def __init__(self, store: sqlite3.Connection, typed: Sequence[Piece]) -> None:
        self.store = store
        self.phrases = [piece for piece in typed if piece.is_phrase]
        plain = [piece for piece in typed if not piece.is_phrase]
        self.joined = {piece.phrase for piece in plain if self._is_joined(piece)}
        self.vocabulary = Vocabulary(store, (word for piece in typed for word in piece.words))
        self.speller = Speller(store, self.vocabulary)
        self.unspaced: dict[str, str] = {}
        self.words = list(self._read(plain))
        self.vocabulary.meet(self.words)
        self.rows = list(dict.fromkeys(_rows(self.words, range(1, LONGEST_NAME + 1))))
        self.cues = self._cues()

    def _is_joined(self, piece: Piece) -> bool:
        """Whether the words of a piece are one: a number or a word that every text has tells little alone."""
        telling = all(len(word) > 1 and word not in COMMON and not word.isdecimal() for word in piece.words)
        return len(piece.words) > 1 and not telling and has_phrase(self.store, piece.phrase)

    def _read(self, plain: Sequence[Piece]) -> Iterator[str]:
        """The words that are in no quotation marks, in a row, each as it was meant; a date in the words of headings."""
        spelled = [piece for piece in plain if not piece.is_unspaced and piece.phrase not in self.joined]
        meant = self.speller.read(word for piece in spelled for word in piece.words)
        self.typed = {used: word for word, used in meant.items() if word in self.vocabulary.family(word)}
        for piece in plain:
            date = parse_date(piece.raw)
            words = folded(long_date(date)).split() if date else piece.words
            if piece.is_unspaced and piece.phrase not in self.joined:
                pairs = {f"{one} {other}": piece.raw for one, other in pairwise(words)}
                self.unspaced |= pairs
                self.joined |= pairs.keys()
                words = tuple(part for pair in pairwise(words) for part in pair)
            for word in words:
                yield from meant.get(word, word).split()

    def terms(self) -> list[Term]:
        """The terms, each once; words that every text has only if there is nothing else."""
        found = {term.typed: term for term in [*(self.term(piece.phrase) for piece in self.phrases), *self._grouped()]}
        if not found:
            found = {word: self.term(word) for word in self.words}
        return list(_merged(found.values()))

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
            sizes = range(min(LONGEST_NAME, len(words) - place), 0, -1)
            terms = ((size, self._grouping(" ".join(words[place : place + size]), named)) for size in sizes)
            size, term = next((found for found in terms if found[1]), (1, None))
            if term:
                yield term
            place += size

    def _grouping(self, phrase: str, named: Mapping[str, Forms]) -> Term | None:
        """The term that words in a row are, if they are one."""
        if cue := self.cues.get(phrase):
            own = self.term(phrase, named.get(phrase, ())).forms if cue.role == "says" else {phrase: 1.0}
            return Term(phrase, {**dict.fromkeys(cue.said, 1.0), **own}, cue)
        if (partial := parse_date(phrase)) and len(partial) > len("2018"):
            return Term(phrase, {folded(long_date(partial)): 1.0, folded(partial): 1.0})
        if phrase in named or (phrase and " " not in phrase and phrase not in COMMON):
            return self.term(phrase, named.get(phrase, ()))
        return None

    def _named(self) -> dict[str, Forms]:
        """Words in a row that are a name, are joined or have synonyms, with what else is found by them."""
        phrases = [phrase for phrase in self.rows if phrase not in COMMON]
        named: dict[str, Forms] = {phrase: [] for phrase in phrases if phrase in self.joined}
        named |= {topic: [] for topic in self._topics(phrases) if " " in topic}
        named |= self.vocabulary.synonyms(phrases)
        for phrase, typed in self.typed.items():
            named.setdefault(phrase, []).append((typed, 1.0))
        for phrase, other in self._other_names(phrases):
            named.setdefault(phrase, []).append((other, 1.0))
        return named

    def _cues(self) -> dict[str, Cue]:
        """The cues among the words in a row."""
        select = f"SELECT phrase, cue, role, sections, said FROM cues WHERE phrase {IN_LIST}"
        found = self.store.execute(select, (json.dumps(self.rows),))
        return {
            phrase: Cue(number, role, json.loads(sections), json.loads(said))
            for phrase, number, role, sections, said in found
        }

    def _topics(self, phrases: Sequence[str]) -> list[str]:
        """Those of the phrases that are the name of a topic."""
        select = f"SELECT DISTINCT key FROM names WHERE namespace = 'topic' AND key {IN_LIST}"
        found = self.store.execute(select, (json.dumps([phrase.replace(" ", "-") for phrase in phrases]),))
        return [key.replace("-", " ") for (key,) in found]

    def _other_names(self, phrases: Sequence[str]) -> list[tuple[str, str]]:
        """What else the person or country goes by whose name or alias (not the surname alone) is one of the phrases."""
        keys = {phrase.replace(" ", "-"): phrase for phrase in phrases}
        found = self.store.execute(
            f"""SELECT DISTINCT one.key, replace(other.key, '-', ' ')
                FROM names AS one JOIN names AS other USING (namespace, id)
                WHERE namespace IN ('person', 'country') AND one.key {IN_LIST} AND one.rank BETWEEN 1 AND 2
                      AND other.key <> one.key
                      AND (one.key LIKE '%-%' OR other.rank = 3 OR namespace = 'country' AND other.rank > 0)""",
            (json.dumps(list(keys)),),
        )
        return [(keys[key], name) for key, name in found]

    def term(self, phrase: str, others: Iterable[tuple[str, float]] = ()) -> Term:
        """A term of a word or phrase in all its forms, with what else is found by it."""
        forms = {form: 1.0 if form == phrase else FORM for form in self.vocabulary.forms(phrase) or [phrase]}
        for other, worth in others:
            for form in self.vocabulary.forms(other):
                forms.setdefault(form, worth)
        return Term(phrase, forms)

    def runs(self) -> list[list[str]]:
        """Two and three words in a row, as they were typed."""
        rows = [row for row in _rows(self.words, (2, 3)) if row not in self.cues and not COMMON.issuperset(row.split())]
        return [self.vocabulary.forms(row) for row in rows]


def _rows(words: Sequence[str], sizes: Iterable[int]) -> list[str]:
    """Words in a row, so many at a time."""
    return [" ".join(words[place : place + size]) for size in sizes for place in range(len(words) - size + 1)]


def _merged(terms: Iterable[Term]) -> Iterator[Term]:
    """The terms, those with one cue in one role as one."""
    by_cue: dict[tuple[int, str], Term] = {}
    for term in terms:
        if not term.cue:
            yield term
            continue
        key = term.cue[:2]
        typed, forms, *_ = by_cue.get(key, Term("", {}))
        by_cue[key] = Term(f"{typed} {term.typed}".strip(), {**forms, **term.forms}, term.cue)
    yield from by_cue.values()
