"""A store is known by all that it is made by, whatever part of the program changes: by construction, not by memory."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summitcli import package
from summitcli.store import cache

from ..conftest import TIMEOUT, Result
from ..synthetic import dataset

IMPORTED = """
import json, sys
import summitcli.dataset, summitcli.store.compile
names = [name for name in sys.modules if name.partition(".")[0] == "summitcli"]
print(json.dumps({name: sys.modules[name].__file__ for name in names}))
"""
# Says how names of the package are imported, and nothing else.
NO_PART = "summitcli"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package in a folder of its own, whose files a test may change."""
    shutil.copytree(package.HERE, tmp_path / "program" / "summitcli", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "program" / "summitcli"


@pytest.fixture
def run(copy: Path, environment: dict[str, str], tmp_path: Path) -> Any:
    """Run the copied program on the synthetic dataset with a cache of the test's own."""
    (tmp_path / "dataset.json").write_text(json.dumps(dataset()))

    def run(*arguments: str) -> Result:
        command = [sys.executable, "-m", "summitcli", *arguments, "--data", "dataset.json"]
        own = {"PYTHONPATH": str(copy.parent), "SUMMIT_CACHE_DIR": str(tmp_path / "cache")}
        own |= {"PYTHONDONTWRITEBYTECODE": "1"}  # a file that is edited twice in a second would keep its bytecode
        done = subprocess.run(
            command, env=environment | own, cwd=tmp_path, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_whatever_is_imported_to_validate_and_compile_is_part_of_the_identity(environment):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=True
    )
    imported = json.loads(done.stdout)
    parts = {str(part) for part in cache.parts()}
    assert [name for name, file in imported.items() if file not in parts] == [NO_PART]


def test_every_file_that_a_store_is_made_by_counts(copy, monkeypatch):
    monkeypatch.setattr(package, "HERE", copy)
    first = cache.program.__wrapped__()
    digests = {first}
    parts = [Path(str(part)) for part in cache.parts()]
    for part in parts:
        part.write_bytes(part.read_bytes() + b"\n")
        digests.add(cache.program.__wrapped__())
    assert len(digests) == len(parts) + 1 > 25


def test_another_python_or_sqlite_makes_another_store(monkeypatch, tmp_path):
    """Letters are folded by Python's tables of Unicode, and words are indexed by SQLite."""
    monkeypatch.setenv("SUMMIT_CACHE_DIR", str(tmp_path))
    kept = {cache.kept("key")}
    monkeypatch.setattr(sys, "version", f"{sys.version}+")
    kept.add(cache.kept("key"))
    monkeypatch.setattr("sqlite3.sqlite_version", "4.0.0")
    kept.add(cache.kept("key"))
    assert (len(kept), {path.parent for path in kept if path}) == (3, {tmp_path})


def test_a_field_that_is_added_to_the_schema_is_served_from_a_warm_cache(run, copy):
    before = json.loads(run("show", "geneva", "--json").out)
    key = 'city: Annotated[Text, Doc("city, by the name it had then")]'
    edit(
        copy / "schema" / "records.py",
        key,
        f'{key}\n    mayor: NotRequired[Annotated[Text | None, Doc("who rules it")]]',
    )
    after = json.loads(run("show", "geneva", "--json").out)
    assert "mayor" not in before["place"]
    assert after["place"] == {"city": "Genève", "mayor": None, **before["place"]}


def test_a_rule_that_is_added_is_applied_with_a_warm_cache(run, copy):
    """What was valid when it was compiled is not served if it is not valid any more."""
    assert run("list", "--ids") == Result(0, "geneva-2031\n", "")
    edit(copy / "dataset" / "rules.py", "MAX_QUOTE_WORDS = 39", "MAX_QUOTE_WORDS = 3")
    assert run("list", "--ids") == Result(
        5,
        "",
        "error: the dataset is not valid: 1 problem in dataset.json\n"
        "  dataset.json: meetings[0].quotes[0].text (geneva-2031): has 5 words; a quotation has fewer than 40\n",
    )


def test_a_label_that_is_changed_is_served_from_a_warm_cache(run, copy):
    assert "Switzerland" in run("stats", "--by", "country").out
    edit(copy / "store" / "labels.tsv", "country\tCH\tSwitzerland\tCHE\n", "country\tCH\tHelvetia\tCHE\n")
    assert "Helvetia" in run("stats", "--by", "country").out
