"""`summit list`: the default view, order, limits and ids."""

import json
from typing import Any

import pytest

from summitcli.query.meetings import SORTS
from summitcli.query.publishers import publishers

from ..asked import asked
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


# id, title, kind, status, start, city, country, minutes
VARIED = [
    ("one", "Zebra talks", "bilateral", "held", "2031-05-01", "Zürich", "CH", 60),
    ("two", "Éclair talks", "summit", "cancelled", "2031-02-01", "Örebro", "SE", None),
    ("three", "apple talks", "pull-aside", "held", "2031-04-01", "oslo", "NO", 15),
    ("four", "Banana call", "call", "proposed", "2031-01-01", None, None, None),
    ("five", "Eclair again", "summit", "disputed", "2031-03-01", "Aarau", "CH", 240),
    ("six", "Apple call", "call", "held", "2031-06-01", None, None, 45),
]


def varied() -> dict[str, Any]:
    """Six meetings that differ in all that a list can be sorted by."""
    data = dataset() | {"topics": []}
    data["people"] = [person for person in data["people"] if person["id"] != "cara-cole"]  # nothing else names her
    data["meetings"] = [
        {
            **dataset()["meetings"][1],
            "id": id,
            "title": title,
            "kind": kind,
            "status": status,
            "start": start,
            "end": start,
            **({"place": {"city": city, "country": country}} if city else {}),
            "durations": [
                {"minutes": each, "part": "whole", "basis": "actual", "sources": ["gazette-2031"]}
                for each in [minutes]
                if each
            ],
        }
        for id, title, kind, status, start, city, country, minutes in VARIED
    ]
    return data


ORDERS = {
    # of what is equal, the ids decide; what is not known comes last either way
    "date": ("four two five three one six", "six one three five two four"),
    "length": ("three six one five four two", "five one six three two four"),
    "title": ("six three four five two one", "one two five four three six"),
    "kind": ("one four six three five two", "two five three six four one"),
    "status": ("two five one six three four", "four three six one five two"),
    "country": ("five one three two four six", "two three one five six four"),
    "city": ("five two three one four six", "one three two five six four"),
}


@pytest.mark.parametrize("key", ORDERS)
def test_order_by_each_key_and_the_other_way_round(summit: Summit, key):
    forwards, backwards = ORDERS[key]
    list_by_key = ("list", "--all", "--ids", "--sort", key)
    assert summit(*list_by_key, data=varied()).out.split() == forwards.split()
    assert summit(*list_by_key, "--reverse", data=varied()).out.split() == backwards.split()


def test_every_sort_key_is_tried_here():
    assert set(ORDERS) == set(SORTS)


def test_a_pipe_gets_tsv_with_whole_values(summit: Summit, record):
    lines = [line.split("\t") for line in summit("list", "--all").out.splitlines()]
    head, *rows = lines
    summaries = {meeting["id"]: meeting["summary"]["text"] for meeting in record["meetings"]}
    assert {row[head.index("id")]: row[head.index("summary")] for row in rows} == summaries


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
    listed = summit("list", "--year", "1066", tty=80)
    assert (listed.code, listed.out) == (0, "")
    assert " ".join(listed.err.split()).startswith("Nothing matches. The record is of 28 November 1943 to ")
    assert "`summit list --all` shows all of it." in " ".join(listed.err.split())


@pytest.mark.parametrize("command", ["timeline", "map", "stats", "stats --by topic"])
def test_what_draws_nothing_says_what_there_is(ask: Summit, command):
    drawn = ask(*command.split(), "--year", "1066", tty=80, data=dataset())
    assert drawn.code == 0
    assert "`summit list --all` shows all of it." in " ".join(drawn.err.split())


def test_sources_of_no_standing_say_so(ask: Summit):
    listed = ask("sources", "geneva", "--standing", "agency", tty=80, data=dataset())
    assert (listed.out, listed.err) == ("", "No source of this standing. `summit sources` lists them all.\n")


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
    assert ("45 min *" in drawn, drawn.splitlines()[-1]) == (True, "* Length of a part: one-on-one (geneva-2031)")


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


CITIES = ["zug", "Éclair", "Đakovo", "Ecuador", "Straße", "Strasbourg"]


def test_a_map_has_its_places_in_the_order_of_a_sorted_list(summit):
    data = dataset()
    for number, city in enumerate(CITIES):
        place = {"city": city, "country": "CH", "latitude": float(number), "longitude": 0.0}
        data["meetings"].append(data["meetings"][2] | {"id": f"at-{number}", "place": place})
    listed = summit("list", "--all", "--sort", "city", "--fields", "city", "--no-header", data=data).out.split()
    drawn = summit("map", "--all", "--format", "markdown", data=data).out
    expected = ["Đakovo", "Éclair", "Ecuador", "Strasbourg", "Straße", "zug"]
    assert [city for city in listed if city in CITIES] == expected
    assert sorted(CITIES, key=drawn.index) == expected


def test_publishers_are_in_the_order_of_their_names_in_any_script(tmp_path):
    data = dataset()
    names = ["Élan", "zebra", "Đà Nẵng News", "Эхо", "Ёлка", "Early", "Straße"]
    for number, name in enumerate(names):
        source = {**data["sources"][0], "id": f"source-{number}", "url": f"https://x.example/{number}"}
        data["sources"].append(source | {"publisher": name})
        data["publishers"].append({"name": name, "standing": "press", "about": "newspaper"})
        data["meetings"][1]["sources"].append(f"source-{number}")
    with asked(data, tmp_path) as store:
        found = [each.name for each in publishers(store) if each.name in names]
    assert found == ["Đà Nẵng News", "Early", "Élan", "Straße", "zebra", "Ёлка", "Эхо"]


@pytest.mark.parametrize("name", ["XA", "ruritania"])
def test_a_country_without_a_code_of_its_own_is_named_by_its_side(ask: Summit, name):
    data = json.loads(json.dumps(dataset()).replace('"CH"', '"XA"'))
    data["series"][0]["sides"][0] |= {"label": "Ruritania", "countries": ["XA"]}
    shown = ask("list", "--all", "--country", name, "--ids", data=data)
    assert (shown.code, shown.out.split()[:1]) == (0, ["geneva-2031"])
    counted = json.loads(ask("stats", "--by", "country", "--all", "--json", data=data).out)
    assert "Ruritania" in [row["label"] for row in counted]
