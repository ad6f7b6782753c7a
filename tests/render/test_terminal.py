"""The terminal: nothing is wider than the screen, two runs print the same bytes, and data draws nothing."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from summitcli.pages import compare, definitions, listing, meeting, short, sources, timeline
from summitcli.pages import map as world_map
from summitcli.pages.blocks import (
    Column,
    Contrast,
    Fact,
    Footnotes,
    Page,
    Point,
    Row,
    Section,
    Side,
    Table,
    Text,
    plain,
)
from summitcli.query import datasets, meetings, topics
from summitcli.query import sources as questions
from summitcli.query.filters import Filters
from summitcli.render import terminal
from summitcli.render.screen import Screen

PLAIN = Screen(terminal=True, width=80, height=24, color=False, hyperlinks=False)
COLOURED = Screen(terminal=True, width=80, height=24, color=True, hyperlinks=True)
ESCAPES = re.compile("\x1b\\[[0-9;]*m|\x1b]8;[^\x1b]*\x1b\\\\")


def pages(store) -> list[Page]:
    labels, about = meetings.labels(store), datasets.about(store)
    everything = Filters(all=True)
    rows = meetings.rows(store, everything)
    view = meetings.view_of(store, everything, rows)
    shown = [meetings.meeting(store, row["id"]) for row in rows]
    return [
        *(meeting.page(each, labels) for each in shown),
        *(short.page(each, labels) for each in shown),
        listing.page(view, about),
        timeline.page(view, meetings.definitions(store, "people"), about),
        world_map.page([meetings.record(store, row["id"]) for row in rows]),
        definitions.topics(topics.topics(store)),
        sources.page(questions.sources(store)),
        compare.page(meetings.comparison(store, [each["id"] for each in shown[:2]]), labels),
    ]


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(made_up, hostile, width, ascii):
    for store in (made_up, hostile):
        for page in pages(store):
            for line in terminal.format_page(page, PLAIN._replace(width=width, ascii=ascii)).splitlines():
                assert cell_len(line) <= width


def test_two_runs_print_the_same_bytes_and_links_have_no_ids(made_up):
    page = meeting.page(meetings.meeting(made_up, "geneva-2031"), meetings.labels(made_up))
    drawn = terminal.format_page(page, COLOURED)
    assert drawn == terminal.format_page(page, COLOURED)
    assert "\x1b]8;;https://gazette.example/geneva\x1b\\[1]" in drawn
    assert "id=" not in drawn


def test_colour_and_links_change_no_word(hostile):
    for page in pages(hostile):
        coloured = ESCAPES.sub("", terminal.format_page(page, COLOURED)).splitlines()
        assert [line.rstrip() for line in coloured] == terminal.format_page(page, PLAIN).splitlines()


def test_ascii_is_ascii(hostile):
    for page in pages(hostile):
        assert terminal.format_page(page, PLAIN._replace(ascii=True)).isascii()


def test_the_list_at_80_columns_has_place_and_length():
    columns = [
        *(
            Column("Date", "date"),
            Column("Title", "title", rank=5),
            Column("ID", "id"),
            Column("Place", "word", rank=2),
        ),
        *(Column("Kind", "word", rank=4), Column("Length", "word", rank=1), Column("Topics", rank=6)),
    ]
    cells = ("2018-12-01", "Buenos Aires bilateral", "buenos-aires-bilateral-2018", "Buenos Aires", "bilateral")
    row = Row([plain(cell) for cell in (*cells, "about 15 min", "ukraine, syria")])
    page = Page("Meetings", [Section("list", "", [Table(columns, [row])])], headed=False)
    assert terminal.format_page(page, PLAIN) == (
        "Date        ID                           Place         Kind       Length\n"
        "2018-12-01  buenos-aires-bilateral-2018  Buenos Aires  bilateral  about 15 min\n"
    )
    assert terminal.format_page(page, PLAIN._replace(width=76)) == (
        "Date        ID                           Place         Length\n"
        "2018-12-01  buenos-aires-bilateral-2018  Buenos Aires  about 15 min\n"
    )


@pytest.mark.parametrize(
    ("here", "there", "beside"), [(3, 3, True), (3, 5, True), (3, 6, False), (9, 12, True), (9, 13, False)]
)
def test_sides_are_beside_each_other_if_neither_is_much_longer(here, there, beside):
    points = [[Point((Text("word " * 7),))] * lines for lines in (here, there)]
    contrast = Contrast([Side("Here", points[0]), Side("There", points[1])])
    [first, *_] = terminal.format_page(Page("x", [Section("", "", [contrast])]), PLAIN).splitlines()[2:]
    assert (first.split() == ["Here", "There"]) is beside


def test_footnotes_count_among_the_lines_of_a_side():
    short = [Point((Text("word"),))] * 3
    cited = [Point((Text("word " * 6), Footnotes((100, 101, 102))))] * 3
    contrast = Contrast([Side("Here", short), Side("There", cited)])
    [first, *_] = terminal.format_page(Page("x", [Section("", "", [contrast])]), PLAIN).splitlines()[2:]
    assert first.split() == ["Here"]


def test_a_side_with_one_point_holds_no_lines_open():
    long = Point((Text("word " * 60),))
    page = Page(
        "x", [Section("", "", [Contrast([Side("Many", [long, long]), Side("One", [Point((Text("Short."),))])])])]
    )
    drawn = terminal.format_page(page, PLAIN)
    assert drawn.endswith("One\n- Short.\n")
    even = Contrast([Side("Here", [Point((Text("Short."),))]), Side("There", [Point((Text("Short, too."),))])])
    assert terminal.format_page(Page("x", [Section("", "", [even])]), PLAIN).splitlines()[2:] == [
        "Here                                    There",
        "- Short.                                - Short, too.",
    ]


@pytest.mark.parametrize("width", [30, 40, 80])
def test_a_label_of_any_length_costs_no_word_of_what_it_is_about(width):
    label = "Union of Soviet Socialist Republics and its allies"
    page = Page("x", [Section("", "", [Fact("US", plain("Adams")), Fact(label, plain("Belov; lunch: Dorn"))])])
    drawn = terminal.format_page(page, PLAIN._replace(width=width))
    assert " ".join(drawn.split()) == f"x US Adams {label} Belov; lunch: Dorn"
    assert max(map(cell_len, drawn.splitlines())) <= width


def test_contents_say_how_to_jump_in_the_pager_alone(made_up):
    page = meeting.page(meetings.meeting(made_up, "geneva-2031"), meetings.labels(made_up))
    squeezed = " ".join(terminal.format_page(page, PLAIN._replace(paged=True)).split())
    assert "Type /How long to go there." in squeezed
    assert "Type /" not in terminal.format_page(page, PLAIN)


def test_what_was_not_held_is_marked_with_words(made_up):
    page = meeting.page(meetings.meeting(made_up, "oslo-2033"), meetings.labels(made_up))
    assert terminal.format_page(page, PLAIN).splitlines()[:2] == [
        "Oslo meeting (proposed)  oslo-2033",
        "This was proposed. It had not taken place when the record was written.",
    ]


PAGED = PLAIN._replace(paged=True)


def screens(text: str) -> list[list[str]]:
    """What a pager shows on one screen of 24 lines after the other."""
    lines = text.splitlines()
    return [lines[start : start + 23] for start in range(0, len(lines), 23)]


def table_of(rows: int, words: str = "word") -> Page:
    cells = [Row([plain(f"m-{number}"), plain(words)]) for number in range(rows)]
    return Page("x", [Section("", "", [Table([Column("ID", "id"), Column("What")], cells)])], headed=False)


@pytest.mark.parametrize("words", ["word", "word " * 25, "word " * 500])
def test_each_screen_of_a_pager_begins_with_the_header(words):
    drawn = terminal.format_page(table_of(100, words), PAGED)
    assert len(screens(drawn)) >= 5
    assert not [screen for screen in screens(drawn) if screen[0].startswith("m-")]
    assert drawn.count("ID  ") == sum(screen[0].startswith("ID  ") for screen in screens(drawn))
    once = terminal.format_page(table_of(100, words), PLAIN)
    rows = [line for line in drawn.splitlines() if line and line.split() != ["ID", "What"]]
    assert rows == once.splitlines()[1:]


@pytest.mark.parametrize(("rows", "headers"), [(1, 1), (22, 1), (23, 2), (44, 2), (45, 3)])
def test_what_fits_one_screen_has_one_header(rows, headers):
    assert terminal.format_page(table_of(rows), PAGED).count("ID") == headers


def test_each_screen_of_a_timeline_begins_with_its_months(store):
    about, everything = datasets.about(store), Filters(all=True)
    view = meetings.view_of(store, everything, meetings.rows(store, everything))
    page = timeline.page(view, meetings.definitions(store, "people"), about)
    begun = [screen[0].split()[:2] for screen in screens(terminal.format_page(page, PAGED))]
    assert begun.count(["J", "F"]) >= len(begun) - 1  # the legend may have a screen of its own
