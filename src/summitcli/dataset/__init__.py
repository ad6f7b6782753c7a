"""Bytes to validated documents, or every problem with its JSON path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import DatasetError, Problem
from .parse import parse_document
from .rules import check

if TYPE_CHECKING:
    from ..models import Dataset


def validate(files: Mapping[str, bytes]) -> dict[str, Dataset]:
    """The documents in `files` (name to bytes), or a `DatasetError` with every problem of all of them.

    The rules that span records are checked once every file fits the schema, over all files together,
    so one file may cite what another defines.
    """
    problems: list[Problem] = []
    documents: dict[str, Dataset] = {}
    for name, content in files.items():
        parsed = parse_document(content)
        if isinstance(parsed, list):
            problems += [Problem(name, path, message) for path, message in parsed]
        else:
            documents[name] = parsed
    if not problems:
        problems = [Problem(*found) for found in check(documents)]
    if problems:
        raise DatasetError(_headline(problems), problems=problems)
    return documents


def _headline(problems: list[Problem]) -> str:
    files = {problem.file for problem in problems}
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return f"the dataset is not valid: {count} in {', '.join(sorted(files))}"
