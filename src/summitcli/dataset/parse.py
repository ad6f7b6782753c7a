"""One file: JSON that says each thing once, in the shape of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from ..models import (
    DATE_PATTERN,
    ID_PATTERN,
    LOCAL_TIME_PATTERN,
    PARTIAL_DATE_PATTERN,
    SCHEMA_VERSION,
    TEXT_PATTERN,
    adapter,
    unsafe_character,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from ..models import Dataset

Found = tuple[str, str]  # JSON path, message

EXPECTED = {
    ID_PATTERN: "an id (lower-case letters and digits, joined by single hyphens)",
    DATE_PATTERN: "a date (YYYY-MM-DD)",
    PARTIAL_DATE_PATTERN: "a date (YYYY, YYYY-MM or YYYY-MM-DD)",
    LOCAL_TIME_PATTERN: "a local time with its UTC offset (YYYY-MM-DDThh:mm+hh:mm)",
    r"^[A-Z]{2}$": "a country code (two capital letters, ISO 3166-1)",
    r"^[a-z]{2}$": "a language code (two small letters, ISO 639-1)",
    r"^Q[1-9][0-9]*$": "a Wikidata item (Q and a number)",
}
NAMES = {"string": "a string", "int": "a whole number", "float": "a number", "bool": "true or false"}


def parse_document(content: bytes) -> Dataset | list[Found]:
    """The document in `content`, or what is wrong with it."""
    broken = _unreadable(content)
    if broken:
        return [broken]
    try:
        return adapter().validate_json(content)
    except ValidationError as error:
        return [_translate(details) for details in error.errors(include_url=False)]


def json_path(location: tuple[int | str, ...]) -> str:
    """`("meetings", 2, "sources", 1)` as `meetings[2].sources[1]`; what is not a plain word is quoted."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step if step.isidentifier() else quoted(step)}"
    return path.removeprefix(".")


def quoted(value: object) -> str:
    """A value of the file as it may be printed: short, on one line, with nothing a terminal would obey."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    short = text if len(text) <= 60 else text[:59] + "…"
    inert = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in short)
    return f'"{inert}"' if isinstance(value, str) else inert


class _Duplicate(Exception):
    """A JSON object that says a key twice."""


def _unreadable(content: bytes) -> Found | None:
    """Why `content` is not one JSON text with unique keys, without keeping what it says."""
    if not content.strip():
        return "", "the file is empty"
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return "", f"not UTF-8: byte {error.start + 1} is 0x{content[error.start]:02x}"
    if text.startswith("\ufeff"):
        return "", "starts with a byte order mark: save it as UTF-8 without one"
    try:
        # Lengths stand in for numbers and None for objects: the pass keeps nothing, and no 10^5-digit integer is made.
        json.loads(text, object_pairs_hook=_say_once, parse_constant=_refuse_constant, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        return "", f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        return "", "not a dataset: nested too deeply"
    except _Duplicate as error:
        return _find_duplicate(text, str(error)), f"the key {quoted(str(error))} stands twice in one object"
    except ValueError as error:
        return "", str(error)
    return None


def _say_once(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) == len(pairs):
        return
    seen = set()
    for key, _ in pairs:
        if key in seen:
            raise _Duplicate(key)
        seen.add(key)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"not JSON: {name} is not a number")


def _find_duplicate(text: str, key: str) -> str:
    """The path of the first object of `text` that says `key` twice; empty where a second fault hides it."""

    def locate(pairs: list[tuple[str, Any]], path: tuple[int | str, ...]) -> Iterator[str]:
        if [name for name, _ in pairs].count(key) > 1:
            yield json_path(path)
        for name, value in pairs:
            yield from descend(value, (*path, name))

    def descend(value: Any, path: tuple[int | str, ...]) -> Iterator[str]:
        if isinstance(value, tuple):
            yield from locate(list(value), path)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from descend(each, (*path, index))

    try:
        return next(descend(json.loads(text, object_pairs_hook=tuple, parse_int=len), ()), "")
    except (ValueError, RecursionError):
        return ""


def _translate(details: ErrorDetails) -> Found:
    """Pydantic's account of one fault, as our path and sentence."""
    *parent, last = details["loc"] or ("",)
    kind, value = details["type"], details["input"]
    context = details.get("ctx", {})
    match kind:
        case "missing":
            return json_path(tuple(parent)), f'"{last}" is missing'
        case "json_invalid":
            return "", f"not JSON: {context['error']}"
        case "extra_forbidden":
            return json_path(tuple(parent)), f"unknown key {quoted(str(last))}{_did_you_mean(str(last))}"
        case "string_pattern_mismatch":
            return json_path(details["loc"]), _unlike(value, context["pattern"])
        case "literal_error" if details["loc"] == ("schema_version",):
            return "schema_version", f"is {quoted(value)}; this version of summit reads {SCHEMA_VERSION}"
        case "literal_error":
            return json_path(
                details["loc"]
            ), f"{quoted(value)} is not one of {context['expected'].replace(chr(39), '')}"
        case "string_too_long":
            return json_path(details["loc"]), f"has {len(value)} characters; at most {context['max_length']} will do"
        case "too_short":
            return json_path(details["loc"]), f"needs at least {context['min_length']}, has {context['actual_length']}"
        case "greater_than_equal" | "less_than_equal":
            bound = "at least" if "ge" in context else "at most"
            return json_path(
                details["loc"]
            ), f"{quoted(value)} is out of range: {bound} {context.get('ge', context.get('le'))}"
        case "list_type" | "dict_type":
            wanted = "a list" if kind == "list_type" else "an object"
            return json_path(details["loc"]), f"should be {wanted}"
        case _ if kind.endswith("_type") and kind.removesuffix("_type") in NAMES:
            return json_path(details["loc"]), f"should be {NAMES[kind.removesuffix('_type')]}, is {quoted(value)}"
    return json_path(details["loc"]), details["msg"]


def _unlike(value: str, pattern: str) -> str:
    unsafe = unsafe_character(value)
    if unsafe:
        return f"holds {unsafe}, which a terminal could obey or hide"
    if pattern == TEXT_PATTERN:
        return "is blank"
    return f"{quoted(value)} is not {EXPECTED.get(pattern, 'a web address (http or https)')}"


@cache
def _schema_keys() -> frozenset[str]:
    definitions = adapter().json_schema()
    records = [definitions, *definitions["$defs"].values()]
    return frozenset(key for record in records for key in record["properties"])


def _did_you_mean(key: str) -> str:
    close = get_close_matches(key, sorted(_schema_keys()), n=1) if key not in _schema_keys() else []
    return f': did you mean "{close[0]}"?' if close else ""
