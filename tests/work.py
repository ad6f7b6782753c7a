"""How much work something is, counted and not timed: calls of functions, comparisons of texts, steps of SQLite."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

_counted: Counter[str] = Counter()


class Counted(str):
    """Text whose comparisons count as work."""

    def __eq__(self, other: object) -> bool:
        _counted["comparisons"] += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def work(run: Callable[[], Any], store: sqlite3.Connection | None = None) -> int:
    """The calls, comparisons of `Counted` text and steps of a store that `run` takes."""
    _counted.clear()

    def step() -> int:
        _counted["steps"] += 1
        return 0

    def event(_frame: Any, kind: str, _value: Any) -> None:
        if kind in ("call", "c_call"):
            _counted["calls"] += 1

    if store:
        store.set_progress_handler(step, 1)
    sys.setprofile(event)
    try:
        run()
    finally:
        sys.setprofile(None)
        if store:
            store.set_progress_handler(None, 0)
    return _counted.total()


def is_linear(measured: Callable[[int], int], size: int) -> bool:
    """Whether the work grows as the size does: what is added by doubling it doubles at the next doubling, or less.

    What is the same at any size does not count, nor does the first run, which fills caches. Once more the work at the
    smallest size is allowed for what is looked at up to a limit.
    """
    measured(size)
    one, two, four = (measured(size * times) for times in (1, 2, 4))
    return four - two < 2.7 * (two - one) + one
