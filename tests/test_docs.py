"""The examples of the documentation do what they say."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/json.md").read_text(encoding="utf-8"), re.DOTALL)


def run(*command: str, **options):
    environ = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ, **options)


@pytest.mark.system  # transcripts pipe into jq
def test_transcripts_and_generated_pages_are_up_to_date():
    checked = run(sys.executable, "scripts/write_docs.py", "--check", cwd=ROOT)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_labels_are_those_of_unicode():
    checked = run(sys.executable, "scripts/write_labels.py", "--check", cwd=ROOT)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("answer", ["list", "search", "stats"])
def test_every_key_of_a_row_is_named(answer):
    page = (ROOT / "docs/json.md").read_text(encoding="utf-8")
    fields = run(sys.executable, "-m", "summitcli", "fields", answer, "--json")
    keys = {row["field"] for row in json.loads(fields.stdout) if "." not in row["field"]}
    [about] = [
        part
        for part in page.split("\n## ")
        if part.startswith(("Rows of `list`", "`search`")) and f"`{answer}`" in part
    ]
    assert keys - set(re.findall(r"`(\w+)`", about)) == set()


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_another_tool_runs(example, tmp_path):
    done = run("bash", "-euo", "pipefail", "-c", example, cwd=tmp_path)
    assert (done.returncode, bool(done.stdout.strip())) == (0, True), done.stderr
