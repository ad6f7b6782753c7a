"""The time axis on a terminal: a line for each year, twelve months across, a sign for each event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from ..pages.blocks import Axis, Event, Year
from ..wording import MONTHS
from .paging import headed

# Held and not held differ in shape, not in colour: filled and hollow, upper and lower case. Calls are the smallest.
SIGNS = {"summit": "◆◇", "bilateral": "■□", "pull-aside": "▲△", "call": "•◦"}
LETTERS = {"summit": "Ss", "bilateral": "Bb", "pull-aside": "Pp", "call": "Cc"}
LABEL = 5  # "2017 "
MORE = "+"
CAPTION = 36  # cells that titles need to be beside the axis


class _Scale(NamedTuple):
    """How an axis is drawn: cells for each month, and the cell in which titles begin."""

    month: int
    captions: int
    beside: bool
    dates: int
    signs: Mapping[str, str]
    accent: str


def lines(axis: Axis, width: int, *, ascii: bool, accent: str, height: int = 0) -> Iterator[Text]:
    """The axis in `width` cells: titles beside it if there is room for both, else under each year.

    `height`: see `headed`.
    """
    events = [event for span in axis.spans for year in span.years for event in year.events]
    undated = any(len(event.start) == 4 for event in events)
    scale = _scale(events, width, undated=undated, signs=LETTERS if ascii else SIGNS, accent=accent)
    drawn = [(span, year, _row(year, scale)) for span in axis.spans for year in span.years]
    rows = []
    for span, year, row in drawn:
        begins = span.heading and year is span.years[0]
        rule = _rule(span.heading, width, line="-" if ascii else "─") if begins else ()
        rows.append([*rule, *_year(year, row, scale, width)])
    yield from headed([_months(scale.month, undated=undated)], rows, height)
    yield Text()
    crowded = any(MORE in row for _, _, row in drawn)
    yield Text(_legend(events, scale.signs, crowded=crowded, undated=undated))


def _scale(events: Sequence[Event], width: int, *, undated: bool, signs: Mapping[str, str], accent: str) -> _Scale:
    fields = 13 if undated else 12
    month = max(2, min(5, (width - LABEL - CAPTION - 2) // fields))
    beside = width >= LABEL + fields * month + 2 + CAPTION
    if not beside:
        month = max(2, min(4, (width - LABEL) // fields))
    dates = max((len(_days(event)) for event in events if event.named), default=0)
    return _Scale(month, LABEL + fields * month + 2 if beside else LABEL, beside, dates, signs, accent)


def _months(cells: int, *, undated: bool) -> Text:
    """The names of the months, as long as there is room for."""
    names = "".join(f"{month[: 3 if cells > 3 else 1]:{cells}}" for month in MONTHS)
    return Text(" " * LABEL + (names + ("n.d." if undated else "")).rstrip())


def _rule(heading: str, width: int, *, line: str) -> Iterator[Text]:
    """Who meets in the years that follow."""
    name = Text.assemble((line * (LABEL - 1) + " ", "dim"), (heading, "bold"))
    for drawn in name.wrap(Console(_environ={}), width, overflow="fold")[:2]:
        yield drawn + Text(" " + line * max(0, min(width, 80) - drawn.cell_len - 1), style="dim")


def _year(year: Year, row: str, scale: _Scale, width: int) -> Iterator[Text]:
    """The line of a year, with the titles of its events beside it or under it."""
    drawn = Text.assemble((f"{year.label:{LABEL}}", "bold" if year.events else ""))
    drawn.append(row[max(0, len(year.label) - LABEL) :].rstrip())
    captions = [line for event in year.events if event.named for line in _caption(event, scale, width)]
    if scale.beside and captions:
        drawn.append(" " * (scale.captions - drawn.cell_len)).append_text(captions.pop(0))
    yield drawn
    yield from (Text(" " * scale.captions) + caption for caption in captions)


def _caption(event: Event, scale: _Scale, width: int) -> list[Text]:
    """Sign, days and title, the title in lines under each other. A summit weighs more than the others."""
    margin = scale.dates + 4
    weight = f"bold {scale.accent}" if event.kind == "summit" else ""
    room = max(12, width - scale.captions - margin)
    title = Text(event.title.words, style="bold" if weight else "")
    first, *more = title.wrap(Console(_environ={}), room, overflow="fold")
    head = Text.assemble((_sign(event, scale.signs), weight), f" {_days(event):{scale.dates}}  ")
    return [head + first, *(Text(" " * margin) + line for line in more)]


def _days(event: Event) -> str:
    """The days of an event in its year: `16 Jul`, `10-11 Nov`, `28 Nov-1 Dec`, `Jul`, nothing."""
    first, last = _day(event.start), _day(event.end)
    if first == last or event.start[:4] != event.end[:4]:
        return first
    return f"{first.partition(' ')[0]}-{last}" if event.start[:7] == event.end[:7] else f"{first}-{last}"


def _day(partial: str) -> str:
    day = f"{int(partial[8:])} " if len(partial) == 10 else ""
    return day + (MONTHS[int(partial[5:7]) - 1][:3] if len(partial) > 4 else "")


def _sign(event: Event, signs: Mapping[str, str]) -> str:
    return signs[event.kind][0 if event.held else 1]


def _row(year: Year, scale: _Scale) -> str:
    """The twelve months of a year, and the field of what has no month."""
    fields = [[" "] * scale.month for _ in range(13)]
    for event in year.events:
        month = int(event.start[5:7]) - 1 if len(event.start) > 4 else 12
        _put(fields[month], _cell(event.start, scale.month), _sign(event, scale.signs))
    return "".join(cell for field in fields for cell in field)


def _cell(partial: str, cells: int) -> int:
    """How far into its month a day is; a month without a day is at its beginning."""
    return (int(partial[8:]) - 1) * cells // 31 if len(partial) == 10 else 0


def _put(field: list[str], at: int, sign: str) -> None:
    """Set a sign in the free cell of its month that is nearest to its place, or mark that there are more than fit."""
    free = [index for index, cell in enumerate(field) if cell == " "]
    if free:
        field[min(free, key=lambda index: (abs(index - at), -index))] = sign
    else:
        field[-1] = MORE


def _legend(events: Sequence[Event], signs: Mapping[str, str], *, crowded: bool, undated: bool) -> str:
    """What every sign of this axis means."""
    kinds = dict.fromkeys(event.kind for event in events)
    told = [f"{signs[kind][0]} {kind}" for kind in signs if kind in kinds]
    if any(not event.held for event in events):
        told.append(f"{'lower case' if signs is LETTERS else 'hollow'}: not held, or disputed")
    if any(not event.named for event in events):
        told.append("calls without their titles")
    if crowded:
        told.append(f"{MORE} more than fit")
    if undated:
        told.append("n.d.: no month is known")
    return ", ".join(told)
