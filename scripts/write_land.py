"""Write the outline of the land that maps are drawn with, from Natural Earth (public domain), simplified.

    python scripts/write_land.py land-110m.json

The argument is the file of that name in the npm package `world-atlas` 2.0.2 (`npm pack world-atlas@2.0.2`), which has
version 4.1.0 of https://www.naturalearthdata.com/downloads/110m-physical-vectors/ as TopoJSON.
"""

import json
import sys
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

LAND = Path(__file__).parents[1] / "src" / "summitcli" / "render" / "land.json"
TOLERANCE = 0.7  # degrees by which an outline may be off
SMALLEST = 2.5  # square degrees of an island that is kept
SOUTH = -60  # nothing of Antarctica
Point = tuple[float, float]


def land(topology: dict) -> list[list[int]]:  # type: ignore[type-arg]
    """Every outline as longitude and latitude by turns, in tenths of a degree."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_positions(arc, scale, translate) for arc in topology["arcs"]]
    [shape] = topology["objects"]["land"]["geometries"]
    outlines = [_ring(ring, arcs) for polygon in shape["arcs"] for ring in polygon]
    rings = [part for outline in outlines for part in _cut(outline)]
    kept = [ring for ring in rings if _area(ring) >= SMALLEST and max(y for _, y in ring) > SOUTH]
    return [[round(value * 10) for point in _simplified(ring) for value in point] for ring in kept]


def _positions(arc: Sequence[Sequence[int]], scale: Sequence[float], translate: Sequence[float]) -> list[Point]:
    """An arc in degrees; TopoJSON has differences of whole steps."""
    xs, ys = (list(accumulate(step[axis] for step in arc)) for axis in (0, 1))
    return [(x * scale[0] + translate[0], y * scale[1] + translate[1]) for x, y in zip(xs, ys, strict=True)]


def _ring(arcs: Sequence[int], known: Sequence[list[Point]]) -> list[Point]:
    """An outline of arcs; a negative number is an arc that is walked backwards."""
    points: list[Point] = []
    for number in arcs:
        arc = known[number] if number >= 0 else known[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _cut(outline: Sequence[Point]) -> list[list[Point]]:
    """An outline in parts, none of which crosses the antimeridian: an edge over more than half of the world does."""
    turns = 0
    unrolled = [outline[0]]
    for (before, _), (x, y) in pairwise(outline):
        turns += (before - x > 180) - (x - before > 180)
        unrolled.append((x + 360 * turns, y))
    parts = [[(x - shift, y) for x, y in _around(unrolled, shift)] for shift in (-360, 0, 360)]
    return [part for part in parts if len(part) > 2]


def _around(points: Sequence[Point], shift: float) -> list[Point]:
    """What of an outline lies in the 360 degrees around `shift` (Sutherland and Hodgman, for its two sides)."""
    return _clipped(_clipped(points, shift + 180, 1), shift - 180, -1)


def _clipped(points: Sequence[Point], edge: float, side: int) -> list[Point]:
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], *points[:1]], strict=True):
        if (x1 - edge) * side <= 0:
            kept.append((x1, y1))
        if (x1 - edge) * (x2 - edge) < 0:
            kept.append((edge, y1 + (edge - x1) * (y2 - y1) / (x2 - x1)))
    return kept


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _simplified(points: Sequence[Point]) -> list[Point]:
    """Fewer points, none of the others further than the tolerance from the line (Douglas and Peucker)."""
    if len(points) < 3:
        return list(points)
    farthest = max(range(1, len(points) - 1), key=lambda place: _distance(points[place], points[0], points[-1]))
    if _distance(points[farthest], points[0], points[-1]) <= TOLERANCE:
        return [points[0], points[-1]]
    return _simplified(points[: farthest + 1])[:-1] + _simplified(points[farthest:])


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a line, or from its only point."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)


if __name__ == "__main__":
    outlines = land(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    lines = ",\n".join(json.dumps(outline, separators=(",", ":")) for outline in outlines)
    LAND.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
