"""English words: one that the record lacks is a word of its own, and no slip of another.

`english.txt` is written by `scripts/write_english.py` from SCOWL. It is read only when a word is about to be corrected.
"""

from __future__ import annotations

from functools import cache

from .. import package


def is_english(stem: str) -> bool:
    """Whether a stem is one of an English word or name."""
    return f"\n{stem}\n" in _stems()


@cache
def _stems() -> str:
    return package.text("query", "english.txt")
