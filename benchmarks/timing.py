"""Run commands in turn, each as a process of its own, and compare what they take."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import NamedTuple


class Task(NamedTuple):
    """A command with the whole of its environment. A `cold` one gets an empty cache for each run."""

    name: str
    command: Sequence[str]
    environ: dict[str, str]
    cold: bool = False


class Run(NamedTuple):
    """What one run took. The peak is at least that of the process that measures, which is about 20 MB."""

    seconds: float
    peak_bytes: int


class Runs(NamedTuple):
    """The runs of one task, in order."""

    task: Task
    runs: list[Run]

    @property
    def seconds(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def peak_bytes(self) -> int:
        return max(run.peak_bytes for run in self.runs)

    def ratio(self, other: Runs) -> float:
        """How many times as long as the other: the median of the ratios of runs that followed each other."""
        return statistics.median(a.seconds / b.seconds for a, b in zip(self.runs, other.runs, strict=True))


def in_turn(tasks: Sequence[Task], runs: int, *, warm_up: bool = True) -> list[Runs]:
    """Run the tasks in turn, A B C A B C ..., so many times, after one round that does not count."""
    if warm_up:
        for task in tasks:
            run(task)
    rounds = [[run(task) for task in tasks] for _ in range(runs)]
    found = [Runs(task, list(times)) for task, times in zip(tasks, zip(*rounds, strict=True), strict=True)]
    tell("; ".join(f"{each.task.name} {each.seconds * 1000:.0f} ms" for each in found))
    return found


def run(task: Task) -> Run:
    """One run, which must succeed."""
    if not task.cold:
        return _run(task, task.environ)
    with tempfile.TemporaryDirectory() as empty:
        return _run(task, task.environ | {"SUMMIT_CACHE_DIR": empty})


def _run(task: Task, environ: dict[str, str]) -> Run:
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(task.command, env=environ, stdout=subprocess.DEVNULL, stderr=complaints)
        _, status, usage = os.wait4(process.pid, 0)  # the usage of this child alone
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaints.seek(0)
            raise SystemExit(f"{task.name}: exit code {process.returncode}\n{complaints.read().decode()[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit)


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
