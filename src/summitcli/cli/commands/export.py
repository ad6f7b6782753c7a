"""`summit export`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import Annotated

import typer

from ... import progress
from ...errors import UsageError
from ...export import FORMATS
from ...query.filters import Filters
from ...render.output import write_note, write_pieces
from ...store import open_store
from ...text import wrapped
from ..completion import completer
from ..options import Bom, Data, Force, Raw
from ..signals import ended_tidily

FORMAT_LINES = "\n    ".join(
    wrapped(f"{name:12}  {about.what}", 72, hanging=14).replace("\n", "\n    ") for name, about in FORMATS.items()
)
HELP = f"""Write the record for other tools.

    All that the filters match, of every series, kind and status.

    \b
    {FORMAT_LINES}

    Files are written whole or not at all, and are the same bytes every time. --all changes nothing here.

    \b
    Examples:
      summit export csv --topic syria
      summit export ics --series trump-putin -o summit.ics --force
      summit export site -o public
      summit export site -o public --force --base-url https://example.org/summits
      summit export -o summit.db --force
    """


def run(
    format: Annotated[
        str | None,
        typer.Argument(
            metavar="[FORMAT]", help="See above; else the suffix of -o tells.", autocompletion=completer("export")
        ),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="File or folder; '-' is standard output.")
    ] = None,
    force: Force = False,
    raw: Raw = False,
    bom: Bom = False,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url", metavar="URL", help="Where a site will be: for its feed, sitemap and canonical links."
        ),
    ] = None,
    *,
    filters: Filters,
    data: Data,
) -> None:
    from ... import export

    target = None if out == "-" else out
    chosen = export.chosen_format(format, target)
    if base_url is not None and chosen != "site":
        raise UsageError(f"--base-url is of a site, not of {chosen}", subject="base-url", typed=base_url)
    with ended_tidily(), closing(open_store(data)) as store:
        if chosen == "site":
            write_note(_write_site(store, filters, target, base_url=base_url, force=force))
            return
        made = export.make(store, filters, chosen, target=target, raw=raw, bom=bom)
        if target is None:
            write_pieces(export.pieces(made))
        else:
            export.save(made, target, force=force)
    write_note(export.note(made))


def _write_site(store: Connection, filters: Filters, target: str | None, *, base_url: str | None, force: bool) -> str:
    """Write a site, with a bar on the terminal; returns what is to be said about it."""
    from ...export import check, site

    check("site", target)
    assert target
    with progress.bar("Writing the site", long=True) as tick:
        return site.write(store, filters, Path(target), base_url=base_url, force=force, tick=tick).note
