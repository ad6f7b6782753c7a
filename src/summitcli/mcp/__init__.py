"""The MCP server: the record for assistants, over standard input and output. Its SDK comes with the extra `mcp`."""

from __future__ import annotations

from collections.abc import Sequence


def serve(paths: Sequence[str]) -> None:
    """Answer an MCP client on standard input until it goes away. `paths` are the files of the dataset.

    Raises `UsageError` if the SDK is not installed, and `InvalidDataset`.
    """
    from ..extras import extra

    extra("mcp", "mcp", "summit mcp")
    from .server import run

    run(paths)
