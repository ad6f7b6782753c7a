"""Resources to attach, prompts to begin with, and names that complete themselves."""

from __future__ import annotations

from functools import partial

import pytest
from mcp import MCPError
from mcp_types import PromptReference, ResourceTemplateReference

from tests.conftest import Summit

from .conftest import Assistant


def test_every_meeting_is_a_resource(assistant: Assistant) -> None:
    listed = assistant.ask(assistant.client.list_resources)
    uris = [resource.uri for resource in listed.resources]
    cursor = listed.next_cursor
    while cursor:
        listed = assistant.ask(partial(assistant.client.list_resources, cursor=cursor))
        uris += [resource.uri for resource in listed.resources]
        cursor = listed.next_cursor
    assert "summit://meeting/helsinki-2018" in map(str, uris)
    assert len(uris) == len(set(uris)) == assistant.call("list_meetings", all=True).value["total"]
    [template] = assistant.ask(assistant.client.list_resource_templates).resource_templates
    assert template.uri_template == "summit://meeting/{id}"


def test_a_resource_is_the_page_of_the_meeting(assistant: Assistant, summit: Summit) -> None:
    for uri, name in (
        ("summit://meeting/helsinki-2018", "helsinki-2018"),
        ("summit://meeting/helsinki%2D2018", "helsinki-2018"),
        ("summit://meeting/da%20nang", "da nang"),
        ("SUMMIT://Meeting/vienna-1961", "vienna-1961"),
        ("summit://meeting/helsinki-2018#quotes-c10443", "helsinki-2018#quotes-c10443"),
        ("summit://meeting/helsinki-2018%23quotes-c10443", "helsinki-2018#quotes-c10443"),
    ):
        [content] = assistant.ask(assistant.client.read_resource, uri).contents
        assert content.mime_type == "text/markdown"
        assert content.text == summit("show", name, "--format", "markdown").out


@pytest.mark.parametrize("name", ["%zz", "%", "%ff", "a%00b", "%1b%5b31m", "%E2%80%AE", "x" * 5000, "..%2f..%2fetc"])
def test_a_strange_address_is_no_resource(assistant: Assistant, name: str) -> None:
    with pytest.raises(MCPError) as found:
        assistant.ask(assistant.client.read_resource, f"summit://meeting/{name}")
    assert found.value.error.message.isprintable()
    assert len(found.value.error.data["uri"]) <= 300


@pytest.mark.parametrize("uri", ["summit://meeting/helsinky", "summit://meeting/", "summit://topic/x", "file:///etc"])
def test_what_is_no_resource_is_said_to_be_none(assistant: Assistant, uri: str) -> None:
    with pytest.raises(MCPError) as found:
        assistant.ask(assistant.client.read_resource, uri)
    assert found.value.error.data["uri"] == uri
    if "helsinky" in uri:
        assert "summit://meeting/helsinki" in found.value.error.data["candidates"]


@pytest.mark.parametrize("cursor", ["x", "-1", "٣", "9" * 30])
def test_a_cursor_of_nobody_is_refused(assistant: Assistant, cursor: str) -> None:
    with pytest.raises(MCPError, match="no such cursor"):
        assistant.ask(partial(assistant.client.list_resources, cursor=cursor))


def test_prompts_begin_a_fact_check_and_a_comparison(assistant: Assistant) -> None:
    prompts = assistant.ask(assistant.client.list_prompts).prompts
    assert {prompt.name: [each.name for each in prompt.arguments] for prompt in prompts} == {
        "fact_check": ["claim"],
        "compare_meetings": ["first", "second"],
    }
    [message] = assistant.ask(assistant.client.get_prompt, "fact_check", {"claim": "They signed a treaty."}).messages
    assert message.role == "user"
    assert "They signed a treaty." in message.content.text
    assert "every side's" in message.content.text
    asked = {"first": "helsinki", "second": "reykjavik"}
    [message] = assistant.ask(assistant.client.get_prompt, "compare_meetings", asked).messages
    assert "helsinki, and reykjavik" in message.content.text


@pytest.mark.parametrize(("name", "arguments"), [("nothing", {}), ("fact_check", {}), ("fact_check", {"x": "y"})])
def test_a_prompt_that_cannot_be_made_is_refused(assistant: Assistant, name: str, arguments: dict[str, str]) -> None:
    with pytest.raises(
        MCPError, match="there are fact_check, compare_meetings" if name == "nothing" else "takes claim"
    ):
        assistant.ask(assistant.client.get_prompt, name, arguments)


def test_names_of_meetings_complete_themselves(assistant: Assistant) -> None:
    def completed(ref: object, argument: str, value: str) -> list[str]:
        asked = {"name": argument, "value": value}
        values: list[str] = assistant.ask(assistant.client.complete, ref, asked).completion.values
        return values

    template = ResourceTemplateReference(type="ref/resource", uri="summit://meeting/{id}")
    prompt = PromptReference(type="ref/prompt", name="compare_meetings")
    assert "helsinki-2018" in completed(template, "id", "Hel")
    assert "helsinki-2018" in completed(prompt, "first", "helsinki-2")
    assert completed(PromptReference(type="ref/prompt", name="fact_check"), "claim", "hel") == []
    assert completed(PromptReference(type="ref/prompt", name="nothing"), "first", "hel") == []
    assert len(completed(template, "id", "")) == 100
