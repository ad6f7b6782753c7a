"""Words that people use for each other, so that search finds them alike: `thesaurus.tsv` has a group of them a line.

No list can name everything: it has other spellings, irregular forms and the synonyms that dictionaries give for the
words of diplomacy.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from importlib.resources import files

SPELLING, FORM, SYNONYM = 1.0, 0.9, 0.6
"""What another spelling, another form and a synonym are worth, where the word itself is worth 1."""
WORTH = {"spelling": SPELLING, "form": FORM, "synonym": SYNONYM}
Group = tuple[float, tuple[str, ...]]
"""Words and phrases that are alike, and what each is worth for the others."""
Pair = tuple[str, str, float]
"""What can be typed, as stems; what is found by it; what that is worth."""


def groups() -> list[Group]:
    """The groups, the closest first."""
    text = files(__package__).joinpath("thesaurus.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines()[1:]]
    return sorted(((WORTH[kind], tuple(members.split(", "))) for kind, members in lines), reverse=True)


def words(thesaurus: list[Group]) -> set[str]:
    """Every word of the groups."""
    return {word for _, group in thesaurus for member in group for word in member.split()}


def pairs(thesaurus: list[Group], stem_of: Mapping[str, str], known: Container[str]) -> Iterator[Pair]:
    """What can be typed with what is found by it in a record with these stems, the closest first."""
    forms = {word: group for worth, group in thesaurus if worth == FORM for word in group}
    for worth, members in thesaurus:
        group = dict.fromkeys(form for member in members for form in (member, *forms.get(member, ())))
        there = [member for member in group if all(stem_of[word] in known for word in member.split())]
        for member in group:
            key = " ".join(stem_of[word] for word in member.split())
            yield from ((key, other, worth) for other in there if other != member)
