"""The same questions to datasets of growing size, beside one pass of jq over the same file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from . import generate
from .tasks import Bench, output
from .timing import Runs, Task, in_turn, tell

LISTED = '[.meetings[] | select(.status == "held" and .kind != "call")][:50] | map({id, title, start, kind})'


class Question(NamedTuple):
    """A warm command on a dataset, the same command on the bundled record, and jq's answer to the same question."""

    task: Task
    bundled: Task
    jq: list[Task]


class Size(NamedTuple):
    """What was measured on a dataset of one size. `jq` is one pass over the file that counts the meetings."""

    meetings: int
    file_bytes: int
    cold: Runs
    jq: Runs | None
    warm: list[list[Runs]]  # for each question: on this dataset, on the bundled record, by jq where it was asked


def measured(bench: Bench, meetings: int, *, runs: int, slow_runs: int) -> Size:
    """Generate a dataset and measure it: cold, then warm; `slow_runs` of what takes as long as the file is large."""
    tell(f"{meetings:,} meetings")
    file = bench.folder / f"{meetings}.json"
    script = [sys.executable, generate.__file__, str(meetings), "-o", str(file)]
    subprocess.run(script, check=True)
    first = ["list", "-L", "50", "--json", "--data", str(file)]
    cold, *jq = in_turn(
        [bench.cold("first run", *first), *bench.jq_task("jq", ".meetings | length", file)],
        slow_runs,
        warm_up=False,
    )
    output(bench, *first)
    asked = questions(bench, file, meetings)
    warm = [in_turn([each.task, each.bundled, *each.jq], runs) for each in asked]
    size = Size(meetings, file.stat().st_size, cold, jq[0] if jq else None, warm)
    file.unlink()
    shutil.rmtree(bench.folder / "cache")
    return size


def questions(bench: Bench, file: Path, meetings: int) -> list[Question]:
    """The questions, for this file; each is of about the same answer as the one on the bundled record."""
    id = generate.meeting_id(meetings // 2, meetings)
    data = ["--data", str(file)]
    jq_list = bench.jq_task("jq", LISTED, file)
    jq_show = bench.jq_task("jq", f'.meetings[] | select(.id == "{id}")', file)
    pairs: list[tuple[Sequence[str], Sequence[str], list[Task]]] = [
        (["list", "-L", "50", "--json"], ["list", "-L", "50", "--json"], jq_list),
        (["show", id, "--json"], ["show", "helsinki-2018", "--json"], jq_show),
        (["search", rare_word(file), "-L", "10", "--json"], ["search", "wildfire", "-L", "10", "--json"], []),
        (["search", "grain", "interpreters", "-L", "10", "--json"], ["search", "syria", "-L", "10", "--json"], []),
        (["search", "interpreters", "-L", "10", "--json"], ["search", "russia", "-L", "10", "--json"], []),
        (["stats", "--json"], ["stats", "--json"], []),
    ]
    named = (
        *("`list -L 50`", "`show ID`", "`search`, a rare word", "`search`, two common words"),
        *("`search`, a word of every tenth statement", "`stats`"),
    )
    found = [
        Question(bench.ours(name, *command, *data), bench.ours("bundled", *bundled), jq)
        for name, (command, bundled, jq) in zip(named, pairs, strict=True)
    ]
    completed = bench.completion("show", id[:-2], SUMMIT_DATA=str(file))
    terminal, limit = {"SUMMIT_FORCE_TTY": "120"}, ("list", "-L", "50")
    listed = bench.ours("`list -L 50` on a terminal", *limit, *data, **terminal)
    return [
        *found,
        Question(listed, bench.ours("bundled", *limit, **terminal), []),
        Question(completed, bench.completion("show", "hels")._replace(name="bundled"), []),
    ]


def rare_word(file: Path) -> str:
    """A coined name in the middle of the file."""
    with file.open(encoding="utf-8") as lines:
        lines.seek(file.stat().st_size // 2)
        lines.readline()
        for line in lines:
            if found := re.search(r"the (\w+) memorandum", line):
                return found.group(1)
    raise SystemExit(f"{file} has no coined name")
