"""What a command imports, and how long that takes: `-X importtime`, summed by package."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from typing import NamedTuple

from .tasks import Bench

LINE = re.compile(r"import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)")
STANDARD = "standard library"


class Profile(NamedTuple):
    """Milliseconds by package, the slowest first, and how many modules were imported."""

    command: str
    packages: dict[str, float]
    modules: int


def profiles(bench: Bench, runs: int) -> list[Profile]:
    return [
        profile(bench, "`list --json`", ["list", "--json"], runs=runs),
        profile(bench, "`list` on a terminal", ["list"], runs=runs, SUMMIT_FORCE_TTY="120"),
        profile(bench, "first run", ["list", "--json"], runs=runs, cold=True),
    ]


def profile(bench: Bench, name: str, arguments: list[str], *, runs: int, cold: bool = False, **environ: str) -> Profile:
    """The median over some runs. To measure makes each import slower; the shares are right."""
    command = [sys.executable, "-X", "importtime", bench.summit, *arguments]
    found, modules = [], 0
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as empty:
            own = {"SUMMIT_CACHE_DIR": empty} if cold else {}
            run = subprocess.run(
                command, env=bench.environ(**environ, **own), capture_output=True, text=True, check=True
            )
        lines = LINE.findall(run.stderr)
        modules = len(lines)
        found.append(by_package(lines))
    sums = {package: statistics.median(each[package] for each in found) for package in found[0]}
    return Profile(name, dict(sorted(sums.items(), key=lambda each: -each[1])), modules)


def by_package(lines: list[tuple[str, str]]) -> dict[str, float]:
    """Milliseconds of each top package; the standard library is one."""
    sums: defaultdict[str, float] = defaultdict(float)
    for microseconds, module in lines:
        package = module.split(".")[0]
        known = package in sys.stdlib_module_names or package in ("site", "encodings")
        sums[STANDARD if known else package] += int(microseconds) / 1000
    return sums
