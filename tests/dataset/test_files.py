"""Which files a dataset is read from, what they are called, and which are not read to their end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from summitcli import package
from summitcli.dataset import files
from summitcli.errors import InvalidDataset, UsageError

from ..conftest import HISTORY, RECORD, ROOT, TIMEOUT, Result, Summit
from ..inside import run
from ..synthetic import dataset

LISTED = Result(0, "geneva-2031\n", "")
posix = pytest.mark.skipif(os.name != "posix", reason="devices and pipes with names are of POSIX")


def refusal(path: str, reason: str) -> Result:
    hint = "`summit init FILE` writes a small dataset to begin with.\n"
    return Result(5, "", f"error: cannot read the dataset {path}: {reason}\n{hint}")


NAMES = {
    "last parts": (["a/x.json", "b/y.json"], ["x.json", "y.json"]),
    "paths, if last parts are alike": (["a/x.json", "b/x.json", "y.json"], ["a/x.json", "b/x.json", "y.json"]),
    "numbers, if paths are alike": (["x.json", "x.json", "x.json"], ["x.json", "x.json (2)", "x.json (3)"]),
    "stdin": (["-"], ["<stdin>"]),
    "stdin and a file of that name": (["<stdin>", "-"], ["<stdin>", "<stdin> (2)"]),
    "a name that is spelled like another's escape": (["x\x1b", "x\\x1b"], ["x\\x1b", "x\\x1b (2)"]),
    "a name that looks like a number that is given": (["x (2)", "a/x", "x"], ["x (2)", "a/x", "x"]),
    "bytes that are no text": (["undecodable\udce9"], ["undecodable\\udce9"]),
}


@pytest.mark.parametrize("case", NAMES)
def test_every_file_has_a_name_of_its_own_that_can_be_printed(case):
    paths, names = NAMES[case]
    assert list(files.named(paths).items()) == list(zip(names, paths, strict=True))


@posix
@pytest.mark.parametrize("names", [("<stdin>", "-"), ("x\x1b.json", "x\\x1b.json")], ids=["stdin", "escape"])
def test_files_whose_names_look_alike_are_all_read(summit: Summit, tmp_path, names):
    other = dataset() | {"meetings": dataset()["meetings"][1:2]}
    text = {"meetings": other.pop("meetings")} | other
    (tmp_path / names[0]).write_text(json.dumps(dataset() | {"meetings": dataset()["meetings"][:1]}))
    if names[1] != "-":
        (tmp_path / names[1]).write_text(json.dumps(text))
    done = summit("list", "--ids", "--all", "--data", names[0], f"--data={names[1]}", stdin=json.dumps(text))
    assert done == Result(0, "geneva-2031\ncall-2032-01-02\n", "")


def test_both_bundled_files_are_read_in_place_from_a_checkout():
    assert files.bundled() == [str(RECORD), str(HISTORY)]
    assert files.is_bundled(files.chosen([], {})) is True
    assert files.is_bundled([str(RECORD)]) is False


def test_the_variable_names_several_files_as_path_does(monkeypatch):
    assert files.chosen([], {"SUMMIT_DATA": os.pathsep.join(["a", "", "b"])}) == ["a", "b"]
    assert files.chosen(["c"], {"SUMMIT_DATA": "a"}) == ["c"]


def test_standard_input_can_be_given_once():
    with pytest.raises(UsageError, match="read only once"):
        files.chosen(["-", "x", "-"])


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/tty", "/dev/null"])
@pytest.mark.parametrize("command", [["list", "--data"], ["validate"]], ids=" ".join)
def test_a_device_is_no_dataset(summit: Summit, command, device):
    assert summit(*command, device) == refusal(device, "it is a device, not a file")


@posix
def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    """A file with a hole of two gigabytes takes no room and no time."""
    with (tmp_path / "hole.json").open("wb") as hole:
        hole.truncate(2 * files.MOST)
    assert run("list", "--data", "hole.json", folder=tmp_path) == refusal("hole.json", "it is larger than 1 GB")


@posix
@pytest.mark.parametrize("source", ["pipe", "standard input"])
def test_what_does_not_end_is_refused(summit: Summit, tmp_path, monkeypatch, source):
    """An endless pipe is read as far as a file may be long, and no further."""
    monkeypatch.setattr(files, "MOST", 3 * files.PIECE)
    read, write = os.pipe()
    writer = subprocess.Popen(["yes"], stdout=write)
    os.close(write)
    try:
        with pytest.raises(InvalidDataset, match="is larger than"), os.fdopen(read, "rb") as pipe:
            files._whole(pipe, source)
    finally:
        writer.kill()
        writer.wait()


@posix
def test_a_pipe_with_a_name_is_read(summit: Summit, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dataset.json").write_text(json.dumps(dataset()))
    writer = subprocess.Popen(["sh", "-c", "cat dataset.json > pipe"], cwd=tmp_path)
    assert summit("list", "--ids", "--data", "pipe") == LISTED
    writer.wait(timeout=TIMEOUT)


@posix
def test_a_socket_is_refused_with_the_reason_of_the_system(summit: Summit, tmp_path):
    import socket

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        done = summit("list", "--data", "socket")
    assert (done.code, done.err.splitlines()[0]) == (
        5,
        "error: cannot read the dataset socket: No such device or address",
    )


# The program in odd surroundings


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    """The package with its data as a wheel has it, in a zip from which it is run."""
    path = tmp_path / "program.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in package.HERE.rglob("*"):
            if each.is_file() and each.suffix != ".pyc":
                archive.write(each, Path("summitcli", each.relative_to(package.HERE)))
        for file in (RECORD, HISTORY):
            archive.write(file, f"summitcli/data/{file.name}")
    return path


def python(*arguments: str, environment: dict[str, str], folder: Path, program: Path) -> Result:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment | {"PYTHONPATH": str(program), "SUMMIT_CACHE_DIR": str(folder / "cache")},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


COMMANDS = (
    *(["list", "--json"], ["show", "helsinki"], ["search", "hotline"], ["version", "--json"], ["init", "-"], ["map"]),
    *(["schema"], ["fields"], ["help", "filters"], ["cite", "helsinki"], ["stats", "--by", "country"], ["--help"]),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_package_that_is_run_from_a_zip_answers_as_any_other(summit: Summit, environment, zipped, tmp_path, command):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    own = environment | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    expected = summit(*command)
    for _ in ("cold", "warm"):
        done = python("-m", "summitcli", *command, environment=own, folder=tmp_path, program=zipped)
        assert done == expected
    assert (expected.code, list(temporary.iterdir())) == (0, [])


# What a JSON Schema says of a record is its docstring: there, and only there, something is missing.
@pytest.mark.parametrize("command", [each for each in COMMANDS if each != ["schema"]], ids=" ".join)
def test_without_docstrings_and_assertions_everything_is_the_same(summit: Summit, environment, tmp_path, command):
    done = python("-OO", "-m", "summitcli", *command, environment=environment, folder=tmp_path, program=ROOT / "src")
    assert done == summit(*command)


def test_a_dataset_saved_by_windows_powershell_is_read_or_its_encoding_is_named(summit: Summit, tmp_path):
    text = json.dumps(dataset(), ensure_ascii=False)
    (tmp_path / "marked.json").write_text(text, encoding="utf-8-sig")
    (tmp_path / "wide.json").write_text(text, encoding="utf-16")
    assert summit("list", "--ids", "--data", "marked.json") == LISTED
    assert summit("list", "--data", "wide.json") == Result(
        5,
        "",
        "error: the dataset is not valid: 1 problem in wide.json\n"
        "  wide.json: is encoded as UTF-16 (little endian): save it as UTF-8\n",
    )


@pytest.mark.parametrize("module", ["json.py", "typer.py", "sqlite3.py", "signal.py", "pydantic.py", "rich.py"])
def test_modules_in_the_current_folder_are_not_run(summit: Summit, tmp_path, module):
    (tmp_path / module).write_text("raise SystemExit('another program')")
    for tty in (None, 80):
        assert summit("list", "--all", "--ids", "--limit", "1", data=dataset(), tty=tty).code == 0
