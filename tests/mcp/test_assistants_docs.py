"""docs/assistants.md says what is so, and its configuration starts the server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

from .conftest import environment

PAGE = (ROOT / "docs/assistants.md").read_text(encoding="utf-8")
CONFIGURATION = PAGE.partition("## What it offers")[0]
STARTS = ("/path/to/summit/.venv/bin/summit", "/home/you/.local/bin/summit", "uvx")


def _servers() -> Iterator[dict[str, Any]]:
    """What each block of configuration says of the server."""
    for block in re.findall(r"```json\n(.*?)```", CONFIGURATION, re.DOTALL):
        [(kind, servers)] = json.loads(block).items()
        assert kind in ("mcpServers", "servers")
        yield servers["summit"]
    for block in re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL):
        yield tomllib.loads(block)["mcp_servers"]["summit"]


def test_the_page_is_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/write_assistants.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, ""), "python scripts/write_assistants.py writes it anew"


def test_every_block_of_configuration_starts_the_server(cache: Path) -> None:
    servers = list(_servers())
    assert len(servers) == 5
    for server in servers:
        assert server["command"] in STARTS
        arguments = server["args"]
        if server["command"] == "uvx":
            assert arguments[:2] == ["--from", "summitcli[mcp] @ file:///path/to/summit"]
            assert arguments[2] == "summit"
            arguments = arguments[3:]
        command = [sys.executable, "-m", "summitcli", *arguments]
        done = subprocess.run(command, input=b"", capture_output=True, check=False, env=environment(cache))
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("name", ["fact_check", "compare_meetings", "summit://meeting/{id}"])
def test_prompts_and_resources_are_named(name: str) -> None:
    assert name in PAGE
