"""`summit list`: the default view, order, limits and ids."""

import json

import pytest

from ..conftest import Summit
from ..synthetic import dataset

IN_PERSON = [
    *("hamburg-2017", "hamburg-dinner-2017", "da-nang-2017", "helsinki-2018", "paris-2018"),
    *("buenos-aires-2018", "osaka-2019", "anchorage-2025"),
]


def ids(summit: Summit, *args: str) -> list[str]:
    listed = summit("list", "--ids", *args)
    assert (listed.code, listed.err) == (0, "")
    return listed.out.split()


def test_default_view_is_the_eight_meetings_held_in_person(summit: Summit):
    assert ids(summit) == IN_PERSON


def test_all_shows_every_record(summit: Summit, record):
    assert sorted(ids(summit, "--all")) == sorted(meeting["id"] for meeting in record["meetings"])


def test_reverse_turns_the_order_round(summit: Summit):
    assert ids(summit, "--reverse") == IN_PERSON[::-1]


@pytest.mark.parametrize("flag", ["--limit", "-L"])
def test_limit_cuts_after_the_first(summit: Summit, flag):
    assert ids(summit, flag, "3") == IN_PERSON[:3]


def test_sort_by_title(summit: Summit):
    rows = json.loads(summit("list", "--all", "--sort", "title", "--json").out)
    keys = [(row["title"].casefold(), row["id"]) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("direction", [[], ["--reverse"]])
def test_sort_by_length_puts_unknown_lengths_last(summit: Summit, direction):
    lengths = [row["minutes"] for row in json.loads(summit("list", "--sort", "length", *direction, "--json").out)]
    known = [length for length in lengths if length is not None]
    assert lengths == sorted(known, reverse=bool(direction)) + [None] * (len(lengths) - len(known))


@pytest.mark.parametrize("key", ["date", "length", "title", "kind", "status", "country", "city"])
def test_every_sort_key_keeps_every_record(summit: Summit, key):
    listed = summit("list", "--sort", key, "--ids", data=dataset())
    assert listed.out.split() == ["geneva-2031"]


def test_a_pipe_gets_tsv_with_whole_values(summit: Summit, record):
    lines = [line.split("\t") for line in summit("list", "--all").out.splitlines()]
    head, *rows = lines
    summaries = {meeting["id"]: meeting["summary"]["text"] for meeting in record["meetings"]}
    assert {
        row[head.index("id")]: row[head.index("summary")].strip('"').replace('""', '"') for row in rows
    } == summaries


def test_note_says_what_the_view_leaves_out_and_how_far_the_record_reaches(summit: Summit):
    listed = summit("list", tty=100, data=dataset())
    assert listed.err == (
        "\n1 of 3 records. Left out: 1 call, 1 not held; --all shows them. The record reaches 31 December 2033.\n"
    )


def test_note_tells_the_limit_from_what_the_view_leaves_out(summit: Summit):
    listed = summit("list", "--kind", "summit,call", "--limit", "1", tty=100, data=dataset())
    assert listed.err.startswith("\n1 of 2 shown (--limit). Left out: 1 not held; --all shows them.")


def test_note_breaks_between_words_on_a_narrow_terminal(summit: Summit):
    listed = summit("list", tty=40, data=dataset())
    assert listed.err == (
        "\n1 of 3 records. Left out: 1 call, 1 not\nheld; --all shows them. The record\nreaches 31 December 2033.\n"
    )


def test_note_stays_away_from_pipes(summit: Summit):
    assert summit("list").err == ""


def test_no_match_is_no_failure(summit: Summit):
    listed = summit("list", "--year", "1999", tty=80)
    assert (listed.code, listed.out) == (0, "")
    assert listed.err.startswith("0 records.")


def test_note_names_the_part_of_the_view_that_leaves_records_out(summit: Summit):
    data = dataset()
    for meeting in data["meetings"]:
        meeting.update(kind="call", place=None) if meeting["status"] == "held" else None
    noted = summit("list", "--status", "held", tty=80, data=data)
    assert noted.err == "0 of 2 records. Left out: 2 calls; --all shows them. The record reaches 31\nDecember 2033.\n"


def test_a_length_of_a_part_says_so(summit: Summit):
    data = dataset()
    data["meetings"][0]["durations"] = data["meetings"][0]["durations"][1:]
    assert json.loads(summit("list", "--json", data=data).out)[0]["length"] == "45 min, one-on-one"
    drawn = summit("list", tty=120, data=data).out
    assert ("45 min *" in drawn, drawn.splitlines()[-1]) == (True, "* Length of a part: geneva-2031 (one-on-one)")
    narrow = summit("list", tty=60).out  # of the bundled record, for which the lengths have no room here
    assert ("Length" in narrow, "*" in narrow) == (False, False)


def test_a_column_that_is_empty_gives_way_first(summit: Summit):
    [heading, *_] = summit("list", "--kind", "call", tty=120, data=dataset()).out.splitlines()
    assert ("Place" in heading, "Kind" in heading) == (False, True)


@pytest.mark.parametrize("option", [["--fields", "id"], ["--jq", ".[0]"]])
def test_ids_are_json_strings_and_have_no_fields(summit: Summit, option):
    listed = summit("list", "--ids", *option, data=dataset())
    expected = (0, "geneva-2031\n") if option[0] == "--jq" else (2, "")
    assert (listed.code, listed.out) == expected


def test_ids_are_bare_on_a_terminal_too(summit: Summit):
    assert summit("list", "--ids", tty=80, data=dataset()).out == "geneva-2031\n"


def test_ids_can_be_drawn(summit: Summit):
    listed = summit("list", "--ids", "--city", "helsinki", "--format", "markdown")
    assert (listed.code, "helsinki-2018" in listed.out) == (0, True)
