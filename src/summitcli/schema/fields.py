"""The fields of each command's JSON, and records cut down to some of them.

`fields.tsv` is written from the schema by `scripts/write_fields.py`, so that naming, checking and completing
fields takes no pydantic.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .errors import NotFound, UsageError
from .query import close

TABLE = Path(__file__).with_name("fields.tsv")
OF_ONE = {"topics": "topic", "people": "person", "sources": "cited"}  # the output of a command that is given a name
Tree = dict[str, "Tree"]


class Field(NamedTuple):
    """A path into the JSON of an output; `type` and `description` are for readers."""

    output: str
    field: str
    type: str
    description: str


def fields(output: str | None = None) -> list[Field]:
    """The fields of one output, or of all. Raises `NotFound`."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        known = [Field(*row) for row in csv.reader(file, delimiter="\t")]
    outputs = list(dict.fromkeys(field.output for field in known))
    if output and output not in outputs:
        hint = f"Outputs: {', '.join(outputs)}."
        raise NotFound(f"no output {output!r}", hint=hint, candidates=close(output, outputs))
    return [field for field in known if output in (None, field.output)]


def check(names: Sequence[str], output: str) -> list[str]:
    """The fields that `names` list, commas between several. Raises `UsageError` for one that `output` has not."""
    if not output:
        raise UsageError("this output has no fields to choose from")
    known = [field.field for field in fields(output)]
    chosen = [part.strip().lower() for name in names for part in name.split(",")]
    for field in chosen:
        if field not in known:
            top = [each for each in known if "." not in each]
            hint = f"Fields: {', '.join(top)}. `summit fields {output}` explains them and lists their parts."
            raise UsageError(f"no field {field!r}", hint=hint, candidates=_alike(field, known))
    return list(dict.fromkeys(chosen))


def _alike(field: str, known: Sequence[str]) -> list[str]:
    """Fields spelled like `field`, or with its last part in another record: `city` is `place.city`."""
    return [*(each for each in known if each.endswith(f".{field}")), *close(field, known)][:3]


def pick(value: Any, chosen: Sequence[str]) -> Any:
    """A record, or each of a list, with only the chosen paths, nested as they were; null stays null."""
    return _pick(value, _tree(chosen))


def _tree(chosen: Sequence[str]) -> Tree:
    tree: Tree = {}
    for path in chosen:
        if any(path.startswith(f"{other}.") for other in chosen):
            continue  # the whole object is wanted
        branch = tree
        for step in path.split("."):
            branch = branch.setdefault(step, {})
    return tree


def _pick(value: Any, wanted: Tree) -> Any:
    if isinstance(value, list):
        return [_pick(each, wanted) for each in value]
    if not wanted or not isinstance(value, dict):
        return value
    return {key: _pick(value[key], inner) for key, inner in wanted.items() if key in value}


def cell(record: Any, path: str) -> Any:
    """What stands at `path`: one value, or the list of them where the path leads through a list."""
    step, _, rest = path.partition(".")
    value = record.get(step) if isinstance(record, dict) else None
    if not rest:
        return value
    if not isinstance(value, list):
        return cell(value, rest)
    found = [cell(each, rest) for each in value]
    return [each for inner in found for each in (inner if isinstance(inner, list) else [inner])]
