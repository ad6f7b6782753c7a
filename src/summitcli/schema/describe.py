"""JSON Schema (2020-12) of the dataset and of every command's JSON."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from typing import Any

from ..errors import NotFound
from ..text import suggest
from .answers import OUTPUTS
from .values import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The schema called `name`. Output schemas require every key and allow more, since outputs may gain keys.

    Patterns are the same text to Python's `re` and to ECMAScript with the `u` flag. Raises `NotFound`.
    """
    if name not in OUTPUTS:
        raise NotFound(f"no schema {name!r}", subject="output", typed=name, candidates=suggest(name, OUTPUTS))
    output = OUTPUTS[name]
    return {
        "$schema": DIALECT,
        "$id": f"urn:summitcli:schema:{SCHEMA_VERSION}:{name}",
        "title": output.title,
        **body(output.type, filled=output.filled),
    }


def body(type: Any, *, filled: bool) -> dict[str, Any]:
    """The schema of a type, without what names a document. `filled`: every key is required, and more are allowed."""
    from pydantic import TypeAdapter

    # Pydantic makes titles of the keys, which say nothing that the key does not.
    described: dict[str, Any] = without(TypeAdapter(type).json_schema(), ["title"])
    for record in records(described) if filled else ():
        record["required"] = list(record["properties"])
        record.pop("additionalProperties", None)
    return described


def format_schema(name: str) -> str:
    """The schema as JSON text, in ASCII: a pattern holds characters that cannot be seen."""
    return json.dumps(schema(name), indent=2) + "\n"


def records(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records that a schema describes, its own first."""
    return [record for record in [body, *body.get("$defs", {}).values()] if "properties" in record]


def without(node: Any, words: Container[str], *, keys: bool = True) -> Any:
    """A schema without some words of JSON Schema. `keys`: those of `node` are such words, and not names of ours."""
    if isinstance(node, list):
        return [without(each, words) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if not (keys and key in words)}
    return {key: without(value, words, keys=key not in ("properties", "$defs")) for key, value in kept.items()}
