"""Items to cite: every source of the bundled record, and some whose texts are commands to the formats."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from summitcli.cite.items import Item, source_item

HOSTILE = [
    Item(
        id="braces",
        type="page",
        title="sign { means \\begin{x} <i>of</i> & \"q\" `` '' -- 50% of $1_000 ~ ^up, #1 @misc{x,",
        author="Müller & Sons, Inc. {100%} #1_$",
        credit="Müller & Sons, Inc. {100%} #1_$",
        date="2018-07",
        url="https://example.org/a_b%20c#d&e=~f{g",
        language="ru",
        note="copy at A, B and C; standing: other",
    ),
    Item(id="comment", type="page", title="}{", author="The White House", date="0988", url="https://e.org/?.x"),
    Item(
        id="string", type="page", title="[a description]", author="Reuters and AP", url="https://e.org/", language="zh"
    ),
    Item(
        id="russian", type="page", title="Встреча; 会谈?", author="ТАСС", date="2025-03-18", url="https://тасс.рф/?a=й"
    ),
    Item(
        id="tags",
        type="page",
        title='a </span> b <span class="nocase">c</span> <SUP>2</SUP> <b',
        author="<sc>The Office</sc> of the Historian, Department of State",
        url="https://e.org/t",
    ),
]


@pytest.fixture(scope="session")
def every_item(store: Any) -> list[Item]:
    """Every source of the bundled record."""
    rows = store.execute("SELECT record FROM definitions WHERE kind = 'sources' ORDER BY position")
    return [source_item(json.loads(text)) for (text,) in rows]


@pytest.fixture(scope="session", params=["bundled", "hostile"])
def items(request: pytest.FixtureRequest) -> list[Item]:
    """All of the bundled sources, and the hostile ones."""
    return list(request.getfixturevalue("every_item")) if request.param == "bundled" else HOSTILE


class Ran(NamedTuple):
    """What another program said."""

    out: str
    err: str


def ran(folder: Path, *command: str, stdin: str | None = None) -> Ran:
    """Run a program of the operating system, if it has it."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
        check=True,
    )
    return Ran(done.stdout, done.stderr)
