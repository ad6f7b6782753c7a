"""Where each record has its page within a site. Every address is relative, so that the folder works from anywhere."""

from __future__ import annotations

import re
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
    """Where the pages of records are. A publisher is known by its name, of which `publishers` has that of its file."""

    publishers: Mapping[str, str]

    def path(self, to: Reference) -> str:
        """The path of the page of a record from the top of the site."""
        return f"{FOLDERS[to.kind]}/{self.publishers[to.id] if to.kind == 'publisher' else _file(to.id)}.html"


def of(publishers: Collection[str]) -> Addresses:
    """The addresses in a site that has these publishers."""
    return Addresses(slugs(publishers))


def comparison(pair: tuple[str, str]) -> str:
    """The id of a comparison. No id of a meeting has an underscore."""
    return "_".join(pair)


def _file(id: str) -> str:
    """The name of the file of a record: its id, but for those that are taken."""
    return f"{id}_" if id in TAKEN else id


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
