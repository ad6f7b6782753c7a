"""Widths: nothing that is drawn is wider than the screen, and what is to be copied is whole."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from ..conftest import Summit
from ..synthetic import dataset

URL = re.compile(r"\s*https?://\S+$|\s*\S{30,}$")  # an address, or what is left of one that was folded
WIDTHS = [120, 80, 60, 40]


@pytest.mark.parametrize("width", [*WIDTHS, 20])
@pytest.mark.parametrize("command", [["list", "--all"], ["topics"], ["people"]], ids=" ".join)
def test_no_line_of_a_list_is_wider_than_the_screen(ask: Summit, command, width):
    listed = ask(*command, "--color", "never", tty=width)
    assert [line for line in listed.out.splitlines() if cell_len(line) > max(width, 40)] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["helsinki", "anchorage", "hamburg", "call-2025-12-28"])
@pytest.mark.parametrize("length", [[], ["--full"]], ids=["short", "full"])
def test_no_line_of_a_page_but_addresses_is_wider_than_the_screen(ask: Summit, name, length, width):
    shown = ask("show", name, *length, "--color", "never", tty=width)
    wide = [line for line in shown.out.splitlines() if cell_len(line) > width]
    assert [line for line in wide if not URL.match(line)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_ids_and_dates_are_whole(ask: Summit, record, width):
    words = ask("list", "--all", "--color", "never", tty=width).out.split()
    whole = {meeting["id"] for meeting in record["meetings"]}
    whole |= {meeting.get("days", [meeting["start"]])[0] for meeting in record["meetings"]}
    shown = {word.partition("/")[0] for word in words}
    assert sorted(whole - shown) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_addresses_are_whole(ask: Summit, width):
    shown = ask("show", "geneva", "--full", "--color", "never", tty=width, data=dataset()).out.split()
    assert {"https://gazette.example/geneva", "https://palace.example/notes"} <= set(shown)


def test_wide_characters_are_measured_in_cells(ask: Summit):
    data = dataset()
    data["meetings"][0]["summary"]["text"] = "会談 " * 60
    shown = ask("show", "geneva", "--section", "summary", "--color", "never", tty=60, data=data)
    assert [line for line in shown.out.splitlines() if cell_len(line) > 60] == []


def test_very_long_word_is_folded(ask: Summit):
    data = dataset()
    data["meetings"][0]["summary"]["text"] = "x" * 5000
    shown = ask("show", "geneva", "--section", "summary", "--color", "never", tty=60, data=data)
    assert max(map(cell_len, shown.out.splitlines())) <= 60
    assert shown.out.count("x") >= 5000
