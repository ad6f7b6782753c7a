"""`summit export`."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from ...query.filters import Filters
from ...render.output import write_note, write_pieces
from ...store import open_store
from ..completion import completer
from ..options import Data

HELP = """Write the record for other tools.

    All that the filters match, of every series, kind and status.

    \b
    csv, tsv      a row for each meeting, as `summit list` has them
    json          a dataset that --data reads again
    jsonl         a whole meeting in each line, as `summit show --json` has it
    markdown      everything, to read
    html          everything on one page
    site          a folder of pages for any web server
    ics           a calendar
    geojson       a map
    sqlite        a database with tables, search and views,
                  and NAME.metadata.json for Datasette
    parquet       a folder with a file for each table (extra: parquet)
    datapackage   a folder or .zip with CSV tables and their schema (Frictionless)

    Files are written whole or not at all, and are the same bytes every time. --all changes nothing here.

    \b
    Examples:
      summit export csv --topic syria
      summit export ics --series trump-putin -o summit.ics --force
      summit export site -o public
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
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Leave spreadsheet formulas in CSV and TSV as they are.")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV and TSV with a byte order mark, for Excel.")] = False,
    *,
    filters: Filters,
    data: Data,
) -> None:
    from ... import export

    target = None if out == "-" else out
    chosen = export.chosen_format(format, target)
    with closing(open_store(data)) as store:
        made = export.make(store, filters, chosen, target=target, raw=raw, bom=bom)
        if target is None:
            write_pieces(export.pieces(made))
        else:
            export.save(made, target, force=force)
    write_note(export.note(made))
