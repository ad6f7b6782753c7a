"""What a client may do to the server: send what is malformed, huge or hostile, take requests back, go away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Summit, written
from tests.synthetic import dataset

from .conftest import SERVER, Wire, environment, serving

CALLS = 500
ROOM = 4096
"""Kilobytes that memory may grow by in as many calls."""
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("list_meetings", {"all": True}),
    ("get_meeting", {"name": "helsinki", "sections": ["accounts"]}),
    ("search", {"query": "did they sign anything in helsinki"}),
    ("get_topic", {"name": "ukraine"}),
    ("compare", {"names": ["helsinki", "anchorage"]}),
    ("list_sources", {"name": "helsinki"}),
    ("get_meeting", {"name": "nowhere"}),
]
MALFORMED = [
    b"",
    b"not JSON",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"{}",
    b'{"jsonrpc": "2.0"}',
    b'{"jsonrpc": "1.0", "id": 7, "method": "ping"}',
    b'{"jsonrpc": "2.0", "id": {}, "method": "ping"}',
    b'{"jsonrpc": "2.0", "id": 7, "method": 7}',
    b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call"}',
    b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": []}',
    b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": 7}}',
    b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "search", "arguments": "x"}}',
    b'{"jsonrpc": "2.0", "id": 7, "method": "no/such/method"}',
    b'{"jsonrpc": "2.0", "id": 7, "result": {}}',
    b'{"jsonrpc": "2.0", "method": "notifications/nothing"}',
    b'{"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 99999}}',
    b"\xff\xfe\x00\x01",
    b'{"jsonrpc": "2.0", "id": 7, "method": "ping", "params": {"x": "\\ud800"}}',
    b"[" * 100_000,
    b'{"a":' * 10_000,
]
HOSTILE: list[Any] = [
    "",
    " ",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "'; DROP TABLE meetings; --",
    '" OR 1=1',
    "*",
    "-",
    '"',
    "NEAR(a b)",
    "heading:x",
    "../../../../etc/passwd",
    "%s%n",
    "{}",
    "ﷺ" * 100,
    "é́" * 100,
    "x" * 300,
    "x" * 10_000,
    0,
    -1,
    2**70,
    1.5,
    True,
    None,
    [],
    {},
    [[]],
    [None],
    {"$ne": None},
    ["x"] * 1000,
]


def _lives(wire: Wire) -> bool:
    found = wire.call("get_meeting", name="helsinki")
    return bool(found["structuredContent"]["id"] == "helsinki-2018")


def test_nothing_but_protocol_is_on_stdout(wire: Wire) -> None:
    for name, arguments in QUESTIONS:
        wire.call(name, **arguments)
    assert wire.end() == (0, b"", b"")


def test_a_malformed_message_leaves_the_server_up(lasting: Wire) -> None:
    for line in MALFORMED:
        lasting.write(line)
        assert _lives(lasting), line[:60]


def test_no_argument_brings_a_tool_down(lasting: Wire) -> None:
    tools = lasting.answer("tools/list")["result"]["tools"]
    asked = [(tool["name"], key) for tool in tools for key in tool["inputSchema"]["properties"]]
    base: dict[str, Any] = {
        "get_meeting": {"name": "helsinki"},
        "search": {"query": "ice"},
        "get_topic": {"name": "syria"},
        "compare": {"names": ["helsinki", "anchorage"]},
        "cite": {"names": ["kremlin-2018-07-16-3"]},
    }
    for (tool, key), value in product(asked, HOSTILE):
        result = lasting.call(tool, **{**base.get(tool, {}), key: value})
        told = result["content"][0]["text"]
        assert len(told) < 100_000
        if result["isError"]:
            error = json.loads(told)["error"]
            assert error["code"] in ("usage", "not-found", "ambiguous"), (tool, key, value, error)
    assert _lives(lasting)


def test_an_unknown_tool_is_an_error_of_the_protocol(lasting: Wire) -> None:
    answer = lasting.answer("tools/call", {"name": "delete_everything\x1b[31m", "arguments": {}})
    assert "there is no tool" in answer["error"]["message"]
    assert "\x1b" not in answer["error"]["message"]
    assert "search" in answer["error"]["data"]["candidates"]
    answer = lasting.answer("tools/call", {"name": "list_meeting", "arguments": {}})
    assert answer["error"]["data"]["candidates"][0] == "list_meetings"


def test_a_request_of_many_megabytes_leaves_the_server_up(lasting: Wire) -> None:
    huge = {"name": "search", "arguments": {"query": "x" * (20 << 20)}}
    result = lasting.answer("tools/call", huge)["result"]
    assert result["isError"]
    assert len(result["content"][0]["text"]) < 1000
    assert _lives(lasting)


def test_requests_that_are_taken_back_leave_the_server_up(wire: Wire) -> None:
    numbers = [wire.send("tools/call", {"name": "search", "arguments": {"query": "ukraine war"}}) for _ in range(30)]
    for number in numbers[1:]:
        wire.send("notifications/cancelled", {"requestId": number, "reason": "no more"}, reply=False)
    assert _lives(wire)
    assert wire.end()[0] == 0


def test_requests_are_answered_while_others_wait(lasting: Wire) -> None:
    """The loop reads on while the store is asked: of many requests at once, each gets the answer to its question."""
    sent = {}
    for name, arguments in QUESTIONS * 5:
        sent[lasting.send("tools/call", {"name": name, "arguments": arguments})] = (name, arguments)
    found: dict[int, str] = {}
    while len(found) < len(sent):
        message = lasting.read()
        found[message["id"]] = message["result"]["content"][0]["text"]
    by_question: dict[str, set[str]] = {}
    for number, question in sent.items():
        by_question.setdefault(json.dumps(question), set()).add(found[number])
    assert [len(texts) for texts in by_question.values()] == [1] * len(QUESTIONS)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_stays_flat_over_hundreds_of_calls(wire: Wire) -> None:
    def ask(times: int) -> None:
        for number in range(times):
            name, arguments = QUESTIONS[number % len(QUESTIONS)]
            wire.call(name, **arguments)

    ask(CALLS // 4)  # caches of the interpreter and of SQLite are filled once
    before = _resident(wire.process.pid)
    ask(CALLS)
    assert _resident(wire.process.pid) - before < ROOM


def _resident(process: int) -> int:
    """Kilobytes of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    [line] = [line for line in lines if line.startswith("VmRSS:")]
    return int(line.split()[1])


def test_a_client_that_closes_the_pipe_ends_the_server_quietly(wire: Wire) -> None:
    assert wire.end() == (0, b"", b"")


def test_a_client_that_dies_in_the_middle_of_answers_ends_the_server_quietly(wire: Wire) -> None:
    for _ in range(20):
        wire.send("tools/call", {"name": "list_sources", "arguments": {"limit": 100}})
    assert wire.process.stdout
    assert wire.process.stdin
    assert wire.process.stderr
    wire.process.stdout.close()
    wire.process.stdin.close()
    assert wire.process.wait(20) == 0
    assert wire.process.stderr.read() == b""


def test_a_client_that_says_nothing_at_all_ends_the_server_quietly(cache: Path) -> None:
    done = subprocess.run(
        [sys.executable, *SERVER], input=b"", capture_output=True, check=False, timeout=60, env=environment(cache)
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_at_once(wire: Wire, number: signal.Signals) -> None:
    assert _lives(wire)
    started = time.monotonic()
    wire.process.send_signal(number)
    assert wire.process.wait(10) == -number
    assert time.monotonic() - started < 5
    assert wire.process.stderr
    assert wire.process.stderr.read() == b""


@pytest.mark.parametrize("change", ["edited", "broken", "gone"])
def test_a_file_that_changes_while_it_is_served_changes_nothing(change: str, tmp_path: Path) -> None:
    data = written(dataset(), tmp_path)
    with serving(tmp_path / "cache", SUMMIT_DATA=str(data)) as wire:
        before = wire.call("get_meeting", name="geneva", sections=["all"])
        if change == "gone":
            data.unlink()
        else:
            data.write_text('{"title": "another"}' if change == "edited" else "{", encoding="utf-8")
        for store in (tmp_path / "cache").glob("*.sqlite3"):
            store.unlink()
        assert wire.call("get_meeting", name="geneva", sections=["all"]) == before
        assert wire.end() == (0, b"", b"")


def test_a_damaged_store_is_compiled_anew_while_it_serves(tmp_path: Path) -> None:
    first = subprocess.run(
        [sys.executable, *SERVER], input=b"", capture_output=True, check=True, env=environment(tmp_path)
    )
    assert first.stderr == b""
    [store] = tmp_path.glob("*.sqlite3")
    content = store.read_bytes()
    store.write_bytes(content[: len(content) // 3] + b"\xff" * (len(content) - len(content) // 3))
    process = subprocess.Popen(
        [sys.executable, *SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(tmp_path),
    )  # fmt: skip
    try:
        wire = Wire(process)
        wire.greet()
        assert len(wire.call("list_meetings", all=True, limit=100)["structuredContent"]["meetings"]) == 100
        assert _lives(wire)
        assert wire.end()[0] == 0
    finally:
        process.kill()
        process.communicate()


def test_without_the_library_the_command_names_what_to_install(summit: Summit, tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(\"No module named 'mcp'\", name='mcp')\n")
    done = summit("mcp", env={"PYTHONPATH": str(tmp_path)})
    assert done.code == 2
    assert "summit mcp needs the package mcp" in done.err
    assert "pip install mcp" in done.err
    assert done.out == ""


def test_a_dataset_that_is_not_valid_is_said_before_the_protocol(summit: Summit) -> None:
    done = summit("mcp", data=b"{}")
    assert (done.code, done.out) == (5, "")
    assert "not valid" in done.err


def test_standard_input_cannot_be_the_dataset_too(summit: Summit) -> None:
    done = summit("mcp", "--data", "-", stdin="{}")
    assert (done.code, done.out) == (2, "")
    assert "standard input carries the protocol" in done.err


def test_closed_streams_are_an_error_and_no_crash(cache: Path) -> None:
    command = f"{sys.executable} -m summitcli mcp <&-"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment(cache)},
    )
    assert done.returncode == 2
    assert b"the protocol needs both" in done.stderr
