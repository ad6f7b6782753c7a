"""Answers to the right stream in the right format, and a pager that never costs the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import StringIO

import pytest

from summitcli.errors import UsageError
from summitcli.pages.blocks import Page, Paragraph, Section, Text, plain
from summitcli.render import output
from summitcli.render.output import Answer, View

ROWS = [{"id": "a", "text": "=1+1"}]


def page() -> Page:
    return Page("Title", [Section("", "", [Paragraph((Text("Words"), Text(" found", "found")))])], note="A note.")


ANSWER: Answer = Answer(ROWS, ("id", "text"), lambda: [page()])


class Terminal(StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("json", '[\n  {\n    "id": "a",\n    "text": "=1+1"\n  }\n]\n'),
        ("jsonl", '{"id": "a", "text": "=1+1"}\n'),
        ("csv", "id,text\na,'=1+1\n"),
        ("tsv", "id\ttext\na\t'=1+1\n"),
        ("markdown", "# Title\n\nWords **found**\n"),
    ],
)
def test_each_format(format, text):
    assert output.format_answer(ANSWER, format, View()) == text


def test_html_is_a_document_with_its_citations():
    answer = ANSWER._replace(cite=lambda: [("APA", "Adams (2031).")])
    text = output.format_answer(answer, "html", View())
    assert text.startswith("<!DOCTYPE html>\n")
    assert "<dd>Adams (2031).</dd>" in text


def test_an_unknown_format_is_an_error_with_a_suggestion():
    with pytest.raises(UsageError) as caught:
        output.format_answer(ANSWER, "markdwn", View())
    assert caught.value.candidates == ["markdown"]


def test_a_bare_answer_is_its_values_as_they_are(capsys):
    output.write(ANSWER._replace(columns=("text",), bare=True), View())
    assert capsys.readouterr().out == "=1+1\n"


def test_a_pipe_gets_rows_and_colour_asks_for_a_page(capsys):
    output.write(ANSWER, View())
    assert capsys.readouterr().out == "id\ttext\na\t'=1+1\n"
    output.write(ANSWER, View(color="always"))
    assert capsys.readouterr().out == "\x1b[1mTitle\x1b[0m\n\nWords\x1b[1m found\x1b[0m\n"


def test_jq_reaches_a_terminal_without_what_it_would_obey(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    output.write(ANSWER, View(jq='"\\u001b]0;x\\u0007", "two\\nlines"'))
    assert screen.getvalue() == "\\x1b]0;x\\x07\ntwo\nlines\n"


@pytest.mark.parametrize("pager", ["false", "true", "exit 3", "no-such-pager", "cat >/dev/null; exit 1"])
def test_a_pager_that_fails_or_reads_nothing_is_none(pager, capfd):
    assert not output._page_through("text\n" * 100_000, pager)


@pytest.mark.parametrize("pager", ["cat", "cat | tail -n 1", "head -n 1", "sed -n 2p"])
def test_a_pager_runs_through_the_shell(pager, capfd):
    assert output._page_through("one\ntwo\n", pager)
    assert capfd.readouterr().out in ("one\ntwo\n", "two\n", "one\n")


@pytest.mark.parametrize(("mine", "given"), [(None, "FRX"), ("", "FRX"), ("-M", "-R -M"), ("Ps%f", "-R Ps%f")])
def test_less_shows_colours_whatever_the_user_says(mine, given, monkeypatch, capfd):
    monkeypatch.delenv("LESS", raising=False)
    if mine is not None:
        monkeypatch.setenv("LESS", mine)
    assert output._page_through("text\n", 'cat >/dev/null; printf %s "$LESS"')
    assert capfd.readouterr().out == given


@pytest.fixture
def paged(monkeypatch) -> Callable[[str, int], tuple[str, str]]:
    """Write a page of some lines on a terminal of 24, through a pager; what it printed, and what went past it."""

    def write(pager: str, lines: int) -> tuple[str, str]:
        screen, errors, through = Terminal(), Terminal(), list[str]()

        def page_through(text: str, pager: str) -> bool:
            through.append(text)
            return pager != "false"

        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setattr(sys, "stderr", errors)
        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setenv("PAGER", pager)
        monkeypatch.setenv("LINES", "24")
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.delenv("SUMMIT_PAGER", raising=False)
        monkeypatch.setattr(output, "_page_through", page_through)
        paragraphs = [Paragraph(plain(f"line {number}")) for number in range(lines)]
        drawn = Page("x", [Section("", "", paragraphs)], headed=False, note="A note.")
        output.write(ANSWER._replace(draw=lambda: [drawn]), View(color="never"))
        return "".join(through), screen.getvalue() + errors.getvalue()

    return write


def test_what_is_taller_than_the_screen_with_its_note_is_paged(paged):
    fits = paged("pager", 21)
    assert fits == ("", "".join(f"line {number}\n" for number in range(21)) + "\nA note.\n")
    text, past = paged("pager", 22)
    assert past == ""
    assert text.endswith("line 21\n\nA note.\n")


def test_a_failing_pager_leaves_the_answer_on_the_screen(paged):
    text, past = paged("false", 30)
    assert past == text


@pytest.mark.parametrize("pager", ["", " ", "cat"])
def test_no_pager_is_no_pager(paged, pager):
    assert paged(pager, 30)[0] == ""


def test_a_closed_stdout_is_nobody(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    output.write(ANSWER, View())
    output.write_text("x")


def test_fields_are_columns_in_the_order_of_the_caller():
    chosen = output.select(
        ANSWER._replace(value=[{"title": "T", "id": "a", "topics": ["x", "y"]}], output="list"), ["topics,id"]
    )
    assert output.format_answer(chosen, "csv", View()) == "topics,id\nx; y,a\n"
