"""Files to validated documents, or every problem with its JSON path and the id of its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import InvalidDataset, Problem

if TYPE_CHECKING:
    from ..schema.records import Dataset


def validate(files: Mapping[str, bytes]) -> dict[str, Dataset]:
    """The documents in `files` (name to bytes), or an `InvalidDataset` with every problem of all of them.

    Rules that span records look at all files together, so one file may cite what another defines. They are checked
    even if some records do not fit the schema, on those that do.
    """
    from .parse import parse_document  # with pydantic, which only compiling takes
    from .rules import check

    problems: list[Problem] = []
    documents: dict[str, Dataset] = {}
    dropped: set[str] = set()
    for name, content in files.items():
        parsed = parse_document(name, content)
        problems += parsed.problems
        dropped |= parsed.dropped
        if parsed.document is not None:
            documents[name] = parsed.document
    problems += check(documents, whole=not problems, dropped=dropped if len(documents) == len(files) else None)
    if problems:
        raise InvalidDataset(_headline(problems), problems=problems)
    return documents


def _headline(problems: list[Problem]) -> str:
    files = {problem.file for problem in problems}
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return f"the dataset is not valid: {count} in {', '.join(sorted(files))}"
