"""What is cited: sources with their standing, copies as copies, meetings and the dataset."""

from __future__ import annotations

import pytest

from summitcli.cite.formats import FORMATS, format_items
from summitcli.cite.items import Item, dataset_item, page_item, source_item
from summitcli.cite.pages import page_citations
from summitcli.errors import UsageError
from summitcli.query.datasets import About

ABOUT = About(1, "Meetings", "All of them.", "CC0-1.0", "1943-11-28", "2026-06-23", "Thin.", None)
SOURCE = {
    "id": "reuters-2025-03-18",
    "publisher": "Reuters",
    "title": "They spoke",
    "date": "2025-03-18",
    "url": "https://example.org/copy",
    "kind": "secondary",
    "via": "LBCI",
    "language": "en",
    "standing": "press",
    "text_standing": "agency",
    "copy": True,
}
ORIGINAL = SOURCE | {"via": None, "copy": False, "standing": "agency"}


def test_a_source_says_that_it_is_a_copy_and_what_its_standing_is():
    item = source_item(SOURCE)  # type: ignore[arg-type]
    assert (item.author, item.container, item.note) == ("Reuters", "LBCI", "copy at LBCI; standing: press")
    assert source_item(ORIGINAL).note == "standing: agency"  # type: ignore[arg-type]
    assert source_item(ORIGINAL | {"standing": None}).note is None  # type: ignore[arg-type]


def test_text_has_author_standing_title_date_and_address():
    assert format_items([source_item(SOURCE), source_item(ORIGINAL)]) == (  # type: ignore[arg-type]
        "Reuters, via LBCI (press, copy), “They spoke”, 18 March 2025, https://example.org/copy\n"
        "Reuters (agency), “They spoke”, 18 March 2025, https://example.org/copy\n"
    )


def test_a_description_is_not_in_quotation_marks_and_no_date_is_said():
    item = source_item(ORIGINAL | {"title": "[Report]", "date": None})  # type: ignore[arg-type]
    assert format_items([item]) == "Reuters (agency), [Report], undated, https://example.org/copy\n"
    headline = source_item(ORIGINAL | {"title": "[Bush] signs"})  # type: ignore[arg-type]
    assert "“[Bush] signs”" in format_items([headline])


@pytest.mark.parametrize("format", FORMATS)
def test_an_archived_copy_has_its_own_address_in_every_format(format):
    text = format_items([source_item(SOURCE, archived=True)], format)  # type: ignore[arg-type]
    assert "https://web.archive.org/web/20250318/https://example.org/copy" in text


def test_the_dataset_has_version_and_licence():
    assert dataset_item(ABOUT, version="1.2") == Item(
        id="summit-2026-06-23",
        type="dataset",
        title="Meetings",
        author="The summit contributors",
        credit="The summit contributors",
        date="2026-06-23",
        version="1.2",
        note="Licence: CC0-1.0",
    )


def test_a_dataset_of_ones_own_is_not_by_the_summit_contributors():
    item = dataset_item(ABOUT, version=None)
    assert (item.author, item.version) == (None, None)


def test_a_meeting_is_an_entry_of_the_dataset():
    item = page_item("helsinki-2018", "Helsinki summit", ABOUT, version="1.2", url="https://example.org/h")
    assert format_items([item]) == (
        "The summit contributors, “Helsinki summit”, Meetings, version 1.2, 23 June 2026, https://example.org/h\n"
    )


def test_a_page_says_how_to_cite_it():
    assert page_citations("Helsinki summit", "https://x.org/h", about=ABOUT, version="1.2", id="helsinki-2018") == [
        (
            "APA",
            "The summit contributors. (2026, June 23). Helsinki summit. Meetings (Version 1.2). https://x.org/h",
        ),
        (
            "Chicago",
            "The summit contributors. “Helsinki summit.” Meetings, version 1.2, June 23, 2026. https://x.org/h.",
        ),
        (
            "BibTeX",
            "@online{helsinki-2018,\n"
            "  author = {{The summit contributors}},\n"
            "  title = {{Helsinki summit}},\n"
            "  version = {{1.2}},\n"
            "  note = {{In: Meetings}},\n"
            "  date = {2026-06-23},\n"
            "  year = {2026},\n"
            "  month = jun,\n"
            "  langid = {english},\n"
            "  url = {https://x.org/h},\n"
            "}\n",
        ),
    ]


def test_a_page_of_ones_own_data_has_no_author_and_no_second_stop():
    apa, chicago, bibtex = page_citations("Who met?", None, about=ABOUT)
    assert apa[1] == "Who met? (2026, June 23). Meetings."
    assert chicago[1] == "“Who met?” Meetings, June 23, 2026."
    assert bibtex[1].startswith("@misc{summit,\n  title = {{Who met?}},\n  note = {{In: Meetings}},\n")


def test_a_name_of_any_kind_is_made_into_a_key():
    [*_, (_, bibtex)] = page_citations("The Gazette, Ltd", None, about=ABOUT, id="The Gazette, Ltd {x}")
    assert bibtex.startswith("@misc{the-gazette-ltd-x,\n")
    [*_, (_, nameless)] = page_citations("?", None, about=ABOUT, id="?")
    assert nameless.startswith("@misc{summit,\n")


def test_a_format_that_is_none_is_told():
    with pytest.raises(UsageError) as error:
        format_items([], "bibtx")
    assert (error.value.message, error.value.candidates) == ("no citation format 'bibtx'", ["bibtex"])


def test_a_style_is_text():
    with pytest.raises(UsageError, match="a style writes text, not ris"):
        format_items([], "ris", style="apa")
