"""`summit export site` and `summit export html`, as they are typed."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from summitcli import export
from summitcli.export import site
from summitcli.export.site import fulltext
from summitcli.query.filters import NO_FILTERS

from ..conftest import TIMEOUT, Summit
from .conftest import several
from .written import Document, absolute, broken_links, files, pages

NOTE = "The site has no full-text search, for which Pagefind is needed: pip install 'pagefind[bin]'.\n"


def test_a_site_is_written_in_silence(summit: Summit, tmp_path):
    done = summit("export", "site", "-o", "public", data=several())
    assert (done.code, done.out) == (0, "")
    assert done.err in ("", NOTE)
    assert list(broken_links(tmp_path / "public")) == []


def test_a_site_is_replaced_with_force_alone(summit: Summit, tmp_path):
    assert summit("export", "site", "-o", "public", data=several()).code == 0
    done = summit("export", "site", "-o", "public", data=several())
    assert (done.code, done.err) == (2, "error: public exists\n--force replaces it.\n")
    assert summit("export", "site", "-o", "public", "--force", "--topic", "ice", data=several()).code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_leaves_nothing(environment, tmp_path, number):
    command = [sys.executable, "-m", "summitcli", "export", "site", "-o", "public"]
    running = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not list(tmp_path.glob(".summit-*")):
        assert running.poll() is None
    running.send_signal(number)
    assert running.communicate(timeout=TIMEOUT)[0] == b""
    assert (running.returncode, list(tmp_path.iterdir())) == (128 + number, [])


def test_an_address_makes_canonical_links_a_feed_and_a_sitemap(summit: Summit, tmp_path):
    done = summit("export", "site", "-o", "public", "--base-url", "https://example.org/", data=several())
    assert done.code == 0
    assert {"feed.xml", "sitemap.xml"} <= set(files(tmp_path / "public"))
    assert "https://example.org/map.html" in absolute(pages(tmp_path / "public")["map.html"])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["site"], "site is not text for standard output"),
        (["site", "-o", "-"], "site is not text for standard output"),
        (["site", "-o", "x", "--base-url", "example.org"], "'example.org' is not the address of a site"),
        (["site", "-o", "dataset.json"], "dataset.json is a file, and site is a folder"),
        (["csv", "--base-url", "https://example.org"], "--base-url is of a site, not of csv"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(summit: Summit, tmp_path, typed, message):
    done = summit("export", *typed, data=several())
    assert done.code == 2
    assert done.err.startswith(f"error: {message}\n")
    assert files(tmp_path) == ["dataset.json"]


def test_everything_on_one_page_leads_within_it(made_up):
    [pieces] = export.make(made_up, NO_FILTERS, "html").files.values()
    assert not callable(pieces)
    document = Document(b"".join(pieces).decode())
    ids = document.values("id")
    assert len(ids) == len(set(ids))
    inside = {link[1:] for link in document.values("href") if link.startswith("#")}
    assert inside <= set(ids)
    assert {"geneva-2031_page", "vienna-2032_page", "oslo-2033_page"} <= inside


def test_the_note_says_what_is_missing(made_up, monkeypatch, tmp_path):
    monkeypatch.setattr(fulltext, "find_spec", lambda _: None)
    assert not fulltext.is_installed()
    assert f"{site.write(made_up, NO_FILTERS, tmp_path / 'site').note}\n" == NOTE
