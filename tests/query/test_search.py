"""Search in one's own words: what counts as a word, what comes first, and what the answer says of itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitcli.errors import UsageError
from summitcli.query.filters import Filters
from summitcli.query.marks import MARKS, mark
from summitcli.query.search import Found, search

from ..asked import asked
from ..synthetic import dataset
from ..work import work


def meetings(found: Found) -> list[str]:
    return [each.hit["id"] for each in found.statements]


def texts(found: Found) -> list[str]:
    return [each.hit["text"] for each in found.statements]


def asking(store: Any, words: str, **narrowed: Any) -> Found:
    return search(store, words.split(), **narrowed)


def first(store: Any, words: str, **narrowed: Any) -> tuple[str, str]:
    hit = asking(store, words, limit=1, **narrowed).statements[0].hit
    return hit["id"], hit["section"]


SUMMARY = "Adams and Belov met in Geneva for two days and agreed to meet again."


def stated(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "sources": ["gazette-2031"], **more}


def with_context(*said: str, **meeting: Any) -> dict[str, Any]:
    """The made-up record, with these statements as the background of its first meeting."""
    data = dataset()
    data["meetings"][0] |= {"context": [stated(each) for each in said], **meeting}
    return data


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The made-up record with statements to be found in other words than their own."""
    data = with_context(
        "The limousine of the host was late.",
        "The limousine of the host was washed.",
        "The interpreter lost her notes.",
        "They watched a game of football.",
        "Adams rode through Genève on a horse.",
        "The armed forces of either side stayed away.",
        "Sanctions were not raised.",
        "A cease-fire was agreed for the night.",
        "They sat face-to-face, and then spoke one-on-one.",
    )
    data["topics"].append(
        {"id": "arms", "label": "Arms control", "description": "Weapons", "aliases": ["nukes", "open-skies"]}
    )
    data["meetings"][1]["discussed"] = [stated("They spoke of warheads.", topic="arms")]
    with asked(data, tmp_path_factory.mktemp("talks")) as store:
        yield store


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("limo late", "The limousine of the host was late."),
        ("translator notes", "The interpreter lost her notes."),
        ("soccer", "They watched a game of football."),
        ("riding horses", "Adams rode through Genève on a horse."),
        ("geneve horse", "Adams rode through Genève on a horse."),
        ("ceasefire", "A cease-fire was agreed for the night."),
        ("cease fire", "A cease-fire was agreed for the night."),
        ("nukes", "They spoke of warheads."),
        ("open skies", "They spoke of warheads."),
        ("Open-Skies", "They spoke of warheads."),
        ("raising sanction", "Sanctions were not raised."),
        ("face to face", "They sat face-to-face, and then spoke one-on-one."),
    ],
)
def test_other_words_for_it_find_it(talks, typed, text):
    found = search(talks, typed.split())
    assert (texts(found)[0], found.match, found.corrected) == (text, "all", [])


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("intrepreter notes", {"intrepreter": "interpreter"}),
        ("limosine", {"limosine": "limousine"}),
        ("footbal gaem", {"footbal": "football"}),  # a short word may be any other
        ("sanktions", {"sanktions": "sanctions"}),
        ("armedforces", {"armedforces": "armed forces"}),
        ("elimousine", {"elimousine": "limousine"}),
        ("belof", {"belof": "belov"}),
    ],
)
def test_a_misspelt_word_is_read_as_one_of_the_record_and_the_answer_says_so(talks, typed, corrected):
    found = search(talks, typed.split())
    read = {each["typed"]: each["used"] for each in found.corrected}
    assert corrected.items() <= read.items()
    assert all(hit.hit["corrected"] == found.corrected for hit in found.statements)


@pytest.mark.parametrize("typed", ["interpreters", "watching", "agrees", "notes", "night", "horses", "geneva", "2031"])
def test_a_word_in_another_form_is_not_said_to_be_misspelt(talks, typed):
    assert search(talks, [typed]).corrected == []


def test_a_word_that_is_in_no_record_is_named_and_the_rest_is_found(talks):
    found = search(talks, ["horse", "xqzzy"])
    assert (texts(found), found.match) == (["Adams rode through Genève on a horse."], "most")
    assert found.missing == ["xqzzy"]


def test_nothing_at_all_says_that_nothing_has_the_words(talks):
    assert search(talks, ["xqzzy"]) == Found([], 0, "most", [], ["xqzzy"], '"xqzzy"')


def test_words_that_every_text_has_are_not_looked_for(talks):
    asked, telling = asking(talks, "what was it about the limousine"), search(talks, ["limousine"])
    assert (texts(asked), asked.match) == (texts(telling), "all")


def test_words_that_every_text_has_are_looked_for_if_there_are_no_others(talks):
    assert "the" in " ".join(texts(search(talks, ["the"]))).lower()


def test_what_has_most_of_the_words_comes_if_nothing_has_all(talks):
    found = asking(talks, "football limousine horse game")
    assert (texts(found)[0], found.match) == ("They watched a game of football.", "most")
    assert {each.hit["match"] for each in found.statements} == {"most"}


def test_few_that_have_all_the_words_of_a_long_question_come_before_those_that_have_most(talks):
    found = asking(talks, "did adams really ride a horse through geneva on both days")
    assert (texts(found)[0], found.match) == ("Adams rode through Genève on a horse.", "most")
    found = asking(talks, "the host of geneva had a limousine that was late")
    assert [each["match"] for each in hits(found)] == ["all", *["most"] * (found.total - 1)]
    assert (texts(found)[0], found.match, found.total > 1) == ("The limousine of the host was late.", "most", True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("one on one", "one-on-one"),
        ("U.S.", "US"),
        ("“cease-fire”", '"cease fire"'),
        ("‘cease fire’", '"cease fire"'),
        ("«cease fire»", '"cease fire"'),
        ("interpreter −notes", "interpreter -notes"),
        ("interpreter –notes", "interpreter -notes"),
        ("Belov’s", "Belov's"),
        ("GENÈVE", "geneve"),
    ],
)
def test_what_is_typed_in_two_ways_is_the_same(talks, store, one, other):
    for record in (talks, store):
        assert texts(search(record, one.split(" "))) == texts(search(record, other.split(" ")))


def test_a_dash_alone_is_no_minus(talks):
    assert texts(search(talks, ["interpreter", "–", "notes"])) == ["The interpreter lost her notes."]


def test_a_phrase_is_found_as_it_stands(talks):
    assert texts(search(talks, ['"lost her notes"'])) == ["The interpreter lost her notes."]
    assert texts(search(talks, ['"notes lost"'])) == []


@pytest.mark.parametrize("minus", ["-notes", "-note", '-"her notes"', "-geneva"])
def test_a_minus_leaves_out_what_has_the_word_or_is_of_such_a_meeting(talks, minus):
    assert "The interpreter lost her notes." not in texts(search(talks, ["interpreter", minus]))


@pytest.mark.parametrize("words", [[], [""], ["?"], ["-ice"], ['""'], ["--"], ["“”"]])
def test_no_word_to_look_for_is_an_error(talks, words):
    with pytest.raises(UsageError):
        search(talks, words)


@given(st.lists(st.text(st.sampled_from("ab c-\"“*:^(){}NOTORAND'\0"), max_size=12)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_typed_is_syntax(talks, words):
    with suppress(UsageError):
        search(talks, words)


# What asks for a section of a meeting, and for which.
CUES = {
    "how long did they talk in geneva": "durations",
    "who was in the room in geneva": "participants",
    "geneva interpreter": "participants",
    "did they sign anything in geneva": "outcomes",
    "geneva press conference": "press",
    "geneva exact words": "quotes",
    "reactions to geneva": "reactions",
    "what happened after geneva": "aftermath",
    "who proposed the geneva summit": "overview",
    "what did adams hope for in geneva": "aims",
    "what time did the geneva summit start": "times",
    "geneva myths": "corrections",
    "geneva topics": "discussed",
    "geneva 2031": "summary",
    "lake forum": "summary",
    "anna adams boris belov geneva": "summary",
}


@pytest.mark.parametrize(("question", "section"), CUES.items())
def test_words_that_ask_for_a_section_favour_it(made_up, question, section):
    found = search(made_up, question.split(), limit=3)
    assert ("geneva-2031", section) in [(each.hit["id"], each.hit["section"]) for each in found.statements]
    assert found.statements[0].hit["id"] == "geneva-2031"


def test_a_question_that_matches_comes_before_texts_that_do(talks):
    data = with_context("Ice was asked for by the cook.")
    assert first(talks, "who asked for ice") == ("geneva-2031", "accounts")
    assert data["meetings"][0]["accounts"][0]["question"] == "Who asked for ice?"


def test_a_claim_is_found_with_its_correction(made_up):
    hit = asking(made_up, "met for one day", limit=1).statements[0].hit
    assert (hit["section"], hit["text"]) == ("corrections", "Said: They met for one day. Record: They met on two days.")


@pytest.fixture(scope="module")
def two_series(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Two meetings with the same words, of which that of the default series is the later one."""
    data = dataset()
    [geneva, call, proposed] = data["meetings"]
    older = {key: geneva[key] for key in ("kind", "status", "sources", "durations")} | {
        "id": "bergen-1990",
        "title": "Bergen summit",
        "series": "older",
        "start": "1990-05-01",
        "end": "1990-05-02",
        "leaders": ["old-adams", "old-belov"],
        "place": {"city": "Bergen", "country": "NO"},
        "summary": stated("Both sides spoke about herring."),
    }
    geneva["summary"] = stated("Both sides spoke about herring.")
    data["people"] += [
        {"id": "old-adams", "name": "Olive Oldfield", "country": "US"},
        {"id": "old-belov", "name": "Oleg Oldov", "country": "RU"},
    ]
    data["series"] = [
        {"id": id, "label": id, "description": "Meetings.", "sides": [], **({"default": True} if id != "older" else {})}
        for id in ("older", "adams-belov")
    ]
    for each in (geneva, call, proposed):
        each.pop("initiative", None)
    data["meetings"] = [older, *data["meetings"]]
    with asked(_without_sides(data), tmp_path_factory.mktemp("series")) as store:
        yield store


def _without_sides(data: Any) -> Any:
    if isinstance(data, list):
        return [_without_sides(each) for each in data]
    if isinstance(data, dict):
        return {key: "other" if key == "side" else _without_sides(each) for key, each in data.items()}
    return data


@pytest.mark.parametrize(
    ("words", "meeting"),
    [
        ("herring", "geneva-2031"),
        ("herring 1990", "bergen-1990"),
        ("herring bergen", "bergen-1990"),
        ("herring oldfield", "bergen-1990"),
        ("herring norway", "bergen-1990"),
        ("first meeting", "geneva-2031"),
        ("first meeting oldfield", "bergen-1990"),
    ],
)
def test_the_default_series_comes_first_unless_the_words_name_another(two_series, words, meeting):
    assert first(two_series, words)[0] == meeting


OCCASIONS = {
    "first meeting": "hamburg-2017",
    "first call": "call-2016-11-14",
    "longest meeting": "helsinki-2018",
    "when did reagan first meet gorbachev": "geneva-1985",
    "first meeting of clinton and yeltsin": "vancouver-1993",
    "last meeting of reagan and gorbachev": "new-york-1988",
    "the last time kennedy met khrushchev": "vienna-1961",
}


@pytest.mark.parametrize(("words", "meeting"), OCCASIONS.items())
def test_the_first_and_the_last_are_looked_up(store, words, meeting):
    assert first(store, words)[0] == meeting


CORRECTED = {
    "ancorage": "anchorage",
    "helsinky": "helsinki",
    "zelenski": "zelensky",
    "kruschev": "khrushchev",
    "gorbatschow": "gorbachev",
    "reykavik": "reykjavik",
    "yelstin": "yeltsin",
    "breznev": "brezhnev",
    "maralago": "mar a lago",
    "newstart": "new start",
}


@pytest.mark.parametrize(("typed", "used"), CORRECTED.items())
def test_names_are_spelled_as_people_spell_them(store, typed, used):
    found = search(store, [typed], limit=1)
    assert (found.corrected, found.match) == ([{"typed": typed, "used": used}], "all")


@pytest.mark.parametrize("typed", ["wife", "hockey", "soccer", "kissed", "2019", "sdi", "abm"])
def test_words_are_not_read_as_others_that_look_like_them(store, typed):
    assert search(store, [typed]).corrected == []


RUSSIAN = {
    "Путин Трамп Хельсинки": "helsinki-2018",
    "Трамп Путин Анкоридж": "anchorage-2025",
    "Горбачёв Рейган Рейкьявик": "reykjavik-1986",
    "горбачев рейган рейкьявик": "reykjavik-1986",
    "Ялта": "yalta-1945",
    "Сталин Трумэн": "potsdam-1945",
    "Хрущёв Кеннеди Вена": "vienna-1961",
}


@pytest.mark.parametrize(("words", "meeting"), RUSSIAN.items())
def test_leaders_and_cities_are_found_by_their_russian_names(store, words, meeting):
    found = search(store, words.split(), limit=1)
    assert (hits(found)[0]["id"], found.match, found.corrected, found.missing) == (meeting, "all", [], [])


OWN_WORDS = "coin prize quack wallet belinda stanford starmer assange anew pershing"


@pytest.mark.parametrize("typed", OWN_WORDS.split())
def test_a_word_of_its_own_that_the_record_lacks_is_named_and_not_read_as_another(store, typed):
    found = search(store, [typed])
    assert (found.statements, found.corrected, found.missing) == ([], [], [typed])


@pytest.mark.parametrize(("typed", "used"), [("latvian", "latvia"), ("closures", "closure")])
def test_a_word_of_its_own_is_read_as_one_that_it_is_made_from(store, typed, used):
    assert search(store, [typed], limit=1).corrected == [{"typed": typed, "used": used}]


def test_the_slip_that_is_heard_less_counts_less_but_two_do_not_beat_one(store):
    assert search(store, ["cancled"], limit=1).corrected == [{"typed": "cancled", "used": "canceled"}]


def test_filters_sections_and_standings_narrow(store):
    everything = search(store, ["denial"])
    assert {each["section"] for each in hits(search(store, ["denial"], sections=["quotes"]))} == {"quotes"}
    of_helsinki = search(store, ["denial"], Filters(city=["helsinki"]))
    assert set(meetings(of_helsinki)) == {id for id in meetings(everything) if id.startswith("helsinki")}
    official = search(store, ["denial"], standings=["official"])
    assert 0 < official.total < everything.total


def hits(found: Found) -> list[Any]:
    return [each.hit for each in found.statements]


@pytest.mark.parametrize("words", ["helsinki", "trump putin", "did they agree on a ceasefire", "nuclear arms talks"])
def test_a_limit_is_a_prefix(store, words):
    every = search(store, words.split())
    for limit in (0, 1, 7):
        some = search(store, words.split(), limit=limit)
        assert (hits(some), some.total) == (hits(every)[:limit], every.total)
    assert every.total == len(every.statements) == len({(hit["id"], hit["ref"]) for hit in hits(every)})


def test_a_hit_has_its_ref_topics_standing_and_source(made_up):
    [hit] = [each for each in hits(search(made_up, ["nets"])) if each["section"] == "discussed"]
    assert (hit["topics"], hit["standing"], hit["sources"]) == (["fishing"], "press", ["gazette-2031"])
    assert hit["ref"].startswith("discussed-")


def test_the_words_that_were_found_are_marked(made_up):
    found = search(made_up, ["quota"])
    [text] = [hit["text"] for hit in hits(found) if hit["section"] == "discussed"]
    assert mark([text], found.expression) == [f"They spoke about nets and {MARKS[0]}quotas{MARKS[1]}."]


def large(meetings: int) -> dict[str, Any]:
    """A record with so many meetings, each of which says the same, and something of its own."""
    data = dataset()
    geneva = data["meetings"][0]
    for number in range(meetings):
        said = [stated(f"They spoke about herring and item{number}."), stated("Both were pleased.")]
        data["meetings"].append({**geneva, "id": f"geneva-{number}", "aliases": [], "context": said})
    return data


def searching(folder: Path, size: int, words: list[str]) -> int:
    """The work of a search in a record of that size."""
    (own := folder / str(size)).mkdir()
    with asked(large(size), own) as store:
        search(store, words, limit=5)
        return work(lambda: search(store, words, limit=5), store)


@pytest.mark.parametrize(
    "words", [["herring"], ["herring", "item7"], ["pleased", "herrings", "item8"], ["geneva", "how", "long"]]
)
def test_the_work_grows_with_the_record_and_no_faster(tmp_path, words):
    assert searching(tmp_path, 200, words) < 2.3 * searching(tmp_path, 100, words)


def test_words_that_are_rare_take_little_work_in_a_large_record(tmp_path):
    assert searching(tmp_path, 400, ["item7"]) < 1.5 * searching(tmp_path, 100, ["item7"])


def test_thirty_thousand_words_take_no_more_work_than_their_number(made_up):
    def of(count: int) -> int:
        return work(lambda: search(made_up, [f"word{number}" for number in range(count)]), made_up)

    assert of(30_000) < 2.1 * of(15_000)
