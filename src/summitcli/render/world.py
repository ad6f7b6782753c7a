"""The map of the world: land, and places on it, in cells of a terminal.

`land.json` is written by `scripts/write_land.py` from Natural Earth, which is in the public domain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .. import package

if TYPE_CHECKING:
    from rich.text import Text

    from ..pages.blocks import Map, Spot

NORTH, SOUTH = 80, -58  # degrees: nobody meets nearer to the poles
WIDEST = 110  # cells
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a braille sign: four rows of two
BRAILLE = 0x2800
SPOT, ASCII_SPOT = "●", "@"


@cache
def land() -> list[list[tuple[float, float]]]:
    """The outlines of land, each a list of longitudes and latitudes in degrees."""
    outlines = json.loads(package.text("render", "land.json"))
    return [[(x / 10, y / 10) for x, y in zip(flat[::2], flat[1::2], strict=True)] for flat in outlines]


class Grid(NamedTuple):
    """A map in dots: `across` of them for 360 degrees, the same for as many degrees down."""

    across: int
    down: int

    def dot(self, longitude: float, latitude: float) -> tuple[int, int]:
        """The column and the row of a place."""
        x = int((longitude + 180) / 360 * self.across)
        y = int((NORTH - latitude) / (NORTH - SOUTH) * self.down)
        return min(max(x, 0), self.across - 1), min(max(y, 0), self.down - 1)


def lines(block: Map, width: int, *, ascii: bool, accent: str) -> Iterator[Text]:
    """The map in so many cells, then its places in order."""
    from rich.text import Text

    width = min(width, WIDEST)
    columns, rows = (1, 2) if ascii else (2, 4)
    height = max(4, round(width * (NORTH - SOUTH) / 360 / 2))
    grid = Grid(width * columns, height * rows)
    marked = {(x // columns, y // rows) for x, y in (grid.dot(each.longitude, each.latitude) for each in block.spots)}
    for row, line in enumerate(_ascii(grid) if ascii else _braille(grid)):
        signs = [(ASCII_SPOT if ascii else SPOT) if (at, row) in marked else sign for at, sign in enumerate(line)]
        drawn = Text("".join(signs), style="dim")
        for at in (at for at, _ in enumerate(line) if (at, row) in marked):
            drawn.stylize(f"not dim bold {accent}", at, at + 1)
        yield drawn
    yield Text()
    yield from _places(block.spots, width)


def _places(spots: Sequence[Spot], width: int) -> Iterator[Text]:
    """Each place with what took place there."""
    from rich.console import Console
    from rich.text import Text

    margin = min(max(Text(spot.name).cell_len for spot in spots), 24) + 2
    for spot in spots:
        told = Text(", ".join(reference.id for reference in spot.meetings))
        for place, line in enumerate(told.wrap(Console(_environ={}), max(16, width - margin))):
            name = spot.name if place == 0 else ""
            gap = " " * max(1, margin - Text(name).cell_len)
            yield Text.assemble((name, "bold"), gap, line)


def _is_land(grid: Grid) -> list[list[bool]]:
    """For each dot, whether there is land, by the number of outlines that are crossed on the way there."""
    found = []
    for row in range(grid.down):
        latitude = NORTH - (row + 0.5) * (NORTH - SOUTH) / grid.down
        crossings = sorted(x for outline in land() for x in _crossings(outline, latitude))
        dots = [False] * grid.across
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            first = max(0, round((start + 180) / 360 * grid.across))
            dots[first : round((end + 180) / 360 * grid.across)] = [True] * (
                round((end + 180) / 360 * grid.across) - first
            )
        found.append(dots[: grid.across])
    return found


def _crossings(outline: Sequence[tuple[float, float]], latitude: float) -> Iterator[float]:
    """The longitudes at which an outline crosses a latitude."""
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y1 > latitude) != (y2 > latitude):
            yield x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)


def _braille(grid: Grid) -> Iterator[str]:
    """Lines of braille signs. Every other dot is left out, so that land is grey and places stand out."""
    dots = _is_land(grid)
    for top in range(0, grid.down, 4):
        signs = ""
        for left in range(0, grid.across, 2):
            cell = sum(
                DOTS[y][x]
                for y in range(4)
                for x in range(2)
                if dots[top + y][left + x] and ((top + y + left + x) % 2 == 0 or _is_shore(dots, top + y, left + x))
            )
            signs += chr(BRAILLE + cell) if cell else " "
        yield signs


def _is_shore(dots: Sequence[Sequence[bool]], row: int, column: int) -> bool:
    """Whether a dot of land has water beside it."""
    beside = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return any(0 <= y < len(dots) and 0 <= x < len(dots[0]) and not dots[y][x] for y, x in beside)


def _ascii(grid: Grid) -> Iterator[str]:
    """Lines of full stops and colons: two dots of land for each cell."""
    dots = _is_land(grid)
    for top in range(0, grid.down, 2):
        yield "".join(" .:"[above + below] for above, below in zip(dots[top], dots[top + 1], strict=True))
