"""`import summitcli` costs next to nothing, and a record costs no more than its answers take."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

import summitcli

CONSOLE = {"typer", "click", "rich", "mcp", "jinja2"}
REPEATED = 9


def _modules_after(program: str, cache: Path) -> set[str]:
    """What a program has imported beyond what Python itself has."""
    printing = "import sys, json; before = set(sys.modules)\n" + program + "\nafter = set(sys.modules) - before\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", printing + "print(json.dumps(sorted(after)))"],
        capture_output=True,
        text=True,
        check=True,
        env={"SUMMIT_CACHE_DIR": str(cache)},
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_the_package_alone_imports_nothing(cache: Path) -> None:
    imported = _modules_after("import summitcli; summitcli.__all__", cache)
    assert imported == {"summitcli"}


def test_errors_are_had_without_a_record(cache: Path) -> None:
    imported = _modules_after("import summitcli; summitcli.NotFound", cache)
    assert not imported & {"sqlite3", "pydantic", "typer", "rich"}


def test_answers_take_no_console_and_no_validation(cache: Path) -> None:
    summitcli.load().close()  # compiled, so that the program below finds it
    program = """
import summitcli
with summitcli.load() as record:
    record.meetings(); record.meeting("helsinki"); record.search("cyber unit"); record.page("helsinki").markdown()
"""
    imported = _modules_after(program, cache)
    assert not imported & (CONSOLE | {"pydantic", "pydantic_core"})


def test_the_import_takes_less_than_that_of_json() -> None:
    """By `-X importtime`, the median of several runs."""
    measured = [_import_times() for _ in range(REPEATED)]
    ours, of_json = (median(run[name] for run in measured) for name in ("summitcli", "json"))
    assert ours < of_json, f"{ours} and {of_json} microseconds"


def _import_times() -> dict[str, int]:
    """Microseconds that modules take to import, with all that they import."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import json, summitcli"], capture_output=True, text=True, check=True
    )
    lines = [line.split("|") for line in done.stderr.splitlines() if line.count("|") == 2]
    return {name.strip(): int(total) for _, total, name in lines if total.strip().isdecimal()}


def test_all_that_is_promised_is_there() -> None:
    for name in [*summitcli.__all__, "__version__"]:
        assert getattr(summitcli, name)
        assert name in dir(summitcli)
    with pytest.raises(AttributeError, match="module 'summitcli' has no attribute 'Recrod'"):
        _ = summitcli.Recrod  # type: ignore[attr-defined]


def test_the_package_says_that_it_is_typed() -> None:
    from importlib.resources import files

    assert (files("summitcli") / "py.typed").is_file()
