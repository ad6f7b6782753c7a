"""What a page says, and what a drawing of it says, as texts that can be compared."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from summitcli.pages import blocks
from summitcli.pages.blocks import Page, Words

UNSEEN = {"script", "style", "svg", "head"}


def statements(page: Page) -> list[str]:
    """Every statement of a page in order, with its footnotes."""
    said = [text for section in page.sections for block in section.blocks for text in _block(block)]
    return [text for text in [*said, *(_words(source.words) for source in page.sources)] if text]


def _words(words: Words) -> str:
    text = ""
    for part in words:
        match part:
            case blocks.Footnotes():
                text += "".join(f"[{number}]" for number in part.numbers)
            case blocks.Reference():
                text += part.words if part.bare else f"{part.words} ({part.id})"
            case _:
                text += part.words
    return text


def _block(block: blocks.Block) -> Iterator[str]:
    match block:
        case blocks.Fact() | blocks.Point() | blocks.Paragraph():
            yield _words(block.words)
        case blocks.Quotation():
            yield from (block.text, _words(block.credit))
        case blocks.Correction():
            yield from (block.claim, _words(block.record))
        case blocks.Contrast():
            yield block.question
            for side in block.sides:
                yield from (side.label, *(_words(point.words) for point in side.points))
        case blocks.Group():
            yield from (_words(block.heading), *(text for each in block.blocks for text in _block(each)))
        case blocks.Table():
            yield from (_words(cell) for row in block.rows for cell in row.cells)
        case blocks.Matrix():
            for name, cells in block.rows:
                yield from (name, *(_words(point.words) for cell in cells for point in cell))
        case blocks.Excerpt():
            yield from (block.section, _words(block.question), _words(block.words), _words(block.source), block.command)
        case blocks.Contents() if block.here:
            yield from (entry.heading for entry in block.entries)


def squeezed(text: str) -> str:
    """Text without any white space, which a renderer may put anywhere."""
    return "".join(text.replace("\u2060", "").split())


class _Reader(HTMLParser):
    """The text of a document, without what is no text of it."""

    def __init__(self) -> None:
        super().__init__()
        self.unseen = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        self.text += "" if self.unseen else data


def text_of_html(document: str) -> str:
    """What a reader sees of a document."""
    reader = _Reader()
    reader.feed(document)
    return reader.text


def text_of_markdown(text: str) -> str:
    """What a reader sees of Markdown, by a parser that is not ours, and that knows no footnotes."""
    return text_of_html(MarkdownIt("commonmark").enable("table").render(text)).replace("[^", "[")


def text_by_pandoc(format: str, text: str) -> str:
    """The same by Pandoc, which writes HTML again."""
    command = ["pandoc", "--from", format, "--to", "html", "--wrap", "none"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    return text_of_html(done.stdout).replace("[^", "[")
