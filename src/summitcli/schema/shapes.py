"""Valid records in the key order of the schema, filled or bare."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, NotRequired, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

Shape = Callable[[Any], Any]


@cache
def shape_of(record_type: Any, *, filled: bool) -> Shape:
    """A function that puts a valid value of `record_type` into the schema's key order.

    `filled` gives every optional key its `[]`, `null` or record of nulls; otherwise keys that
    hold nothing are left out, which is the canonical form of a file.
    """
    record_type = _bare(record_type)
    if is_typeddict(record_type):
        return _record_shape(record_type, filled=filled)
    if get_origin(record_type) is list:
        of_each = shape_of(get_args(record_type)[0], filled=filled)
        return _as_it_is if of_each is _as_it_is else lambda values: [of_each(value) for value in values]
    records = [option for option in get_args(record_type) if is_typeddict(option)]
    return shape_of(records[0], filled=filled) if records else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _bare(hint: Any) -> Any:
    """A type without what `Annotated` and `NotRequired` say about it."""
    while get_origin(hint) in (Annotated, NotRequired):
        hint = get_args(hint)[0]
    return hint


def _record_shape(record_type: Any, *, filled: bool) -> Shape:
    hints = get_type_hints(record_type, include_extras=True)
    shapes = {key: shape_of(hint, filled=filled) for key, hint in hints.items()}
    nested = [(key, shape) for key, shape in shapes.items() if shape is not _as_it_is]
    required = {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
    nothing = {key: _nothing(hint) for key, hint in hints.items()}

    def shape(record: dict[str, Any]) -> dict[str, Any]:
        if filled:
            shaped = nothing | record  # in the order of the schema
        else:
            held = {key for key in record if key in required or record[key] not in (None, [], {})}
            shaped = {key: record[key] for key in hints if key in held}
        for key, of_value in nested:
            if shaped.get(key):
                shaped[key] = of_value(shaped[key])
        return shaped

    return shape


def _nothing(hint: Any) -> Any:
    """What an optional key of this type holds when it is left out."""
    hint = _bare(hint)
    if get_origin(hint) is list:
        return []
    return shape_of(hint, filled=True)({}) if is_typeddict(hint) else None
