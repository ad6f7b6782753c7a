"""Rules that a schema cannot express: each breach is told in one sentence with its place, and nothing else with it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from summitcli.dataset import validate
from summitcli.dataset.checks import check
from summitcli.dataset.hosts import weakness
from summitcli.dataset.parse import Parsed, parse_document
from summitcli.errors import InvalidDataset

from ..conftest import TIMEOUT
from ..synthetic import dataset
from ..work import Counted, is_linear, work
from .test_validate import broken, statement


def problems(*documents: Any) -> list[str]:
    """What is wrong with datasets that are read together, without the names of their files."""
    files = {f"{number}.json": json.dumps(each).encode() for number, each in enumerate(documents)}
    try:
        validate(files)
    except InvalidDataset as error:
        return [str(problem).partition(": ")[2] for problem in error.problems]
    return []


def meeting(number: int = 0, **change: Any) -> Any:
    """The synthetic dataset with other values in one of its meetings."""
    return broken("meetings", number, to=dataset()["meetings"][number] | change)


def sources(**change: Any) -> Any:
    """The synthetic dataset with one more source, `other`, that is like the first, and one more publisher, `Blog`."""
    data = dataset()
    data["sources"].append({**data["sources"][0], "id": "other", "url": "https://other.example/", **change})
    data["publishers"].append({"name": "Blog", "standing": "other", "about": "blog"})
    return data


def resting_on(*names: str, publisher: str = "Blog", kind: str = "secondary", **change: Any) -> Any:
    """The synthetic dataset with a statement that rests on the sources named, one of which is `other`."""
    data = sources(publisher=publisher, kind=kind)
    if publisher != "Blog":
        data["publishers"].pop()
    data["meetings"][0]["context"].append(statement(sources=[*names], **change))
    return data


def with_readouts(*readouts: tuple[str, str]) -> Any:
    """The synthetic dataset with readouts of a meeting: the side and the address of each."""
    return broken("meetings", 0, "links", "readouts", to=[{"side": side, "url": url} for side, url in readouts])


def with_wire(standing: str) -> Any:
    """The synthetic dataset with a statement that rests on a wire of some standing, then on the official text."""
    data = resting_on("other", "palace-2031", publisher="Wire")
    data["publishers"].append({"name": "Wire", "standing": standing, "about": "wire"})
    data["sources"][1] |= {"via": "The Palace"}
    data["publishers"].pop(2)
    return data


TERTIARY = 'rests on tertiary sources alone and does not say so ("reported by ...")'
RULES = {
    "id twice": (
        broken("meetings", 1, "id", to="geneva-2031"),
        ['meetings[1].id (geneva-2031): "geneva-2031" is already taken by meetings[0]'],
    ),
    "alias that is an id": (
        broken("meetings", 2, "aliases", to=["geneva-2031"]),
        ['meetings[2].aliases[0] (oslo-2033): "geneva-2031" is already taken by meetings[0]'],
    ),
    "alias twice": (
        broken("meetings", 2, "aliases", to=["geneva"]),
        ['meetings[2].aliases[0] (oslo-2033): "geneva" is already taken by meetings[0]'],
    ),
    "missing source": (
        broken("meetings", 0, "discussed", 0, "sources", to=["gazette-2031", "kremlin-2018"]),
        ['meetings[0].discussed[0].sources[1] (geneva-2031): no source "kremlin-2018"'],
    ),
    "missing person": (
        broken("meetings", 0, "leaders", 1, to="nobody"),
        ['meetings[0].leaders[1] (geneva-2031): no person "nobody"'],
    ),
    "missing speaker": (
        broken("meetings", 0, "quotes", 0, "speaker", to="nobody"),
        ['meetings[0].quotes[0].speaker (geneva-2031): no person "nobody"'],
    ),
    "missing topic": (
        broken("meetings", 0, "discussed", 1, to=statement(topic="snow")),
        ['meetings[0].discussed[1].topic (geneva-2031): no topic "snow"'],
    ),
    "source twice in a list": (
        broken("meetings", 0, "summary", "sources", to=["gazette-2031", "gazette-2031"]),
        ['meetings[0].summary.sources[1] (geneva-2031): "gazette-2031" is listed twice'],
    ),
    "unused source": (
        broken("sources", to=[*dataset()["sources"], dataset()["sources"][0] | {"id": "idle"}]),
        ['sources[2] (idle): source "idle" is not used'],
    ),
    "unused person": (
        broken("people", to=[*dataset()["people"], {"id": "idle", "name": "Idle", "country": "US"}]),
        ['people[3] (idle): person "idle" is not used'],
    ),
    "unused topic": (
        broken("topics", to=[*dataset()["topics"], {"id": "idle", "label": "Idle", "description": "Nothing"}]),
        ['topics[2] (idle): topic "idle" is not used'],
    ),
    "dates reversed": (
        broken("meetings", 0, "end", to="2031-03-03"),
        ['meetings[0].end (geneva-2031): "2031-03-03" is before the start, "2031-03-04"'],
    ),
    "dates of two precisions": (
        broken("meetings", 2, "end", to="2033"),
        ['meetings[2].end (oslo-2033): "2033" has another precision than the start, "2033-06"'],
    ),
    "date that is not on the calendar": (
        meeting(1, start="2031-02-30", end="2031-02-30"),
        [
            'meetings[1].start (call-2032-01-02): "2031-02-30" is not on the calendar',
            'meetings[1].end (call-2032-01-02): "2031-02-30" is not on the calendar',
        ],
    ),
    "time that is not on the calendar": (
        broken("meetings", 0, "times", 0, "at", to="2031-02-30T09:00+01:00"),
        ['meetings[0].times[0].at (geneva-2031): "2031-02-30T09:00+01:00" is not on the calendar'],
    ),
    "held in some month": (
        broken("meetings", 2, "status", to="held"),
        ['meetings[2].start (oslo-2033): a meeting that was held has a full date, not "2033-06"'],
    ),
    "coverage reversed": (
        broken("coverage", "until", to="2030-01-01"),
        ['coverage.until: "2030-01-01" is before the first day covered, "2031-01-01"'],
    ),
    "call with a place": (
        broken("meetings", 1, "place", to={"city": "Oslo", "country": "NO"}),
        ["meetings[1].place (call-2032-01-02): a call has no place"],
    ),
    "meeting without a place": (
        broken("meetings", 0, "place", to=...),
        ["meetings[0] (geneva-2031): a summit that was held has a place"],
    ),
    "latitude alone": (
        broken("meetings", 0, "place", "longitude", to=...),
        ["meetings[0].place (geneva-2031): latitude and longitude go together"],
    ),
    "weak source that is not admitted": (
        resting_on("other", publisher="The Gazette", kind="tertiary"),
        [f"meetings[0].context[1] (geneva-2031): {TERTIARY}"],
    ),
    "long quotation": (
        broken("meetings", 0, "quotes", 0, "text", to="ice " * 39 + "ice"),
        ["meetings[0].quotes[0].text (geneva-2031): has 40 words; a quotation has fewer than 40"],
    ),
    "planned before actual": (
        broken("meetings", 0, "durations", to=dataset()["meetings"][0]["durations"][::-1]),
        ["meetings[0].durations (geneva-2031): actual durations come before planned ones"],
    ),
    "date of a source that is not on the calendar": (
        broken("sources", 0, "date", to="2031-02-29"),
        ['sources[0].date (gazette-2031): "2031-02-29" is not on the calendar'],
    ),
    "day of a quotation that is not on the calendar": (
        broken("meetings", 0, "quotes", 0, "said_on", to="2031-04-31"),
        ['meetings[0].quotes[0].said_on (geneva-2031): "2031-04-31" is not on the calendar'],
    ),
    "year zero": (
        broken("sources", 0, "date", to="0000"),
        ['sources[0].date (gazette-2031): "0000" is not on the calendar'],
    ),
    "time of another year": (
        broken("meetings", 0, "times", 1, "at", to="2030-03-04T09:20"),
        ['meetings[0].times[1].at (geneva-2031): "2030-03-04T09:20" is of another day than the meeting'],
    ),
    "days that are not in order": (
        meeting(days=["2031-03-05", "2031-03-04"]),
        ["meetings[0].days (geneva-2031): are not in order, or one is listed twice"],
    ),
    "day outside of the meeting": (
        meeting(days=["2031-03-04", "2031-03-06"]),
        ['meetings[0].days[1] (geneva-2031): "2031-03-06" is not within the meeting'],
    ),
    "day that is not on the calendar": (
        meeting(2, days=["2033-06-31"]),
        ['meetings[2].days[0] (oslo-2033): "2033-06-31" is not on the calendar'],
    ),
    "call with further places": (
        meeting(1, further_places=[{"city": "Oslo", "country": "NO"}]),
        ["meetings[1].further_places (call-2032-01-02): a call has no place"],
    ),
    "further places without a first": (
        meeting(2, place=None, further_places=[{"city": "Oslo", "country": "NO"}]),
        ["meetings[2].further_places (oslo-2033): there is no first place"],
    ),
    "coordinates of a further place": (
        meeting(further_places=[{"city": "Oslo", "country": "NO", "latitude": 60}]),
        ["meetings[0].further_places[0] (geneva-2031): latitude and longitude go together"],
    ),
    "publisher that is not listed": (
        sources(publisher="Nobody"),
        [
            'sources[2].publisher (other): no publisher "Nobody"',
            'sources[2] (other): source "other" is not used',
            'publishers[3] (Blog): publisher "Blog" is not used',
        ],
    ),
    "publisher of a copy that is not listed": (
        broken("sources", 0, "via", to="Nobody"),
        ['sources[0].via (gazette-2031): no publisher "Nobody"'],
    ),
    "link that is no source": (
        broken("meetings", 0, "links", "transcript", to="https://nowhere.example/"),
        ["meetings[0].links.transcript (geneva-2031): is the address of no source of the dataset"],
    ),
    "readout that is no source": (
        with_readouts(("us", "https://nowhere.example/")),
        ["meetings[0].links.readouts[0].url (geneva-2031): is the address of no source of the dataset"],
    ),
    "readout of no side of the series": (
        with_readouts(("norway", "https://palace.example/notes")),
        [
            'meetings[0].links.readouts[0].side (geneva-2031): "norway" is no side of this series: '
            "both, other, russia, us"
        ],
    ),
    "two readouts of a side": (
        with_readouts(*[(side, "https://palace.example/notes") for side in ("us", "russia", "us")]),
        ['meetings[0].links.readouts[2].side (geneva-2031): "us" is listed twice'],
    ),
    "two identifiers of a scheme": (
        broken("meetings", 0, "links", "identifiers", to=[{"scheme": "Journeys", "value": each} for each in "12"]),
        ['meetings[0].links.identifiers[1].scheme (geneva-2031): "Journeys" is listed twice'],
    ),
    "link to what is not primary": (
        broken("meetings", 0, "links", "document", to="https://gazette.example/geneva"),
        [
            'meetings[0].links.document (geneva-2031): leads to "gazette-2031", '
            "which is not primary at a publisher of standing"
        ],
    ),
    "link to a publisher without standing": (
        broken("publishers", 2, "standing", to="state-funded"),
        [
            'meetings[0].links.transcript (geneva-2031): leads to "palace-2031", '
            "which is not primary at a publisher of standing"
        ],
    ),
    "weak page alone": (
        resting_on("other"),
        ["meetings[0].context[1] (geneva-2031): rests on pages of standing other alone, and has no `by`"],
    ),
    "weak page first": (
        resting_on("other", "gazette-2031"),
        ['meetings[0].context[1].sources[0] (geneva-2031): "other" is of standing other, and a later source is better'],
    ),
    "state-funded page before the official text": (
        with_wire("state-funded"),
        [
            'meetings[0].context[1].sources[0] (geneva-2031): "other" is state-funded, '
            "and a later source is the official text"
        ],
    ),
    "address with tracking parameters": (
        broken("sources", 0, "url", to="https://gazette.example/geneva?utm_source=x"),
        [
            'sources[0].url (gazette-2031): "https://gazette.example/geneva?utm_source=x" is '
            "an address with tracking parameters"
        ],
    ),
    "side of no series": (
        broken("meetings", 0, "aims", 0, "side", to="ussr"),
        ['meetings[0].aims[0].side (geneva-2031): "ussr" is no side of this series: both, other, russia, us'],
    ),
    "side without a series": (
        broken("meetings", 0, "series", to=None),
        [
            f'meetings[0].{place}.side (geneva-2031): "{side}" is no side of this series: both, other'
            for place, side in (
                *(("initiative", "us"), ("participants[0]", "us"), ("participants[1]", "us")),
                *(("participants[2]", "russia"), ("aims[0]", "us"), ("aims[1]", "russia")),
                *(("accounts[0].positions[0]", "us"), ("accounts[0].positions[1]", "russia"), ("quotes[0]", "russia")),
            )
        ],
    ),
    "series that is not there": (
        broken("meetings", 0, "series", to="adams-below"),
        ['meetings[0].series (geneva-2031): no series "adams-below": did you mean "adams-belov"?'],
    ),
    "two default series": (
        broken("series", to=[{**dataset()["series"][0], "id": id, "default": True} for id in ("adams-belov", "x")]),
        ["series: more than one is the default", 'series[1] (x): series "x" is not used'],
    ),
    "name of a statement twice": (
        meeting(context=[statement(ref="rain"), statement(ref="rain")]),
        ['meetings[0].context[1].ref (geneva-2031): "rain" is given to two statements'],
    ),
    "topic twice in a list": (
        meeting(context=[statement(topics=["ice", "ice"])]),
        ['meetings[0].context[0].topics[1] (geneva-2031): "ice" is listed twice'],
    ),
    "precedent twice in a list": (
        meeting(context=[statement(see=["oslo-2033", "oslo-2033"])]),
        ['meetings[0].context[0].see[1] (geneva-2031): "oslo-2033" is listed twice'],
    ),
    "publisher twice": (
        broken("publishers", to=[*dataset()["publishers"], dataset()["publishers"][0] | {"about": "weekly"}]),
        ['publishers[3].name (The Gazette): "The Gazette" is already taken by publishers[0]'],
    ),
    "alias of a person that is another's id": (
        broken("people", 0, "aliases", to=["boris-belov"]),
        ['people[1].id (boris-belov): "boris-belov" is already taken by people[0]'],
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_what_breaks_a_rule_is_told_with_its_place(case):
    data, messages = RULES[case]
    assert problems(data) == messages


VALID = {
    "days of a month": meeting(2, days=["2033-06-01", "2033-06-30"]),
    "time of the evening before": broken("meetings", 0, "times", 0, "at", to="2031-03-03T23:30-11:00"),
    "time after midnight": broken("meetings", 0, "times", 1, "at", to="2031-03-06T00:10"),
    "first day of the calendar": meeting(0, start="0001-01-01", end="0001-01-01", times=[]),
    "last day of the calendar": meeting(
        0,
        start="9999-12-31",
        end="9999-12-31",
        times=[{"event": "x", "at": "9999-12-31T23:59", "sources": ["palace-2031"]}],
    ),
    "weak page that is named": resting_on("other", by="The blog"),
    "weak page after a better one": resting_on("gazette-2031", "other"),
    "weak source that is admitted": resting_on("other", kind="tertiary", publisher="The Gazette", by="The Gazette"),
    "agency before the official text": with_wire("agency"),
    "no link": broken("meetings", 0, "links", "transcript", to=None),
    "two sides of every series": broken("meetings", 0, "aims", 0, "side", to="both"),
    "meeting of another file": meeting(context=[statement(see=["yalta-1945"])]),
}


@pytest.mark.parametrize("case", VALID)
def test_what_breaks_no_rule_is_valid(case):
    assert problems(VALID[case]) == []


def test_without_a_list_of_publishers_nothing_is_asked_of_them():
    data = dataset()
    data.pop("publishers")
    data["sources"][0] |= {"publisher": "Anybody", "url": "https://staging.example.org/?utm_source=x"}
    data["meetings"][0]["links"] = {"transcript": "https://nowhere.example/"}
    assert problems(data) == []


def test_without_series_and_sides_data_is_valid():
    data = dataset()
    data.pop("series")
    for each in data["meetings"]:
        each.pop("series")
    text = json.dumps(data).replace('"side": "us", ', "").replace('"side": "russia", ', "")
    assert problems(json.loads(text)) == []


STAGED = "at a test or staging host, which may vanish or differ from what readers see"
DELIVERED = "at a network that delivers files, not at its publisher"
ARCHIVED = "at an archive that mirrors other sites: cite the page itself"
WEAK = {
    "https://staging.example.org/a": STAGED,
    "https://www.preview.example.org": STAGED,
    "https://news-staging.example.org/a": STAGED,
    "https://user@dev.example.org:8080/a": STAGED,
    "https://digital-stage.example.org/a": STAGED,
    "https://digital-release.example.org/a": STAGED,
    "https://preprod.example.org/a": STAGED,
    "https://test.history.example.org/a": STAGED,
    "https://pagestaging.example.org/a": STAGED,
    "https://web.production.example.org/a": STAGED,
    "https://prod.transcripts.example.org/a": STAGED,
    "http://www.example.org.wstub.archive.org/a": STAGED,
    "https://img1-cdn.example.org/a": DELIVERED,
    "https://static2-azcdn.example.org/a": DELIVERED,
    "https://cdn.example.org/a": DELIVERED,
    "https://news-7pd.pages.dev/a": DELIVERED,
    "https://d111.cloudfront.net": DELIVERED,
    "https://paper-cdn.example.org/a": DELIVERED,
    "https://web.archive.org/web/2018/https://x.org/": ARCHIVED,
    "https://archive.ph/x": ARCHIVED,
    "https://archive.md./x": ARCHIVED,
    "https://ghostarchive.org/archive/x": ARCHIVED,
    "https://webcache.googleusercontent.com/search?q=cache:x": ARCHIVED,
    "https://www-kremlin-ru.translate.goog/a": "at a proxy: cite the page itself",
    "HTTPS://R.JINA.AI/a": "at a proxy: cite the page itself",
    "https://translate.google.com/translate?u=https://example.org": "at a proxy: cite the page itself",
    "https://www.google.com/amp/s/example.org/a": "at a proxy: cite the page itself",
    "https://example-org.cdn.ampproject.org/c/s/example.org/a": "at a proxy: cite the page itself",
    "https://cors.archive.org/details/x": "at a proxy: cite the page itself",
    "https://example.org/wp-json/wp/v2/posts/1": "an address for programs, not a page",
    "https://example.org/a?b=1&fbclid=2": "an address with tracking parameters",
    "https://example.org/a#utm_source=x": "an address with tracking parameters",
}
FIT = [
    *(
        "https://example.org/staging/a",
        "https://example.org/?next=https://staging.example.org/",
        "https://stagingpost.org",
        "https://www.test.de/a",
        "https://cdn.org/a",
    ),
    *(
        "https://development.example.org/",
        "https://www.archive.org/details/x",
        "https://web.dev/a",
        "https://a.org/utm_b",
    ),
]


@pytest.mark.parametrize("address", [*WEAK, *FIT])
def test_addresses_that_are_not_fit_to_be_cited_are_known_by_their_host_or_path(address):
    assert weakness(address) == WEAK.get(address)


REDUCED = [
    "http://amp.example.org/news",
    "https://m.example.org/news",
    "https://mobile.example.org/news/",
    "https://www.example.org/news/amp",
    "https://example.org/amp/news",
    "https://example.org/news.amp",
    "https://example.org/news?outputType=amp",
    "https://example.org/news?amp=1",
    "https://example.org/news?amp",
]


def cited_at(address: str) -> Any:
    """The synthetic dataset with its second source, to which a link leads, at another address."""
    data = dataset()
    data["sources"][1]["url"] = data["meetings"][0]["links"]["transcript"] = address
    return data


@pytest.mark.parametrize("address", REDUCED)
def test_an_amp_or_mobile_form_is_not_cited_beside_the_ordinary_page(address):
    data = cited_at(address)
    data["sources"][0]["url"] = "https://www.example.org/news"
    told = f'"{address}" is the AMP or mobile form of the page of "{data["sources"][0]["id"]}"'
    assert problems(data) == [f"sources[1].url ({data['sources'][1]['id']}): {told}"]


@pytest.mark.parametrize("address", [*REDUCED, "https://example.org/news.amp.html"])
def test_an_amp_or_mobile_form_is_cited_if_the_ordinary_page_was_not_seen(address):
    assert problems(cited_at(address)) == []


GROWN = """
import json, sys
from typing import Annotated, NotRequired
from summitcli.schema import records
from summitcli.schema.meta import Doc
from summitcli.schema.values import Text

new = {key: NotRequired[Annotated[Text | None, Doc("any text")]] for key in ("status", "start", "days", "side", "ref")}
records.Source.__annotations__.update(new)
records.Source.__optional_keys__ |= new.keys()
from summitcli.cli.main import run
sys.exit(run(["validate", "-"]))
"""


def test_rules_go_by_the_type_of_a_record_and_not_by_the_names_of_keys():
    """A source that gets keys called like those of a meeting, with other values in them, breaks no rule of meetings."""
    data = dataset()
    data["sources"][0] |= {"status": "held", "start": "soon", "days": "two", "side": "left", "ref": "x"}
    data["sources"][1] |= {"status": "held", "start": "2031", "ref": "x"}
    done = subprocess.run(
        [sys.executable, "-c", GROWN],
        input=json.dumps(data), capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_the_work_of_checking_grows_with_the_dataset_and_not_with_its_square():
    """Statements with names of their own, names that nothing defines, and keys that are unknown, by the thousand."""

    def checked(number: int) -> int:
        data = dataset()
        data["meetings"][0]["context"] = [
            statement(ref=Counted(f"r{each}"), sources=[Counted(f"s{each}")], topics=[Counted(f"t{each}")])
            for each in range(number)
        ]
        return work(lambda: check({"x": Parsed(data, [])}))

    def refused(number: int) -> int:
        data = dataset()
        data["meetings"][0]["context"] = [statement(note="x") for _ in range(number)]
        content = json.dumps(data).encode()
        return work(lambda: parse_document("x", content))

    assert (is_linear(checked, 1000), is_linear(refused, 1000)) == (True, True)
