"""The command line, the Python API and the MCP server say the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import summitcli
from summitcli.mcp.replies import LARGEST, LISTED, ON_TOPIC, text_of
from summitcli.schema.vocabulary import SECTIONS
from tests.conftest import Summit

from .conftest import Assistant

MEETINGS = ("helsinki-2018", "anchorage-2025", "hamburg-dinner-2017", "vienna-1961", "yalta-1945", "call-2018-03-20")


@pytest.fixture(scope="module")
def record(cache: Any) -> Iterator[summitcli.Record]:
    """The bundled record."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(cache))
        with summitcli.load() as opened:
            yield opened


@pytest.fixture
def printed(summit: Summit) -> Any:
    """The JSON that a command prints."""

    def run(*arguments: str) -> Any:
        done = summit(*arguments, "--json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    return run


@pytest.mark.parametrize("name", MEETINGS)
def test_an_overview_is_the_section_of_that_name_with_its_contents(
    name: str, assistant: Assistant, record: summitcli.Record, printed: Any
) -> None:
    replied = assistant.call("get_meeting", name=name).value
    contents = replied.pop("contents")
    assert replied == record.meeting(name, sections="overview") == printed("show", name, "--section", "overview")
    assert contents == record.contents(name)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_the_same_for_all_three(
    section: str, assistant: Assistant, record: summitcli.Record, printed: Any
) -> None:
    shown = printed("show", *MEETINGS, "--section", section)
    for name, of_command in zip(MEETINGS, shown, strict=True):
        of_api = record.meeting(name, sections=section)
        of_tool = assistant.call("get_meeting", name=name, sections=[section]).value
        del of_tool["contents"]
        assert of_tool == of_api == of_command


def test_whole_meetings_are_the_same_where_they_fit(
    assistant: Assistant, record: summitcli.Record, printed: Any
) -> None:
    for name in MEETINGS:
        whole = record.meeting(name)
        if len(text_of(whole)) < LARGEST - 2000:
            replied = assistant.call("get_meeting", name=name, sections=["all"]).value
            del replied["contents"]
            assert replied == whole == printed("show", name)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"topic": "syria"},
        {"kind": "call", "year": "2025"},
        {"series": "us-soviet", "since": "1985"},
        {"outcome": "none"},
    ],
)
def test_lists_are_the_same(
    asked: dict[str, str], assistant: Assistant, record: summitcli.Record, printed: Any
) -> None:
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    rows = record.meetings(**asked)  # type: ignore[arg-type]
    assert rows == printed("list", *options)
    cut = printed("list", *options, "--fields", ",".join(LISTED))
    assert assistant.call("list_meetings", limit=100, **asked).value["meetings"] == cut


@pytest.mark.parametrize("words", ["cyber unit", "did they sign anything in helsinki", "interpreter notes"])
def test_searches_are_the_same(words: str, assistant: Assistant, record: summitcli.Record, printed: Any) -> None:
    hits = record.search(words, limit=8)
    assert hits == printed("search", words, "--limit", "8")
    assert assistant.call("search", query=words, limit=8).value["hits"] == hits


@pytest.mark.parametrize("name", ["election interference", "climate"])
def test_topics_are_the_same(name: str, assistant: Assistant, record: summitcli.Record, printed: Any) -> None:
    whole: Any = record.topic(name)
    assert whole == printed("topics", name)
    seen: list[Any] = []
    offset = 0
    while offset is not None:
        asked = {"name": name, "sections": ["all"], "offset": offset}
        part = assistant.call("get_topic", **asked).value
        if part["left_out"]:
            part = assistant.call("get_topic", **asked, limit=1).value
        seen += part["meetings"]
        offset = part["next_offset"]
    assert seen == [meeting for meeting in whole["meetings"] if any(meeting[key] for key in ON_TOPIC)]
    assert {key: part[key] for key in ("id", "label", "description")} == {
        key: whole[key] for key in ("id", "label", "description")
    }


def test_comparisons_are_the_same(assistant: Assistant, record: summitcli.Record, printed: Any) -> None:
    names = ("paris-2018", "osaka-2019")
    whole: Any = record.compare(*names)
    assert whole == printed("compare", *names)
    replied = assistant.call("compare", names=list(names), sections=["all"]).value
    assert replied == whole


def test_citations_and_sources_are_the_same(assistant: Assistant, record: summitcli.Record, printed: Any) -> None:
    sources = record.sources("osaka-2019")
    assert sources == printed("sources", "osaka-2019")
    assert assistant.call("list_sources", name="osaka-2019", limit=100).value["sources"] == sources[:100]
    replied = assistant.call("cite", names=["osaka-2019"], sources=["1", "3"]).value["text"]
    assert replied == record.cite("osaka-2019", sources=[1, 3])


SIX: list[tuple[str, Callable[[summitcli.Record], Any], str, dict[str, Any], str]] = [
    ("list", lambda r: r.meetings(), "list_meetings", {}, "meetings"),
    ("show helsinki -s participants", lambda r: r.meeting("helsinki", sections="participants"),
     "get_meeting", {"name": "helsinki", "sections": ["participants"]}, ""),
    ("show helsinki -s quotes", lambda r: r.meeting("helsinki", sections="quotes"),
     "get_meeting", {"name": "helsinki", "sections": ["quotes"]}, ""),
    ("show anchorage -s outcomes", lambda r: r.meeting("anchorage", sections="outcomes"),
     "get_meeting", {"name": "anchorage", "sections": ["outcomes"]}, ""),
    ("show latest -s overview", lambda r: r.meeting("latest", sections="overview"),
     "get_meeting", {"name": "latest"}, ""),
    ("show 2025-03-18 -s discussed,accounts", lambda r: r.meeting("2025-03-18", sections="discussed,accounts"),
     "get_meeting", {"name": "2025-03-18", "sections": ["discussed", "accounts"]}, ""),
]  # fmt: skip
"""What a journalist asks: by the command line, by the Python API, by a tool, and the key of its reply, if it is one."""


@pytest.mark.parametrize(("command", "question", "tool", "arguments", "key"), SIX, ids=[each[0] for each in SIX])
def test_the_questions_of_a_journalist_have_one_answer(
    command: str,
    question: Callable[[summitcli.Record], Any],
    tool: str,
    arguments: dict[str, Any],
    key: str,
    assistant: Assistant,
    record: summitcli.Record,
    printed: Any,
) -> None:
    replied = assistant.call(tool, **arguments).value
    replied = replied[key] if key else {name: value for name, value in replied.items() if name != "contents"}
    answered = question(record)
    assert answered == printed(*command.split())
    if tool == "list_meetings":
        answered = [{name: row[name] for name in LISTED} for row in answered]
    assert replied == answered


def test_errors_name_the_same_candidates(assistant: Assistant, record: summitcli.Record, summit: Summit) -> None:
    for name in ("helsinky", "g20", "reykjavic"):
        with pytest.raises(summitcli.SummitError) as found:
            record.meeting(name)
        told = json.loads(summit("show", name, "--json").err)["error"]
        replied = assistant.failure("get_meeting", name=name)
        assert found.value.candidates == told["candidates"] == replied["candidates"]
        assert found.value.message == told["message"] == replied["message"]
