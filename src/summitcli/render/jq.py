"""The JSON of an answer through a jq program of the caller."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import UsageError
from ..extras import extra


def filtered(value: object, program: str) -> list[str]:
    """What the program makes of the value: JSON, one text for each result; strings are without quotation marks.

    Raises `UsageError` for what the program or its results are not. jq itself writes the JSON, since the library
    ends the process when it hands over a value that is nested too deeply; and a last `null` tells whether it halted.
    """
    jq = extra("jq", "jq", "--jq")
    try:
        jq.compile(program)
        with _ended_by_interrupt():
            *results, end = jq.compile(f"(({program}\n) | tojson), null").input_value(value).all() or [""]
    except ValueError as error:
        message = str(error).splitlines()[0].removeprefix("jq: error: ")
        raise UsageError(f"jq: {message}", hint="https://jqlang.org/manual/ has the language.") from error
    if end is not None:
        raise UsageError("jq: the program halted, which ends it without an answer")
    if any("<skipped: too deep>" in result for result in results):
        raise UsageError("jq: a result is nested too deeply")
    return [json.loads(result) if result.startswith('"') else result for result in results]


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Ctrl-C ends the process at once: Python would wait for the end of the jq program, which may have none."""
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
