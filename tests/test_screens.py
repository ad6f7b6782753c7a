"""What the screens look like, at the widths people have. The dataset is made up, so that the record may change."""

import pytest

from .conftest import Summit
from .synthetic import dataset


@pytest.mark.parametrize("width", [120, 80, 60, 40])
def test_list(summit: Summit, snapshot, width):
    assert summit("list", "--all", "--color", "never", tty=width, data=dataset()).out == snapshot


def test_list_in_colour(summit: Summit, snapshot):
    assert summit("list", "--all", "--color", "always", tty=80, data=dataset()).out == snapshot


@pytest.mark.parametrize("width", [100, 60])
def test_show(summit: Summit, snapshot, width):
    assert summit("show", "geneva", "--color", "never", tty=width, data=dataset()).out == snapshot


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
    assert ("+ more than fit" in " ".join(legend.split()), "n.d.: no month known" in legend) == (True, True)
