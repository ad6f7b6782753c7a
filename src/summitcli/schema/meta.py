"""What `Annotated` says about a type of the schema: its meaning and its limits.

Pydantic asks these objects what they add, so that the types can be read without pydantic.
"""

from __future__ import annotations

from typing import Any


class Doc:
    """The meaning of a key: one phrase for the data dictionary, the JSON Schema and `summit fields`."""

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def text(self) -> str:
        """The phrase."""
        return self._text

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core_schema), "description": self.text}


class Same(Doc):
    """The meaning of a key of the record, as in `Same("Meeting.title")`.

    It is looked up when it is asked for, so that rows are read without building the types of the record.
    """

    def __init__(self, path: str) -> None:
        super().__init__("")
        self.path = path

    @property
    def text(self) -> str:
        """The meaning, as the record has it."""
        from . import records
        from .shapes import keys

        record, _, name = self.path.partition(".")
        return next(key.meaning for key in keys(getattr(records, record)) if key.name == name)


class Limits:
    """Constraints of a value, as pydantic's core schema names them (`ge`, `max_length`, `pattern`, ...).

    `expected` says in words what a value that does not match the pattern should have been.
    """

    def __init__(self, *, expected: str = "", **constraints: Any) -> None:
        self.expected = expected
        self.constraints = constraints

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        if "pattern" in self.constraints:
            EXPECTED[self.constraints["pattern"]] = self.expected
        return {**handler(source), **self.constraints}


class Role:
    """What a value stands for, whatever its key is called. Rules look at values by their role.

    It is a `day`, a `moment`, a `side`, a `ref`, the `address` of a source, or the name of a record of the kind that
    is named here (`people`, `sources`, ...).
    """

    def __init__(self, name: str) -> None:
        self.name = name


class Names:
    """That people type the value of a key to find what has it. `namespace` is where its names are looked up."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace


EXPECTED: dict[str, str] = {}
"""By pattern, what was expected: filled as pydantic builds its validator."""
