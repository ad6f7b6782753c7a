"""Where each record has its page within a site. Every address is relative, so that the folder works from anywhere."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from ...text import fold

if TYPE_CHECKING:
    from ...pages.blocks import Reference

FOLDERS = {
    "meeting": "meetings",
    "topic": "topics",
    "person": "people",
    "publisher": "publishers",
    "comparison": "compare",
}
LONGEST_SLUG = 80
DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
TAKEN = frozenset(("index", *DEVICES))
"""Names of files that no record may take: that of the list of all in the folder, and those that Windows refuses."""


class Addresses(NamedTuple):
    """The names of the files of all records that have a page, by kind and id."""

    names: Mapping[str, Mapping[str, str]]

    def path(self, to: Reference) -> str | None:
        """The path of the page of a record from the top of the site, if it has one."""
        name = self.names.get(to.kind, {}).get(to.id)
        return name and f"{FOLDERS[to.kind]}/{name}.html"


def of(store: sqlite3.Connection, publishers: Collection[str], pairs: Collection[tuple[str, str]]) -> Addresses:
    """The addresses of all that a store has, of these publishers, and of comparisons of these pairs of meetings."""
    return Addresses(
        {
            "meeting": _ids(store, "SELECT id FROM meetings"),
            "topic": _ids(store, "SELECT id FROM topics WHERE id IN (SELECT topic FROM meeting_topics)"),
            "person": _ids(store, "SELECT DISTINCT person FROM presence"),
            "publisher": slugs(publishers),
            "comparison": {comparison(pair): comparison(pair) for pair in pairs},
        }
    )


def comparison(pair: tuple[str, str]) -> str:
    """The id of a comparison. No id of a meeting has an underscore."""
    return "_".join(pair)


def _ids(store: sqlite3.Connection, select: str) -> dict[str, str]:
    """Ids with the names of their files: the same, but for those that are taken."""
    return {id: f"{id}_" if id in TAKEN else id for (id,) in store.execute(select)}


def slugs(names: Collection[str]) -> dict[str, str]:
    """Names of any letters with file names of plain ones. If several are alike, all have a digest of their name."""
    plain = {name: re.sub("[^a-z0-9]+", "-", fold(name))[:LONGEST_SLUG].strip("-") for name in names}
    taken = Counter([*plain.values(), *TAKEN, ""])
    return {name: _distinguished(slug, name) if taken[slug] > 1 else slug for name, slug in plain.items()}


def _distinguished(slug: str, name: str) -> str:
    return f"{slug}_{sha256(name.encode()).hexdigest()[:8]}".lstrip("_")


def up(path: str) -> str:
    """What leads from a page to the top of the site: nothing, or `../`."""
    return "../" * path.count("/")
