"""`summit show`: whole meetings, sections, several at once, and a source for every line."""

import json
import re
from itertools import pairwise

import pytest

from .conftest import Summit
from .synthetic import dataset

MARKS = re.compile(r"(?:\\?\[\d+\\?\])+")
NUMBER = re.compile(r"\d+")
SECTIONS = [
    *("overview", "times", "durations", "participants", "summary", "context", "aims", "discussed", "outcomes"),
    *("press", "accounts", "quotes", "reactions", "aftermath", "corrections"),
]

OVERVIEW = {
    *("series", "kind", "status", "start", "end", "place", "host_event", "leaders", "sources", "initiative"),
    *("links", "see_also"),
}


def fact_lines(page: str) -> list[str]:
    """The lines of a page in Markdown that state a fact: not headings, addresses, claims that a record answers."""
    body = page.partition("\n## Sources\n")[0]
    table_heads = {head for head, rule in pairwise(body.splitlines()) if rule.startswith("| ---")}
    stated_elsewhere = re.compile(r"$|#|`|\*\*[\w ]+\*\*$|> “|- \*\*Said:\*\*|- \*\*See also:\*\*|\| ---")
    return [line for line in body.splitlines() if not stated_elsewhere.match(line) and line not in table_heads]


def marks_at_end(line: str) -> list[int]:
    found = re.search(rf"({MARKS.pattern})(?: \|)?$", line)
    return [int(number) for number in NUMBER.findall(found.group(1))] if found else []


@pytest.mark.parametrize("name", ["helsinki", "hamburg", "osaka", "anchorage", "call-2025-12-28", "budapest-2025"])
def test_every_line_that_states_a_fact_ends_with_its_sources(summit: Summit, name):
    page = summit("show", name).out
    assert [line for line in fact_lines(page) if not marks_at_end(line)] == []


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


def test_sections_may_be_listed_with_commas_or_repeated(summit: Summit):
    commas = summit("show", "geneva", "--section", "press,quotes", data=dataset())
    repeated = summit("show", "geneva", "--section", "press", "--section", "quotes", data=dataset())
    assert commas == repeated
    assert re.findall("^## (.*)", commas.out, re.MULTILINE) == ["Press", "In their words", "Sources"]


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
