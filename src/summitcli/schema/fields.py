"""The fields of each command's JSON, and records cut down to some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, get_args

from ..errors import NotFound, UsageError
from ..text import suggest
from .answers import OUTPUTS
from .shapes import keys, type_in_words
from .typed import is_typeddict

Tree = dict[str, "Tree"]
OF_ONE = {"topics": "topic", "people": "person", "sources": "cited"}
"""By command, the output that it has if it is given a name."""


class Field(NamedTuple):
    """A path into the JSON of an output; `type` and `description` are for readers."""

    output: str
    field: str
    type: str
    description: str


@cache
def fields(output: str) -> tuple[Field, ...]:
    """Every path into the JSON of an output, each object before its parts. Raises `NotFound`."""
    if output not in OUTPUTS:
        raise NotFound(f"no output {output!r}", subject="output", typed=output, candidates=suggest(output, OUTPUTS))
    return tuple(_fields(_record(OUTPUTS[output].type), output, ""))


def all_fields() -> list[Field]:
    """The fields of every output."""
    return [field for output in OUTPUTS for field in fields(output)]


def _record(hint: Any) -> Any:
    """The record that a type of an output stands for: itself, in a list, or the first of several."""
    return hint if is_typeddict(hint) else _record(get_args(hint)[0])


def _fields(record: Any, output: str, prefix: str) -> Iterator[Field]:
    for key in keys(record):
        path = f"{prefix}{key.name}"
        yield Field(output, path, type_in_words(key), key.meaning)
        if key.record:
            yield from _fields(key.record, output, f"{path}.")


def check(names: Sequence[str], output: str) -> list[str]:
    """The fields that `names` list, commas between several. Raises `UsageError` for one that `output` does not have."""
    if not output:
        raise UsageError("this output has no fields to choose from")
    known = [field.field for field in fields(output)]
    chosen = [part.strip().lower() for name in names for part in name.split(",")]
    for field in chosen:
        if field not in known:
            top = ", ".join(each for each in known if "." not in each)
            raise UsageError(
                f"no field {field!r}",
                subject="field",
                typed=field,
                hint=f"Fields: {top}.",
                candidates=_alike(field, known),
            )
    return list(dict.fromkeys(chosen))


def _alike(field: str, known: Sequence[str]) -> list[str]:
    """Fields with the same last part, as `city` and `place.city` have, or spelled like `field`."""
    last = field.rpartition(".")[2]
    return [*(each for each in known if each.rpartition(".")[2] == last), *suggest(field, known)][:3]


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
    """What a record has at `path`: one value, or the list of them if the path leads through a list."""
    step, _, rest = path.partition(".")
    value = record.get(step) if isinstance(record, dict) else None
    if not rest:
        return value
    if not isinstance(value, list):
        return cell(value, rest)
    found = [cell(each, rest) for each in value]
    return [each for inner in found for each in (inner if isinstance(inner, list) else [inner])]
