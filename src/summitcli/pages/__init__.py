"""Answers as pages: what stands where, before any format. `tables` draws a page, `markdown` writes it as text."""

from .blocks import (
    Block,
    Column,
    Contrast,
    Correction,
    Fact,
    Grid,
    Group,
    Marks,
    Page,
    Paragraph,
    Point,
    Quotation,
    Reference,
    Section,
    footnotes,
)
from .lists import listing, listing_note, people, sources, topics, validated
from .record import meeting, person, reference, topic

__all__ = [
    "Block",
    "Column",
    "Contrast",
    "Correction",
    "Fact",
    "Grid",
    "Group",
    "Marks",
    "Page",
    "Paragraph",
    "Point",
    "Quotation",
    "Reference",
    "Section",
    "footnotes",
    "listing",
    "listing_note",
    "meeting",
    "people",
    "person",
    "reference",
    "sources",
    "topic",
    "topics",
    "validated",
]
