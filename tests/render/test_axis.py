"""The time axis: readable for forty years on 80 columns, and every sign explained."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from summitcli.pages.blocks import Axis
from summitcli.pages.timeline import spans
from summitcli.render import axis

NAMES = {"a": "Adams", "b": "Belov", "c": "Cole", "d": "Dorn"}


def row(start, leaders="ab", kind="summit", status="held", end="", title="Somewhere summit"):
    return {
        "id": f"x-{start}",
        "title": title,
        "kind": kind,
        "status": status,
        "start": start,
        "end": end or start,
        "leaders": list(leaders),
    }


def drawn(rows, width=80, *, ascii=False):
    shown = axis.lines(Axis(spans(rows, NAMES)), width, ascii=ascii, accent="magenta")
    return [line.plain.rstrip() for line in shown]


def test_an_axis_names_the_leaders_whenever_others_meet():
    rows = [row("1943-11-28", end="1943-12-01"), row("1945-02-04", end="1945-02-11"), row("1955-07-18", "cd")]
    assert drawn(rows) == [
        "     J  F  M  A  M  J  J  A  S  O  N  D",
        "──── Adams and Belov ───────────────────────────────────────────────────────────",
        "1943                                 ◆     ◆ 28 Nov-1 Dec  Somewhere summit",
        "1944",
        "1945    ◆                                  ◆ 4-11 Feb      Somewhere summit",
        "1946-54",
        "──── Cole and Dorn ─────────────────────────────────────────────────────────────",
        "1955                    ◆                  ◆ 18 Jul        Somewhere summit",
        "",
        "◆ summit",
    ]


def test_a_third_leader_does_not_end_the_run_of_a_pair():
    found = spans([row("2001-01-01"), row("2001-02-01", "abc"), row("2001-03-01"), row("2001-04-01", "ac")], NAMES)
    assert [span.heading for span in found] == ["Adams and Belov", "Adams and Cole"]


def test_the_legend_explains_every_sign():
    rows = [
        row("2020-04-01", kind="call"),
        *(row(f"2020-04-{day:02}", kind="call") for day in (2, 3, 4, 5, 6)),
        row("2020-06", kind="bilateral", status="proposed"),
        row("2021", kind="pull-aside"),
    ]
    legend = " ".join(drawn(rows)[-2:])
    assert legend.endswith(
        "■ bilateral, ▲ pull-aside, • call, hollow: not held, or disputed, calls without their titles, + more than fit,"
        " n.d.: no month is known"
    )


def test_letters_stand_for_signs():
    rows = [row("2020-01-01"), row("2020-02-01", status="cancelled", title="Off (cancelled)")]
    assert drawn(rows, ascii=True)[2:4] == [
        "2020 S  s                                  S 1 Jan  Somewhere summit",
        "                                           s 1 Feb  Off (cancelled)",
    ]


@pytest.mark.parametrize("width", [20, 40, 57, 76, 80, 120])
def test_no_line_of_an_axis_is_too_wide(width):
    rows = [row(f"{year}-0{1 + year % 9}-1{year % 9}", "ab" if year % 7 else "cd") for year in range(1943, 1992, 2)]
    assert all(cell_len(line) <= max(width, 31) for line in drawn(rows, width))


def test_calls_alone_are_named():
    assert drawn([row("2020-01-01", kind="call", title="Call")])[2].endswith("• 1 Jan  Call")
