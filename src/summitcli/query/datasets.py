"""The files of the record: title, licence, coverage."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..dataset.files import is_bundled
from ..store import Store

if TYPE_CHECKING:
    from ..schema.records import Dataset
    from ..schema.rows import ValidFile


class File(NamedTuple):
    """A file of the record, as the table `datasets` has it."""

    file: str
    position: int
    title: str
    description: str
    license: str
    schema_version: int
    since: str
    until: str
    note: str
    brief: str | None
    sha256: str
    meetings: int


class About(NamedTuple):
    """What the files say of themselves, as one: the first one's title, every licence, the widest coverage."""

    schema_version: int
    title: str
    description: str
    license: str
    since: str
    until: str
    note: str
    brief: str | None


def files(store: sqlite3.Connection) -> list[File]:
    """The files of the record, in order."""
    select = f"SELECT {', '.join(File._fields)} FROM datasets ORDER BY position"
    return [File(*row) for row in store.execute(select)]


def about(store: sqlite3.Connection) -> About:
    """All files as one."""
    every = files(store)
    return About(
        every[0].schema_version,
        every[0].title,
        " ".join(file.description for file in every),
        " AND ".join(dict.fromkeys(file.license for file in every)),
        min(file.since for file in every),
        max(file.until for file in every),
        " ".join(file.note for file in every),
        every[0].brief,
    )


def release(store: sqlite3.Connection) -> str | None:
    """The version of the bundled record, which is that of the program; None for any other record."""
    if not (isinstance(store, Store) and is_bundled(store.paths)):
        return None
    from importlib.metadata import version

    return version("summitcli")


def contents(documents: Mapping[str, Dataset]) -> list[ValidFile]:
    """How many records of each kind each validated file holds."""
    return [
        {
            "file": file,
            "valid": True,
            "meetings": len(document["meetings"]),
            "people": len(document.get("people", [])),
            "topics": len(document.get("topics", [])),
            "sources": len(document.get("sources", [])),
            "publishers": len(document.get("publishers", [])),
        }
        for file, document in documents.items()
    ]
