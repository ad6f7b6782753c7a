"""The compiled store: found by content, rebuilt when damaged, done without when it cannot be kept."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summitcli.store.cache import KEPT, STALE

from ..conftest import TIMEOUT, Summit
from ..synthetic import dataset

LISTED = "geneva-2031\n"
HEAVY = "('pydantic', 'pydantic_core', 'rich', 'babel', 'socket', 'ssl', 'http')"
RUN = f"""
import sys
from summitcli.cli.main import run
code = run()
print(*sorted(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def own_cache(tmp_path: Path) -> Path:
    return tmp_path / "own-cache"


@pytest.fixture
def ids(summit: Summit, own_cache: Path):
    """List the ids of the synthetic dataset with a cache of the test's own."""

    def run(data=None, cache: Path | str = own_cache, **env: str | None) -> str:
        environ = {"SUMMIT_CACHE_DIR": str(cache)} | env
        listed = summit("list", "--ids", data=data or dataset(), env=environ)
        assert (listed.code, listed.err) == (0, "")
        return listed.out

    return run


def stores(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite3"))


def test_first_run_keeps_one_store_and_nothing_half_written(ids, own_cache):
    assert ids() == LISTED
    [kept] = own_cache.iterdir()
    assert kept.suffix == ".sqlite3"


def test_warm_start_reads_the_kept_store(ids, own_cache):
    ids()
    [kept] = stores(own_cache)
    with sqlite3.connect(kept) as connection:
        connection.execute("UPDATE meetings SET id = 'from-the-cache' WHERE id = 'geneva-2031'")
    connection.close()
    assert ids() == "from-the-cache\n"


def test_an_edit_shows_at_the_next_command(ids):
    data = dataset()
    before = ids(data)
    data["meetings"][0]["id"] = "lausanne-2031"
    assert (before, ids(data)) == (LISTED, "lausanne-2031\n")


def test_an_edit_that_breaks_the_data_shows_at_the_next_command(ids, summit: Summit, own_cache):
    ids()
    data = dataset()
    data["meetings"][0]["kind"] = "party"
    assert summit("list", data=data, env={"SUMMIT_CACHE_DIR": str(own_cache)}).code == 5


def test_same_content_under_another_name_is_another_store(ids, own_cache, tmp_path):
    ids()
    (tmp_path / "copy.json").write_bytes((tmp_path / "dataset.json").read_bytes())
    ids(tmp_path / "copy.json")
    assert len(stores(own_cache)) == 2


@pytest.mark.parametrize("damage", ["garbage", "empty", "half", "scribbled", "no tables"])
def test_damaged_store_is_rebuilt(ids, own_cache, damage):
    ids()
    [kept] = stores(own_cache)
    whole = kept.read_bytes()
    kept.unlink()
    if damage == "no tables":
        sqlite3.connect(kept).executescript("CREATE TABLE x (y)").connection.close()
    else:
        scribbled = whole[:8192] + b"\xa5" * (len(whole) - 8192)
        contents = {
            "garbage": b"not a database",
            "empty": b"",
            "half": whole[: len(whole) // 2],
            "scribbled": scribbled,
        }
        kept.write_bytes(contents[damage])
    assert ids() == LISTED
    assert stores(own_cache) == [kept]
    with sqlite3.connect(kept) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def scribble_on(kept: Path) -> None:
    """Damage a store so that it opens, and fails at the first question that needs its rows."""
    whole = kept.read_bytes()
    kept.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))


@pytest.mark.parametrize("command", [["show", "-", "--section", "summary"], ["list", "--data", "-", "--ids"]])
def test_stdin_is_there_after_a_damaged_store(summit: Summit, own_cache, command):
    stdin = json.dumps(dataset()) if "--data" in command else "geneva-2031\n"
    env = {"SUMMIT_CACHE_DIR": str(own_cache)}
    whole = summit(*command, stdin=stdin, env=env, data=dataset())
    assert whole.out
    [kept] = stores(own_cache)
    scribble_on(kept)
    assert summit(*command, stdin=stdin, env=env, data=dataset()) == whole


@pytest.mark.parametrize("cache", ["/dev/null", "/dev/null/below", "/proc/none"])
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs the special files of Linux")
def test_cache_that_cannot_be_written_is_done_without(ids, cache):
    assert ids(cache=cache) == LISTED


def test_cache_that_is_a_file_is_done_without_and_left_alone(ids, own_cache):
    own_cache.write_text("mine")
    assert ids() == LISTED
    assert own_cache.read_text() == "mine"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_cache_is_done_without(ids, own_cache):
    own_cache.mkdir(mode=0o500)
    assert ids() == LISTED
    assert stores(own_cache) == []


def test_store_in_a_read_only_file_is_read(ids, own_cache):
    ids()
    [kept] = stores(own_cache)
    kept.chmod(0o400)
    assert ids() == LISTED


def test_store_that_cannot_take_its_place_is_done_without(ids, own_cache):
    ids()
    [kept] = stores(own_cache)
    kept.unlink()
    kept.mkdir()
    assert ids() == LISTED


def test_no_home_is_no_matter(ids, tmp_path):
    assert ids(SUMMIT_CACHE_DIR=None, HOME=None, XDG_CACHE_HOME=str(tmp_path / "xdg")) == LISTED


@pytest.mark.parametrize("home", ["/dev/null", "relative"])
def test_odd_home_is_no_matter(ids, home):
    assert ids(SUMMIT_CACHE_DIR=None, HOME=home) == LISTED


def test_user_cache_is_where_the_platform_has_it(ids, tmp_path):
    ids(SUMMIT_CACHE_DIR=None, HOME=str(tmp_path), XDG_CACHE_HOME=None)
    assert [path.relative_to(tmp_path).parts[-2] for path in tmp_path.rglob("*.sqlite3")] == ["summit"]


def test_old_stores_are_pruned_and_what_a_killed_run_left(ids, own_cache):
    own_cache.mkdir()
    names = [f"{number:064x}.sqlite3" for number in range(12)]
    killed, running = "summit-k1lled_x.partial", "summit-runn1ng_.partial"
    others = [
        "mine.sqlite3",
        "mine.partial",
        "summit.partial",
        f"{1:063x}.sqlite3",
        f"{1:064x}.sqlite3.bak",
        "notes.txt",
    ]
    for age, name in enumerate([*names, *others], 1):
        (own_cache / name).touch()
        os.utime(own_cache / name, (time.time() - 86400 * age,) * 2)
    (own_cache / killed).touch()
    os.utime(own_cache / killed, (time.time() - STALE - 60,) * 2)
    (own_cache / running).touch()
    before = {*names, killed, running, *others}
    ids()
    kept = {path.name for path in own_cache.iterdir()}
    assert kept & before == {*names[: KEPT - 1], running, *others}
    assert len(kept - before) == 1


def test_a_link_and_a_folder_with_names_of_stores_are_not_followed(ids, own_cache, tmp_path):
    """A link that is pruned is gone, and what it led to is there; a folder stays."""
    own_cache.mkdir()
    (tmp_path / "precious").write_text("mine")
    for number in range(12):
        link = own_cache / f"{number:064x}.sqlite3"
        link.symlink_to(tmp_path / "precious")
        os.utime(link, (0, 0), follow_symlinks=False)
    (own_cache / f"{99:064x}.sqlite3").mkdir()
    ids()
    assert (tmp_path / "precious").read_text() == "mine"
    assert (own_cache / f"{99:064x}.sqlite3").is_dir()
    assert len([path for path in own_cache.iterdir() if path.is_symlink()]) < 12


def imported(environment, *arguments: str, **env: str) -> list[str]:
    """Which of the heavy modules a warm run has imported when it is done."""
    warm = [sys.executable, "-m", "summitcli", "list"]  # other tests' datasets may have displaced the kept store
    subprocess.run(warm, env=environment, capture_output=True, timeout=TIMEOUT, check=True)
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, env=environment | env, capture_output=True, text=True, timeout=TIMEOUT, check=True)
    assert done.stdout
    return done.stderr.split()


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "tsv", "markdown"])
@pytest.mark.parametrize(
    "command", [["list"], ["show", "helsinki"], ["topics"], ["topics", "syria"], ["people"], ["sources"]], ids=" ".join
)
def test_warm_read_path_imports_nothing_heavy(environment, store, command, format):
    assert imported(environment, *command, "--format", format) == []


def test_terminal_imports_rich_and_no_pydantic(environment, store):
    assert imported(environment, "list", "--format", "table") == ["rich"]


@pytest.mark.parametrize("words", ["show hel", "list --topic sy", "list --format j", "show --section ac", "li"])
def test_completion_imports_nothing_heavy(environment, store, words):
    words = f"summit {words}"
    at = str(len(words.split()) - 1)
    environ = {"_SUMMIT_COMPLETE": "bash", "COMP_WORDS": words.replace(" ", "\n"), "COMP_CWORD": at}
    assert imported(environment, **environ) == []
