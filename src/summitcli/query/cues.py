"""Words of a question that say what kind of statement answers it, and words that no statement is found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Cue(NamedTuple):
    """What is asked for: the sections that answer it, each with how well, and words of statements that answer it."""

    sections: Mapping[str, float]
    said: tuple[str, ...] = ()


# What people type, as phrases; the sections that answer it; what else such statements say.
_CUES: tuple[tuple[str, dict[str, float], str], ...] = (
    (
        """how long, how many hours, how many minutes, how much time, length, duration, run over, overrun, hours long, minutes long, how many hrs,
        how many mins, how many min, how much longer, lenght""",
        {"durations": 1.0},
        "how long, length, lasted, hours, minutes, talked for, spoke for",
    ),
    (
        """who was in the room, who was there, who was present, who attended, who took part, who participated, who sat,
        who else was, who else attended, who joined, who came, who accompanied, anyone else, anybody else, in the room,
        in the talks, in the meeting, attend, attended, attendees, participants, participant list, delegation,
        delegations, who was with, alone with, who was alone, who was on, present at, guest list, sit in, sat in,
        who met, who went, who ate, who dined, who had lunch, who were, who was at, who came along, who represented,
        side of the table, at the table, who flew, names of those""",
        {"participants": 1.0, "corrections": 0.5, "accounts": 0.4},
        "in the room, present, attended, took part, sat, alone, only interpreters",
    ),
    (
        """who interpreted, who translated, who was the interpreter, who was the translator, interpreter, translator,
        interpreters, translators""",
        {"participants": 0.7},
        "interpreter, interpreters, interpreted, translated, translator",
    ),
    (
        """how often, how many times, how many meetings, how many summits, how many calls, how many phone calls, how
        many, number of meetings, number of calls, number of times, total number, in total, count, counts""",
        {"accounts": 0.6, "corrections": 0.6, "context": 0.3},
        "how often, how many, times, number, counted, count",
    ),
    (
        """sign, signed, signing, signature, sign anything, signed anything, anything signed, what was signed,
        joint document, documents signed, any documents""",
        {"outcomes": 0.9},
        "signed, sign, signing, signature, document, joint statement",
    ),
    (
        """agree, agreed, agreement, agreements, what was agreed, outcome, outcomes, result, results, deal reached,
        what came of it, come out of, came out of, achieve, achieved, achievements, reach a deal, accomplish""",
        {"outcomes": 0.9, "accounts": 0.4, "corrections": 0.4},
        "agreed, agreement, agreements, outcome, result, deal",
    ),
    (
        "press conference, news conference, presser, press briefing, joint press, reporters, took questions, "
        "take questions, answer questions, press statement, press statements",
        {"press": 1.0},
        "press conference, news conference, press conferences, reporters",
    ),
    (
        """quote, quotes, quotation, exact words, exactly say, exactly said, verbatim, word for word, own words,
        what were the words, famous line, famous words""",
        {"quotes": 1.0, "accounts": 0.3},
        "",
    ),
    (
        """reaction, reactions, react, reacted, criticism, criticised, criticized, response to, respond to, responded,
        slammed, slams, blasted, praised, condemned, what did people say, think of, thought of, reception, backlash,
        outrage, outraged""",
        {"reactions": 1.0},
        "criticised, called, reacted, welcomed",
    ),
    (
        """what happened after, what happened next, what followed, what came next, aftermath, afterwards, consequences,
        follow up, followed up, after the summit, after the meeting, after the call, since then, led to""",
        {"aftermath": 1.0},
        "",
    ),
    (
        """who proposed, who suggested, whose idea, whose initiative, who asked for, who requested, who wanted,
        who invited, who initiated, who called whom, who called who, who rang whom, who rang, who phoned,
        who phoned whom, who placed the call, who made the call, who sought, who came up with, at whose request,
        initiative, who offered, who telephoned, who called first""",
        {"overview": 1.0, "accounts": 0.8, "corrections": 0.4, "context": 0.4},
        "proposed, proposal, initiative, sought, placed the call, request of, invited, suggested",
    ),
    (
        "why, reason, reasons, how come, what caused, because of what",
        {"accounts": 0.5, "context": 0.5, "summary": 0.4, "corrections": 0.3, "quotes": 0.2},
        "because, reason, why",
    ),
    (
        "what time, what hour, start time, starting time, how late, time did, clock, timetable, schedule",
        {"times": 1.0, "accounts": 0.2},
        "began, ended, arrived, scheduled, late",
    ),
    (
        "when, what date, what day, which day, which date, which year, what year, on which days, dates",
        {"summary": 0.5, "times": 0.3, "overview": 0.3, "corrections": 0.3, "accounts": 0.3},
        "on which day, on which days, when",
    ),
    (
        "where, which city, which building, what building, venue, which hotel, location",
        {"summary": 0.5, "context": 0.4, "overview": 0.3, "accounts": 0.3},
        "in which building, where, palace, residence",
    ),
    (
        """myth, myths, misconception, misconceptions, fact check, debunk, debunked, is it true, true that, commonly,
        wrong about, got wrong, mistake, mistakes, false claim, false claims, was it really, did it really, really""",
        {"corrections": 1.0, "accounts": 0.3},
        "",
    ),
    (
        """aim, aims, goal, goals, objective, objectives, hope for, hoped for, hoped to, expectations, expect, wanted
        from, want from, want out of, wanted to achieve, what did trump want, agenda""",
        {"aims": 1.0, "context": 0.2},
        "wanted, hoped, expected, goal",
    ),
    (
        """discuss, discussed, talk about, talked about, talking about, what was said about, come up, came up, bring up,
        brought up, raise, raised, topics, subjects, on the table, mention, mentioned""",
        {"discussed": 0.8, "accounts": 0.2},
        "discussed, raised, spoke of, subjects",
    ),
    (
        "dispute, disputed, disagree, disagreed, conflicting, contradict, contradicted, version, versions, accounts differ",
        {"accounts": 1.0},
        "",
    ),
    (
        "what happened, what happened in, what happened at, what was, summary, summarise, summarize, overview, in short, in brief, tell me about",
        {"summary": 0.6},
        "",
    ),
    (
        "background, before the meeting, before the summit, ahead of, run up, runup, lead up, led up to, prior to",
        {"context": 0.8, "aims": 0.3},
        "",
    ),
)
COMMON = frozenset(
    """
    a about again ago all also am an and any anybody anyone against among anything are arent around as at away be became become been behind being between both but by can
    cant could couldnt did didnt do does doesnt doing done dont each either else ever every everyone everything exactly
    for from get gets getting give go goes going gone got had hadnt happen happened happens has hasnt have havent having he her here hers hes him
    himself his how i id if ill im in into is isnt it its itself ive just kind like made make makes making many may me
    might mine more much must my no not of off ok on onto or other our out own per please quite rather really said say saying
    says seem shall she should show so some somebody someone something such tell than that thats the their them themselves
    then there theres these they theyre thing things this those to too toward towards up upon very via was wasnt
    we were werent what whats when where wheres whether which while who whom whos whose why will with within without
    would yes yet you your
    """.split()
)
"""Words that every text has."""


def cues() -> Iterator[tuple[str, Cue]]:
    """Every phrase that people type, with what it asks for."""
    for typed, sections, said in _CUES:
        cue = Cue(sections, tuple(filter(None, (each.strip() for each in said.split(",")))))
        for phrase in typed.split(","):
            yield " ".join(phrase.split()), cue
