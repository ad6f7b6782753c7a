"""The protocol's own inspector, another implementation of a client, understands the server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import SERVER, environment

INSPECTOR = "@modelcontextprotocol/inspector@0"  # the newest that runs on Node 20
pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def inspector(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The program: that of the system, else the one that npm installs."""
    if found := shutil.which("mcp-inspector"):
        return found
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm")
    folder = tmp_path_factory.mktemp("inspector")
    done = subprocess.run(
        [npm, "install", "--prefix", str(folder), "--no-fund", "--no-audit", "--ignore-scripts", INSPECTOR],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    if done.returncode:
        pytest.skip(f"npm does not install the inspector: {done.stderr[-200:]}")
    return str(folder / "node_modules/.bin/mcp-inspector")


@pytest.fixture(scope="module")
def inspect(inspector: str, cache: Path) -> Any:
    """Run the inspector's command line with one method, and return its JSON."""

    def run(method: str, *options: str) -> Any:
        variables = [f"{name}={value}" for name, value in environment(cache).items() if value]
        given = [part for each in variables for part in ("-e", each)]
        command = [inspector, "--cli", *given, sys.executable, *SERVER, "--method", method, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_it_lists_what_there_is(inspect: Any) -> None:
    assert len(inspect("tools/list")["tools"]) == 7
    assert len(inspect("prompts/list")["prompts"]) == 2
    assert inspect("resources/templates/list")["resourceTemplates"][0]["uriTemplate"] == "summit://meeting/{id}"
    assert inspect("resources/list")["nextCursor"]


def test_it_calls_a_tool_and_takes_its_structured_reply(inspect: Any) -> None:
    found = inspect("tools/call", "--tool-name", "get_meeting", "--tool-arg", "name=helsinki")
    assert found["structuredContent"]["id"] == "helsinki-2018"
    failed = inspect("tools/call", "--tool-name", "get_meeting", "--tool-arg", "name=helsinky")
    assert failed["isError"]


def test_it_reads_a_resource_and_makes_a_prompt(inspect: Any) -> None:
    [content] = inspect("resources/read", "--uri", "summit://meeting/helsinki-2018")["contents"]
    assert content["text"].startswith("# Helsinki summit")
    made = inspect("prompts/get", "--prompt-name", "fact_check", "--prompt-args", "claim=They signed a treaty.")
    assert "They signed a treaty." in made["messages"][0]["content"]["text"]
