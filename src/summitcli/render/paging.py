"""What is longer than the screen, laid out for a pager: a header at the top of each of its screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text


def headed(header: Sequence[Text], rows: Iterable[Sequence[Text]], height: int) -> Iterator[Text]:
    """Rows under their header, which is repeated where a pager on a screen of so many lines begins a new one.

    A pager shows a line less than the screen has, and goes on by as many. A row is parted only if it is taller than
    that. Without a height the header stands once.
    """
    yield from header
    taken, screen = len(header), height - 1
    for row in rows:
        if height and taken > len(header) and taken + len(row) > screen:
            yield from [Text()] * (screen - taken)
            yield from header
            taken = len(header)
        yield from row
        taken += len(row)
        if height and taken > screen:
            taken = (taken - 1) % screen + 1
