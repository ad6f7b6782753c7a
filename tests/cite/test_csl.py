"""CSL-JSON, as citeproc-py reads it, and pandoc where the system has it."""

from __future__ import annotations

import json
import re

import pytest
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

from summitcli.cite.csl import PLAIN_SIGN, csl_item
from summitcli.cite.formats import format_items

from .conftest import HOSTILE, ran


def test_every_item_has_what_it_says_with_its_date_as_precise_as_it_is(items):
    read = json.loads(format_items(items, "csl-json"))
    assert [each["id"] for each in read] == [item.id for item in items]
    assert [each.get("issued", {"date-parts": [[]]})["date-parts"][0] for each in read] == [
        [int(part) for part in (item.date or "").split("-") if part] for item in items
    ]
    assert [(each["URL"], each.get("note"), each.get("language")) for each in read] == [
        (item.url, item.note, item.language) for item in items
    ]


def test_no_text_is_markup(items):
    for each in json.loads(format_items(items, "csl-json")):
        for text in (each["title"], each["author"][0]["literal"], each.get("container-title", "")):
            left = text.replace(PLAIN_SIGN, "")
            assert re.search(r"</?(i|b|sc|sub|sup|span)\b", left, re.IGNORECASE) is None


def test_titles_without_tags_are_as_they_are(every_item):
    read = json.loads(format_items(every_item, "csl-json"))
    assert [each["title"] for each in read] == [item.title for item in every_item]


def test_a_sign_before_anything_else_is_left_as_it_is():
    assert csl_item(HOSTILE[0]._replace(title="a < b, <em>c</em> <iframe>"))["title"] == "a < b, <em>c</em> <iframe>"


def test_citeproc_reads_every_item(items):
    source = CiteProcJSON(json.loads(format_items(items, "csl-json")))
    assert [str(source[item.id]["title"]).replace("</span>", "") for item in items] == [
        item.title.replace("</span>", "") for item in items
    ]


@pytest.mark.system
def test_pandoc_prints_every_title_as_it_is(tmp_path):
    items = [item._replace(language="ru") for item in HOSTILE]  # whose capitals no style changes
    (tmp_path / "in.json").write_text(format_items(items, "csl-json"), encoding="utf-8")
    document = '---\nnocite: "@*"\n---\n'
    read = ran(tmp_path, "pandoc", "--citeproc", "--bibliography=in.json", "-t", "plain", "--wrap=none", stdin=document)
    for item in items:
        assert quoteless(item.title).rstrip(".?") in quoteless(read.out)


def quoteless(text: str) -> str:
    return re.sub("['\"“”‘’]", "", text)
