"""The map, as geojson and Shapely read it."""

from __future__ import annotations

import json
from typing import Any

import geojson  # type: ignore[import-untyped]
from shapely.geometry import shape  # type: ignore[import-untyped]

from .conftest import text_of
from .hostile import ADDRESS, TITLE, hostile


def test_every_place_with_coordinates_is_a_point_longitude_first(record_store):
    text = text_of(record_store, "geojson")
    collection = geojson.loads(text)
    points = [shape(feature["geometry"]) for feature in json.loads(text)["features"]]
    rows = record_store.execute(
        """SELECT places.meeting || CASE WHEN position > 1 THEN '/' || position ELSE '' END,
                  places.longitude, places.latitude, places.city
           FROM places JOIN meetings ON meetings.id = places.meeting
           WHERE places.latitude IS NOT NULL ORDER BY number, position"""
    ).fetchall()
    assert collection.is_valid
    assert [
        (feature["id"], *feature["geometry"]["coordinates"], feature["properties"]["city"])
        for feature in collection["features"]
    ] == rows
    assert [(point.x, point.y) for point in points] == [(longitude, latitude) for _, longitude, latitude, _ in rows]


def test_further_places_are_points_of_the_same_meeting(opened):
    features: Any = json.loads(text_of(opened(hostile()), "geojson"))["features"]
    assert [(each["id"], each["properties"]["id"], each["properties"]["city"]) for each in features] == [
        ("first", "first", "Genève"),
        ("first/2", "first", "Oslo; Bergen"),
    ]
    assert features[0]["properties"]["title"] == TITLE
    assert features[0]["properties"]["sources"] == ["https://gazette.example/geneva"]
    assert ADDRESS not in json.dumps(features)
