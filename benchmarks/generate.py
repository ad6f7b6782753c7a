"""Write an invented dataset of any size in the real schema.

    python benchmarks/generate.py N -o FILE [--seed S]

The same N and seed give the same bytes on every machine and Python: all chance comes from `Random.random`, which is
promised to stay as it is. Meetings, statuses and sections come in about the proportions of the bundled record, a
meeting with its share of the sources takes about 1.1 kB, and each record is written as it is made.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TextIO

Node = dict[str, Any]

FIRST_DAY, LAST_DAY = date(1946, 1, 1), date(2025, 12, 31)
CITIES = (
    ("Helsinki", "FI", 60.17, 24.94),
    ("Vienna", "AT", 48.21, 16.37),
    ("Geneva", "CH", 46.2, 6.15),
    ("Reykjavik", "IS", 64.15, -21.94),
    ("Osaka", "JP", 34.69, 135.5),
    ("Hamburg", "DE", 53.55, 9.99),
    ("Da Nang", "VN", 16.05, 108.21),
    ("Buenos Aires", "AR", -34.6, -58.38),
    ("Malmö", "SE", 55.61, 13.0),
    ("Kraków", "PL", 50.06, 19.94),
    ("Ljubljana", "SI", 46.05, 14.51),
    ("Montevideo", "UY", -34.9, -56.16),
    ("Singapore", "SG", 1.35, 103.82),
    ("Halifax", "CA", 44.65, -63.58),
    ("Cork", "IE", 51.9, -8.47),
    ("Valletta", "MT", 35.9, 14.51),
)
VENUES = ("the city hall", "a lakeside villa", "the old customs house", "the conference centre", "the guest house")
EVENTS = ("G20 summit", "APEC summit", "harvest conference", "disarmament conference", "maritime forum")
SERIES: Node = {
    "id": "invented",
    "label": "Invented meetings",
    "description": "All of them",
    "sides": [
        {"id": "us", "label": "United States", "countries": ["US"]},
        {"id": "russia", "label": "Russia", "countries": ["RU"]},
    ],
}
TOPICS = (
    *("arms control", "grain exports", "fisheries", "civil aviation", "prisoners", "embassies", "cyber security"),
    *("natural gas", "the Arctic", "space flight", "public health", "trade", "tariffs", "sanctions", "migration"),
    *("nuclear tests", "missile defence", "ceasefire lines", "peacekeeping", "shipping lanes", "river water"),
    *("railways", "cultural exchange", "student visas", "hostages", "elections", "drug traffic", "counterterrorism"),
    *("climate", "satellites", "undersea cables", "wildfires"),
)
GIVEN = (
    *("Avery", "Boris", "Clara", "Dmitri", "Edith", "Fyodor", "Greta", "Henrik", "Irina", "Jonas"),
    *("Karin", "Leonid", "Marta", "Nils", "Olga", "Pavel", "Quentin", "Rosa", "Stepan", "Tamara"),
)
FAMILY = (
    *("Aldermoor", "Brasketh", "Carvelin", "Dorrimov", "Ellstrand", "Farrowby", "Gorlanin", "Hestermark", "Ivarenko"),
    *("Jessamond", "Kordelev", "Lindquay", "Marrenov", "Nethersby", "Orlistan", "Pembrath", "Quillonov", "Rastenby"),
    *("Silvermarch", "Tolbanov"),
)
ROLES = ("foreign minister", "national security adviser", "interpreter", "ambassador", "chief of staff")
PUBLISHERS = ("Northern Wire", "The Harbour Gazette", "Office of the Presidency", "Foreign Ministry", "Radio Meridian")
WHO = ("The two leaders", "Both delegations", "The hosts", "The visiting side", "Officials", "The spokesman")
DID = ("discussed", "reviewed", "put off", "returned to", "set aside", "described", "welcomed", "disputed", "outlined")
WHAT = ("a plan", "an exchange of letters", "the draft", "a timetable", "the terms", "a list of names", "inspections")
ON = ("on", "about", "concerning", "for talks on", "that touched")
HOW = (
    *("at some length", "briefly and without result", "over lunch", "in the presence of interpreters only"),
    *("before the press was let in", "as the communiqué records", "without agreeing a date", "after a long recess"),
)
BECAUSE = (
    *("because the earlier accord had lapsed", "so that experts could meet within a month", "and left the rest open"),
    *("which neither side had expected", "as had been agreed by telephone", "though no paper was signed"),
)
SYLLABLES = ("bar", "dor", "kel", "lim", "mar", "nov", "ost", "rin", "sal", "tev", "ul", "vask", "wen", "yar", "zel")
# Kind, status and how many in 64 meetings, as the bundled record has them.
STANDING = (
    *[("call", "held")] * 32,
    *[("pull-aside", "held")] * 4,
    *[("bilateral", "held")] * 2,
    *[("summit", "held")] * 2,
    *[("call", "disputed")] * 7,
    *[("summit", "proposed")] * 7,
    *[("bilateral", "proposed")] * 6,
    *[("summit", "cancelled")] * 2,
    *[("bilateral", "cancelled")] * 2,
)
MEETINGS_PER_SOURCE = 2
MOST_PEOPLE = 200
FEWEST = len(TOPICS)


def pick(random: Random, values: Sequence[Any]) -> Any:
    """One of the values."""
    return values[int(random.random() * len(values))]


def count(random: Random, mean: float, most: int = 6) -> int:
    """A whole number with about this mean: mostly few, seldom many."""
    number, more = 0, mean / (1 + mean)
    while number < most and random.random() < more:
        number += 1
    return number


def coined(random: Random) -> str:
    """A name that few other records have, so that a search can be for something rare."""
    return "".join(pick(random, SYLLABLES) for _ in range(3)).capitalize()


def sentence(random: Random) -> str:
    """A claim of about twenty words."""
    subject = f"{pick(random, WHO)} {pick(random, DID)} {pick(random, WHAT)} {pick(random, ON)} {pick(random, TOPICS)}"
    accord = f" under the {coined(random)} memorandum" if random.random() < 0.2 else ""
    return f"{subject}{accord} {pick(random, HOW)}, {pick(random, BECAUSE)}."


def slug(name: str) -> str:
    return name.lower().replace("ö", "o").replace("ó", "o").replace(" ", "-")


def day_of(number: int, of: int) -> date:
    """Meetings are spread evenly over the years, in order."""
    return FIRST_DAY + timedelta(days=number * (LAST_DAY - FIRST_DAY).days // of)


def meeting_id(number: int, of: int) -> str:
    """The id of the meeting at this place (from 0) in a dataset of `of`: the same for every seed."""
    return f"{slug(CITIES[number % len(CITIES)][0])}-{day_of(number, of).year}-{number}"


def people(meetings: int) -> list[Node]:
    """The people of a dataset; the first six are leaders, by turns of either side."""
    names = [f"{given} {family}" for family in FAMILY for given in GIVEN][: min(MOST_PEOPLE, meetings)]
    return [{"id": slug(name), "name": name, "country": ("US", "RU")[place % 2]} for place, name in enumerate(names)]


def topics() -> list[Node]:
    return [{"id": slug(label), "label": label, "description": f"Talks on {label}."} for label in TOPICS]


def sources(random: Random, meetings: int) -> Iterator[Node]:
    for number in range(source_of(meetings - 1) + 1):
        day = day_of(min(number * MEETINGS_PER_SOURCE, meetings - 1), meetings)
        yield {
            "id": f"source-{number}",
            "publisher": pick(random, PUBLISHERS),
            "title": f"Report on {pick(random, TOPICS)} and {pick(random, TOPICS)}",
            "date": day.isoformat(),
            "url": f"https://example.org/{day.year}/{number}",
            "kind": ("primary", "secondary")[number % 2],
            "language": "en",
        }


def source_of(number: int) -> int:
    """The source that a meeting rests on before all others, so that every source is used."""
    return number // MEETINGS_PER_SOURCE


def meeting(random: Random, number: int, of: int, known: Sequence[Node]) -> Node:
    """One meeting. Those at the beginning name the people and topics in turn, so that each is used."""
    kind, status = pick(random, STANDING)
    city, country, latitude, longitude = CITIES[number % len(CITIES)]
    day = day_of(number, of)
    written = day.isoformat()[: 10 if status == "held" or random.random() < 0.5 else 7]
    leaders = [person["id"] for person in known[:6]]
    own = f"source-{source_of(number)}"
    record: Node = {
        "id": meeting_id(number, of),
        "title": f"{city} {'telephone call' if kind == 'call' else kind} of {day.year}",
        "series": SERIES["id"],
        "kind": kind,
        "status": status,
        "start": written,
        "end": written,
        "leaders": leaders[:2] if random.random() < 0.9 else leaders[-2:],
        "sources": [own],
        "summary": statement(random, own),
    }
    if kind != "call":
        venue = pick(random, VENUES)
        record["place"] = {"city": city, "country": country, "venue": venue}
        record["place"] |= {"latitude": latitude, "longitude": longitude}
    if kind in ("bilateral", "pull-aside"):
        record["host_event"] = f"{city} {pick(random, EVENTS)}"
    return record | sections(random, number, own, written, known)


def sections(random: Random, number: int, own: str, written: str, known: Sequence[Node]) -> Node:
    """What a meeting has beside its heading, each section in some of them."""
    named = [known[number]] if number < len(known) else []
    present = [*named, *(pick(random, known) for _ in range(count(random, 0.3)))]
    subjects = [TOPICS[number]] if number < len(TOPICS) else []
    subjects += [pick(random, TOPICS) for _ in range(count(random, 0.8))]
    said_on = (written + "-01")[:10]
    found: Node = {
        "durations": [length(random, own) for _ in range(count(random, 0.3, 2))],
        "participants": [
            {"person": person["id"], "side": "us", "role": pick(random, ROLES), "sources": [own]} for person in present
        ],
        "context": [statement(random, own) for _ in range(count(random, 0.5))],
        "discussed": [{"topic": slug(subject), **statement(random, own)} for subject in subjects],
        "outcomes": [{"type": "intention", **statement(random, own)} for _ in range(count(random, 0.25))],
        "accounts": [account(random, own) for _ in range(count(random, 0.1))],
        "quotes": [
            {"speaker": pick(random, known)["id"], **statement(random, own), "translated": False, "said_on": said_on}
            for _ in range(count(random, 0.1))
        ],
        "reactions": [{"by": pick(random, PUBLISHERS), **statement(random, own)} for _ in range(count(random, 0.1))],
        "aftermath": [statement(random, own) for _ in range(count(random, 0.25))],
        "corrections": [
            {"claim": sentence(random), "record": sentence(random), "sources": [own]}
            for _ in range(count(random, 0.05))
        ],
    }
    return {section: records for section, records in found.items() if records}


def statement(random: Random, source: str) -> Node:
    return {"text": sentence(random), "sources": [source]}


def length(random: Random, source: str) -> Node:
    minutes = 10 + 5 * int(random.random() * 30)
    return {"minutes": minutes, "part": "whole", "basis": "actual", "sources": [source]}


def account(random: Random, source: str) -> Node:
    positions = [{"side": side, **statement(random, source)} for side in ("us", "russia")]
    return {"question": f"Was anything agreed on {pick(random, TOPICS)}?", "positions": positions}


def write(file: TextIO, meetings: int, seed: int) -> None:
    """Write a dataset of so many meetings, a record a line."""
    random, known = Random(seed), people(meetings)
    about = {
        "schema_version": 1,
        "title": f"{meetings:,} invented meetings",
        "description": f"Invented for measurements, from the seed {seed}: no meeting, person or source in it is real.",
        "license": "CC0-1.0",
        "coverage": {"since": FIRST_DAY.isoformat(), "until": LAST_DAY.isoformat(), "note": "Invented."},
    }
    file.write(_json(about)[:-1])
    every = (meeting(random, number, meetings, known) for number in range(meetings))
    parts: Node = {
        "series": [SERIES],
        "people": known,
        "topics": topics(),
        "sources": sources(random, meetings),
        "meetings": every,
    }
    for name, records in parts.items():
        file.write(f',\n"{name}": [')
        file.writelines((",\n" if place else "\n") + _json(record) for place, record in enumerate(records))
        file.write("\n]")
    file.write("}\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="generate.py", description="Write an invented dataset in the real schema.")
    parser.add_argument("meetings", metavar="N", type=int, help=f"how many meetings, at least {FEWEST}")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to, instead of standard output")
    parser.add_argument("--seed", metavar="S", type=int, default=1, help="which of the datasets of that size (1)")
    chosen = parser.parse_args(arguments)
    if chosen.meetings < FEWEST:
        parser.error(f"N is at least {FEWEST}, for each topic and person is named by a meeting")
    with chosen.output.open("w", encoding="utf-8", newline="\n") if chosen.output else nullcontext(sys.stdout) as file:
        write(file, chosen.meetings, chosen.seed)


if __name__ == "__main__":
    main(sys.argv[1:])
