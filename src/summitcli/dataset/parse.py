"""One file: JSON that says each thing once, in the shape of the schema."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from pydantic import TypeAdapter, ValidationError

from ..errors import Problem
from ..schema.characters import SOMETIMES, unsafe_character
from ..schema.meta import EXPECTED
from ..schema.records import Dataset
from ..schema.shapes import keys
from ..schema.values import SCHEMA_VERSION
from ..text import suggest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Step = tuple[int | str, ...]
SUSPECT = (b"\xe1\xa0", "\u200c".encode(), "\u200d".encode(), b"\xef\xb8")
ESCAPED_SUSPECT = re.compile(rb"\\u(180|200|[fF][eE]0)")
"""How the characters of `SOMETIMES` begin in a file, as they are and escaped."""
MOST_DIGITS = 1000
NAMES = {"string": "a string", "int": "a whole number", "float": "a number", "bool": "true or false"}


class Parsed(NamedTuple):
    """What one file holds, whether it fits the schema or not; the document is None if it cannot be read at all.

    `faults` has the places of the problems, and `broken` those of the records (`("meetings", 3)`) and of the keys of
    the top level (`("title",)`) that these are in. `unnamed` has the keys with records whose names cannot be read.
    """

    document: Any
    problems: list[Problem]
    faults: frozenset[Step] = frozenset()
    broken: frozenset[Step] = frozenset()
    unnamed: frozenset[str] = frozenset()


@cache
def adapter() -> TypeAdapter[Dataset]:
    """The validator of a whole dataset, built once in a process (about 30 ms)."""
    before = os.environ.get("PYDANTIC_DISABLE_PLUGINS")
    # No plugin of another package has a say in what is valid; to look for one takes as long as the schema.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    try:
        return TypeAdapter(Dataset)
    finally:
        if before is None:
            del os.environ["PYDANTIC_DISABLE_PLUGINS"]
        else:
            os.environ["PYDANTIC_DISABLE_PLUGINS"] = before


def parse_document(name: str, content: bytes) -> Parsed:
    """The document in `content`, and everything that does not fit the schema."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    broken = _unreadable(content)
    if broken:
        return Parsed(None, [Problem(name, broken[0], None, broken[1])])
    found: dict[Step, tuple[str, str]] = {}
    misspelt: set[Step] = set()
    try:
        document: Any = adapter().validate_json(content)
    except ValidationError as error:
        document = json.loads(content, parse_int=_number)
        details = error.errors(include_url=False)
        found = {each["loc"]: _translate(each) for each in details}
        misspelt = set(_misspelt(details))
    if any(each in content for each in SUSPECT) or ESCAPED_SUSPECT.search(content):
        found = dict(_invisible(document)) | found
    problems = [
        Problem(name, path, record_at(document, place), message)
        for place, (path, message) in found.items()
        if place not in misspelt
    ]
    if () in found:
        return Parsed(None, problems)
    unnamed = filter(None, map(_unnamed, found))
    return Parsed(document, problems, frozenset(found), frozenset(map(_place, found)), frozenset(unnamed))


def _number(digits: str) -> float:
    """A whole number, or something as large if Python refuses to read so many digits."""
    return int(digits) if len(digits) < MOST_DIGITS else float(digits)


def _misspelt(details: Sequence[ErrorDetails]) -> Iterator[Step]:
    """Keys that are missing because they are misspelt, which is told of the key that nobody knows."""
    meant = {(*each["loc"][:-1], _meant(str(each["loc"][-1]))) for each in details if each["type"] == "extra_forbidden"}
    return (each["loc"] for each in details if each["type"] == "missing" and each["loc"] in meant)


def _place(location: Step) -> Step:
    """The record, or the key of the top level, in which a location is."""
    return location[:2] if len(location) > 1 and isinstance(location[1], int) else location[:1]


def _unnamed(location: Step) -> str | None:
    """The key of the top level with a record whose name is at this location, or of which nothing can be read."""
    name = "name" if location[0] == "publishers" else "id"
    return str(location[0]) if len(location) < 3 or location[2:] == (name,) else None


def _invisible(document: Any) -> Iterator[tuple[Step, tuple[str, str]]]:
    """Places with joiners and variation selectors that their script does not need, and what to say of them."""
    for place, text in _texts(document, ()):
        unsafe = unsafe_character(text) if SOMETIMES.search(text) else None
        if unsafe:
            yield place, (json_path(place), f"holds {unsafe}, which a terminal could obey or hide")


def _texts(value: Any, path: Step) -> Iterator[tuple[Step, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def record_at(document: Any, location: Sequence[int | str]) -> str | None:
    """The id (or name) of the record of a file that a location is in."""
    if len(location) < 2:
        return None
    try:
        return name_of(document[location[0]][location[1]])
    except (KeyError, IndexError, TypeError, AttributeError):
        return None


def name_of(record: Any) -> str | None:
    """The id or name of a record, if it can be printed beside a path."""
    named = record.get("id") or record.get("name")
    return named if isinstance(named, str) and named.isprintable() and len(named) <= 100 else None


def json_path(location: Step) -> str:
    """`("meetings", 2, "sources", 1)` as `meetings[2].sources[1]`; what is not a plain word is quoted."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step if step.isidentifier() else quoted(step)}"
    return path.removeprefix(".")


def quoted(value: object) -> str:
    """A value of the file as it may be printed: short, on one line, with nothing that a terminal would obey."""
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return "a number with thousands of digits"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    short = text if len(text) <= 60 else text[:59] + "…"
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in short)
    return f'"{shown}"' if isinstance(value, str) else shown


class _Duplicate(Exception):
    """A JSON object that says a key twice."""


WIDE_ENCODINGS = (
    (re.compile(rb"\xff\xfe\0\0|[^\0]\0\0\0"), "UTF-32 (little endian)"),
    (re.compile(rb"\0\0\xfe\xff|\0\0\0[^\0]"), "UTF-32 (big endian)"),
    (re.compile(rb"\xff\xfe|[^\0]\0[^\0]\0"), "UTF-16 (little endian)"),
    (re.compile(rb"\xfe\xff|\0[^\0]\0[^\0]"), "UTF-16 (big endian)"),
)
"""How JSON in another encoding than UTF-8 begins: with a byte order mark, or with two signs of ASCII."""


def _unreadable(content: bytes) -> tuple[str, str] | None:
    """Why `content` is not one JSON text with unique keys, as a path and a sentence; nothing of it is kept."""
    if not content.strip():
        return "", "the file is empty"
    if encoding := next((name for start, name in WIDE_ENCODINGS if start.match(content)), None):
        return "", f"is encoded as {encoding}: save it as UTF-8"
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return "", f"not UTF-8: byte {error.start + 1} is 0x{content[error.start]:02x}"
    try:
        # Lengths stand in for numbers and None for objects: the pass keeps nothing, and no 10^5-digit integer is made.
        json.loads(text, object_pairs_hook=_say_once, parse_constant=_refuse_constant, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        return "", f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        return "", "not a dataset: nested too deeply"
    except _Duplicate as error:
        return _find_duplicate(text, str(error)), f"the key {quoted(str(error))} is given twice in one object"
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
    """The path of the first object of `text` that says `key` twice; empty if a second fault hides it."""

    def locate(pairs: list[tuple[str, Any]], path: Step) -> Iterator[str]:
        if [name for name, _ in pairs].count(key) > 1:
            yield json_path(path)
        for name, value in pairs:
            yield from descend(value, (*path, name))

    def descend(value: Any, path: Step) -> Iterator[str]:
        if isinstance(value, tuple):
            yield from locate(list(value), path)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from descend(each, (*path, index))

    try:
        return next(descend(json.loads(text, object_pairs_hook=tuple, parse_int=len), ()), "")
    except (ValueError, RecursionError):
        return ""


def _translate(details: ErrorDetails) -> tuple[str, str]:
    """Pydantic's account of one fault, as our path and sentence."""
    location = details["loc"] or ("",)
    kind, value = details["type"], details["input"]
    context = details.get("ctx", {})
    where = json_path(details["loc"])
    if kind in ("missing", "extra_forbidden"):
        return json_path(location[:-1]), _about_key(kind, str(location[-1]))
    if location == ("schema_version",):
        return where, f"is {quoted(value)}; this version of summit reads {SCHEMA_VERSION}"
    match kind:
        case "json_invalid":
            return "", f"not JSON: {context['error']}"
        case "string_pattern_mismatch":
            return where, _unlike(value, context["pattern"])
        case "literal_error":
            return where, f"{quoted(value)} is not one of {context['expected'].replace(chr(39), '')}"
        case "string_too_long":
            return where, f"has {len(value)} characters; at most {context['max_length']} are allowed"
        case "finite_number":
            return where, f"should be a number, is {quoted(value)}"
        case "too_short":
            return where, f"needs at least {context['min_length']}, has {context['actual_length']}"
        case "greater_than_equal" | "less_than_equal":
            bound = "at least" if "ge" in context else "at most"
            return where, f"{quoted(value)} is out of range: {bound} {context.get('ge', context.get('le'))}"
        case "list_type" | "dict_type":
            return where, f"should be {'a list' if kind == 'list_type' else 'an object'}"
        case _ if kind.removesuffix("_type") in NAMES:
            return where, f"should be {NAMES[kind.removesuffix('_type')]}, is {quoted(value)}"
    return where, details["msg"]


def _about_key(kind: str, key: str) -> str:
    if kind == "missing":
        return f'"{key}" is missing'
    meant = _meant(key)
    return f"unknown key {quoted(key)}{f': did you mean {quoted(meant)}?' if meant else ''}"


@cache
def _meant(key: str) -> str | None:
    """The key of the schema that a misspelt one is nearest to."""
    close = suggest(key, sorted(_schema_keys()))[:1] if key not in _schema_keys() else []
    return close[0] if close else None


def _unlike(value: str, pattern: str) -> str:
    unsafe = unsafe_character(value)
    if unsafe:
        return f"holds {unsafe}, which a terminal could obey or hide"
    return "is blank" if not value.strip() else f"{quoted(value)} is not {EXPECTED[pattern]}"


@cache
def _schema_keys() -> frozenset[str]:
    return frozenset(_keys_within(Dataset))


def _keys_within(record_type: Any) -> Iterator[str]:
    for key in keys(record_type):
        yield key.name
        if key.record:
            yield from _keys_within(key.record)
