"""The folder of a site: written beside its place, and moved there when it is whole.

A list of its files is part of a site. What the list does not have is somebody else's, and is neither replaced nor
deleted.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TextIO

from ...errors import UsageError
from ..places import followed, partial_name, refused

MANIFEST = "summit-site.txt"
HEAD = "These are the files of a site that `summit export site` wrote. With --force it replaces them, and no others.\n"


class Draft:
    """A site that is being written. Every name in it is noted."""

    def __init__(self, root: Path, manifest: TextIO) -> None:
        self.root, self._manifest = root, manifest
        self._folders = {root}

    def write(self, name: str, pieces: Iterable[str]) -> None:
        """Write a file by its path from the top of the site."""
        path = self.root / name
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        self.note(name)

    def note(self, name: str) -> None:
        """Put a file that is in the folder on the list."""
        self._manifest.write(f"{name}\n")


@contextmanager
def draft(target: Path, *, force: bool) -> Iterator[Draft]:
    """A site to write, which takes its place at the end, or leaves nothing behind if there is an error.

    Raises `UsageError` if something is there: a site only gives way with `force`, everything else never does. Raises
    `SummitError` if the disk refuses.
    """
    try:
        place = Path(os.path.realpath(followed(target) or target))
        old = _own_files(target, place, force=force)
        with _missing_parents(place), _stage(place) as stage:
            with (stage / MANIFEST).open("x", encoding="utf-8", newline="\n") as manifest:
                manifest.write(HEAD)
                site = Draft(stage, manifest)
                site.note(MANIFEST)
                yield site
            _publish(stage, place, old)
    except OSError as error:
        raise refused(target, error) from error


def _own_files(target: Path, place: Path, *, force: bool) -> set[str] | None:
    """The files of the site that is there, which are to be replaced; None if nothing is there."""
    if not place.exists():
        return None
    if not place.is_dir():
        raise UsageError(f"{target} is a file, and a site is a folder", subject="file", hint="Name a folder.")
    found = set(_files(place))
    if not found:
        return found
    listed = _listed(place)
    if MANIFEST not in listed:
        hint = "Name a folder that is new or empty."
        raise UsageError(f"{target} is not empty, and no site that summit wrote", subject="file", hint=hint)
    foreign = sorted(found - listed)
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        hint = "Move that elsewhere, or name another folder."
        raise UsageError(f"{target} has {foreign[0]}{more}, which summit did not write", subject="file", hint=hint)
    if not force:
        raise UsageError(f"{target} exists", subject="file", hint="--force replaces it.")
    return found


def _files(folder: Path) -> Iterator[str]:
    """Everything below a folder but folders, by its path from there."""
    for root, folders, files in os.walk(folder):
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in [*files, *links]:
            yield PurePosixPath(Path(root, name).relative_to(folder)).as_posix()


def _listed(folder: Path) -> Set[str]:
    """The names on the list of a site; none if there is no list."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError):
        return set()
    return {line.rstrip("\n") for line in lines[1:]} if lines[:1] == [HEAD] else set()


@contextmanager
def _missing_parents(place: Path) -> Iterator[None]:
    """Make the folders in which a folder is to be; they are removed again if there is an error."""
    missing = [parent for parent in place.parents if not parent.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()
        raise


@contextmanager
def _stage(place: Path) -> Iterator[Path]:
    """A new folder beside a place, or in it if nothing may be made beside it."""
    name = partial_name()
    stage = place.parent / name
    ours = True
    try:  # from here on, as a signal may come when the folder has just been made
        try:
            stage.mkdir()
        except OSError as error:
            ours = not isinstance(error, FileExistsError)
            if not (ours and place.is_dir()):
                raise
            stage = place / name
            stage.mkdir()
        yield stage
    finally:
        if ours:
            shutil.rmtree(stage, ignore_errors=True)


def _publish(stage: Path, place: Path, old: set[str] | None) -> None:
    """Let a site take its place."""
    if old is None:
        stage.rename(place)
        return
    aside = place.parent / f"{stage.name}.old"
    try:
        stage.chmod(stat.S_IMODE(place.stat().st_mode))
        place.rename(aside)
    except OSError:  # it is a mount point, or in a folder that is not ours
        _move_into(stage, place, old)
        return
    try:
        stage.rename(place)
    except OSError:
        aside.rename(place)
        raise
    _remove(aside, old)


def _move_into(stage: Path, place: Path, old: set[str]) -> None:
    """Put the files of a site one by one into a folder that cannot be replaced, and remove what is no longer in it."""
    new = list(_files(stage))
    for name in new:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(stage / name, place / name)
    _remove(place, old - set(new), itself=False)


def _remove(folder: Path, names: Iterable[str], *, itself: bool = True) -> None:
    """Remove these files, and the folders that are then empty. What else is there stays."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()
    for root, *_ in os.walk(folder, topdown=False):
        if itself or Path(root) != folder:
            with suppress(OSError):
                Path(root).rmdir()
