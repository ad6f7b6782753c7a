"""The real program without a new process: `run` with streams, variables and a folder of its own.

For what needs hundreds of runs. A run here sees all that a process would but its file descriptors 0 to 2.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from unittest import mock

from summitcli.cli.main import run as run_program
from summitcli.dataset.files import standard_input

from .conftest import Result

# What colour may be made of: SGR, and OSC 8 around an address.
STYLES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9-]+)?;(?:https?://[!-~]*)?\x1b\\")
# Bidirectional controls and marks, zero-width characters, the soft hyphen, tags: Cf that a reader cannot see.
HIDDEN = {*"\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", *map(chr, range(0x202A, 0x202F))}
HIDDEN |= {*map(chr, range(0x2060, 0x2070)), *map(chr, range(0xFFF9, 0xFFFC)), *map(chr, range(0xE0000, 0xE0080))}


def run(*arguments: str, folder: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
    """What `summit ARGUMENTS` leaves behind when it runs in `folder`. What it writes must be UTF-8."""
    variables = {"PATH": os.environ["PATH"], "SUMMIT_CACHE_DIR": str(folder / "cache"), "TERM": "xterm-256color"}
    standard_input.cache_clear()
    before = Path.cwd()
    with TemporaryFile() as out, TemporaryFile() as err:
        streams = (_writer(out), _writer(err))
        with (
            mock.patch.dict(os.environ, variables | dict(env or {}), clear=True),
            mock.patch.multiple(sys, stdin=TextIOWrapper(BytesIO(stdin)), stdout=streams[0], stderr=streams[1]),
        ):
            os.chdir(folder)
            try:
                code = run_program(arguments)
            finally:
                os.chdir(before)
                for stream in streams:
                    stream.close()
        return Result(code, _all_of(out), _all_of(err))


def _writer(file: IO[bytes]) -> TextIOWrapper:
    """A stream with a descriptor of its own, which the program may close or lead elsewhere."""
    return TextIOWrapper(os.fdopen(os.dup(file.fileno()), "wb"), encoding="utf-8", newline="\n")


def _all_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def obeyed(text: str, *, color: bool = False, allowed: str = "\n\t") -> list[str]:
    """The characters of an output that a terminal would obey or hide; with `color`, it may hold styles and links."""
    plain = STYLES.sub("", text) if color else text
    return sorted({char for char in plain if char not in allowed and _is_live(char)})


def _is_live(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in HIDDEN
