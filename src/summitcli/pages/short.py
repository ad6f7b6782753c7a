"""The short page of a meeting: what a reader wants first, made for one screen of 24 lines and 80 columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from ..schema.vocabulary import PARTS, SECTIONS, STATUSES
from ..text import broken, cells
from ..wording import (
    Labels,
    capitalized,
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
from .blocks import (
    Block,
    Fact,
    Footnotes,
    Page,
    Paragraph,
    Point,
    Quotation,
    Section,
    Text,
    Words,
    marked,
    plain,
    text_of,
)
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
    said_by,
    short_names,
)

if TYPE_CHECKING:
    from ..schema.answers import ShownMeeting
    from ..schema.records import Duration, Participant, Place, Quote

WIDTH = 80
FIRST, ALL = 24, 40  # lines: from the title to the quotations, and of the whole page
CONTENTS = 4  # lines of the contents
MARKS = 6  # footnotes of one line; the whole page has them all
LIMITS = {
    **dict.fromkeys(("when", "format", "present", "outcome"), 2),
    **dict.fromkeys(("where", "length", "press", "credits"), 3),
    "summary": 4,
    "quotes": 5,
}
"""The most lines that each thing takes; for the summary, the first sentence of it."""
STEPS = (
    *(("present", 1), ("outcome", 1), ("press", 1), ("where", 2), ("length", 2), ("where", 1), ("length", 1)),
    *(("format", 1), ("summary", 2), ("quotes", 3), ("credits", 1), ("when", 1), ("quotes", 2), ("summary", 1)),
)
"""What is shortened if the first screen is too small: what readers miss least comes first."""
PRESS = {
    "joint": "the leaders met the press together",
    "separate": "each met the press alone",
    "none": "no appearance before the press",
}
# Between two sentences, but not after an initial or a short title, as in `U.S. officials` and `St. Petersburg`.
_STOP = re.compile(r"(?<![A-Z]\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bDr\.)(?<=[.!?”])\s+(?=[A-Z“])")


class Line(NamedTuple):
    """A labelled line: its label, what it is about, and what it says in several ways, the fullest one first."""

    label: str
    about: str
    ways: Sequence[Words]


def page(record: ShownMeeting, labels: Labels) -> Page:
    """When, where, how long and who; the summary; key quotations; what accounts differ on; and what more there is."""
    numbers = numbers_of(record["cited"])
    around = _height(f"{title(record)}  {record['id']}", WIDTH) + bool(notice(record)) + 4
    facts, summary, quotes = _first_screen(record, labels, numbers, FIRST - around)
    taken = around + _lines([*facts, *summary, *quotes])
    sections = [
        Section("overview", "", facts),
        Section("summary", "", summary),
        Section("quotes", SECTIONS["quotes"], quotes),
        Section("accounts", SECTIONS["accounts"], _questions(record, ALL - taken - 3 - CONTENTS)),
        Section("contents", "", [contents(record, here=False)]),
    ]
    sources = listed_sources(record["cited"], labels, footnotes_in(sections))
    kept = [section for section in sections if section.blocks]
    return Page(title(record), kept, record["id"], notice=notice(record), sources=sources, listed=False)


def _first_screen(
    record: ShownMeeting, labels: Labels, numbers: Numbers, room: int
) -> tuple[list[Fact], list[Paragraph], list[Quotation]]:
    """The facts, the summary and the key quotations, in so many lines. Steps are taken until they fit.

    Lines that are left over go to the summary: as many of its sentences as there is room for, at least the first.
    """
    told, cuts = list(_told(record, labels, numbers)), _summary(record, numbers)
    key, draw = _key_quotes(record), partial(_quotation, short_names(record["people"]), numbers)
    limits = dict(LIMITS)
    for step in (*STEPS, None):
        facts = _facts(told, limits)
        shortest = [Paragraph(_clipped(cut, limits["summary"], WIDTH - 2)) for cut in cuts[-1:]]
        left = room - _lines(facts)
        quotes = _fitting([draw(quote, limits) for quote in key], left - _lines(shortest))
        left -= _lines(quotes)
        if _lines(shortest) <= left or not step:
            break
        limits |= [step]
    summary = [Paragraph(_fits(cuts, max(1, left), WIDTH - 2), _ref(record))] if cuts else []
    return facts, summary, quotes


def _ref(record: ShownMeeting) -> str:
    """The permanent name of the summary."""
    return (record["summary"] and record["summary"]["ref"]) or ""


def _facts(told: Sequence[Line], limits: Mapping[str, int]) -> list[Fact]:
    width = _beside(line.label for line in told)
    return [Fact(line.label, _fits(line.ways, limits[line.about], width)) for line in told]


def _fits(ways: Sequence[Words], lines: int, width: int) -> Words:
    """The first way to say something that fits in so many lines, or as much of the last one as fits."""
    fitting = (words for words in ways if _height(marked(words), width) <= lines)
    return next(fitting, None) or _clipped(ways[-1], lines, width)


def _clipped(words: Words, lines: int, width: int) -> Words:
    """As many words as fit in so many lines, and a sign that they go on; the footnotes are kept."""
    if _height(marked(words), width) <= lines:
        return words
    marks = [part for part in words if isinstance(part, Footnotes)]
    room = width - cells(marked((Text(" …"), *marks)))
    pieces = [piece for word in text_of(words).split() for piece in broken(word, room)]
    kept = " ".join(broken(" ".join(pieces), width)[:lines]).split()
    while kept and _height(marked((Text(_unended(kept)), *marks)), width) > lines:
        kept.pop()
    return (Text(_unended(kept)), *marks)


def _unended(words: Sequence[str]) -> str:
    """Words with a sign that they go on. A quotation that is cut short gets its closing mark."""
    text = " ".join(words)
    return f"{text} …{'”' if text.count('“') > text.count('”') else ''}"


def _lines(blocks: Sequence[Block]) -> int:
    """How many lines blocks take on a screen of 80 columns."""
    room = _beside(block.label for block in blocks if isinstance(block, Fact))
    return sum(_block_lines(block, room) for block in blocks)


def _beside(labels: Iterable[str]) -> int:
    """The cells that labels leave for what is beside them."""
    return max(WIDTH // 2, WIDTH - max(map(cells, labels), default=0) - 2)


def _block_lines(block: Block, beside_label: int) -> int:
    match block:
        case Fact():
            return _height(marked(block.words), beside_label)
        case Paragraph():
            return _height(marked(block.words))
        case Quotation():
            return _height(f"“{block.text}”") + _height(f"— {marked(block.credit)}", WIDTH - 4)
    return 1


@lru_cache(maxsize=1024)  # the steps measure the same texts again and again
def _height(text: str, width: int = WIDTH - 2) -> int:
    return len(broken(text, width))


def _marks(ids: Iterable[str], numbers: Numbers) -> Words:
    """The first footnotes of a line."""
    return footnotes(list(dict.fromkeys(ids))[:MARKS], numbers)


def _told(record: ShownMeeting, labels: Labels, numbers: Numbers) -> Iterator[Line]:
    """The labelled lines."""
    marks = footnotes(record["sources"][:2], numbers)
    days = when(record["start"], record["end"], record["days"], weekday=True)
    yield Line("When", "when", [(Text(days), *marks)])
    if places := [place for place in [record["place"], *record["further_places"]] if place]:
        yield Line("Where", "where", [(Text(text), *marks) for text in _places(places, labels)])
    yield Line("Format", "format", [(Text(text), *marks) for text in _formats(record)])
    if told := told_lengths(record):
        yield Line("Length", "length", _length(record, told[0], numbers))
    yield from _present(record, numbers)
    if record["press"]:
        yield Line("Press", "press", _press(record, numbers))
    if record["outcomes"]:
        yield Line("Outcome", "outcome", [_outcome(record, numbers)])


def _places(places: Sequence[Place], labels: Labels) -> Iterator[str]:
    """Wordings of the places: all of them, then fewer, then the first one without its venue."""
    named = [place_in_words(place, labels.countries) for place in places]
    bare = place_in_words({**places[0], "venue": None}, labels.countries)
    for shown in range(len(named), 0, -1):
        yield "; ".join([*named[:shown], *_more(len(named) - shown)])
    yield "; ".join([bare, *_more(len(named) - 1)])


def _more(count: int) -> list[str]:
    return [f"and {count} more"] if count else []


def _formats(record: ShownMeeting) -> Iterator[str]:
    """Wordings of the format: the kind, the event beside which it took place, and whether it was held; then shorter."""
    status = record["status"]
    held = status if status == "held" else f"{status}: {STATUSES[status]}"
    yield f"{format_in_words(record)}; {held}"
    if record["host_event"]:
        yield f"{capitalized(record['kind'])}, beside another event; {held}"


def _length(record: ShownMeeting, told: Duration, numbers: Numbers) -> list[Words]:
    """The first length with its part and who says so, the best one of the talks in private, and how many differ."""
    shown = [told]
    if told["part"] == "whole":
        shown += [each for each in record["durations"] if (each["part"], each["basis"]) == ("one-on-one", "actual")][:1]
    first = f"{length(told)} in all" if told["part"] == "whole" else length_with_part(told)
    others = [f"{PARTS[each['part']]} {length(each)}" for each in shown[1:]]
    by = told["by"] or ""
    brief = by.partition(", ")[0] + (" …" if ", " in by else "")
    figures = _figures(record["durations"], told)
    marks = _marks([id for each in shown for id in each["sources"]], numbers)
    ways = [(by, others, figures[:1]), (by, others, figures[1:]), (brief, others, figures[1:]), (brief, [], [])]
    texts = ["; ".join([f"{first}{f' ({who})' if who else ''}", *told, *differ]) for who, told, differ in ways]
    return [(Text(capitalized(text)), *marks) for text in texts]


def _figures(durations: Sequence[Duration], told: Duration) -> list[str]:
    """How many actual lengths of the same part were published, if they differ: with the bounds, and without."""
    figures = [each["minutes"] for each in durations if (each["part"], each["basis"]) == (told["part"], told["basis"])]
    shortest, longest = min(figures), max(figures)
    if shortest == longest:
        return []
    bounds = f"{minutes_in_words(shortest)} to {minutes_in_words(longest)}"
    return [f"{len(figures)} published figures, {bounds}", f"{len(figures)} figures differ"]


def _present(record: ShownMeeting, numbers: Numbers) -> Iterator[Line]:
    """Who was in the room, by side; the leaders alone if nobody is recorded."""
    names = short_names(record["people"])
    by_side = grouped_by_side(record["participants"], record["sides"])
    for label, members in by_side.items():
        ways = [_by_part(members, names, shown, numbers) for shown in range(len(members), 0, -1)]
        alone = "; ".join([names[members[0]["person"]], *_more(len(members) - 1)])
        ways.append((Text(alone), *_marks(members[0]["sources"], numbers)))
        yield Line(label or "Present", "present", ways)
    if not by_side:
        leaders = ", ".join(names_of(record["people"])[leader] for leader in record["leaders"])
        yield Line("Leaders", "present", [(Text(leaders), *_marks(record["sources"], numbers))])


def _by_part(members: Sequence[Participant], names: Mapping[str, str], shown: int, numbers: Numbers) -> Words:
    """The first names, those who were there throughout before others: `Adams; one-on-one: Cole; lunch: Doe, Roe`."""
    parts: dict[str, list[str]] = {"": []}
    first = sorted(members, key=lambda each: bool(each["part"]))[:shown]
    for each in first:
        interpreter = " (interpreter)" if "interpreter" in each["role"].lower() else ""
        parts.setdefault(each["part"] or "", []).append(names[each["person"]] + interpreter)
    told = [f"{part}: {', '.join(named)}" if part else ", ".join(named) for part, named in parts.items() if named]
    text = "; ".join([*told, *_more(len(members) - shown)])
    return (Text(text), *_marks([id for each in first for id in each["sources"]], numbers))


def _press(record: ShownMeeting, numbers: Numbers) -> list[Words]:
    """How the leaders met the press: with who published the transcript, then without."""
    press, links = record["press"], record["links"]
    assert press
    text = capitalized(PRESS[press["form"]])
    alone: Words = (Text(text), *_marks(press["sources"], numbers))
    for source in record["cited"]:
        if links and source["url"] == links["transcript"]:
            marks = _marks([*press["sources"][: MARKS - 1], source["id"]], numbers)
            return [(Text(f"{text}; transcript: {publisher_in_words(source)}"), *marks), alone]
    return [alone]


def _outcome(record: ShownMeeting, numbers: Numbers) -> Words:
    """What came of it: the first document, else that there was none, else the first result."""
    outcomes = record["outcomes"]
    documents = [each for each in outcomes if each["type"] == "document"]
    none = [each for each in outcomes if each["type"] == "none"]
    first = [*documents, *none, *outcomes][0]
    return (Text(_STOP.split(first["text"])[0]), *footnotes(first["sources"][:2], numbers))


def _key_quotes(record: ShownMeeting) -> Sequence[Quote]:
    """The quotations that the record calls the key ones; without any, the first of each of two speakers."""
    first = {quote["speaker"]: quote for quote in reversed(record["quotes"])}
    return [quote for quote in record["quotes"] if quote["key"]] or list(first.values())[::-1][:2]


def _quotation(names: Mapping[str, str], numbers: Numbers, quote: Quote, limits: Mapping[str, int]) -> Quotation:
    """A quotation in so many lines, and its credit in so many: without the occasion, if need be."""
    first: Quote = {**quote, "sources": quote["sources"][:MARKS]}
    ways = [quotation(first, names, numbers), quotation({**first, "occasion": None}, names, numbers)]
    fitting = [way for way in ways if _height(f"— {marked(way.credit)}", WIDTH - 4) <= limits["credits"]]
    drawn = [*fitting, ways[-1]][0]
    return drawn._replace(text=text_of(_clipped(plain(quote["text"]), limits["quotes"], WIDTH - 5)))


def _fitting(quotes: Sequence[Quotation], room: int) -> list[Quotation]:
    """The first quotation of each of two speakers, and more of them as far as they fit in so many lines."""
    first = {quote.credit[0]: quote for quote in reversed(quotes)}.values()
    kept = [quote for quote in quotes if quote in first][:2]
    for quote in quotes:
        if quote not in kept and _lines([*kept, quote]) <= room:
            kept.append(quote)
    return [quote for quote in quotes if quote in kept]


def _summary(record: ShownMeeting, numbers: Numbers) -> list[Words]:
    """The summary, and ever fewer whole sentences from its beginning with a sign that it goes on."""
    summary = record["summary"]
    if not summary:
        return []
    sentences = _STOP.split(summary["text"])
    marks = _marks(summary["sources"], numbers)
    cuts = [f"{' '.join(sentences[:count])} …" for count in range(len(sentences) - 1, 0, -1)]
    return [(Text(text), *said_by(summary), *marks) for text in (summary["text"], *cuts)]


def _questions(record: ShownMeeting, room: int) -> list[Block]:
    """The questions on which accounts differ, as far as there is room, and how many more there are."""
    questions: list[Block] = [Point(plain(account["question"])) for account in record["accounts"]]
    heights = [_height(account["question"]) for account in record["accounts"]]
    if sum(heights) <= room:
        return questions
    shown = next(count for count in range(len(heights), -1, -1) if sum(heights[:count]) < room or not count)
    rest = (Text(f"and {len(questions) - shown} more: "), Text("-s accounts", "code"))
    return [*questions[:shown], Paragraph(rest)]
