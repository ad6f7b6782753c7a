"""Commands that look across the record: search, compare, timeline, stats, open."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from .. import query
from ..errors import UsageError
from ..query import Filters
from ..records import inert
from ..render import FORMATS, Answer, View, write_note
from ..screen import look_at
from ..store import open_store
from .app import Reply, command
from .completion import completer
from .options import Data


class WordsCommand(TyperCommand):
    """A command whose words may begin with a minus: `-iran` is a word to leave out, and no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [_excluding(each) for each in args[:end]] + args[end:])


def _excluding(argument: str) -> str:
    """`-iran` as `−iran`, with a minus sign that no option begins with; `-L5` and `-fjson` stay options."""
    letters = argument[1:].lstrip('"')
    if argument[:1] != "-" or len(letters) < 2 or not letters[0].isalpha():
        return argument
    if argument.startswith("-f") and argument[2:].lstrip("=") in FORMATS:
        return argument
    return argument if letters[0] == "L" and letters[1:].isdecimal() else "−" + argument[1:]


@command("search", cls=WordsCommand)
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='Words, "a phrase", and -word for what to leave out.')
    ],
    data: Data,
    view: View,
    filters: Filters,
    limit: Annotated[
        int | None, typer.Option("--limit", "-L", metavar="N", min=1, help="At most N statements.")
    ] = None,
) -> Reply:
    """Search every statement of the record, best first.

    All the words must be there: in the statement, or in the title, place and date of its meeting. Case, accents,
    endings and the usual spellings (Kyiv and Kiev) are alike. A page shows three statements of each meeting,
    and --json, csv and tsv all of them. Filters narrow; nothing is left out unless a filter says so.

    \b
    Examples:
      summit search cyber unit
      summit search da nang syria statement
      summit search '"joint statement"' -helsinki
      summit search zelenskiy --kind call --year 2025 --json
    """
    store = open_store(data)
    found = query.search(store, words, filters, limit=limit)
    rows = [{key: hit[key] for key in query.HITS} for hit in found.hits]
    return Answer(
        rows, query.HITS, rows, lambda pages: [pages.search(found, inert(" ".join(words)))], output="search"
    ), view


@command("compare")
def compare(
    names: Annotated[
        list[str],
        typer.Argument(metavar="ID ID [ID]", help="Two or three meetings.", autocompletion=completer("meeting")),
    ],
    data: Data,
    view: View,
) -> Reply:
    """Set two or three meetings side by side.

    \b
    Examples:
      summit compare helsinki anchorage
      summit compare hamburg-2017 osaka anchorage --format markdown
    """
    store = open_store(data)
    compared = query.comparison(store, names)
    labels = query.labels(store)
    rows = [row for meeting in compared["meetings"] for row in query.statements_of(meeting, labels)]
    return Answer(
        compared,
        query.STATEMENT,
        rows,
        lambda pages: [pages.comparison(compared, labels)],
        piped="markdown",
        output="compare",
    ), view


@command("timeline")
def timeline(data: Data, view: View, filters: Filters) -> Reply:
    """Draw the meetings and calls on a time axis.

    Without filters: all that were held.

    Filled signs were held; hollow ones were not, or are disputed. With --ascii: capitals and small letters.
    In a pipe: the rows of `summit list`.

    \b
    Examples:
      summit timeline
      summit timeline --all
      summit timeline --kind summit,bilateral,pull-aside
      summit timeline --topic ukraine --format markdown
    """
    store = open_store(data)
    rows = query.rows(store, filters, kinds=query.CONTACTS)
    return Answer(
        rows,
        query.LISTING,
        rows,
        lambda pages: [
            pages.timeline(query.counted(store, filters, rows, kinds=query.CONTACTS), reach=query.reach(store))
        ],
        output="timeline",
    ), view


@command("stats")
def stats(
    data: Data,
    view: View,
    filters: Filters,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="year (without it), kind, country, topic, leader, status or initiator.",
            autocompletion=completer("grouping"),
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print what counts as a meeting.")] = False,
) -> Reply:
    """Count meetings and sum up their lengths.

    Without filters: those held in person, as `summit list`.

    \b
    Examples:
      summit stats
      summit stats --by topic --all
      summit stats --by kind --kind call,summit,bilateral --json
      summit stats --explain
    """
    store = open_store(data)
    if explain and by:
        raise UsageError(
            "--explain and --by do not go together", hint="What counts as a meeting is the same by any key."
        )
    if explain:
        rule = query.counting_rule(store, filters)
        return Answer(
            rule, query.RULE, rule, lambda pages: [pages.counting_rule(rule)], piped="markdown", output="counting"
        ), view
    counted = query.statistics(store, filters, by=by or "year")
    return Answer(
        counted.rows, query.COUNTS, counted.rows, lambda pages: [pages.statistics(counted)], output="stats"
    ), view


@command("open")
def open_(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id, alias, date or city; 'first', 'latest'.", autocompletion=completer("meeting")
        ),
    ],
    data: Data,
    view: View,
    source: Annotated[
        int | None, typer.Option("--source", metavar="N", help="Source N, as numbered by `summit show`.")
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help="Print the address and open nothing.")] = False,
) -> Reply | None:
    """Open a transcript, readout or source in the browser.

    Where there is no terminal or no browser, the address is printed.

    \b
    Examples:
      summit open helsinki --print
      summit open anchorage --source 3 --print
    """
    found = query.link(open_store(data), name, source=source)
    answer = Answer(found, query.LINK, [found], lambda pages: [pages.link(found)], output="open")
    if view.format or view.fields or view.jq is not None:
        return answer, view
    if not print_ and look_at(sys.stdout).terminal and _browse(found["url"]):
        return None
    return answer._replace(columns=["url"], bare=True), view


def _browse(url: str) -> bool:
    """Hand an address to the browser; False where there is none."""
    import webbrowser

    opened = webbrowser.open(url)
    if opened:
        write_note(f"Opening {url}")
    return opened
