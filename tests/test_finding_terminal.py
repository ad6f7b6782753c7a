"""The screens in a real pseudo-terminal, as a reader sees them, and the pager."""

import os
import sys
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pyte
import pytest

SAMPLE = str(Path(__file__).parent / "data" / "sample.json")


def on_terminal(arguments: list[str], width: int, cache: Path, *, height: int = 200, **environ: str) -> list[str]:
    """The lines on a terminal of that size after `summit ARGUMENTS`."""
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", "SUMMIT_DATA": SAMPLE}
    env |= {"SUMMIT_CACHE_DIR": str(cache), **environ}
    command = [sys.executable, "-m", "summitcli", *arguments]
    child = pexpect.spawn(command[0], command[1:], env=env, dimensions=(height, width), timeout=60)
    screen = pyte.Screen(width, height)
    pyte.ByteStream(screen).feed(child.read())
    child.close()
    return [line.rstrip() for line in screen.display if line.strip()]


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp() / "terminal-cache"


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    "arguments",
    [["list"], ["show", "alpha"], ["search", "herring"], ["compare", "alpha", "omega-2025"], ["timeline", "--all"]],
    ids=" ".join,
)
def test_a_terminal_shows_it(snapshot, cache, arguments, width):
    assert on_terminal([*arguments, "--no-pager"], width, cache) == snapshot


def test_a_long_page_goes_to_the_pager(cache):
    shown = on_terminal(["show", "alpha"], 80, cache, height=10, PAGER="wc -l")
    assert shown == ["49"]


def test_the_note_stands_at_the_end_of_what_is_paged(cache):
    shown = on_terminal(["list", "--all"], 60, cache, height=8, PAGER="tail -n 2")
    assert shown[0].startswith("6 records. The record reaches")


def test_no_pager_starts_where_the_page_fits(cache):
    assert on_terminal(["open", "alpha", "--print"], 80, cache, PAGER="wc -l") == ["https://example.org/alpha"]


def test_no_pager_starts_where_none_is_wanted(cache):
    shown = on_terminal(["show", "alpha", "--no-pager", "--section", "summary"], 80, cache, height=5, PAGER="wc -l")
    assert shown[-1].strip() == "https://example.org/gazette"


def test_addresses_are_links_where_the_terminal_can(cache):
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "SUMMIT_DATA": SAMPLE, "SUMMIT_CACHE_DIR": str(cache)}
    command = ["-m", "summitcli", "show", "alpha", "--section", "summary", "--no-pager"]
    with pexpect.spawn(sys.executable, command, env=env, dimensions=(50, 80), timeout=60) as child:
        written = child.read()
    assert b"\x1b]8;" in written
    assert written.count(b"https://example.org/gazette") == 2
