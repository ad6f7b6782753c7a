"""`summit open`: an address in the browser, or on standard output."""

import json
import shlex

import pytest

from ..conftest import SAMPLE, Summit
from ..synthetic import dataset


def test_open_prints_the_transcript_where_there_is_no_terminal(ask: Summit):
    assert ask("open", "alpha", data=SAMPLE) == (0, "https://example.org/alpha\n", "")


def test_open_prints_a_source_by_its_number(ask: Summit):
    assert ask("open", "alpha", "--source", "2", data=SAMPLE).out == "https://example.org/herald?a=1&b=[2]\n"


def test_open_prints_a_source_by_its_id(ask: Summit):
    assert ask("open", "palace-2031", data=dataset()).out == "https://palace.example/notes\n"


def test_open_says_which_side_published_a_readout(ask: Summit):
    data = dataset()
    data["meetings"][0]["links"] = {"readouts": [{"side": "russia", "url": "https://palace.example/notes"}]}
    assert json.loads(ask("open", "geneva", "--json", data=data).out) == {
        "id": "geneva-2031",
        "title": "Geneva summit",
        "link": "readout, Russia",
        "url": "https://palace.example/notes",
    }


def test_open_takes_a_primary_source_where_there_is_no_link(ask: Summit):
    assert json.loads(ask("open", "omega-2025", "--json", data=SAMPLE).out) == {
        "id": "omega-2025",
        "title": "Omega bilateral",
        "link": "source 1",
        "url": "https://example.org/gazette",
    }


def test_open_says_how_many_sources_there_are(ask: Summit):
    failed = ask("open", "alpha", "--source", "3", data=SAMPLE)
    assert (failed.code, failed.err) == (3, "error: alpha-2017 has no source 3\nIts sources are 1 to 2.\n")


def test_an_archived_copy_is_asked_for_by_date(ask: Summit):
    printed = ask("open", "geneva", "--source", "1", "--archived", data=dataset())
    assert printed.out == "https://web.archive.org/web/20310306/https://gazette.example/geneva\n"


@pytest.mark.parametrize("option", [["--print"], ["--no-pager", "--print"]], ids=" ".join)
def test_print_opens_nothing(summit: Summit, option):
    printed = summit("open", "alpha", *option, tty=80, env={"BROWSER": "false %s"}, data=SAMPLE)
    assert printed == (0, "https://example.org/alpha\n", "")


def test_open_hands_the_address_to_the_browser(summit: Summit, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {shlex.quote(str(tmp_path))}/opened\n')
    browser.chmod(0o755)
    opened = summit("open", "alpha", tty=80, env={"BROWSER": f"{browser} %s"}, data=SAMPLE)
    assert (opened.out, opened.err) == ("", "Opening https://example.org/alpha\n")
    assert (tmp_path / "opened").read_text() == "https://example.org/alpha"


@pytest.mark.parametrize("browser", ["false %s", " ", "", "no-such-browser %s", "no-such-browser", ":"])
def test_a_browser_that_fails_never_costs_the_address(summit: Summit, browser):
    opened = summit("open", "alpha", tty=80, env={"BROWSER": browser, "PATH": "/nonexistent"}, data=SAMPLE)
    assert (opened.code, opened.out) == (0, "https://example.org/alpha\n")
