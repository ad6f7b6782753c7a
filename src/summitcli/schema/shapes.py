"""The types of the schema, read as data: their keys, their parts, and valid records in their order of keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, NotRequired, Union, get_args, get_origin, get_type_hints

from .meta import Doc, Names, Role
from .typed import is_typeddict

Shape = Callable[[Any], Any]


class Key(NamedTuple):
    """A key of a record: its bare type, whether it may be left out or null, and what it means.

    `record` is the type of the record, or of the records in the list, that the key holds; None for plain values.
    `role` is what its value, or each of the list, stands for: see `meta.Role`. `names` is where what people type for
    the value is looked up, if they do.
    """

    name: str
    type: Any
    required: bool
    nullable: bool
    meaning: str
    is_list: bool
    record: Any
    role: str | None
    names: str | None


@cache
def keys(record_type: Any) -> tuple[Key, ...]:
    """The keys of a record, in the order of the schema."""
    return tuple(_key(name, hint) for name, hint in get_type_hints(record_type, include_extras=True).items())


def columns(record_type: Any) -> tuple[str, ...]:
    """The names of the keys of a record, in the order of the schema. This resolves no types, and is quick."""
    return tuple(record_type.__annotations__)


def _key(name: str, hint: Any) -> Key:
    required, nullable, meaning = get_origin(hint) is not NotRequired, False, ""
    role: str | None = None
    names: str | None = None
    while True:
        if get_origin(hint) is NotRequired:
            hint = get_args(hint)[0]
        elif get_origin(hint) is Annotated:
            meaning = next((each.text for each in get_args(hint)[1:] if isinstance(each, Doc)), meaning)
            role = _role(hint) or role
            names = next((each.namespace for each in get_args(hint)[1:] if isinstance(each, Names)), names)
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
            nullable = True
            [hint] = [option for option in get_args(hint) if option is not NoneType]
        else:
            break
    is_list = get_origin(hint) is list
    item = get_args(hint)[0] if is_list else hint
    inner = _bare(item)
    type = list[inner] if is_list else inner  # type: ignore[valid-type]
    record = inner if is_typeddict(inner) else None
    return Key(name, type, required, nullable, meaning, is_list, record, role or _role(item), names)


def _bare(hint: Any) -> Any:
    """A type without what is annotated about it."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _role(hint: Any) -> str | None:
    annotated = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((each.name for each in annotated if isinstance(each, Role)), None)


WORDS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def type_in_words(key: Key) -> str:
    """The type of a key for readers: `string or null`, `list of objects`."""
    return _in_words(key.type) + (" or null" if key.nullable else "")


def _in_words(hint: Any) -> str:
    if get_origin(hint) is list:
        return f"list of {_in_words(get_args(hint)[0])}s"
    if get_origin(hint) is Literal:
        return WORDS[type(get_args(hint)[0])]
    return WORDS.get(hint, "object")


@cache
def shape_of(record_type: Any, *, filled: bool) -> Shape:
    """A function that puts a valid record of `record_type` into the schema's order of keys.

    `filled` gives every optional key its `[]`, `null` or record of nulls; otherwise keys that
    hold nothing are left out, which is the canonical form of a file.
    """
    known = keys(record_type)
    nested = [(key.name, _shape_of_value(key, filled=filled)) for key in known if key.record]
    required = {key.name for key in known if key.required}
    order = [key.name for key in known]
    nothing = {key.name: _nothing(key) for key in known}

    if filled and not nested:
        return lambda record: nothing | record

    def shape(record: Mapping[str, Any]) -> dict[str, Any]:
        shaped = {**nothing, **record} if filled else {name: record[name] for name in order if name in record}
        for name, of_value in nested:
            if shaped.get(name) is not None:
                shaped[name] = of_value(shaped[name])
        return (
            shaped
            if filled
            else {name: value for name, value in shaped.items() if name in required or not _is_nothing(value)}
        )

    return shape


def _is_nothing(value: Any) -> bool:
    """Whether a value says nothing. A figure does, even if it is 0: that is a latitude."""
    return value is None or value is False or value in ([], {})


def _shape_of_value(key: Key, *, filled: bool) -> Shape:
    of_each = shape_of(key.record, filled=filled)
    return (lambda values: [of_each(value) for value in values]) if key.is_list else of_each


def _nothing(key: Key) -> Any:
    """What an optional key holds if it is left out: an empty list, a record of nulls, or null."""
    if key.is_list:
        return []
    if key.record and not key.nullable:
        return shape_of(key.record, filled=True)({})
    return None
