"""Files on disk: all of them whole, or none.

Each file is first written under a random name beside its place. When all are complete, they take their places; if one
of them cannot, those that have are taken back.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from ..errors import UsageError
from .places import Place, check_distinct, partial_name, place, refused

Content = Iterable[bytes] | Callable[[Path], object]
"""The pieces of a file, in order; or a function that fills the empty file whose path it is given."""
EXCLUSIVE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
ACL = "system.posix_acl_access"


class _Draft(NamedTuple):
    """A complete file that is to take its place."""

    place: Place
    staged: Path
    in_place: bool
    """The file cannot be replaced by another one, so its content is replaced."""


def write_files(files: Mapping[Path, Content], *, force: bool) -> None:
    """Write all the files, or none. What is there is replaced only with `force`, and keeps its owner and its mode.

    Devices and pipes are written as they are. Raises `UsageError` for a file that exists, even if it was made a
    moment ago, and `SummitError` if the disk refuses; neither leaves anything behind.
    """
    places = [place(path) for path in files]
    check_distinct(places)
    for each in places:
        if each.old and not force:
            raise _exists(each)
    with ExitStack() as cleanup:
        made = cleanup.enter_context(_folders(each for each in places if not each.is_stream))
        contents = list(zip(places, files.values(), strict=True))
        drafts = [_draft(each, content, cleanup) for each, content in contents if not each.is_stream]
        for each, content in contents:
            if each.is_stream:
                _write_stream(each, content)
        _publish(drafts, force=force)
        made.clear()


def _exists(each: Place) -> UsageError:
    return UsageError(f"{each.named} exists", subject="file", hint="--force replaces it.")


@contextmanager
def _folders(places: Iterable[Place]) -> Iterator[list[Path]]:
    """Make the folders that are missing, each in one that is there. Those still in the list at the end are removed."""
    made: list[Path] = []
    try:
        for folder in sorted({each.path.parent for each in places}):
            if not os.path.lexists(folder):
                try:
                    folder.mkdir()
                except OSError as error:
                    raise refused(folder, error) from error
                made.append(folder)
        yield made
    finally:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()


def _draft(each: Place, content: Content, cleanup: ExitStack) -> _Draft:
    """Write the content of a file under another name, with the owner and the mode of what it will replace."""
    in_place = False
    try:
        try:
            staged = _new_file(each.path.parent, cleanup, private=each.old is not None)
        except OSError:
            if not each.old or not os.access(each.path, os.W_OK):
                raise
            in_place = True
            staged = _new_file(Path(tempfile.gettempdir()), cleanup, private=True)
        _fill(staged, content)
        return _Draft(each, staged, in_place or not _carry_over(each, staged))
    except OSError as error:
        raise refused(each.named, error) from error


def _new_file(folder: Path, cleanup: ExitStack, *, private: bool) -> Path:
    """A new file under a random name, where no link can be waiting. Its mode is what the user's umask leaves.

    `cleanup` learns of it first, as a signal may come when it has just been made.
    """
    path = folder / partial_name()
    ours = [path]
    cleanup.callback(_remove_all, ours)
    try:
        os.close(os.open(path, EXCLUSIVE, 0o600 if private else 0o666))
    except FileExistsError:
        ours.clear()
        raise
    return path


def _fill(path: Path, content: Content) -> None:
    if callable(content):
        content(path)
    else:
        with path.open("wb") as file:
            file.writelines(content)


def _carry_over(each: Place, staged: Path) -> bool:
    """Give a file the owner, the mode and the access list of the one that it replaces; False if that cannot be done."""
    if not each.old:
        return True
    try:
        new = staged.stat()
        if (new.st_uid, new.st_gid) != (each.old.st_uid, each.old.st_gid):
            os.chown(staged, each.old.st_uid, each.old.st_gid)
        staged.chmod(stat.S_IMODE(each.old.st_mode))
        if hasattr(os, "listxattr") and ACL in os.listxattr(each.path):
            os.setxattr(staged, ACL, os.getxattr(each.path, ACL))
    except OSError:
        return False
    return True


def _write_stream(each: Place, content: Content) -> None:
    """Write to a device, a pipe, or what this process has open. A shell may have opened that to add to it."""
    try:
        if callable(content):
            with tempfile.TemporaryDirectory(prefix="summit-") as folder:
                whole = Path(folder, "whole")
                content(whole)
                with whole.open("rb") as file, each.path.open("ab") as stream:
                    shutil.copyfileobj(file, stream)
        else:
            with each.path.open("ab") as stream:
                stream.writelines(content)
    except BrokenPipeError:
        raise  # the reader has had enough: the caller knows what to do
    except OSError as error:
        raise refused(each.named, error) from error


def _publish(drafts: Iterable[_Draft], *, force: bool) -> None:
    """Let all files take their places. If one cannot, those that have are taken back."""
    with ExitStack() as kept, ExitStack() as undo:
        for draft in drafts:
            try:
                _take_place(draft, undo, kept, force=force)
            except FileExistsError as error:
                raise _exists(draft.place) from error
            except OSError as error:
                raise refused(draft.place.named, error) from error
        undo.pop_all()


def _take_place(draft: _Draft, undo: ExitStack, kept: ExitStack, *, force: bool) -> None:
    """Let a file take its place. `undo` gets how to take it back, `kept` what to remove in the end."""
    path = draft.place.path
    if draft.in_place:
        _write_in_place(draft, undo, kept)
    elif not force:
        _link(draft.staged, path)
        undo.callback(_remove, path)
    elif not draft.place.old:
        draft.staged.replace(path)
        undo.callback(_remove, path)
    else:
        backup = _backup(path)
        kept.callback(_remove, backup)
        try:
            draft.staged.replace(path)
            undo.callback(_put_back, backup, path)
        except OSError:  # it is a mount point, or in a folder where only its owner may replace it
            _write_in_place(draft, undo, kept)


def _link(staged: Path, path: Path) -> None:
    """Give a new file its name, if no file has it. Raises `FileExistsError`.

    Where files cannot have two names, the name is taken first by an empty file, which is then replaced.
    """
    try:
        path.hardlink_to(staged)
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(path, EXCLUSIVE, 0o600))
        try:
            staged.replace(path)
        except OSError:
            _remove(path)
            raise


def _backup(path: Path) -> Path:
    """A second name of a file, or a copy where files cannot have two names."""
    backup = path.with_name(partial_name())
    try:
        backup.hardlink_to(path)
    except OSError:
        shutil.copy2(path, backup)
    return backup


def _write_in_place(draft: _Draft, undo: ExitStack, kept: ExitStack) -> None:
    """Put the content of a file into the one that is there. If the disk is full, the old content is put back."""
    before = kept.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  (it is: the stack closes it)
    with _opened(draft.place.path, os.O_RDONLY, "rb") as file:
        shutil.copyfileobj(file, before)
    undo.callback(_fill_again, draft.place.path, before)
    with draft.staged.open("rb") as content:
        _overwrite(draft.place.path, content)


def _overwrite(path: Path, content: IO[bytes]) -> None:
    content.seek(0)
    with _opened(path, os.O_RDWR, "r+b") as file:
        shutil.copyfileobj(content, file)
        file.truncate()


def _put_back(backup: Path, path: Path) -> None:
    with suppress(OSError):  # the error that is on its way says what is wrong
        backup.replace(path)


def _fill_again(path: Path, before: IO[bytes]) -> None:
    with suppress(OSError):
        _overwrite(path, before)


def _opened(path: Path, flags: int, mode: str) -> IO[bytes]:
    """An open file, and never what a link leads to: links were followed when there was time to look at them."""
    return os.fdopen(os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), mode)


def _remove_all(paths: Iterable[Path]) -> None:
    for path in paths:
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
