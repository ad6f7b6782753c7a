"""From the wheel in a new environment: a program, and a client without a model, answer the six questions."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

QUESTIONS = {"who", "what", "when", "where", "why", "how"}
PROGRAM = re.findall(
    r"<!-- six questions -->\n```python\n(.*?)```\n<!-- end -->",
    (ROOT / "docs/python.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
CLIENT = """
import json, os, sys

import anyio
from mcp import Client, StdioServerParameters

ASKED = {"who": "participants", "what": "outcomes", "why": "aims", "how": "durations"}


async def main():
    server = StdioServerParameters(command=sys.executable, args=["-m", "summitcli", "mcp"], env=dict(os.environ))
    async with Client(server) as client:
        async def get(*sections):
            asked = {"name": "helsinki", "sections": list(sections)}
            return (await client.call_tool("get_meeting", asked)).structured_content

        overview = await get("overview")
        cited = {each["id"]: each for each in overview["cited"]}
        first = cited[overview["sources"][0]]
        answers = [["when", overview["start"], first], ["where", overview["place"]["venue"], first]]
        for question, section in ASKED.items():
            part = await get(section)
            cited = {each["id"]: each for each in part["cited"]}
            answers += [[question, each["ref"], cited[each["sources"][0]]] for each in part[section]]
        keys = ("publisher", "standing", "url")
        print(json.dumps([[*answer, *(source[key] for key in keys)] for *answer, source in answers]))


anyio.run(main)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, beside the libraries that this one has."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    [wheel] = folder.glob("*.whl")
    environment = folder / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    [site] = environment.glob("lib/*/site-packages")
    with ZipFile(wheel) as packed:  # which is all that pip does, but pip tries the network first
        packed.extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment


def _run(installed: Path, *arguments: str) -> str:
    """What a program prints that runs in the new environment, and nowhere near the checkout."""
    variables = {"PATH": os.environ["PATH"], "SUMMIT_CACHE_DIR": str(installed.parent / "cache")}
    command = [str(installed / "bin/python"), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=installed.parent, env=variables, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_the_wheel_that_is_tested(installed: Path) -> None:
    place = _run(installed, "-c", "import summitcli; print(summitcli.__file__)").strip()
    assert Path(place).is_relative_to(installed)
    assert (Path(place).parent / "py.typed").is_file()


def test_a_program_answers_the_six_questions(installed: Path) -> None:
    rows = [line.split(" | ") for line in _run(installed, "-c", PROGRAM[0]).splitlines()]
    assert {row[0] for row in rows} == QUESTIONS
    assert all(url.startswith("http") and publisher and standing for *_, publisher, standing, url in rows)


def test_a_client_without_a_model_answers_the_same(installed: Path) -> None:
    rows = json.loads(_run(installed, "-c", CLIENT))
    assert {row[0] for row in rows} == QUESTIONS
    by_program = [line.split(" | ") for line in _run(installed, "-c", PROGRAM[0]).splitlines()]
    of_program = sorted((question, *source) for question, _, *source in by_program)
    assert sorted((question, *source) for question, _, *source in rows) == of_program
