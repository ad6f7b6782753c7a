"""`summit cite`."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from ... import answers
from ...dataset.files import is_bundled
from ...errors import UsageError
from ...query.datasets import about
from ...query.filters import split
from ...query.sources import cited_by
from ...render.output import write_text
from ...store import open_store
from ..completion import completer
from ..options import Data, format_or_json, with_stdin

HELP = """Cite the sources of meetings, sources by their ids, or the dataset.

    Keys are the ids of the sources. [Titles in square brackets] are descriptions by the record.

    \b
    Examples:
      summit cite helsinki --source 1,4
      summit cite helsinki anchorage --format bibtex > sources.bib
      summit cite helsinki --source 1 --style apa
      summit cite --dataset --format ris
    """


def run(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="Meetings, or ids of sources.", autocompletion=completer("meeting")),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="N|ID",
            help="Only this footnote of the one meeting, or this source; repeatable, commas allowed.",
            autocompletion=completer("source"),
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
        str | None,
        typer.Option(
            "--style", metavar="NAME", help="A CSL style, such as apa (extra: cite).", autocompletion=completer("style")
        ),
    ] = None,
    archived: Annotated[
        bool, typer.Option("--archived", help="Addresses of archived copies, which may or may not exist.")
    ] = False,
    *,
    data: Data,
) -> None:
    from ... import cite

    chosen_format = format_or_json(format, json=json, short_for="csl-json") or "text"
    chosen = [each for value in source or [] for each in split(value, "source")]
    if bool(names or chosen) == dataset:
        raise UsageError(
            "name meetings or sources, or else --dataset",
            hint="`summit cite helsinki --source 1`, or `summit cite --dataset`.",
        )
    with closing(open_store(data)) as store:
        if dataset:
            items = [cite.dataset_item(about(store), version=_version() if is_bundled(data) else None)]
        else:
            given = with_stdin(names or [], data)
            found = cited_by(store, given, chosen) if "-" in (names or []) else answers.cited(store, given, chosen)
            items = [cite.source_item(each, archived=archived) for each in found]
    write_text(cite.format_items(items, chosen_format, style=style))


def _version() -> str:
    """The version of the program, which is that of the bundled record, too."""
    from importlib.metadata import version

    return version("summitcli")
