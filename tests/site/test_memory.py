"""A site takes no more memory for more pages: only a page that lists everything is as long as what it lists."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from benchmarks import generate

from summitcli.export import site
from summitcli.export.site import documents
from summitcli.export.site.lists import LISTS
from summitcli.export.site.subject import gather
from summitcli.pages.blocks import Column, Page, Row, Section, Table, plain
from summitcli.query.filters import NO_FILTERS
from summitcli.render import html
from summitcli.store import Store, open_store


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """Records of 200 and of 400 meetings."""
    folder = tmp_path_factory.mktemp("generated")
    opened = []
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("SUMMIT_CACHE_DIR", str(folder / "cache"))
        for meetings in (200, 400):
            with (folder / f"{meetings}.json").open("w", encoding="utf-8") as file:
                generate.write(file, meetings, seed=1)
            opened.append(stack.enter_context(closing(open_store([str(folder / f"{meetings}.json")]))))
        yield opened


def test_what_pages_are_made_of_is_not_held_for_each_meeting(generated):
    """But for those that are set side by side."""
    few, many = (texts_in(gather(store, NO_FILTERS, base_url="")._replace(publishers={})) for store in generated)
    assert many - few < 200 / 3


def texts_in(value: Any) -> int:
    """How many texts something holds, at whatever depth."""
    if isinstance(value, str):
        return 1
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return sum(map(texts_in, inside))


def test_nothing_of_a_page_is_kept_when_the_next_is_made(generated):
    """A page with what is beside it has 30 KB. Some dates in words are remembered."""
    it = gather(generated[1], NO_FILTERS, base_url="")
    drawn = documents.documents(it)

    def held_after(pages: int) -> int:
        for document in islice(drawn, pages):
            for _, pieces in site._files(it, document, searched=False):
                assert sum(map(len, pieces)) > 0
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = held_after(len(LISTS) + 20)
        assert held_after(150) - before < 150 * 1000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("rows", [1000, 2000])
def test_a_long_list_is_written_row_by_row(rows):
    row = Row([plain("1 May 2032"), plain("Vienna")])
    table = Table([Column("Date", "date"), Column("Meeting", "title")], [row] * rows)
    pieces = html.pieces([Page("Meetings", [Section("list", "List", [table])])], several=False, title="Meetings")
    beside_assets = [piece for piece in pieces if "Vienna" in piece]
    assert len(beside_assets) == rows
    assert max(map(len, beside_assets)) < 200


def test_pages_of_an_export_are_drawn_one_at_a_time():
    drawn: list[int] = []

    def pages() -> Iterator[Page]:
        for number in range(3):
            drawn.append(number)
            yield Page(f"Page {number}", [], id=str(number))

    for piece in html.pieces(pages(), several=True, title="All"):
        if "Page 0" in piece:
            break
    assert drawn == [0]


def test_files_are_written_as_their_pieces_come(tmp_path: Path):
    target = tmp_path / "site"
    with site.folder.draft(target, force=False) as draft:
        draft.write("one", (f"{number}\n" for number in range(3)))
    assert (target / "one").read_bytes() == b"0\n1\n2\n"
