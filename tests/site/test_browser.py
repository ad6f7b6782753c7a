"""Pages in a real browser: silent, accessible, reachable by keyboard, whole on a phone and on paper."""

from __future__ import annotations

import re
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pytest_socket import enable_socket

from summitcli.export import site
from summitcli.query.filters import NO_FILTERS
from summitcli.text import folded

from ..query.test_folding import TEXTS

playwright = pytest.importorskip("playwright.sync_api")

from .browser import Visit, chromium, driver, large_text, node_modules, visit  # noqa: E402

__all__ = ["chromium", "driver", "large_text", "node_modules"]
pytestmark = pytest.mark.system

SMALL = [
    *("index.html", "timeline.html", "map.html", "statistics.html", "sources.html", "about.html", "topics/index.html"),
    *("people/index.html", "compare/index.html", "publishers/index.html", "meetings/geneva-2031.html"),
    *("meetings/oslo-2033.html", "meetings/call-2032-01-02.html", "topics/ice.html", "people/boris-belov.html"),
    *("publishers/the-palace.html", "compare/geneva-2031_vienna-2032.html"),
]
"""A page of each kind."""
BUNDLED = [
    *("publishers/tass.html", "publishers/index.html", "people/index.html", "topics/index.html"),
    *("index.html", "timeline.html", "map.html", "statistics.html", "about.html", "meetings/helsinki-2018.html"),
    *("compare/helsinki-2018_anchorage-2025.html", "topics/election-interference.html", "people/fiona-hill.html"),
]
PAGES = [*(("small", path) for path in SMALL), *(("bundled", path) for path in BUNDLED)]
WIDTHS = {"a phone": (320, 1), "zoom to 200 %": (640, 2), "a desk": (1280, 1)}


def path_of(request: pytest.FixtureRequest, page: tuple[str, str]) -> Path:
    which, path = page
    folder: Path = request.getfixturevalue(which)
    return folder / path


def sideways(seen: Visit) -> int:
    """By how much a page is wider than its window."""
    wide: int = seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide


@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_a_page_says_nothing_asks_for_nothing_and_fits(chromium, request, page):
    path = path_of(request, page)
    for width, scale in WIDTHS.values():
        window = {"width": width, "height": 700}
        with visit(chromium, path, viewport=window, device_scale_factor=scale) as seen:
            assert seen.console == []
            assert seen.asked == [path.as_uri()]
            assert sideways(seen) <= 0, width


@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_text_of_twice_the_size_fits(large_text, request, page):
    with visit(large_text, path_of(request, page)) as seen:
        assert seen.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert sideways(seen) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_axe_finds_nothing(chromium, node_modules, request, page, scheme):
    axe = (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")
    with visit(chromium, path_of(request, page), color_scheme=scheme) as seen:
        seen.page.evaluate(axe)
        found = seen.page.evaluate("axe.run({ resultTypes: ['violations'] })")
        told = [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]]
        assert told == []


def test_the_index_and_a_page_are_read_by_keyboard_alone(chromium, small):
    with visit(chromium, small / "index.html") as seen:
        page = seen.page
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Skip to the text"
        page.keyboard.press("Enter")
        tab_to(seen, "#page_filter")
        page.keyboard.type("VIENNA")
        assert page.locator("tbody tr:visible").count() == 1
        assert page.locator("output").inner_text() == "1 of 5"
        tab_to(seen, "tbody a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/vienna-2032.html")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        tab_to(seen, "a[role=doc-noteref]")
        page.keyboard.press("Enter")
        assert page.locator("#page_note").is_visible()
        assert "The Gazette" in page.locator("#page_note").inner_text()
        page.keyboard.press("Escape")
        assert not page.locator("#page_note").is_visible()
        assert page.locator(":focus").get_attribute("role") == "doc-noteref"
        page.keyboard.press("Enter")
        tab_to(seen, "#page_note > a:last-child")
        page.keyboard.press("Enter")
        assert re.search(r"#source_\d+$", page.url)
        assert seen.console == []


def tab_to(seen: Visit, selector: str) -> None:
    """Go on with the Tab key until something of that kind has the focus."""
    for _ in range(80):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the Tab key does not reach {selector}")


def test_a_page_is_read_without_its_script(chromium, small):
    with visit(chromium, small / "meetings/geneva-2031.html", java_script_enabled=False) as seen:
        seen.page.locator("a[role=doc-noteref]").first.click()
        assert seen.page.url.endswith("#source_1")
    with visit(chromium, small / "index.html", java_script_enabled=False) as seen:
        assert not seen.page.locator("#page_filter").is_visible()
        assert seen.page.locator("tbody tr:visible").count() == 5


def test_the_filter_hides_headings_of_what_it_hides_and_brings_them_back(chromium, small):
    with visit(chromium, small / "index.html") as seen:
        filter = seen.page.locator("#page_filter")
        filter.fill("geneve")
        assert seen.page.locator("main h3:visible").all_inner_texts() == ["In person"]
        filter.fill("nothing has this")
        assert seen.page.locator("main h2:visible").count() == 0
        assert seen.page.locator("output").inner_text() == "0 of 5"
        filter.fill("")
        assert seen.page.locator("tbody tr:visible").count() == 5


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_filter_finds_every_word_as_it_is_spelled_and_plainly(chromium, small, text):
    """As `search` does: with accents and points or without, in capitals or small letters."""
    with visit(chromium, small / "index.html") as seen:
        seen.page.locator("tbody tr td").first.evaluate("(cell, text) => { cell.textContent = text }", text)
        words = text.split() + folded(text).split()
        shown = {}
        for word in [*words, *(word.upper() for word in words), *(word.lower() for word in words)]:
            seen.page.locator("#page_filter").fill(word)
            shown[word] = seen.page.locator("tbody tr").first.is_visible()
        assert [word for word, is_shown in shown.items() if not is_shown] == []


def test_hostile_texts_run_nothing_and_fit(chromium, nasty_site):
    for path in sorted(nasty_site.rglob("*.html")):
        with visit(chromium, path) as seen:
            seen.page.on("dialog", lambda dialog: pytest.fail(f"a dialog said {dialog.message}"))
            assert seen.console == [], path
            assert seen.asked == [path.as_uri()], path
            for width in (320, 768, 1280):
                seen.page.set_viewport_size({"width": width, "height": 900})
                assert sideways(seen) <= 0, (path, width)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_page_is_printed_whole(chromium, bundled, tmp_path, paper):
    with visit(chromium, bundled / "meetings/helsinki-2018.html") as seen:
        seen.page.pdf(path=tmp_path / "page.pdf", format=paper)
        last = seen.page.locator(".sources li").last.inner_text()
    pages = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True
    )
    sheets = pages.stdout.removesuffix("\f").split("\f")
    assert 10 <= len(sheets) <= 30
    assert [f"{number} / {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)] == [True] * len(sheets)
    text = "".join(pages.stdout.split())
    assert "Helsinkisummit" in text
    assert "Wherethoseaccountsdiffer" not in text
    assert "Citethispage" in text
    assert "http://en.special.kremlin.ru" in text or "kremlin.ru" in text
    assert "".join(last.split("Archived")[0].split())[:40] in text
    for unprinted in ("Archivedcopy", "Skiptothetext", "Sidebysidewith"):
        assert unprinted not in text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_heading_is_the_last_line_of_a_sheet(chromium, bundled, tmp_path, paper):
    with visit(chromium, bundled / "meetings/helsinki-2018.html") as seen:
        seen.page.pdf(path=tmp_path / "page.pdf", format=paper)
        headings = {" ".join(text.split()) for text in seen.page.locator("h2, h3, h4, dt").all_inner_texts()}
    sheets = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True)
    for sheet in sheets.stdout.removesuffix("\f").split("\f"):
        lines = [line for line in sheet.splitlines() if not re.fullmatch(r"\d+ / \d+|\[\d+\]|\s*", line)]
        assert lines[-1] not in headings


@pytest.mark.parametrize("page", [each for each in PAGES if each[0] == "bundled"], ids="-".join)
def test_tables_break_no_word(chromium, request, page):
    with visit(chromium, path_of(request, page)) as seen:
        for width in (320, 390, 721, 768, 1024, 1200):
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert seen.page.evaluate(BROKEN) == [], width


BROKEN = """() => [...document.querySelectorAll("td, th")].flatMap((cell) => {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange(), broken = [];
    while (texts.nextNode()) {
        const text = texts.currentNode, unseen = text.parentElement.closest(".hidden, thead");
        if (unseen && getComputedStyle(unseen).position === "absolute") continue;
        for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            if (lines.size > 1 && word.length < 16) broken.push(word);
        }
    }
    return broken;
})"""


def test_the_text_is_set_in_lines_of_a_book(chromium, bundled):
    """60 to 75 characters, as Bringhurst has it, by the middle of what Chromium sets with Debian's fonts."""
    with visit(chromium, bundled / "meetings/helsinki-2018.html") as seen:
        lines = seen.page.evaluate(LINES)
    assert 60 <= sorted(lines)[len(lines) // 2] <= 75


LINES = """() => [...document.querySelectorAll(".context li, .aftermath li")].flatMap((item) => {
    const range = document.createRange();
    range.selectNodeContents(item);
    const height = parseFloat(getComputedStyle(item).lineHeight);
    const lines = Math.round(range.getBoundingClientRect().height / height);
    return lines > 2 ? [item.textContent.length / lines] : [];
})"""


def test_the_search_of_a_published_site_finds_the_meeting(chromium, made_up, with_search, tmp_path):
    enable_socket()
    site.write(made_up, NO_FILTERS, tmp_path / "site")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        page = chromium.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/search.html")
        page.get_by_label("Words in any meeting").fill("frozen ice")
        page.locator("ol.results li").first.wait_for()
        found = {"Geneva summit, 4 to 5 March 2031", "Vienna summit, 1 to 2 May 2032"}
        assert found == set(page.locator("ol.results h2").all_inner_texts())
        for excerpt in page.locator("ol.results p").all():
            heading = excerpt.locator("a").inner_text()
            assert excerpt.inner_text().count(heading) == 1
        page.locator("ol.results p a").first.click()
        page.wait_for_url(re.compile(r"/meetings/(geneva|vienna)-203\d\.html#section_"))
        assert said == []
        page.close()
        server.shutdown()


def test_the_search_page_opened_from_disk_says_what_it_needs(chromium, made_up, with_search, tmp_path):
    site.write(made_up, NO_FILTERS, tmp_path / "site")
    with visit(chromium, tmp_path / "site/search.html") as seen:
        assert "Search needs a web server" in seen.page.inner_text("main")
        assert not seen.page.locator("#page_words").is_visible()
        assert seen.console == []


def test_pages_are_valid_html(node_modules, nasty_site, bundled):
    """By the Nu HTML Checker of the W3C."""
    jar = node_modules / "vnu-jar/build/dist/vnu.jar"
    pages = [*nasty_site.rglob("*.html"), *(bundled / path for path in BUNDLED)]
    command = ["java", "-jar", jar, "--format", "gnu", "--errors-only", *pages]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.stderr == ""
