"""Made-up records, compiled and asked in-process; and the same with texts that mean something to a renderer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from summitcli.store import open_store

from .synthetic import dataset

# Signs of HTML, Markdown, Jinja and Rich, entities, ends of what texts are in, quotation marks, per cent signs, wide
# letters, letters from right to left, an emoji with a modifier, and a word that fits on no line.
NASTY = (
    "<script>alert(1)</script> \"><img src=x onerror=alert('x')> [a](javascript:alert) **b** _c_ `d`|e&&amp;f"
    " {{7*7}} {%raw%} [bold]g[/bold] \\# <!-- --> ]]> 会谈👍🏽¶ </style></title><!--<script>"
    " &lt;b&gt;&#60; %3Cscript%3E%00 ${h}'; שלום <svg/onload=alert(2)> " + "long" * 75
)
TEXTS = {
    *("text", "title", "by", "question", "claim", "record", "event", "role", "part", "occasion", "venue", "host_event"),
    *("label", "description", "publisher", "via", "name", "about", "note"),
}


def nasty(value: Any, key: str = "") -> Any:
    """A dataset with something nasty after each text of it, in the same way wherever the text is."""
    if isinstance(value, dict):
        return {name: nasty(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [nasty(each, key) for each in value]
    is_part_of_time = key == "part" and value in ("whole", "one-on-one")
    return f"{value} {NASTY}" if isinstance(value, str) and key in TEXTS and not is_part_of_time else value


@contextmanager
def asked(data: Mapping[str, Any], folder: Path) -> Iterator[sqlite3.Connection]:
    """A store of a dataset."""
    file = folder / "dataset.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(folder / "cache"))
        opened = open_store([str(file)])
    with closing(opened) as store:
        yield store


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The made-up record."""
    with asked(dataset(), tmp_path_factory.mktemp("made-up")) as store:
        yield store


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The made-up record with nasty texts."""
    with asked(nasty(dataset()), tmp_path_factory.mktemp("hostile")) as store:
        yield store
