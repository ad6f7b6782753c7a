"""The answer to what runs, and on what data."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING

from ..query import datasets
from ..render.output import Answer
from ..schema.rows import DatasetFile
from ..schema.shapes import columns

if TYPE_CHECKING:
    from ..pages.blocks import Page
    from ..schema.answers import Versions


def versions(store: sqlite3.Connection) -> Answer[Versions]:
    """What runs, and on what data."""
    from importlib.metadata import version  # which imports half of `email`

    files = datasets.files(store)
    about: Versions = {
        "version": version("summitcli"),
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "sqlite": sqlite3.sqlite_version,
        "schema_version": files[0].schema_version,
        "datasets": [
            {
                "file": file.file,
                "title": file.title,
                "until": file.until,
                "note": file.note,
                "sha256": file.sha256,
                "meetings": file.meetings,
            }
            for file in files
        ],
    }

    def draw() -> list[Page]:
        from ..pages import about as page

        return [page.versions(about)]

    return Answer(about, columns(DatasetFile), draw, lambda: about["datasets"], output="version")
