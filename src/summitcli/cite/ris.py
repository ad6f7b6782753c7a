"""RIS, one tag on each line."""

from __future__ import annotations

from collections.abc import Sequence

from .items import Item

# RIS has no mark for a corporate name: its readers take names apart at spaces and at commas. So a name has none.
WHOLE_NAME = str.maketrans({" ": "\u00a0", ",": "\uff0c"})


def format_ris(items: Sequence[Item]) -> str:
    """An entry for each item: a web page, or a dataset."""
    return "\n".join(map(_entry, items))


def _entry(item: Item) -> str:
    tags = {
        "TY": "DATA" if item.type == "dataset" else "ELEC",
        "ID": item.id,
        "AU": item.author and item.author.translate(WHOLE_NAME),
        "TI": item.title,
        "T2": item.container,
        "PB": item.author,  # for who reads the name as it is
        "ET": item.version,
        "PY": item.date and item.date[:4],
        "DA": item.date and _date(item.date),
        "LA": item.language,
        "UR": item.url,
        "N1": item.note,
    }
    return "".join(f"{tag}  - {value}\n" for tag, value in tags.items() if value) + "ER  - \n"


def _date(date: str) -> str:
    """A date with its three slashes: what is not known is empty between them."""
    year, month, day = [*date.split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"
