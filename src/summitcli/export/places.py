"""Where a file that somebody named will be: what its links lead to, whether it is a stream, what is there already."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..errors import SummitError, UsageError

MOST_LINKS = 40
"""Links that are followed one after another, as many as Linux follows."""
OWN_STREAM = re.compile(r"/dev/(stdin|stdout|stderr|fd/\d+)|/proc/(self|thread-self|\d+)/fd/\d+")
"""Names of what this process has open. Even if that is a file, it is not to be replaced, but written on."""


class Place(NamedTuple):
    """A file that is to be written: `named` as the user named it, `path` as it is on disk."""

    named: Path
    path: Path
    is_stream: bool
    """It is a device, a pipe or what this process has open, and is written as it is."""
    old: os.stat_result | None
    """What is known of the file that is there; None if none is."""


def place(named: Path) -> Place:
    """The place of a file. Raises `UsageError` for a folder, and `SummitError` for what cannot be reached."""
    try:
        path = followed(named)
        if path is None:
            return Place(named, named, True, None)
        status = path.lstat() if os.path.lexists(path) else None
    except OSError as error:
        raise refused(named, error) from error
    if status is None:
        return Place(named, path, False, None)
    if stat.S_ISDIR(status.st_mode):
        raise UsageError(f"{named} is a folder", subject="file", hint="Name a file.")
    if not stat.S_ISREG(status.st_mode):
        return Place(named, path, True, None)
    return Place(named, path, False, status)


def is_stream(named: Path) -> bool:
    """Whether a file is a device, a pipe or what this process has open. Raises what `place` raises."""
    return place(named).is_stream


def followed(path: Path) -> Path | None:
    """What the links lead to, so that they stay; None for what this process has open.

    The kernel does not follow links that another user made in a folder like /tmp. Who follows them step by step, as
    here, must refuse them as well.
    """
    for _ in range(MOST_LINKS):
        if OWN_STREAM.fullmatch(os.fspath(path)):
            return None
        if not path.is_symlink():
            return path
        if not _is_trusted(path.lstat()):
            raise UsageError(f"{path} is a link that another user made", subject="file", hint="Name another file.")
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _is_trusted(link: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or link.st_uid in (os.geteuid(), 0)


def partial_name() -> str:
    """A name that nobody could guess, for what is being written."""
    return f".summit-{secrets.token_hex(4)}.partial"


def check_distinct(places: Iterable[Place]) -> None:
    """Raise `UsageError` if two names lead to one file: the second would replace the first."""
    seen: dict[object, Path] = {}
    for each in places:
        if each.is_stream:
            continue
        same = (each.old.st_dev, each.old.st_ino) if each.old else os.path.realpath(each.path)
        if same in seen:
            raise UsageError(f"{seen[same]} and {each.named} are the same file", subject="file")
        seen[same] = each.named


def refused(named: Path, error: OSError) -> SummitError:
    """The error that says which file cannot be written, and why."""
    return SummitError(f"cannot write {named}: {error.strerror or error}", subject="file")
