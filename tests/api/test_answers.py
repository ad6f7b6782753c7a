"""A record answers what the commands answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import pytest
from pydantic import TypeAdapter

import summitcli
from summitcli import types
from summitcli.query.filters import FILTERS, Filters
from tests.conftest import Summit

Question = Callable[[summitcli.Record], Any]
SAME: list[tuple[str, Question]] = [
    ("list", lambda r: r.meetings()),
    ("list --all", lambda r: r.meetings(all=True)),
    ("list --topic syria --year 2017..2019", lambda r: r.meetings(topic="syria", year="2017..2019")),
    ("list --topic syria --topic ukraine", lambda r: r.meetings(topic=["syria", "ukraine"])),
    ("list --topic syria,iran", lambda r: r.meetings(topic="syria,iran")),
    ("list --kind summit,call --year 2018", lambda r: r.meetings(kind=["summit", "call"], year=2018)),
    ("list --series us-soviet --outcome none,open",
     lambda r: r.meetings(series="us-soviet", outcome=["none", "open"])),
    ("list --since 1985-11 --until 1988-06-02", lambda r: r.meetings(since="1985-11", until=date(1988, 6, 2))),
    ("list --leader gorbachev --sort length --reverse -L 3",
     lambda r: r.meetings(leader="gorbachev", sort="length", reverse=True, limit=3)),
    ("timeline --series us-soviet", lambda r: r.timeline(series="us-soviet")),
    ("show helsinki", lambda r: r.meeting("helsinki")),
    ("show da nang", lambda r: r.meeting("da nang")),
    ("show latest", lambda r: r.meeting("latest")),
    ("show helsinki -s overview", lambda r: r.meeting("helsinki", sections="overview")),
    ("show helsinki -s quotes,accounts --standing official",
     lambda r: r.meeting("helsinki", sections=["quotes", "accounts"], standing="official")),
    ("search cyber unit", lambda r: r.search("cyber unit")),
    ("search interpreter -s quotes --year 2018 -L 5",
     lambda r: r.search("interpreter", sections="quotes", year="2018", limit=5)),
    ("topics", lambda r: r.topics()),
    ("topics election interference", lambda r: r.topic("election interference")),
    ("people", lambda r: r.people()),
    ("people fiona hill", lambda r: r.person("fiona hill")),
    ("sources", lambda r: r.sources()),
    ("sources --standing official", lambda r: r.sources(standing="official")),
    ("sources helsinki", lambda r: r.sources("helsinki")),
    ("compare helsinki anchorage", lambda r: r.compare("helsinki", "anchorage")),
    ("stats", lambda r: r.statistics()),
    ("stats --by topic --all", lambda r: r.statistics("topic", all=True)),
    ("stats --by standing", lambda r: r.statistics("standing")),
    ("stats --explain", lambda r: r.counting_rule()),
    ("open helsinki", lambda r: r.link("helsinki")),
    ("open helsinki --source 2 --archived", lambda r: r.link("helsinki", source=2, archived=True)),
    ("version", lambda r: r.versions()),
]  # fmt: skip


@pytest.mark.parametrize(("command", "question"), SAME, ids=[command for command, _ in SAME])
def test_a_method_answers_the_json_of_its_command(
    command: str, question: Question, summit: Summit, bundled: summitcli.Record
) -> None:
    printed = summit(*command.split(), "--json")
    assert printed.code == 0, printed.err
    assert question(bundled) == json.loads(printed.out)


CITED: list[tuple[str, Question]] = [
    ("helsinki --source 1,4", lambda r: r.cite("helsinki", sources=[1, 4])),
    ("helsinki --source 1 --format bibtex", lambda r: r.cite("helsinki", sources=1, format="bibtex")),
    ("helsinki --source 2 --archived", lambda r: r.cite("helsinki", sources="2", archived=True)),
    ("helsinki anchorage --format csl-json", lambda r: r.cite("helsinki", "anchorage", format="csl-json")),
    ("--dataset", lambda r: r.cite()),
]


@pytest.mark.parametrize(("command", "question"), CITED, ids=[command for command, _ in CITED])
def test_citations_are_those_of_the_command(
    command: str, question: Question, summit: Summit, bundled: summitcli.Record
) -> None:
    assert question(bundled) == summit("cite", *command.split()).out


def test_pages_are_those_of_the_commands(summit: Summit, bundled: summitcli.Record) -> None:
    for page, command in (
        (bundled.page("vienna-1961"), "show vienna-1961"),
        (bundled.page("vienna-1961", sections="summary"), "show vienna-1961 -s summary"),
        (bundled.page("vienna-1961", brief=True), "show vienna-1961 --brief"),
        (bundled.topic_page("syria"), "topics syria"),
        (bundled.person_page("lavrov"), "people lavrov"),
        (bundled.comparison_page("paris-2018", "osaka-2019"), "compare paris-2018 osaka-2019"),
    ):
        assert page.markdown() == str(page) == summit(*command.split(), "--format", "markdown").out


def test_a_notebook_is_given_html_that_loads_nothing(
    made_up: summitcli.Record, made_up_file: Path, summit: Summit
) -> None:
    page = made_up.page("geneva")
    shown = page._repr_html_()
    assert "Adams and Belov met in Geneva for two days" in shown
    assert not [word for word in ("<html", "<script src", "<link", "@import", "<img") if word in shown]
    assert page.html() == summit("show", "geneva", "--format", "html", data=made_up_file).out


def test_contents_count_the_sections_of_a_meeting(made_up: summitcli.Record) -> None:
    counts = {each["section"]: each["count"] for each in made_up.contents("geneva")}
    assert counts == {
        "overview": 1,
        "summary": 1,
        "durations": 3,
        "participants": 3,
        "context": 1,
        "aims": 2,
        "discussed": 2,
        "outcomes": 2,
        "press": 1,
        "times": 2,
        "accounts": 1,
        "quotes": 1,
        "reactions": 1,
        "aftermath": 1,
        "corrections": 1,
        "sources": 2,
    }


def test_statements_are_rows_of_one_shape(made_up: summitcli.Record) -> None:
    rows = made_up.statements("geneva", "oslo-2033")
    assert {row["meeting"] for row in rows} == {"geneva-2031", "oslo-2033"}
    assert len({tuple(row) for row in rows}) == 1
    [quote] = made_up.statements("geneva", sections="quotes")
    assert (quote["by"], quote["text"], quote["sources"]) == (
        "Boris Belov",
        "Ice is a serious matter.",
        ["palace-2031"],
    )


def test_without_names_every_statement_is_told(made_up: summitcli.Record) -> None:
    ids = [row["id"] for row in made_up.meetings(all=True)]
    assert made_up.statements() == made_up.statements(*ids)
    assert {row["meeting"] for row in made_up.statements(sections="overview")} == set(ids)


def test_a_source_is_had_by_its_id(made_up: summitcli.Record) -> None:
    found = made_up.source("palace-2031")
    assert (found["publisher"], found["via"], found["copy"], found["standing"], found["text_standing"]) == (
        "The Palace",
        "The Archive",
        True,
        "specialist",
        "official",
    )


def test_every_filter_of_the_commands_is_a_keyword() -> None:
    assert list(summitcli.MeetingFilters.__annotations__) == list(Filters._fields) == list(FILTERS)


def test_a_filter_is_a_name_or_several(made_up: summitcli.Record) -> None:
    def ids(**filters: Any) -> list[str]:
        return [row["id"] for row in made_up.meetings(**filters)]

    assert ids(kind="summit,call") == ids(kind=["summit", "call"]) == ids(kind=("summit", "call"))
    assert ids(kind=iter(["summit", "call"]), status=["held", "proposed"]) == [
        "geneva-2031",
        "call-2032-01-02",
        "oslo-2033",
    ]
    assert ids(topic=["fishing", "ice"]) == ids(topic=["ice"]) == ["geneva-2031"]
    assert ids(year=[2031, 2032], kind="call") == ["call-2032-01-02"]
    frame = pd.DataFrame({"year": [2031, 2032], "limit": [0, 1]})
    assert ids(year=frame["year"].max(), kind="call", limit=frame["limit"].max()) == ["call-2032-01-02"]
    assert ids(year=range(2031, 2033), kind="call") == ["call-2032-01-02"]
    assert ids(since=datetime(2031, 1, 1, 12), until=pd.Timestamp("2031-12-31 23:00")) == ["geneva-2031"]
    assert ids(topic=None, all=True, limit=2) == ["geneva-2031", "call-2032-01-02"]
    assert ids(all=True, limit=0) == []


def test_answers_are_plain_and_ones_own(made_up: summitcli.Record) -> None:
    first = made_up.meeting("geneva")
    assert json.loads(json.dumps(first)) == first
    first["summary"]["text"] = "Nothing happened."
    first["quotes"].clear()
    assert made_up.meeting("geneva") != first


@pytest.mark.parametrize(("command", "question"), SAME, ids=[command for command, _ in SAME])
def test_what_is_done_to_an_answer_does_nothing_to_the_next(
    command: str, question: Question, bundled: summitcli.Record
) -> None:
    answer = question(bundled)
    before = json.dumps(answer)
    _wreck(answer)
    assert json.dumps(question(bundled)) == before


def _wreck(value: Any) -> None:
    """Empty all that an answer holds, from the inside."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _wreck(part)
        value.clear()


def test_none_is_as_good_as_nothing(made_up: summitcli.Record) -> None:
    assert made_up.meeting("geneva", sections=None, standing=None) == made_up.meeting("geneva")
    assert made_up.search("ice", sections=None, limit=None) == made_up.search("ice")
    assert made_up.sources(None) == made_up.sources()


def test_answers_are_of_the_types_that_they_are_said_to_have(made_up: summitcli.Record) -> None:
    """As a web service checks what it returns."""
    for kind, answer in (
        (list[types.ListedMeeting], made_up.meetings(all=True)),
        (types.ShownMeeting, made_up.meeting("geneva")),
        (list[types.ContentsEntry], made_up.contents("geneva")),
        (list[types.FlatStatement], made_up.statements()),
        (list[types.Hit], made_up.search("ice")),
        (list[types.ListedTopic], made_up.topics()),
        (types.ShownTopic, made_up.topic("ice")),
        (list[types.ListedPerson], made_up.people()),
        (types.ShownPerson, made_up.person("belov")),
        (list[types.ListedSource], made_up.sources()),
        (list[types.NumberedSource], made_up.sources("geneva")),
        (types.Comparison, made_up.compare("geneva", "oslo-2033")),
        (list[types.Count], made_up.statistics()),
        (list[types.StandingCount], made_up.statistics("standing")),
        (list[types.CountingRule], made_up.counting_rule()),
        (types.OpenedLink, made_up.link("geneva")),
        (types.Versions, made_up.versions()),
    ):
        assert TypeAdapter(kind).validate_python(answer, strict=True) == answer
