"""The closed vocabularies, each value with its label; and the sections of a meeting."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["summit", "bilateral", "pull-aside", "call"]
Status = Literal["held", "cancelled", "proposed", "disputed"]
Standing = Literal["official", "agency", "press", "state-funded", "specialist", "other"]
SourceKind = Literal["primary", "secondary", "tertiary"]
Part = Literal["whole", "one-on-one", "small-group", "expanded", "press-conference"]
Basis = Literal["actual", "planned"]
OutcomeType = Literal["document", "agreement", "intention", "follow-up", "open", "none"]
PressForm = Literal["joint", "separate", "none"]
DurationHedge = Literal["about", "almost", "over", "under"]
TimeHedge = Literal["about", "before", "after"]

KINDS: dict[Kind, str] = {
    "summit": "convened for its own sake",
    "bilateral": "scheduled beside another event",
    "pull-aside": "an unscheduled or informal contact",
    "call": "by telephone",
}
IN_PERSON: tuple[Kind, ...] = ("summit", "bilateral", "pull-aside")
CONTACTS: tuple[Kind, ...] = (*IN_PERSON, "call")
STATUSES: dict[Status, str] = {
    "held": "it took place",
    "cancelled": "agreed or announced, then dropped",
    "proposed": "offered, never agreed",
    "disputed": "claimed by one, denied or unconfirmed by others",
}
STANDINGS: dict[Standing, str] = {
    "official": (
        "a government, parliament, court or international organisation, or a leader's own post, speaking for itself"
    ),
    "agency": "a news agency that no government owns",
    "press": "a newspaper, magazine or broadcaster with a newsroom of its own",
    "state-funded": "owned or paid for by a government",
    "specialist": "an archive, research service, think tank, university, fact-checker or edited encyclopedia",
    "other": "everything else: blogs, aggregators, reposts, campaign sites",
}
PARTS: dict[Part, str] = {
    "whole": "whole meeting",
    "one-on-one": "one-on-one",
    "small-group": "small group",
    "expanded": "expanded session",
    "press-conference": "press conference",
}
OUTCOMES: dict[OutcomeType, str] = {
    "document": "Document",
    "agreement": "Agreement",
    "intention": "Intention",
    "follow-up": "Follow-up",
    "open": "Left open",
    "none": "No result",
}
PRESS_FORMS: dict[PressForm, str] = {"joint": "Joint", "separate": "Separate", "none": "None"}
LINKS = {
    "transcript": "Transcript",
    "document": "Document",
    "readout_us": "US readout",
    "readout_russia": "Russian readout",
}
COMMON_SIDES = {"both": "Both", "other": "Others"}
"""Sides that every series has beside its own."""


class Section(NamedTuple):
    """A section of a meeting: its heading on a page, and the keys of the record that it shows."""

    heading: str
    keys: tuple[str, ...]


SECTIONS = {
    "overview": Section(
        "Overview",
        (
            *("series", "kind", "status", "start", "end", "days", "place", "further_places", "host_event", "leaders"),
            *("sources", "initiative", "durations", "links", "see_also"),
        ),
    ),
    "summary": Section("Summary", ("summary",)),
    "durations": Section("How long", ("durations",)),
    "participants": Section("Who took part", ("participants",)),
    "context": Section("Background", ("context",)),
    "aims": Section("Stated aims", ("aims",)),
    "discussed": Section("What was discussed", ("discussed",)),
    "outcomes": Section("What came of it", ("outcomes",)),
    "press": Section("Press", ("press",)),
    "times": Section("Clock times", ("times",)),
    "accounts": Section("Where accounts differ", ("accounts",)),
    "quotes": Section("In their words", ("quotes",)),
    "reactions": Section("Reactions", ("reactions",)),
    "aftermath": Section("What followed", ("aftermath",)),
    "corrections": Section("Commonly got wrong", ("corrections",)),
    "sources": Section("Sources", ()),
}
"""Every section in the order of a page. Of the lengths, the overview shows one; `sources` lists what is cited."""
