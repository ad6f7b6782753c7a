"""The work of a question grows with what it is about, and not with the square of it. Work is counted, not timed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from benchmarks import generate

from summitcli.cli.advice import as_ours
from summitcli.errors import Ambiguous, NotFound
from summitcli.query import names
from summitcli.store import open_store

from ..inside import run
from ..synthetic import dataset, whole
from ..work import Counted, is_linear, work

# Lists of a meeting that may be as long as anybody likes.
SECTIONS = (
    *("durations", "participants", "context", "aims", "discussed", "outcomes", "times", "accounts", "quotes"),
    *("reactions", "aftermath", "corrections"),
)
SIZE = 300


def grown(section: str, number: int) -> dict[str, Any]:
    """A valid dataset in which a section of a meeting has many entries, each with a source and a topic of its own."""
    data = whole()
    [first, *_] = data["meetings"][0][section]
    names = [f"n{each}" for each in range(number)]
    data["sources"] += [{**data["sources"][0], "id": each, "url": f"https://gazette.example/{each}"} for each in names]
    data["topics"] += [{**data["topics"][1], "id": each, "label": each, "aliases": []} for each in names]
    data["people"] += [{"id": each, "name": f"Person {each}", "country": "US"} for each in names]
    data["meetings"][0][section] = [one_of(first, each) for each in names]
    data["meetings"][1]["sources"] = ["palace-2031", *names]
    topics, people = ["ice", "fishing", *names], ["cara-cole", *names]
    data["meetings"][1]["discussed"] = [{"topic": each, "text": "x.", "sources": names[:1]} for each in topics]
    data["meetings"][1]["participants"] = [{"person": each, "role": "x", "sources": names[:1]} for each in people]
    return data


def one_of(entry: dict[str, Any], name: str) -> dict[str, Any]:
    """An entry like another, with its own sources, topics and people."""
    new = {key: value for key, value in entry.items() if key not in ("ref", "see")}
    own = {
        "sources": [name],
        "topics": [name],
        "topic": name,
        "person": name,
        "speaker": name,
        "question": f"Who {name}?",
    }
    if "positions" in new:
        new["positions"] = [{**each, "sources": [name], "ref": None} for each in new["positions"]]
    return {**new, **{key: value for key, value in own.items() if key in new}}


def written(folder: Path, section: str, number: int) -> str:
    """The path of a dataset whose section has grown to a number of statements."""
    path = folder / f"{number}.json"
    path.write_text(json.dumps(grown(section, number)), encoding="utf-8")
    return str(path)


def answering(folder: Path, *question: str) -> int:
    """The work of an answer whose dataset is compiled already."""
    assert run(*question, folder=folder).code == 0
    return work(lambda: run(*question, folder=folder))


@contextmanager
def counting() -> Iterator[None]:
    """Whatever is read from JSON counts its comparisons."""
    loads: Callable[..., Any] = json.loads

    def counted(value: Any) -> Any:
        if isinstance(value, str):
            return Counted(value)
        if isinstance(value, list):
            return [counted(each) for each in value]
        return {key: counted(each) for key, each in value.items()} if isinstance(value, dict) else value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json, "loads", lambda *arguments, **options: counted(loads(*arguments, **options)))
        yield


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("format", ["json", "markdown"])
def test_a_section_of_a_huge_meeting(tmp_path: Path, section, format):
    def shown(number: int) -> int:
        path = written(tmp_path, section, number)
        with counting():
            return answering(tmp_path, "show", "geneva", "--section", section, "--format", format, "--data", path)

    assert is_linear(shown, SIZE)


@pytest.mark.parametrize(
    "question",
    [
        *(["show", "geneva", "--json"], ["show", "geneva", "--standing", "press", "--json"], ["sources", "geneva"]),
        *(["topics"], ["topics", "n7"], ["people"], ["people", "n7"], ["sources"], ["stats", "--by", "topic"]),
        *(["cite", "geneva"], ["compare", "geneva", "call-2032-01-02", "--json"], ["timeline", "--all"], ["validate"]),
        *(["list", "--topic", "n1,n2,n3", "--json"], ["search", "rain", "--json"], ["open", "geneva", "--print"]),
    ],
    ids=" ".join,
)
def test_a_record_with_many_sources_topics_and_people(tmp_path: Path, question):
    def asked(number: int) -> int:
        path = written(tmp_path, "context", number)
        with counting():
            return answering(tmp_path, *question, *([path] if question == ["validate"] else ["--data", path]))

    assert is_linear(asked, SIZE)


FILTERS = {
    "one topic again and again": ["--topic", "ice"] * 1200,
    "other years": [part for year in range(1200) for part in ("--year", f"2031,{year:04}")],
}


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_any_number_of_filters_is_one_question(tmp_path: Path, filters):
    """All of them hold. SQLite takes no row of 1,000 conditions."""
    path = tmp_path / "dataset.json"
    path.write_text(json.dumps(dataset()), encoding="utf-8")
    done = run("list", "--ids", "--data", str(path), *filters, folder=tmp_path)
    assert (done.code, done.out, done.err) == (0, "geneva-2031\n", "")


def test_footnotes_are_chosen_by_their_numbers(tmp_path: Path):
    """Each at once, however many there are."""

    def cited(number: int) -> int:
        path = written(tmp_path, "context", number)
        numbers = ",".join(str(each) for each in range(1, number + 1))
        return answering(tmp_path, "cite", "geneva", "--source", numbers, "--data", path)

    assert is_linear(cited, SIZE)


def test_a_misspelt_name_among_many_words_is_corrected(tmp_path: Path):
    path = tmp_path / "dataset.json"
    path.write_text(json.dumps(dataset()), encoding="utf-8")

    def refused(number: int) -> int:
        line = ("show", *["oslo-2033"] * number, "geneva-2013")
        error = NotFound("no", subject="meeting", typed="geneva-2013", candidates=["geneva-2031"])
        return work(lambda: as_ours(error, line))

    assert is_linear(refused, 25)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Any]]:
    """Compiled datasets of 400 and of 800 meetings."""
    folder = tmp_path_factory.mktemp("generated")
    opened = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(folder / "cache"))
        for meetings in (400, 800):
            with (folder / f"{meetings}.json").open("w", encoding="utf-8") as file:
                generate.write(file, meetings, seed=1)
            opened.append(open_store([str(folder / f"{meetings}.json")]))
    yield opened
    for store in opened:
        store.close()


NAMED = {
    "an id": lambda of: generate.meeting_id(7, of),
    "an id in other letters": lambda of: generate.meeting_id(7, of).upper().replace("-", " "),
    "a day": lambda of: generate.day_of(7, of).isoformat(),
    "a day in words": lambda of: f"{generate.day_of(7, of):%-d %B %Y}",
    "the latest": lambda of: "latest",
}


@pytest.mark.parametrize("case", NAMED)
def test_a_name_is_looked_up_alike_among_few_and_among_many(stores, case):
    """By an index: twice the meetings are a step more, if any."""
    small, large = (
        work(partial(names.resolve_meeting, store, NAMED[case](of)), store)
        for store, of in zip(stores, (400, 800), strict=True)
    )
    assert large < 1.3 * small


@pytest.mark.parametrize("name", ["no-such-meeting-1999", "hel", "geneva", "summit of 1999", "x" * 5000])
def test_a_name_that_is_none_or_many_is_looked_for_once_among_all(stores, name):
    def looked_up(store: Any) -> None:
        with suppress(NotFound, Ambiguous):
            names.resolve_meeting(store, name)

    small, large = (work(partial(looked_up, store), store) for store in stores)
    assert large < 2.5 * small


def test_many_names_are_looked_up_one_by_one(tmp_path: Path):
    """As many questions to the store as there are names, and none that reads all."""
    path = tmp_path / "many.json"
    with path.open("w", encoding="utf-8") as file:
        generate.write(file, 800, seed=1)

    def shown(number: int) -> int:
        ids = "\n".join(generate.meeting_id(each, 800) for each in range(number)).encode()
        question = ("show", "-", "--json", "--section", "summary", "--data", str(path))
        assert run(*question, folder=tmp_path, stdin=ids).code == 0
        return work(lambda: run(*question, folder=tmp_path, stdin=ids))

    assert is_linear(shown, 100)
