"""What the figures were measured on, and with which versions."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from .tasks import REQUIREMENTS, Bench


def described(bench: Bench) -> Iterator[str]:
    """Lines of a Markdown list."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"- {_processor()}, {os.cpu_count()} cores, {memory:.0f} GB of memory"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    yield f"- {_system()}, {python}, SQLite {sqlite3.sqlite_version}"
    ours = [f"{name} {version(name)}" for name in ("typer", "rich", "pydantic")]
    yield f"- summit {version('summitcli')} with {', '.join(ours)}"
    yield f"- {', '.join([*_peers(), *_jq(bench)])}"
    yield f"- {datetime.now(UTC):%-d %B %Y}"


def _peers() -> list[str]:
    return [line.replace("==", " ") for line in REQUIREMENTS.read_text(encoding="utf-8").split()]


def _jq(bench: Bench) -> list[str]:
    if not bench.jq:
        return ["no jq"]
    return [subprocess.run([bench.jq, "--version"], capture_output=True, text=True, check=True).stdout.strip()]


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
