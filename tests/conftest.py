"""Fixtures: the real program as a subprocess, and the real store in-process. Nothing here may reach the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from pytest_socket import disable_socket

from summitcli.dataset.files import chosen
from summitcli.store import open_store

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "data" / "meetings.json"
HISTORY = ROOT / "data" / "history.json"
TIMEOUT = 60
SAMPLE = Path(__file__).with_name("data") / "sample.json"
OFFLINE = Path(__file__).with_name("offline")
FROM_OUTSIDE = os.environ.get("PYTHONPATH", "")  # where the program is that is tested, if it is not installed
# What `coverage run` tells the processes that it measures, too; nothing without it.
MEASURED = {name: value for name, value in os.environ.items() if name == "COVERAGE_PROCESS_CONFIG"}


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


class Summit(Protocol):
    """How tests run the program: see the fixture `summit`."""

    def __call__(
        self,
        *args: str,
        stdin: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        tty: int | None = None,
        data: Any = None,
        encoding: str = "utf-8",
    ) -> Result: ...


def pytest_runtest_setup() -> None:
    disable_socket(allow_unix_socket=True)


@pytest.fixture(autouse=True, scope="session")
def offline() -> Iterator[None]:
    """Every program that a test starts, with whatever environment, runs `offline/sitecustomize.py` first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", _behind_offline(os.environ))
        popen: Any = subprocess.Popen.__init__
        execvpe = os.execvpe

        def start(self: Any, *args: Any, env: Mapping[str, str] | None = None, **options: Any) -> None:
            popen(self, *args, env=None if env is None else _watched(env), **options)

        def start_on_terminal(file: Any, args: Any, env: Mapping[str, str]) -> None:
            execvpe(file, args, _watched(env))

        patch.setattr(subprocess.Popen, "__init__", start)
        patch.setattr(os, "execvpe", start_on_terminal)  # of pexpect
        yield


def _watched(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program that is kept off the network, and measured if the tests are."""
    return {**environ, **MEASURED, "PYTHONPATH": _behind_offline(environ)}


def _behind_offline(environ: Mapping[str, str]) -> str:
    own = [environ.get("PYTHONPATH", ""), FROM_OUTSIDE]
    return os.pathsep.join([str(OFFLINE), *(each for each in dict.fromkeys(own) if each)])


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of compiled datasets for the session, shared by the workers of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "summit-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def environment(cache: Path) -> dict[str, str]:
    """What the program sees of the outside: no HOME, no colour, no pager, no terminal."""
    return {
        "PATH": os.environ["PATH"],
        "SUMMIT_CACHE_DIR": str(cache),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }


# Python renames a .pyc into place even where the disk had no room for all of it, and trips over it ever after.
NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def filling_disk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables for a program that finds room for 4 KB in a file, and no more."""
    site = tmp_path_factory.mktemp("site")
    site.joinpath("sitecustomize.py").write_text(
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
    )
    return {"PYTHONPATH": str(site), **NO_BYTECODE}


@pytest.fixture
def summit(environment: dict[str, str], tmp_path: Path) -> Summit:
    """Run `summit ARGS`. A variable of `env` that is None is unset; `tty` is the width of a pretended terminal.

    `data` is a dataset instead of the bundled one: a dictionary, the bytes of a file, or a path.
    """

    def run(
        *args: str,
        stdin: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        tty: int | None = None,
        data: Any = None,
        encoding: str = "utf-8",
    ) -> Result:
        variables: dict[str, str | None] = {**environment}
        if tty is not None:
            variables["SUMMIT_FORCE_TTY"] = str(tty)
        if data is not None:
            variables["SUMMIT_DATA"] = str(written(data, tmp_path))
        variables |= env or {}
        done = subprocess.run(
            [sys.executable, "-m", "summitcli", *args],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            env={name: value for name, value in variables.items() if value is not None},
            cwd=tmp_path,
            check=False,
            timeout=TIMEOUT,
        )
        return Result(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return run


@pytest.fixture
def ask(cache: Path, tmp_path: Path) -> Summit:
    """As `summit`, but in this process, which takes a tenth of the time: for what needs many runs."""
    from .inside import run as run_inside

    def run(
        *args: str,
        stdin: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        tty: int | None = None,
        data: Any = None,
        encoding: str = "utf-8",
    ) -> Result:
        variables = {"SUMMIT_CACHE_DIR": str(cache), "LANG": "C.UTF-8"}
        variables |= {} if tty is None else {"SUMMIT_FORCE_TTY": str(tty)}
        variables |= {} if data is None else {"SUMMIT_DATA": str(written(data, tmp_path))}
        variables |= {name: value for name, value in (env or {}).items() if value is not None}
        content = stdin.encode() if isinstance(stdin, str) else stdin or b""
        return run_inside(*args, folder=tmp_path, stdin=content, env=variables)

    return run


def written(data: Any, folder: Path) -> Path:
    """The file of a dataset that is a dictionary, the bytes of a file, or a path."""
    if isinstance(data, Path):
        return data
    path = folder / "dataset.json"
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode())
    return path


@pytest.fixture(scope="session")
def store(cache: Path) -> Iterator[Any]:
    """The bundled record, compiled, to ask in-process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(cache))
        patch.delenv("SUMMIT_DATA", raising=False)
        connection = open_store(chosen([]))
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def record() -> Any:
    """The bundled record as it stands in its files, as one document."""
    return bundled_record()


def bundled_record() -> Any:
    """The records of both bundled files as one document."""
    first, second = (json.loads(path.read_text(encoding="utf-8")) for path in (RECORD, HISTORY))
    lists = {key: value + second.get(key, []) for key, value in first.items() if isinstance(value, list)}
    return first | lists
