"""docs/your-data.md is run as it stands."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "your-data.md"
BLOCK = re.compile(r"(?:<!-- file: (\S+) -->\n)?```(console|json)\n(.*?)```\n", re.DOTALL)


def transcript(folder: Path, cache: Path) -> str:
    """The page, with what its commands print in place of what it says they print."""
    # Any program named `summit` on the PATH is the one under test.
    program = folder / "bin" / "summit"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m summitcli \"$@\"\n")
    program.chmod(0o755)
    env = {"PATH": f"{program.parent}:{os.environ['PATH']}", "SUMMIT_CACHE_DIR": str(cache)}

    def run(match: re.Match[str]) -> str:
        name, kind, body = match.groups()
        if kind == "json":
            (folder / name).write_text(body)
            return match.group()
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        printed = []
        for command in commands:
            if command.startswith("export "):
                variable, _, value = command.removeprefix("export ").partition("=")
                env[variable] = value
            done = subprocess.run(
                ["sh", "-c", f"{command} 2>&1"], cwd=folder, env=env, capture_output=True, text=True, check=False
            )
            printed.append(f"$ {command}\n{done.stdout}")
        return f"```console\n{''.join(printed)}```\n"

    return BLOCK.sub(run, PAGE.read_text())


def test_the_page_on_your_own_data_shows_what_its_commands_print(tmp_path, cache):
    assert transcript(tmp_path, cache) == PAGE.read_text()
