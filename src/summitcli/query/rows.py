"""Rows of the store as records: their columns, and their values by these.

A store has the columns of these records compiled into it, in the order of the schema. To read them there is quick; to
build the types takes a tenth of the time of a command.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from typing import Literal

    from ..schema.rows import MeetingName

    Row = Literal["ListedMeeting", "MeetingName", "FlatStatement", "Hit"]

LISTS = frozenset(("days", "leaders", "sources", "topics"))
"""Columns that hold a list, as JSON."""


def columns_of(store: sqlite3.Connection, record: Row) -> tuple[str, ...]:
    """The names of the columns of a record of `schema.rows`, in order."""
    select = "SELECT name FROM row_columns WHERE record = ? ORDER BY position"
    return tuple(name for (name,) in store.execute(select, (record,)))


def quoted(names: Sequence[str], table: str = "meetings") -> str:
    """Columns for a SELECT: `end` is a word of SQL."""
    return ", ".join(f'{table}."{name}"' for name in names)


def row_of(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """A row of the store by the names of its columns, with lists as lists."""
    return {name: json.loads(value) if name in LISTS else value for name, value in zip(names, values, strict=True)}


def meeting_name(names: Sequence[str], values: Sequence[Any]) -> MeetingName:
    """A meeting as pages name it, from its columns."""
    return cast("MeetingName", row_of(names, values))
