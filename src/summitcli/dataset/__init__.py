"""Files to validated documents, or every problem with its JSON path and the id of its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import InvalidDataset, Problem

if TYPE_CHECKING:
    from ..schema.records import Dataset


def validate(files: Mapping[str, bytes]) -> dict[str, Dataset]:
    """The documents in `files` (name to bytes), or an `InvalidDataset` with every problem of all of them.

    Rules that span records look at all files together, so one file may cite what another defines. Records that do not
    fit the schema keep no others from being checked.
    """
    from .checks import check  # which imports pydantic: only a dataset that is not compiled yet needs it
    from .parse import parse_document

    parsed = {name: parse_document(name, content) for name, content in files.items()}
    problems = [problem for each in parsed.values() for problem in each.problems] + check(parsed)
    if problems:
        order = list(files)
        problems.sort(key=lambda problem: order.index(problem.file))
        raise InvalidDataset(_headline(problems), problems=problems)
    return {name: each.document for name, each in parsed.items()}


def _headline(problems: list[Problem]) -> str:
    files = {problem.file for problem in problems}
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return f"the dataset is not valid: {count} in {', '.join(sorted(files))}"
