"""From the wheel in a new environment: a program, and a client without a model, answer the six questions."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

[PROGRAM] = re.findall(
    r"<!-- six questions -->\n```python\n(.*?)```\n<!-- end -->",
    (ROOT / "docs/python.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
# Who was in the room, the denial, what was agreed, the last contact, and what each side said.
ASKED = (
    ("helsinki", ["participants"]),
    ("helsinki", ["quotes"]),
    ("anchorage", ["outcomes"]),
    ("latest", ["overview"]),
    ("2025-03-18", ["discussed", "accounts"]),
)
CLIENT = """
import json, os, sys

import anyio
from mcp import Client, StdioServerParameters


async def main():
    server = StdioServerParameters(command=sys.executable, args=["-m", "summitcli", "mcp"], env=dict(os.environ))
    async with Client(server) as client:
        async def call(tool, **asked):
            return (await client.call_tool(tool, asked)).structured_content

        met = [row["id"] for row in (await call("list_meetings"))["meetings"]]
        told = [await call("get_meeting", name=name, sections=sections) for name, sections in json.loads(sys.argv[1])]
        print(json.dumps([met, told]))


anyio.run(main)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A new environment with the wheel in it, beside the libraries that this one has."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
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
    rows = [line.split(" | ") for line in _run(installed, "-c", PROGRAM).splitlines()]
    asked = {section for _, sections in ASKED for section in sections}
    assert {section for section, *_ in rows} == {*asked, "overview"}
    assert all(re.search(r", https?://\S+$", source) for *_, source in rows)


def test_a_client_without_a_model_answers_as_the_commands_do(installed: Path) -> None:
    met, told = json.loads(_run(installed, "-c", CLIENT, json.dumps(ASKED)))
    assert met == _run(installed, "-m", "summitcli", "list", "--ids").split()
    for (name, sections), replied in zip(ASKED, told, strict=True):
        del replied["contents"]
        command = ("show", name, "--section", ",".join(sections), "--json")
        assert replied == json.loads(_run(installed, "-m", "summitcli", *command)), name
