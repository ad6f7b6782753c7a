"""BibTeX, as bibtexparser and pybtex read it, and biber, pandoc and bibutils where the system has them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from pybtex.database import parse_string as parse_with_pybtex  # type: ignore[import-untyped]
from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

from summitcli.cite.bibtex import LANGUAGES, latex
from summitcli.cite.formats import format_items
from summitcli.cite.items import Item, dataset_item, page_item
from summitcli.query.datasets import About

from .conftest import HOSTILE, ran

ABOUT = About(1, "Meetings", "All of them.", "CC0-1.0", "1943-11-28", "2026-06-23", "Thin.", None)
OTHERS = [dataset_item(ABOUT, version="1.2"), page_item("page", "A page", ABOUT, version=None)]


def decoded(text: str) -> str:
    """What a library makes of LaTeX."""
    plain = LatexNodes2Text(keep_comments=True).latex_to_text(text.replace("-{}-", "-\0-"))
    return " ".join(plain.replace("\0", "").split())


def addressed(item: Item) -> str | None:
    return item.url and item.url.replace("{", "%7B").replace("}", "%7D")


def test_bibtexparser_reads_every_entry(items):
    library = parse_string(format_items(items, "bibtex"))
    assert library.failed_blocks == []
    assert [(entry.key, entry["url"]) for entry in library.entries] == [(item.id, addressed(item)) for item in items]
    assert [entry.entry_type for entry in library.entries] == ["online"] * len(items)


def test_pybtex_reads_every_entry_with_its_author_in_one_piece(items):
    library = parse_with_pybtex(format_items(items, "bibtex"), "bibtex")
    read = [(key, [str(each) for each in entry.persons["author"]]) for key, entry in library.entries.items()]
    assert read == [(item.id, [f"{{{latex(item.author or '')}}}"]) for item in items]


def test_latex_gives_back_what_was_escaped(every_item):
    library = parse_string(format_items(every_item, "bibtex"))
    assert [decoded(entry["title"]) for entry in library.entries] == [item.title for item in every_item]


def test_braces_are_balanced(items):
    for item in items:
        assert latex(item.title).count("{") == latex(item.title).count("}")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("sign { means", r"sign \textbraceleft{} means"),
        ("}", r"\textbraceright{}"),
        ("50% & #1_$", r"50\% \& \#1\_\$"),
        ("~^\\", r"\textasciitilde{}\textasciicircum{}\textbackslash{}"),
        ("a -- b", "a -{}- b"),
        ("---", "-{}-{}-"),
        ("``x'' ?`", r"\textasciigrave{}\textasciigrave{}x'{}' ?\textasciigrave{}"),
        ("Встреча “x”", "Встреча “x”"),
    ],
)
def test_what_latex_would_obey_is_escaped(text, escaped):
    assert latex(text) == escaped


def test_an_entry_is_what_it_is(every_item):
    item = next(each for each in every_item if each.language == "ru" and each.container and len(each.date or "") == 10)
    month = ["", *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")]
    assert item.date
    assert format_items([item], "bibtex") == (
        f"@online{{{item.id},\n"
        f"  author = {{{{{latex(item.author or '')}}}}},\n"
        f"  title = {{{{{latex(item.title)}}}}},\n"
        f"  note = {{{{{latex(item.note or '')}}}}},\n"
        f"  date = {{{item.date}}},\n"
        f"  year = {{{item.date[:4]}}},\n"
        f"  month = {month[int(item.date[5:7])]},\n"
        "  langid = {russian},\n"
        f"  url = {{{item.url}}},\n"
        "}\n"
    )
    assert (item.note or "").startswith(f"copy at {item.container}; standing: ")


def test_the_dataset_and_a_page_have_their_types():
    text = format_items(OTHERS, "bibtex")
    assert re.findall(r"^@\w+", text, re.MULTILINE) == ["@dataset", "@misc"]
    assert "urldate" not in text


def test_a_language_that_no_reader_knows_is_left_out():
    assert "langid" not in format_items([HOSTILE[2]], "bibtex")


@pytest.mark.system
def test_biber_reads_every_entry_without_a_warning(items, tmp_path):
    (tmp_path / "in.bib").write_text(format_items([*items, *OTHERS], "bibtex"), encoding="utf-8")
    said = ran(tmp_path, "biber", "--tool", "--validate-datamodel", "--output-file", "out.bib", "in.bib").out
    read = parse_string((tmp_path / "out.bib").read_text(encoding="utf-8"))
    undated = "Missing mandatory field - one of 'date, year'"  # the record does not know it
    assert [line for line in said.splitlines() if re.match("WARN|ERROR", line) and undated not in line] == []
    assert {entry.key for entry in read.entries} == {item.id for item in [*items, *OTHERS]}
    assert {entry.key: entry["AUTHOR"] for entry in read.entries if "AUTHOR" in entry} == {
        item.id: f"{{{latex(item.author)}}}" for item in [*items, *OTHERS] if item.author
    }


@pytest.mark.system
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_pandoc_reads_authors_dates_languages_and_addresses(items, tmp_path, dialect):
    text = ran(tmp_path, "pandoc", "-f", dialect, "-t", "csljson", stdin=format_items(items, "bibtex")).out
    read: dict[str, Any] = {each["id"]: each for each in json.loads(text)}
    assert list(read) == [item.id for item in items]
    for item in items:
        entry = read[item.id]
        [author] = entry["author"]
        date = [int(part) for part in (item.date or "").split("-") if part]
        assert author.keys() == {"literal"}
        assert plain(author["literal"]) == plain(item.author or "")
        assert (entry["type"], entry["URL"]) == ("webpage", addressed(item))
        assert entry.get("issued", {"date-parts": [[]]})["date-parts"][0] == date
        assert entry.get("language", "")[:2] in (item.language if item.language in LANGUAGES else "", "nb")


def plain(text: str) -> str:
    """Text without what pandoc prints in its own way: quotation marks, and braces, of which it knows no LaTeX."""
    return re.sub(r"[{}'\"’‘“”]", "", text)


@pytest.mark.system
def test_bibutils_keeps_every_author_whole(items, tmp_path):
    read = ran(tmp_path, "bib2xml", stdin=format_items(items, "bibtex")).out
    assert 'type="personal"' not in read
    names = re.findall(r"<namePart>(.*)</namePart>", read)
    assert len(names) == len(items)


@pytest.mark.system
def test_pandoc_knows_every_language_that_is_written(tmp_path):
    entries = [Item(id=code, type="page", title="x", url="https://e.org", language=code) for code in LANGUAGES]
    text = ran(tmp_path, "pandoc", "-f", "biblatex", "-t", "csljson", stdin=format_items(entries, "bibtex")).out
    read = {each["id"]: each["language"] for each in json.loads(text)}
    own = {"galician": "gl", "nb-NO": "no"}  # biblatex knows one that pandoc does not; Norwegian has two names
    assert {code: code for code in LANGUAGES} == {
        code: own.get(read[code], read[code][:2]) if code in ("gl", "no") else read[code][:2] for code in LANGUAGES
    }
