"""`summit show`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...errors import UsageError
from ...render.output import Answer, View
from ...schema.vocabulary import SECTIONS
from ...text import wrapped
from ..completion import words_of
from ..options import Data, Section, Standing, opened, with_stdin

SECTION_LINES = wrapped(", ".join(SECTIONS), 66).replace("\n", "\n    ")
HELP = f"""Show meetings: one screen first, everything with --full.

    A name is an id, an alias, a city, a date or a month in any usual form, an event, or first, latest, latest-call,
    latest-meeting; or words that fit one meeting, as reagan gorbachev geneva. MEETING#REF is one statement. On a
    terminal the page is short; in a pipe, and with --format, it is whole.

    \b
    Sections, by key or by heading:
    {SECTION_LINES}.

    \b
    Examples:
      summit show helsinki
      summit show 2025-08-15 --section accounts,corrections
      summit show helsinki anchorage --json
      summit list --topic syria --ids | summit show -
    """


def run(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="Meetings; '-' reads ids from stdin.",
            autocompletion=words_of("meeting"),
        ),
    ],
    full: Annotated[bool, typer.Option("--full", "-a", help="The whole record.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="The short page, in a pipe, too.")] = False,
    section: Section = None,
    standing: Standing = None,
    no_sources: Annotated[bool, typer.Option("--no-sources", help="Pages without footnotes and sources.")] = False,
    *,
    ctx: typer.Context,
    data: Data,
    view: View,
) -> Answer:
    from ...answers import meetings

    if brief and (full or section):
        raise UsageError(f"--brief and {'--full' if full else '--section'} do not go together")
    if section and view.fields:
        hint = "--fields quotes.text,quotes.sources names both."
        raise UsageError("--section and --fields do not go together", hint=hint)
    on_screen = view.format in (None, "table") and view.on_terminal
    is_short = brief or (on_screen and not (full or section or standing))
    given = with_stdin(names, data)
    store = opened(ctx, data)
    return meetings.show(
        store,
        given,
        section=section or [],
        standing=standing or [],
        several=True if "-" in names else None,
        brief=is_short,
        with_sources=not no_sources,
    )
