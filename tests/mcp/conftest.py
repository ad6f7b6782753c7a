"""The real server over real pipes, and the SDK's own client before it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters

from tests.conftest import written
from tests.synthetic import dataset

SERVER = ("-m", "summitcli", "mcp")
PROTOCOL = "2025-11-25"


class Called(NamedTuple):
    """What a tool replied."""

    value: dict[str, Any]
    text: str

    @property
    def size(self) -> int:
        """Tokens, by the usual count of four characters."""
        return len(self.text) // 4


class Assistant:
    """A client that asks one thing after the other, without a model."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.portal = portal
        self.client = client

    def ask(self, method: Callable[..., Any], *arguments: Any) -> Any:
        return self.portal.call(method, *arguments)

    def call(self, tool: str, /, **arguments: Any) -> Called:
        """The reply of a tool, which must not be an error."""
        result = self.ask(self.client.call_tool, tool, arguments)
        assert not result.is_error, result.content[0].text
        [block] = result.content
        assert json.loads(block.text) == result.structured_content
        return Called(result.structured_content, block.text)

    def failure(self, tool: str, /, **arguments: Any) -> dict[str, Any]:
        """The error of a tool, which must be one."""
        result = self.ask(self.client.call_tool, tool, arguments)
        assert result.is_error
        assert result.structured_content is None
        error: dict[str, Any] = json.loads(result.content[0].text)["error"]
        return error


@contextmanager
def connected(client: Client) -> Iterator[Assistant]:
    """A client in a loop of its own, to be asked from here."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client) as entered:
        yield Assistant(portal, entered)


def environment(cache: Path, **more: str) -> dict[str, str]:
    """What the server sees of the outside."""
    return {"SUMMIT_CACHE_DIR": str(cache), "PYTHONPATH": os.environ.get("PYTHONPATH", ""), **more}


@pytest.fixture(scope="session", params=["auto", "legacy"])
def assistant(request: pytest.FixtureRequest, cache: Path) -> Iterator[Assistant]:
    """A client of the bundled record, in the newest protocol and in the one with a handshake."""
    server = StdioServerParameters(command=sys.executable, args=list(SERVER), env=environment(cache))
    with connected(Client(server, mode=request.param)) as client:
        yield client


@pytest.fixture(scope="session")
def made_up(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A client of three meetings that never were."""
    data = written(dataset(), tmp_path_factory.mktemp("made-up"))
    server = StdioServerParameters(
        command=sys.executable, args=list(SERVER), env=environment(cache, SUMMIT_DATA=str(data))
    )
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(server)) as client:
        yield Assistant(portal, client)


class Wire:
    """The server at the other end of two pipes: what is written and what is read, line by line."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.number = 0

    def write(self, line: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def send(self, method: str, params: Any = None, *, reply: bool = True) -> int:
        """Send a request, or a notification, and return its number."""
        message = {"jsonrpc": "2.0", "method": method, "params": params or {}}
        if reply:
            self.number += 1
            message["id"] = self.number
        self.write(json.dumps(message).encode())
        return self.number

    def read(self) -> dict[str, Any]:
        """The next message. Whatever is no message fails."""
        assert self.process.stdout
        message: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert message["jsonrpc"] == "2.0"
        return message

    def answer(self, method: str, params: Any = None) -> dict[str, Any]:
        """Send a request and return its answer, over whatever else comes."""
        number = self.send(method, params)
        while True:
            message = self.read()
            if message.get("id") == number:
                return message

    def call(self, tool: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a tool and return its result."""
        result: dict[str, Any] = self.answer("tools/call", {"name": tool, "arguments": arguments})["result"]
        return result

    def greet(self) -> None:
        """Shake hands."""
        about = {"name": "test", "version": "1"}
        self.answer("initialize", {"protocolVersion": PROTOCOL, "capabilities": {}, "clientInfo": about})
        self.send("notifications/initialized", reply=False)

    def end(self, timeout: float = 20) -> tuple[int, bytes, bytes]:
        """Close the pipe, and return the exit code with what was still written to stdout and stderr."""
        out, err = self.process.communicate(timeout=timeout)
        return self.process.returncode, out, err


@contextmanager
def serving(cache: Path, **more: str) -> Iterator[Wire]:
    """A server that has shaken hands; `more` are variables that it sees."""
    process = subprocess.Popen(
        [sys.executable, *SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(cache, PATH=os.environ["PATH"], **more),
    )
    try:
        wire = Wire(process)
        wire.greet()
        yield wire
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                with suppress(OSError):
                    stream.close()


@pytest.fixture
def wire(cache: Path) -> Iterator[Wire]:
    """A server of one's own, to be ended."""
    with serving(cache) as served:
        yield served


@pytest.fixture(scope="module")
def lasting(cache: Path) -> Iterator[Wire]:
    """A server that several tests leave up."""
    with serving(cache) as served:
        yield served
