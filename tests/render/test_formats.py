"""The output contract: keys, shapes, empty results, headers and formulas, in every machine format."""

import csv
import json
from io import StringIO

import pytest

from ..conftest import Summit
from ..synthetic import dataset

LISTING = [
    *("id", "title", "series", "kind", "status", "start", "end", "days", "city", "country", "venue", "host_event"),
    *("leaders", "minutes", "length", "part", "topics", "summary"),
]
MEETING = [
    *("id", "aliases", "title", "series", "kind", "status", "start", "end", "days", "place", "further_places"),
    *("host_event", "leaders", "sources", "initiative", "summary", "durations", "participants", "context", "aims"),
    *("discussed", "outcomes", "press", "times", "accounts", "quotes", "reactions", "aftermath", "corrections"),
    *("links", "cited", "people", "topics", "sides", "referred", "see_also"),
]
EMPTY = ["list", "--year", "1066"]
HEADERS = {
    "list": ",".join(LISTING),
    "show": "meeting,section,ref,topics,side,by,person,type,question,text,sources",
    "topics": "id,label,description,aliases,meetings,statements",
}
COMMANDS = [["list", "--all"], ["show", "geneva"], ["topics"], ["topics", "fishing"], ["validate"]]


def nothing_left_out(value) -> bool:
    """Whether every object of the same place has the same keys."""
    return all(list(each) == list(value[0]) for each in value)


def test_list_json_is_an_array_of_rows_with_every_key(ask: Summit):
    rows = json.loads(ask("list", "--all", "--json").out)
    assert [list(row) for row in rows if list(row) != LISTING] == []


def test_list_json_says_what_the_record_says(ask: Summit):
    rows = json.loads(ask("list", "--json", data=dataset()).out)
    assert rows == [
        {
            "id": "geneva-2031",
            "title": "Geneva summit",
            "series": "adams-belov",
            "kind": "summit",
            "status": "held",
            "start": "2031-03-04",
            "end": "2031-03-05",
            "days": [],
            "city": "Genève",
            "country": "CH",
            "venue": "Villa La Grange",
            "host_event": "Lake Forum",
            "leaders": ["anna-adams", "boris-belov"],
            "minutes": 130,
            "length": "about 2 h 10 min",
            "part": "whole",
            "topics": ["fishing", "ice"],
            "summary": "Adams and Belov met in Geneva for two days and agreed to meet again.",
        }
    ]


def test_show_json_has_every_key_even_of_a_bare_call(ask: Summit):
    assert list(json.loads(ask("show", "call-2032-01-02", "--json", data=dataset()).out)) == MEETING


def test_show_json_has_every_key_of_every_meeting(ask: Summit, record):
    ids = "\n".join(meeting["id"] for meeting in record["meetings"])
    shown = json.loads(ask("show", "-", "--json", stdin=ids).out)
    assert [meeting["id"] for meeting in shown if list(meeting) != MEETING] == []
    assert nothing_left_out([position for each in shown for a in each["accounts"] for position in a["positions"]])
    assert nothing_left_out([discussion for each in shown for discussion in each["discussed"]])
    assert nothing_left_out([source for each in shown for source in each["cited"]])
    assert nothing_left_out([each["links"] for each in shown])


def test_show_json_of_one_is_an_object_with_the_sources_it_cites(ask: Summit):
    shown = json.loads(ask("show", "geneva", "--json", data=dataset()).out)
    assert [source["id"] for source in shown["cited"]] == ["gazette-2031", "palace-2031"]
    assert shown["cited"][0] == {
        "id": "gazette-2031",
        "publisher": "The Gazette",
        "title": "Two days in Geneva",
        "date": "2031-03-06",
        "url": "https://gazette.example/geneva",
        "kind": "secondary",
        "via": None,
        "language": "en",
        "standing": "press",
        "text_standing": "press",
        "copy": False,
    }
    assert {key: shown["cited"][1][key] for key in ("standing", "text_standing", "copy", "via")} == {
        "standing": "specialist",
        "text_standing": "official",
        "copy": True,
        "via": "The Archive",
    }


def test_json_flag_is_short_for_format_json(ask: Summit):
    assert ask("list", "--json") == ask("list", "--format", "json") == ask("list", "-f", "json")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_json_ends_with_one_newline_and_keeps_letters(ask: Summit, command):
    done = ask(*command, "--json", data=dataset())
    assert done.code == 0
    assert done.out.endswith(("}\n", "]\n"))
    assert "\\u" not in done.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_jsonl_is_the_json_a_line_each(ask: Summit, command):
    value = json.loads(ask(*command, "--json", data=dataset()).out)
    lines = [json.loads(line) for line in ask(*command, "-f", "jsonl", data=dataset()).out.splitlines()]
    assert lines == (value if isinstance(value, list) else [value])


@pytest.mark.parametrize("format", ["csv", "tsv", "markdown", "json", "jsonl"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_machine_formats_do_not_depend_on_the_terminal(ask: Summit, command, format):
    piped = ask(*command, "-f", format, data=dataset())
    forced = ask(*command, "-f", format, "--color", "always", tty=40, data=dataset())
    assert (piped.code, piped.out) == (0, forced.out)
    assert "\x1b" not in piped.out


def test_table_in_a_pipe_is_as_wide_as_columns_say(ask: Summit):
    listed = ask("list", "-f", "table", env={"COLUMNS": "60"})
    assert max(map(len, listed.out.splitlines())) <= 60
    assert "\x1b" not in listed.out


@pytest.mark.parametrize(("command", "header"), HEADERS.items())
def test_csv_begins_with_a_header(ask: Summit, command, header):
    args = [command, *(["geneva"] if command == "show" else [])]
    assert ask(*args, "-f", "csv", data=dataset()).out.splitlines()[0] == header
    assert ask(*args, "-f", "tsv", data=dataset()).out.splitlines()[0] == header.replace(",", "\t")


def test_no_header_drops_the_header_only(ask: Summit):
    with_header = ask("list", "-f", "csv").out
    assert ask("list", "-f", "csv", "--no-header").out == with_header.partition("\n")[2]


@pytest.mark.parametrize(
    ("format", "nothing"),
    [("json", "[]\n"), ("jsonl", ""), ("csv", HEADERS["list"] + "\n"), ("tsv", "\t".join(LISTING) + "\n")],
)
def test_no_match_in_each_format(ask: Summit, format, nothing):
    assert ask(*EMPTY, "-f", format) == (0, nothing, "")


def test_no_match_as_ids_is_nothing(ask: Summit):
    assert ask(*EMPTY, "--ids") == (0, "", "")


def test_ids_as_json_are_an_array_of_strings(ask: Summit):
    assert json.loads(ask("list", "--all", "--ids", "--json", data=dataset()).out) == [
        *("geneva-2031", "call-2032-01-02", "oslo-2033")
    ]


def test_ids_are_one_a_line_on_a_terminal_too(ask: Summit):
    assert ask("list", "--ids", tty=80, data=dataset()).out == "geneva-2031\n"


def test_csv_reads_back_whole(ask: Summit):
    data = dataset()
    data["meetings"][0]["summary"]["text"] = 'He said "no", twice; then\u00a0left.'
    rows = list(csv.DictReader(StringIO(ask("list", "-f", "csv", data=data).out)))
    assert rows[0]["summary"] == 'He said "no", twice; then\u00a0left.'
    assert rows[0]["leaders"] == "anna-adams; boris-belov"


def test_csv_of_a_call_leaves_unknown_cells_empty(ask: Summit):
    [row] = csv.DictReader(StringIO(ask("list", "--kind", "call", "-f", "csv", data=dataset()).out))
    assert [column for column in row if row[column] == ""] == [
        *("days", "city", "country", "venue", "host_event", "minutes", "length", "part", "topics")
    ]


FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_made_inert(ask: Summit, formula):
    data = dataset()
    data["meetings"][0]["title"] = formula
    [row] = csv.DictReader(StringIO(ask("list", "-f", "csv", data=data).out))
    assert (row["title"], row["minutes"]) == ("'" + formula, "130")
    _, line = ask("list", "-f", "tsv", data=data).out.splitlines()
    assert line.split("\t")[1:3] == ["'" + formula, "adams-belov"]


def test_tsv_has_no_quotation_and_a_tab_less_than_fields(ask: Summit):
    data = dataset()
    data["meetings"][0]["title"] = 'The "Lake" summit'
    header, row = ask("list", "-f", "tsv", data=data).out.splitlines()
    assert (len(header.split("\t")), len(row.split("\t"))) == (len(LISTING), len(LISTING))
    assert row.split("\t")[1] == 'The "Lake" summit'
    assert ask("list", "-f", "tsv", "--kind", "call", "--fields", "city", "--no-header", data=data).out == "\n"


@pytest.mark.parametrize("formula", FORMULAS)
def test_raw_leaves_formulas_as_they_are(ask: Summit, formula):
    data = dataset()
    data["meetings"][0]["title"] = formula
    [row] = csv.DictReader(StringIO(ask("list", "-f", "csv", "--raw", data=data).out))
    assert row["title"] == formula


def test_formulas_stay_themselves_in_json(ask: Summit):
    data = dataset()
    data["meetings"][0]["title"] = "=1+1"
    assert json.loads(ask("list", "--json", data=data).out)[0]["title"] == "=1+1"


MARKUP = "[bold]x[/oops] | `<b>` *y* _z_ # :smile: [link=https://x.example]"


def test_markup_in_data_is_text_on_a_terminal(ask: Summit):
    data = dataset()
    data["meetings"][0]["context"][0]["text"] = MARKUP
    assert MARKUP in " ".join(ask("show", "geneva", "--full", tty=200, data=data).out.split())


def test_markup_in_data_is_escaped_in_markdown(ask: Summit):
    data = dataset()
    data["meetings"][0]["context"][0]["text"] = MARKUP
    shown = ask("show", "geneva", "--section", "context", data=data).out
    escaped = r"- \[bold\]x\[/oops\] | \`\<b\>\` \*y\* \_z\_ \# :smile: \[link=https://x.example\] [^1]"
    assert escaped in shown.splitlines()


def test_a_pipe_sign_does_not_break_a_markdown_table(ask: Summit):
    data = dataset()
    data["meetings"][0]["title"] = "a | b"
    row = ask("list", "-f", "markdown", data=data).out.splitlines()[2]
    assert row.startswith("| 2031-03-04/05 | a \\| b | ")


def test_statements_in_csv_carry_figures_in_words(ask: Summit):
    rows = csv.DictReader(StringIO(ask("show", "geneva", "-f", "csv", data=dataset()).out))
    assert [row["text"] for row in rows if row["section"] == "durations"] == [
        *("about 2 h 10 min (whole, actual)", "45 min (one-on-one, actual)", "1 h (whole, planned)")
    ]


def test_unknown_format_is_a_usage_error(ask: Summit):
    asked = ask("list", "-f", "jsno")
    assert (asked.code, asked.out) == (2, "")
    assert asked.err.splitlines()[2:] == [
        *("Did you mean one of these?", "  summit list -f json", "  summit list -f jsonl")
    ]
