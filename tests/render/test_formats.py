"""The output contract: keys, shapes, empty results, headers and formulas, in every machine format."""

import csv
import json
from io import StringIO

import pytest

from ..conftest import Summit
from ..synthetic import dataset

LISTING = [
    *("id", "title", "series", "kind", "status", "start", "end", "city", "country", "venue", "host_event"),
    *("leaders", "minutes", "length", "topics", "summary"),
]
MEETING = [
    *("id", "aliases", "title", "series", "kind", "status", "start", "end", "place", "host_event", "leaders"),
    *("sources", "initiative", "summary", "durations", "participants", "context", "aims", "discussed"),
    *("outcomes", "press", "times", "accounts", "quotes", "reactions", "aftermath", "corrections", "links"),
    *("cited", "people", "topics", "see_also"),
]
EMPTY = ["list", "--year", "1999"]
HEADERS = {
    "list": ",".join(LISTING),
    "show": "meeting,section,topic,side,by,text,sources,type,question",
    "topics": "id,label,description,aliases,meetings,statements",
}
COMMANDS = [["list", "--all"], ["show", "geneva"], ["topics"], ["topics", "fishing"], ["validate"]]


def nothing_left_out(value) -> bool:
    """Whether every object of the same place has the same keys."""
    return all(list(each) == list(value[0]) for each in value)


def test_list_json_is_an_array_of_rows_with_every_key(summit: Summit):
    rows = json.loads(summit("list", "--all", "--json").out)
    assert [list(row) for row in rows if list(row) != LISTING] == []


def test_list_json_says_what_the_record_says(summit: Summit):
    rows = json.loads(summit("list", "--json", data=dataset()).out)
    assert rows == [
        {
            "id": "geneva-2031",
            "title": "Geneva summit",
            "series": "trump-putin",
            "kind": "summit",
            "status": "held",
            "start": "2031-03-04",
            "end": "2031-03-05",
            "city": "Genève",
            "country": "CH",
            "venue": "Villa La Grange",
            "host_event": "Lake Forum",
            "leaders": ["anna-adams", "boris-belov"],
            "minutes": 130,
            "length": "about 2 h 10 min",
            "topics": ["fishing", "ice"],
            "summary": "Adams and Belov met in Geneva for two days and agreed to meet again.",
        }
    ]


def test_show_json_has_every_key_even_of_a_bare_call(summit: Summit):
    assert list(json.loads(summit("show", "call-2032-01-02", "--json", data=dataset()).out)) == MEETING


def test_show_json_has_every_key_of_every_meeting(summit: Summit, record):
    ids = "\n".join(meeting["id"] for meeting in record["meetings"])
    shown = json.loads(summit("show", "-", "--json", stdin=ids).out)
    assert [meeting["id"] for meeting in shown if list(meeting) != MEETING] == []
    assert nothing_left_out([position for each in shown for a in each["accounts"] for position in a["positions"]])
    assert nothing_left_out([discussion for each in shown for discussion in each["discussed"]])
    assert nothing_left_out([source for each in shown for source in each["cited"]])
    assert nothing_left_out([each["links"] for each in shown])


def test_show_json_of_one_is_an_object_with_the_sources_it_cites(summit: Summit):
    shown = json.loads(summit("show", "geneva", "--json", data=dataset()).out)
    assert [source["id"] for source in shown["cited"]] == ["gazette-2031", "palace-2031"]
    assert shown["cited"][0] == dataset()["sources"][0] | {"via": None}


def test_json_flag_is_short_for_format_json(summit: Summit):
    assert summit("list", "--json") == summit("list", "--format", "json") == summit("list", "-f", "json")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_json_ends_with_one_newline_and_keeps_letters(summit: Summit, command):
    done = summit(*command, "--json", data=dataset())
    assert done.code == 0
    assert done.out.endswith(("}\n", "]\n"))
    assert "\\u" not in done.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_jsonl_is_the_json_a_line_each(summit: Summit, command):
    value = json.loads(summit(*command, "--json", data=dataset()).out)
    lines = [json.loads(line) for line in summit(*command, "-f", "jsonl", data=dataset()).out.splitlines()]
    assert lines == (value if isinstance(value, list) else [value])


@pytest.mark.parametrize("format", ["csv", "tsv", "markdown", "json", "jsonl"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_machine_formats_do_not_depend_on_the_terminal(summit: Summit, command, format):
    piped = summit(*command, "-f", format, data=dataset())
    forced = summit(*command, "-f", format, "--color", "always", tty=40, data=dataset())
    assert (piped.code, piped.out) == (0, forced.out)
    assert "\x1b" not in piped.out


def test_table_in_a_pipe_is_as_wide_as_columns_say(summit: Summit):
    listed = summit("list", "-f", "table", env={"COLUMNS": "60"})
    assert max(map(len, listed.out.splitlines())) <= 60
    assert "\x1b" not in listed.out


@pytest.mark.parametrize(("command", "header"), HEADERS.items())
def test_csv_begins_with_a_header(summit: Summit, command, header):
    args = [command, *(["geneva"] if command == "show" else [])]
    assert summit(*args, "-f", "csv", data=dataset()).out.splitlines()[0] == header
    assert summit(*args, "-f", "tsv", data=dataset()).out.splitlines()[0] == header.replace(",", "\t")


def test_no_header_drops_the_header_only(summit: Summit):
    with_header = summit("list", "-f", "csv").out
    assert summit("list", "-f", "csv", "--no-header").out == with_header.partition("\n")[2]


@pytest.mark.parametrize(
    ("format", "nothing"),
    [("json", "[]\n"), ("jsonl", ""), ("csv", HEADERS["list"] + "\n"), ("tsv", "\t".join(LISTING) + "\n")],
)
def test_no_match_in_each_format(summit: Summit, format, nothing):
    assert summit(*EMPTY, "-f", format) == (0, nothing, "")


def test_no_match_as_ids_is_nothing(summit: Summit):
    assert summit(*EMPTY, "--ids") == (0, "", "")


def test_ids_as_json_are_an_array_of_strings(summit: Summit):
    assert json.loads(summit("list", "--all", "--ids", "--json", data=dataset()).out) == [
        *("geneva-2031", "call-2032-01-02", "oslo-2033")
    ]


def test_ids_are_one_a_line_on_a_terminal_too(summit: Summit):
    assert summit("list", "--ids", tty=80, data=dataset()).out == "geneva-2031\n"


def test_csv_reads_back_whole(summit: Summit):
    data = dataset()
    data["meetings"][0]["summary"]["text"] = 'He said "no", twice; then\u00a0left.'
    rows = list(csv.DictReader(StringIO(summit("list", "-f", "csv", data=data).out)))
    assert rows[0]["summary"] == 'He said "no", twice; then\u00a0left.'
    assert rows[0]["leaders"] == "anna-adams; boris-belov"


def test_csv_of_a_call_leaves_unknown_cells_empty(summit: Summit):
    [row] = csv.DictReader(StringIO(summit("list", "--kind", "call", "-f", "csv", data=dataset()).out))
    assert [column for column in row if row[column] == ""] == [
        *("city", "country", "venue", "host_event", "minutes", "length", "topics")
    ]


FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"]


@pytest.mark.parametrize("format", ["csv", "tsv"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_made_inert(summit: Summit, formula, format):
    data = dataset()
    data["meetings"][0]["title"] = formula
    [row] = csv.DictReader(StringIO(summit("list", "-f", format, data=data).out), dialect=dialect(format))
    assert (row["title"], row["minutes"]) == ("'" + formula, "130")


@pytest.mark.parametrize("formula", FORMULAS)
def test_raw_leaves_formulas_as_they_are(summit: Summit, formula):
    data = dataset()
    data["meetings"][0]["title"] = formula
    [row] = csv.DictReader(StringIO(summit("list", "-f", "csv", "--raw", data=data).out))
    assert row["title"] == formula


def test_formulas_stay_themselves_in_json(summit: Summit):
    data = dataset()
    data["meetings"][0]["title"] = "=1+1"
    assert json.loads(summit("list", "--json", data=data).out)[0]["title"] == "=1+1"


def dialect(format: str) -> type[csv.Dialect]:
    return csv.excel_tab if format == "tsv" else csv.excel


MARKUP = "[bold]x[/oops] | `<b>` *y* _z_ # :smile: [link=https://x.example]"


def test_markup_in_data_is_text_on_a_terminal(summit: Summit):
    data = dataset()
    data["meetings"][0]["context"][0]["text"] = MARKUP
    assert MARKUP in " ".join(summit("show", "geneva", tty=200, data=data).out.split())


def test_markup_in_data_is_escaped_in_markdown(summit: Summit):
    data = dataset()
    data["meetings"][0]["context"][0]["text"] = MARKUP
    shown = summit("show", "geneva", "--section", "context", data=data).out
    escaped = r"- \[bold\]x\[/oops\] | \`\<b\>\` \*y\* \_z\_ \# :smile: \[link=https://x.example\] [1]"
    assert escaped in shown.splitlines()


def test_a_pipe_sign_does_not_break_a_markdown_table(summit: Summit):
    data = dataset()
    data["meetings"][0]["title"] = "a | b"
    row = summit("list", "-f", "markdown", data=data).out.splitlines()[2]
    assert row.startswith("| 2031-03-04/05 | a \\| b | geneva-2031 |")


def test_statements_in_csv_carry_figures_in_words(summit: Summit):
    rows = csv.DictReader(StringIO(summit("show", "geneva", "-f", "csv", data=dataset()).out))
    assert [row["text"] for row in rows if row["section"] == "durations"] == [
        *("about 2 h 10 min (whole, actual)", "45 min (one-on-one, actual)", "1 h (whole, planned)")
    ]


def test_unknown_format_is_a_usage_error(summit: Summit):
    asked = summit("list", "-f", "jsno")
    assert (asked.code, asked.out) == (2, "")
    assert "Did you mean json" in asked.err
