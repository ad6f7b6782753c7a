"""The time axis in cells: a line a year, twelve months across, a sign for each event. Rows of styled pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import long_date
from ..screen import broken
from .blocks import Axis, Event, Year

Line = list[tuple[str, str]]  # pieces of text, each with its style: "", "bold" or "dim"

# Held and not held differ in shape, not in colour: filled and hollow, upper and lower case.
SIGNS = {"summit": "◆◇", "bilateral": "■□", "pull-aside": "▲△", "call": "●○"}
LETTERS = {"summit": "Ss", "bilateral": "Bb", "pull-aside": "Pp", "call": "Cc"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LABEL = 5  # "2017 "
MORE = "+"
CAPTION = 44  # cells that the titles take where they stand beside the axis


def lines(axis: Axis, width: int, *, ascii: bool) -> Iterator[Line]:
    """The axis in `width` cells: titles beside it where there is room for both, else under each year."""
    signs = LETTERS if ascii else SIGNS
    cells = 4 if width >= LABEL + 13 * 4 else max(2, (width - LABEL) // 13)
    across = LABEL + 13 * cells + 2
    beside = width >= across + CAPTION
    if beside:
        cells = min(6, (width - CAPTION - LABEL - 2) // 13)
        across = LABEL + 13 * cells + 2
    undated = any(len(event.day) == 4 for year in axis.years for event in year.events)
    months = "".join(f"{month[: cells - 1]:{cells}}" for month in MONTHS)
    yield [(" " * LABEL + (months + ("n.d." if undated else "")).rstrip(), "")]
    for year in axis.years:
        for day, name in year.terms:
            yield _rule(f"{name}, from {long_date(day)}", across - 2, ascii=ascii)
        yield from _year(year, cells, signs, across if beside else None, width, bar="|" if ascii else "│")
    yield []
    crowded = any(MORE in _row(year, cells, signs, bar="|") for year in axis.years)
    yield [(_legend(axis, signs, crowded=crowded, undated=undated), "")]


def _rule(text: str, width: int, *, ascii: bool) -> Line:
    line = "-" if ascii else "─"
    return [
        (line * (LABEL - 1) + " ", "dim"),
        (text, "bold"),
        (" " + line * max(0, width - LABEL - len(text) - 1), "dim"),
    ]


def _year(year: Year, cells: int, signs: dict[str, str], across: int | None, width: int, *, bar: str) -> Iterator[Line]:
    """The line of a year, and the titles of its events `across` on the right of it, or under it."""
    row = _row(year, cells, signs, bar=bar)[max(0, len(year.label) - LABEL) :].rstrip()
    drawn: Line = [(f"{year.label:{LABEL}}", "bold" if year.events else ""), (row, "")]
    indent = LABEL if across is None else across
    captions = [
        line for event in year.events if event.named for line in _caption(event, signs, max(12, width - indent - 10))
    ]
    if across is None or not captions:
        yield drawn
    else:
        taken = sum(len(text) for text, _ in drawn)
        yield [*drawn, (" " * (across - taken), ""), *captions.pop(0)]
    yield from ([(" " * indent, ""), *caption] for caption in captions)


def _caption(event: Event, signs: dict[str, str], width: int) -> list[Line]:
    """Sign, day and title, the title in lines of `width` cells under each other."""
    first, *more = broken(event.title, width)
    head: Line = [(_sign(event, signs), "bold"), (f" {_short_date(event.day):7} {first}", "")]
    return [head, *([(" " * 10 + line, "")] for line in more)]


def _short_date(partial: str) -> str:
    """`2018-07-16` as `16 Jul`, `2018-07` as `Jul`, `2018` as nothing."""
    day = f"{int(partial[8:])} " if len(partial) == 10 else ""
    return day + (MONTHS[int(partial[5:7]) - 1] if len(partial) > 4 else "")


def _sign(event: Event, signs: dict[str, str]) -> str:
    return signs[event.kind][0 if event.held else 1]


def _row(year: Year, cells: int, signs: dict[str, str], *, bar: str) -> str:
    """The twelve months of a year, `cells` wide each, and the field of those without a month."""
    fields = [[" "] * cells for _ in range(13)]
    for day, _ in year.terms:
        if day[:4] == year.label[:4]:
            fields[int(day[5:7]) - 1][min(_cell(day, cells), cells - 2)] = bar
    for event in year.events:
        month = int(event.day[5:7]) - 1 if len(event.day) > 4 else 12
        after = any(day[:7] == event.day[:7] and day <= event.day for day, _ in year.terms)
        start = fields[month].index(bar) if after else 0
        _put(fields[month], max(start, _cell(event.day, cells)), _sign(event, signs), start=start)
    return "".join(cell for field in fields for cell in field)


def _cell(partial: str, cells: int) -> int:
    """How far into its month a day is; a month without a day is at its beginning."""
    return (int(partial[8:]) - 1) * cells // 31 if len(partial) == 10 else 0


def _put(field: list[str], at: int, sign: str, *, start: int) -> None:
    """Set a sign in the free cell of its month nearest to its place, or mark that there are more than fit."""
    free = [index for index, cell in enumerate(field) if cell == " " and index >= start]
    if free:
        field[min(free, key=lambda index: (abs(index - at), -index))] = sign
    else:
        field[-1] = MORE


def _legend(axis: Axis, signs: dict[str, str], *, crowded: bool, undated: bool) -> str:
    events = [event for year in axis.years for event in year.events]
    kinds = [f"{signs[kind][0]} {kind}" for kind in signs if any(event.kind == kind for event in events)]
    hollow = "lower case" if signs is LETTERS else "hollow"
    kinds += [f"{hollow}: not held or disputed"] if any(not event.held for event in events) else []
    kinds += [f"{MORE} more than fit"] if crowded else []
    kinds += ["n.d.: no month known"] if undated else []
    return ", ".join(kinds)


def years_of(events: Sequence[Event], terms: Sequence[tuple[str, str]]) -> list[Year]:
    """The years from the first event to the last, runs of empty ones as one, with the terms that begin in them.

    The term in force at the first event stands before it. `events` and `terms` are in order of time.
    """
    if not events:
        return []
    first, last = int(events[0].day[:4]), max(int(event.day[:4]) for event in events)
    years: list[Year] = []
    begun = [term for term in terms if term[0] <= events[0].day]
    opening = begun[-1:] if begun and int(begun[-1][0][:4]) < first else []
    for year in range(first, last + 1):
        here = [event for event in events if int(event.day[:4]) == year]
        starting = opening + [term for term in terms if int(term[0][:4]) == year]
        opening = []
        if years and not here and not starting and not years[-1].events:
            years[-1] = years[-1]._replace(label=f"{years[-1].label[:4]}-{year % 100:02}")
        else:
            years.append(Year(str(year), here, starting))
    return years
