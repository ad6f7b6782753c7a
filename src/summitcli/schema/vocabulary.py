"""The closed vocabularies, each value with its label; and the sections of a meeting."""

from __future__ import annotations

from typing import Literal

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
COMMON_SIDES = {"both": "Both", "other": "Others"}
"""Sides that every series has beside its own."""


SECTIONS = {
    "overview": "Overview",
    "summary": "Summary",
    "durations": "How long",
    "participants": "Who took part",
    "context": "Background",
    "aims": "Stated aims",
    "discussed": "What was discussed",
    "outcomes": "What came of it",
    "press": "Press",
    "times": "Clock times",
    "accounts": "Where accounts differ",
    "quotes": "In their words",
    "reactions": "Reactions",
    "aftermath": "What followed",
    "corrections": "Commonly got wrong",
    "sources": "Sources",
}
"""Every section of a meeting in the order of a page, with its heading.

Each shows the key of its name, but two: `sources` lists what the whole meeting cites, and `overview` has the keys that
no other section has.
"""
