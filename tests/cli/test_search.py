"""The words of `summit search` on the command line: what is a word, what is an option, and what JSON says was done."""

import json

import pytest

from ..conftest import SAMPLE, Result, Summit


def hits(result: Result) -> list[tuple[str, str]]:
    assert (result.code, result.err) == (0, "")
    return [(hit["id"], hit["section"]) for hit in json.loads(result.out)]


def test_a_hit_has_these_keys(ask: Summit):
    [hit] = json.loads(ask("search", '"signed"', "nothing", "--json", data=SAMPLE).out)
    assert isinstance(hit.pop("ref"), str)
    assert hit == {
        "id": "alpha-2017",
        "title": "Alpha summit",
        "start": "2017-01-25",
        "kind": "summit",
        "section": "outcomes",
        "question": None,
        "text": "Nothing was signed.",
        "sources": ["gazette"],
        "by": None,
        "side": None,
        "topics": [],
        "standing": None,
        "match": "all",
        "corrected": [],
        "missing": [],
    }


def test_the_page_of_a_person_leads_to_a_search_for_the_whole_name(ask: Summit):
    shown = ask("people", "melania", tty=100).err
    assert "`summit search melania trump` finds all" in shown


@pytest.mark.parametrize("minus", [["-again", "-chess"], ["--", "-again", "-chess"]], ids=" ".join)
def test_a_minus_leaves_out(ask: Summit, minus):
    assert hits(ask("search", "--json", "herring", *minus, data=SAMPLE)) == [("alpha-2017", "discussed")]


def test_a_phrase_may_be_left_out(ask: Summit):
    left = hits(ask("search", "herring", '-"praised the herring"', "--json", data=SAMPLE))
    assert left == [("omega-2025", "discussed")]


@pytest.mark.parametrize("option", [["-L1"], ["-L", "1"], ["--limit", "1"]], ids=" ".join)
def test_short_options_are_no_words(ask: Summit, option):
    assert len(ask("search", "herring", *option, "--no-header", data=SAMPLE).out.splitlines()) == 1


def test_a_short_option_with_its_value_is_no_word(ask: Summit):
    assert len(json.loads(ask("search", "herring", "-fjson", data=SAMPLE).out)) == 3


@pytest.mark.parametrize("option", [["-s", "summary"], ["--section", "summary"], ["--section=summ"]], ids=" ".join)
def test_a_section_narrows(ask: Summit, option):
    assert hits(ask("search", "herring", *option, "--json", data=SAMPLE)) == [("omega-2025", "summary")]


def test_filters_narrow(ask: Summit):
    found = hits(ask("search", "herring", "--year", "2025", "--json", data=SAMPLE))
    assert {id for id, _ in found} == {"omega-2025"}


def test_nothing_is_left_out_unless_a_filter_says_so(ask: Summit):
    assert {id for id, _ in hits(ask("search", "zelenskyy", "--json", data=SAMPLE))} == {"gamma-2018"}


@pytest.mark.parametrize("words", [['""', "-"], ["..."], ["-herring"], [""]], ids=str)
def test_no_word_at_all_is_a_usage_error(ask: Summit, words):
    refused = ask("search", *words, data=SAMPLE)
    assert (refused.code, refused.out) == (2, "")


def test_what_has_most_of_the_words_says_so_in_json(ask: Summit):
    found = json.loads(ask("search", "herring", "submarine", "--json", data=SAMPLE).out)
    assert {hit["match"] for hit in found} == {"most"}


def test_a_misspelt_word_is_named_in_json(ask: Summit):
    found = json.loads(ask("search", "hering", "--json", data=SAMPLE).out)
    assert [hit["corrected"] for hit in found] == [[{"typed": "hering", "used": "herring"}]] * 3


def test_a_word_that_nothing_has_is_named_in_json(ask: Summit):
    found = json.loads(ask("search", "herring", "xqzzy", "--json", data=SAMPLE).out)
    assert [hit["missing"] for hit in found] == [["xqzzy"]] * 3


def test_a_limited_search_says_how_many_there_are(ask: Summit):
    limited = ask("search", "herring", "--limit", "1", "--color", "never", tty=80, data=SAMPLE).out
    assert "1 of 3 statements (--limit)" in limited


def test_every_hit_on_a_page_has_the_command_that_opens_its_section(ask: Summit):
    page = ask("search", "herring", "--color", "never", tty=80, data=SAMPLE).out
    commands = [line.split() for line in page.splitlines() if line.strip().startswith("summit show ")]
    assert len(commands) == 3
    assert [ask(*command[1:], data=SAMPLE).code for command in commands] == [0, 0, 0]


@pytest.mark.parametrize(
    ("words", "found"),
    [('herring"', 3), ("herring*", 3), ("^herring", 3), ("(herring", 3), ("herring:", 3), ("{herring}", 3)],
)
def test_nothing_typed_is_syntax(ask: Summit, words, found):
    searched = ask("search", words, "--json", data=SAMPLE)
    assert (searched.code, len(json.loads(searched.out))) == (0, found)


def test_a_hit_in_an_account_has_the_question_on_which_accounts_differ(ask: Summit):
    words = ("did", "trump", "accept", "putin's", "denial")
    asked = ("search", *words, "--section", "accounts", "--year", "2018", "--limit", "1")
    [hit] = json.loads(ask(*asked, "--json").out)
    assert hit["question"].startswith("Did Trump accept Putin's denial")
    drawn = " ".join(ask(*asked, tty=100, env={"NO_COLOR": "1"}).out.split())
    assert f"accounts {hit['question']} {hit['text']}" in drawn


def test_the_name_of_a_country_that_the_record_lacks_is_not_read_as_another(ask: Summit):
    drawn = ask("search", "obama", "putin", "g8", "ireland", "-L", "1", tty=100)
    assert ("lough-erne-2013" in drawn.out, "iceland" in drawn.out) == (True, False)


def test_a_page_says_that_not_every_statement_has_all_the_words(ask: Summit):
    drawn = ask("search", "gorbachev", "reagan", "helsinki", "hamburg", tty=100).out
    assert "not every statement has all the words" in drawn


def test_a_page_names_the_words_that_nothing_has(ask: Summit):
    drawn = ask("search", "Reagan", "nobel", "prize", "zeppelin", tty=100).out
    assert "; 'nobel', 'prize', 'zeppelin' are not in the record\n" in drawn
    told = ask("search", "nobel", "prize", tty=100).err
    assert told.splitlines() == ["No hit for 'nobel prize'. 'nobel', 'prize' are not in the record."]
