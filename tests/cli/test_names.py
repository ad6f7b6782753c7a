"""A name is what people type, on every command that takes one; and an error ends in commands that work."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from ..conftest import Summit
from ..synthetic import dataset

FORMS = {
    "helsinki-2018": "helsinki-2018",
    "HELSINKI": "helsinki-2018",
    "alaska": "anchorage-2025",
    "da nang": "da-nang-2017",
    "Đà Nẵng": "da-nang-2017",
    "danang": "da-nang-2017",
    "buenos_aires": "buenos-aires-2018",
    "hamburg dinner": "hamburg-dinner-2017",
    "helsinki 1990": "helsinki-1990",
    "2018-07-16": "helsinki-2018",
    "7/16/2018": "helsinki-2018",
    "16.07.2018": "helsinki-2018",
    "July 16, 2018": "helsinki-2018",
    "16 July 2018": "helsinki-2018",
    "16 jul 2018": "helsinki-2018",
    "2018-07": "helsinki-2018",
    "July 2018": "helsinki-2018",
    "november 2017": "da-nang-2017",
    "1986": "reykjavik-1986",
    "armistice": "paris-2018",
    "livadia": "yalta-1945",
    "latest-meeting": "anchorage-2025",
    "last meeting": "anchorage-2025",
    "first-meeting": "hamburg-2017",
    "first call": "call-2016-11-14",
}
"""Names as they are typed, and the meetings that they stand for."""


class Command(NamedTuple):
    """How a command is asked for one meeting, and where its answer has what belongs to that meeting alone."""

    arguments: Callable[[list[str]], list[str]]
    told: Callable[[Any], Any]


def urls(sources: Any) -> list[str]:
    return [source["url"] for source in sources]


COMMANDS = {
    "show": Command(lambda name: ["show", *name, "--json"], lambda told: told["id"]),
    "open": Command(lambda name: ["open", *name, "--json"], lambda told: told["id"]),
    "sources": Command(lambda name: ["sources", *name, "--json"], urls),
    "cite": Command(lambda name: ["cite", *name, "--json"], lambda told: [item["id"] for item in told]),
    "compare": Command(
        lambda name: ["compare", *name, "osaka-2019", "--json"],
        lambda told: [meeting["id"] for meeting in told["meetings"]],
    ),
}


def answer(ask: Summit, command: str, words: list[str]) -> Any:
    done = ask(*COMMANDS[command].arguments(words))
    assert (done.code, done.err) == (0, "")
    return COMMANDS[command].told(json.loads(done.out))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_stands_for_its_meeting_on_every_command(ask, command, name):
    assert answer(ask, command, name.split()) == answer(ask, command, [FORMS[name]])


@pytest.mark.parametrize("name", [name for name in FORMS if " " in name])
def test_the_words_of_a_name_may_be_one_argument(ask, name):
    assert answer(ask, "show", [name]) == FORMS[name]


PEOPLE = {
    "fiona hill": "fiona-hill",
    "Fiona HILL": "fiona-hill",
    "lavrov": "sergei-lavrov",
    "mikhail gorbachev": "mikhail-gorbachev",
    "gorbachev": "mikhail-gorbachev",
}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_goes_by_every_form_of_the_name(ask, name):
    assert json.loads(ask("people", *name.split(), "--json").out)["id"] == PEOPLE[name]


@pytest.mark.parametrize("name", ["election interference", "meddling", "ELECTION-INTERFERENCE", "election meddling"])
def test_a_topic_goes_by_its_label_and_aliases_in_words(ask, name):
    assert json.loads(ask("topics", *name.split(), "--json").out)["id"] == "election-interference"


@pytest.mark.parametrize("command", ["cite", "open", "sources"])
def test_a_source_goes_by_its_id(ask, command):
    [source] = json.loads(ask("sources", "helsinki", "--jq", ".[:1]").out)
    told = json.loads(ask(command, source["id"], "--json").out)
    first = told[0] if isinstance(told, list) else told
    assert source["url"] in (first.get("url"), first.get("URL"))


# Several names


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("helsinki anchorage", ["helsinki-2018", "anchorage-2025"]),
        ("da nang buenos aires", ["da-nang-2017", "buenos-aires-2018"]),
        ("july 2018 osaka", ["helsinki-2018", "osaka-2019"]),
        ("helsinki-2018 osaka-2019 helsinki-2018", ["helsinki-2018", "osaka-2019", "helsinki-2018"]),
        ("hamburg dinner hamburg", ["hamburg-dinner-2017", "hamburg-2017"]),
    ],
)
def test_words_that_name_something_together_are_one_name(ask, words, ids):
    assert [each["id"] for each in json.loads(ask("show", *words.split(), "--json").out)] == ids


def test_two_names_of_several_words_are_compared(ask):
    compared = json.loads(ask("compare", "da", "nang", "july", "2018", "--json").out)
    assert [meeting["id"] for meeting in compared["meetings"]] == ["da-nang-2017", "helsinki-2018"]


def test_several_people_are_an_array(ask):
    told = json.loads(ask("people", "fiona", "hill", "lavrov", "--json").out)
    assert [person["id"] for person in told] == ["fiona-hill", "sergei-lavrov"]


def test_sources_of_several_meetings_are_cited_once_each(ask):
    both = json.loads(ask("cite", "da", "nang", "osaka", "--json").out)
    apart = [json.loads(ask("cite", name, "--json").out) for name in ("da-nang-2017", "osaka-2019")]
    expected = list(dict.fromkeys(item["id"] for items in apart for item in items))
    assert [item["id"] for item in both] == expected


# Statements by their permanent names


@pytest.mark.parametrize("name", ["geneva", "geneva-2031", "2031-03-05", "geneva summit"])
def test_a_statement_goes_by_its_meeting_and_its_own_name(ask, name):
    [quote] = json.loads(ask("show", "geneva", "--json", data=dataset()).out)["quotes"]
    shown = json.loads(ask("show", *f"{name}#{quote['ref']}".split(), "--json", data=dataset()).out)
    assert (shown["id"], shown["quotes"]) == ("geneva-2031", [quote])


def test_a_misspelt_statement_has_the_line_with_the_right_one(ask):
    [quote] = json.loads(ask("show", "geneva", "--json", data=dataset()).out)["quotes"]
    failed = ask("show", f"geneva#{quote['ref'][:-1]}", data=dataset())
    assert (failed.code, failed.out) == (3, "")
    assert failed.err.splitlines()[2] == f"  summit show 'geneva-2031#{quote['ref']}'"


# Several meetings of one name, and none


@pytest.mark.parametrize("command", ["show", "cite", "open", "sources"])
def test_a_year_of_several_is_one_of_its_meetings_in_person(ask, command):
    done = ask(command, "2018")
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "error: '2018' could be any of 3 meetings\nName one of them:\n"
        f"  summit {command} helsinki-2018\n    Helsinki summit, 16 July 2018\n"
        f"  summit {command} paris-2018\n    Paris exchange, 11 November 2018\n"
        f"  summit {command} buenos-aires-2018\n    Buenos Aires conversation, 30 November 2018\n"
    )


def test_a_program_gets_the_title_and_day_of_each_candidate(ask):
    error = json.loads(ask("show", "geneva", "--json").err)["error"]
    assert dict(zip(error["candidates"], error["labels"], strict=True)) == {
        "geneva-1955": "Geneva summit, 18 to 23 July 1955",
        "geneva-1985": "Geneva summit, 19 to 21 November 1985",
        "geneva-2021": "Geneva summit, 16 June 2021",
    }


def test_of_an_event_the_meetings_of_the_default_series_come_first(ask):
    candidates = json.loads(ask("show", "g20", "--json").err)["error"]["candidates"]
    assert candidates[:4] == ["hamburg-2017", "hamburg-dinner-2017", "buenos-aires-2018", "osaka-2019"]
    assert "hangzhou-2016" in candidates[4:]


def test_a_month_of_calls_alone_is_a_call(ask):
    assert json.loads(ask("show", "march", "2025", "--json").out)["id"] == "call-2025-03-18"


def test_many_candidates_are_a_list_with_title_and_day_and_one_command(ask):
    told = ask("show", "moscow").err.splitlines()
    assert told[:2] == [
        "error: 'moscow' could be any of 14 meetings",
        "  moscow-1972  Moscow summit, 22 to 30 May 1972",
    ]
    assert (len(told), told[-2:]) == (17, ["Name one of them, as in:", "  summit show moscow-1972"])


def test_candidates_never_fill_more_than_a_small_screen(ask):
    told = ask("show", "trump", "putin", "call").err.splitlines()
    assert (len(told) < 24, told[-3].endswith(" more, which --json lists")) == (True, True)


DESCRIBED = {
    "helsinki summit": "helsinki-2018",
    "the helsinki meeting": "helsinki-2018",
    "trump putin helsinki": "helsinki-2018",
    "putin trump alaska": "anchorage-2025",
    "helsinki trump": "helsinki-2018",
    "bush gorbachev helsinki": "helsinki-1990",
    "reagan gorbachev geneva": "geneva-1985",
    "geneva reagan": "geneva-1985",
    "nixon moscow 1974": "moscow-1974",
    "g20 2019": "osaka-2019",
    "osaka 2019 g20": "osaka-2019",
    "alaska august 2025": "anchorage-2025",
    "call march 2025": "call-2025-03-18",
    "trump putin call may 2025": "call-2025-05-19",
    "the last summit": "anchorage-2025",
    "the first reagan gorbachev meeting": "geneva-1985",
}
"""Names with words that no record has as its name, and the meetings that they describe."""


@pytest.mark.parametrize("name", DESCRIBED)
def test_words_for_meetings_and_leaders_do_not_hinder_a_name(ask, name):
    assert answer(ask, "show", name.split()) == answer(ask, "show", [name]) == DESCRIBED[name]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_described_meeting_is_found_on_every_command(ask, command):
    described = answer(ask, command, ["trump", "putin", "helsinki"])
    assert described == answer(ask, command, ["helsinki-2018"])


def test_single_letters_describe_no_meeting(ask):
    """Leaders have initials: `b` is Lyndon B. Johnson's, and nobody means him by it."""
    assert ask("show", "a", "b").code == 4


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("helsinki and anchorage", ["helsinki-2018", "anchorage-2025"]),
        ("helsinki vs reykjavik", ["helsinki-2018", "reykjavik-1986"]),
        ("helsinki summit anchorage summit", ["helsinki-2018", "anchorage-2025"]),
        ("trump putin helsinki reagan gorbachev reykjavik", ["helsinki-2018", "reykjavik-1986"]),
        ('"july 2018" osaka', ["helsinki-2018", "osaka-2019"]),
    ],
)
def test_described_meetings_are_compared(ask, words, ids):
    told = json.loads(ask("compare", *shlex.split(words), "--json").out)
    assert [each["id"] for each in told["meetings"]] == ids


def test_people_may_be_joined_by_and(ask):
    told = json.loads(ask("people", "lavrov", "and", "rubio", "--json").out)
    assert [person["id"] for person in told] == ["sergei-lavrov", "marco-rubio"]


@pytest.mark.parametrize("name", ["trump putin summit", "reagan gorbachev", "the moscow summit"])
def test_what_describes_several_lists_them(ask, name):
    done = ask("show", *name.split())
    assert (done.code, done.err.splitlines()[0].startswith(f"error: '{name}' could be any of ")) == (4, True)


@pytest.mark.parametrize("name", ["summit", "the", "meeting", "the meeting", "99 12"])
def test_words_that_describe_no_meeting_name_none(ask, name):
    assert (ask("show", *name.split()).code, ask("show", *name.split()).out) == (3, "")


MISTYPED = [
    "show helsnki",
    "show da nag",
    "show 2018",
    "show helsinki nowhere-1066",
    "show helsinki -s acounts",
    "show helsinki --section=acounts,quotes",
    "show helsinki -sacounts",
    "show helsinki --standing offical",
    "compare helsinki ankorage",
    "compare helsinki",
    "cite helsnki",
    "open osaca",
    "sources hamburg-2071",
    "people fiona hil lavrof",
    "people putn",
    "topics syira",
    "topics elction interference",
    "list --topic syira,iran",
    "list --topci syria",
    "list --topci=syria",
    "list --kind sumit",
    "list --status=cancled",
    "list --series trump-puttin",
    "list --person lavrof --json",
    "list --country finnland",
    "list --city helsinky",
    "list --year 2019..2017",
    "list --sort titel",
    "list --format jsno",
    "list --fields citty",
    "list --color allways",
    "list helsinki",
    "list syria --json",
    "timeline gorbachev",
    "stats --by yaer",
    "fields shw",
    "schema lst",
    "help filtres",
    "completion bsh",
    "search syria -s quots",
    "helsinki",
    "da nang --json",
    "fiona hill",
    "syria",
    "lst --all",
    "--json --limit 2 list",
    "--fields id show helsinki",
    "--no-pager da nang",
    "show trump putin helsinky",
    "show helsnki -s acounts",
    "show da nag anchoragee -f jsno",
    "compare helsnki ancorage",
    "list --topic syira --country finnland",
    "cite helsinky#nothing",
    "sources 'helsinky summit'",
    "open osaca",
    "show hockey",
    "people merkel",
    "cite helsinki --format apa",
]


@pytest.mark.parametrize("line", MISTYPED)
def test_every_command_that_an_error_suggests_works(ask, line):
    done = ask(*shlex.split(line))
    assert (done.code in (2, 3, 4), done.out) == (True, "")
    told = (
        json.loads(done.err)["error"]["commands"]
        if "--json" in line
        else re.findall("^  (summit .*)$", done.err, re.MULTILINE)
    )
    assert [command for command in told if ask(*shlex.split(command)[1:]).code] == []
    assert bool(told) is (line not in WITHOUT_A_COMMAND)


WITHOUT_A_COMMAND = ("show helsinki nowhere-1066", "--no-pager da nang")
"""Where it is not clear what was meant."""


def test_a_name_without_a_command_is_shown_or_searched_for(ask):
    assert ask("da", "nang").err == ("error: no command 'da'\nTry:\n  summit show da nang\n  summit search da nang\n")


def test_words_without_a_command_that_name_nothing_are_searched_for(ask):
    assert ask("hotel", "lobby").err == "error: no command 'hotel'\nTry:\n  summit search hotel lobby\n"


def test_a_name_where_a_command_takes_filters_becomes_one(ask):
    assert ask("list", "syria").err == (
        "error: `summit list` takes options and no names\nTry:\n"
        "  summit topics syria\n  summit list --topic syria\n  summit search syria\n"
    )


def test_no_command_is_suggested_that_holds_what_a_terminal_obeys(ask):
    done = ask("list", "--topic", "syira", "--city", "osl\x1b[31mo")
    assert done.err.splitlines() == [
        *("error: no topic 'syira'", "Did you mean syria, iraq or iran?", "`summit topics` lists the topics.")
    ]


# Ids that are words of the program


@pytest.mark.parametrize("id", ["first", "latest", "last", "latest-call", "g20", "2018"])
def test_the_id_of_a_meeting_wins_over_what_else_the_word_means(ask, tmp_path, id):
    data = dataset()
    data["meetings"][2]["id"] = id
    (tmp_path / "own.json").write_text(json.dumps(data))
    assert json.loads(ask("show", id, "--data", str(tmp_path / "own.json"), "--json").out)["id"] == id


def test_latest_is_the_last_contact_of_the_default_series_calls_too(ask, record):
    held = [m for m in record["meetings"] if m["status"] == "held" and m["series"] == "trump-putin"]
    last = max(held, key=lambda m: m["end"])
    assert {answer(ask, "show", [word]) for word in ("latest", "last")} == {last["id"]}


@pytest.mark.parametrize("name", ["!!!", "%", "???", "."])
@pytest.mark.parametrize("command", ["show", "people", "topics", "cite", "open", "sources"])
def test_punctuation_alone_names_nothing(ask, command, name):
    assert (ask(command, name).code, ask(command, name).out) == (3, "")


@pytest.mark.parametrize("option", ["--city", "--person", "--topic", "--event", "--country"])
def test_punctuation_alone_filters_nothing(ask, option):
    assert (ask("list", option, "???").code, ask("list", option, "???").out) == (3, "")


# Signs of the program in names


def with_signs() -> Any:
    """A dataset whose cities and topics have commas and number signs in their names."""
    data = dataset()
    geneva, _, oslo = data["meetings"]
    geneva["place"]["city"], oslo["place"]["city"] = "Springfield, W.V.", "Oslo # 1"
    data["topics"][0]["aliases"] = ["nets, lines, hooks"]
    return data


@pytest.mark.parametrize(
    ("option", "value", "ids"),
    [
        ("--city", "Springfield, W.V.", ["geneva-2031"]),
        ("--city", "Springfield, W.V.,Oslo # 1", ["geneva-2031", "oslo-2033"]),
        ("--city", "Oslo # 1, Springfield, W.V.", ["geneva-2031", "oslo-2033"]),
        ("--topic", "ice,nets, lines, hooks", ["geneva-2031"]),
    ],
)
def test_a_comma_may_be_part_of_a_name_among_others(ask, option, value, ids):
    done = ask("list", "--all", option, value, "--ids", data=with_signs())
    assert (done.out.split(), done.err) == (ids, "")


@pytest.mark.parametrize("command", ["show", "cite", "open", "sources"])
def test_a_number_sign_may_be_part_of_a_name(ask, command):
    by_id = ask(command, "oslo-2033", "--json", data=with_signs())
    assert by_id.code == 0
    assert ask(command, "Oslo # 1", "--json", data=with_signs()) == by_id


def with_sources_called(*ids: str) -> Any:
    """A dataset whose call has a source of each of these ids."""
    data = dataset()
    data["sources"] += [
        {**data["sources"][0], "id": id, "title": f"Source {id}", "url": f"https://gazette.example/{number}"}
        for number, id in enumerate(ids)
    ]
    data["meetings"][1]["sources"] += ids
    return data


@pytest.mark.parametrize("command", ["cite", "open", "sources"])
def test_the_id_of_a_meeting_wins_over_that_of_a_source(ask, command):
    data = with_sources_called("geneva-2031")
    assert ask(command, "geneva-2031", "--json", data=data) == ask(command, "geneva", "--json", data=data)


def test_a_source_whose_id_is_a_number_or_that_of_a_meeting_is_cited_by_its_id(ask):
    data = with_sources_called("geneva-2031", "2031", "1")
    cited = [ask("cite", *line.split(), "--json", data=data).out for line in ("--source geneva-2031", "--source 1")]
    assert [json.loads(each)[0]["title"] for each in cited] == ["Source geneva-2031", "Source 1"]
    numbered = json.loads(ask("cite", "geneva", "--source", "1,2031", "--json", data=data).out)
    assert [each["title"] for each in numbered] == ["Two days in Geneva", "Source 2031"]
