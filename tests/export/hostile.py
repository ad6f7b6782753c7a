"""A valid dataset whose texts are commands, markup or quotation marks to the formats that it is exported to."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ..synthetic import dataset

FORMULAS = ("=1+1", "+1", "-5 degrees", "@SUM(A1)")
TITLE = "Is \\this\\ \"{50% of <i>$1_000</i>}, ~ ^up & #1; -- 'or' [2]: a, b?"
PUBLISHER = "Müller & Sons, Inc. {100%} #1_$"
COPIER = "The <b>Archive</b>"
ADDRESS = "https://example.org/a_b%20c#d&e=~f{g}?.x"
SCRIPTS = {
    "latin": ("Đà Nẵng and the Straße", ("da nang", "Nẵng", "strasse", "Straße")),
    "greek": ("Η συνάντηση των ηγετών", ("συναντηση", "ηγετών")),
    "cyrillic": ("Встреча в Хельсинки, её итоги", ("хельсинки", "ее", "итоги")),
    "hebrew": ("פְּגִישָׁה בהלסינקי", ("פגישה", "בהלסינקי")),
    "arabic": ("لِقَاء في هلسنكي", ("لقاء", "هلسنكي")),
    "devanagari": ("शिखर सम्मेलन", ("सम्मेलन",)),
    "korean": ("헬싱키 정상회담", ("정상회담",)),
    "han": ("两国领导人会谈结束", ("会谈", "领导", "领导人")),
    "kana": ("ヘルシンキで会った", ("ヘル", "会っ")),
    "thai": ("การประชุมสุดยอด", ("ประ", "ยอด")),
    "wide": ("ＮＡＴＯ talks of 2½ hours", ("nato", "2 1 2")),
    "georgian": ("შეხვედრა ჰელსინკიში", ("შეხვედრა",)),
}
"""By script, a text and what is to find it."""
REFERRING = [{"text": "It is compared to a meeting elsewhere.", "see": ["elsewhere-1815"], "sources": ["palace-2031"]}]


def hostile() -> dict[str, Any]:
    """A fresh copy. Its ids are words of the program, its places lie on the equator and its days have gaps."""
    data = dataset()
    data["title"] = TITLE
    data["publishers"] = [
        {"name": "The Gazette", "standing": "press", "about": "newspaper"},
        {"name": PUBLISHER, "standing": "state-funded", "country": "DE", "about": "=agency"},
        {"name": COPIER, "standing": "specialist", "about": "archive"},
    ]
    data["sources"][1] |= {
        "publisher": PUBLISHER,
        "title": TITLE,
        "url": ADDRESS,
        "via": COPIER,
        "date": "2031-03",
        "language": "ru",
    }
    first, call, proposed = data["meetings"]
    first |= {"id": "first", "title": TITLE, "end": "2031-03-08", "days": ["2031-03-04", "2031-03-07", "2031-03-08"]}
    first["place"] |= {"latitude": 0.0, "longitude": 0.0, "venue": FORMULAS[0], "also": ["-Geneva", "=Genf"]}
    first["further_places"] = [
        {"city": "Oslo; Bergen", "country": "NO", "latitude": 59.9, "longitude": 10.75},
        {"city": "Nowhere", "country": "NO"},
    ]
    first["context"] += [*REFERRING, *({"text": text, "sources": ["gazette-2031"]} for text in FORMULAS)]
    first["aftermath"] = [{"text": text, "sources": ["gazette-2031"]} for text, _ in SCRIPTS.values()]
    first["links"] = {
        "transcript": ADDRESS,
        "readouts": [{"side": "us", "url": ADDRESS}],
        "wikidata": "Q1",
        "identifiers": [{"scheme": "transcript", "value": FORMULAS[0]}],
    }
    call |= {"id": "latest", "title": FORMULAS[2]}
    proposed |= {"title": "No day, no coordinates"}
    data["sources"][1]["kind"] = "primary"
    return deepcopy(data)
