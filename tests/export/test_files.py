"""Files are written all or none, in their own place, and by nobody's leave but their owner's."""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summitcli import export
from summitcli.errors import SummitError, UsageError
from summitcli.export import files
from summitcli.export.files import write_files
from summitcli.query.filters import NO_FILTERS

from .conftest import contents, saved
from .hostile import hostile

NOBODY = 65534
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act for other users")


def refused(*args: object, **options: bool) -> str:
    """The message of the error that writing ends in."""
    with pytest.raises(SummitError) as error:
        write_files(*args, **options)  # type: ignore[arg-type]
    return error.value.message


def failing() -> Iterator[bytes]:
    yield b"half"
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def making(path: Path, content: str) -> Iterator[bytes]:
    """Content during which somebody else makes a file."""
    yield b"ours"
    path.write_text(content)


def as_nobody(act: Callable[[], None]) -> str:
    """What an error says if another user does it; empty if nothing goes wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            act()
        except SummitError as error:
            os.write(writing, error.message.encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as message:
        said = message.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def test_files_are_written_with_folders_that_are_missing(tmp_path):
    write_files(
        {tmp_path / "a" / "one": [b"1", b"2"], tmp_path / "a" / "two": lambda path: path.write_text("3")}, force=False
    )
    assert contents(tmp_path) == {"a/one": b"12", "a/two": b"3"}


def test_all_or_none_and_the_error_names_the_file(tmp_path):
    message = refused({tmp_path / "a" / "one": [b"1"], tmp_path / "a" / "two": failing()}, force=False)
    assert message == f"cannot write {tmp_path}/a/two: No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_all_or_none_of_files_that_are_replaced(tmp_path):
    for name in ("one", "two", "three"):
        (tmp_path / name).write_text("old")

    def in_the_way(path: Path) -> None:
        path.write_text("new")
        (tmp_path / "three").unlink()
        (tmp_path / "three").mkdir()

    made = {tmp_path / "one": [b"new"], tmp_path / "two": [b"new"], tmp_path / "three": in_the_way}
    assert refused(made, force=True).startswith(f"cannot write {tmp_path}/three: ")
    assert contents(tmp_path) == {"one": b"old", "two": b"old"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_whatever_goes_wrong_leaves_nothing(tmp_path, error):
    def content() -> Iterator[bytes]:
        yield b"half"
        raise error

    with pytest.raises(error):
        write_files({tmp_path / "one": [b"1"], tmp_path / "new" / "two": content()}, force=False)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_replaced_only_with_force(tmp_path):
    (tmp_path / "one").write_text("precious")
    assert refused({tmp_path / "one": [b"new"]}, force=False) == f"{tmp_path}/one exists"
    assert contents(tmp_path) == {"one": b"precious"}
    write_files({tmp_path / "one": [b"new"]}, force=True)
    assert contents(tmp_path) == {"one": b"new"}


@pytest.mark.parametrize("linked", [True, False], ids=["with hard links", "without"])
def test_a_file_made_in_between_is_not_lost(tmp_path, monkeypatch, linked):
    if not linked:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    one, two = tmp_path / "one", tmp_path / "two"
    assert refused({one: [b"1"], two: making(two, "precious")}, force=False) == f"{two} exists"
    assert contents(tmp_path) == {"two": b"precious"}


def no_links(*_: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_files_are_written_where_no_file_can_have_two_names(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_files({tmp_path / "one": [b"1"]}, force=False)
    write_files({tmp_path / "one": [b"2"], tmp_path / "two": [b"2"]}, force=True)
    assert contents(tmp_path) == {"one": b"2", "two": b"2"}


def test_a_partial_file_is_never_one_that_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(secrets, "token_hex", lambda _: "00000000")
    (tmp_path / ".summit-00000000.partial").symlink_to(tmp_path / "victim")
    assert refused({tmp_path / "one": [b"1"]}, force=False) == f"cannot write {tmp_path}/one: File exists"
    assert [path.name for path in tmp_path.iterdir()] == [".summit-00000000.partial"]


def test_partial_names_are_short_and_random(tmp_path):
    seen = set()
    for number in range(3):
        write_files({tmp_path / str(number): lambda path: seen.add(path.name)}, force=False)
    assert (len(seen), max(map(len, seen)) < 30) == (3, True)


def test_a_link_of_ones_own_is_followed_and_stays(tmp_path):
    (tmp_path / "link").symlink_to("real")
    write_files({tmp_path / "link": [b"1"]}, force=False)
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "real").read_bytes()) == (True, b"1")
    assert refused({tmp_path / "link": [b"2"]}, force=False) == f"{tmp_path}/link exists"


def test_a_link_that_another_user_made_is_not_followed(tmp_path, monkeypatch):
    link = tmp_path / "link"
    link.symlink_to("victim")
    if os.geteuid() == 0:
        os.lchown(link, NOBODY, NOBODY)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 1)
    assert refused({link: [b"1"]}, force=True) == f"{link} is a link that another user made"
    assert not (tmp_path / "victim").exists()


def test_a_loop_of_links_is_a_sentence(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert refused({tmp_path / "a": [b"1"]}, force=True) == (
        f"cannot write {tmp_path}/a: Too many levels of symbolic links"
    )
    assert "Too many levels" in refused({tmp_path / "a" / "inside": [b"1"]}, force=True)


def test_two_names_of_one_file_do_not_lose_one(tmp_path):
    (tmp_path / "people.csv").symlink_to("same")
    (tmp_path / "topics.csv").symlink_to("same")
    made = {tmp_path / "people.csv": [b"1"], tmp_path / "topics.csv": [b"2"]}
    assert refused(made, force=True) == f"{tmp_path}/people.csv and {tmp_path}/topics.csv are the same file"
    assert not (tmp_path / "same").exists()
    (tmp_path / "same").write_text("old")
    assert "are the same file" in refused(made, force=True)


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path):
    before = os.umask(0o027)
    try:
        write_files({tmp_path / "one": [b"1"]}, force=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o640


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path):
    (tmp_path / "one").write_text("old")
    (tmp_path / "one").chmod(0o604)
    write_files({tmp_path / "one": [b"1"]}, force=True)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o604


def test_a_private_file_is_never_readable_while_it_is_written(tmp_path):
    (tmp_path / "one").write_text("old")
    (tmp_path / "one").chmod(0o600)
    modes = []
    write_files({tmp_path / "one": lambda path: modes.append(stat.S_IMODE(path.stat().st_mode))}, force=True)
    assert modes == [0o600]


@only_root
def test_a_file_that_is_replaced_keeps_its_owner(tmp_path):
    (tmp_path / "one").write_text("old")
    os.chown(tmp_path / "one", NOBODY, 12)
    write_files({tmp_path / "one": [b"1"]}, force=True)
    status = (tmp_path / "one").stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, 12)


@only_root
def test_a_file_of_another_owner_is_written_in_place(open_folder):
    one = open_folder / "one"
    one.write_text("a longer text than the new one")
    one.chmod(0o666)
    inode = one.stat().st_ino
    assert as_nobody(lambda: write_files({one: [b"new"]}, force=True)) == ""
    assert (one.read_text(), one.stat().st_uid, one.stat().st_ino) == ("new", 0, inode)


@only_root
def test_a_file_that_its_owner_does_not_let_us_write_is_left_as_it_is(open_folder):
    one = open_folder / "one"
    one.write_text("old")
    one.chmod(0o644)
    said = as_nobody(lambda: write_files({one: [b"new"]}, force=True))
    assert (said, one.read_text()) == (f"cannot write {one}: Permission denied", "old")
    assert list(open_folder.iterdir()) == [one]


@only_root
def test_a_writable_file_in_a_folder_that_is_not_is_written_in_place(open_folder):
    one = open_folder / "one"
    one.write_text("old")
    one.chmod(0o666)
    open_folder.chmod(0o755)
    assert as_nobody(lambda: write_files({one: [b"new"]}, force=True)) == ""
    assert one.read_text() == "new"
    said = as_nobody(lambda: write_files({open_folder / "two": [b"new"]}, force=True))
    assert said == f"cannot write {open_folder}/two: Permission denied"


@only_root
def test_all_or_none_where_one_file_is_written_in_place(open_folder):
    one, two = open_folder / "one", open_folder / "two"
    for each in (one, two):
        each.write_text("old")
    one.chmod(0o666)
    two.chmod(0o644)
    said = as_nobody(lambda: write_files({one: [b"new"], two: [b"new"]}, force=True))
    assert (said, one.read_text(), two.read_text()) == (f"cannot write {two}: Permission denied", "old", "old")


@only_root
def test_a_file_that_is_mounted_by_itself_is_written_in_place(tmp_path):
    (tmp_path / "real").write_text("a longer text than the new one")
    (tmp_path / "mounted").write_text("")
    program = f"""
import subprocess, sys
from pathlib import Path
from summitcli.export.files import write_files
folder = Path({str(tmp_path)!r})
done = subprocess.run(["mount", "--bind", folder / "real", folder / "mounted"], capture_output=True)
if done.returncode: sys.exit(77)
write_files({{folder / "mounted": [b"new"], folder / "beside": [b"1"]}}, force=True)
print((folder / "mounted").read_text(), sorted(each.name for each in folder.iterdir()))
"""
    done = subprocess.run(
        ["unshare", "--mount", sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    if done.returncode in (1, 77) and "Error" not in done.stderr:
        pytest.skip("nothing can be mounted here")
    assert (done.stdout, done.stderr) == ("new ['beside', 'mounted', 'real']\n", "")
    assert (tmp_path / "real").read_text() == "new"


def test_a_disk_that_fills_up_in_place_gives_the_old_content_back(tmp_path, monkeypatch):
    one = tmp_path / "one"
    one.write_text("precious")
    monkeypatch.setattr(files, "_carry_over", lambda *_: False)
    copy, calls = shutil.copyfileobj, []

    def copied(source, target):
        calls.append(target.name)
        if len(calls) == 2:
            target.write(b"ha")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        copy(source, target)

    monkeypatch.setattr(shutil, "copyfileobj", copied)
    assert refused({one: [b"new"]}, force=True) == f"cannot write {one}: No space left on device"
    assert contents(tmp_path) == {"one": b"precious"}


def test_an_access_list_is_carried_over(tmp_path):
    one = tmp_path / "one"
    one.write_text("old")
    entries = [(1, 6, -1), (2, 4, 12), (4, 0, -1), (16, 4, -1), (32, 0, -1)]  # tag, permissions, id
    packed = b"\2\0\0\0" + b"".join(
        tag.to_bytes(2, "little") + bits.to_bytes(2, "little") + (id & 0xFFFFFFFF).to_bytes(4, "little")
        for tag, bits, id in entries
    )
    try:
        os.setxattr(one, files.ACL, packed)
    except (AttributeError, OSError):
        pytest.skip("no access lists here")
    write_files({one: [b"new"]}, force=True)
    assert os.getxattr(one, files.ACL) == packed


@pytest.mark.parametrize("size", [244, 255])
def test_the_longest_names_are_written(tmp_path, size):
    write_files({tmp_path / ("n" * size): [b"1"]}, force=False)
    assert contents(tmp_path) == {"n" * size: b"1"}


def test_a_name_that_is_too_long_is_a_sentence(tmp_path):
    path = tmp_path / ("n" * 256)
    assert refused({path: [b"1"]}, force=False) == f"cannot write {path}: File name too long"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("file/inside", "cannot write {}/file/inside: Not a directory"),
        ("no/such/file", "cannot write {}/no/such: No such file or directory"),
        ("folder", "{}/folder is a folder"),
    ],
)
def test_a_place_that_is_none_is_a_sentence(tmp_path, path, message):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    assert refused({tmp_path / path: [b"1"]}, force=True) == message.format(tmp_path)


def test_a_full_device_is_a_sentence():
    assert refused({Path("/dev/full"): [b"1"]}, force=False) == "cannot write /dev/full: No space left on device"


def test_a_pipe_is_written_to(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_files({pipe: [b"1", b"2"]}, force=False)
    reader.join()
    assert (read, [path.name for path in tmp_path.iterdir()]) == ([b"12"], ["pipe"])


def test_what_this_process_has_open_is_added_to(tmp_path):
    path = tmp_path / "log"
    path.write_text("before ")
    with path.open("a") as file:
        write_files({Path(f"/proc/self/fd/{file.fileno()}"): [b"after"]}, force=False)
    assert contents(tmp_path) == {"log": b"before after"}


@pytest.mark.parametrize("format", ["sqlite", "datapackage", "csv"])
def test_nothing_is_left_beside_a_device(opened, tmp_path, format):
    link = tmp_path / "null.zip"
    link.symlink_to("/dev/null")
    before = set(Path("/dev").iterdir())
    saved(opened(hostile()), format, link)
    saved(opened(hostile()), format, "/dev/null") if format != "datapackage" else None
    assert (list(tmp_path.iterdir()), set(Path("/dev").iterdir()) - before) == ([link], set())


@pytest.mark.parametrize("taken", ["record.db", "record.metadata.json"])
def test_a_database_and_its_metadata_are_all_or_none(opened, tmp_path, taken):
    (tmp_path / taken).write_text("precious")
    with pytest.raises(UsageError) as error:
        saved(opened(hostile()), "sqlite", tmp_path / "record.db")
    assert error.value.message == f"{tmp_path}/{taken} exists"
    assert contents(tmp_path) == {taken: b"precious"}


@pytest.mark.parametrize("format", ["sqlite", "parquet", "datapackage", "csv", "json"])
def test_a_disk_that_fills_up_leaves_nothing_and_names_the_file(tmp_path, tmp_path_factory, format):
    made = {"sqlite": "record.db", "parquet": "tables", "datapackage": "package"}.get(format, f"record.{format}")
    program = f"""
import resource, signal, sys
from pathlib import Path
from summitcli import export
from summitcli.errors import SummitError
from summitcli.query.filters import NO_FILTERS
from summitcli.store import open_store
store = open_store([sys.argv[1]])
made = export.make(store, NO_FILTERS, {format!r}, target={str(tmp_path / made)!r})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
try:
    export.save(made, {str(tmp_path / made)!r}, force=False)
except SummitError as error:
    print(error.message)
"""
    data = tmp_path_factory.mktemp("data") / "hostile.json"
    data.write_text(json.dumps(hostile()))
    done = subprocess.run([sys.executable, "-c", program, data], capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"cannot write {tmp_path}/{made}"), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_a_table_names_its_file(opened, tmp_path):
    made = export.make(opened(hostile()), NO_FILTERS, "datapackage", target=str(tmp_path / "package"))
    broken = made._replace(files={**made.files, "topics.csv": failing()})
    with pytest.raises(SummitError) as error:
        export.save(broken, str(tmp_path / "package"), force=False)
    assert error.value.message == f"cannot write {tmp_path}/package/topics.csv: No space left on device"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["csv", "site"])
def test_a_signal_right_after_a_file_or_folder_is_made_leaves_nothing(tmp_path, tmp_path_factory, format):
    program = """
import os, signal, sys
from pathlib import Path
from summitcli.cli.main import run

def signalled(make):
    def made(path, *arguments, **options):
        done = make(path, *arguments, **options)
        if Path(path).name.startswith(".summit-"):
            os.open, Path.mkdir = usual
            os.kill(os.getpid(), signal.SIGTERM)
        return done
    return made

usual = os.open, Path.mkdir
os.open, Path.mkdir = map(signalled, usual)
sys.exit(run(["export", *sys.argv[1:]]))
"""
    data = tmp_path_factory.mktemp("data") / "hostile.json"
    data.write_text(json.dumps(hostile()))
    question = [sys.executable, "-c", program, format, "-o", "made", "--data", str(data)]
    assert subprocess.run(question, check=False, cwd=tmp_path).returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
