"""What the system tells a program that is to end."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def ended_tidily() -> Iterator[None]:
    """While files are written, a signal that ends the program lets it remove what is half written.

    The exit code is that which a shell gives for the signal. A signal that is ignored, as behind `nohup`, stays so.
    """

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    usual = [each for each in ENDING if signal.getsignal(each) is signal.SIG_DFL]
    for each in usual:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in usual:
            signal.signal(each, signal.SIG_DFL)
