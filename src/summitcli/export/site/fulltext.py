"""Search in the text of a site by Pagefind: https://pagefind.app. It is the extra `site`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from ...errors import SummitError

FOLDER = "pagefind"
SEARCHED = "meetings/*.html"
LEFT_OUT = ".notes, .permalink, .contents, .sources, .related, .citations"
"""What is no statement."""


def is_installed() -> bool:
    """Whether there is Pagefind with its program."""
    return bool(find_spec("pagefind") and (find_spec("pagefind_bin") or find_spec("pagefind_bin_extended")))


def index(site: Path) -> Iterator[str]:
    """Let Pagefind read the pages of a site, and name the files that it adds. Raises `SummitError` if it fails."""
    options = ["--site", str(site), "--glob", SEARCHED, "--root-selector", "main", "--exclude-selectors", LEFT_OUT]
    command = [
        sys.executable,
        "-m",
        "pagefind",
        *options,
        "--output-subdir",
        FOLDER,
        "--force-language",
        "en",
        "--silent",
    ]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines()
        raise SummitError(f"Pagefind failed: {told[-1] if told else f'exit code {done.returncode}'}")
    for path in sorted((site / FOLDER).rglob("*")):
        if path.is_file():
            yield path.relative_to(site).as_posix()
