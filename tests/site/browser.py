"""Chromium as the tests of pages use it: with nothing of its own on the network, and every message noted."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = os.environ.get("SUMMIT_TEST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
SIZE = {"width": 1280, "height": 900}


class Visit(NamedTuple):
    """A page in the browser, what its console said, and every address that it asked for."""

    page: Page
    console: list[str]
    asked: list[str]


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver) -> Iterator[Browser]:
    """Debian's Chromium."""
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def large_text(driver) -> Iterator[Browser]:
    """The same for a reader who has set text to twice its size."""
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--blink-settings=defaultFontSize=32"])
    yield browser
    browser.close()


@contextmanager
def visit(chromium: Browser, path: Path, **options: Any) -> Iterator[Visit]:
    """A page that is opened from disk, in a window of its own."""
    context = chromium.new_context(**{"viewport": SIZE, **options})
    seen = Visit(context.new_page(), [], [])
    seen.page.on("console", lambda message: seen.console.append(message.text))
    seen.page.on("pageerror", lambda error: seen.console.append(str(error)))
    seen.page.on("request", lambda request: seen.asked.append(request.url))
    seen.page.goto(path.as_uri())
    try:
        yield seen
    finally:
        context.close()


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of `package.json`: where `SUMMIT_TEST_NODE_MODULES` says, or installed for this run."""
    if named := os.environ.get("SUMMIT_TEST_NODE_MODULES"):
        return Path(named)
    folder = tmp_path_factory.mktemp("npm")
    shutil.copy(Path(__file__).with_name("package.json"), folder)
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder)]
    subprocess.run(command, check=True, timeout=300)
    return folder / "node_modules"
