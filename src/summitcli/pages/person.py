"""The page of one person: where they took part, in what office, and what is quoted of them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..wording import Labels, dated, office
from .blocks import Block, Fact, Page, Section, Text, plain
from .statements import Numbers, footnotes, listed_sources, numbers_of, quotation, to_meeting

if TYPE_CHECKING:
    from ..schema.answers import PersonMeeting, ShownPerson


def page(record: ShownPerson, labels: Labels) -> Page:
    """The meetings of a person by date."""
    numbers = numbers_of(record["cited"])
    names = {record["id"]: record["name"]}
    sections = [
        Section(meeting["id"], dated(meeting), blocks, to_meeting(meeting))
        for meeting in record["meetings"]
        if (blocks := list(_blocks(meeting, names, numbers)))
    ]
    listed = listed_sources(record["cited"], labels)
    country = labels.countries.get(record["country"], record["country"])
    words = shlex.join(record["name"].lower().split())
    note = f"`summit search {words}` finds all that the record has from or about them."
    return Page(record["name"], sections, id=record["id"], subtitle=country, sources=listed, note=note)


def _blocks(meeting: PersonMeeting, names: Mapping[str, str], numbers: Numbers) -> Iterator[Block]:
    for each in meeting["participants"]:
        yield Fact("Office", (Text(office(each)), *footnotes(each["sources"], numbers)), each["ref"] or "")
    if meeting["leader"] and not meeting["participants"]:
        yield Fact("Part", plain("one of the leaders"))
    for quote in meeting["quotes"]:
        yield quotation(quote, names, numbers)
