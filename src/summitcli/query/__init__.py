"""Questions to the store: every SELECT, and what a name that somebody typed stands for."""

from .extract import Extract, extract
from .listing import IN_PERSON, LISTING, SORTS, Filters, Listing, Row, listing
from .lookup import (
    SECTIONS,
    STATEMENT,
    TOPICS,
    Labels,
    check_sections,
    contents,
    datasets,
    in_order_of_mention,
    labels,
    meeting,
    reach,
    records,
    resolve_meeting,
    section_of,
    statements_of,
    topic,
    topics,
)
from .naming import close, names, resolve
from .people import PEOPLE, people, person
from .search import HITS, MARKS, Found, search
from .sources import SOURCES, sources, sources_of

__all__ = [
    "HITS",
    "IN_PERSON",
    "LISTING",
    "MARKS",
    "PEOPLE",
    "SECTIONS",
    "SORTS",
    "SOURCES",
    "STATEMENT",
    "TOPICS",
    "Extract",
    "Filters",
    "Found",
    "Labels",
    "Listing",
    "Row",
    "check_sections",
    "close",
    "contents",
    "datasets",
    "extract",
    "in_order_of_mention",
    "labels",
    "listing",
    "meeting",
    "names",
    "people",
    "person",
    "reach",
    "records",
    "resolve",
    "resolve_meeting",
    "search",
    "section_of",
    "sources",
    "sources_of",
    "statements_of",
    "topic",
    "topics",
]
