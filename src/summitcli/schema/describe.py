"""JSON Schema (2020-12) of the dataset and of every command's JSON, and the fields these have, from `outputs`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .errors import NotFound
from .fields import Field
from .models import SCHEMA_VERSION
from .outputs import OUTPUTS
from .query import close

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The schema called `name`. Output schemas require every key and allow more, since outputs may gain keys.

    Patterns are the same text to Python's `re` and to ECMAScript with the `u` flag. Raises `NotFound`.
    """
    from pydantic import TypeAdapter

    if name not in OUTPUTS:
        hint = f"Schemas: {', '.join(OUTPUTS)}."
        raise NotFound(f"no schema {name!r}", hint=hint, candidates=close(name, OUTPUTS))
    output = OUTPUTS[name]
    body = _untitled(TypeAdapter(output.type).json_schema())
    for record in _records(body) if output.filled else ():
        record["required"] = list(record["properties"])
        record.pop("additionalProperties", None)
    return {
        "$schema": DIALECT,
        "$id": f"urn:summitcli:schema:{SCHEMA_VERSION}:{name}",
        "title": output.title,
        **{key: value for key, value in body.items() if key != "title"},
    }


def format_schema(name: str) -> str:
    """The schema as JSON text, in ASCII: a pattern holds characters that cannot be seen."""
    return json.dumps(schema(name), indent=2) + "\n"


def fields(name: str) -> list[Field]:
    """Every path into the JSON of an output, dots through objects and lists, each object before its parts."""
    document = schema(name)
    return list(_fields(document, document.get("$defs", {}), name, ""))


def _records(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [record for record in [body, *body.get("$defs", {}).values()] if "properties" in record]


def _untitled(node: Any, *, keys: bool = True) -> Any:
    """Without the titles that pydantic makes of the keys: they say nothing the key does not.

    `keys`: those of `node` are words of JSON Schema, not names of ours.
    """
    if isinstance(node, list):
        return [_untitled(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if key != "title" or not keys}
    return {key: _untitled(value, keys=key not in ("properties", "$defs")) for key, value in kept.items()}


def _fields(node: Mapping[str, Any], definitions: Mapping[str, Any], output: str, prefix: str) -> Iterator[Field]:
    record = _record(node, definitions)
    for key, value in record.get("properties", {}).items():
        path = f"{prefix}{key}"
        yield Field(output, path, _type(value, definitions), value.get("description", ""))
        yield from _fields(value, definitions, output, f"{path}.")


def _record(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object that a schema stands for, itself, referred to, optional or in a list."""
    if "$ref" in node:
        resolved: Mapping[str, Any] = definitions[node["$ref"].rpartition("/")[2]]
        return resolved
    options = [*node.get("anyOf", []), *([node["items"]] if "items" in node else [])]
    found = (_record(option, definitions) for option in options)
    return next((record for record in found if "properties" in record), node)


def _type(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """A type in words: `string or null`, `list of objects`."""
    if "$ref" in node:
        return "object"
    if "anyOf" in node:
        return " or ".join(_type(option, definitions) for option in node["anyOf"])
    if "items" in node:
        return f"list of {_type(node['items'], definitions)}s"
    if "const" in node:
        return f"the number {node['const']}"
    return str(node.get("type", "any"))
