"""`summit search`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from ...query.filters import Filters
from ...render.output import FORMATS, Answer
from ..options import Data, Limit, Section, Standing, opened

HELP = """Search every statement of the record, best first.

    Ask in your own words; words that every text has do not count. Statements that have all the others come first; if
    few or none have, those that have most of them follow. Case, accents, endings and spellings (Kyiv and Kiev) are
    alike, and a misspelt word is read as the nearest one. "A phrase" keeps its words together, and -word leaves out. A
    page shows three statements of each meeting; --json, csv and tsv have all of them. Filters narrow; nothing is left
    out unless a filter says so.

    \b
    Examples:
      summit search cyber unit
      summit search did they sign anything in helsinki
      summit search '"joint statement"' -helsinki
      summit search zelenskiy --kind call --year 2025 --json
    """


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


COMMAND_CLASS = WordsCommand


def run(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='Words, "a phrase", and -word for what to leave out.')
    ],
    limit: Limit = None,
    section: Section = None,
    standing: Standing = None,
    *,
    filters: Filters,
    ctx: typer.Context,
    data: Data,
) -> Answer:
    from ...answers import search

    return search.find(opened(ctx, data), words, filters, section=section or [], standing=standing or [], limit=limit)
