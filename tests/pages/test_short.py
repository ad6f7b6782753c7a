"""The short page: what a reader wants first, on one screen."""

from __future__ import annotations

import re

from summitcli.pages import short
from summitcli.pages.blocks import Quotation
from summitcli.query import meetings
from summitcli.query.filters import Filters
from summitcli.render import terminal
from summitcli.render.screen import Screen

from ..asked import asked
from ..synthetic import dataset

SCREEN = Screen(terminal=True, width=80, height=24, color=False, hyperlinks=False)


def drawn(store, name):
    page = short.page(meetings.meeting(store, name), meetings.labels(store))
    return terminal.format_page(page, SCREEN)


def test_the_short_page(made_up):
    assert drawn(made_up, "geneva-2031") == (
        """\
Geneva summit  geneva-2031

When          4 to 5 March 2031 [1]
Where         Villa La Grange, Genève, Switzerland [1]
Format        Summit, beside: Lake Forum; held [1]
Length        About 2 h 10 min in all; one-on-one 45 min [1][2]
United States Adams; one-on-one: Cole (interpreter) [1][2]
Russia        Belov [1]
Press         The leaders met the press together; transcript: The Palace, via
              The Archive (specialist, copy) [1][2]
Outcome       A joint statement on fishing was issued. [1]

Adams and Belov met in Geneva for two days and agreed to meet again. [1][2]

In their words
  “Ice is a serious matter.”
    — Belov, 5 March 2031, joint news conference, in translation [2]

Where accounts differ
  - Who asked for ice?

More  -s durations 3, participants 3, context 1, aims 2, discussed 2,
      outcomes 2, press 1, times 2, accounts 1, quotes 1, reactions 1,
      aftermath 1, corrections 1, sources 2; --full for all of it
"""
    )


def test_it_tells_what_did_not_take_place(made_up):
    assert drawn(made_up, "oslo-2033") == (
        """\
Oslo meeting (proposed)  oslo-2033
This was proposed. It had not taken place when the record was written.

When     June 2033 [1]
Where    Oslo, Norway [1]
Format   Summit, convened for its own sake; proposed: offered, never agreed [1]
Leaders  Anna Adams, Boris Belov [1]

Oslo offered to be the host. [1]

More  -s sources 1; --full for all of it
"""
    )


def first_screen(text):
    """How many lines stand from the title to the last quotation."""
    lines = text.splitlines()
    begins = ("Where accounts differ", "More ")
    return next(at for at, line in enumerate(lines) if line.startswith(begins)) - 1  # without the empty line


def test_every_page_of_the_record_fits_the_screen_and_hides_no_side(store):
    labels = meetings.labels(store)
    for row in meetings.rows(store, Filters(all=True)):
        shown = meetings.meeting(store, row["id"])
        page = short.page(shown, labels)
        text = terminal.format_page(page, SCREEN)
        assert len(text.splitlines()) <= short.ALL, row["id"]
        assert first_screen(text) <= short.FIRST, row["id"]
        speakers = {quote["speaker"] for quote in shown["quotes"] if quote["key"]}
        quoted = [block for section in page.sections for block in section.blocks if isinstance(block, Quotation)]
        assert len({quote.credit[0] for quote in quoted}) >= min(2, len(speakers)), row["id"]


def test_every_key_quotation_of_the_record_is_whole(store):
    labels = meetings.labels(store)
    for row in meetings.rows(store, Filters(all=True)):
        shown = meetings.meeting(store, row["id"])
        said = {quote["text"] for quote in shown["quotes"]}
        page = short.page(shown, labels)
        quoted = [block for section in page.sections for block in section.blocks if isinstance(block, Quotation)]
        assert {quote.text for quote in quoted} <= said, row["id"]


def long(words):
    return " ".join([words] * 40)


def test_what_is_long_gives_way_and_says_that_there_is_more(tmp_path):
    data = dataset()
    geneva = data["meetings"][0]
    geneva["summary"]["text"] = long("This one sentence of the summary goes on") + "."
    geneva["place"]["venue"] = long("Villa La Grange")
    geneva["further_places"] = [{"city": f"Ville {number}", "country": "CH"} for number in range(9)]
    geneva["host_event"] = long("Forum of the lakes of the world")
    geneva["durations"][0]["by"] = "The Gazette, " + long("by its own account")
    geneva["outcomes"][0]["text"] = long("A joint statement")
    geneva["participants"] = [each | {"part": long("talks")} for each in geneva["participants"]]
    [quote] = geneva["quotes"]
    geneva["quotes"] = [
        quote | {"speaker": speaker, "text": " ".join(["Seriousness"] * 39), "occasion": long("in a car"), "key": True}
        for speaker in ("boris-belov", "anna-adams", "cara-cole")
    ]
    with asked(data, tmp_path) as store:
        text = drawn(store, "geneva-2031")
    assert len(text.splitlines()) <= short.ALL
    assert first_screen(text) == short.FIRST
    assert text.splitlines()[:22] == [
        "Geneva summit  geneva-2031",
        "",
        "When          4 to 5 March 2031 [1]",
        "Where         Genève, Switzerland; and 9 more [1]",
        "Format        Summit, beside another event; held [1]",
        "Length        About 2 h 10 min in all (The Gazette …); one-on-one 45 min [1][2]",
        "United States Adams; and 1 more [1]",
        "Russia        Belov [1]",
        "Press         The leaders met the press together [1]",
        "Outcome       A joint statement A joint statement A joint statement A … [1]",
        "",
        "This one sentence of the summary goes on This one sentence of the summary goes",
        "on This one sentence of the summary goes on This one sentence of the summary",
        "goes on This one sentence of the summary goes on This one sentence of … [1][2]",
        "",
        "In their words",
        "  “Seriousness Seriousness Seriousness Seriousness Seriousness Seriousness",
        "  Seriousness Seriousness Seriousness Seriousness Seriousness Seriousness",
        "  Seriousness Seriousness Seriousness Seriousness Seriousness Seriousness …”",
        "    — Belov, 5 March 2031, in translation [2]",
        "  “Seriousness Seriousness Seriousness Seriousness Seriousness Seriousness",
        "  Seriousness Seriousness Seriousness Seriousness Seriousness Seriousness",
    ]


def test_no_line_of_the_contents_parts_a_section_from_its_count(store):
    labels = meetings.labels(store)
    for row in meetings.rows(store, Filters(all=True)):
        text = terminal.format_page(short.page(meetings.meeting(store, row["id"]), labels), SCREEN)
        more = text[text.index("\nMore ") :].splitlines()
        assert [line for line in more if re.match(r"\s+\d", line)] == [], row["id"]


def test_a_long_record_is_cut_to_whole_sentences_and_questions(tmp_path):
    data = dataset()
    geneva = data["meetings"][0]
    geneva["summary"]["text"] = " ".join(
        f"Sentence {number} says what U.S. officials of St. Gallen said." for number in range(40)
    )
    account = geneva["accounts"][0]
    geneva["accounts"] = [account | {"question": f"Question {number}?"} for number in range(50)]
    with asked(data, tmp_path) as store:
        text = drawn(store, "geneva-2031")
    assert len(text.splitlines()) <= short.ALL
    assert "said. … [1][2]\n" in text
    words = " ".join(text.split())
    assert words.count("Sentence") == words.count("St. Gallen said.") > 1
    assert "\n  and 42 more: -s accounts\n" in text


def test_many_people_are_counted(tmp_path):
    data = dataset()
    data["people"] += [
        {"id": f"aide-{number}", "name": f"Aide Number{number}", "country": "US"} for number in range(30)
    ]
    data["meetings"][0]["participants"] += [
        {"person": f"aide-{number}", "side": "us", "role": "Aide", "sources": ["gazette-2031"]} for number in range(30)
    ]
    with asked(data, tmp_path) as store:
        text = drawn(store, "geneva-2031")
    assert "Number10; and 20 more [1]" in " ".join(text.split())


def test_without_key_quotations_each_of_two_speakers_has_one(tmp_path):
    data = dataset()
    [quote] = data["meetings"][0]["quotes"]
    data["meetings"][0]["quotes"] = [
        quote | {"key": None, "speaker": speaker, "text": f"{speaker} {number}"}
        for number in range(3)
        for speaker in ("boris-belov", "anna-adams", "cara-cole")
    ]
    with asked(data, tmp_path) as store:
        text = drawn(store, "geneva-2031")
    assert [line.strip() for line in text.splitlines() if "“" in line] == ["“boris-belov 0”", "“anna-adams 0”"]


def test_a_quotation_that_is_cut_short_is_closed(store):
    """The outcome of this call is longer than its two lines, and quotes a readout where they end."""
    outcome = drawn(store, "call-2025-03-18").partition("\nOutcome")[2].partition("\n\n")[0]
    assert "…" in outcome
    assert outcome.count("“") == outcome.count("”") == 1
