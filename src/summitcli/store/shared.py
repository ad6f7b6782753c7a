"""A store for programs that run long: several threads share it, and it outlives damage to its file and a fork."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import RLock
from typing import TypeVar
from weakref import WeakSet

from . import Store, drop, is_damage, open_store

T = TypeVar("T")


class SharedStore:
    """A compiled dataset that is asked one question at a time, by whichever thread.

    Raises `InvalidDataset` if the files are not valid.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = list(paths)
        self.closed = False
        self._lock = RLock()
        self._store: Store | None = open_store(self.paths, quiet=True)
        _every.add(self)

    def ask(self, question: Callable[[Store], T]) -> T:
        """What `question` answers, given the store. If its file turns out to be damaged, it is compiled anew, once."""
        with self._lock:
            try:
                return question(self._opened())
            except sqlite3.DatabaseError as error:
                if not (is_damage(error) and self._drop()):
                    raise
                return question(self._opened())

    def close(self) -> None:
        """Close the store; nothing can be asked any more."""
        with self._lock:
            self.closed = True
            if self._store:
                self._store.close()

    def __del__(self) -> None:
        with suppress(AttributeError, sqlite3.Error):  # a store that never opened, or that is in use elsewhere
            if self._store:
                self._store.close()

    def _opened(self) -> Store:
        if self.closed:
            raise ValueError("the record is closed")
        if self._store is None:
            self._store = open_store(self.paths, quiet=True)
        return self._store

    def _drop(self) -> bool:
        """Drop the file of the store, so that it is compiled at the next question; False if there is no file."""
        if self._store is None or self._store.file is None:
            return False
        self._store.close()
        drop(self._store.file)
        self._store = None
        return True

    def _renew(self) -> None:
        """Take a lock and a connection of one's own: those of the parent process are not to be used in a child."""
        self._lock = RLock()
        if self._store and self._store.file:
            _inherited.append(self._store)
            self._store = None


_inherited: list[Store] = []
"""Connections of the parent process. To close one could wait for ever: the parent may have been asking it."""
_every: WeakSet[SharedStore] = WeakSet()


def _renew_all() -> None:
    for each in _every:
        each._renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
