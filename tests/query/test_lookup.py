"""What a name stands for: id, alias, date, city, prefix; ambiguous and unknown names."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitcli import query
from summitcli.errors import Ambiguous, NotFound

from ..conftest import Summit
from ..synthetic import dataset


def shown(summit: Summit, name: str) -> str:
    done = summit("show", name, "--section", "summary", "--json")
    assert (done.code, done.err) == (0, "")
    return str(json.loads(done.out)["id"])


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("helsinki-2018", "helsinki-2018"),
        ("helsinki", "helsinki-2018"),
        ("HELSINKI", "helsinki-2018"),
        ("2018-07-16", "helsinki-2018"),
        ("helsinki sum", "helsinki-2018"),
        ("Helsinki summit", "helsinki-2018"),
        ("hamburg", "hamburg-2017"),
        ("hamburg-d", "hamburg-dinner-2017"),
        ("Buenos Aires", "buenos-aires-2018"),
        ("buenos_aires", "buenos-aires-2018"),
        ("Đà Nẵng", "da-nang-2017"),
        ("danang", "da-nang-2017"),
        ("alaska", "anchorage-2025"),
        ("2025-08-15", "anchorage-2025"),
        ("call-2017-01", "call-2017-01-28"),
        ("call-2020-04-12", "call-2020-04-12"),
        ("first", "hamburg-2017"),
        ("latest", "anchorage-2025"),
    ],
)
def test_name_stands_for(summit: Summit, name, id):
    assert shown(summit, name) == id


def test_every_id_and_alias_stands_for_its_meeting(store, record):
    named = {name: each["id"] for each in record["meetings"] for name in [each["id"], *each.get("aliases", [])]}
    assert {name: query.resolve_meeting(store, name) for name in named} == named


def test_every_topic_and_person_goes_by_each_of_its_names(store, record):
    wrong = [
        (namespace, name)
        for namespace, label, kind in (("topic", "label", "topics"), ("person", "name", "people"))
        for each in record[kind]
        for name in [each["id"], each[label], *each.get("aliases", [])]
        if query.resolve(store, namespace, name) != [each["id"]]
    ]
    assert wrong == []


def test_city_with_diacritics_is_found_without_them(summit: Summit):
    assert json.loads(summit("show", "geneve", "--json", data=dataset()).out)["id"] == "geneva-2031"


@pytest.mark.parametrize("city", ["da nang", "danang", "DaNang", "Đà Nẵng"])
def test_a_city_is_found_with_its_words_together_and_apart(summit: Summit, city):
    assert summit("list", "--city", city, "--ids") == (0, "da-nang-2017\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "latest", "--section", "summary"],
        ["show", "helsinki", "--section", "summary,quotes"],
        ["list", "--fields", "id,title"],
    ],
    ids=" ".join,
)
def test_words_may_be_in_capitals(summit: Summit, arguments):
    command, *words = arguments
    shouted = [word if word.startswith("--") else word.upper() for word in words]
    assert summit(command, *shouted) == summit(*arguments)


def test_alias_beats_city(summit: Summit):
    data = dataset()
    data["meetings"][2] |= {"status": "held", "start": "2033-06-01", "end": "2033-06-01", "aliases": ["geneve"]}
    assert json.loads(summit("show", "geneve", "--json", data=data).out)["id"] == "oslo-2033"


def test_last_day_of_a_longer_meeting_finds_it(summit: Summit):
    assert json.loads(summit("show", "2031-03-05", "--json", data=dataset()).out)["id"] == "geneva-2031"


@pytest.mark.parametrize("date", ["16 July 2018", "16 july 2018", "15 August 2025"])
def test_a_date_is_read_as_pages_print_it(summit: Summit, date):
    assert (
        summit("show", date, "--json").out
        == summit("show", "helsinki" if "2018" in date else "anchorage", "--json").out
    )


def test_a_city_that_is_spelled_in_two_ways_is_found_by_either(summit: Summit):
    data = dataset()
    data["meetings"][1] = deepcopy(data["meetings"][0]) | {"id": "geneva-2032", "aliases": []}
    data["meetings"][1]["place"]["city"] = "Geneve"
    assert summit("list", "--city", "geneve", "--ids", data=data).out == "geneva-2031\ngeneva-2032\n"


def test_a_closed_list_is_named_where_a_word_is_not_of_it(summit: Summit):
    assert (
        summit("list", "--kind", "phone").err == "error: no kind 'phone'\nKinds: summit, bilateral, pull-aside, call.\n"
    )


def test_ambiguous_date_lists_the_candidates(summit: Summit):
    done = summit("show", "2017-07-07")
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "error: '2017-07-07' could be any of 2 meetings\n"
        "Candidates: hamburg-2017, hamburg-dinner-2017\n"
        "Name one of them by its id.\n"
    )


def test_ambiguous_prefix_lists_every_candidate_in_json(summit: Summit):
    done = summit("show", "call-2018", "--json")
    error = json.loads(done.err)["error"]
    assert (done.code, done.out, error["code"]) == (4, "", "ambiguous")
    assert error["candidates"] == ["call-2018-02-12", "call-2018-03-20"]


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("helsnki", "helsinki"), ("ankorage", "anchorage"), ("hamburg-2071", "hamburg-2017"), ("osaca", "osaka")],
)
def test_unknown_name_suggests_and_prints_nothing(summit: Summit, name, suggested):
    done = summit("show", name)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"error: no meeting '{name}'\nDid you mean {suggested}")


def test_at_most_three_suggestions_one_a_meeting(summit: Summit):
    candidates = json.loads(summit("show", "call-2025-13-13", "--json").err)["error"]["candidates"]
    assert len(set(candidates)) == len(candidates) == 3


@pytest.mark.parametrize("name", ["", " ", "-1", "...", "日本", "*", "%", "' OR 1=1 --", "x" * 10_000])
def test_odd_names_are_not_found(summit: Summit, name):
    done = summit("show", "--", name)
    assert (done.code, done.out) == (3, "")


@settings(deadline=None, max_examples=200)
@given(name=st.text(max_size=12))
def test_any_name_is_one_meeting_or_a_sentence(store, name):
    outcome, names = looked_up(store, name)
    assert len(names) in {"found": range(1, 2), "unknown": range(4), "ambiguous": range(2, 1000)}[outcome]


def looked_up(store, name: str) -> tuple[str, list[str]]:
    try:
        return "found", [query.resolve_meeting(store, name)]
    except NotFound as error:
        return "unknown", error.candidates
    except Ambiguous as error:
        return "ambiguous", error.candidates


def test_latest_of_another_dataset(summit: Summit):
    assert json.loads(summit("show", "latest", "--json", data=dataset()).out)["id"] == "geneva-2031"


@pytest.mark.parametrize(("word", "id"), [("first", "geneva-2031"), ("latest", "geneva-2032")])
def test_first_and_latest_of_a_dataset_of_earlier_leaders(summit: Summit, word, id):
    data = dataset()
    later = deepcopy(data["meetings"][0]) | {
        "id": "geneva-2032",
        "aliases": [],
        "start": "2032-03-04",
        "end": "2032-03-05",
    }
    data["meetings"] = [later, *data["meetings"]]
    for meeting in data["meetings"]:
        meeting["series"] = "us-russia"
    assert json.loads(summit("show", word, "--json", data=data).out)["id"] == id


def test_a_beginning_that_several_topics_share_is_ambiguous(summit: Summit):
    asked = summit("list", "--topic", "ukr")
    assert (asked.code, asked.out) == (4, "")
    assert "Candidates: children, ukraine, ukraine-arms" in asked.err


def test_the_beginning_of_a_country_is_not_a_country(summit: Summit):
    assert summit("list", "--country", "america").code == 3
