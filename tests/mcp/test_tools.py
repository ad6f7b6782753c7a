"""Each tool: what it is asked, what it replies, and how much of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from summitcli.mcp.replies import LARGEST, ON_TOPIC, USUAL_ON_TOPIC
from summitcli.schema import describe
from tests.conftest import HISTORY, RECORD

from .conftest import Assistant

TOOLS = ["list_meetings", "get_meeting", "search", "get_topic", "compare", "cite", "list_sources"]
LIST, OVERVIEW = 2000, 4000


def _valid(value: Any, name: str) -> None:
    """The value is what the published schema says."""
    Draft202012Validator(describe.schema(name)).validate(value)


def _keys_valid(value: dict[str, Any], name: str, record: str) -> None:
    """Each key of a record that is cut is what the published schema says of it."""
    schema = describe.schema(name)
    described = schema["$defs"][record]["properties"]
    for key, part in value.items():
        Draft202012Validator({**described[key], "$defs": schema["$defs"]}).validate(part)


def _files() -> list[Any]:
    """The files of the bundled record."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in (RECORD, HISTORY)]


def test_every_tool_is_described_for_whoever_has_never_seen_the_project(assistant: Assistant) -> None:
    tools = assistant.ask(assistant.client.list_tools).tools
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert tool.title
        assert "Use it" in tool.description
        assert len(tool.description) < 2000
        assert tool.annotations.read_only_hint
        assert tool.annotations.idempotent_hint
        assert not tool.annotations.destructive_hint
        assert not tool.annotations.open_world_hint
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        assert all(each["description"] for each in tool.input_schema["properties"].values())
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
    told = {tool.name: tool.description for tool in tools}
    assert "give both positions" in told["get_meeting"]
    assert "last day that the record covers" in told["list_meetings"]
    assert "trump-putin (Trump and Putin; sides us, russia; the main one)" in told["list_meetings"]
    assert "Topics, by id: " in told["get_topic"]
    for name in TOOLS:
        assert "The meetings of Donald Trump and Vladimir Putin" in told[name]
    for name in TOOLS[:5]:
        assert "It ends on 2026-" in told[name]
    for name in ("get_meeting", "search", "get_topic", "compare"):
        assert "`sources`" in told[name]
        assert "state-funded (owned or paid for by a government)" in told[name]
        assert "attribute" in told[name]
        assert "`ref` is its permanent name" in told[name]


def test_what_tools_are_about_is_that_of_the_data(made_up: Assistant) -> None:
    told = {tool.name: tool.description for tool in made_up.ask(made_up.client.list_tools).tools}
    until = made_up.call("list_meetings").value["until"]
    for name in TOOLS[:5]:
        assert f"It ends on {until}" in told[name]
    assert not [name for name, description in told.items() if re.search("Trump|Putin|Soviet|Russia", description)]
    assert "fishing" in told["get_topic"]


def test_what_a_model_is_told_beforehand_is_short_and_from_the_data(assistant: Assistant, made_up: Assistant) -> None:
    told = assistant.client.instructions or ""
    until = assistant.call("list_meetings").value["until"]
    assert f"It ends on {until}" in told
    assert "trump-putin" in told
    for file in _files():
        assert f"{file['title']} ({file['coverage']['since']} to {file['coverage']['until']})" in told
        [paragraph] = [each for each in told.split("\n\n") if each.startswith(file["title"])]
        assert file["coverage"]["note"] in paragraph, "what is thin is said of its own file"
    assert len(told) < 6000
    theirs = made_up.client.instructions or ""
    assert "2033-12-31" in theirs
    assert "All of it is made up." in theirs
    assert "ukraine" not in theirs


def test_a_list_is_an_index_and_says_what_it_leaves_out(assistant: Assistant) -> None:
    listed = assistant.call("list_meetings")
    assert listed.size < LIST
    assert listed.value["total"] == len(listed.value["meetings"])
    assert listed.value["next_offset"] is None
    assert listed.value["left_out"]["calls"] > 0
    for row in listed.value["meetings"]:
        _keys_valid(row, "list", "ListedMeeting")
        assert "summary" not in row


def test_a_long_list_goes_on_where_it_ended(assistant: Assistant) -> None:
    ids: list[str] = []
    offset = 0
    while offset is not None:
        part = assistant.call("list_meetings", all=True, offset=offset)
        assert part.size < LIST
        ids += [row["id"] for row in part.value["meetings"]]
        offset = part.value["next_offset"]
    assert len(ids) == len(set(ids)) == part.value["total"] > 100
    latest = assistant.call("list_meetings", all=True, reverse=True, limit=1).value["meetings"]
    assert latest[0]["id"] == ids[-1]
    assert len(assistant.call("list_meetings", all=True, limit=100).value["meetings"]) == 100


def _every_meeting(assistant: Assistant) -> list[str]:
    """The ids of all meetings of the record, by as many calls as it takes."""
    ids: list[str] = []
    offset = 0
    while offset is not None:
        part = assistant.call("list_meetings", all=True, limit=100, offset=offset).value
        ids += [row["id"] for row in part["meetings"]]
        offset = part["next_offset"]
    return ids


def test_filters_narrow_and_are_read_with_good_will(assistant: Assistant) -> None:
    def ids(**filters: Any) -> list[str]:
        return [row["id"] for row in assistant.call("list_meetings", **filters).value["meetings"]]

    assert "helsinki-2018" in ids(topic="syria", year="2018")
    assert ids(year="2018") == ids(year=2018) == ids(year="2018", kind=None)
    assert ids(kind="summit,bilateral") == ids(kind=["summit", "bilateral"])
    assert ids(leader="gorbachev", status="held")
    assert not ids(leader="gorbachev", year="2018")
    lengths = assistant.call("list_meetings", sort="length", reverse=True).value["meetings"]
    assert lengths[0]["length"]


def test_an_overview_is_short_and_says_what_else_there_is(assistant: Assistant) -> None:
    for id in _every_meeting(assistant):
        overview = assistant.call("get_meeting", name=id)
        assert overview.size < OVERVIEW, id
        assert overview.value["contents"][0] == {"section": "overview", "heading": "Overview", "count": 1}
    meeting = assistant.call("get_meeting", name="helsinki").value
    assert meeting["id"] == "helsinki-2018"
    assert {"quotes", "accounts", "corrections"} <= {each["section"] for each in meeting["contents"]}


def test_sections_come_on_demand_with_their_sources(assistant: Assistant) -> None:
    found = assistant.call("get_meeting", name="helsinki", sections=["quotes", "accounts"]).value
    contents = {each["section"]: each["count"] for each in found.pop("contents")}
    _keys_valid(found, "show", "ShownMeeting")
    assert set(found) == {"id", "title", "quotes", "accounts", "cited"}
    assert (len(found["quotes"]), len(found["accounts"])) == (contents["quotes"], contents["accounts"])
    known = {source["id"]: source for source in found["cited"]}
    for statement in found["quotes"] + [each for account in found["accounts"] for each in account["positions"]]:
        for source in statement["sources"]:
            assert known[source]["url"].startswith("http")
            assert known[source]["standing"]
    one = assistant.call("get_meeting", name="helsinki", sections="In their words").value
    assert one["quotes"] == found["quotes"]


def test_one_statement_is_had_by_its_permanent_name(assistant: Assistant) -> None:
    [hit] = assistant.call("search", query="cyber unit", sections=["quotes"], limit=1).value["hits"]
    found = assistant.call("get_meeting", name=f"{hit['id']}#{hit['ref']}").value
    [quote] = found["quotes"]
    assert (quote["ref"], quote["sources"]) == (hit["ref"], hit["sources"])
    assert {source["id"] for source in found["cited"]} == set(hit["sources"])
    error = assistant.failure("get_meeting", name=f"{hit['id']}#quotes-nothing")
    assert error["code"] == "not-found"


@pytest.mark.parametrize(
    ("tool", "meant", "asked"),
    [
        ("get_meeting", {"name": "helsinki", "sections": ["quotes", "press"]}, {"sections": "quotes, press"}),
        ("get_meeting", {"name": "helsinki", "sections": ["quotes", "press"]}, {"sections": '["quotes", "press"]'}),
        ("get_meeting", {"name": "vienna-1961", "sections": ["all"]}, {"sections": ["quotes", "All"]}),
        ("get_meeting", {"name": "vienna-1961"}, {"sections": []}),
        ("compare", {"names": ["helsinki", "anchorage"]}, {"names": "helsinki, anchorage"}),
        ("cite", {"names": ["helsinki"], "sources": ["1", "2"]}, {"sources": [1, 2]}),
        ("cite", {"names": ["helsinki"], "sources": ["1"]}, {"names": "helsinki", "sources": 1}),
        ("list_meetings", {"all": True, "limit": 3}, {"all": "true", "limit": "3"}),
        ("list_meetings", {"kind": "call", "year": "2018,2019"}, {"kind": ["call"], "year": [2018, 2019]}),
    ],
)
def test_arguments_are_read_as_models_write_them(
    assistant: Assistant, tool: str, meant: dict[str, Any], asked: dict[str, Any]
) -> None:
    assert assistant.call(tool, **{**meant, **asked}).value == assistant.call(tool, **meant).value


VALID: list[tuple[str, dict[str, Any]]] = [
    ("list_meetings", {}),
    ("list_meetings", {"all": True, "limit": 100}),
    ("list_meetings", {"leader": "gorbachev", "year": "2018"}),
    ("get_meeting", {"name": "helsinki"}),
    ("get_meeting", {"name": "latest-call"}),
    ("get_meeting", {"name": "yalta", "sections": ["all"]}),
    ("get_meeting", {"name": "helsinki", "sections": ["quotes"], "standing": "other"}),
    ("get_meeting", {"name": "helsinki#quotes-c10443"}),
    ("search", {"query": "helsinky translator"}),
    ("search", {"query": "zzyzx qqqq"}),
    ("get_topic", {"name": "ukraine"}),
    ("get_topic", {"name": "syria", "sections": ["all"], "limit": 3}),
    ("get_topic", {"name": "ukraine", "year": "1950"}),
    ("compare", {"names": ["helsinki", "anchorage"]}),
    ("compare", {"names": ["helsinki", "reykjavik", "vienna-1961"], "sections": ["outcomes", "participants"]}),
    ("cite", {"names": ["helsinki"]}),
    ("cite", {"names": ["helsinki"], "sources": ["1"], "format": "csl-json"}),
    ("cite", {"names": ["helsinki"], "offset": 1000}),
    ("list_sources", {}),
    ("list_sources", {"name": "helsinki"}),
    ("list_sources", {"name": "time-2018-07-16"}),
    ("list_sources", {"name": "vienna-1961", "standing": "state-funded"}),
]


@pytest.mark.parametrize(("tool", "arguments"), VALID)
def test_every_reply_is_what_the_tool_says_of_it(assistant: Assistant, tool: str, arguments: dict[str, Any]) -> None:
    schemas = {each.name: each.output_schema for each in assistant.ask(assistant.client.list_tools).tools}
    result = assistant.ask(assistant.client.call_tool, tool, arguments)
    assert not result.is_error, result.content[0].text
    Draft202012Validator(schemas[tool]).validate(result.structured_content)
    assert json.loads(result.content[0].text) == result.structured_content


def test_all_sections_of_a_short_meeting_are_one_reply_and_of_a_long_one_too_many(assistant: Assistant) -> None:
    whole = assistant.call("get_meeting", name="vienna-1961", sections=["all"]).value
    del whole["contents"]
    _valid(whole, "show")
    error = assistant.failure("get_meeting", name="helsinki", sections=["all"])
    assert "tokens" in error["message"]
    assert "accounts" in error["candidates"]


def test_statements_are_narrowed_by_the_standing_of_their_sources(assistant: Assistant) -> None:
    found = assistant.call("get_meeting", name="helsinki", sections=["quotes"], standing="agency,press").value
    within = {source["id"] for source in found["cited"] if source["standing"] in ("agency", "press")}
    assert found["quotes"]
    assert all(within.intersection(quote["sources"]) for quote in found["quotes"])


def test_hits_come_with_their_sources(assistant: Assistant) -> None:
    found = assistant.call("search", query="cyber unit")
    assert found.size < LIST
    _valid(found.value["hits"], "search")
    assert found.value["hits"][0]["id"] == "hamburg-2017"
    cited = {source["id"] for source in found.value["cited"]}
    assert cited == {source for hit in found.value["hits"] for source in hit["sources"]}
    rest = assistant.call("search", query="cyber unit", offset=found.value["next_offset"], limit=2).value
    assert len(rest["hits"]) == 2
    assert not [hit for hit in rest["hits"] if hit in found.value["hits"]]
    quotes = assistant.call("search", query="interpreter", sections=["quotes"], leader="trump").value["hits"]
    assert {hit["section"] for hit in quotes} <= {"quotes"}


def test_what_is_not_found_is_no_error(assistant: Assistant) -> None:
    found = assistant.call("search", query="zzyzx qqqq").value
    assert (found["hits"], found["cited"], found["next_offset"]) == ([], [], None)


def test_a_topic_comes_in_parts(assistant: Assistant) -> None:
    found = assistant.call("get_topic", name="election interference")
    assert found.size < OVERVIEW
    assert found.value["id"] == "election-interference"
    for meeting in found.value["meetings"]:
        _keys_valid(meeting, "topic", "TopicMeeting")
        assert set(meeting).intersection(ON_TOPIC) == {"discussed", "accounts", "corrections"}
    quotes = assistant.call("get_topic", name="meddling", sections=["quotes"], meeting="helsinki").value
    assert [meeting["id"] for meeting in quotes["meetings"]] == ["helsinki-2018"]
    speakers = {quote["speaker"] for quote in quotes["meetings"][0]["quotes"]}
    assert speakers == {person["id"] for person in quotes["people"]}
    latest = assistant.call("get_topic", name="ukraine", series="trump-putin", reverse=True, limit=2).value["meetings"]
    assert len(latest) == 2
    assert latest[0]["start"] >= latest[1]["start"]


def test_every_topic_and_every_part_of_it_is_small(assistant: Assistant) -> None:
    seen = []
    offset = 0
    while offset is not None:
        part = assistant.call("get_topic", name="arms-control", year="1985..1991", offset=offset)
        assert part.size < OVERVIEW
        seen += [meeting["id"] for meeting in part.value["meetings"]]
        offset = part.value["next_offset"]
    assert len(seen) == len(set(seen)) == part.value["total"]


@pytest.mark.parametrize("sections", [[], ["all"], ["context"], ["quotes"], ["corrections"]], ids=" ".join)
@pytest.mark.parametrize("topic", ["meetings", "ukraine", "bilateral-relations", "election-interference"])
def test_what_does_not_fit_of_a_meeting_with_much_on_a_topic_is_counted(
    assistant: Assistant, topic: str, sections: list[str]
) -> None:
    asked = {"name": topic, **({"sections": sections} if sections else {})}
    seen: Counter[str] = Counter()
    offset = 0
    while offset is not None:
        part = assistant.call("get_topic", **asked, offset=offset)
        assert part.size < OVERVIEW
        for meeting in part.value["meetings"]:
            seen.update({key: len(meeting.get(key, [])) for key in ON_TOPIC})
        for each in part.value["left_out"]:
            [meeting] = assistant.call("get_topic", **asked, offset=offset, limit=1).value["meetings"]
            assert each["count"] == len(meeting[each["section"]]) - len(part.value["meetings"][0][each["section"]])
            seen[each["section"]] += each["count"]
        offset = part.value["next_offset"]
    wanted = ON_TOPIC if sections == ["all"] else sections or USUAL_ON_TOPIC
    assert +seen == {each["section"]: each["count"] for each in part.value["contents"] if each["section"] in wanted}


def test_meetings_are_compared_section_by_section(assistant: Assistant) -> None:
    found = assistant.call("compare", names=["helsinki", "anchorage"])
    assert found.size < OVERVIEW
    assert [meeting["id"] for meeting in found.value["meetings"]] == ["helsinki-2018", "anchorage-2025"]
    assert "ukraine" in found.value["topics"]["common"]
    assert all(meeting["summary"]["text"] for meeting in found.value["meetings"])
    outcomes = assistant.call("compare", names=["helsinki", "anchorage"], sections=["outcomes"]).value["meetings"]
    assert all(set(meeting) == {"id", "title", "outcomes", "cited"} for meeting in outcomes)
    for meeting in outcomes:
        _keys_valid(meeting, "compare", "ShownMeeting")


def test_sources_are_listed_and_judged(assistant: Assistant) -> None:
    official = assistant.call("list_sources", standing="official")
    assert official.size < LIST
    _valid(official.value["sources"], "sources")
    assert {source["standing"] for source in official.value["sources"]} == {"official"}
    own = assistant.call("list_sources", name="helsinki").value
    _valid(own["sources"], "cited")
    assert own["sources"][0]["number"] == 1
    more = assistant.call("list_sources", name="helsinki", offset=own["next_offset"]).value
    assert more["sources"][0]["number"] == own["next_offset"] + 1
    [one] = assistant.call("list_sources", name=own["sources"][0]["id"]).value["sources"]
    assert one["url"] == own["sources"][0]["url"]


def test_sources_are_cited_as_people_write_them(made_up: Assistant) -> None:
    cited = made_up.call("cite", names=["geneva"]).value
    assert cited["sources"] == ["gazette-2031", "palace-2031"]
    assert cited["total"] == 2
    assert cited["next_offset"] is None
    assert "The Gazette" in cited["text"]
    assert "https://gazette.example/geneva" in cited["text"]
    bibtex = made_up.call("cite", names=["palace-2031"], format="bibtex").value
    assert bibtex["text"].startswith("@")
    assert "palace-2031" in bibtex["text"]
    one = made_up.call("cite", names=["geneva"], sources=["2"], limit=1).value
    assert one["sources"] == ["palace-2031"]


def test_a_long_list_of_citations_is_short(assistant: Assistant) -> None:
    cited = assistant.call("cite", names=["helsinki"])
    assert cited.size < LIST
    assert cited.value["next_offset"] == len(cited.value["sources"])


@pytest.mark.parametrize(
    ("tool", "arguments", "code", "candidate"),
    [
        ("get_meeting", {"name": "helsinky"}, "not-found", "helsinki"),
        ("get_meeting", {"name": "g20"}, "ambiguous", "hamburg-2017"),
        ("get_meeting", {"name": "helsinki", "sections": ["qoutes"]}, "usage", "quotes"),
        ("get_meeting", {"name": "helsinki", "section": "quotes"}, "usage", "sections"),
        ("get_meeting", {}, "usage", None),
        ("get_meeting", {"name": {"id": "helsinki"}}, "usage", None),
        ("get_meeting", {"name": "helsinki", "sections": [["quotes"]]}, "usage", None),
        ("list_meetings", {"topic": "ukrane"}, "not-found", "ukraine"),
        ("list_meetings", {"year": "soon"}, "usage", None),
        ("list_meetings", {"limit": 1000}, "usage", None),
        ("list_meetings", {"offset": -1}, "usage", None),
        ("list_meetings", {"sort": "lenght"}, "usage", "length"),
        ("search", {"query": ""}, "usage", None),
        ("get_topic", {"name": "teapots"}, "not-found", None),
        ("get_topic", {"name": "ukraine", "sections": ["press"]}, "usage", None),
        ("compare", {"names": ["helsinki"]}, "usage", None),
        ("compare", {"names": ["helsinki", "helsinki"]}, "usage", None),
        ("cite", {}, "usage", None),
        ("list_sources", {"standing": "offical"}, "not-found", "official"),
    ],
)
def test_an_error_tells_the_model_what_to_do(
    assistant: Assistant, tool: str, arguments: dict[str, Any], code: str, candidate: str | None
) -> None:
    error = assistant.failure(tool, **arguments)
    _valid({"error": error}, "error")
    assert error["code"] == code
    assert error["message"]
    assert "summit " not in f"{error['message']} {error['hint']}", "no command line for a model"
    if candidate:
        assert candidate in error["candidates"]


@pytest.mark.parametrize(
    ("tool", "arguments", "message", "hint"),
    [
        ("search", {}, "query is missing", "The arguments are query, topic, kind, "),
        ("compare", {"names": ["helsinki"]}, "names takes at least 2", None),
        ("compare", {"names": ["a", "b", "c", "d"]}, "names takes at most 3", None),
        ("list_meetings", {"kind": "phone"}, "no kind 'phone'", "Kinds: summit, bilateral, pull-aside, call."),
        ("list_meetings", {"status": "all"}, "no status 'all'", "Statuses: held, cancelled, proposed, disputed."),
        ("list_meetings", {"series": "zz"}, "no series 'zz'", "Series: trump-putin, us-russia, us-soviet."),
        ("list_sources", {"standing": "good"}, "no standing 'good'", "Standings: official, agency, press, "),
        ("get_topic", {"name": "zzz"}, "no topic 'zzz'", "The description of get_topic lists the topics."),
    ],
)
def test_an_error_says_what_there_is(
    assistant: Assistant, tool: str, arguments: dict[str, Any], message: str, hint: str | None
) -> None:
    error = assistant.failure(tool, **arguments)
    assert error["message"] == message
    assert (error["hint"] or "").startswith(hint or "")
    assert (error["hint"] is None) == (hint is None)


def test_no_reply_is_larger_than_clients_take(assistant: Assistant) -> None:
    largest = assistant.call("list_sources", limit=100)
    assert len(largest.text) < LARGEST + 1000
