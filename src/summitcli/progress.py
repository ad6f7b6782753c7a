"""A bar on the terminal for what takes seconds."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tick = Callable[[float], None]  # says how much is done, from 0 to 1


@contextmanager
def bar(what: str, *, long: bool) -> Iterator[Tick]:
    """Draw on stderr how much of `what` is done: where it takes `long`, on a terminal, and not during completion."""
    if not long or not sys.stderr or not sys.stderr.isatty() or "_SUMMIT_COMPLETE" in os.environ:
        yield lambda _share: None
        return
    from rich.console import Console
    from rich.progress import Progress

    # Rich stumbles over sizes that are no sizes, and needs to know no more of the environment than this.
    known = {name: os.environ[name] for name in ("NO_COLOR", "TERM") if name in os.environ}
    with Progress(console=Console(stderr=True, _environ=known), transient=True) as progress:
        task = progress.add_task(what, total=1)
        yield lambda share: progress.update(task, completed=share)


def part_of(tick: Tick, done: float) -> Tick:
    """A tick for the rest of some work of which a share is done."""
    return lambda share: tick(done + (1 - done) * share)
