"""Text for a full-text index that others ask: in the record's own spelling, and as `summit search` compares it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import UNSPACED, folded

UNSPACED_RUN = re.compile(f"{UNSPACED}+")
LONGEST = 4
"""Characters of a script without spaces that are found together. Few of its words are longer."""


def words(text: str) -> str:
    """A text, followed by its words without diacritics if it has others, and by runs of characters.

    The words of the text stay in their places, so that what marks the words that were found marks the right ones.

    >>> words("Straße, 会谈")
    'Straße, 会谈 strasse 会 谈 会 会谈 谈'
    """
    compared = folded(text)
    own = set(re.findall(r"\w+", text.lower()))
    more = [] if own.issuperset(compared.split()) else [compared]
    return " ".join([text, *more, *_runs(text)])


def _runs(text: str) -> Iterator[str]:
    """Every run of up to four characters of a script that is written without spaces."""
    for found in UNSPACED_RUN.finditer(text):
        whole = found.group()
        for start in range(len(whole)):
            for size in range(1, min(LONGEST, len(whole) - start) + 1):
                yield whole[start : start + size]
