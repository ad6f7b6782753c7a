"""What pages share: statements with their footnotes, names of people and meetings, and the list of sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..query.meetings import side_labels
from ..wording import archived, dated, dated_kind, is_description, long_date, publisher_in_words, quoted_title
from .blocks import (
    Address,
    Contrast,
    Correction,
    Footnotes,
    Point,
    Quotation,
    Reference,
    Side,
    Source,
    Text,
    Words,
    plain,
)

if TYPE_CHECKING:
    from ..schema.answers import CitedSource
    from ..schema.records import (
        Aim,
        Background,
        Consequence,
        Discussion,
        Initiative,
        Outcome,
        Participant,
        Person,
        Position,
        Press,
        Quote,
        Reaction,
        SeriesSide,
        Statement,
    )
    from ..schema.records import Correction as CorrectionRecord
    from ..schema.rows import MeetingName
    from ..wording import Labels, Named

    Claim = Aim | Background | Consequence | Discussion | Initiative | Outcome | Position | Press | Statement | Reaction
    Sided = TypeVar("Sided", Aim, Position, Participant)

Numbers = Mapping[str, int]
"""Footnote numbers by source id."""

# What connects those who say so, as in `Yuri Ushakov, as reported by TASS`.
_PARTIES = re.compile(r",? (?:as reported by|according to|quoted by|citing|and|via|to|in|from) |, ")
_SUFFIXES = ("Jr.", "Sr.", "II", "III")


def numbers_of(cited: Sequence[CitedSource]) -> dict[str, int]:
    """Source N of an answer is the Nth that it mentions."""
    return {source["id"]: number for number, source in enumerate(cited, 1)}


def footnotes(ids: Iterable[str], numbers: Numbers) -> Words:
    """The footnotes of sources, each once; nothing for none."""
    found = tuple(dict.fromkeys(numbers[id] for id in ids))
    return (Footnotes(found),) if found else ()


def said(claim: Claim, numbers: Numbers) -> Words:
    """A claim, who says so unless the text names them, and its footnotes."""
    return (Text(claim["text"]), *said_by(claim), *footnotes(claim["sources"], numbers))


def said_by(claim: Claim) -> Words:
    """Who says so, unless the text itself names them."""
    return credited(unnamed(claim["by"], claim["text"]))


def unnamed(by: str | None, text: str) -> str | None:
    """Who says so, and via whom, unless a text names them all."""
    return by if by and not all(_is_named(each, text) for each in _PARTIES.split(by)) else None


def credited(by: str | None) -> Words:
    """Who says so, after what they say."""
    return plain(f" — {by}", "by") if by else ()


def _is_named(party: str, text: str) -> bool:
    """Whether a text has a name. A proper name is found by its last word, a description by its last two."""
    words = [word for word in party.split() if word not in ("the", "of", "for")]
    is_name = all(word[0].isupper() for word in words)
    telling = re.escape(" ".join(words[-1:] if is_name else words[-2:]))
    return bool(words) and bool(re.search(rf"(?<!\w){telling}(?!\w)", text, 0 if is_name else re.IGNORECASE))


def point(claim: Claim, numbers: Numbers, lead: str = "") -> Point:
    """A claim among others; `lead` opens it, with its own punctuation."""
    opening = (Text(lead, "lead"), Text(" ")) if lead else ()
    return Point((*opening, *said(claim, numbers)), claim["ref"] or "")


def reaction(each: Reaction, numbers: Numbers) -> Point:
    """What somebody outside the room said: always with whose reaction it is."""
    words = (Text(f"{each['by']}:", "lead"), Text(f" {each['text']}"), *footnotes(each["sources"], numbers))
    return Point(words, each["ref"] or "")


def background(each: Background, numbers: Numbers, referred: Sequence[MeetingName]) -> Point:
    """What led to a meeting, with the other meetings that it refers to."""
    shown = (Text(each["text"]), *said_by(each))
    return Point((*shown, *_see(each["see"], referred, shown), *footnotes(each["sources"], numbers)), each["ref"] or "")


def correction(each: CorrectionRecord, numbers: Numbers, referred: Sequence[MeetingName]) -> Correction:
    """What is said against what the sources show, with the other meetings that it refers to."""
    shown = (Text(each["record"]), *credited(each["by"]))
    words = (*shown, *_see(each["see"], referred, shown), *footnotes(each["sources"], numbers))
    return Correction(each["claim"], words, each["ref"] or "")


def _see(see: Sequence[str], referred: Sequence[MeetingName], before: Words) -> Words:
    """Other meetings: by title and date, or by id if the dataset does not have them. A name `before` gets its stop."""
    opening = ". See " if len(before) > 1 else " See "
    known = {each["id"]: each for each in referred}
    parts: list[Text | Reference] = []
    for id in see:
        parts += [Text("; " if parts else opening), to_meeting(known[id]) if id in known else Text(id, "code")]
    return (*parts, Text(".")) if parts else ()


def to_meeting(meeting: Named, *, bare: bool = False) -> Reference:
    """A reference to a meeting by title and date."""
    return Reference("meeting", meeting["id"], dated(meeting), bare)


def to_person(id: str, names: Mapping[str, str]) -> Reference:
    """A reference to a person by name."""
    return Reference("person", id, names[id], bare=True)


def names_of(people: Iterable[Person]) -> dict[str, str]:
    """The names of people by their ids."""
    return {person["id"]: person["name"] for person in people}


def short_names(people: Sequence[Person]) -> dict[str, str]:
    """What people are called for short, by their ids: a surname that nobody else here has, else all of it."""
    aliases = Counter(alias for person in people if (alias := _alias(person)))
    last_words = Counter(map(_last_word, people))
    return {person["id"]: _short(person, aliases, last_words) for person in people}


def _short(person: Person, aliases: Counter[str], last_words: Counter[str]) -> str:
    alias, last = _alias(person), _last_word(person)
    if alias and aliases[alias] == 1:
        return alias
    return last if last_words[last] == 1 and last not in aliases else person["name"]


def _alias(person: Person) -> str | None:
    """An alias that is the end of the name, a surname of several words if need be; else one that is a word of it."""
    name = person["name"]
    ends = [alias for alias in person["aliases"] if f" {name}".endswith(f" {alias}")]
    return next(iter([*ends, *(alias for alias in person["aliases"] if alias in name.split())]), None)


def _last_word(person: Person) -> str:
    words = [word for word in person["name"].split() if word not in _SUFFIXES]
    return words[-1].rstrip(",") if words else person["name"]


def quotation(quote: Quote, names: Mapping[str, str], numbers: Numbers) -> Quotation:
    """A quotation with its speaker, day and occasion."""
    about = [long_date(quote["said_on"]), quote["occasion"], "in translation" if quote["translated"] else None]
    circumstances = "".join(f", {each}" for each in about if each)
    credit = (to_person(quote["speaker"], names), Text(circumstances), *footnotes(quote["sources"], numbers))
    return Quotation(quote["text"], credit, quote["ref"] or "")


def by_side(
    entries: Sequence[Sided], sides: Sequence[SeriesSide], draw: Callable[[Sided], Point], question: str = ""
) -> Iterator[Contrast]:
    """Entries beside each other under the sides they belong to; nothing for none."""
    found = grouped_by_side(entries, sides)
    if found:
        yield Contrast([Side(label, [draw(member) for member in found[label]]) for label in found], question)


def points_by_side(
    entries: Sequence[Aim] | Sequence[Position], sides: Sequence[SeriesSide], numbers: Numbers, question: str = ""
) -> Iterator[Contrast]:
    """What each side wanted, or says on a question."""
    yield from by_side(entries, sides, lambda each: point(each, numbers), question)


def grouped_by_side(entries: Sequence[Sided], sides: Sequence[SeriesSide]) -> dict[str, list[Sided]]:
    """Entries by the label of their side, in the order of the series; those of no side come last, under no label."""
    labels = side_labels(sides)
    found: dict[str, list[Sided]] = {label: [] for label in labels.values()}
    for entry in entries:
        side = entry["side"] or ""
        found.setdefault(labels.get(side, side), []).append(entry)
    return {label: members for label, members in found.items() if members}


def listed_sources(cited: Sequence[CitedSource], labels: Labels, shown: Iterable[int] | None = None) -> list[Source]:
    """The sources with their footnote numbers; only those whose numbers are `shown`, if these are given."""
    kept = set(range(1, len(cited) + 1) if shown is None else shown)
    return [source_of(number, source, labels) for number, source in enumerate(cited, 1) if number in kept]


def source_of(number: int, source: CitedSource, labels: Labels) -> Source:
    """A source as a footnote leads to it: its title is the link to what was read."""
    ours = is_description(source["title"])
    language = "" if ours or source["language"] == "en" else source["language"]
    words = (
        *publisher(source),
        Text(", "),
        Address(source["url"], quoted_title(source), language),
        Text(f", {dated_kind(source, labels.languages)}"),
    )
    return Source(number, words, source["url"], archived(source), source["id"])


def publisher(source: CitedSource) -> Words:
    """Who wrote a source and who reproduced it, with what kind of publisher that is."""
    name, via = source["publisher"], source.get("via")
    copied = (Text(", via "), Reference("publisher", via, via, bare=True)) if via else ()
    _, bracket, standing = publisher_in_words(source).rpartition(f"{via or name} (")
    told = (Text(" (" + standing, "standing"),) if bracket else ()
    return (Reference("publisher", name, name, bare=True), *copied, *told)


def footnotes_in(node: object) -> Iterator[int]:
    """Every footnote number in a block, or in anything that is made of blocks."""
    if isinstance(node, Footnotes):
        yield from node.numbers
    elif isinstance(node, tuple | list):
        for each in node:
            yield from footnotes_in(each)
