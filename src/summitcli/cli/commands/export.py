"""Commands that hand the record to other tools: cite, export, fields, schema, init."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import query
from ..dataset import is_bundled
from ..errors import UsageError
from ..query import Filters
from ..render import Answer, View, write_note, write_text
from ..store import open_store
from .app import Reply, command
from .completion import completer
from .options import Data, format_or_json, with_stdin

if TYPE_CHECKING:
    from ..cite import Item


@command("cite")
def cite_(
    data: Data,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="As for `summit show`.", autocompletion=completer("meeting")),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="N|ID",
            help="Only this footnote of the one meeting, or this source; repeatable, commas allowed.",
        ),
    ] = None,
    dataset: Annotated[bool, typer.Option("--dataset", help="The dataset itself.")] = False,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text (without it), bibtex, csl-json or ris.",
            autocompletion=completer("cite"),
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Short for --format csl-json.")] = False,
    style: Annotated[
        str | None, typer.Option("--style", metavar="NAME", help="A CSL style, such as apa (extra: cite).")
    ] = None,
) -> None:
    """Cite the sources of meetings, or the dataset.

    Keys are the ids of the sources. [Titles in square brackets] are descriptions by the record.

    \b
    Examples:
      summit cite helsinki --source 1,4
      summit cite helsinki anchorage --format bibtex > sources.bib
      summit cite --dataset --format ris
    """
    from .. import cite

    chosen_format = format_or_json(format, json=json, short_for="csl-json") or "text"
    chosen = [each for value in source or [] for each in query.split(value, "source")]
    if bool(names or chosen) == dataset:
        raise UsageError(
            "name meetings or sources, or else --dataset",
            hint="`summit cite helsinki --source 1`, or `summit cite --dataset`.",
        )
    if dataset:
        items = [_dataset_item(data)]
    else:
        found = query.cited_by(open_store(data), with_stdin(names or [], data), chosen)
        items = [cite.source_item(each) for each in found]
    write_text(cite.format_items(items, chosen_format, style=style))


def _dataset_item(data: list[str]) -> Item:
    """The dataset as an item to cite. The bundled one has the version of the program."""
    from importlib.metadata import version

    from ..cite import dataset_item
    from ..export.extract import about

    return dataset_item(about(open_store(data)), version=version("summitcli") if is_bundled(data) else None)


@command("fields")
def fields_(
    view: View,
    name: Annotated[
        str | None, typer.Argument(metavar="[OUTPUT]", help="list, show, ...", autocompletion=completer("output"))
    ] = None,
) -> Reply:
    """List the fields of each command's JSON and what they mean.

    These are what --fields takes; dots lead into objects and lists.

    \b
    Examples:
      summit fields list
      summit fields show | grep sources
      summit show helsinki --fields title,place.city,durations.minutes
    """
    from ..fields import Field, fields

    rows = [field._asdict() for field in fields(name)]
    return Answer(
        rows, Field._fields, rows, lambda pages: [pages.fields(rows, named=name is not None)], output="fields"
    ), view


@command("schema")
def schema_(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="dataset, meeting, list, ...", autocompletion=completer("output"))
    ] = "dataset",
    _json: Annotated[bool, typer.Option("--json", help="A schema is JSON with and without it.")] = False,
) -> None:
    """Print the JSON Schema of a dataset, or of a command's JSON.

    \b
    Names: dataset, meeting, and the outputs that `summit fields` lists.

    \b
    Examples:
      summit schema > dataset.schema.json
      summit schema show
    """
    from ..schema import format_schema

    write_text(format_schema(name))


@command("export")
def export_(
    data: Data,
    filters: Filters,
    format: Annotated[
        str | None,
        typer.Argument(
            metavar="[FORMAT]", help="See below; else the suffix of -o tells.", autocompletion=completer("export")
        ),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="File or folder; '-' is standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Leave spreadsheet formulas in CSV and TSV as they are.")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV and TSV with a byte order mark, for Excel.")] = False,
) -> None:
    """Write the record for other tools.

    All that the filters match, calls and what was not held too.

    \b
    csv, tsv      a row a meeting, as `summit list` has them
    json          a dataset that --data reads again
    jsonl         a whole meeting a line, as `summit show --json` has it
    markdown      everything, to read
    ics           a calendar
    geojson       a map
    sqlite        a database with tables, search and views,
                  and NAME.metadata.json for Datasette
    parquet       a folder with a file a table (extra: parquet)
    datapackage   a folder or .zip with CSV tables and their schema (Frictionless)

    Files are written whole or not at all, and are the same bytes every time. --all changes nothing here.

    \b
    Examples:
      summit export csv --topic syria
      summit export ics --series trump-putin -o summit.ics --force
      summit export -o summit.db --force
    """
    from .. import export
    from ..export.extract import extract
    from ..export.files import write_files

    target = Path(out) if out and out != "-" else None
    name = export.chosen_format(format, str(target) if target else None)
    made = export.product(name, export.Order(extract(open_store(data), filters), target, raw, bom))
    if target is None:
        for content in made.files.values():
            write_text(content.decode())
    else:
        write_files(export.placed(made, name, target), force=force)
    write_note(export.note(made))


@command("init")
def init_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A new file; '-' is standard output.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Write a small valid dataset to begin your own with.

    \b
    Examples:
      summit init mine.json --force
      summit init - | summit --data - list
    """
    from ..export.files import write_files

    starter = Path(__file__).parents[1].joinpath("starter.json").read_bytes()
    if file == "-":
        write_text(starter.decode())
    else:
        write_files({Path(file): starter}, force=force)
