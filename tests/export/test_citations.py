"""Citations, read back by other tools; every key is the id of a source."""

import json
import tomllib
from pathlib import Path

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string

ROOT = Path(__file__).parents[2]
HOSTILE = {
    "publisher": "Müller & Sons {100%} #1_$",
    "title": "50% of $1_000 ~ ^up \\\\ and {braces} & more",
    "url": "https://example.org/a_b%20c#d&e=~f{g}",
    "date": "2018-07",
}


@pytest.fixture
def everything(summit):
    ids = summit("list", "--all", "--ids").out.split()
    return lambda name: summit("cite", *ids, "--format", name).out


@pytest.fixture
def sources():
    return json.loads((ROOT / "data" / "meetings.json").read_text(encoding="utf-8"))["sources"]


@pytest.fixture
def hostile(summit):
    dataset = json.loads(summit("init", "-").out)
    dataset["sources"][0].update(HOSTILE)
    return lambda *arguments: summit("--data", "-", "cite", "helsinki", *arguments, stdin=json.dumps(dataset)).out


def test_every_source_has_a_csl_item_with_its_date_as_precise_as_it_is(everything, sources):
    items = {item["id"]: item for item in json.loads(everything("csl-json"))}
    wanted = {source["id"]: [int(part) for part in source.get("date", "").split("-") if part] for source in sources}
    assert {id: item.get("issued", {"date-parts": [[]]})["date-parts"][0] for id, item in items.items()} == wanted


def test_every_source_has_a_bibtex_entry_with_its_address_as_it_is(everything, sources):
    library = parse_string(everything("bibtex"))
    assert library.failed_blocks == []
    assert {entry.key: entry["url"] for entry in library.entries} == {source["id"]: source["url"] for source in sources}


def test_every_source_has_a_ris_entry(everything, sources):
    entries = rispy.loads(everything("ris"))
    assert {(entry["id"], entry["title"], *entry["urls"]) for entry in entries} == {
        (source["id"], source["title"], source["url"]) for source in sources
    }


def test_every_source_has_a_line_of_text(everything, sources):
    lines = everything("text").splitlines()
    assert {line.rpartition(", ")[2] for line in lines} == {source["url"] for source in sources}


@pytest.mark.parametrize("format", ["text", "bibtex", "csl-json", "ris"])
def test_our_descriptions_are_never_in_quotation_marks(everything, format):
    assert [mark for mark in ("“[", "\"'[", "``[") if mark in everything(format)] == []


@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "modern-language-association", "ieee"])
def test_no_style_puts_our_descriptions_in_quotation_marks(summit, style):
    styled = summit("cite", "helsinki", "--style", style).out
    assert ("[Report" in styled, "“[" in styled) == (True, False)


def test_a_style_writes_a_citation(summit):
    dataset = summit("init", "-").out
    result = summit("--data", "-", "cite", "helsinki", "--style", "apa", stdin=dataset)
    assert result.out == (
        "The Kremlin. (2018, July 16). Russia-US summit. http://en.special.kremlin.ru/catalog/persons/498/events/58014\n"
    )


def test_bibtex_escapes_names_and_titles_but_not_addresses(hostile):
    assert hostile("--format", "bibtex") == (
        "@misc{kremlin-2018-07-16,\n"
        "  author = {{Müller \\& Sons \\{100\\%\\} \\#1\\_\\$}},\n"
        "  title = {{50\\% of \\$1\\_000 \\textasciitilde{} \\textasciicircum{}up "
        "\\textbackslash{}\\textbackslash{} and \\{braces\\} \\& more}},\n"
        "  langid = {{en}},\n"
        "  year = {2018},\n"
        "  month = jul,\n"
        "  url = {https://example.org/a_b%20c#d&e=~f%7Bg%7D},\n"
        "}\n"
    )


def test_a_partial_date_stays_partial_in_ris(hostile):
    [entry] = rispy.loads(hostile("--format", "ris"))
    assert (entry["year"], entry["date"]) == ("2018", "2018/07//")


def test_one_source_is_cited_by_its_footnote_number(summit):
    cited = json.loads(summit("show", "helsinki", "--fields", "cited.id", "--json").out)["cited"]
    [item] = json.loads(summit("cite", "helsinki", "--source", "3", "--json").out)
    assert item["id"] == cited[2]["id"]


@pytest.mark.parametrize("numbers", [["--source", "3,1"], ["--source", "3", "--source", "1"]])
def test_several_sources_are_cited_in_the_order_asked_for(summit, numbers):
    both = json.loads(summit("cite", "helsinki", *numbers, "--json").out)
    each = [json.loads(summit("cite", "helsinki", "--source", number, "--json").out)[0] for number in ("3", "1")]
    assert both == each


def test_a_source_is_cited_by_its_id_without_a_meeting(summit, sources):
    [item] = json.loads(summit("cite", "--source", sources[5]["id"], "--json").out)
    assert (item["id"], item["URL"]) == (sources[5]["id"], sources[5]["url"])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--source", "3"], 2, "error: a footnote number takes one meeting\n"),
        (["helsinki", "osaka", "--source", "3"], 2, "error: a footnote number takes one meeting\n"),
        (["helsinki", "--source", "0"], 3, "error: no source 0 in helsinki\nIt has sources 1 to "),
        (["helsinki", "--source", "9" * 5000], 3, f"error: no source {'9' * 5000} in helsinki\n"),
        (["--source", "tas-2025-08-16"], 3, "error: no source 'tas-2025-08-16'\nDid you mean tass-2025-08-16"),
        (["--dataset", "--source", "1"], 2, "error: name meetings or sources, or else --dataset\n"),
    ],
)
def test_a_source_that_is_not_to_be_had_is_told(summit, arguments, code, message):
    cited = summit("cite", *arguments)
    assert (cited.code, cited.out, cited.err.startswith(message)) == (code, "", True)


@pytest.mark.parametrize("style", ["apa", "MLA", "chicago", "harvard", "ieee", "vancouver"])
def test_styles_go_by_the_names_that_people_know(summit, style):
    cited = summit("cite", "da-nang-2017", "--style", style)
    assert (cited.code, cited.out.count("\n")) == (0, len(json.loads(summit("cite", "da-nang-2017", "--json").out)))


def test_a_bibliography_stands_in_the_order_of_its_style(summit):
    entries = summit("cite", "helsinki", "--style", "apa").out.splitlines()
    authors = [entry.partition(". (")[0].lower() for entry in entries]
    assert authors == sorted(authors)


def test_a_footnote_that_is_not_there_is_not_found(summit):
    result = summit("--data", "-", "cite", "helsinki", "--source", "2", stdin=summit("init", "-").out)
    assert (result.code, result.out, result.err) == (
        3,
        "",
        "error: no source 2 in helsinki\nIt has sources 1 to 1.\n",
    )


def test_the_dataset_is_cited_with_its_version_and_reach(summit):
    [item] = json.loads(summit("cite", "--dataset", "--json").out)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert (item["type"], item["version"], "issued" in item) == ("dataset", version, True)


def test_the_citation_file_has_the_version_of_the_project():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f'version: "{version}"' in (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()


def test_a_dataset_of_ones_own_has_no_version_of_ours(summit):
    [item] = json.loads(summit("--data", "-", "cite", "--dataset", "--json", stdin=summit("init", "-").out).out)
    assert (item["title"], "version" in item, "author" in item) == ("My meetings", False, False)


def test_an_unknown_style_is_not_found(summit):
    result = summit("cite", "helsinki", "--style", "appa")
    assert (result.code, result.err.splitlines()[0]) == (3, "error: no citation style 'appa'")


def test_without_the_styles_there_is_one_clear_message(summit):
    result = summit("cite", "helsinki", "--style", "apa", hidden=["citeproc"])
    assert (result.code, result.err) == (
        2,
        "error: --style needs the package citeproc, which is not installed\n"
        "Install it with: pip install 'summitcli[cite]'\n",
    )


def test_json_and_another_format_do_not_go_together(summit):
    done = summit("cite", "helsinki", "--json", "-f", "bibtex")
    assert (done.code, done.out) == (2, "")
    assert summit("cite", "helsinki", "--json", "-f", "csl-json") == summit("cite", "helsinki", "--json")


@pytest.mark.parametrize("format", ["text", "bibtex", "csl-json", "ris"])
def test_dash_reads_ids_from_stdin(summit, format):
    piped = summit("cite", "-", "-f", format, stdin="helsinki-2018\nosaka-2019\n")
    assert piped == summit("cite", "helsinki", "osaka", "-f", format)
    assert summit("cite", "-", "-f", format).code == 0


def test_to_cite_nothing_is_a_usage_error(summit):
    assert summit("cite").code == 2
