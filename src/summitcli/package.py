"""The files of the package itself, wherever it is installed: in a folder, or in a zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HERE = Path(__file__).parent


def files() -> Path | Traversable:
    """The folder of the package. `importlib.resources` knows zips, and takes 5 ms to import."""
    if HERE.is_dir():
        return HERE
    from importlib.resources import files

    return files("summitcli")


def text(*path: str) -> str:
    """A text file of the package, by the parts of its path."""
    return files().joinpath(*path).read_text(encoding="utf-8")
