"""Puts the compiled record into the wheel, so that the first answer comes as fast as the next."""

from __future__ import annotations

import atexit
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRecord(BuildHookInterface[Any]):
    """Compiles `data/` with the program that is packed. A checkout in which one works compiles when it is asked."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        sys.dont_write_bytecode = True
        from summitcli.store import ship

        folder = tempfile.TemporaryDirectory()
        atexit.register(folder.cleanup)
        path = ship(Path(folder.name))
        build_data["force_include"][str(path)] = f"summitcli/data/{path.name}"
