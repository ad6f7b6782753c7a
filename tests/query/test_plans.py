"""Questions to a large record use its indexes: no query reads all rows of a large table without a reason."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks import generate
from benchmarks.plans import Plan, plans

from summitcli.store import open_store

# Questions that read all rows of a large table, and why no index serves.
READ_ALL = {
    "list": "by day until the limit; and the page counts what it leaves out",
    "list --all": "by day until the limit; and the page counts all",
    "list --kind": "by day until the limit: there are four kinds; and the page counts",
    "list --status": "by day until the limit: there are four statuses; and the page counts",
    "list --series": "by day until the limit: there are two series; and the page counts",
    "list --city": "by day until the limit; and the page counts",
    "list --country": "by day until the limit; and the page counts",
    "list --event": "by day until the limit; and the page counts",
    "show latest": "by day until the first one",
    "show PREFIX": "what is no name: each name with its words run together is compared",
    "people": "counts every quotation, and reads every office",
    "sources": "lists all of them",
    "stats": "counts all that are in its view",
    "stats --by topic": "counts all that are in its view",
    "completion of countries": "which of the countries of the world occur",
}


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Plan]]:
    """The plans of all questions to an invented record. SQLite plans alike for any size: a store is never analysed."""
    folder = tmp_path_factory.mktemp("generated")
    with (folder / "generated.json").open("w", encoding="utf-8") as file:
        generate.write(file, 200, seed=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMIT_CACHE_DIR", str(folder / "cache"))
        store: Any = open_store([str(folder / "generated.json")])
    yield plans(store)
    store.close()


def test_every_question_runs_queries(explained):
    assert [plan.question for plan in explained if not plan.lines] == []
    assert set(READ_ALL) <= {plan.question for plan in explained}


def test_no_query_reads_all_rows_where_an_index_serves(explained):
    offenders = [(plan.question, plan.reads_all, plan.sql) for plan in explained if plan.reads_all]
    assert [offender for offender in offenders if offender[0] not in READ_ALL] == []


def test_no_query_builds_an_index_of_its_own(explained):
    offenders = [(plan.question, line) for plan in explained for line in plan.lines if "AUTOMATIC" in line]
    assert offenders == []


@pytest.mark.parametrize("meetings", [generate.FEWEST, 200])
def test_generated_dataset_is_valid_and_the_same_for_the_same_seed(summit, tmp_path: Path, meetings):
    texts = []
    for seed in (1, 1, 2):
        text = io.StringIO()
        generate.write(text, meetings, seed)
        texts.append(text.getvalue())
    (tmp_path / "generated.json").write_text(texts[0], encoding="utf-8")
    validated = summit("validate", "generated.json", "--format", "tsv", "--no-header")
    assert (validated.code, validated.out.split("\t")[:3]) == (0, ["generated.json", "true", str(meetings)])
    assert (texts[0] == texts[1], texts[0] == texts[2]) == (True, False)
