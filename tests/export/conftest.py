import os
import subprocess
import sys
from typing import NamedTuple

import pytest


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def summit(cache, tmp_path):
    """Run the command in an empty folder; `env` adds to a bare environment, `hidden` modules cannot be imported."""

    def run(*arguments, stdin="", env=None, hidden=()):
        code = "import sys; [sys.modules.__setitem__(name, None) for name in sys.argv.pop(1).split()]; "
        code += "from summitcli.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, " ".join(hidden), *map(str, arguments)],
            input=stdin.encode(),
            capture_output=True,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "SUMMIT_CACHE_DIR": str(cache), **(env or {})},
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
