"""What is in a folder of pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class Document(HTMLParser):
    """The elements of a page with their attributes, and what is inside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any]]] = []
        self.scripts: list[str] = []
        self.raw: dict[str, str] = {}
        """The last script and the last style."""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append(data)
        if self._inside in ("script", "style"):
            self.raw[self._inside] = data

    def values(self, name: str) -> list[str]:
        """What an attribute holds, wherever it is."""
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]

    @property
    def linked_data(self) -> list[Any]:
        """What is said in JSON-LD."""
        kinds = [attributes.get("type") for tag, attributes in self.elements if tag == "script"]
        return [
            json.loads(text) for kind, text in zip(kinds, self.scripts, strict=True) if kind == "application/ld+json"
        ]


def pages(site: Path) -> dict[str, Document]:
    """The pages by their paths."""
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): Document(path.read_text(encoding="utf-8")) for path in found}


def files(site: Path) -> list[str]:
    """Everything in a folder by its path."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def broken_links(site: Path) -> Iterator[str]:
    """Links that lead nowhere, or out of the folder, with the page that they are on."""
    drawn = pages(site)
    ids = {path: set(document.values("id")) for path, document in drawn.items()}
    for path, document in drawn.items():
        for link in set(document.values("href")):
            parts = urlsplit(link)
            if parts.scheme or not link:
                continue
            target = _joined(path, unquote(parts.path))
            if not (site / target).is_file() or (parts.fragment and parts.fragment not in ids[target]):
                yield f"{path}: {link}"


def _joined(path: str, link: str) -> str:
    """Where a relative link leads, from the top of the site; a link out of it leads to no file."""
    if not link:
        return path
    parts = path.split("/")[:-1]
    for part in link.split("/"):
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return "out of the site"
    return "/".join(parts)


def absolute(document: Document) -> set[str]:
    """The addresses of the web on a page."""
    return {link for link in document.values("href") if re.match(r"[a-z]+:|//", link)}
