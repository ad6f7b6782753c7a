"""Rows: CSV as spreadsheets read it, TSV without quotation, and what neither may run."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from summitcli.errors import UsageError
from summitcli.render import rows
from summitcli.render.jq import filtered

COLUMNS = ("id", "text", "topics", "minutes")
ROWS: list[dict[str, object]] = [
    {"id": "a", "text": 'He said "no", twice', "topics": ["ice", "=cmd()"], "minutes": -5},
    {"id": "b", "text": "-5 degrees\tand\nfalling", "topics": [], "minutes": None},
]


def test_csv_has_the_quotation_of_the_standard_and_a_guard():
    text = rows.format_csv(COLUMNS, ROWS)
    assert text == (
        'id,text,topics,minutes\na,"He said ""no"", twice",ice; \'=cmd(),-5\nb,"\'-5 degrees\tand\nfalling",,\n'
    )
    assert next(csv.DictReader(StringIO(text)))["text"] == 'He said "no", twice'


def test_tsv_has_no_quotation():
    assert rows.format_tsv(COLUMNS, ROWS) == (
        "id\ttext\ttopics\tminutes\na\tHe said \"no\", twice\tice; '=cmd()\t-5\nb\t'-5 degrees and falling\t\t\n"
    )


@pytest.mark.parametrize("write", [rows.format_csv, rows.format_tsv])
def test_an_apostrophe_is_added_for_spreadsheets_alone(write):
    assert "'" not in write(COLUMNS, ROWS, guarded=False)


@pytest.mark.parametrize("write", [rows.format_csv, rows.format_tsv])
def test_a_header_can_be_left_out_and_a_mark_put_before(write):
    assert write(("id",), ROWS, header=False, bom=True) == "\ufeffa\nb\n"


def test_json_lines_have_a_value_each():
    assert rows.format_json_lines([{"a": "é"}, 2]) == '{"a": "é"}\n2\n'
    assert rows.format_json_lines({"a": 1}) == '{"a": 1}\n'


@pytest.mark.parametrize(
    ("program", "results"),
    [
        (".a", ["x\x1b"]),
        (".b[]", ["1", '{"c": null}']),
        ("empty", []),
        ("def f: 1; f # why", ["1"]),
        ('"two\\nlines"', ["two\nlines"]),
    ],
)
def test_jq_gives_strings_bare_and_the_rest_as_json(program, results):
    assert [
        each.replace('":null', '": null') for each in filtered({"a": "x\x1b", "b": [1, {"c": None}]}, program)
    ] == results


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (".a |", "jq: syntax error"),
        (".a) | (.", "jq: syntax error"),
        ('error("no")', "jq: no"),
        ("halt_error", "jq: the program halted, which ends it without an answer"),
        (".a, halt", "jq: the program halted, which ends it without an answer"),
        ("reduce range(20000) as $i (null; [.])", "jq: a result is nested too deeply"),
        ("reduce range(1000000) as $i (null; [.])", "jq: a result is nested too deeply"),
    ],
)
def test_jq_that_gives_no_answer_is_an_error(program, message):
    with pytest.raises(UsageError, match=f"^{message}"):
        filtered({"a": "x"}, program)
