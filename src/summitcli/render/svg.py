"""The map of the world as SVG: land, places on it, and the names of those that have room for one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..text import cells
from .world import NORTH, SOUTH, land

if TYPE_CHECKING:
    from ..pages.blocks import Spot

SCALE = 2  # units for each degree
WIDTH, HEIGHT = 360 * SCALE, (NORTH - SOUTH) * SCALE
SIZES = {"wide": (10, 2), "narrow": (22, 5)}
"""Units of a line of names and between a spot and its name: where the map is as wide as a page, and on a phone."""
LETTER = 0.58  # of a line: what a letter takes, most of which are narrower


class Box(NamedTuple):
    """What something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether they have a place in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def is_inside(self) -> bool:
        """Whether all of it is on the map."""
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


class Name(NamedTuple):
    """The name of a place, where its line begins, is centred or ends."""

    words: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"]


def path() -> str:
    """The land as the data of an SVG path."""
    return "".join(
        "M" + "L".join(f"{(x + 180) * SCALE:.0f} {(NORTH - y) * SCALE:.0f}" for x, y in outline) + "Z"
        for outline in land()
    )


def placed(spot: Spot) -> tuple[float, float]:
    """Where a place is on the map."""
    return round((spot.longitude + 180) * SCALE, 1), round((NORTH - spot.latitude) * SCALE, 1)


def radius(spot: Spot) -> float:
    """How large a spot is: it grows with what took place there."""
    return round(3 + math.sqrt(len(spot.meetings)), 1)


def names(spots: Sequence[Spot], size: str) -> list[Name]:
    """The names that have room, those of the first spots before others: none covers a spot, a name or the edge."""
    taken = [_around(spot) for spot in spots]
    found = []
    for spot in spots:
        for name, box in _places(spot, *SIZES[size]):
            if box.is_inside() and not any(box.overlaps(other) for other in taken):
                found.append(name)
                taken.append(box)
                break
    return found


def _around(spot: Spot) -> Box:
    (x, y), r = placed(spot), radius(spot)
    return Box(x - r, y - r, x + r, y + r)


def _places(spot: Spot, height: float, gap: float) -> Iterator[tuple[Name, Box]]:
    """Where the name of a spot may be, the best place first, each with what it covers there."""
    (x, y), away = placed(spot), radius(spot) + gap
    width = cells(spot.name) * height * LETTER
    middle, above, below = y + 0.35 * height, y - away - 0.25 * height, y + away + 0.75 * height
    lines: list[Name] = [
        Name(spot.name, x + away, middle, "start"),
        Name(spot.name, x - away, middle, "end"),
        Name(spot.name, x, above, "middle"),
        Name(spot.name, x, below, "middle"),
        Name(spot.name, x, above, "start"),
        Name(spot.name, x, below, "start"),
        Name(spot.name, x, above, "end"),
        Name(spot.name, x, below, "end"),
    ]
    for name in lines:
        left = name.x - {"start": 0, "middle": width / 2, "end": width}[name.anchor]
        box = Box(left, name.y - 0.75 * height, left + width, name.y + 0.25 * height)
        yield name._replace(x=round(name.x, 1), y=round(name.y, 1)), box
