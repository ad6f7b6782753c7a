"""The wheel brings the bundled record compiled: the first answer needs no cache, and is the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ..conftest import TIMEOUT


@pytest.fixture
def package(wheel: Path, tmp_path: Path) -> Path:
    """The package of the wheel in a folder of its own."""
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    return tmp_path / "site" / "summitcli"


@pytest.fixture
def run(package: Path, environment: dict[str, str], tmp_path: Path) -> Any:
    """Run that package with a cache that is empty at first, and give what it prints."""
    own = {"PYTHONPATH": str(package.parent), "SUMMIT_CACHE_DIR": str(tmp_path / "cache")}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "summitcli", *arguments]
        done = subprocess.run(
            command, env=environment | own, cwd=tmp_path, capture_output=True, text=True, timeout=TIMEOUT, check=True
        )
        return done.stdout

    return run


def kept(folder: Path) -> list[str]:
    return [path.suffix for path in (folder / "cache").glob("*")]


def test_the_first_answer_writes_no_cache_and_is_that_of_a_checkout(run, summit, tmp_path):
    asked = ("show", "helsinki", "--json")
    assert (run(*asked), kept(tmp_path)) == (summit(*asked).out, [])


def test_an_edit_of_the_data_beside_it_is_compiled_and_shows(run, package, tmp_path):
    path = package / "data" / "meetings.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    [meeting] = [each for each in record["meetings"] if each["id"] == "helsinki-2018"]
    meeting["title"] = "Another title"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert json.loads(run("show", "helsinki", "--json"))["title"] == "Another title"
    assert kept(tmp_path) == [".sqlite3"]


def test_a_change_of_the_program_beside_it_is_compiled(run, package, tmp_path):
    with (package / "dataset" / "rules.py").open("a") as file:
        file.write("# changed\n")
    assert run("list", "--ids").splitlines()[0] == "hamburg-2017"
    assert kept(tmp_path) == [".sqlite3"]


def test_if_it_is_damaged_the_record_is_compiled_and_no_file_of_the_program_is_deleted(run, package, tmp_path):
    whole = run("show", "helsinki", "--json")
    [path] = (package / "data").glob("*.sqlite3")
    content = bytearray(path.read_bytes())
    content[16384:] = b"x" * (len(content) - 16384)  # all pages but the first, which says what there is
    path.write_bytes(content)
    assert (run("show", "helsinki", "--json"), kept(tmp_path), path.exists()) == (whole, [".sqlite3"], True)
