"""How long a command takes, as a ratio to the least a Typer program can take on this machine.

    python benchmarks/startup.py [runs]

Every pair is run in turn (A B A B ...) after a warm-up, as whole processes; the figure is the median of the ratios A/B.
Bounds are those of the design: they are printed beside the figures and nothing fails.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

APP = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one(): {body}
@app.command()
def two(): print("y")
app()
"""
RICH = """
    from rich.console import Console
    from rich.table import Table
    table = Table()
    for title in ("Date", "Title", "ID", "Place", "Kind", "Length", "Topics"):
        table.add_column(title)
    for row in {rows!r}:
        table.add_row(*row)
    Console(force_terminal=True, width=120).print(table)
"""


def seconds(command: list[str], environ: dict[str, str]) -> float:
    """Wall time of one run of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def ratio(command: list[str], floor: list[str], environ: dict[str, str], runs: int) -> tuple[float, float, float]:
    """Median of A/B, and the medians of A and B in milliseconds."""
    seconds(command, environ), seconds(floor, environ)
    pairs = [(seconds(command, environ), seconds(floor, environ)) for _ in range(runs)]
    a, b = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    return statistics.median(one / other for one, other in pairs), a, b


def main(runs: int) -> None:
    python = sys.executable
    summit = shutil.which("summit", path=str(Path(python).parent))
    if not summit:
        raise SystemExit("install summit into this environment first")
    with tempfile.TemporaryDirectory() as folder:
        environ = {"PATH": os.environ["PATH"], "SUMMIT_CACHE_DIR": folder}
        cold = {**environ, "SUMMIT_CACHE_DIR": "/dev/null"}  # nowhere to keep a store, so each run compiles
        listed = subprocess.run(
            [summit, "list", "--format", "tsv", "--no-header"], env=environ, capture_output=True, text=True, check=True
        )
        rows = [line.split("\t")[:7] for line in listed.stdout.splitlines()]
        floor, rich = Path(folder, "floor.py"), Path(folder, "rich_floor.py")
        floor.write_text(APP.format(body='print("x")'), encoding="utf-8")
        rich.write_text(APP.format(body=RICH.format(rows=rows)), encoding="utf-8")
        print(f"{'what':44} {'ratio':>6} {'bound':>6} {'ms':>6} {'floor ms':>9}")
        for what, command, against, bound, where in (
            ("list --json, against a two-command Typer app", ["list", "--json"], [str(floor), "one"], 1.5, environ),
            (
                "show helsinki --json, against the same",
                ["show", "helsinki", "--json"],
                [str(floor), "one"],
                1.5,
                environ,
            ),
            (
                "list on a terminal, against Typer and Rich",
                ["list", "--format", "table"],
                [str(rich), "one"],
                1.4,
                {**environ, "SUMMIT_FORCE_TTY": "120"},
            ),
            (
                "first run, against importing typer, pydantic",
                ["list", "--json"],
                ["-c", "import typer, pydantic"],
                2.5,
                cold,
            ),
        ):
            found, ours, theirs = ratio([summit, *command], [python, *against], where, runs)
            print(f"{what:44} {found:6.2f} {bound:6.1f} {ours:6.0f} {theirs:9.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
