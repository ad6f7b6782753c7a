"""`summit open`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...render.output import Answer, View, write_note
from ..completion import words_of
from ..options import Data, opened

if TYPE_CHECKING:
    pass

HELP = """Open a transcript, readout or source in the browser.

    If there is no terminal or no browser, the address is printed.

    \b
    Examples:
      summit open helsinki
      summit open anchorage --source 3 --print
      summit open helsinki --archived
    """


def run(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="A meeting, or the id of a source.", autocompletion=words_of("meeting")),
    ],
    source: Annotated[
        int | None, typer.Option("--source", metavar="N", help="Source N, as numbered by `summit show`.")
    ] = None,
    archived: Annotated[
        bool, typer.Option("--archived", help="The archived copy nearest to its date, which may or may not exist.")
    ] = False,
    print_: Annotated[bool, typer.Option("--print", help="Print the address and open nothing.")] = False,
    *,
    ctx: typer.Context,
    data: Data,
    view: View,
) -> Answer | None:
    from ...answers import sources

    store = opened(ctx, data)
    answer = sources.link(store, " ".join(names), number=source, archived=archived)
    if view.is_chosen:
        return answer
    if not print_ and view.on_terminal and _browse(answer.value["url"]):
        return None
    return answer._replace(columns=("url",), bare=True)


def _browse(url: str) -> bool:
    """Hand an address to the browser; False if there is none."""
    import os
    import webbrowser

    if not os.environ.get("BROWSER", "x").strip():
        return False
    opened = webbrowser.open(url)
    if opened:
        write_note(f"Opening {url}")
    return opened
