"""A program outside the checkout is checked against the types of the answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from __future__ import annotations

import summitcli
from summitcli.types import Count, Hit, ListedMeeting, ListedSource, NumberedSource, ShownMeeting, StandingCount

with summitcli.load("mine.json") as record:
    rows: list[ListedMeeting] = record.meetings(topic="syria", year=[2017, 2018], since="2017-01", all=True)
    whole: ShownMeeting = record.meeting("helsinki")
    words: str = whole["summary"]["text"]
    part = record.meeting("helsinki", sections=["quotes"])["quotes"]
    hits: list[Hit] = record.search("cyber unit", standing="official", limit=3)
    every: list[ListedSource] = record.sources()
    own: list[NumberedSource] = record.sources("helsinki")
    counts: list[Count] = record.statistics("topic", series="us-soviet")
    standings: list[StandingCount] = record.statistics("standing")
    shown: str = record.page("helsinki").html() + record.cite("helsinki", sources=1, style="apa")

try:
    record.meeting("nowhere")
except summitcli.NotFound as error:
    names: list[str] = error.candidates
except summitcli.InvalidDataset as error:
    messages = [problem.message.upper() for problem in error.problems]
version: str = summitcli.__version__
"""
MISTAKES = {
    'record.meeting("helsinki")["sumary"]': "typeddict-item",
    'record.meetings()[0]["start"] + 1': "operator",
    'record.meetings(topics="syria")': "call-arg",
    'record.meetings(all="yes")': "arg-type",
    "record.search(7)": "arg-type",
    'record.sources()[0]["number"]': "typeddict-item",
    "summitcli.laod()": "attr-defined",
    "summitcli.load(3)": "arg-type",
}


def _mypy(folder: Path, program: str) -> tuple[int, str]:
    (folder / "program.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", "cache", "program.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    return done.returncode, done.stdout


def test_a_program_that_uses_the_api_rightly_passes(tmp_path: Path) -> None:
    assert _mypy(tmp_path, PROGRAM) == (0, "")


def test_mistakes_are_found(tmp_path: Path) -> None:
    lines = ["import summitcli", "record = summitcli.load()", *MISTAKES]
    code, told = _mypy(tmp_path, "\n".join(lines) + "\n")
    found = {
        int(line.split(":")[1]): line.rpartition("[")[2].rstrip("]") for line in told.splitlines() if "error" in line
    }
    assert code == 1
    assert {lines[number - 1]: kind for number, kind in found.items()} == MISTAKES, told
