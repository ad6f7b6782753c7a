"""`summit mcp`."""

from __future__ import annotations

import sys

from ...mcp import serve
from ...render.output import write_note
from ..options import Data

HELP = """Serve the record to an assistant (extra: mcp).

    This is a Model Context Protocol server over stdin and stdout. An assistant starts it by itself once it is told of
    it. It only reads, and talks to nobody but the program that started it. Tools: list_meetings, get_meeting, search,
    get_topic, compare, cite, list_sources.

    \b
    Examples:
      summit mcp
      summit mcp --data my-meetings.json
    """


def run(*, data: Data) -> None:
    if sys.stdin and sys.stdin.isatty():
        write_note("Waiting for an MCP client on standard input. An assistant starts this by itself; Ctrl-C ends it.")
    serve(data)
