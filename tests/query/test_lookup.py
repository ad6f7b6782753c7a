"""What a name stands for: id, alias, date, city, prefix; ambiguous and unknown names."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitcli.errors import Ambiguous, NotFound
from summitcli.query.names import resolve, resolve_meeting

from ..conftest import Summit
from ..synthetic import dataset


def test_every_id_and_alias_stands_for_its_meeting(store, record):
    named = {name: each["id"] for each in record["meetings"] for name in [each["id"], *each.get("aliases", [])]}
    assert {name: resolve_meeting(store, name) for name in named} == named


def test_every_topic_and_person_goes_by_each_of_its_names(store, record):
    wrong = [
        (namespace, name)
        for namespace, label, kind in (("topic", "label", "topics"), ("person", "name", "people"))
        for each in record[kind]
        for name in [each["id"], each[label], *each.get("aliases", [])]
        if resolve(store, namespace, name) != [each["id"]]
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
        "error: '2017-07-07' could be any of 2 meetings\nName one of them:\n"
        "  summit show hamburg-2017\n    Hamburg bilateral, 7 July 2017\n"
        "  summit show hamburg-dinner-2017\n    Hamburg dinner conversation, 7 July 2017\n"
    )


def test_ambiguous_prefix_lists_every_candidate_in_json(summit: Summit):
    done = summit("show", "call-2018", "--json")
    error = json.loads(done.err)["error"]
    assert (done.code, done.out, error["code"]) == (4, "", "ambiguous")
    assert error["candidates"] == ["call-2018-02-12", "call-2018-03-20"]


# What was held in person is meant, else calls, else what did not take place.
TIERS = {
    "held": ("summit", "held"),
    "call": ("call", "held"),
    "dropped": ("summit", "cancelled"),
    "claimed": ("call", "disputed"),
}


def of_a_day(*ids: str) -> dict[str, Any]:
    """A dataset with meetings of one day, by what they are."""
    data = dataset() | {"topics": []}
    data["people"] = [person for person in data["people"] if person["id"] != "cara-cole"]
    bare = dataset()["meetings"][1]
    data["meetings"] = [bare | {"id": id} | dict(zip(("kind", "status"), TIERS[id], strict=True)) for id in ids]
    data["sources"] = data["sources"][1:]
    data["publishers"] = data["publishers"][1:]
    for meeting in data["meetings"]:
        if meeting["kind"] != "call":
            meeting["place"] = {"city": "Oslo", "country": "NO"}
    return data


@pytest.mark.parametrize("name", ["2032-01-02", "2032-01", "2032"])
@pytest.mark.parametrize(
    ("there", "meant"),
    [(["claimed", "dropped", "call", "held"], "held"), (["dropped", "call"], "call"), (["dropped"], "dropped")],
)
def test_the_first_tier_that_has_any_decides(summit: Summit, there, meant, name):
    shown = summit("show", name, "--json", data=of_a_day(*there))
    assert (shown.code, json.loads(shown.out or "{}").get("id")) == (0, meant)


def test_several_of_the_first_tier_are_candidates(summit: Summit):
    failed = json.loads(summit("show", "2032", "--json", data=of_a_day("claimed", "dropped")).err)["error"]
    assert (failed["code"], failed["candidates"]) == ("ambiguous", ["claimed", "dropped"])


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("helsnki", "helsinki"), ("ankorage", "anchorage"), ("hamburg-2071", "hamburg-2017"), ("osaca", "osaka")],
)
def test_unknown_name_suggests_and_prints_nothing(summit: Summit, name, suggested):
    done = summit("show", name)
    assert (done.code, done.out) == (3, "")
    assert done.err.splitlines()[0] == f"error: no meeting '{name}'"
    assert done.err.splitlines()[2] == f"  summit show {suggested}"


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
        return "found", [resolve_meeting(store, name)]
    except NotFound as error:
        return "unknown", error.candidates
    except Ambiguous as error:
        return "ambiguous", error.candidates


@pytest.mark.parametrize(
    ("word", "id"),
    [
        *[("first", "geneva-2031"), ("latest", "call-2032-01-02"), ("last", "call-2032-01-02")],
        *[("latest-meeting", "geneva-2031"), ("first-call", "call-2032-01-02"), ("last-call", "call-2032-01-02")],
    ],
)
def test_first_and_latest_count_calls_unless_they_say_so(summit: Summit, word, id):
    assert json.loads(summit("show", word, "--json", data=dataset()).out)["id"] == id


def test_what_was_not_held_is_never_the_latest(summit: Summit):
    assert dataset()["meetings"][2]["status"] == "proposed"
    assert (
        json.loads(summit("show", "latest", "--json", data=dataset()).out)["start"] < dataset()["meetings"][2]["start"]
    )


def test_latest_is_of_the_default_series(summit: Summit):
    data = dataset()
    data["series"].append(deepcopy(data["series"][0]) | {"id": "others", "label": "Others"})
    data["meetings"][1]["series"] = "others"
    assert json.loads(summit("show", "latest", "--json", data=data).out)["id"] == "geneva-2031"
    data["series"][1]["default"] = True
    assert json.loads(summit("show", "latest", "--json", data=data).out)["id"] == "call-2032-01-02"


def test_a_word_that_nothing_answers_to_says_so(summit: Summit):
    data = dataset()
    del data["meetings"][1]
    assert summit("show", "latest-call", data=data).err.startswith("error: nothing in this record is 'latest call'\n")


def test_a_beginning_that_several_topics_share_is_ambiguous(summit: Summit):
    asked = summit("list", "--topic", "ukr")
    assert (asked.code, asked.out) == (4, "")
    assert asked.err.splitlines()[2:] == [
        f"  summit list --topic {id}" for id in ("ukraine", "ukraine-arms", "children")
    ]


def test_the_beginning_of_a_country_is_not_a_country(summit: Summit):
    assert summit("list", "--country", "america").code == 3
