"""Widths: nothing that is drawn is wider than the screen, and what is to be copied is whole."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from rich.cells import cell_len

from summitcli.pages.blocks import Column, Page, Row, Section, Table, plain
from summitcli.render import terminal
from summitcli.render.screen import Screen

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
def test_sources_of_a_meeting_have_their_ids(ask: Summit, width):
    ids = [source["id"] for source in json.loads(ask("sources", "helsinki", "--json").out)]
    words = ask("sources", "helsinki", "--color", "never", tty=width).out.split()
    assert sorted({*ids} - {*words}) == []


@pytest.mark.parametrize("width", range(20, 130, 3))
def test_no_letter_of_a_table_is_lost_at_any_width(width):
    columns = [Column("No", "number"), Column("Who", "title"), Column("What"), Column("Where", "place")]
    words = ("12", "Office of the President", "Presidents to meet at the Presidential Palace", "Bandar Seri Begawan")
    page = Page("x", [Section("", "", [Table(columns, [Row([plain(each) for each in words])] * 2)])], headed=False)
    drawn = terminal.format_page(page, Screen(terminal=True, width=width, height=24, color=False, hyperlinks=False))
    assert max(map(cell_len, drawn.splitlines())) <= width
    said = Counter("".join(words * 2).replace(" ", ""))
    assert not said - Counter(drawn)


@pytest.mark.parametrize("command", [["list", "--all"], ["list", "--series", "us-soviet"], ["list"]], ids=" ".join)
def test_a_list_at_80_columns_has_places_and_lengths(ask: Summit, command):
    [heading, *_] = ask(*command, "--color", "never", tty=80).out.splitlines()
    assert {"Date", "ID", "Place"} <= set(heading.split())
    assert "Length" in heading


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
