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
    """Milliseconds by package and by module, without what a module imports in its turn; the slowest first."""

    command: str
    packages: dict[str, float]
    modules: dict[str, float]


def profiles(bench: Bench, runs: int) -> list[Profile]:
    return [
        profile(bench, "`list --json`", ["list", "--json"], runs=runs),
        profile(bench, "`list` on a terminal", ["list"], runs=runs, SUMMIT_FORCE_TTY="120"),
        profile(bench, "first run", ["list", "--json"], runs=runs, cold=True),
    ]


def profile(bench: Bench, name: str, arguments: list[str], *, runs: int, cold: bool = False, **environ: str) -> Profile:
    """The median over some runs. To measure makes each import slower; the shares are right."""
    command = [bench.interpreter, "-X", "importtime", bench.summit, *arguments]
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as empty:
            own = {"SUMMIT_CACHE_DIR": empty} if cold else {}
            run = subprocess.run(
                command, env=bench.environ(**environ, **own), capture_output=True, text=True, check=True
            )
        found.append({module: int(microseconds) / 1000 for microseconds, module in LINE.findall(run.stderr)})
    modules = {module: statistics.median(each[module] for each in found) for module in found[0]}
    return Profile(name, slowest_first(by_package(modules)), slowest_first(modules))


def slowest_first(times: dict[str, float]) -> dict[str, float]:
    return dict(sorted(times.items(), key=lambda each: -each[1]))


def by_package(modules: dict[str, float]) -> dict[str, float]:
    """Milliseconds of each top package; the standard library is one."""
    sums: defaultdict[str, float] = defaultdict(float)
    for module, milliseconds in modules.items():
        package = module.split(".")[0]
        sums[STANDARD if package in sys.stdlib_module_names else package] += milliseconds
    return sums
