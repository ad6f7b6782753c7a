"""Terminal, Markdown and HTML say the same sentences in the same order with the same footnotes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

import pytest

from summitcli.pages import compare, meeting, person, short, topic
from summitcli.pages.blocks import Page
from summitcli.query import meetings, people, topics
from summitcli.query.filters import Filters
from summitcli.render import html, markdown, terminal
from summitcli.render.screen import Screen

from .said import squeezed, statements, text_by_pandoc, text_of_html, text_of_markdown

Draw = Callable[[Page], str]
WIDE = Screen(terminal=False, width=9_000, height=24, color=False, hyperlinks=False)


def on_terminal(page: Page) -> str:
    """A page on a screen so wide that no cell wraps, its sides one under the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "MAX_WIDTH", WIDE.width)
        patch.setattr(terminal, "COLUMNS_FROM", WIDE.width + 1)
        patch.setattr(terminal, "SIDE_BY_SIDE", WIDE.width + 1)
        return terminal.format_page(page, WIDE)


RENDERERS: dict[str, Draw] = {
    "terminal": on_terminal,
    "markdown": lambda page: text_of_markdown(markdown.format_page(page)),
    "html": lambda page: text_of_html(html.document([page])),
}


PANDOC: dict[str, Draw] = {
    "markdown": lambda page: text_by_pandoc("gfm-footnotes", markdown.format_page(page)),
    "html": lambda page: text_by_pandoc("html", html.document([page])),
}
"""By a second reader, which knows nothing of the first."""


def check(page: Page, renderers: Mapping[str, Draw] = RENDERERS) -> None:
    said = [squeezed(text) for text in statements(page)]
    assert said
    for name, draw in renderers.items():
        drawn, place = squeezed(draw(page)), 0
        for text in said:
            found = drawn.find(text, place)
            assert found >= 0, f"{name} does not say, after {drawn[place - 80 : place]!r}: {text!r}"
            place = found + len(text)


def pages_of(store: sqlite3.Connection) -> list[Page]:
    """Whole and short pages, those of topics and people, and a comparison."""
    labels = meetings.labels(store)
    shown = [meetings.meeting(store, row["id"]) for row in meetings.rows(store, Filters(all=True))]
    drawn = [meeting.page(each, labels) for each in shown]
    drawn += [short.page(each, labels)._replace(listed=True) for each in shown]
    drawn += [topic.page(topics.topic(store, each["id"]), labels) for each in topics.topics(store)]
    drawn += [person.page(people.person(store, each["id"]), labels) for each in people.people(store)]
    return [*drawn, compare.page(meetings.comparison(store, [each["id"] for each in shown[:2]]), labels)]


def test_a_page_says_the_same_everywhere(made_up):
    for page in pages_of(made_up):
        check(page)


def test_hostile_texts_are_said_as_they_are(hostile):
    for page in pages_of(hostile):
        check(page)


@pytest.mark.system
@pytest.mark.parametrize("reader", PANDOC)
def test_pandoc_reads_hostile_texts_as_they_are(hostile, reader):
    for page in pages_of(hostile):
        check(page, {reader: PANDOC[reader]})


@pytest.mark.system
@pytest.mark.parametrize("reader", PANDOC)
def test_pandoc_reads_the_bundled_record_as_it_is(store, reader):
    labels = meetings.labels(store)
    for id in ("helsinki-2018", "reykjavik-1986"):
        check(meeting.page(meetings.meeting(store, id), labels), {reader: PANDOC[reader]})


def test_the_bundled_record_says_the_same_everywhere(store):
    labels = meetings.labels(store)
    for id in ("helsinki-2018", "anchorage-2025", "reykjavik-1986", "budapest-2025"):
        check(meeting.page(meetings.meeting(store, id), labels))
    check(topic.page(topics.topic(store, "election-interference"), labels))
