"""What the screens look like, at the widths people have. The dataset is made up, so that the record may change."""

from unicodedata import combining, east_asian_width

import pytest

from ..conftest import Summit
from ..synthetic import dataset


@pytest.mark.parametrize("width", [120, 80, 60, 40])
def test_list(summit: Summit, snapshot, width):
    assert summit("list", "--all", "--color", "never", tty=width, data=dataset()).out == snapshot


def test_list_in_colour(summit: Summit, snapshot):
    assert summit("list", "--all", "--color", "always", tty=80, data=dataset()).out == snapshot


@pytest.mark.parametrize("width", [100, 60])
def test_show(summit: Summit, snapshot, width):
    assert summit("show", "geneva", "--full", "--color", "never", tty=width, data=dataset()).out == snapshot


def test_show_as_markdown(summit: Summit, snapshot):
    assert summit("show", "geneva", data=dataset()).out == snapshot


def test_show_a_bare_call(summit: Summit, snapshot):
    assert summit("show", "call-2032-01-02", "--color", "never", tty=80, data=dataset()).out == snapshot


@pytest.mark.parametrize("width", [100, 40])
@pytest.mark.parametrize("command", [["topics"], ["topics", "ice"], ["people"], ["sources"]], ids=" ".join)
def test_other_listings(summit: Summit, snapshot, command, width):
    assert summit(*command, "--color", "never", tty=width, data=dataset()).out == snapshot


def test_the_legend_of_a_timeline_explains_every_sign_on_it(summit: Summit):
    axis, _, legend = summit("timeline", "--all", "--color", "never", tty=40).out.rstrip().rpartition("\n\n")
    assert ("+" in axis, "n.d." in axis) == (True, True)
    told = " ".join(legend.split())
    assert ("+ more than fit" in told, "n.d.: no month is known" in told) == (True, True)


def cells(text: str) -> int:
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


WIDE = {
    "geneva-2031": "日内瓦峰会：两国领导人在湖畔别墅就渔业与冰川问题举行为期两天的正式会谈",
    "call-2032-01-02": "Zvo\u0301n ko\u0302m ya\u0300 nowe\u0301 " * 4 + "end",
    "oslo-2033": "オスロ 会談 ノルウェー 首都 における 予定 された 首脳 会談",
}


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "command", ["timeline --all", "list --all", "show geneva", "compare geneva oslo", "search ice"]
)
def test_wide_and_combining_titles_stay_on_the_screen(summit: Summit, command, width):
    data = dataset()
    for meeting in data["meetings"]:
        meeting["title"] = WIDE[meeting["id"]]
    shown = summit(*command.split(), "--color", "never", tty=width, data=data).out
    assert [line for line in shown.splitlines() if cells(line) > width] == []
    assert "日内瓦" in shown or "geneva-2031" in shown  # a list has room for titles on wide screens alone


@pytest.mark.parametrize("width", [40, 80])
def test_combining_marks_take_no_room_on_the_axis(summit: Summit, width):
    data, plain = dataset(), dataset()
    data["meetings"][0]["title"] = "u\u0308" * 30 + " end"
    plain["meetings"][0]["title"] = "u" * 30 + " end"
    drawn = [summit("timeline", "--color", "never", tty=width, data=each).out for each in (data, plain)]
    assert drawn[0].replace("\u0308", "") == drawn[1]
