"""The examples of docs/python.md do what they say."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import summitcli
from tests.conftest import ROOT

PAGE = (ROOT / "docs/python.md").read_text(encoding="utf-8")
SIX_QUESTIONS = re.findall(r"<!-- six questions -->\n```python\n(.*?)```\n<!-- end -->", PAGE, re.DOTALL)

SECTIONS = dict(section.split("\n", 1) for section in re.split(r"^## ", PAGE, flags=re.MULTILINE))
EXAMPLES = {heading: re.findall(r"```pycon\n(.*?)```", text, re.DOTALL) for heading, text in SECTIONS.items()}


@pytest.mark.parametrize("heading", [heading for heading, found in EXAMPLES.items() if found])
def test_examples_print_what_the_page_says(heading: str, bundled: summitcli.Record) -> None:
    examples = "\n".join(EXAMPLES[heading])
    names = {"summitcli": summitcli, "record": bundled}
    test = doctest.DocTestParser().get_doctest(examples, names, heading, "docs/python.md", 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=told.append)
    assert not told, "".join(told)
    assert test.examples


def test_ten_lines_answer_six_questions_with_sources(tmp_path: Path) -> None:
    [program] = SIX_QUESTIONS
    assert len([line for line in program.splitlines() if line]) <= 10
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "program.py"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    rows = [line.split(" | ") for line in done.stdout.splitlines()]
    assert {row[0] for row in rows} == {"overview", "participants", "quotes", "outcomes", "discussed", "accounts"}
    for _, _, _, text, source in rows:
        assert text
        assert re.search(r" \((official|agency|press|state-funded|specialist|other)[,)].*, https?://\S+$", source)
    for section in ("outcomes", "discussed", "accounts"):
        assert {"us", "russia"} <= {row[1] for row in rows if row[0] == section}, "both sides are told"


def test_every_method_is_on_the_page() -> None:
    methods = [name for name in vars(summitcli.Record) if not name.startswith("_")]
    assert [name for name in methods if f"{name}(" not in PAGE] == []
