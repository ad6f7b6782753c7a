"""One's own data: `summit init` begins it, `summit validate` says what is wrong with it, by the ids of its records."""

import json

import pytest

from ..conftest import Summit
from ..synthetic import dataset


def test_the_starter_is_valid_and_listed(ask: Summit):
    assert ask("init", "mine.json") == (0, "", "")
    assert ask("validate", "mine.json", "--json").code == 0
    assert ask("list", "--all", "--ids", "--data", "mine.json").out.count("\n") == 1


def test_the_starter_goes_to_standard_output(ask: Summit, tmp_path):
    ask("init", "mine.json")
    assert ask("init", "-") == (0, (tmp_path / "mine.json").read_text(encoding="utf-8"), "")


def test_a_problem_is_told_with_the_id_of_its_record(ask: Summit):
    data = dataset()
    data["meetings"][2]["place"]["country"] = "Norway"
    data["sources"][1]["url"] = "ftp://palace.example"
    refused = ask("validate", data=data)
    assert (refused.code, refused.out) == (5, "")
    assert refused.err.splitlines()[:3] == [
        "error: the dataset is not valid: 2 problems in dataset.json",
        '  dataset.json: sources[1].url (palace-2031): "ftp://palace.example" is not a web address (http or https)',
        '  dataset.json: meetings[2].place.country (oslo-2033): "Norway" is not a country code'
        " (two capital letters, ISO 3166-1)",
    ]


def test_a_problem_in_json_has_the_id_of_its_record(ask: Summit):
    data = dataset()
    data["meetings"][2]["place"]["country"] = "Norway"
    [problem] = json.loads(ask("validate", "--json", data=data).err)["error"]["problems"]
    assert {key: problem[key] for key in ("file", "path", "record")} == {
        "file": "dataset.json",
        "path": "meetings[2].place.country",
        "record": "oslo-2033",
    }


@pytest.mark.parametrize("command", ["list", "show geneva", "stats", "export json", "cite geneva"])
def test_every_command_tells_what_is_wrong_and_answers_nothing(ask: Summit, command):
    data = dataset()
    data["meetings"][0]["series"] = "adams-belof"
    done = ask(*command.split(), data=data)
    assert (done.code, done.out) == (5, "")
    assert done.err.startswith("error: the dataset is not valid: ")
    assert "(geneva-2031)" in done.err


def test_files_that_print_alike_are_each_read(ask: Summit, tmp_path):
    first, second = dataset(), dataset()
    second["meetings"][0] |= {"id": "geneva-2032", "aliases": []}
    (tmp_path / "<stdin>").write_text(json.dumps(first), encoding="utf-8")
    both = ("--data", "<stdin>", "--data", "-")
    valid = json.loads(ask("validate", *both, "--json", stdin=json.dumps(second)).out)
    assert [file["file"] for file in valid] == ["<stdin>", "<stdin> (2)"]
    listed = ask("list", "--ids", *both, stdin=json.dumps(second))
    assert listed.out.split() == ["geneva-2031", "geneva-2032"]
