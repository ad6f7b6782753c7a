"""What cannot be answered says why, and what may have been meant."""

from __future__ import annotations

import pickle
import re
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import summitcli


def test_a_misspelt_name_comes_with_candidates(made_up: summitcli.Record) -> None:
    with pytest.raises(summitcli.NotFound, match="no meeting 'oslo-2034'") as found:
        made_up.meeting("oslo-2034")
    assert found.value.candidates == ["oslo-2033"]
    for ask in (made_up.topic, made_up.person, made_up.source):
        with pytest.raises(summitcli.NotFound):
            ask("nothing-of-the-kind")


def test_a_name_of_several_comes_with_their_ids(bundled: summitcli.Record) -> None:
    with pytest.raises(summitcli.Ambiguous) as found:
        bundled.meeting("g20")
    assert len(found.value.candidates) > 1
    for id in found.value.candidates:
        assert bundled.meeting(id)["id"] == id


@pytest.mark.parametrize(
    "ask",
    [
        lambda r: r.meeting("geneva", sections="quotations"),
        lambda r: r.meeting("geneva", standing="hearsay"),
        lambda r: r.meetings(topic="teapots"),
        lambda r: r.meetings(year="last"),
        lambda r: r.meetings(sort="mood"),
        lambda r: r.meetings(limit=-1),
        lambda r: r.search("  "),
        lambda r: r.search("ice", limit=-1),
        lambda r: r.compare("geneva"),
        lambda r: r.statistics("mood"),
        lambda r: r.link("geneva", source=99),
        lambda r: r.sources("palace-2031"),
    ],
)
def test_what_makes_no_sense_is_an_error_of_summit(
    ask: Callable[[summitcli.Record], Any], made_up: summitcli.Record
) -> None:
    with pytest.raises(summitcli.SummitError) as found:
        ask(made_up)
    assert found.value.message
    assert "`summit" not in f"{found.value.message} {found.value.hint}", "no command line in a Python API"


def test_an_unknown_keyword_is_a_mistake_of_the_program(made_up: summitcli.Record) -> None:
    message = "there is no filter 'topics'. Did you mean topic? The filters are topic, kind, status,"
    with pytest.raises(TypeError, match=re.escape(message)):
        made_up.meetings(topics="ice")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=re.escape("there is no filter 'mood'. The filters are topic, kind, status,")):
        made_up.statistics(mood="good")  # type: ignore[call-overload]


WRONG: list[tuple[Callable[[Any], Any], str]] = [
    (lambda r: r.meeting(None), "expected a string, not None"),
    (lambda r: r.meeting(date(2031, 6, 2)), "expected a string, not datetime.date(2031, 6, 2)"),
    (lambda r: r.meeting("geneva", sections=7), "expected a string, not 7"),
    (lambda r: r.compare(["geneva", "oslo-2033"]), "expected a string, not ['geneva', 'oslo-2033']"),
    (lambda r: r.statements(["geneva"]), "expected a string, not ['geneva']"),
    (lambda r: r.page(), "missing 1 required positional argument: 'name'"),
    (lambda r: r.page(["geneva"]), "expected a string, not ['geneva']"),
    (lambda r: r.search([1]), "expected a string, not 1"),
    (lambda r: r.source(3), "expected a string, not 3"),
    (lambda r: r.topic(3), "expected a string, not 3"),
    (lambda r: r.person(None), "expected a string, not None"),
    (lambda r: r.meetings(limit="3"), "'str' object cannot be interpreted as an integer"),
    (lambda r: r.search("ice", limit=1.5), "'float' object cannot be interpreted as an integer"),
    (lambda r: r.link("geneva", source="1"), "'str' object cannot be interpreted as an integer"),
    (lambda r: summitcli.load(b"made-up.json"), "expected a string or a Path, not b'made-up.json'"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("ask", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_value_of_a_wrong_type_is_a_type_error_that_names_it(
    ask: Callable[[Any], Any], message: str, made_up: summitcli.Record
) -> None:
    with pytest.raises(TypeError, match=re.escape(message)):
        ask(made_up)


def test_a_traceback_shows_what_may_have_been_meant(bundled: summitcli.Record, tmp_path: Path) -> None:
    def told(ask: Callable[[], Any]) -> list[str]:
        with pytest.raises(summitcli.SummitError) as found:
            ask()
        return [line.strip() for line in traceback.format_exception_only(found.value)[1:]]

    assert told(lambda: bundled.meeting("helsinky")) == ["Did you mean helsinki, helsinki-1975, helsinki-1990?"]
    assert told(lambda: bundled.meeting("2018")) == ["It could be helsinki-2018, paris-2018, buenos-aires-2018."]
    assert told(lambda: bundled.meetings(kind="phone")) == ["Kinds: summit, bilateral, pull-aside, call."]
    assert told(lambda: bundled.meetings(series="phone")) == ["Series: trump-putin, us-russia, us-soviet."]
    path = tmp_path / "broken.json"
    path.write_text('{"meetings": [{}, {}]}')
    notes = told(lambda: summitcli.load(path))
    assert notes[0] == 'broken.json: "schema_version" is missing'
    assert len(notes) == 11
    assert notes[-1].endswith("more, in `problems`")


def test_an_error_goes_to_another_process_whole(made_up: summitcli.Record) -> None:
    with pytest.raises(summitcli.NotFound) as found:
        made_up.meeting("oslo-2034")
    copy = pickle.loads(pickle.dumps(found.value))
    assert (type(copy), str(copy), copy.candidates) == (summitcli.NotFound, "no meeting 'oslo-2034'", ["oslo-2033"])


def test_an_invalid_file_comes_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"meetings": [{}]}')
    with pytest.raises(summitcli.InvalidDataset) as found:
        summitcli.load(path)
    assert len(found.value.problems) > 1
    assert {problem.file for problem in found.value.problems} == {"broken.json"}
    assert found.value.candidates == []
    with pytest.raises(summitcli.InvalidDataset, match="No such file"):
        summitcli.load(tmp_path / "missing.json")


def test_every_error_is_a_summit_error() -> None:
    kinds = (summitcli.NotFound, summitcli.Ambiguous, summitcli.InvalidDataset, summitcli.UsageError)
    assert all(issubclass(kind, summitcli.SummitError) for kind in kinds)


def test_a_closed_record_says_so(made_up_file: Path) -> None:
    with summitcli.load(made_up_file) as record:
        answered = record.meetings()
    assert answered
    for ask in (record.meetings, lambda: record.page("geneva")):
        with pytest.raises(ValueError, match="the record is closed"):
            ask()
    record.close()


def test_a_record_is_sent_to_other_processes_by_its_files(made_up: summitcli.Record) -> None:
    with pickle.loads(pickle.dumps(made_up)) as copy:
        assert copy.files == made_up.files
        assert copy.meetings() == made_up.meetings()


def test_a_record_says_how_it_was_opened(made_up: summitcli.Record, bundled: summitcli.Record) -> None:
    assert repr(made_up) == f"summitcli.load({made_up.files[0]!r})"
    assert repr(bundled) == "summitcli.load()"
    assert repr(made_up.page("geneva", "oslo-2033")) == "<page: Geneva summit, Oslo meeting (proposed)>"


def test_a_record_is_found_again_from_another_folder(made_up_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made_up_file.parent)
    with summitcli.load(made_up_file.name) as record:
        monkeypatch.chdir("/")
        with pickle.loads(pickle.dumps(record)) as copy:
            assert copy.meetings() == record.meetings()
