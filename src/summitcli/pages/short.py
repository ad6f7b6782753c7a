"""The short page of a meeting: what a reader wants first, made for one screen of 24 lines and 80 columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..schema.vocabulary import PARTS, SECTIONS, STATUSES
from ..text import broken
from ..wording import (
    Labels,
    format_in_words,
    length,
    length_with_part,
    minutes_in_words,
    place_in_words,
    publisher_in_words,
    title,
    told_lengths,
    when,
)
from .blocks import Block, Fact, Page, Paragraph, Point, Quotation, Section, Text, Words, plain, text_of
from .meeting import contents, notice
from .statements import (
    Numbers,
    footnotes,
    footnotes_in,
    grouped_by_side,
    listed_sources,
    names_of,
    numbers_of,
    quotation,
    said,
    said_by,
    short_names,
)

if TYPE_CHECKING:
    from ..schema.answers import ShownMeeting
    from ..schema.records import Duration, Participant, Quote

WIDTH = 80
FIRST, ALL = 24, 40  # lines: from the title to the quotations, and of the whole page
CONTENTS = 4  # lines of the contents
PRESS = {
    "joint": "the leaders met the press together",
    "separate": "each met the press alone",
    "none": "no appearance before the press",
}
# Between two sentences, but not after an initial or a short title, as in `U.S. officials` and `St. Petersburg`.
_STOP = re.compile(r"(?<![A-Z]\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bDr\.)(?<=[.!?”])\s+(?=[A-Z“])")


def page(record: ShownMeeting, labels: Labels) -> Page:
    """When, where, how long and who; the summary; key quotations; what accounts differ on; and what more there is."""
    numbers = numbers_of(record["cited"])
    sentences = _STOP.split(record["summary"]["text"])
    facts, quotes, room = _first_screen(record, labels, numbers, _height(sentences[0]))
    summary = Paragraph(_summary(record, numbers, sentences, room - _lines(quotes)), record["summary"]["ref"] or "")
    taken = FIRST - room + _lines([summary, *quotes])
    sections = [
        Section("overview", "", facts),
        Section("summary", "", [summary]),
        Section("quotes", SECTIONS["quotes"].heading, quotes),
        Section("accounts", SECTIONS["accounts"].heading, _questions(record, ALL - taken - 3 - CONTENTS)),
        Section("contents", "", [contents(record, here=False)]),
    ]
    sources = listed_sources(record["cited"], labels, footnotes_in(sections))
    kept = [section for section in sections if section.blocks]
    return Page(title(record), kept, record["id"], notice=notice(record), sources=sources, listed=False)


def _first_screen(
    record: ShownMeeting, labels: Labels, numbers: Numbers, first_sentence: int
) -> tuple[list[Block], list[Quotation], int]:
    """The facts, the quotations that fit beside them, and the lines that are left for these and the summary.

    If there is no room for them all, the people of each side, and then the outcome, have one line instead of two.
    """
    for of_names, of_outcome in ((2, 2), (1, 2), (1, 1)):
        facts = list(_facts(record, labels, numbers, of_names, of_outcome))
        room = FIRST - 5 - bool(notice(record)) - _lines(facts)
        quotes = _fitting(_key_quotes(record, numbers), room - first_sentence)
        if _lines(quotes) + first_sentence <= room:
            break
    return facts, quotes, room


def _lines(blocks: Sequence[Block]) -> int:
    """How many lines blocks take on a screen of 80 columns."""
    room = _beside(block.label for block in blocks if isinstance(block, Fact))
    return sum(_block_lines(block, room) for block in blocks)


def _beside(labels: Iterable[str]) -> int:
    """The cells that labels leave for what is beside them."""
    return max(WIDTH // 2, WIDTH - max(map(len, labels), default=0) - 2)


def _block_lines(block: Block, beside_label: int) -> int:
    match block:
        case Fact():
            return _height(_marked(block.words), beside_label)
        case Paragraph():
            return _height(_marked(block.words))
        case Quotation():
            return _height(f"“{block.text}”") + _height(f"  — {_marked(block.credit)}")
    return 1


def _marked(words: Words) -> str:
    """Words as a terminal prints them, with their footnotes."""
    return text_of(words) + " " + "".join(f"[{number}]" for number in footnotes_in(words))


def _height(text: str, width: int = WIDTH - 2) -> int:
    return len(broken(text, width))


def _facts(record: ShownMeeting, labels: Labels, numbers: Numbers, of_names: int, of_outcome: int) -> Iterator[Block]:
    """The labelled lines, in so many lines for the people of each side and for the outcome."""
    marks = footnotes(record["sources"][:2], numbers)  # the whole page has them all
    places = [place for place in [record["place"], *record["further_places"]] if place]
    yield Fact("When", (Text(when(record["start"], record["end"], record["days"], weekday=True)), *marks))
    if places:
        yield Fact("Where", (Text("; ".join(place_in_words(place, labels.countries) for place in places)), *marks))
    yield Fact("Format", (Text(_format(record)), *marks))
    if told := told_lengths(record):
        yield Fact("Length", _length(record, told[0], numbers))
    yield from _present(record, numbers, of_names)
    if record["press"]:
        yield Fact("Press", _press(record, numbers))
    if record["outcomes"]:
        yield Fact("Outcome", _outcome(record, numbers, of_outcome))


def _format(record: ShownMeeting) -> str:
    """The kind of meeting, the event beside which it took place, and whether it was held."""
    status = record["status"]
    held = status if status == "held" else f"{status}: {STATUSES[status]}"
    return f"{format_in_words(record)}; {held}"


def _length(record: ShownMeeting, told: Duration, numbers: Numbers) -> Words:
    """The first length with its part and who says so, the best one of the talks in private, and how many differ."""
    shown = [told]
    if told["part"] == "whole":
        shown += [each for each in record["durations"] if (each["part"], each["basis"]) == ("one-on-one", "actual")][:1]
    first = f"{length(told)} in all" if told["part"] == "whole" else length_with_part(told)
    by = f" ({told['by']})" if told["by"] else ""
    others = [f"{PARTS[each['part']]} {length(each)}" for each in shown[1:]]
    text = "; ".join([f"{first[:1].upper()}{first[1:]}{by}", *others, *_range(record["durations"], told)])
    return (Text(text), *footnotes([id for each in shown for id in each["sources"]], numbers))


def _range(durations: Sequence[Duration], told: Duration) -> Iterator[str]:
    """Between which figures the published actual lengths of the same part are, if they differ."""
    figures = [each for each in durations if (each["part"], each["basis"]) == (told["part"], told["basis"])]
    shortest, longest = (pick(figures, key=lambda each: each["minutes"]) for pick in (min, max))
    if shortest["minutes"] < longest["minutes"]:
        words = f"{minutes_in_words(shortest['minutes'])} to {minutes_in_words(longest['minutes'])}"
        yield f"{len(figures)} published figures, {words}"


def _present(record: ShownMeeting, numbers: Numbers, lines: int) -> Iterator[Fact]:
    """Who was in the room, in so many lines for each side; the leaders alone if nobody is recorded."""
    names = short_names(record["people"])
    by_side = grouped_by_side(record["participants"], record["sides"])
    room = _beside(by_side)
    for label, members in by_side.items():
        told = (_by_part(members, names, shown, numbers) for shown in range(len(members), 0, -1))
        fitting = next((words for words in told if _height(_marked(words), room) <= lines), ())
        yield Fact(label or "Present", fitting or _by_part(members, names, 1, numbers))
    if not by_side:
        leaders = ", ".join(names_of(record["people"])[leader] for leader in record["leaders"])
        yield Fact("Leaders", (Text(leaders), *footnotes(record["sources"], numbers)))


def _by_part(members: Sequence[Participant], names: Mapping[str, str], shown: int, numbers: Numbers) -> Words:
    """The first names, those who were there throughout before others: `Adams; one-on-one: Cole; lunch: Doe, Roe`."""
    parts: dict[str, list[str]] = {"": []}
    first = sorted(members, key=lambda each: bool(each["part"]))[:shown]
    for each in first:
        interpreter = " (interpreter)" if "interpreter" in each["role"].lower() else ""
        parts.setdefault(each["part"] or "", []).append(names[each["person"]] + interpreter)
    told = [f"{part}: {', '.join(named)}" if part else ", ".join(named) for part, named in parts.items() if named]
    more = [f"and {len(members) - shown} more"] if shown < len(members) else []
    return (Text("; ".join([*told, *more])), *footnotes([id for each in first for id in each["sources"]], numbers))


def _press(record: ShownMeeting, numbers: Numbers) -> Words:
    """How the leaders met the press, and who published the transcript."""
    press, links = record["press"], record["links"]
    assert press
    ids = list(press["sources"])
    text = PRESS[press["form"]]
    for source in record["cited"]:
        if links and source["url"] == links["transcript"]:
            text += f"; transcript: {publisher_in_words(source)}"
            ids.append(source["id"])
            break
    return (Text(text[:1].upper() + text[1:]), *footnotes(ids, numbers))


def _outcome(record: ShownMeeting, numbers: Numbers, lines: int) -> Words:
    """What came of it, in so many lines: the first document, else that there was none, else the first result."""
    outcomes = record["outcomes"]
    documents = [each for each in outcomes if each["type"] == "document"]
    none = [each for each in outcomes if each["type"] == "none"]
    first = [*documents, *none, *outcomes][0]
    marks = footnotes(first["sources"][:2], numbers)
    words = _STOP.split(first["text"])[0].split()
    whole = len(words)
    while words and _height(_marked((Text(" ".join(words) + " …"), *marks)), _beside(["Outcome"] * 2)) > lines:
        words.pop()
    return (Text(" ".join(words) + ("" if len(words) == whole else " …")), *marks)


def _key_quotes(record: ShownMeeting, numbers: Numbers) -> list[Quotation]:
    """The quotations that the record calls the key ones; without any, the first of each of two speakers."""
    chosen: Sequence[Quote] = [quote for quote in record["quotes"] if quote["key"]]
    if not chosen:
        chosen = list({quote["speaker"]: quote for quote in reversed(record["quotes"])}.values())[::-1][:2]
    names = short_names(record["people"])
    return [quotation(quote, names, numbers) for quote in chosen]


def _fitting(quotes: Sequence[Quotation], room: int) -> list[Quotation]:
    """The first quotation of each of two speakers, and more of them as far as they fit in so many lines."""
    first = {quote.credit[0]: quote for quote in reversed(quotes)}.values()
    kept = [quote for quote in quotes if quote in first][:2]
    for quote in quotes:
        if quote not in kept and _lines([*kept, quote]) <= room:
            kept.append(quote)
    return [quote for quote in quotes if quote in kept]


def _summary(record: ShownMeeting, numbers: Numbers, sentences: Sequence[str], room: int) -> Words:
    """The summary, or as many whole sentences from its beginning as fit, and a sign that it goes on."""
    summary = record["summary"]
    whole = said(summary, numbers)
    if _height(_marked(whole)) <= room:
        return whole
    marks = footnotes(summary["sources"], numbers)
    cuts = [(Text(f"{' '.join(sentences[:count])} …"), *said_by(summary), *marks) for count in range(1, len(sentences))]
    fitting = [cut for cut in cuts if _height(_marked(cut)) <= room]
    return fitting[-1] if fitting else cuts[0] if cuts else whole


def _questions(record: ShownMeeting, room: int) -> list[Block]:
    """The questions on which accounts differ, as far as there is room, and how many more there are."""
    questions: list[Block] = [Point(plain(account["question"])) for account in record["accounts"]]
    heights = [_height(account["question"]) for account in record["accounts"]]
    if sum(heights) <= room:
        return questions
    shown = next(count for count in range(len(heights), -1, -1) if sum(heights[:count]) < room or not count)
    return [*questions[:shown], Paragraph(plain(f"and {len(questions) - shown} more"))]
