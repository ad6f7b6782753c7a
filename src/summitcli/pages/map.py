"""Places of meetings on a map of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..text import folded
from ..wording import title
from .blocks import Map, Page, Reference, Section, Spot

if TYPE_CHECKING:
    from ..schema.records import Meeting, Place


def page(meetings: Iterable[Meeting], *, note: str = "") -> Page:
    """Every place that has coordinates, by how much took place there."""
    found: dict[tuple[float, float], tuple[str, list[Reference]]] = {}
    for meeting in meetings:
        for place, (latitude, longitude) in _placed(meeting):
            _, references = found.setdefault((latitude, longitude), (place["city"], []))
            references.append(Reference("meeting", meeting["id"], _called(meeting), bare=True))
    spots = [Spot(name, *where, references) for where, (name, references) in found.items()]
    spots.sort(key=lambda spot: (-len(spot.meetings), folded(spot.name)))
    return Page("Map", [Section("map", "", [Map(spots)])] if spots else [], headed=False, note=note)


def _placed(meeting: Meeting) -> Iterator[tuple[Place, tuple[float, float]]]:
    for place in [meeting["place"], *meeting["further_places"]]:
        if place and place["latitude"] is not None and place["longitude"] is not None:
            yield place, (place["latitude"], place["longitude"])


def _called(meeting: Meeting) -> str:
    """The title with its year."""
    year = meeting["start"][:4]
    return title(meeting) if year in meeting["title"] else f"{title(meeting)}, {year}"
