"""`--jq`: the program works on the JSON of the answer, and whatever it does ends in an answer or a sentence."""

import json
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from ..conftest import Summit
from ..synthetic import dataset

pytest.importorskip("jq", reason="the extra jq is not installed")


@pytest.mark.parametrize(
    ("program", "out"),
    [
        (".[].id", "geneva-2031\n"),
        (".[0].minutes", "130\n"),
        (".[0] | {id, city}", '{"id":"geneva-2031","city":"Genève"}\n'),
        ("length", "1\n"),
        ("empty", ""),
        (".[0].topics[]", "fishing\nice\n"),
        (". as $all | $all[0].id # a comment", "geneva-2031\n"),
    ],
)
def test_each_result_is_a_line(ask: Summit, program, out):
    assert ask("list", "--jq", program, data=dataset()) == (0, out, "")


@pytest.mark.parametrize(
    "program",
    [
        "halt_error",
        "halt",
        ".[].id | halt_error(5)",
        "error",
        'error("no")',
        ".[",
        "nothing",
        "input",
        "@base64d",
        "1 +",
        "$__prog_args",
        "limit(3; repeat(1)) | error",
    ],
)
def test_a_program_that_ends_without_an_answer_is_an_error(ask: Summit, program):
    done = ask("list", "--jq", program, data=dataset())
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: jq: ")


@pytest.mark.parametrize("depth", [5_000, 20_000, 1_000_000])
def test_a_result_of_any_depth_is_printed_or_refused(summit: Summit, depth):
    done = summit("list", "--jq", f"reduce range({depth}) as $i (null; [.])", data=dataset())
    assert done.code in (0, 2)
    assert (done.err.startswith("error: jq: "), done.out) == (
        (True, "") if done.code else (False, f"{'[' * depth}null{']' * depth}\n")
    )


@pytest.mark.parametrize("program", ["def f: f; f", "repeat(1)"])
def test_an_interrupt_ends_a_program_that_has_no_end(environment, program):
    command = [sys.executable, "-X", "importtime", "-m", "summitcli", "list", "--jq", program]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stderr
    next(line for line in running.stderr if line.endswith(" summitcli.render.jq\n"))
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(timeout=2)  # by then, nothing but the program is run
    while running.poll() is None:
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=1)
    assert running.communicate()[0] == ""
    assert running.returncode in (130, -signal.SIGINT)


def test_what_a_program_makes_up_is_inert_on_a_terminal(ask: Summit):
    assert ask("list", "--jq", '"\\u001b]0;x\\u0007"', tty=80, data=dataset()).out == "\\x1b]0;x\\x07\n"


def test_what_a_program_makes_up_is_as_it_is_in_a_pipe(ask: Summit):
    assert ask("list", "--jq", '"a\\tb"', data=dataset()).out == "a\tb\n"


@pytest.mark.parametrize("format", ["csv", "tsv", "table", "markdown", "html"])
def test_other_formats_than_json_have_no_programs(ask: Summit, format):
    refused = ask("list", "--jq", ".", "-f", format, data=dataset())
    assert (refused.code, refused.err.splitlines()[0]) == (2, f"error: --jq works on JSON, not on {format}")


def test_a_program_sees_the_fields_that_are_chosen(ask: Summit):
    chosen = ask("list", "--fields", "id,city", "--jq", ".[0]", data=dataset())
    assert json.loads(chosen.out) == {"id": "geneva-2031", "city": "Genève"}
