"""Measure everything, and write the figures.

    python -m benchmarks [--quick] [-o FILE]

All of it takes about a quarter of an hour and goes to benchmarks/RESULTS.md; `--quick` takes fewer runs of smaller
datasets, and prints. What happens is told on stderr.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from . import generate, imports, machine, report, scaling, tasks
from .timing import Runs, in_turn, tell

RESULTS = Path(__file__).with_name("RESULTS.md")
PLANNED = 10_000  # meetings in the store whose query plans are shown


class Extent(NamedTuple):
    """How much is measured: runs of each command, of what takes as long as a file is large, and sizes of datasets."""

    runs: int
    slow_runs: int
    sizes: tuple[int, ...]


FULL = Extent(runs=11, slow_runs=3, sizes=(1_000, 10_000, 100_000))
QUICK = Extent(runs=3, slow_runs=1, sizes=(1_000, 10_000))


class Measured(NamedTuple):
    """All figures, before any is written."""

    bounded: list[report.Bounded]
    timed: list[tuple[Runs, float]]
    same_work: list[tuple[str, list[Runs]]]
    starts: list[Runs]
    profiles: list[imports.Profile]
    sizes: list[scaling.Size]
    plans: list[tuple[str, str]]


def measure(bench: tasks.Bench, extent: Extent) -> Measured:
    tell("against the bounds of the design")
    bounded: list[report.Bounded] = []
    for task, other, bound in tasks.bounded(bench):
        ours, theirs = in_turn([task, other], extent.runs)
        bounded.append((ours, theirs, bound))
    timed = [(in_turn([task], extent.slow_runs)[0], bound) for task, bound in tasks.timed(bench)]
    tell("the same work")
    same_work = [(work, in_turn(each, extent.runs)) for work, each in tasks.same_work(bench)]
    tell("starts")
    starts = in_turn(tasks.starts(bench), extent.runs)
    profiles = imports.profiles(bench, extent.runs)
    plans = plans_that_read_all(bench)
    largest = extent.sizes[-1]
    sizes = [
        scaling.measured(bench, size, runs=extent.runs, slow_runs=extent.slow_runs if size == largest else extent.runs)
        for size in extent.sizes
    ]
    return Measured(bounded, timed, same_work, starts, profiles, sizes, plans)


def plans_that_read_all(bench: tasks.Bench) -> list[tuple[str, str]]:
    """Questions with the parts of their plans that read all rows of a large table. In a process of its own, for the
    memory of this one would count as that of its children.
    """
    file = bench.folder / "plans.json"
    subprocess.run([sys.executable, generate.__file__, str(PLANNED), "-o", str(file)], check=True)
    command = [sys.executable, "-m", "benchmarks.plans", "--reading-all", str(file)]
    here = Path(__file__).parents[1]
    done = subprocess.run(command, env=bench.environ(), cwd=here, capture_output=True, text=True, check=True)
    rows = [line.partition("\t") for line in done.stdout.splitlines()]
    return [(question, plan) for question, _, plan in rows]


def page(measured: Measured, machine: Iterator[str], extent: Extent) -> Iterator[str]:
    """The page of results, line by line."""
    slow = f"on the largest dataset the first run, and jq's pass beside it, {extent.slow_runs} times"
    yield "# How fast it is\n"
    yield "Written by `python -m benchmarks`. Whole processes run in turn, A B A B ..., after a round for warming up."
    yield "A time is the median of its runs, a ratio the median of the ratios of runs that followed each other."
    yield f"Each command ran {extent.runs} times; {slow}.\n"
    yield report.MARKS[0]
    yield from report.bounds(measured.bounded)
    yield from report.limits(measured.timed)
    yield from report.same_work(measured.same_work)
    yield from report.large(measured.sizes[-1])
    yield from machine
    yield f"{report.MARKS[1]}\n"
    yield "## The start of other programs\n"
    yield from report.starts(measured.starts)
    yield "## Against size\n"
    yield "Time, and the most memory that one process took. Datasets are those of `benchmarks/generate.py`.\n"
    yield from report.scaling(measured.sizes)
    yield "## Imports\n"
    yield "By `-X importtime`, which makes each import slower: the shares count, not the sums.\n"
    yield from report.imports(measured.profiles)
    yield "## Queries that read all rows of a table\n"
    yield f"By `EXPLAIN QUERY PLAN` on {PLANNED:,} meetings; `tests/test_query_plans.py` has the reasons.\n"
    yield from report.table(("question", "plan"), *dict.fromkeys(measured.plans), texts=2)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure everything, write the figures.")
    parser.add_argument("--quick", action="store_true", help="fewer runs, smaller datasets, printed")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to (benchmarks/RESULTS.md)")
    chosen = parser.parse_args(arguments)
    extent = QUICK if chosen.quick else FULL
    with tempfile.TemporaryDirectory() as folder:
        bench = tasks.set_up(Path(folder))
        text = "\n".join(page(measure(bench, extent), machine.described(bench), extent)).rstrip() + "\n"
    if chosen.quick and not chosen.output:
        print(text, end="")
    else:
        (chosen.output or RESULTS).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
