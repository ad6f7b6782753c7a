"""iCalendar (RFC 5545): a day or days in the calendar for each record that has them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..records import reference
from . import Order, Product
from .extract import Extract

STATUS = {"held": "CONFIRMED", "cancelled": "CANCELLED", "proposed": "TENTATIVE", "disputed": "TENTATIVE"}


def product(_format: str, order: Order) -> Product:
    """One calendar. Records whose day is not known are left out. Nothing in it depends on when it is made."""
    from icalendar import Calendar

    extract = order.extract
    calendar = Calendar()
    calendar.add("prodid", "-//summitcli//summit//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", extract.about["title"])
    dated = [meeting for meeting in extract.meetings if len(meeting["start"]) == 10]
    for meeting in dated:
        calendar.add_component(_event(meeting, extract))
    left_out = {"without a day": len(extract.meetings) - len(dated)}
    return Product({order.target.name if order.target else "": calendar.to_ical()}, left_out)


def _event(meeting: Any, extract: Extract) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{meeting['id']}@summitcli")
    event.add("dtstamp", datetime.fromisoformat(extract.about["coverage"]["until"]).replace(tzinfo=UTC))
    start, end = date.fromisoformat(meeting["start"]), date.fromisoformat(meeting["end"])
    event.add("dtstart", start)
    if end < date.max:
        event.add("dtend", end + timedelta(days=1))  # exclusive
    else:
        event.add("duration", end - start + timedelta(days=1))
    event.add("summary", meeting["title"] + ("" if meeting["status"] == "held" else f" ({meeting['status']})"))
    event.add("status", STATUS[meeting["status"]])
    event.add("transp", "TRANSPARENT")  # it takes none of the reader's time
    event.add("categories", [meeting["kind"], *(topic["label"] for topic in meeting["topics"])])
    event.add("url", meeting["cited"][0]["url"])
    event.add("description", _description(meeting, extract))
    place = meeting["place"]
    if place:
        country = extract.labels.countries.get(place["country"], place["country"])
        event.add("location", ", ".join(filter(None, [place["venue"], place["city"], country])))
        if place["latitude"] is not None:
            event.add("geo", (place["latitude"], place["longitude"]))
    return event


def _description(meeting: Any, extract: Extract) -> str:
    """The summary, and the sources it rests on."""
    cited = {source["id"]: source for source in meeting["cited"]}
    sources = [cited[id] for id in meeting["summary"]["sources"]]
    lines = [f"{reference(source, extract.labels.languages)}. {source['url']}" for source in sources]
    return "\n".join([meeting["summary"]["text"], "", "Sources:", *lines])
