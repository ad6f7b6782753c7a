"""Answers to the same question on several parts of the record, as the sections of one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .blocks import Axis, Block, Contents, Entry, Page, Section


class Part(NamedTuple):
    """A part of the record by its key and its heading, and the answer on it."""

    key: str
    heading: str
    page: Page
    size: int
    """How many entries the answer has."""


def page(title: str, parts: Sequence[Part], subtitle: str = "") -> Page:
    """The blocks of all parts that have any, each under a heading of its own if there are several."""
    parts = [part for part in parts if part.page.sections]
    several = len(parts) > 1
    entries = [Entry(part.key, part.heading, part.size) for part in parts]
    sections = [Section("contents", "", [Contents(entries, "", here=True)])] if several else []
    for part in parts:
        blocks = [_under(part.heading, block) for section in part.page.sections for block in section.blocks]
        sections.append(Section(part.key, part.heading if several else "", blocks))
    return Page(title, sections, subtitle=subtitle)


def _under(heading: str, block: Block) -> Block:
    """A block under a heading, which a time axis need not repeat."""
    if not isinstance(block, Axis):
        return block
    return Axis([span._replace(heading="") if span.heading == heading else span for span in block.spans])
