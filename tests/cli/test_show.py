"""`summit show`: whole meetings, sections, several at once, and a source for every line."""

import csv
import json
import re
from itertools import pairwise
from typing import Any

import pytest

from ..conftest import Summit
from ..synthetic import dataset

MARKS = re.compile(r"(?:\\?\[\d+\\?\])+")
NUMBER = re.compile(r"\d+")
SECTIONS = [
    *("overview", "times", "durations", "participants", "summary", "context", "aims", "discussed", "outcomes"),
    *("press", "accounts", "quotes", "reactions", "aftermath", "corrections"),
]

OVERVIEW = {
    *("series", "kind", "status", "start", "end", "place", "host_event", "leaders", "sources", "initiative"),
    *("durations", "links", "see_also"),
}


def fact_lines(page: str) -> list[str]:
    """The lines of a page in Markdown that state a fact: not headings, addresses, claims that a record answers."""
    body = page.partition("\n## Sources\n")[0]
    table_heads = {head for head, rule in pairwise(body.splitlines()) if rule.startswith("| ---")}
    stated_elsewhere = re.compile(
        r"$|#|`|\*\*[\w ]+\*\*$|> “|- \*\*Said:\*\*|- \*\*See also:\*\*|- \*\*[\w ]+:\*\* <http\S+>$|\| ---"
    )
    return [line for line in body.splitlines() if not stated_elsewhere.match(line) and line not in table_heads]


def marks_at_end(line: str) -> list[int]:
    found = re.search(rf"({MARKS.pattern})(?: \|)?$", line)
    return [int(number) for number in NUMBER.findall(found.group(1))] if found else []


@pytest.mark.parametrize("name", ["helsinki", "hamburg", "osaka", "anchorage", "call-2025-12-28", "budapest-2025"])
def test_every_line_that_states_a_fact_ends_with_its_sources(summit: Summit, name):
    page = summit("show", name).out
    assert [line for line in fact_lines(page) if not marks_at_end(line)] == []


def test_the_overview_has_the_address_of_a_transcript(summit: Summit):
    data = dataset()
    data["meetings"][0]["links"] = {"transcript": "https://example.org/a_b", "history_state_gov": 7}
    overview = summit("show", "geneva", "--section", "overview", data=data).out
    assert [line for line in overview.splitlines() if "a_b" in line] == ["- **Transcript:** <https://example.org/a_b>"]


def test_helsinki_states_many_facts(summit: Summit):
    assert len(fact_lines(summit("show", "helsinki").out)) > 100


def test_source_numbers_resolve_and_none_is_idle(summit: Summit):
    page = summit("show", "helsinki").out
    sources = page.partition("\n## Sources\n")[2]
    numbered = [int(number) for number in re.findall(r"^- \[(\d+)\] ", sources, re.MULTILINE)]
    used = {number for line in fact_lines(page) for number in marks_at_end(line)}
    assert numbered == list(range(1, len(numbered) + 1)) == sorted(used)


def test_source_numbers_follow_the_first_mention(summit: Summit):
    page = summit("show", "helsinki", "--json")
    record = json.loads(page.out)
    mentioned = list(dict.fromkeys(re.findall(r'"sources": \[([^\]]*)\]', page.out)))
    first = list(dict.fromkeys(id for group in mentioned for id in json.loads(f"[{group}]")))
    assert [source["id"] for source in record["cited"]] == first


def test_numbers_stay_the_same_in_a_section(summit: Summit):
    whole = fact_lines(summit("show", "helsinki").out)
    section = fact_lines(summit("show", "helsinki", "--section", "accounts").out)
    assert section
    assert [line for line in section if line not in whole] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_section_shows_itself_and_its_sources_only(summit: Summit, section):
    shown = json.loads(summit("show", "geneva", "--section", section, "--json", data=dataset()).out)
    assert set(shown) - {"id", "title", "cited"} == (OVERVIEW if section == "overview" else {section})


def rows_of(summit: Summit, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(summit("show", "geneva", *options, "-f", "csv", data=dataset()).out.splitlines()))


def sources_of_claims(value: Any) -> list[str]:
    """The sources of every cited object in JSON, in order, as a cell has them."""
    if isinstance(value, list):
        return [sources for each in value for sources in sources_of_claims(each)]
    if not isinstance(value, dict):
        return []
    own = ["; ".join(value["sources"])] if "sources" in value else []
    return own + [sources for each in value.values() for sources in sources_of_claims(each)]


@pytest.mark.parametrize("section", [section for section in SECTIONS if section != "overview"])
def test_rows_of_a_section_are_the_claims_of_its_json(summit: Summit, section):
    shown = json.loads(summit("show", "geneva", "--section", section, "--json", data=dataset()).out)
    rows = rows_of(summit, "--section", section)
    assert [row["sources"] for row in rows] == sources_of_claims(shown[section]) != []


@pytest.mark.parametrize("section", SECTIONS)
def test_rows_of_a_section_stand_in_the_whole_record_too(summit: Summit, section):
    alone = rows_of(summit, "--section", section)
    assert alone == [row for row in rows_of(summit) if row["section"] == section] != []


@pytest.mark.parametrize("section", [*SECTIONS, "sources"])
def test_every_format_of_a_section_cites_the_same_sources(summit: Summit, section):
    show = ("show", "geneva", "--section", section)
    cited = {each["id"] for each in json.loads(summit(*show, "--json", data=dataset()).out)["cited"]}
    in_rows = {id for row in rows_of(summit, "--section", section) for id in row["sources"].split("; ")}
    body, _, listed = summit(*show, "-f", "markdown", data=dataset()).out.partition("\n## Sources\n")
    numbers = set(re.findall(r"^- \[(\d+)\]", listed, re.MULTILINE))
    assert cited == in_rows
    assert len(numbers) == len(cited)
    assert section == "sources" or numbers == {mark for marks in MARKS.findall(body) for mark in NUMBER.findall(marks)}


def test_rows_of_the_overview_say_what_its_page_says(summit: Summit):
    page = summit("show", "geneva", "--section", "overview", "-f", "markdown", data=dataset()).out
    facts = re.findall(r"^- \*\*(.*?:)\*\* (.*?)(?: — .*)? \[1\]?", page, re.MULTILINE)
    rows = rows_of(summit, "--section", "overview")
    assert [row["text"] for row in rows] == [
        "When: Tuesday 4 March 2031 to Wednesday 5 March 2031",
        "Where: Villa La Grange, Genève, Switzerland",
        "Beside: Lake Forum",
        "Format: Summit, convened for its own sake",
        "Status: Held",
        "Leaders: Anna Adams, Boris Belov",
        "Initiative: Adams proposed the meeting in January 2031.",
        "Length: About 2 h 10 min",
    ]
    assert [f"{label} {text}" for label, text in facts] == [row["text"] for row in rows if "gazette" in row["sources"]]


def test_rows_tell_the_question_that_accounts_answer_and_the_type_of_an_outcome(summit: Summit):
    accounts, outcomes, press = (rows_of(summit, "--section", each) for each in ("accounts", "outcomes", "press"))
    assert [row["question"] for row in accounts] == ["Who asked for ice?"] * 2
    assert [row["type"] for row in [*outcomes, *press]] == ["document", "follow-up", "joint"]


def test_sources_are_rows_where_they_are_asked_for(summit: Summit):
    rows = rows_of(summit, "--section", "sources")
    assert [(row["section"], row["by"], row["text"], row["sources"]) for row in rows] == [
        (
            *("sources", "The Gazette"),
            "The Gazette, “Two days in Geneva”, 6 March 2031 (secondary). https://gazette.example/geneva",
            "gazette-2031",
        ),
        (
            *("sources", "The Palace"),
            "The Palace, [Notes on the Geneva summit], undated, via The Archive (primary, in French)."
            " https://palace.example/notes",
            "palace-2031",
        ),
    ]
    assert [row for row in rows_of(summit) if row["section"] == "sources"] == []


def test_sections_may_be_listed_with_commas_or_repeated(summit: Summit):
    commas = summit("show", "geneva", "--section", "press,quotes", data=dataset())
    repeated = summit("show", "geneva", "--section", "press", "--section", "quotes", data=dataset())
    assert commas == repeated
    assert re.findall("^## (.*)", commas.out, re.MULTILINE) == ["Press", "In their words", "Sources"]


def test_a_section_goes_by_its_heading_too(summit: Summit):
    named, headed = (
        summit("show", "helsinki", "--section", name) for name in ("durations,times", "How long,clock times")
    )
    assert (headed, headed.code) == (named, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "geneva", "--section", "corrections"],
        ["show", "geneva", "--section", "corrections", "--format", "csv"],
        ["search", "met", "for", "one", "day", "--json"],
        ["search", "met", "for", "one", "day", "--format", "markdown"],
        ["export", "json"],
    ],
)
def test_a_claim_that_is_corrected_is_marked_in_every_format(summit: Summit, arguments):
    told = summit(*arguments, data=dataset()).out.replace("*", "")
    assert re.findall(r'(Said: |"claim": ")They met for one day\.', told) != []
    assert len(re.findall(r"They met for one day\.", told)) == len(re.findall(r'(?:Said: |"claim": ")They met', told))


def test_a_section_that_is_empty_says_so(summit: Summit):
    data = dataset()
    del data["meetings"][0]["quotes"]
    shown = summit("show", "geneva", "--section", "quotes", data=data).out
    assert shown == "# Geneva summit\n\n`geneva-2031`\n\nThe record has nothing on this.\n"


def test_a_section_and_fields_do_not_go_together(summit: Summit):
    refused = summit("show", "helsinki", "--section", "quotes", "--fields", "title")
    assert (refused.code, refused.out) == (2, "")


def test_ids_and_the_dataset_cannot_both_be_read_from_stdin(summit: Summit):
    refused = summit("show", "-", "--data", "-", stdin=json.dumps(dataset()))
    assert (refused.code, refused.err) == (
        2,
        "error: standard input can be read once only: '-' stands for ids and for the dataset\n",
    )


ATTRIBUTED = [
    # by, text, what stands behind the text
    ("Dora Dorn", "Dorn said no.", ""),
    ("Dora Dorn", "She said no.", " — Dora Dorn"),
    ("Dora Dorn", "Dornier planes flew.", " — Dora Dorn"),
    ("Dora Dorn, Minister", "Dorn said no.", " — Dora Dorn, Minister"),
    ("Dora Dorn, as reported by The Gazette", "Dorn said no.", " — Dora Dorn, as reported by The Gazette"),
    ("Dora Dorn, as reported by The Gazette", "Dorn said no, the Gazette wrote.", ""),
    ("Two early reports", "All other reports differ.", " — Two early reports"),
    ("Lake officials to The Gazette", "Lake officials told the Gazette no.", ""),
    (", a spokesman", "Nobody came.", " — , a spokesman"),
    (",", "Nobody came.", " — ,"),
]


@pytest.mark.parametrize(("by", "text", "credit"), ATTRIBUTED)
def test_who_says_so_stands_behind_a_text_that_does_not_name_them_all(summit: Summit, by, text, credit):
    data = dataset()
    data["meetings"][0]["context"] = [{"text": text, "by": by, "sources": ["gazette-2031"]}]
    shown = summit("show", "geneva", "--section", "context", data=data).out
    assert f"\n- {text}{credit} [1]\n" in shown.replace("\\", "")


def test_unknown_section_is_a_usage_error_with_a_suggestion(summit: Summit):
    shown = summit("show", "geneva", "--section", "acounts", data=dataset())
    assert (shown.code, shown.out) == (2, "")
    assert "Did you mean accounts?" in shown.err


def test_several_meetings_are_an_array_in_the_order_asked_for(summit: Summit):
    shown = json.loads(summit("show", "anchorage", "helsinki", "--json").out)
    assert [meeting["id"] for meeting in shown] == ["anchorage-2025", "helsinki-2018"]


def test_several_pages_stand_one_after_the_other(summit: Summit):
    shown = summit("show", "anchorage", "helsinki", "--section", "summary").out
    assert re.findall(r"^# (.*)", shown, re.MULTILINE) == ["Anchorage summit", "Helsinki summit"]


def test_dash_reads_ids_from_stdin(summit: Summit):
    shown = summit("show", "-", "--json", stdin="helsinki-2018\nosaka-2019\n")
    assert [meeting["id"] for meeting in json.loads(shown.out)] == ["helsinki-2018", "osaka-2019"]


def test_dash_gives_an_array_even_of_one(summit: Summit):
    assert len(json.loads(summit("show", "-", "--json", stdin="helsinki").out)) == 1


def test_dash_with_nothing_on_stdin_is_an_empty_array(summit: Summit):
    assert summit("show", "-", "--json", stdin="") == (0, "[]\n", "")


def test_one_unknown_name_among_several_leaves_stdout_empty(summit: Summit):
    shown = summit("show", "helsinki", "nowhere-1066")
    assert (shown.code, shown.out) == (3, "")


def test_hamburg_is_the_formal_meeting_and_points_to_the_dinner(summit: Summit):
    shown = summit("show", "hamburg", "--section", "overview")
    assert "`hamburg-2017`" in shown.out
    assert re.search(r"^- \*\*See also:\*\* .*: hamburg-dinner-2017$", shown.out, re.MULTILINE)


def test_what_was_not_held_says_so_in_its_heading(summit: Summit):
    assert summit("show", "budapest-2025").out.startswith("# ")
    assert "(cancelled)" in summit("show", "budapest-2025").out.splitlines()[0]


def test_page_of_a_bare_call_has_no_empty_sections(summit: Summit):
    shown = summit("show", "call-2032-01-02", data=dataset())
    assert re.findall("^## (.*)", shown.out, re.MULTILINE) == ["Summary", "Sources"]
