"""What a page says in JSON-LD, in the terms of schema.org: nothing that the record does not say.

A meeting that was held, and one that was agreed and then called off, is an `Event`. One that was only proposed, or of
which it is disputed whether it took place, is none. There is no `ClaimReview`: that is the verdict of a fact-checker on
a claim that somebody made at some place, and a correction of the record names neither. The record is a `Dataset`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...query.datasets import About
    from ...schema.answers import ShownMeeting
    from ...schema.records import Place

CONTEXT = "https://schema.org"
STATUSES = {"held": None, "cancelled": "https://schema.org/EventCancelled"}
"""Statuses of what is an event, with what schema.org calls them; an event without one was as planned."""


def event(meeting: ShownMeeting, url: str) -> dict[str, Any] | None:
    """A meeting as an event; None if it is not known to be one. `url` is where its page is published, if it is."""
    if meeting["status"] not in STATUSES:
        return None
    held = meeting["status"] == "held"
    places = [place for place in [meeting["place"], *meeting["further_places"]] if place]
    wikidata = meeting["links"] and meeting["links"].get("wikidata")
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "name": meeting["title"],
            "url": url,
            "startDate": meeting["start"],
            "endDate": meeting["end"],
            "eventStatus": STATUSES[meeting["status"]],
            "description": meeting["summary"]["text"],
            "location": _one_or_more([_place(place) for place in places]),
            "superEvent": meeting["host_event"] and {"@type": "Event", "name": meeting["host_event"]},
            "attendee": [{"@type": "Person", "name": name} for name in _present(meeting)] if held else None,
            "about": [{"@type": "Thing", "name": name} for name in _discussed(meeting)] if held else None,
            "sameAs": wikidata and f"https://www.wikidata.org/entity/{wikidata}",
        }
    )


def dataset(about: About, url: str) -> dict[str, Any]:
    """The record as a whole."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "name": about.title,
            "url": url,
            "description": about.description,
            "license": {"@type": "CreativeWork", "name": about.license},
            "temporalCoverage": f"{about.since}/{about.until}",
        }
    )


def _place(place: Place) -> dict[str, Any]:
    """A venue in its city, or the city if none is known. The coordinates are those of the city, the country is that of
    today.
    """
    address = {
        "@type": "PostalAddress",
        "addressLocality": place["city"],
        "addressCountry": place["country"],
    }
    city = {"@type": "City", "name": place["city"], "geo": _coordinates(place)}
    if not place["venue"]:
        return _known({**city, "address": address})
    return {"@type": "Place", "name": place["venue"], "address": address, "containedInPlace": _known(city)}


def _coordinates(place: Place) -> dict[str, Any] | None:
    if place["latitude"] is None or place["longitude"] is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": place["latitude"], "longitude": place["longitude"]}


def _present(meeting: ShownMeeting) -> Iterator[str]:
    """The leaders and whoever else is recorded as present, each once."""
    names = {person["id"]: person["name"] for person in meeting["people"]}
    present = [*meeting["leaders"], *(each["person"] for each in meeting["participants"])]
    yield from (names[id] for id in dict.fromkeys(present))


def _discussed(meeting: ShownMeeting) -> Iterator[str]:
    labels = {topic["id"]: topic["label"] for topic in meeting["topics"]}
    yield from (labels[id] for id in dict.fromkeys(each["topic"] for each in meeting["discussed"]) if id in labels)


def _one_or_more(values: list[dict[str, Any]]) -> object:
    return values[0] if len(values) == 1 else values


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: value for key, value in properties.items() if value}
