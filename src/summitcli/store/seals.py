"""What is known of a file that nothing has touched since: its hash, without reading it again."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

READ_AHEAD = 1 << 20
SETTLED = 2_000_000_000  # ns: the coarsest clock of a file system in use (FAT) ticks once in two seconds


def identity(path: str | Path) -> str:
    """What any write to a file changes: device, inode, size, times of its content and of its entry (ns)."""
    stat = Path(path).stat()
    return f"{stat.st_dev} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def is_settled(identified: str) -> bool:
    """Whether a file was left alone long enough that a later write cannot bear the same times."""
    *_, content, entry = map(int, identified.split())
    return max(content, entry) < time.time_ns() - SETTLED


def set_seal(seal: Path, identified: str, sha256: str) -> None:
    """Note the hash of what a file held when it was `identified`. It is no matter if the cache cannot be written."""
    partial = seal.with_name(f"{seal.name}.{os.getpid()}.partial")
    with suppress(OSError):
        seal.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(f"{sha256} {identified}\n", encoding="ascii")
        partial.replace(seal)


def read_seal(seal: Path) -> tuple[str, str]:
    """The hash and the identity that a seal notes; empty where there is none."""
    with suppress(OSError, ValueError):
        sha256, _, identified = seal.read_text(encoding="ascii").strip().partition(" ")
        return sha256, identified
    return "", ""


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(READ_AHEAD):
            digest.update(piece)
    return digest.hexdigest()
