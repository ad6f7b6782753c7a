"""GeoJSON (RFC 7946): a point for each record that has a place, longitude first."""

from __future__ import annotations

import json
from typing import Any

from . import Order, Product


def product(_format: str, order: Order) -> Product:
    """One feature collection. Calls and what else has no coordinates are left out."""
    pairs = zip(order.extract.rows, order.extract.meetings, strict=True)
    features = [
        _feature(row, meeting) for row, meeting in pairs if (meeting["place"] or {}).get("latitude") is not None
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, indent=2) + "\n"
    left_out = {"without coordinates": len(order.extract.rows) - len(features)}
    return Product({order.target.name if order.target else "": text.encode()}, left_out)


def _feature(row: Any, meeting: Any) -> dict[str, Any]:
    cited = {source["id"]: source["url"] for source in meeting["cited"]}
    place = meeting["place"]
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
        "properties": dict(row) | {"sources": [cited[source] for source in meeting["sources"]]},
    }
