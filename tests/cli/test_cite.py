"""`summit cite` on a terminal and in a pipe."""

from __future__ import annotations

import re

import pytest

from summitcli.text import cells

from ..conftest import Summit


@pytest.mark.parametrize("width", [80, 50])
@pytest.mark.parametrize("style", [(), ("--style", "apa")], ids=["text", "apa"])
def test_prose_is_broken_between_words_on_a_terminal(summit: Summit, style, width):
    piped = summit("cite", "helsinki", *style).out
    drawn = summit("cite", "helsinki", *style, tty=width).out
    assert re.sub(r"\n  ", " ", drawn) == piped != drawn
    assert all(cells(line) <= width or " " not in line.strip() for line in drawn.splitlines())


@pytest.mark.parametrize("format", ["bibtex", "ris", "csl-json"])
def test_what_programs_read_is_never_broken(summit: Summit, format):
    asked = ("cite", "helsinki", "--format", format)
    assert summit(*asked, tty=50).out == summit(*asked).out
