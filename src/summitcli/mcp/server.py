"""The server of the protocol. The official SDK speaks it, and each question goes to the store in a thread."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

import anyio
from anyio import to_thread
from mcp import types as protocol
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from .. import __version__
from ..answers.meetings import show
from ..errors import SummitError, UsageError
from ..query import datasets, meetings, names
from ..query.filters import Filters
from ..render import markdown
from ..store.shared import SharedStore
from ..text import inert, suggest
from .arguments import checked
from .guidance import PROMPTS, Prompt, facts, instructions
from .replies import text_of
from .schemas import of_arguments, of_reply
from .tools import HINTS, TOOLS, Tool

if TYPE_CHECKING:
    from ..schema.rows import ListedMeeting

T = TypeVar("T")
Context = ServerRequestContext[Any]
PAGE = 100
"""Resources that one answer lists."""
ADDRESS = "summit://meeting/"
READ_ONLY = protocol.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
log = logging.getLogger(__name__)


def run(paths: Sequence[str]) -> None:
    """Serve one client on standard input and output until it goes away."""
    if "-" in paths:
        raise UsageError("standard input carries the protocol, so the dataset cannot be '-'")
    if sys.stdin is None or sys.stdout is None:
        raise UsageError("standard input or output is closed, and the protocol needs both")
    # No exception reaches the thread that waits for input, and there is nothing to clean up.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with closing(SharedStore(paths)) as store:
        try:
            anyio.run(_serve, build(store))
        except* (BrokenPipeError, anyio.BrokenResourceError):
            pass  # the client went away in the middle of an answer


async def _serve(server: Server) -> None:
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def build(store: SharedStore) -> Server:
    """A server that answers from a store."""
    return Server(
        "summit",
        version=__version__,
        title=store.ask(lambda s: datasets.about(s).title),
        instructions=store.ask(instructions),
        on_list_tools=partial(_list_tools, _described(store.ask(facts))),
        on_call_tool=partial(_call_tool, store),
        on_list_resources=partial(_list_resources, store),
        on_list_resource_templates=_list_templates,
        on_read_resource=partial(_read_resource, store),
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
        on_completion=partial(_complete, store),
    )


async def _in_thread(question: Callable[[], T]) -> T:
    """The answer to a question. It is asked in a thread, so that the loop goes on reading."""
    return await to_thread.run_sync(question, abandon_on_cancel=True)


def _described(known: Mapping[str, str]) -> protocol.ListToolsResult:
    return protocol.ListToolsResult(
        tools=[
            protocol.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.told(known),
                input_schema=of_arguments(tool.arguments),
                output_schema=of_reply(tool.reply_type),
                annotations=READ_ONLY,
            )
            for tool in TOOLS.values()
        ]
    )


async def _list_tools(
    described: protocol.ListToolsResult, _: Context, __: protocol.PaginatedRequestParams | None
) -> protocol.ListToolsResult:
    return described


async def _call_tool(store: SharedStore, _: Context, asked: protocol.CallToolRequestParams) -> protocol.CallToolResult:
    if asked.name not in TOOLS:
        raise _unknown("tool", asked.name, TOOLS)
    return await _in_thread(lambda: tool_result(store, TOOLS[asked.name], asked.arguments or {}))


def tool_result(store: SharedStore, tool: Tool, given: dict[str, Any]) -> protocol.CallToolResult:
    """The reply of a tool; if it cannot reply, the error as JSON, for the model to read."""
    try:
        arguments = checked(tool.arguments, given)
        reply = store.ask(lambda s: tool.reply(s, arguments))
    except SummitError as error:
        return _failed(error)
    except Exception as error:
        log.exception("%s failed", tool.name)
        return _failed(SummitError(f"unexpected {type(error).__name__} in summit"))
    return protocol.CallToolResult(content=[_text(text_of(reply))], structured_content=reply)


def _failed(error: SummitError) -> protocol.CallToolResult:
    told = {
        "code": error.code,
        "message": error.message,
        "hint": error.hint or HINTS.get(error.subject),
        "candidates": error.candidates,
        "commands": [],
        **({"labels": error.labels} if error.labels else {}),
    }
    return protocol.CallToolResult(content=[_text(text_of({"error": told}))], is_error=True)


def _text(text: str) -> protocol.TextContent:
    return protocol.TextContent(type="text", text=text)


def _invalid(message: str, **data: Any) -> MCPError:
    return MCPError(code=protocol.INVALID_PARAMS, message=message, data=data or None)


def _unknown(what: str, name: str, known: Iterable[str]) -> MCPError:
    """The error for a name that nothing has, with the names that may have been meant, or all of them."""
    every = list(known)
    message = f"there is no {what} {inert(name[:60])!r}; there are {', '.join(every)}"
    return _invalid(message, candidates=suggest(name[:60].lower(), every) or every)


async def _list_resources(
    store: SharedStore, _: Context, asked: protocol.PaginatedRequestParams | None
) -> protocol.ListResourcesResult:
    cursor = (asked and asked.cursor) or "0"
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
        raise _invalid("there is no such cursor")
    start = int(cursor)
    wanted = Filters(all=True)
    rows = await _in_thread(lambda: store.ask(lambda s: meetings.rows(s, wanted, limit=start + PAGE + 1)))
    shown = [_resource(row) for row in rows[start : start + PAGE]]
    more = str(start + PAGE) if len(rows) > start + PAGE else None
    return protocol.ListResourcesResult(resources=shown, next_cursor=more)


def _resource(row: ListedMeeting) -> protocol.Resource:
    return protocol.Resource(
        uri=ADDRESS + row["id"],
        name=row["id"],
        title=row["title"],
        description=", ".join(filter(None, [row["start"], row["kind"], row["status"], row["city"]])),
        mime_type="text/markdown",
    )


async def _list_templates(
    _: Context, __: protocol.PaginatedRequestParams | None
) -> protocol.ListResourceTemplatesResult:
    template = protocol.ResourceTemplate(
        uri_template=ADDRESS + "{id}",
        name="meeting",
        title="A meeting",
        description="Everything that the record has on a meeting, as a Markdown page with footnotes.",
        mime_type="text/markdown",
    )
    return protocol.ListResourceTemplatesResult(resource_templates=[template])


async def _read_resource(
    store: SharedStore, _: Context, asked: protocol.ReadResourceRequestParams
) -> protocol.ReadResourceResult:
    uri = str(asked.uri)
    name = unquote(uri[len(ADDRESS) :])
    if not uri.lower().startswith(ADDRESS) or not name or len(name) > 300:
        raise _invalid(f"resources are {ADDRESS}{{id}}", uri=uri[:300])
    try:
        text = await _in_thread(lambda: markdown.format_pages(store.ask(lambda s: show(s, [name]).draw())))
    except SummitError as error:
        raise _invalid(error.message, uri=uri, candidates=[ADDRESS + each for each in error.candidates]) from error
    content = protocol.TextResourceContents(uri=asked.uri, mime_type="text/markdown", text=text)
    return protocol.ReadResourceResult(contents=[content])


async def _list_prompts(_: Context, __: protocol.PaginatedRequestParams | None) -> protocol.ListPromptsResult:
    return protocol.ListPromptsResult(prompts=[_prompt(each) for each in PROMPTS.values()])


def _prompt(prompt: Prompt) -> protocol.Prompt:
    arguments = [
        protocol.PromptArgument(name=each.name, title=each.title, description=each.description, required=True)
        for each in prompt.arguments
    ]
    return protocol.Prompt(name=prompt.name, title=prompt.title, description=prompt.description, arguments=arguments)


async def _get_prompt(_: Context, asked: protocol.GetPromptRequestParams) -> protocol.GetPromptResult:
    prompt = PROMPTS.get(asked.name)
    if prompt is None:
        raise _unknown("prompt", asked.name, PROMPTS)
    given = asked.arguments or {}
    wanted = [each.name for each in prompt.arguments]
    if sorted(given) != sorted(wanted):
        raise _invalid(f"{prompt.name} takes {' and '.join(wanted)}")
    message = protocol.PromptMessage(role="user", content=_text(prompt.message(**given)))
    return protocol.GetPromptResult(description=prompt.description, messages=[message])


async def _complete(store: SharedStore, _: Context, asked: protocol.CompleteRequestParams) -> protocol.CompleteResult:
    """Ids of meetings that begin as the value of an argument does."""
    typed = asked.argument.value[:100].lower()
    found = await _in_thread(lambda: store.ask(lambda s: names.completions(s, "meeting", typed)))
    values = [id for id, _ in found] if _takes_meeting(asked) else []
    completion = protocol.Completion(values=values[:PAGE], total=len(values), has_more=len(values) > PAGE)
    return protocol.CompleteResult(completion=completion)


def _takes_meeting(asked: protocol.CompleteRequestParams) -> bool:
    if isinstance(asked.ref, protocol.ResourceTemplateReference):
        return asked.argument.name == "id"
    prompt = PROMPTS.get(asked.ref.name)
    return any(each.name == asked.argument.name and each.completed for each in prompt.arguments) if prompt else False
