"""A small valid dataset whose wording never changes: for screens, and for tests that break it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

GENEVA: dict[str, Any] = {
    "id": "geneva-2031",
    "aliases": ["geneva"],
    "title": "Geneva summit",
    "series": "adams-belov",
    "kind": "summit",
    "status": "held",
    "start": "2031-03-04",
    "end": "2031-03-05",
    "place": {
        "city": "Genève",
        "country": "CH",
        "venue": "Villa La Grange",
        "latitude": 46.2044,
        "longitude": 6.1432,
    },
    "host_event": "Lake Forum",
    "leaders": ["anna-adams", "boris-belov"],
    "sources": ["gazette-2031"],
    "times": [
        {"event": "scheduled", "at": "2031-03-04T09:00+01:00", "by": "The Gazette", "sources": ["gazette-2031"]},
        {"event": "began", "at": "2031-03-04T09:20+01:00", "qualifier": "about", "sources": ["gazette-2031"]},
    ],
    "initiative": {"side": "us", "text": "Adams proposed the meeting in January 2031.", "sources": ["palace-2031"]},
    "durations": [
        {"minutes": 130, "qualifier": "about", "part": "whole", "basis": "actual", "sources": ["gazette-2031"]},
        {"minutes": 45, "part": "one-on-one", "basis": "actual", "by": "Cara Cole", "sources": ["palace-2031"]},
        {"minutes": 60, "part": "whole", "basis": "planned", "sources": ["gazette-2031"]},
    ],
    "participants": [
        {"person": "anna-adams", "side": "us", "role": "President", "sources": ["gazette-2031"]},
        {"person": "cara-cole", "side": "us", "role": "Interpreter", "part": "one-on-one", "sources": ["palace-2031"]},
        {"person": "boris-belov", "side": "russia", "role": "President", "sources": ["gazette-2031"]},
    ],
    "summary": {
        "text": "Adams and Belov met in Geneva for two days and agreed to meet again.",
        "sources": ["gazette-2031", "palace-2031"],
    },
    "context": [{"text": "The lake froze in the week before the meeting.", "sources": ["gazette-2031"]}],
    "aims": [
        {"side": "us", "text": "Adams wanted an agreement on fishing.", "sources": ["palace-2031"]},
        {"side": "russia", "text": "Belov wanted an agreement on ice.", "by": "Dora Dorn", "sources": ["gazette-2031"]},
    ],
    "discussed": [
        {"topic": "fishing", "text": "They spoke about nets and quotas.", "sources": ["gazette-2031"]},
        {"topic": "ice", "text": "Belov asked for more ice.", "by": "The Palace", "sources": ["palace-2031"]},
    ],
    "outcomes": [
        {"type": "document", "text": "A joint statement on fishing was issued.", "sources": ["gazette-2031"]},
        {"type": "follow-up", "text": "Experts were to meet in May 2031.", "sources": ["palace-2031"]},
    ],
    "press": {"form": "joint", "text": "They met the press together.", "sources": ["gazette-2031"]},
    "accounts": [
        {
            "question": "Who asked for ice?",
            "positions": [
                {"side": "us", "text": "Adams said that Belov did.", "by": "Anna Adams", "sources": ["gazette-2031"]},
                {"side": "russia", "text": "Belov said that nobody did.", "sources": ["palace-2031"]},
            ],
        }
    ],
    "quotes": [
        {
            "speaker": "boris-belov",
            "text": "Ice is a serious matter.",
            "translated": True,
            "said_on": "2031-03-05",
            "occasion": "joint news conference",
            "key": True,
            "side": "russia",
            "topics": ["ice"],
            "sources": ["palace-2031"],
        }
    ],
    "reactions": [{"text": "The mayor was pleased.", "by": "Emil Ernst, mayor", "sources": ["gazette-2031"]}],
    "aftermath": [{"text": "The experts met on 3 May 2031.", "sources": ["gazette-2031"]}],
    "corrections": [{"claim": "They met for one day.", "record": "They met on two days.", "sources": ["gazette-2031"]}],
    "links": {"transcript": "https://palace.example/notes"},
}
CALL: dict[str, Any] = {
    "id": "call-2032-01-02",
    "title": "Call of 2 January 2032",
    "series": "adams-belov",
    "kind": "call",
    "status": "held",
    "start": "2032-01-02",
    "end": "2032-01-02",
    "leaders": ["anna-adams", "boris-belov"],
    "sources": ["palace-2031"],
    "summary": {"text": "Adams and Belov exchanged greetings by telephone.", "sources": ["palace-2031"]},
}
PROPOSED: dict[str, Any] = {
    "id": "oslo-2033",
    "title": "Oslo meeting",
    "series": "adams-belov",
    "kind": "summit",
    "status": "proposed",
    "start": "2033-06",
    "end": "2033-06",
    "place": {"city": "Oslo", "country": "NO"},
    "leaders": ["anna-adams", "boris-belov"],
    "sources": ["gazette-2031"],
    "summary": {"text": "Oslo offered to be the host.", "sources": ["gazette-2031"]},
}
DATASET: dict[str, Any] = {
    "schema_version": 1,
    "title": "Made-up meetings",
    "description": "Three meetings that never were.",
    "license": "CC0-1.0",
    "coverage": {"since": "2031-01-01", "until": "2033-12-31", "note": "All of it is made up."},
    "publishers": [
        {"name": "The Gazette", "standing": "press", "country": "CH", "about": "newspaper"},
        {"name": "The Palace", "standing": "official", "about": "office of the President"},
        {"name": "The Archive", "standing": "specialist", "about": "archive"},
    ],
    "series": [
        {
            "id": "adams-belov",
            "label": "Adams and Belov",
            "description": "Meetings of Anna Adams and Boris Belov",
            "sides": [
                {"id": "us", "label": "United States", "countries": ["US"]},
                {"id": "russia", "label": "Russia", "countries": ["RU"]},
            ],
        },
    ],
    "people": [
        {"id": "anna-adams", "name": "Anna Adams", "country": "US"},
        {"id": "boris-belov", "name": "Boris Belov", "country": "RU", "aliases": ["Boris Byelov"]},
        {"id": "cara-cole", "name": "Cara Cole", "country": "US"},
    ],
    "topics": [
        {"id": "fishing", "label": "Fishing", "description": "Nets, quotas and waters", "aliases": ["fish"]},
        {"id": "ice", "label": "Ice", "description": "Frozen water"},
    ],
    "sources": [
        {
            "id": "gazette-2031",
            "publisher": "The Gazette",
            "title": "Two days in Geneva",
            "date": "2031-03-06",
            "url": "https://gazette.example/geneva",
            "kind": "secondary",
            "language": "en",
        },
        {
            "id": "palace-2031",
            "publisher": "The Palace",
            "title": "[Notes on the Geneva summit]",
            "url": "https://palace.example/notes",
            "kind": "primary",
            "via": "The Archive",
            "language": "fr",
        },
    ],
    "meetings": [GENEVA, CALL, PROPOSED],
}


def dataset() -> dict[str, Any]:
    """A fresh copy: a summit with every section, a call with none, and a proposal dated to the month."""
    return deepcopy(DATASET)


def whole() -> dict[str, Any]:
    """A fresh copy with every key of the schema given at least once."""
    data = {"$schema": "https://summit.example/dataset.json", **dataset()}
    data["coverage"]["brief"] = "Made up."
    data["series"][0]["default"] = True
    geneva = data["meetings"][0]
    geneva["days"] = ["2031-03-04", "2031-03-05"]
    geneva["place"] |= {"also": ["Genf"], "country_then": "the Confederation"}
    geneva["further_places"] = [{**geneva["place"], "city": "Nyon", "also": ["Noviodunum"]}]
    geneva["links"] |= {"document": "https://palace.example/notes", "wikidata": "Q1"}
    geneva["links"]["readouts"] = [{"side": side, "url": "https://palace.example/notes"} for side in ("us", "russia")]
    geneva["links"]["identifiers"] = [{"scheme": "The Gazette, journeys", "value": "1"}]
    for key in ("initiative", "summary", "press"):
        geneva[key]["by"] = "The Palace"
    for key in ("context", "outcomes", "discussed", "aftermath", "corrections", "durations", "times"):
        geneva[key][0]["by"] = "The Gazette"
    for key in ("context", "aims", "outcomes", "accounts", "quotes", "reactions", "aftermath", "corrections"):
        geneva[key][0]["topics"] = ["ice"]
    for key in ("discussed", "outcomes"):
        geneva[key][0]["side"] = "us"
    for key in ("context", "corrections"):
        geneva[key][0]["see"] = ["oslo-2033"]
    for number, statement in enumerate(_statements(geneva)):
        statement["ref"] = f"statement-{number}"
    return data


def _statements(value: Any) -> list[dict[str, Any]]:
    """Everything in a meeting that may have a name of its own."""
    if isinstance(value, list):
        return [found for each in value for found in _statements(each)]
    if not isinstance(value, dict):
        return []
    own = [value] if "sources" in value and "id" not in value else []
    return own + [found for each in value.values() for found in _statements(each)]
