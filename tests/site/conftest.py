"""Sites of the made-up records and of the bundled one, each written once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from summitcli.export import site
from summitcli.export.site import fulltext
from summitcli.query.filters import NO_FILTERS

from ..asked import asked, nasty
from ..synthetic import whole

BASE_URL = "https://example.org/summits"


def several() -> dict[str, Any]:
    """A record with all that a site can show: a second formal meeting, a cancelled one, a publisher in Chinese."""
    data = whole()
    vienna = deepcopy(data["meetings"][0])
    vienna |= {"id": "vienna-2032", "aliases": ["vienna"], "title": "Vienna summit", "start": "2032-05-01"}
    vienna |= {"end": "2032-05-02", "days": [], "times": [], "further_places": []}
    vienna["place"] = {"city": "Vienna", "country": "AT", "latitude": 0.0, "longitude": 0.0}
    vienna["corrections"][0]["see"] = ["geneva-2031"]
    vienna["quotes"][0]["said_on"] = "2032-05-01"
    cancelled = {**data["meetings"][2], "id": "rome-2033", "title": "Rome summit", "status": "cancelled"}
    data["meetings"] += [vienna, cancelled]
    data["publishers"].append({"name": "会谈", "standing": "press", "about": "newspaper"})
    data["sources"][0]["via"] = "会谈"
    return data


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The made-up record."""
    with asked(several(), tmp_path_factory.mktemp("made-up")) as store:
        yield store


is_installed = fulltext.is_installed


@pytest.fixture
def with_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind is asked, if it is installed: it is an extra."""
    if not is_installed():
        pytest.skip("Pagefind is not installed")
    monkeypatch.setattr(fulltext, "is_installed", is_installed)


@pytest.fixture(scope="session")
def without_search() -> Iterator[None]:
    """Pagefind is not asked, as if it were not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fulltext, "is_installed", lambda: False)
        yield


@pytest.fixture(scope="session")
def small(made_up, without_search, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the made-up record."""
    folder = tmp_path_factory.mktemp("small") / "site"
    site.write(made_up, NO_FILTERS, folder)
    return folder


@pytest.fixture(scope="session")
def published(made_up, without_search, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an address."""
    folder = tmp_path_factory.mktemp("published") / "site"
    site.write(made_up, NO_FILTERS, folder, base_url=f"{BASE_URL}/")
    return folder


@pytest.fixture(scope="session")
def nasty_site(without_search, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a record with everything in it, whose every text means something to a renderer."""
    folder = tmp_path_factory.mktemp("nasty")
    with asked(nasty(several()), folder) as store:
        site.write(store, NO_FILTERS, folder / "site", base_url=BASE_URL)
    return folder / "site"


@pytest.fixture(scope="session")
def bundled(store, without_search, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the bundled record."""
    folder = tmp_path_factory.mktemp("bundled") / "site"
    site.write(store, NO_FILTERS, folder)
    return folder
