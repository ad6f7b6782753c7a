"""`summit version`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from ...render.output import Answer, View, write_text
from ...render.screen import look_at
from ...text import wrapped
from ..options import Data, opened

if TYPE_CHECKING:
    from ...schema.answers import Versions

WIDEST = 100
"""Columns of running text."""
HELP = """Print versions, how far the record reaches, and its checksums.

    It also says where the record is thin. A checksum is the SHA-256 of a file, whole in --json and shortened elsewhere.

    \b
    Examples:
      summit --version
      summit --version --json
    """


def run(*, ctx: typer.Context, data: Data, view: View) -> Answer | None:
    from ...answers import versions

    answer = versions.versions(opened(ctx, data))
    if view.is_chosen:
        return answer
    write_text(version_text(answer.value, min(look_at(sys.stdout).width, WIDEST)), exact=False)
    return None


def version_text(about: Versions, width: int) -> str:
    """A line on summit, and a paragraph on each file."""
    lines = [f"summit {about['version']}"]
    for file in about["datasets"]:
        about_file = (
            f"{file['title']}: {file['file']}, schema {about['schema_version']}, reaches {file['until']}, "
            f"sha256 {file['sha256'][:12]}"
        )
        lines.append(wrapped(about_file, width, hanging=2))
        lines += [f"  {line}" for line in wrapped(file["note"], width - 2).splitlines()]
    return "".join(line + "\n" for line in lines)
