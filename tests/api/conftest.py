"""Records, opened as a program opens them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import summitcli
from tests.synthetic import dataset


@pytest.fixture(autouse=True, scope="session")
def _own_cache(cache: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(cache))
        yield


@pytest.fixture(scope="session")
def bundled(_own_cache: None) -> Iterator[summitcli.Record]:
    """The bundled record."""
    with summitcli.load() as record:
        yield record


@pytest.fixture
def made_up_file(tmp_path: Path) -> Path:
    """A file with three meetings that never were."""
    path = tmp_path / "made-up.json"
    path.write_text(json.dumps(dataset()), encoding="utf-8")
    return path


@pytest.fixture
def made_up(made_up_file: Path) -> Iterator[summitcli.Record]:
    """The record of that file."""
    with summitcli.load(made_up_file) as record:
        yield record
