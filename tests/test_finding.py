"""search, compare, timeline, stats, open, help topics and the man page, on a small record of our own."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitcli import markdown, pages, query
from summitcli.errors import UsageError
from summitcli.query import Filters
from summitcli.store import open_store

ROOT = Path(__file__).parents[1]
SAMPLE = str(ROOT / "tests" / "data" / "sample.json")
COMMANDS = (
    "list",
    "show",
    "search",
    "topics",
    "compare",
    "timeline",
    "stats",
    "open",
    "validate",
    "completion",
    "help",
)


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def summit(tmp_path_factory):
    cache = tmp_path_factory.getbasetemp() / "finding-cache"

    def run(*args, env=None, tty=None):
        environ = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "SUMMIT_CACHE_DIR": str(cache), "SUMMIT_DATA": SAMPLE}
        environ |= {"SUMMIT_FORCE_TTY": str(tty)} if tty else {}
        done = subprocess.run(
            [sys.executable, "-m", "summitcli", *args], capture_output=True, env=environ | (env or {}), check=False
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def hits(result: Result) -> list[tuple[str, str]]:
    return [(hit["id"], hit["section"]) for hit in json.loads(result.out)]


# search


def test_a_hit_has_these_keys(summit):
    [hit] = json.loads(summit("search", "signed", "nothing", "--json").out)
    assert hit == {
        "id": "alpha-2017",
        "title": "Alpha summit",
        "start": "2017-01-25",
        "kind": "summit",
        "section": "outcomes",
        "text": "Nothing was signed.",
        "sources": ["gazette"],
        "by": None,
        "side": None,
        "topic": None,
    }


@pytest.mark.parametrize("words", ["kiev", "KYIV", "Kíev"])
def test_spellings_case_and_accents_are_alike(summit, words):
    assert hits(summit("search", words, "rain", "expected", "--json")) == [("call-2016-12-01", "discussed")]


@pytest.mark.parametrize("words", ["zelenskiy", "Zelensky", "zelenskyy"])
def test_spellings_of_a_name_are_alike(summit, words):
    assert hits(summit("search", words, "--json")) == [("gamma-2018", "summary")]


@pytest.mark.parametrize("words", ["danang drawn", "da nang drawn", "Da-Nang drawn"])
def test_a_place_is_found_with_a_word_of_the_statement(summit, words):
    assert hits(summit("search", *words.split(), "--json")) == [("omega-2025", "discussed")]


def test_a_person_is_found_by_another_name(summit):
    assert hits(summit("search", "annie", "aide", "game", "drawn", "--json"))[0] == ("omega-2025", "discussed")


def test_a_phrase_is_found_as_it_stands(summit):
    assert hits(summit("search", '"praised the herring"', "--json")) == [
        ("omega-2025", "summary"),
        ("alpha-2017", "discussed"),
    ]


@pytest.mark.parametrize("minus", [["-again", "-chess"], ["--", "-again", "-chess"]])
def test_a_minus_leaves_out(summit, minus):
    assert hits(summit("search", "--json", "herring", *minus)) == [("alpha-2017", "discussed")]


@pytest.mark.parametrize("option", [["-L1"], ["-L", "1"]])
def test_short_options_are_no_words(summit, option):
    assert len(summit("search", "herring", *option, "--no-header").out.splitlines()) == 1


def test_a_short_option_with_its_value_is_no_word(summit):
    assert len(json.loads(summit("search", "herring", "-fjson").out)) == 3


def test_words_that_name_a_meeting_give_its_summary_first(summit):
    assert hits(summit("search", "alpha", "--json"))[0] == ("alpha-2017", "summary")


def test_words_in_several_statements_of_one_meeting_are_found(summit):
    assert {id for id, _ in hits(summit("search", "herring", "snow", "--json"))} == {"alpha-2017"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("herring", 3),
        ('herring"', 3),
        ("herring*", 3),
        ("^herring", 3),
        ("(herring", 3),
        ("herring OR snow", 0),
        ("NEAR(herring, 2)", 0),
        ("text : herring", 0),
    ],
)
def test_nothing_typed_is_syntax(summit, words, found):
    searched = summit("search", words, "--json")
    assert (searched.code, len(json.loads(searched.out))) == (0, found)


def test_no_word_at_all_is_a_usage_error(summit):
    assert summit("search", '"" -').code == 2


def test_no_hit_suggests_words_of_the_record(summit):
    assert summit("search", "hering", tty=80) == (
        0,
        "",
        "No hit for 'hering'. 'hering' is not in the record. Did you mean herring?\n",
    )


def test_no_hit_is_an_empty_array(summit):
    assert summit("search", "hering", "--json").out == "[]\n"


def test_the_words_found_are_bold_in_markdown(summit):
    out = summit("search", "herring", "sic", "-f", "markdown").out
    assert r"- *discussed:* Both praised the **herring** \[**sic**\]." in out


def test_initiators_have_the_names_of_their_sides(store):
    counted = query.statistics(store, Filters(all=True), by="initiator")
    labels = {row["value"]: row["label"] for row in counted.rows}
    assert labels.items() <= {
        ("us", "United States"),
        ("russia", "Russia"),
        ("both", "Both"),
        ("other", "Others"),
        (None, "not known"),
    }


def test_the_count_of_further_statements_is_no_part_of_the_last_bullet(store):
    found = query.search(store, ["helsinki"], Filters())
    text = markdown.format_page(pages.search(found, "helsinki"))
    assert re.search(r"\n\n\d+ more statements\n", text)


def test_a_limited_search_says_how_many_there_are(summit):
    whole = summit("search", "herring", "--color", "never", tty=80).out
    limited = summit("search", "herring", "--limit", "1", "--color", "never", tty=80).out
    assert whole.splitlines()[0] == "herring  3 statements in 2 records"
    assert limited.splitlines()[0] == "herring  1 of 3 statements (--limit), in 1 record"


def test_the_heading_of_a_hit_does_not_repeat_the_date_of_its_title(summit):
    out = summit("search", "1 december 2016", "-f", "markdown").out
    assert re.findall("^## .*$", out, re.MULTILINE) == ["## Call of 1 December 2016  call-2016-12-01"]


def test_a_date_is_found_as_listings_print_it(summit):
    assert {id for id, _ in hits(summit("search", "2017-03-07", "--json"))} == {"beta-2017"}


def test_the_last_day_of_a_meeting_is_found_too(summit):
    assert {id for id, _ in hits(summit("search", "2025-02-04", "--json"))} == {"omega-2025"}


def test_filters_narrow_a_search(summit):
    assert {id for id, _ in hits(summit("search", "herring", "--year", "2025", "--json"))} == {"omega-2025"}


# compare


def test_compare_gives_whole_meetings_and_their_topics(summit):
    compared = json.loads(summit("compare", "alpha", "omega-2025", "--json").out)
    assert compared["topics"] == {
        "common": ["fishing"],
        "apart": {"alpha-2017": ["weather"], "omega-2025": ["chess"]},
    }
    shown = json.loads(summit("show", "alpha", "omega-2025", "--json").out)
    assert compared["meetings"] == shown


@pytest.mark.parametrize(
    "names", [["alpha"], ["alpha", "alpha-2017"], ["alpha", "beta-2017", "omega-2025", "gamma-2018"]]
)
def test_compare_takes_two_or_three_different_meetings(summit, names):
    assert summit("compare", *names).code == 2


# stats


@pytest.mark.parametrize("by", ["year", "kind", "country", "status"])
@pytest.mark.parametrize("filters", [[], ["--all"], ["--kind", "call"]])
def test_counts_add_up_to_the_listing(summit, by, filters):
    counts = json.loads(summit("stats", "--by", by, *filters, "--json").out)
    listed = json.loads(summit("list", *filters, "--json").out)
    assert sum(count["meetings"] for count in counts) == len(listed)
    assert sum(count["minutes"] for count in counts) == sum(row["minutes"] or 0 for row in listed)


def test_a_count_has_these_keys(summit):
    assert json.loads(summit("stats", "--by", "topic", "--json").out)[0] == {
        "by": "topic",
        "value": "fishing",
        "label": "Fishing",
        "meetings": 2,
        "minutes": 190,
        "timed": 2,
    }


def test_who_took_the_initiative_may_be_unknown(summit):
    rows = summit("stats", "--by", "initiator", "--no-header").out.splitlines()
    assert [row.split("\t")[2:4] for row in rows] == [["not known", "1"], ["Russia", "1"], ["United States", "1"]]


def test_an_unknown_grouping_suggests(summit):
    failed = summit("stats", "--by", "yaer", "--json")
    assert (failed.code, json.loads(failed.err)["error"]["candidates"][0]) == (2, "year")


def test_the_counting_rule_names_the_meetings(summit):
    rule = json.loads(summit("stats", "--explain", "--json").out)
    assert {row["count"]: row["ids"] for row in rule} == {
        "encounters": ["alpha-2017", "beta-2017", "omega-2025"],
        "formal": ["alpha-2017", "omega-2025"],
        "summits": ["alpha-2017"],
        "calls": ["call-2016-12-01"],
        "not-held": ["gamma-2018"],
        "disputed": ["delta-2022"],
    }


def test_the_bundled_record_has_eight_encounters_and_four_formal_meetings(summit):
    rule = json.loads(summit("stats", "--explain", "--json", env={"SUMMIT_DATA": ""}).out)
    assert {row["count"]: row["meetings"] for row in rule[:3]} == {"encounters": 8, "formal": 4, "summits": 2}


# timeline


def test_the_timeline_is_of_what_was_held(summit):
    rows = json.loads(summit("timeline", "--json").out)
    assert [row["id"] for row in rows] == ["call-2016-12-01", "alpha-2017", "beta-2017", "omega-2025"]


def test_what_was_not_held_differs_without_colour(summit):
    out = summit("timeline", "--all", "--color", "never", tty=60).out
    assert [sign for sign in out if sign in "◆◇■□▲△●○"] == list("●◆▲◆▲◇◇○■■◆■▲●")


def test_letters_stand_for_signs_without_utf_8(summit):
    out = summit("timeline", "--all", "--color", "never", tty=60, env={"PYTHONIOENCODING": "ascii"}).out
    assert out.isascii()
    assert "S summit, B bilateral, P pull-aside, C call, lower case" in out


def test_a_term_begins_where_the_year_has_its_twentieth_of_january(summit):
    lines = summit("timeline", "--ascii", "--color", "never", tty=60).out.splitlines()
    assert [line for line in lines if re.match(r"20|----", line)] == [
        "---- Obama, from 20 January 2009 ------------------------",
        "2016                                             C",
        "---- Trump, from 20 January 2017 ------------------------",
        "2017   |S    P",
        "2018-20",
        "---- Biden, from 20 January 2021 ------------------------",
        "2021-24|",
        "---- Trump, from 20 January 2025 ------------------------",
        "2025   | B",
    ]


# screens


SCREENS = {
    "search": ["search", "herring"],
    "compare": ["compare", "alpha", "omega-2025"],
    "compare three": ["compare", "alpha", "beta-2017", "omega-2025"],
    "timeline": ["timeline", "--all"],
    "stats": ["stats", "--by", "topic"],
    "explain": ["stats", "--explain"],
}


@pytest.mark.parametrize("width", [120, 80, 60, 40])
@pytest.mark.parametrize("screen", SCREENS)
def test_screens(summit, snapshot, screen, width):
    assert summit(*SCREENS[screen], "--color", "never", tty=width).out == snapshot


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_in_markdown(summit, snapshot, screen):
    assert summit(*SCREENS[screen], "-f", "markdown").out == snapshot


@pytest.mark.parametrize("screen", SCREENS)
def test_colours(summit, snapshot, screen):
    assert summit(*SCREENS[screen], "--color", "always", tty=80, env={"TMUX": "1"}).out == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_line_is_wider_than_the_screen(summit, screen, width):
    out = summit(*SCREENS[screen], "--color", "never", tty=width).out
    assert [line for line in out.splitlines() if len(line) > width] == []


@pytest.mark.parametrize(
    ("plain", "env", "tty"),
    [
        (["--color", "never"], {}, 80),
        ([], {}, None),
        ([], {"NO_COLOR": "1"}, 80),
        ([], {"TERM": "dumb"}, 80),
    ],
    ids=["never", "pipe", "NO_COLOR", "dumb"],
)
@pytest.mark.parametrize(
    "arguments",
    [
        *SCREENS.values(),
        ["show", "alpha"],
        ["list"],
        ["open", "alpha", "--print"],
        ["show", "nothing"],
        ["search", "^"],
    ],
    ids=" ".join,
)
def test_no_escape_where_there_is_no_colour(summit, arguments, plain, env, tty):
    result = summit(*arguments, *plain, env=env, tty=tty)
    assert "\x1b" not in result.out + result.err


# open


def test_open_prints_the_transcript_where_there_is_no_terminal(summit):
    assert summit("open", "alpha").out == "https://example.org/alpha\n"


def test_open_prints_a_source_by_its_number(summit):
    assert summit("open", "alpha", "--source", "2").out == "https://example.org/herald?a=1&b=[2]\n"


def test_open_takes_a_primary_source_where_there_is_no_link(summit):
    assert json.loads(summit("open", "omega-2025", "--json").out) == {
        "id": "omega-2025",
        "title": "Omega bilateral",
        "link": "source 1",
        "url": "https://example.org/gazette",
    }


def test_open_says_how_many_sources_there_are(summit):
    failed = summit("open", "alpha", "--source", "3")
    assert (failed.code, failed.err) == (3, "error: alpha-2017 has no source 3\nIts sources are 1 to 2.\n")


def test_open_hands_the_address_to_the_browser(summit, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {shlex.quote(str(tmp_path))}/opened\n')
    browser.chmod(0o755)
    opened = summit("open", "alpha", tty=80, env={"BROWSER": f"{browser} %s"})
    assert opened.out == ""
    assert (tmp_path / "opened").read_text() == "https://example.org/alpha"


# help, man page, completion


@pytest.mark.parametrize("topic", ["formats", "filters", "environment", "exit-codes", "data"])
def test_help_topics(summit, topic):
    shown = summit("help", topic)
    assert (shown.code, shown.err) == (0, "")
    assert max(map(len, shown.out.splitlines())) <= 120


def test_help_on_nothing_known_suggests(summit):
    failed = summit("help", "filtres")
    assert (failed.code, "Did you mean filters" in failed.err) == (2, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_two_examples(summit, command):
    assert summit("help", command).out.split("Examples:")[1].count("  summit ") >= 2


@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in ("completion", "open")])
def test_every_example_works(summit, command, tmp_path):
    examples = re.findall(r"^ +(summit .*)$", summit("help", command).out.split("Examples:")[1], re.MULTILINE)
    environ = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SUMMIT_CACHE_DIR": str(tmp_path / "cache")}
    (tmp_path / "summit").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m summitcli "$@"\n')
    (tmp_path / "summit").chmod(0o755)
    runs = [subprocess.run(["sh", "-c", each], capture_output=True, env=environ, check=False) for each in examples]
    assert [run.args[2] for run in runs if run.returncode or not run.stdout] == []


def test_the_man_page_is_up_to_date():
    script = ROOT / "scripts" / "write_man.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["show", "alp"], ["alpha-2017"]),
        (["list", "--topic", "fishing,che"], ["fishing,chess"]),
        (["list", "--topic", "=", "che"], ["chess"]),
        (["list", "--topic", "="], ["chess", "fishing", "weather"]),
        (["stats", "--by", "to"], ["topic"]),
        (["help", "exi"], ["exit-codes"]),
        (["completion", "z"], ["zsh"]),
        (["list", "--sort", "le"], ["length"]),
        (["compare", "alpha", "lat"], ["latest"]),
    ],
)
def test_completion(summit, words, completed):
    line = ["summit", *words]
    env = {"_SUMMIT_COMPLETE": "bash", "COMP_WORDS": "\n".join(line), "COMP_CWORD": str(len(line) - 1)}
    assert summit(env=env).out.splitlines() == completed


def test_bash_completes_with_the_printed_script(summit, tmp_path):
    (tmp_path / "summit").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m summitcli "$@"\n')
    (tmp_path / "summit").chmod(0o755)
    script = summit("completion", "bash").out + (
        'COMP_WORDS=(summit show alp); COMP_CWORD=2; _summit_completion summit alp show; echo "${COMPREPLY[@]}"'
    )
    environ = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SUMMIT_DATA": SAMPLE}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environ, check=True)
    assert done.stdout == "alpha-2017\n"


# properties of the filters

FIELDS = {
    "topic": ["fishing", "weather", "chess"],
    "kind": ["summit", "bilateral", "pull-aside", "call"],
    "status": ["held", "cancelled", "proposed", "disputed"],
    "person": ["ann-aide", "sergei-clerk", "donald-trump"],
    "year": ["2016", "2017", "2018..2022", "2025.."],
    "country": ["finland", "vietnam"],
}
VALUES = st.sampled_from([(field, value) for field, values in FIELDS.items() for value in values])
FILTERS = st.lists(VALUES, max_size=4)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        connection = open_store([SAMPLE])
    yield connection
    connection.close()


def ids(store: Any, pairs: Any, **options: Any) -> list[str]:
    fields: dict[str, Any] = {field: [value for each, value in pairs if each == field] for field, _ in pairs}
    return [row["id"] for row in query.rows(store, Filters(**fields, all=True), **options)]


PROPERTY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@PROPERTY
@given(one=FILTERS, other=FILTERS)
def test_filters_together_are_the_intersection(store, one, other):
    assert ids(store, one + other) == [id for id in ids(store, one) if id in ids(store, other)]


@PROPERTY
@given(field=st.sampled_from(list(FIELDS)), data=st.data())
def test_a_comma_is_the_union(store, field, data):
    one, other = (data.draw(st.sampled_from(FIELDS[field])) for _ in range(2))
    union = {*ids(store, [(field, one)]), *ids(store, [(field, other)])}
    assert set(ids(store, [(field, f"{one},{other}")])) == union


@PROPERTY
@given(filters=FILTERS, data=st.data())
def test_order_and_repetition_do_not_matter(store, filters, data):
    assert ids(store, data.draw(st.permutations(filters)) + filters) == ids(store, filters)


@PROPERTY
@given(filters=FILTERS, limit=st.integers(1, 8), sort=st.sampled_from(list(query.SORTS)), reverse=st.booleans())
def test_a_limit_is_a_prefix(store, filters, limit, sort, reverse):
    whole = ids(store, filters, sort=sort, reverse=reverse)
    assert ids(store, filters, sort=sort, reverse=reverse, limit=limit) == whole[:limit]


@PROPERTY
@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=4))
def test_no_text_breaks_a_search(store, words):
    try:
        found = query.search(store, words, Filters())
    except UsageError:
        return
    assert [hit for hit in found.hits if hit["marked"].translate({2: None, 3: None}) != hit["text"]] == []


def test_a_speaker_is_found_by_name(summit, tmp_path):
    data = json.loads(Path(SAMPLE).read_text(encoding="utf-8"))
    source = data["sources"][0]["id"]
    data["meetings"][0]["reactions"] = [{"text": "It was long.", "by": "Zoe Zimmer", "sources": [source]}]
    (tmp_path / "spoken.json").write_text(json.dumps(data), encoding="utf-8")
    [hit] = json.loads(summit("search", "zimmer", "--json", env={"SUMMIT_DATA": str(tmp_path / "spoken.json")}).out)
    assert (hit["section"], hit["by"], hit["text"]) == ("reactions", "Zoe Zimmer", "It was long.")
