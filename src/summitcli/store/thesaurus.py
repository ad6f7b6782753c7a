"""What people type, so that search finds what they mean: lists of English words, none of them of one record.

`thesaurus.tsv` has groups of words that are used for each other: other spellings, irregular forms, synonyms that
dictionaries give for the words of diplomacy. `cues.tsv` has words that ask for a section of a meeting.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from .. import package
from ..text import folded
from .indexed import COMMON, FORM, SPELLING, SYNONYM

WORTH = {"spelling": SPELLING, "form": FORM, "synonym": SYNONYM}


class Group(NamedTuple):
    """Words and phrases that are used for each other, and what each is worth for the others."""

    worth: float
    members: tuple[str, ...]


class Cue(NamedTuple):
    """Phrases that ask for sections of a meeting, how well each section answers, and what such statements say.

    What `asks` for a section is answered by each of its statements (`how long`); what `hints` at one may be left out
    (`why`); what `says` something is found by its words alone, but in that section rather (`interpreter`).
    """

    sections: dict[str, float]
    asks: tuple[str, ...]
    hints: tuple[str, ...]
    says: tuple[str, ...]
    said: tuple[str, ...]

    def phrases(self) -> Iterator[tuple[str, str]]:
        """Everything that can be typed, and what it does."""
        for role in ("asks", "hints", "says"):
            yield from ((phrase, role) for phrase in getattr(self, role))


class Pair(NamedTuple):
    """What can be typed, as stems; what is found by it; what that is worth."""

    stems: str
    phrase: str
    worth: float


def groups() -> list[Group]:
    """The groups of the thesaurus, the closest first."""
    lines = ((WORTH[kind], _listed(members)) for kind, members in _lines("thesaurus.tsv"))
    return sorted((Group(worth, tuple(map(folded, members))) for worth, members in lines), reverse=True)


def cues() -> list[Cue]:
    """The cues."""
    found = []
    for sections, *phrases in _lines("cues.tsv"):
        worth = dict(each.rsplit(" ", 1) for each in _listed(sections))
        found.append(Cue({key: float(each) for key, each in worth.items()}, *map(_listed, phrases)))
    return found


def _lines(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in package.text("store", name).splitlines()[1:])


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(", ")) if text else ()


def words(thesaurus: Iterable[Group], asked: Iterable[Cue]) -> frozenset[str]:
    """Every word that can be typed."""
    phrases = [phrase for group in thesaurus for phrase in group.members]
    phrases += [phrase for cue in asked for phrase, _ in cue.phrases()]
    return COMMON.union(word for phrase in phrases for word in phrase.split())


def pairs(thesaurus: Iterable[Group], stem_of: Mapping[str, str], known: Container[str]) -> Iterator[Pair]:
    """What can be typed with what is found by it in a record with these stems, the closest first."""
    listed = list(thesaurus)
    forms = {word: group.members for group in listed if group.worth == FORM for word in group.members}
    for worth, members in listed:
        group = dict.fromkeys(form for member in members for form in (member, *forms.get(member, ())))
        there = [member for member in group if all(stem_of[word] in known for word in member.split())]
        for member in group:
            key = " ".join(stem_of[word] for word in member.split())
            yield from (Pair(key, other, worth) for other in there if other != member)
