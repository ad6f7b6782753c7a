"""`summit cite`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...errors import UsageError
from ...query.datasets import about, release
from ...query.filters import split
from ...query.sources import cited_by
from ...render.output import write_prose, write_text
from ...store import Store
from ..completion import words_of
from ..options import Archived, Data, format_or_json, opened, valued, with_stdin

if TYPE_CHECKING:
    from ...schema.answers import CitedSource

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
        typer.Argument(metavar="NAME...", help="Meetings, or ids of sources.", autocompletion=words_of("meeting")),
    ] = None,
    source: Annotated[
        list[str] | None,
        valued(
            "--source",
            metavar="N|ID",
            help="Only this footnote of the one meeting, or this source; repeatable, commas allowed.",
            namespace="source",
        ),
    ] = None,
    dataset: Annotated[bool, typer.Option("--dataset", help="The dataset itself.")] = False,
    format: Annotated[
        str | None,
        valued(
            "--format", "-f", metavar="FORMAT", help="text (without it), bibtex, csl-json or ris.", namespace="cite"
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Short for --format csl-json.")] = False,
    style: Annotated[
        str | None,
        valued("--style", help="A CSL style, such as apa (extra: cite).", namespace="style"),
    ] = None,
    archived: Archived = False,
    *,
    ctx: typer.Context,
    data: Data,
) -> None:
    from ...cite.formats import format_items
    from ...cite.items import dataset_item, source_item

    chosen_format = format_or_json(format, json=json, short_for="csl-json") or "text"
    chosen = [each for value in source or [] for each in split(value, "source")]
    if bool(names or chosen) == dataset:
        hint = "`summit cite helsinki --source 1`, or `summit cite --dataset`."
        raise UsageError("name meetings or sources, or else --dataset", hint=hint)
    store = opened(ctx, data)
    if dataset:
        items = [dataset_item(about(store), version=release(store))]
    else:
        found = _cited(store, names or [], chosen, data)
        items = [source_item(each, archived=archived) for each in found]
    write = write_prose if chosen_format == "text" else write_text
    write(format_items(items, chosen_format, style=style))


def _cited(store: Store, names: list[str], chosen: list[str], data: Data) -> list[CitedSource]:
    """The sources that are meant. On stdin are ids; what is typed are words, of which several may be one name."""
    from ...answers import sources

    given = with_stdin(names, data)
    return cited_by(store, given, chosen) if "-" in names else sources.cited(store, given, chosen)
