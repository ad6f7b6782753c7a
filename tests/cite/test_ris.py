"""RIS, as rispy reads it, and bibutils where the system has it."""

from __future__ import annotations

import re
import unicodedata

import pytest
import rispy  # type: ignore[import-untyped]

from summitcli.cite.formats import format_items
from summitcli.cite.items import Item

from .conftest import ran


def whole(name: str) -> str:
    """A name with spaces and commas as everywhere else."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def test_rispy_reads_every_entry(items):
    entries = rispy.loads(format_items(items, "ris"))
    assert [(entry["id"], entry["title"], *entry["urls"]) for entry in entries] == [
        (item.id, item.title, item.url) for item in items
    ]
    assert [entry.get("notes", []) for entry in entries] == [[item.note] if item.note else [] for item in items]
    assert [entry["type_of_reference"] for entry in entries] == ["ELEC"] * len(items)


def test_a_name_is_one_author_and_is_there_as_it_is(items):
    entries = rispy.loads(format_items(items, "ris"))
    assert [entry["publisher"] for entry in entries] == [item.author for item in items]
    assert [[whole(name) for name in entry["authors"]] for entry in entries] == [
        [whole(item.author or "")] for item in items
    ]


@pytest.mark.parametrize(
    ("date", "read"), [("2018-07-16", "2018/07/16/"), ("2018-07", "2018/07//"), ("2018", "2018///"), (None, None)]
)
def test_a_partial_date_stays_partial(date, read):
    [entry] = rispy.loads(format_items([Item(id="x", type="page", title="x", date=date)], "ris"))
    assert (entry.get("year"), entry.get("date")) == (date and date[:4], read)


def test_an_entry_is_what_it_is():
    item = Item(
        id="reuters-2025",
        type="page",
        title="They spoke",
        author="Reuters, London",
        container="LBCI",
        date="2025-03-18",
        url="https://e.org/",
        note="copy at LBCI; standing: press",
    )
    assert format_items([item], "ris") == (
        "TY  - ELEC\nID  - reuters-2025\nAU  - Reuters，\u00a0London\nTI  - They spoke\nT2  - LBCI\n"
        "PB  - Reuters, London\nPY  - 2025\nDA  - 2025/03/18/\nLA  - en\nUR  - https://e.org/\n"
        "N1  - copy at LBCI; standing: press\nER  - \n"
    )


@pytest.mark.system
def test_bibutils_keeps_every_author_whole(items, tmp_path):
    read = ran(tmp_path, "ris2xml", stdin=format_items(items, "ris")).out
    assert 'type="personal"' not in read
    names = re.findall(r"<namePart>(.*)</namePart>", read)
    publishers = re.findall(r"<publisher>(.*)</publisher>", read)
    assert [whole(name) for name in names] == [whole(name) for name in publishers]
    assert len(names) == len(items)
