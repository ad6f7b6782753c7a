"""Files on disk: all of them whole, or none."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..errors import SummitError, UsageError


def write_files(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write each file beside its name, then rename all. What is there is replaced only with `force`.

    Devices and named pipes are written as they are. Raises `UsageError` for a file that exists, and
    `SummitError` where the disk refuses; neither leaves anything behind.
    """
    targets = {_followed(path): content for path, content in files.items()}
    for path in targets:
        if path.is_dir():
            raise UsageError(f"{path} is a folder", hint="Name a file.")
        if path.is_file() and not force:
            raise UsageError(f"{path} exists", hint="--force replaces it.")
    created = _make_folders({path.parent for path in targets})
    partial = {path: path.with_name(f".{path.name}.{os.getpid()}.partial") for path in targets if not _is_device(path)}
    try:
        for path, content in targets.items():
            _write(path, partial.get(path, path), content)
        for path, written in partial.items():
            written.replace(path)
        created.clear()
    except OSError as error:
        raise _refused(next(iter(files)), error) from error
    finally:
        for written in partial.values():
            with suppress(OSError):
                written.unlink(missing_ok=True)
        for folder in created:
            with suppress(OSError):
                folder.rmdir()


def _followed(path: Path) -> Path:
    """What a link leads to, so that it stays a link. One to a pipe (`/dev/stdout`) has a name only itself can open."""
    return path.resolve() if path.is_symlink() and not _is_device(path) else path


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _make_folders(folders: set[Path]) -> list[Path]:
    """Make the folders that are missing, each in one that is there; returns those made."""
    missing = sorted(folder for folder in folders if not folder.exists())
    made = []
    for folder in missing:
        try:
            folder.mkdir()
        except OSError as error:
            raise _refused(folder, error) from error
        made.append(folder)
    return made


def _write(path: Path, at: Path, content: bytes) -> None:
    """Write `content` for `path` to `at`, with the mode of the file whose place it is to take."""
    replaced = stat.S_IMODE(path.stat().st_mode) if at != path and path.exists() else None
    try:
        if replaced is not None:
            at.touch(mode=0o600)
        at.write_bytes(content)
        if replaced is not None:
            at.chmod(replaced)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> SummitError:
    return SummitError(f"cannot write {path}: {error.strerror or error}")
