"""`summit show`: whole meetings, sections, several at once, and a source for every line."""

import csv
import json
import re
from itertools import pairwise
from typing import Any

import pytest

from ..conftest import Summit
from ..synthetic import dataset

MARKS = re.compile(r"(?:\[\^\d+\])+")
NUMBER = re.compile(r"\d+")
NOTE = re.compile(r"^\[\^(\d+)\]: ", re.MULTILINE)
SECTIONS = [
    *("overview", "times", "durations", "participants", "summary", "context", "aims", "discussed", "outcomes"),
    *("press", "accounts", "quotes", "reactions", "aftermath", "corrections"),
]

OVERVIEW = {
    *(
        "series",
        "kind",
        "status",
        "start",
        "end",
        "days",
        "place",
        "further_places",
        "host_event",
        "leaders",
        "sources",
    ),
    *("initiative", "durations", "links", "see_also"),
}
# Headings, ids, the contents, addresses, what is answered below, who and when of what is quoted above.
NO_FACT = re.compile(
    r"$|#|`|\*\*[\w -]+\*\*$|\*\*Sections:\*\*|\*\*This was [^*]*\.\*\*$|> “|- \*\*Said:\*\*"
    r"|- \*\*See also:\*\*|- \*\*[\w ]+:\*\* ([\w ]+: )?\[.*\]\(<http\S+>\)$|\| ---"
)


def body_of(page: str) -> str:
    """A page in Markdown without its footnotes."""
    return page[: found.start()] if (found := NOTE.search(page)) else page


def fact_lines(page: str) -> list[str]:
    """The lines of a page in Markdown that state a fact."""
    lines = body_of(page).splitlines()
    table_heads = {head for head, rule in pairwise(lines) if rule.startswith("| ---")}
    return [line for line in lines if not NO_FACT.match(line) and line not in table_heads]


def marks_at_end(line: str) -> list[int]:
    found = re.search(rf"({MARKS.pattern})(?: \|)?$", line)
    return [int(number) for number in NUMBER.findall(found.group(1))] if found else []


@pytest.mark.parametrize("name", ["helsinki", "hamburg", "osaka", "anchorage", "call-2025-12-28", "budapest-2025"])
def test_every_line_that_states_a_fact_ends_with_its_sources(ask: Summit, name):
    page = ask("show", name).out
    assert [line for line in fact_lines(page) if not marks_at_end(line)] == []


def test_the_overview_has_the_address_of_a_transcript(ask: Summit):
    overview = ask("show", "geneva", "--section", "overview", data=dataset()).out
    assert [line for line in overview.splitlines() if "transcript" in line.lower()] == [
        "- **Transcript:** [The Palace, via The Archive (specialist, copy)](<https://palace.example/notes>)"
    ]


def test_helsinki_states_many_facts(ask: Summit):
    assert len(fact_lines(ask("show", "helsinki").out)) > 100


def test_source_numbers_resolve_and_none_is_idle(ask: Summit):
    page = ask("show", "helsinki").out
    numbered = [int(number) for number in NOTE.findall(page)]
    used = {number for line in fact_lines(page) for number in marks_at_end(line)}
    assert numbered == list(range(1, len(numbered) + 1)) == sorted(used)


def test_source_numbers_follow_the_first_mention(ask: Summit):
    page = ask("show", "helsinki", "--json")
    record = json.loads(page.out)
    mentioned = list(dict.fromkeys(re.findall(r'"sources": \[([^\]]*)\]', page.out)))
    first = list(dict.fromkeys(id for group in mentioned for id in json.loads(f"[{group}]")))
    assert [source["id"] for source in record["cited"]] == first


def test_numbers_stay_the_same_in_a_section(ask: Summit):
    whole = fact_lines(ask("show", "helsinki").out)
    section = fact_lines(ask("show", "helsinki", "--section", "accounts").out)
    assert section
    assert [line for line in section if line not in whole] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_section_shows_itself_and_its_sources_only(ask: Summit, section):
    shown = json.loads(ask("show", "geneva", "--section", section, "--json", data=dataset()).out)
    assert set(shown) - {"id", "title", "cited"} == (OVERVIEW if section == "overview" else {section})


def rows_of(ask: Summit, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(ask("show", "geneva", *options, "-f", "csv", data=dataset()).out.splitlines()))


def sources_of_claims(value: Any) -> list[str]:
    """The sources of every cited object in JSON, in order, as a cell has them."""
    if isinstance(value, list):
        return [sources for each in value for sources in sources_of_claims(each)]
    if not isinstance(value, dict):
        return []
    own = ["; ".join(value["sources"])] if "sources" in value else []
    return own + [sources for each in value.values() for sources in sources_of_claims(each)]


@pytest.mark.parametrize("section", [section for section in SECTIONS if section != "overview"])
def test_rows_of_a_section_are_the_claims_of_its_json(ask: Summit, section):
    shown = json.loads(ask("show", "geneva", "--section", section, "--json", data=dataset()).out)
    rows = rows_of(ask, "--section", section)
    assert [row["sources"] for row in rows] == sources_of_claims(shown[section]) != []


@pytest.mark.parametrize("section", SECTIONS)
def test_rows_of_a_section_stand_in_the_whole_record_too(ask: Summit, section):
    alone = rows_of(ask, "--section", section)
    assert alone == [row for row in rows_of(ask) if row["section"] == section] != []


@pytest.mark.parametrize("section", [*SECTIONS, "sources"])
def test_every_format_of_a_section_cites_the_same_sources(ask: Summit, section):
    show = ("show", "geneva", "--section", section)
    cited = {each["id"] for each in json.loads(ask(*show, "--json", data=dataset()).out)["cited"]}
    in_rows = {id for row in rows_of(ask, "--section", section) for id in row["sources"].split("; ")}
    page = ask(*show, "-f", "markdown", data=dataset()).out
    numbers = set(NOTE.findall(page) or re.findall(r"^- \\\[(\d+)\\\] ", page, re.MULTILINE))
    assert cited == in_rows
    assert len(numbers) == len(cited)
    marked = {mark for marks in MARKS.findall(body_of(page)) for mark in NUMBER.findall(marks)}
    assert section == "sources" or numbers == marked


def test_rows_of_the_overview_say_what_its_page_says(ask: Summit):
    page = ask("show", "geneva", "--section", "overview", "-f", "markdown", data=dataset()).out
    facts = re.findall(r"^- \*\*(.*?:)\*\* (.*?)(?: — .*)? \[\^1\]", page, re.MULTILINE)
    rows = rows_of(ask, "--section", "overview")
    assert [row["text"] for row in rows] == [
        "When: 4 to 5 March 2031",
        "Where: Villa La Grange, Genève, Switzerland",
        "Beside: Lake Forum",
        "Format: Summit, beside: Lake Forum",
        "Status: Held",
        "Leaders: Anna Adams, Boris Belov",
        "Length: About 2 h 10 min",
        "Adams proposed the meeting in January 2031.",
    ]
    assert [f"{label} {text}" for label, text in facts] == [row["text"] for row in rows if "gazette" in row["sources"]]


def test_the_initiative_is_a_row_of_the_overview(ask: Summit):
    *_, row = rows_of(ask, "--section", "overview")
    assert (row["type"], row["side"], row["sources"]) == ("initiative", "us", "palace-2031")


def test_rows_tell_the_question_that_accounts_answer_and_the_type_of_an_outcome(ask: Summit):
    accounts, outcomes, press = (rows_of(ask, "--section", each) for each in ("accounts", "outcomes", "press"))
    assert [row["question"] for row in accounts] == ["Who asked for ice?"] * 2
    assert [row["type"] for row in [*outcomes, *press]] == ["document", "follow-up", "joint"]


def test_sources_are_rows_where_they_are_asked_for(ask: Summit):
    rows = rows_of(ask, "--section", "sources")
    assert [(row["section"], row["by"], row["text"], row["sources"]) for row in rows] == [
        (
            *("sources", "The Gazette"),
            "The Gazette (press), “Two days in Geneva”, 6 March 2031 (secondary). https://gazette.example/geneva",
            "gazette-2031",
        ),
        (
            *("sources", "The Palace"),
            "The Palace, via The Archive (specialist, copy), [Notes on the Geneva summit], undated"
            " (primary, in French). https://palace.example/notes",
            "palace-2031",
        ),
    ]
    assert [row for row in rows_of(ask) if row["section"] == "sources"] == []


def test_sections_may_be_listed_with_commas_or_repeated(ask: Summit):
    commas = ask("show", "geneva", "--section", "press,quotes", data=dataset())
    repeated = ask("show", "geneva", "--section", "press", "--section", "quotes", data=dataset())
    assert commas == repeated
    assert re.findall("^## (.*)", commas.out, re.MULTILINE) == ["Press", "In their words"]


def test_a_section_goes_by_its_heading_too(ask: Summit):
    named, headed = (ask("show", "helsinki", "--section", name) for name in ("durations,times", "How long,clock times"))
    assert (headed, headed.code) == (named, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "geneva", "--section", "corrections"],
        ["show", "geneva", "--section", "corrections", "--format", "csv"],
        ["search", "met", "for", "one", "day", "--json"],
        ["search", "met", "for", "one", "day", "--format", "markdown"],
    ],
)
def test_a_claim_that_is_corrected_is_marked_in_every_format(ask: Summit, arguments):
    told = ask(*arguments, data=dataset()).out.replace("*", "")
    assert re.findall(r'(Said: |"claim": ")They met for one day\.', told) != []
    assert len(re.findall(r"They met for one day\.", told)) == len(re.findall(r'(?:Said: |"claim": ")They met', told))


def test_a_section_that_is_empty_says_so(ask: Summit):
    data = dataset()
    del data["meetings"][0]["quotes"]
    shown = ask("show", "geneva", "--section", "quotes", data=data).out
    assert shown == "# Geneva summit\n\n`geneva-2031`\n\nThe record has nothing on this.\n"


def test_a_section_and_fields_do_not_go_together(ask: Summit):
    refused = ask("show", "helsinki", "--section", "quotes", "--fields", "title")
    assert (refused.code, refused.out) == (2, "")


def test_ids_and_the_dataset_cannot_both_be_read_from_stdin(ask: Summit):
    refused = ask("show", "-", "--data", "-", stdin=json.dumps(dataset()))
    assert (refused.code, refused.err.splitlines()[0]) == (
        *(2, "error: standard input can be read only once: '-' stands for ids and for the dataset"),
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
def test_who_says_so_stands_behind_a_text_that_does_not_name_them_all(ask: Summit, by, text, credit):
    data = dataset()
    data["meetings"][0]["context"] = [{"text": text, "by": by, "sources": ["gazette-2031"]}]
    shown = ask("show", "geneva", "--section", "context", data=data).out
    assert f"\n- {text}{credit} [^1]\n" in shown.replace("\\", "")


def test_unknown_section_is_a_usage_error_with_a_suggestion(ask: Summit):
    shown = ask("show", "geneva", "--section", "acounts", data=dataset())
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.endswith("Did you mean this?\n  summit show geneva --section accounts\n")


def test_several_meetings_are_an_array_in_the_order_asked_for(ask: Summit):
    shown = json.loads(ask("show", "anchorage", "helsinki", "--json").out)
    assert [meeting["id"] for meeting in shown] == ["anchorage-2025", "helsinki-2018"]


def test_several_pages_stand_one_after_the_other(ask: Summit):
    shown = ask("show", "anchorage", "helsinki", "--section", "summary").out
    assert re.findall(r"^# (.*)", shown, re.MULTILINE) == ["Anchorage summit", "Helsinki summit"]


def test_dash_reads_ids_from_stdin(ask: Summit):
    shown = ask("show", "-", "--json", stdin="helsinki-2018\nosaka-2019\n")
    assert [meeting["id"] for meeting in json.loads(shown.out)] == ["helsinki-2018", "osaka-2019"]


def test_dash_gives_an_array_even_of_one(ask: Summit):
    assert len(json.loads(ask("show", "-", "--json", stdin="helsinki").out)) == 1


def test_dash_with_nothing_on_stdin_is_an_empty_array(ask: Summit):
    assert ask("show", "-", "--json", stdin="") == (0, "[]\n", "")


def test_one_unknown_name_among_several_leaves_stdout_empty(ask: Summit):
    shown = ask("show", "helsinki", "nowhere-1066")
    assert (shown.code, shown.out) == (3, "")


def test_hamburg_is_the_formal_meeting_and_points_to_the_dinner(ask: Summit):
    shown = ask("show", "hamburg", "--section", "overview")
    assert "`hamburg-2017`" in shown.out
    assert re.search(r"^- \*\*See also:\*\* .*\(`hamburg-dinner-2017`\)$", shown.out, re.MULTILINE)


def test_what_was_not_held_says_so_in_its_heading(ask: Summit):
    assert ask("show", "budapest-2025").out.startswith("# ")
    assert "(cancelled)" in ask("show", "budapest-2025").out.splitlines()[0]


def test_page_of_a_bare_call_has_no_empty_sections(ask: Summit):
    shown = ask("show", "call-2032-01-02", data=dataset())
    assert re.findall("^## (.*)", shown.out, re.MULTILINE) == ["Overview", "Summary"]


# One screen, then more

SHORT = ["helsinki", "anchorage", "hamburg", "hamburg-dinner-2017", "osaka", "call-2025-03-18", "reykjavik", "yalta"]
SHORT += ["budapest-2025", "woodward-calls", "geneva-1985", "vienna-1961"]


@pytest.mark.parametrize("name", SHORT)
def test_the_page_on_a_terminal_is_short(ask: Summit, name):
    shown = ask("show", name, "--color", "never", tty=80)
    assert (shown.code, len(shown.out.splitlines()) <= 40) == (0, True)


@pytest.mark.parametrize("name", ["helsinki", "anchorage", "hamburg", "osaka"])
def test_everything_from_the_title_to_the_key_quotations_is_on_the_first_screen(ask: Summit, record, name):
    meeting = next(each for each in record["meetings"] if name in (each["id"], *each.get("aliases", [])))
    key = [quote["text"] for quote in meeting["quotes"] if quote.get("key")]
    screen = "\n".join(ask("show", name, "--color", "never", tty=80).out.splitlines()[:24])
    quoted = " ".join(screen.partition("\nIn their words\n")[2].partition("\n\n")[0].split())
    assert len([text for text in key if text in quoted]) >= 2


def test_the_short_page_has_the_question_of_each_account(ask: Summit):
    page = ask("show", "geneva", "--color", "never", tty=80, data=dataset()).out
    assert page.partition("Where accounts differ\n")[2].splitlines()[0].strip() == "- Who asked for ice?"


def test_the_short_page_names_every_other_section_as_the_option_takes_it(ask: Summit):
    page = ask("show", "geneva", "--color", "never", tty=80, data=dataset()).out
    line = " ".join(page.partition("\nMore ")[2].split())
    named = re.findall(r"(?:-s |, )([a-z]+) (\d+)", line)
    shown = json.loads(ask("show", "geneva", "--json", data=dataset()).out)
    held = {key: 1 if isinstance(shown[key], dict) else len(shown[key]) for key in SECTIONS[1:] if shown[key]}
    assert {section: int(count) for section, count in named} == {
        **{section: count for section, count in held.items() if section != "summary"},
        "sources": len(shown["cited"]),
    }
    assert line.endswith("; --full for all of it")


@pytest.mark.parametrize("flag", ["--full", "-a"])
def test_the_whole_record_is_one_flag_further(ask: Summit, flag):
    whole = ask("show", "helsinki", flag, "--color", "never", tty=80)
    assert (whole.code, len(whole.out.splitlines()) > 500, "--full" in whole.out) == (0, True, False)


def test_what_is_piped_is_whole(ask: Summit):
    assert ask("show", "geneva", data=dataset()) == ask("show", "geneva", "--full", data=dataset())
    assert ask("show", "geneva", "-f", "markdown", tty=80, data=dataset()) == ask("show", "geneva", data=dataset())


def test_the_short_page_can_be_had_anywhere(ask: Summit):
    short = ask("show", "geneva", "--brief", data=dataset())
    assert short.out.startswith("# Geneva summit\n")
    assert len(short.out) < len(ask("show", "geneva", data=dataset()).out)


@pytest.mark.parametrize("option", [[], ["--brief"], ["--full"]], ids=str)
def test_json_is_always_whole(ask: Summit, option):
    assert ask("show", "geneva", "--json", *option, tty=80, data=dataset()) == ask(
        "show", "geneva", "--json", data=dataset()
    )


@pytest.mark.parametrize("option", [["--full"], ["--section", "quotes"]], ids=" ".join)
def test_short_and_more_do_not_go_together(ask: Summit, option):
    refused = ask("show", "helsinki", "--brief", *option)
    assert (refused.code, refused.err.splitlines()[0]) == (2, f"error: --brief and {option[0]} do not go together")


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("acc", "accounts"),
        ("out", "outcomes"),
        ("Where acc", "accounts"),
        ("QUOTES", "quotes"),
        ("in their words", "quotes"),
    ],
)
def test_the_beginning_of_a_section_will_do_that_no_other_has(ask: Summit, typed, section):
    named = ask("show", "geneva", "-s", section, "--json", data=dataset())
    assert (ask("show", "geneva", "-s", typed, "--json", data=dataset()), named.code) == (named, 0)


def test_a_beginning_that_several_sections_have_names_them(ask: Summit):
    refused = ask("show", "geneva", "-s", "what", data=dataset())
    assert refused.code == 2
    assert refused.err.splitlines()[-3:] == [
        f"  summit show geneva -s {section}" for section in ("discussed", "outcomes", "aftermath")
    ]


@pytest.mark.parametrize("name", ["helsinki", "anchorage"])
def test_the_headings_of_a_page_are_the_sections_that_can_be_named(ask: Summit, name):
    headings = re.findall("^## (.*)", ask("show", name).out, re.MULTILINE)
    assert [ask("show", name, "-s", heading, "--json").code for heading in headings] == [0] * len(headings)


@pytest.mark.parametrize("length", ["--full", "--brief"])
@pytest.mark.parametrize("format", ["table", "markdown", "html"])
def test_pages_can_be_had_without_footnotes_and_sources(ask: Summit, format, length):
    page = ask("show", "geneva", length, "--no-sources", "-f", format, "--color", "never", tty=80, data=dataset()).out
    body = page.partition("</style>")[2].partition("<script")[0] if format == "html" else page
    assert "agreed to meet again." in body
    assert re.findall(r"\[\^?\d|\\\[|<sup|gazette\.example|>Sources<|^#* ?Sources$", body, re.MULTILINE) == []


def test_sources_cannot_be_asked_for_and_left_out(ask: Summit):
    refused = ask("show", "geneva", "-s", "sources", "--no-sources", data=dataset())
    assert refused.code == 2
    assert refused.err.startswith("error: --no-sources and --section sources do not go together\n")


@pytest.mark.parametrize("length", ["--full", "--brief"])
@pytest.mark.parametrize("standing", ["official", "agency", "press", "state-funded", "specialist", "other"])
def test_any_meeting_narrowed_to_any_standing_is_drawn(ask: Summit, standing, length):
    data = dataset()
    data["meetings"][0]["summary"]["sources"] = ["gazette-2031"]
    shown = ask("show", "geneva", "call-2032", "oslo", "--standing", standing, length, tty=80, data=data)
    assert (shown.code, shown.out.count("geneva-2031")) == (0, 1)


def test_statements_can_be_narrowed_to_a_standing(ask: Summit):
    shown = json.loads(ask("show", "geneva", "--standing", "specialist", "--json", data=dataset()).out)
    statements = [*shown["quotes"], *shown["discussed"], *shown["durations"], *shown["participants"]]
    assert [each["sources"] for each in statements] == [["palace-2031"]] * 4
    rows = list(
        csv.DictReader(ask("show", "geneva", "--standing", "specialist", "-f", "csv", data=dataset()).out.splitlines())
    )
    assert [row["sources"] for row in rows if "palace-2031" not in row["sources"]] == []


def test_an_unknown_standing_suggests(ask: Summit):
    refused = ask("show", "geneva", "--standing", "offical", data=dataset())
    assert (refused.code, refused.err.splitlines()[-1]) == (3, "  summit show geneva --standing official")
