"""Names as people type them: dates in every form, events, cities with their countries, words that are ids, too."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from summitcli.errors import Ambiguous, NotFound
from summitcli.query.names import KEYWORDS, parse_date, resolve, resolve_meeting
from summitcli.query.words import meetings_meant

from ..asked import asked
from ..synthetic import dataset

HELSINKI = (
    *("2018-07-16", "2018/07/16", "7/16/2018", "16/7/2018", "16.07.2018", "16.7.2018", "16-07-2018", "July 16, 2018"),
    *(
        "july 16 2018",
        "16 July 2018",
        "16 July, 2018",
        "16th July 2018",
        "July 16th, 2018",
        "Jul 16, 2018",
        "16 jul. 2018",
    ),
    *("2018-07", "2018-7", "July 2018", "Jul 2018", "july, 2018"),
)


@pytest.mark.parametrize("typed", HELSINKI)
def test_a_date_is_read_in_the_forms_that_people_write(store, typed):
    assert resolve_meeting(store, typed) == "helsinki-2018"


@pytest.mark.parametrize(
    "text",
    [
        "2018-13",
        "32 July 2018",
        "13/13/2018",
        "Juli 2018",
        "0000",
        "2018-07-16T10:00",
        "July",
        "16 July",
        "٢٠١٨",
        "201",
        "",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text):
    assert parse_date(text) is None


def test_seven_eight_is_the_eighth_of_july_and_thirteen_seven_the_thirteenth():
    assert (parse_date("7/8/2018"), parse_date("13/7/2018")) == ("2018-07-08", "2018-07-13")


@pytest.mark.parametrize(
    ("typed", "meeting"),
    [
        ("da nang", "da-nang-2017"),
        ("Đà Nẵng", "da-nang-2017"),
        ("Da Nang, Vietnam", "da-nang-2017"),
        ("Vancouver, Canada", "vancouver-1993"),
        ("latest meeting", "anchorage-2025"),
        ("last summit", "anchorage-2025"),
        ("first-call", "call-2016-11-14"),
        ("first meeting", "hamburg-2017"),
    ],
)
def test_other_names(store, typed, meeting):
    assert resolve_meeting(store, typed) == meeting


@pytest.mark.parametrize(
    ("typed", "first"),
    [("g20", "hamburg-2017"), ("G20 summit", "hamburg-2017"), ("summit G20", "hamburg-2017"), ("apec", "da-nang-2017")],
)
def test_an_event_lists_its_meetings_those_of_the_default_series_first(store, typed, first):
    with pytest.raises(Ambiguous) as raised:
        resolve_meeting(store, typed)
    series = dict(store.execute("SELECT id, series FROM meetings").fetchall())
    ordered = [series[id] == "trump-putin" for id in raised.value.candidates]
    assert (raised.value.candidates[0], ordered) == (first, sorted(ordered, reverse=True))


@pytest.mark.parametrize("typed", ["2018", "2017", "2026", "moscow", "g8", "call-2017"])
def test_candidates_are_those_held_in_person_else_the_calls(store, typed):
    with pytest.raises(Ambiguous) as raised:
        resolve_meeting(store, typed)
    kinds = dict(store.execute("SELECT id, kind = 'call' FROM meetings WHERE status = 'held'").fetchall())
    assert len({kinds[id] for id in raised.value.candidates}) == 1


@pytest.mark.parametrize("typed", ["", " ", "!!!", "%", "_", "*", "?", "--", "’", "…", "\u200d", "[]", "' OR 1"])
@pytest.mark.parametrize(
    "namespace", ["meeting", "person", "topic", "city", "country", "event", "publisher", "standing"]
)
def test_signs_alone_are_no_name(store, namespace, typed):
    with pytest.raises(NotFound):
        resolve(store, namespace, typed)


@contextmanager
def named(folder: Path, *ids: str, alias: str | None = None) -> Iterator[Any]:
    """A record of meetings with these ids."""
    data = dataset() | {"topics": []}
    bare = {**data["meetings"][1], "sources": ["gazette-2031"]}
    data["meetings"] = [bare | {"id": id, "start": day, "end": day} for id, day in zip(ids, DAYS, strict=False)]
    if alias:
        data["meetings"][0]["aliases"] = [alias]
    data["people"] = data["people"][:2]
    used = {source for each in data["meetings"] for source in [*each["sources"], *each["summary"]["sources"]]}
    data["sources"] = [each for each in data["sources"] if each["id"] in used]
    with asked(data, folder) as store:
        yield store


DAYS = ("2032-01-02", "2032-03-04", "2032-05-06")


@pytest.mark.parametrize("word", ["first", "latest", "last", "latest-call"])
def test_an_id_wins_over_a_word_of_the_program(tmp_path, word):
    with named(tmp_path, "second-one", word, "third-one") as store:
        assert resolve_meeting(store, word) == word


def test_an_alias_wins_over_a_word_of_the_program_and_over_a_year(tmp_path):
    with named(tmp_path, "one", "two", alias="latest") as store:
        assert resolve_meeting(store, "latest") == "one"
    (other := tmp_path / "other").mkdir()
    with named(other, "one", "two", alias="1999") as store:
        assert resolve_meeting(store, "1999") == "one"


def misspelt(name: str) -> str:
    """A name with a letter left out, doubled or turned."""
    place = random.Random(name).randrange(1, len(name))
    slips = (name[:place] + name[place + 1 :], name[:place] + name[place - 1 :], name[:place][::-1] + name[place:])
    return random.Random(name).choice(slips)


@pytest.mark.parametrize("namespace", ["meeting", "person", "topic", "city", "country", "event", "publisher"])
def test_every_candidate_is_a_name_that_works(store, namespace):
    names = [key for (key,) in store.execute("SELECT DISTINCT key FROM names WHERE namespace = ?", (namespace,))]
    look_up = resolve_meeting if namespace == "meeting" else lambda store, name: resolve(store, namespace, name)
    candidates = []
    for typed in random.Random(7).sample(sorted(names), min(len(names), 80)):
        try:
            look_up(store, misspelt(typed))
        except (NotFound, Ambiguous) as error:
            candidates += error.candidates
    assert candidates
    for candidate in set(candidates):
        look_up(store, candidate)


def test_every_word_of_the_program_stands_for_a_meeting_that_was_held(store):
    held = {id for (id,) in store.execute("SELECT id FROM meetings WHERE status = 'held'")}
    assert {resolve_meeting(store, word) for word in KEYWORDS} <= held


BY_INITIALS = {
    **dict.fromkeys(["hw bush", "h w bush", "H.W. Bush", "ghw bush", "hwbush"], "george-h-w-bush"),
    **dict.fromkeys(["w bush", "gw bush", "G. W. Bush"], "george-w-bush"),
    **dict.fromkeys(["j f kennedy", "jf kennedy", "Kennedy, John"], "john-kennedy"),
    **dict.fromkeys(["v putin", "V. Putin"], "vladimir-putin"),
    "Nixon, Richard": "richard-nixon",
}


@pytest.mark.parametrize(("name", "id"), BY_INITIALS.items())
def test_a_person_goes_by_initials_apart_or_together_and_by_the_surname_first(store, name, id):
    assert resolve(store, "person", name) == [id]


def test_of_what_begins_as_typed_the_closest_comes_first(store):
    with pytest.raises(Ambiguous) as raised:
        resolve(store, "topic", "ukrain")
    assert raised.value.candidates == ["ukraine", "ukraine-arms", "children"]


@pytest.mark.parametrize("name", ["biden helsinki", "helsinki biden", "obama helsinki"])
def test_a_leader_who_met_nobody_in_a_city_makes_no_two_meetings_of_both(store, name):
    assert meetings_meant(store, name.split()) == [name]
    with pytest.raises(NotFound) as raised:
        resolve_meeting(store, name)
    assert raised.value.candidates == ["helsinki-2018", "helsinki-1975", "helsinki-1990"]
