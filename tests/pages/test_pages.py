"""Pages: what they say and lead to, before any format."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

import summitcli.pages
from summitcli.pages import blocks, compare, listing, meeting, search, short, statements, statistics, timeline, topic
from summitcli.pages import map as world_map
from summitcli.pages.blocks import (
    Address,
    Contents,
    Contrast,
    Correction,
    Excerpt,
    Fact,
    Footnotes,
    Map,
    Matrix,
    Page,
    Paragraph,
    Reference,
    Text,
    text_of,
)
from summitcli.query import counts, datasets, meetings, topics
from summitcli.query import search as questions
from summitcli.query.filters import Filters

from ..asked import asked
from ..synthetic import dataset
from ..work import work


def whole(store, name: str = "geneva-2031", sections: tuple[str, ...] = ()) -> Page:
    return meeting.page(meetings.meeting(store, name), meetings.labels(store), sections)


def blocks_of(page: Page, key: str) -> list[Any]:
    return [block for section in page.sections if section.key == key for block in section.blocks]


def test_the_whole_page_begins_with_its_contents_and_has_every_section(made_up):
    page = whole(made_up)
    assert [section.key for section in page.sections] == [
        *("contents", "overview", "summary", "durations", "participants", "context", "aims", "discussed", "outcomes"),
        *("press", "times", "accounts", "quotes", "reactions", "aftermath", "corrections"),
    ]
    [contents] = blocks_of(page, "contents")
    assert isinstance(contents, Contents)
    assert contents.here
    assert [(entry.section, entry.size) for entry in contents.entries][:3] == [
        *(("durations", 3), ("participants", 3), ("context", 1)),
    ]
    assert [source.number for source in page.sources] == [1, 2]


def test_sections_keep_the_footnote_numbers_of_the_whole_page_and_list_what_they_cite(made_up):
    page = whole(made_up, sections=("quotes",))
    assert [section.key for section in page.sections] == ["quotes"]
    assert [source.number for source in page.sources] == [2]
    assert [source.number for source in whole(made_up, sections=("sources",)).sources] == [1, 2]


@pytest.mark.parametrize("draw", [meeting.page, short.page], ids=["whole", "short"])
def test_a_page_without_sources_has_nothing_that_leads_to_them(made_up, draw):
    page = blocks.unsourced(draw(meetings.meeting(made_up, "geneva-2031"), meetings.labels(made_up)))
    assert (page.sources, list(statements.footnotes_in(page.sections))) == ((), [])
    listed = [entry.section for block in blocks_of(page, "contents") if block.here for entry in block.entries]
    assert "sources" not in listed


def test_a_section_without_anything_says_so(made_up):
    [[block]] = [section.blocks for section in whole(made_up, "oslo-2033", ("quotes",)).sections]
    assert isinstance(block, Paragraph)
    assert text_of(block.words) == "The record has nothing on this."


def test_sides_come_from_the_data_in_its_order(made_up):
    [contrast] = blocks_of(whole(made_up), "accounts")
    assert isinstance(contrast, Contrast)
    assert contrast.question == "Who asked for ice?"
    assert [side.label for side in contrast.sides] == ["United States", "Russia"]


def test_sides_of_no_series_are_shown_by_their_ids_or_not_at_all(tmp_path):
    data = dataset()
    del data["series"]
    for each in data["meetings"]:
        del each["series"]
        for key in ("participants", "aims", "accounts", "quotes", "outcomes", "discussed"):
            for statement in each.get(key, []):
                for said in [statement, *statement.get("positions", [])]:
                    said.pop("side", None)
        if each.get("initiative"):
            each["initiative"].pop("side", None)
    with asked(data, tmp_path) as store:
        [contrast] = blocks_of(whole(store), "aims")
    assert [side.label for side in contrast.sides] == [""]
    assert len(contrast.sides[0].points) == 2


def test_corrections_lead_to_the_meetings_they_name(tmp_path):
    data = dataset()
    data["meetings"][0]["corrections"][0] |= {"by": "The Gazette", "see": ["oslo-2033", "nowhere-1900"]}
    with asked(data, tmp_path) as store:
        [correction] = blocks_of(whole(store), "corrections")
    assert isinstance(correction, Correction)
    assert correction.record == (
        *(Text("They met on two days."), Text(" — The Gazette", "by"), Text(". See ")),
        Reference("meeting", "oslo-2033", "Oslo meeting (proposed), June 2033"),
        *(Text("; "), Text("nowhere-1900", "code"), Text("."), Footnotes((1,))),
    )


def test_links_say_whose_text_they_lead_to(made_up):
    [fact] = [
        each for each in blocks_of(whole(made_up), "overview") if isinstance(each, Fact) and each.label == "Transcript"
    ]
    assert text_of(fact.words) == "The Palace, via The Archive (specialist, copy)"


def test_a_readout_has_the_label_that_the_data_gives_to_its_side(tmp_path):
    readouts = [{"side": side, "url": "https://palace.example/notes"} for side in ("norway", "both")]
    data = dataset()
    data["meetings"][0]["links"] = {"readouts": readouts}
    text = json.dumps(data).replace('"us"', '"sweden"').replace('"United States"', '"Kingdom of Sweden"')
    data = json.loads(text.replace('"russia"', '"norway"').replace('"Russia"', '"Norway"'))
    with asked(data, tmp_path) as store:
        facts = [each for each in blocks_of(whole(store), "overview") if isinstance(each, Fact)]
    palace = "The Palace, via The Archive (specialist, copy)"
    assert [text_of(fact.words) for fact in facts if fact.label == "Readout"] == [
        f"Norway: {palace}",
        f"Both: {palace}",
    ]


def test_a_source_shows_its_standing_and_leads_to_its_publisher_and_its_text(made_up):
    [_, source] = whole(made_up).sources
    assert (
        text_of(source.words)
        == "The Palace, via The Archive (specialist, copy), [Notes on the Geneva summit], undated (primary, in French)"
    )
    assert source.words[0] == Reference("publisher", "The Palace", "The Palace", bare=True)
    assert [part.url for part in source.words if isinstance(part, Address)] == ["https://palace.example/notes"]
    assert source.archived == "https://web.archive.org/web/2/https://palace.example/notes"


@pytest.mark.parametrize(
    ("people", "short"),
    [
        ([("a", "Anna Adams", []), ("b", "Boris Belov", [])], ["Adams", "Belov"]),
        ([("a", "Anna Adams", ["Adams"]), ("b", "Bea Adams", [])], ["Adams", "Bea Adams"]),
        ([("a", "Anna Adams", []), ("b", "Bea Adams", [])], ["Anna Adams", "Bea Adams"]),
        ([("a", "King Salman of Saudi Arabia", ["Salman"])], ["Salman"]),
        ([("a", "Mohammed bin Salman", ["Mohammed", "bin Salman"])], ["bin Salman"]),
        ([("a", "Robert Roe Jr.", []), ("b", "Carl Coe II", [])], ["Roe", "Coe"]),
    ],
)
def test_short_names_are_those_that_nobody_else_has(people, short):
    persons: Any = [{"id": id, "name": name, "country": "US", "aliases": aliases} for id, name, aliases in people]
    assert list(statements.short_names(persons).values()) == short


def test_a_topic_shows_every_kind_of_statement(made_up):
    page = topic.page(topics.topic(made_up, "ice"), meetings.labels(made_up))
    [section] = page.sections
    said: list[Any] = [*section.blocks]
    assert section.about == Reference("meeting", "geneva-2031", "Geneva summit, 4 to 5 March 2031")
    assert [text_of(block.heading) for block in said if hasattr(block, "heading")] == ["In their words"]
    assert text_of(said[0].words) == "Belov asked for more ice. — The Palace"


def test_a_list_tells_what_was_not_held_in_place_of_a_length(made_up):
    rows = meetings.rows(made_up, Filters(all=True))
    page = listing.page(meetings.view_of(made_up, Filters(all=True), rows), datasets.about(made_up))
    [table] = blocks_of(page, "list")
    assert [column.title for column in table.columns][5] == "Length/status"
    assert [(text_of(row.cells[5]), row.unheld) for row in table.rows] == [
        *(("about 2 h 10 min", False), ("", False), ("proposed", True)),
    ]


def test_a_comparison_numbers_sources_in_the_order_of_its_rows(made_up):
    compared = meetings.comparison(made_up, ["call-2032-01-02", "geneva-2031"])
    page = compare.page(compared, meetings.labels(made_up))
    [matrix] = blocks_of(page, "comparison")
    assert isinstance(matrix, Matrix)
    assert list(dict.fromkeys(statements.footnotes_in(matrix))) == [1, 2]
    assert [source.id for source in page.sources] == ["palace-2031", "gazette-2031"]
    assert [name for name, _ in matrix.rows][:5] == ["Date", "Place", "Beside", "Format", "Length"]


def test_a_search_marks_its_words_and_says_where_to_read_on(made_up):
    found = questions.search(made_up, ["serious", "ice"])
    best = {source["id"]: source for source in meetings.definitions(made_up, "sources")}
    page = search.page(found, "serious ice", best)
    excerpt = page.sections[0].blocks[0]
    assert isinstance(excerpt, Excerpt)
    assert [part for part in excerpt.words if isinstance(part, Text) and part.role == "found"] == [
        *(Text("Ice", "found"), Text("serious", "found")),
    ]
    assert text_of(excerpt.source) == "The Palace, via The Archive (specialist, copy)"
    assert excerpt.command == "summit show geneva-2031 -s quotes"


def test_a_map_has_a_spot_for_each_place(made_up):
    page = world_map.page([meetings.record(made_up, row["id"]) for row in meetings.rows(made_up, Filters(all=True))])
    [block] = blocks_of(page, "map")
    assert isinstance(block, Map)
    assert [(spot.name, [each.id for each in spot.meetings]) for spot in block.spots] == [("Genève", ["geneva-2031"])]


def test_counts_by_topic_say_whose_length_they_add_up(made_up):
    page = statistics.page(counts.statistics(made_up, Filters(), by="topic"), datasets.about(made_up))
    assert blocks_of(page, "statistics")[0].titles[2] == "Length of those meetings"
    assert "with its whole length, and in the total once" in page.note


def rows_of(size: int) -> list[Any]:
    return [
        {
            "id": f"m-{number}",
            "title": f"Meeting {number}",
            "kind": "summit",
            "status": "held",
            "start": f"{1 + number * 9998 // size:04}-01-01",
            "end": f"{1 + number * 9998 // size:04}-01-01",
            "leaders": ["a", f"b-{number % 7}"],
        }
        for number in range(size)
    ]


@pytest.mark.parametrize("draw", ["timeline", "topics", "search"])
def test_work_grows_with_the_size_of_the_answer_alone(made_up, draw):
    def run(size: int) -> None:
        if draw == "timeline":
            timeline.spans(rows_of(size), {})
        elif draw == "topics":
            shown = meetings.meeting(made_up, "geneva-2031")
            [first, *_] = shown["discussed"]
            shown["discussed"] = [{**first, "topic": f"t-{number}"} for number in range(size)]
            meeting.page(shown, meetings.labels(made_up), ("discussed",))
        else:
            [hit, *_] = questions.search(made_up, ["ice"]).statements
            hits = [hit._replace(hit={**hit.hit, "id": f"m-{number}"}) for number in range(size)]
            search.page(questions.Found(hits, size, "all", [], [], '"ice"'), "ice", {})

    assert work(lambda: run(800)) < 2.3 * work(lambda: run(400))


def test_no_country_person_or_series_is_named_in_the_code():
    named = {"trump", "putin", "us-russia", "us-soviet", "trump-putin", "united states", "russia", "kremlin", "soviet"}
    for folder in ("pages", "render"):
        for path in sorted((Path(summitcli.pages.__file__).parents[1] / folder).glob("*.py")):
            texts = [node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)]
            words = " ".join(text.lower() for text in texts if isinstance(text, str))
            assert not [name for name in named if name in words], path.name
