"""What cannot be answered says why, and what may have been meant."""

from __future__ import annotations

import pickle
from collections.abc import Callable
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
    with pytest.raises(TypeError, match="there is no filter 'topics'; the filters are topic, kind"):
        made_up.meetings(topics="ice")  # type: ignore[call-arg]


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
    assert repr(made_up) == f"summitcli.load({made_up.files[0]!r})"
