"""What the screens look like, at the widths people have. The data is made up, so that the record may change."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from unicodedata import combining, east_asian_width

import pytest

from ..conftest import SAMPLE, TIMEOUT, Summit
from ..synthetic import dataset

WIDTHS = [120, 80, 60, 40]
OF_THREE = {
    "list": "list --all",
    "short page": "show geneva",
    "whole page": "show geneva --full",
    "bare call": "show call-2032-01-02 --full",
    "proposal": "show oslo-2033",
    "topics": "topics",
    "topic": "topics ice",
    "people": "people",
    "person": "people belov",
    "sources": "sources",
    "sources of one": "sources geneva",
    "standings": "stats --by standing",
}
"""Screens of the dataset of `synthetic`: a summit with every section, a call with none, and a proposal."""
OF_SIX = {
    "search": "search herring",
    "compare": "compare alpha omega-2025",
    "compare three": "compare alpha beta-2017 omega-2025",
    "timeline": "timeline --all",
    "stats": "stats --by topic",
    "explain": "stats --explain",
    "map": "map",
}
"""Screens of `data/sample.json`: six meetings over nine years."""
EVERY = {
    **{name: (line, False) for name, line in OF_THREE.items()},
    **{name: (line, True) for name, line in OF_SIX.items()},
}


def screen(ask: Summit, name: str, *options: str, width: int = 80) -> str:
    line, of_six = EVERY[name]
    shown = ask(*line.split(), *options, tty=width, env={"TMUX": "1"}, data=SAMPLE if of_six else dataset())
    assert shown.code == 0
    return shown.out


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EVERY)
def test_screens(ask: Summit, snapshot, name, width):
    assert screen(ask, name, "--color", "never", width=width) == snapshot


@pytest.mark.parametrize("name", EVERY)
def test_pages_in_markdown(ask: Summit, snapshot, name):
    assert screen(ask, name, "-f", "markdown") == snapshot


@pytest.mark.parametrize("name", ["list", "short page", "search", "compare", "timeline", "stats"])
def test_colours(ask: Summit, snapshot, name):
    assert screen(ask, name, "--color", "always") == snapshot


@pytest.mark.parametrize("width", [*WIDTHS, 200])
@pytest.mark.parametrize("name", EVERY)
def test_no_line_is_wider_than_the_screen(ask: Summit, name, width):
    lines = screen(ask, name, "--color", "never", width=width).splitlines()
    assert [line for line in lines if len(line) > width and "http" not in line] == []


@pytest.mark.parametrize(
    ("plain", "env", "tty"),
    [(["--color", "never"], {}, 80), ([], {}, None), ([], {"NO_COLOR": "1"}, 80), ([], {"TERM": "dumb"}, 80)],
    ids=["never", "pipe", "NO_COLOR", "dumb"],
)
@pytest.mark.parametrize(
    "line",
    [*OF_SIX.values(), "show alpha", "show alpha --full", "list", "open alpha --print", "show nothing", "search ^"],
)
def test_no_escape_where_there_is_no_colour(ask: Summit, line, plain, env, tty):
    result = ask(*line.split(), *plain, env=env, tty=tty, data=SAMPLE)
    assert "\x1b" not in result.out + result.err


# Without colour, without UTF-8


def test_what_was_not_held_differs_without_colour(ask: Summit):
    out = ask("timeline", "--all", "--color", "never", tty=60, data=SAMPLE).out
    axis = out.partition("\n\n")[0]
    assert [sign for sign in axis if sign in "◆◇■□▲△●○•◦"] == list("•◆▲◆▲◇◇◦■■")


def test_what_was_not_held_says_so_in_lists(ask: Summit):
    lines = ask("list", "--all", "--color", "never", tty=80, data=SAMPLE).out.splitlines()
    said = {line.split()[1]: line.split()[-1] for line in lines[1:] if line.split()[-1] in ("cancelled", "disputed")}
    assert said == {"gamma-2018": "cancelled", "delta-2022": "disputed"}


def test_letters_stand_for_signs_without_utf_8(summit: Summit):
    out = summit("timeline", "--all", "--color", "never", tty=60, env={"PYTHONIOENCODING": "ascii"}, data=SAMPLE).out
    assert out.isascii()
    assert "S summit, B bilateral, P pull-aside" in out


@pytest.mark.parametrize("name", EVERY)
def test_ascii_screens_are_ascii(ask: Summit, name):
    assert screen(ask, name, "--ascii", "--color", "never").isascii()


def test_the_legend_of_a_timeline_explains_every_sign_on_it(ask: Summit):
    axis, _, legend = ask("timeline", "--all", "--color", "never", tty=40).out.rstrip().rpartition("\n\n")
    explained = " ".join(legend.split())
    named = {"◆": "◆ summit", "■": "■ bilateral", "▲": "▲ pull-aside", "•": "• call", "+": "+ more", "n.d.": "n.d.:"}
    assert [sign for sign, words in named.items() if (sign in axis) != (words in explained)] == []
    assert "hollow" in explained


# Titles of any script


def cells(text: str) -> int:
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


WIDE = {
    "geneva-2031": "日内瓦峰会：两国领导人在湖畔别墅就渔业与冰川问题举行为期两天的正式会谈",
    "call-2032-01-02": "Zvo\u0301n ko\u0302m ya\u0300 nowe\u0301 " * 4 + "end",
    "oslo-2033": "オスロ 会談 ノルウェー 首都 における 予定 された 首脳 会談",
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "command",
    ["timeline --all", "list --all", "show geneva", "show geneva --full", "compare geneva oslo", "search ice"],
)
def test_wide_and_combining_titles_stay_on_the_screen(ask: Summit, command, width):
    data = dataset()
    for meeting in data["meetings"]:
        meeting["title"] = WIDE[meeting["id"]]
    shown = ask(*command.split(), "--color", "never", tty=width, data=data).out
    assert [line for line in shown.splitlines() if cells(line) > width] == []


@pytest.mark.parametrize("width", [40, 80])
def test_combining_marks_take_no_room_on_the_axis(ask: Summit, width):
    data, plain = dataset(), dataset()
    data["meetings"][0]["title"] = "u\u0308" * 30 + " end"
    plain["meetings"][0]["title"] = "u" * 30 + " end"
    drawn = [ask("timeline", "--color", "never", tty=width, data=each).out for each in (data, plain)]
    assert drawn[0].replace("\u0308", "") == drawn[1]


# A real terminal


def on_terminal(arguments: list[str], width: int, cache: Path, *, height: int = 200) -> list[str]:
    """The lines that a reader sees on a terminal of that size after `summit ARGUMENTS`."""
    pexpect: Any = pytest.importorskip("pexpect", reason="pexpect is not installed")
    pyte: Any = pytest.importorskip("pyte", reason="pyte is not installed")
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", "SUMMIT_DATA": str(SAMPLE)}
    env |= {"SUMMIT_CACHE_DIR": str(cache)}
    command = [sys.executable, "-m", "summitcli", *arguments]
    child = pexpect.spawn(command[0], command[1:], env=env, dimensions=(height, width), timeout=TIMEOUT)
    seen = pyte.Screen(width, height)
    pyte.ByteStream(seen).feed(child.read())
    child.close()
    return [line.rstrip() for line in seen.display if line.strip()]


@pytest.mark.parametrize("line", ["list --all", "show alpha", "show alpha --full", "search herring", "timeline --all"])
def test_a_terminal_shows_what_a_screen_without_colour_says(ask: Summit, cache, line):
    done = ask(*line.split(), "--color", "never", tty=80, data=SAMPLE)
    said = [each for each in (done.out + done.err).splitlines() if each.strip()]
    assert on_terminal([*line.split(), "--no-pager"], 80, cache) == said
