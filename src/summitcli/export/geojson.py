"""GeoJSON (RFC 7946): a point for each place of a record, longitude first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import Options, Product
from .selection import CHOSEN, Selection, listed, records

if TYPE_CHECKING:
    from ..schema.records import Meeting
    from ..schema.rows import ListedMeeting


def product(_format: str, chosen: Selection, _options: Options) -> Product:
    """One feature collection. Calls and what else has no coordinates are left out."""
    located = f"SELECT count(DISTINCT meeting) FROM places WHERE meeting IN {CHOSEN} AND latitude IS NOT NULL"
    [(found,)] = chosen.store.execute(located, {"ids": json.dumps(chosen.ids)})
    return Product({"": _collection(chosen)}, {"without coordinates": len(chosen.ids) - found})


def _collection(chosen: Selection) -> Iterator[bytes]:
    addresses = dict(chosen.store.execute("SELECT id, url FROM sources").fetchall())
    between = '{"type": "FeatureCollection", "features": ['
    for row, meeting in zip(listed(chosen), records(chosen), strict=True):
        for feature in _features(row, meeting, [addresses[source] for source in meeting["sources"]]):
            yield f"{between}\n{json.dumps(feature, ensure_ascii=False)}".encode()
            between = ","
    yield (between if between != "," else "").encode() + b"\n]}\n"


def _features(row: ListedMeeting, meeting: Meeting, sources: list[str]) -> Iterator[dict[str, Any]]:
    """A feature for each place of a meeting that has coordinates, with what a list has of the meeting."""
    places = [place for place in [meeting["place"], *meeting["further_places"]] if place]
    for number, place in enumerate(places, 1):
        if place["latitude"] is not None:
            here = {"city": place["city"], "country": place["country"], "venue": place["venue"]}
            yield {
                "type": "Feature",
                "id": meeting["id"] if number == 1 else f"{meeting['id']}/{number}",
                "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
                "properties": {**row, **here, "sources": sources},
            }
