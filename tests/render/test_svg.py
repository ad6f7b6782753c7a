"""Names on the map: none covers a spot, another name or the edge, and the table has the places that have no room."""

from __future__ import annotations

from itertools import combinations

import pytest

from summitcli.pages.blocks import Map, Page, Reference, Section, Spot
from summitcli.render import html, svg
from summitcli.render.svg import Box, Name

CITIES = {
    "Helsinki": (60.2, 24.9),
    "Anchorage": (61.2, -149.9),
    "Suva": (-18.1, 178.4),
    "Genève": (46.2, 6.1),
    "日内瓦": (46.2, 6.2),
    "Vienna": (48.2, 16.4),
    "Ushuaia": (-54.8, -68.3),
    "Longyearbyen": (78.2, 15.6),
}


def spots(times: int = 1) -> list[Spot]:
    """The cities, each several times, a little farther east."""
    return [
        Spot(f"{name}{' again' * again}", latitude, longitude + again / 10, [Reference("meeting", "x", "X")])
        for again in range(times)
        for name, (latitude, longitude) in CITIES.items()
    ]


def covered(name: Name, size: str) -> Box:
    """What a name covers, by the half of a wide letter for each cell."""
    height, _ = svg.SIZES[size]
    width = sum(2 if ord(sign) > 0x2E80 else 1 for sign in name.words) * height * svg.LETTER
    left = name.x - {"start": 0.0, "middle": width / 2, "end": width}[name.anchor]
    return Box(left + 0.2, name.y - height * 0.7, left + width - 0.2, name.y + height * 0.2)


@pytest.mark.parametrize("size", svg.SIZES)
@pytest.mark.parametrize("times", [1, 5])
def test_no_name_covers_anything(size, times):
    found = svg.names(spots(times), size)
    boxes = [covered(name, size) for name in found]
    assert all(box.is_inside() for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    dots = [svg.placed(spot) for spot in spots(times)]
    assert not [box for box in boxes for x, y in dots if box.overlaps(Box(x - 1, y - 1, x + 1, y + 1))]
    assert len(found) < len(spots(times)) or times == 1


def test_where_there_is_room_every_place_has_its_name():
    assert {name.words for name in svg.names(spots(), "wide")} == set(CITIES)


def test_a_place_without_a_name_has_its_title_and_its_row():
    drawn = html.document([Page("Map", [Section("map", "", [Map(spots(5))])])])
    assert drawn.count("<title>Genève again again</title></circle>") == 1
    assert ">Genève again again</text>" not in drawn
    assert drawn.count('<th scope="row">Genève again again</th>') == 1
