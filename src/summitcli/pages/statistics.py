"""Counts as bars, and the rule by which meetings are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..query.counts import SEVERAL
from ..wording import capitalized, counted, minutes_in_words
from .blocks import Bar, Bars, Column, Fact, Page, Paragraph, Row, Section, Table, Text, plain
from .listing import nothing

if TYPE_CHECKING:
    from ..query.counts import Statistics
    from ..query.datasets import About
    from ..schema.rows import Count, CountingRule, StandingCount

COUNTS = {
    "encounters": "Encounters",
    "formal": "Formal meetings",
    "summits": "Summits",
    "calls": "Calls",
    "not-held": "Not held",
    "disputed": "Disputed",
}


def page(found: Statistics, about: About) -> Page:
    """One bar for each value, and the total."""
    total = found.total
    all_held = found.held == total["meetings"]
    length = "Length of those meetings" if found.by in SEVERAL else "Known length"
    bars = Bars(
        (capitalized(found.by), "Meetings" if all_held else "Records", length),
        [_bar(row) for row in found.rows],
        _bar(total),
    )
    title = f"Meetings by {found.by}"
    note = _note(found, all_held=all_held) if found.rows else nothing(about)
    return Page(title, [Section("statistics", "", [bars])], headed=False, note=note)


def _bar(row: Count) -> Bar:
    return Bar(plain(row["label"] or ""), row["meetings"], _known_length(row))


def _known_length(row: Count) -> str:
    """The lengths that are known, added up, and of how many meetings they are if not of all.

    A sum is as rough as what is added up.
    """
    if not row["timed"]:
        return ""
    known = f"{'about ' if row['hedged'] else ''}{minutes_in_words(row['minutes'] or 0)}"
    of_all = f"{row['timed']} of {row['meetings']}" if row["timed"] < row["meetings"] else ""
    of_parts = f"{row['partial']} of a part" if row["partial"] else ""
    noted = ", ".join(filter(None, [of_all, of_parts]))
    return f"{known} ({noted})" if noted else known


def _note(found: Statistics, *, all_held: bool) -> str:
    several = (
        f" A meeting counts under each {found.by} of it, with its whole length, and in the total once."
        if found.by in SEVERAL
        else ""
    )
    held = "" if all_held else f" Held: {found.held} of {counted(found.total['meetings'], 'record')}."
    return f"--explain prints what counts as a meeting.{several}{held}"


def standings(rows: Sequence[StandingCount]) -> Page:
    """How many statements rest on which standing, as that of their best source."""
    columns = [
        Column("Standing", "title"),
        Column("Statements", "number"),
        Column("Sources", "number"),
        Column("What it is", rank=1),
    ]
    cells = [
        Row([plain(row["standing"] or "not known"), *map(plain, _figures(row)), plain(row["label"])]) for row in rows
    ]
    note = "A statement counts under the standing of its best source."
    return Page("Statements by standing", [Section("standings", "", [Table(columns, cells)])], headed=False, note=note)


def _figures(row: StandingCount) -> tuple[str, str]:
    return str(row["statements"]), str(row["sources"])


def counting_rule(rows: Sequence[CountingRule]) -> Page:
    """What each count takes in, and why published ones differ."""
    counts = {row["count"]: row["meetings"] for row in rows}
    facts = [Fact(str(row["meetings"]), (Text(f"{COUNTS[row['count']]}. {row['rule']}"),)) for row in rows]
    why = (
        "Published counts differ because they count different things. By the rule above the number of encounters is"
        f" {counts['encounters']}, that of formal meetings {counts['formal']}. A count of summits alone, one"
        " without words in passing, or one that takes two contacts of one day for one gives another number."
        " The length of a meeting is the first actual figure of its record, which is the best-supported one, even if it"
        " is only of a part; meetings without one are left out of the sum."
    )
    sections = [Section("rule", "The rule", facts), Section("why", "Why counts differ", [Paragraph(plain(why))])]
    return Page("What counts as a meeting", sections, subtitle="one record for each separate contact")
